"""Caches the HTML of comments in memory, keyed by the version of the discussion."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from serial.reading.comments.context import CommentsContext
from serial.reading.comments.html import CommentHtml, render_comments
from serial.reading.comments.rows import Row
from serial.reading.responses import robots_directives
from serial.web.page_cache import fingerprint, get_or_make

# The version does not change when a commenter is renamed or a role changes: both show this late.
MAX_AGE_SECONDS = 600


def cache_key(comments: CommentsContext, *parts: object) -> str:
    """The key of what every visitor sees of these `parts` of the comments, in this language."""
    discussion = (comments.chapter.pk, comments.discussion.version, comments.discussion.policy)
    story = (*comments.displayed_names, robots_directives(comments.story))
    age = int(timezone.now().timestamp()) // MAX_AGE_SECONDS
    environment = (get_language(), get_current_timezone_name(), age)
    return f"comments:{fingerprint(*discussion, *story, *parts, *environment)}"


def cached_comment_html(
    comments: CommentsContext, consent: str, load: Callable[[], list[Row]], *parts: object
) -> list[CommentHtml]:
    """Calls `load` for the rows only if the HTML is not in the cache."""
    return get_or_make(
        f"comment-html:{cache_key(comments, consent, *parts)}",
        lambda: render_comments(comments, load(), consent),
        lambda rendered: sum(len(comment_html.body) for comment_html in rendered),
    )
