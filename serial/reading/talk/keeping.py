"""Pages of comments as they are kept: a page is another when the discussion's version is."""

from collections.abc import Callable

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from serial.reading.talk.finding import Place
from serial.reading.talk.pieces import Piece, write_pieces
from serial.reading.talk.rows import Row
from serial.web.shared_pages import keep, stamp


def key_of(place: Place, *what: object) -> str:
    """Stands for what everyone sees of this part of the chapter's comments, in this language."""
    shown = (place.chapter.pk, place.talk.version, place.talk.rules.is_closed, *place.names)
    return f"talk:{stamp(*shown, *what, get_language(), get_current_timezone_name())}"


def kept_pieces(
    place: Place, answer: str, read: Callable[[], list[Row]], *what: object
) -> list[Piece]:
    return keep(
        f"pieces:{key_of(place, answer, *what)}",
        lambda: write_pieces(place, read(), answer),
        lambda pieces: sum(len(piece.body) for piece in pieces),
    )
