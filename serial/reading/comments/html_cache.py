"""Caches the HTML of comments in memory, keyed by the version of the discussion."""

from collections.abc import Callable
from functools import cache

from serial.reading.comments.context import CommentsContext
from serial.reading.comments.html import CommentHtml, render_comments
from serial.reading.comments.rows import CommenterNames, Row, load_commenter_names
from serial.reading.responses import robots_directives
from serial.web.page_cache import get_or_make

RowLoader = Callable[[], list[Row]]


def comment_values(
    comments: CommentsContext, load: RowLoader, *parts: object
) -> tuple[object, ...]:
    """Returns what every visitor sees of these `parts` of the comments.

    The version of the discussion stands for the columns of the comments: every change of a comment
    raises it. The names of the commenters and their roles on the story can change without it.

    load: returns the rows. Called only if their commenters are not in the cache.
    """
    chapter, story, discussion = comments.chapter, comments.story, comments.discussion
    values = (
        *(chapter.pk, chapter.slug, chapter.title, chapter.number),
        *(story.slug, story.title, story.language, robots_directives(story)),
        story.smart_punctuation,
        *(discussion.version, discussion.thread_count, discussion.policy),
        *parts,
    )
    return (*values, _commenter_names(values, load))


def _commenter_names(values: tuple[object, ...], load: RowLoader) -> list[CommenterNames]:
    """Remembers one comment of each commenter, and reads their names with one query."""
    found: list[CommenterNames] = []

    def find() -> list[int]:
        commenters = {(row.user, row.pen_slug): row for row in load() if row.user or row.pen_slug}
        found.extend(CommenterNames.from_row(row) for row in commenters.values())
        return [names.comment for names in found]

    comment_pks = get_or_make("commenters", values, find, len)
    return sorted(found) if found else load_commenter_names(comment_pks)


def cached_comment_html(
    comments: CommentsContext,
    consent: str,
    load: RowLoader,
    *parts: object,
    is_thread_page: bool = False,
) -> list[CommentHtml]:
    """Calls `load` for the rows only if the HTML is not in the cache."""
    load = cache(load)
    return get_or_make(
        "comment-html",
        comment_values(comments, load, consent, is_thread_page, *parts),
        lambda: render_comments(comments, load(), consent, is_thread_page=is_thread_page),
        lambda rendered: sum(len(comment_html.body) for comment_html in rendered),
    )
