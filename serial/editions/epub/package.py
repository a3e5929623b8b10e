"""What the package document, the table of contents and the NCX of an EPUB list."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext

from serial.editions.epub.book_face import font_type
from serial.editions.pictures import Pictures, media_type
from serial.editions.source import EditionChapter, EditionPart, EditionSource
from serial.markup.excerpts import excerpt
from serial.stories.choices import Role

# MARC relators: https://www.loc.gov/marc/relators/
_RELATORS = {
    Role.AUTHOR: "aut",
    Role.CO_AUTHOR: "aut",
    Role.TRANSLATOR: "trl",
    Role.ILLUSTRATOR: "ill",
    Role.EDITOR: "edt",
}
_DESCRIPTION_LENGTH = 1_000


@dataclass(frozen=True)
class Item:
    """A file in the manifest."""

    id: str
    path: str
    media_type: str
    properties: str = ""


@dataclass(frozen=True)
class TocEntry:
    """An entry of the table of contents: a part with its chapters, or a chapter."""

    order: int
    label: str
    path: str
    chapters: tuple["TocEntry", ...] = ()


@dataclass(frozen=True)
class PartRun:
    """Chapters of one part, or of none. A part that others interrupt has several runs, and a page
    for each.
    """

    part: EditionPart | None
    chapters: list[EditionChapter]
    number: int

    @property
    def id(self) -> str:
        pk = self.part.pk if self.part else 0
        return f"p{pk}" if self.number == 1 else f"p{pk}-{self.number}"

    @property
    def path(self) -> str:
        return f"parts/{self.id}.xhtml"


def chapter_file(chapter: EditionChapter) -> str:
    """Named by its id, so that a reading position outlives another title and another order."""
    return f"chapters/c{chapter.pk}.xhtml"


class Package:
    """cover_suffix: "" for an edition without a cover. fonts: the paths of its face, if any."""

    def __init__(
        self, source: EditionSource, pictures: Pictures, cover_suffix: str, fonts: list[str]
    ) -> None:
        self.source, self.pictures = source, pictures
        self.cover_suffix, self.fonts = cover_suffix, fonts
        counts: Counter[int] = Counter()
        self.runs: list[PartRun] = []
        for part, chapters in source.by_part():
            counts[part.pk if part else 0] += 1
            self.runs.append(PartRun(part, chapters, counts[part.pk if part else 0]))

    def identifier(self) -> str:
        return self.source.uid().urn

    def modified(self) -> str:
        return self.source.changed_at().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def released(self) -> str:
        first = min(chapter.release_at for chapter in self.source.chapters)
        return first.astimezone(UTC).date().isoformat()

    def description(self) -> str:
        return excerpt(self.source.story.summary_html, _DESCRIPTION_LENGTH)

    def creators(self) -> list[tuple[str, str]]:
        """Returns (name, MARC relator) of each."""
        return [(line.name, _RELATORS[Role(line.role)]) for line in self.source.story.credits]

    def parts(self) -> list[PartRun]:
        """Returns the runs of chapters that begin with a page of their part, in reading order."""
        return [run for run in self.runs if run.part]

    def items(self) -> Iterator[Item]:
        yield Item("nav", "nav.xhtml", _XHTML, "nav")
        yield Item("ncx", "toc.ncx", "application/x-dtbncx+xml")
        yield Item("styles", "styles.css", "text/css")
        if self.cover_suffix:
            path = f"cover{self.cover_suffix}"
            yield Item("cover-image", path, media_type(path), "cover-image")
        for number, path in enumerate(self.fonts, 1):
            yield Item(f"font-{number}", path, font_type(path))
        for number, path in enumerate(self.pictures.stored(), 1):
            yield Item(f"image-{number}", path, media_type(path))
        yield from self.spine_items()

    def spine(self) -> Iterator[str]:
        """Yields the ids of the files in reading order."""
        yield from (["cover"] if self.cover_suffix else [])
        yield from ("title", "nav")
        yield from (item.id for item in self._bodies())
        yield "colophon"

    def spine_items(self) -> Iterator[Item]:
        if self.cover_suffix:
            yield Item("cover", "cover.xhtml", _XHTML)
        yield Item("title", "title.xhtml", _XHTML)
        yield from self._bodies()
        yield Item("colophon", "colophon.xhtml", _XHTML)

    def _bodies(self) -> Iterator[Item]:
        for run in self.runs:
            if run.part:
                yield Item(run.id, run.path, _XHTML)
            for chapter in run.chapters:
                yield Item(f"c{chapter.pk}", chapter_file(chapter), _XHTML)

    def contents(self) -> list[TocEntry]:
        entries: list[TocEntry] = []
        order = 1
        for run in self.runs:
            own = order
            order += 1 if run.part else 0
            links = tuple(self._link(n, chapter) for n, chapter in enumerate(run.chapters, order))
            order += len(links)
            if run.part:
                entries.append(TocEntry(own, run.part.title, run.path, links))
            else:
                entries.extend(links)
        return entries

    def _link(self, order: int, chapter: EditionChapter) -> TocEntry:
        return TocEntry(order, chapter.numbered_label(), chapter_file(chapter))

    def first_chapter(self) -> str:
        return chapter_file(self.source.chapters[0])

    def depth(self) -> int:
        return 2 if self.parts() else 1

    # --- Accessibility: only what is true of these texts

    def has_pictures(self) -> bool:
        return bool(self.pictures.stored())

    def is_sufficient_as_text(self) -> bool:
        """Whether words say everything: its author has described each picture."""
        return not self.pictures.not_described

    def has_descriptions(self) -> bool:
        return bool(self.pictures.described) and not self.pictures.not_described

    def hazard(self) -> str:
        """Nobody has looked whether an animation flashes."""
        return "unknown" if self.pictures.has_motion() else "none"

    def accessibility_summary(self) -> str:
        parts = [
            gettext("The text can be enlarged and read aloud."),
            gettext("All chapters can be reached from the table of contents."),
        ]
        if not self.has_pictures():
            parts.append(gettext("There are no pictures but the cover."))
        elif self.has_descriptions():
            parts.append(gettext("Its author has described all pictures."))
        else:
            parts.append(gettext("Some pictures have no description."))
        parts.append(gettext("Nobody has checked this edition against a standard."))
        return " ".join(parts)


_XHTML = "application/xhtml+xml"
