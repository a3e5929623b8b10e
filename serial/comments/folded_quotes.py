"""Which quotes of comments are folded wherever they are shown, because the chapter folds them.

Stored with each comment: a list of comments would have to parse the text of each chapter. Set by
serial.comments.posting, and here when the text changes.
"""

from serial.chapters.html.text_changes import TextChange
from serial.chapters.models import Chapter
from serial.comments.counters import lock_discussion, save_counters
from serial.comments.models import Comment
from serial.comments.models.comment import CommentQuerySet
from serial.markup.paragraphs.anchors import locate_anchor
from serial.markup.paragraphs.folded_quotes import FoldedText
from serial.markup.paragraphs.history import ParagraphHistory


def fold_quotes_like_the_text(chapter: Chapter, change: TextChange) -> None:
    """Listed in the setting TEXT_CHANGE_HANDLERS: runs in the transaction that saves the text."""
    if _changed_quotes(chapter, Comment.objects.filter(chapter=chapter)):
        discussion = lock_discussion(chapter.pk)
        update_folded_quotes(chapter, Comment.objects.filter(chapter=chapter))
        save_counters(discussion)


def update_folded_quotes(chapter: Chapter, comments: CommentQuerySet) -> None:
    """Updates these comments on the chapter. The caller saves the discussion."""
    for comment_pk, is_folded in _changed_quotes(chapter, comments).items():
        comments.filter(pk=comment_pk).update(quote_is_folded=is_folded)


def _changed_quotes(chapter: Chapter, comments: CommentQuerySet) -> dict[int, bool]:
    """Returns {primary key: whether the quote is folded now} where that has changed.

    The quote of a paragraph that was removed stays as it was.
    """
    text = FoldedText(chapter.body_html)
    quoted = comments.exclude(quote="")
    if not text.folds:
        quoted = quoted.filter(quote_is_folded=True)
    history = ParagraphHistory.from_json(chapter.paragraph_history)
    changed = {}
    for comment in quoted.only("paragraph", "quote", "quote_is_folded"):
        position = locate_anchor(comment.paragraph or 0, text.blocks, history)
        if comment.paragraph and position.is_orphaned:
            continue
        is_folded = text.has_words_of(comment.quote, position.paragraph_id)
        if is_folded != comment.quote_is_folded:
            changed[comment.pk] = is_folded
    return changed
