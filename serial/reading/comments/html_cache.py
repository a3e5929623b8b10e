"""Pages of comments as they are kept: a page is another when the discussion's version is."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from serial.reading.comments.context import CommentsContext
from serial.reading.comments.html import CommentHtml, render_comments
from serial.reading.comments.rows import Row
from serial.reading.responses import robots_directives
from serial.web.page_cache import fingerprint, get_or_make

# Names of people, and what they are to the story, are shown too, and change without the discussion.
MAX_AGE_SECONDS = 600


def cache_key(place: CommentsContext, *what: object) -> str:
    """Stands for what everyone sees of this part of the chapter's comments, in this language."""
    talk = (place.chapter.pk, place.discussion.version, place.discussion.policy)
    story = (*place.names, robots_directives(place.story))
    clock = int(timezone.now().timestamp()) // MAX_AGE_SECONDS
    own = (get_language(), get_current_timezone_name(), clock)
    return f"talk:{fingerprint(*talk, *story, *what, *own)}"


def cached_comment_html(
    place: CommentsContext, consent: str, read: Callable[[], list[Row]], *what: object
) -> list[CommentHtml]:
    return get_or_make(
        f"pieces:{cache_key(place, consent, *what)}",
        lambda: render_comments(place, read(), consent),
        lambda pieces: sum(len(piece.body) for piece in pieces),
    )
