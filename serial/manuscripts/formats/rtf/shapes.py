"""The pictures and shapes of an RTF file. Of pictures, the place of their data is kept."""

from serial.manuscripts.documents import Document, Remark
from serial.manuscripts.formats.rtf.state import Picture, Place, Shape, State
from serial.manuscripts.formats.rtf.tokens import Tokens
from serial.markup.converting.document import Run


class Shapes:
    def __init__(self, tokens: Tokens, document: Document) -> None:
        self.tokens = tokens
        self.document = document

    def read_word(self, state: State, word: str) -> None:
        """Reads a word within a picture or shape."""
        match word:
            case "pngblip" | "jpegblip" if state.picture is not None:
                state.picture.suffix = ".png" if word == "pngblip" else ".jpg"
            case "pict":
                self.begin_picture(state)
            case "sp":
                state.name = []
            case "sn":
                state.begin_value(state.name)
            case "sv":
                self._begin_property(state)
            case "nonshppict" | "shprslt":
                self.tokens.skip_group()

    def begin_shape(self, state: State) -> None:
        shape = state.shape = Shape()
        state.place = Place.SHAPE

        def finish() -> None:
            for run in shape.runs:
                run.text = run.text or shape.description
            if not (shape.runs or shape.has_text):
                self.document.remark(Remark.DRAWINGS)

        state.end = finish

    def _begin_property(self, state: State) -> None:
        """The value of {\\sp{\\sn wzDescription}{\\sv …}}, or of one that is a picture."""
        place = state.place
        if "".join(state.name).strip() != "wzDescription":
            if place is Place.PICTURE:
                state.begin_value([])
            return
        state.begin_value([])

        def finish() -> None:
            description = " ".join("".join(state.text).split())
            if place is Place.PICTURE and state.picture is not None:
                state.picture.description = description
            elif state.shape is not None:
                state.shape.description = description

        state.end = finish

    def begin_picture(self, state: State) -> None:
        picture = state.picture = Picture()
        state.place = Place.PICTURE
        state.end = lambda: self._add_picture(state, picture)

    def read_data(self, state: State) -> None:
        """Called at the first text of a picture, which is its data in hexadecimal digits."""
        picture = state.picture
        if picture is not None and not picture.end:
            picture.start = self.tokens.start
            self.tokens.skip_to_brace()
            picture.end = self.tokens.position

    def read_binary(self, state: State, count: int) -> None:
        picture = state.picture
        if state.place is Place.PICTURE and picture is not None and not picture.end:
            picture.start, picture.is_binary = self.tokens.position, True
            picture.end = picture.start + count
        self.tokens.skip_bytes(count)

    def _add_picture(self, state: State, picture: Picture) -> None:
        if not (picture.suffix and picture.end):
            self.document.remark(Remark.DRAWINGS)
            return
        name = f"picture:{len(self.document.pictures) + 1}"
        kind = "binary" if picture.is_binary else "hex"
        self.document.pictures[name] = f"{kind}:{picture.start}-{picture.end}{picture.suffix}"
        run = Run(picture.description, picture=name)
        if state.shape is not None:
            state.shape.runs.append(run)
        state.flow.runs.append(run)
