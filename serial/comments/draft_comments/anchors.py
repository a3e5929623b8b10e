"""Keeping comments on drafts at their words when the text changes."""

from serial.chapters.html.text_changes import TextChange
from serial.chapters.models import Chapter
from serial.comments.anchors import reserve_lost_id
from serial.comments.models import DraftComment
from serial.comments.quotes import LOST, QuoteSearch


def move_draft_comments_to_their_quotes(chapter: Chapter, change: TextChange) -> None:
    """As `serial.comments.anchors` does with public comments; all in one paragraph alike.

    Listed in the setting TEXT_CHANGE_HANDLERS: runs in the transaction that saves the text.
    """
    if change.keeps_paragraphs or not change.has_other_words():
        return
    threads = DraftComment.objects.threads().filter(chapter=chapter).exclude(paragraph=None)
    lost_ids: dict[int, int] = {}
    for pk, paragraph, quote in threads.values_list("pk", "paragraph", "quote"):
        before = paragraph or 0
        after = QuoteSearch(change, before, quote).new_paragraph()
        if after is None or after == before:
            continue
        if after == LOST:
            after = lost_ids.get(before) or reserve_lost_id(chapter, before)
            lost_ids[before] = after
        threads.filter(pk=pk).update(paragraph=after)
    if lost_ids:
        chapter.save(update_fields=["paragraph_history"])
