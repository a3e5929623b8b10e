"""Pages of comments as they are kept: a page is another when the discussion's version is."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from serial.reading.responses import robots_words
from serial.reading.talk.finding import Place
from serial.reading.talk.pieces import Piece, write_pieces
from serial.reading.talk.rows import Row
from serial.web.shared_pages import keep, stamp

# Names of people, and what they are to the story, are shown too, and change without the discussion.
LONGEST_SECONDS = 600


def key_of(place: Place, *what: object) -> str:
    """Stands for what everyone sees of this part of the chapter's comments, in this language."""
    talk = (place.chapter.pk, place.talk.version, place.talk.rules)
    story = (*place.names, robots_words(place.story))
    clock = int(timezone.now().timestamp()) // LONGEST_SECONDS
    own = (get_language(), get_current_timezone_name(), clock)
    return f"talk:{stamp(*talk, *story, *what, *own)}"


def kept_pieces(
    place: Place, answer: str, read: Callable[[], list[Row]], *what: object
) -> list[Piece]:
    return keep(
        f"pieces:{key_of(place, answer, *what)}",
        lambda: write_pieces(place, read(), answer),
        lambda pieces: sum(len(piece.body) for piece in pieces),
    )
