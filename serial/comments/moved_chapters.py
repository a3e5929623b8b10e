"""What is stored of the story of a comment, when its chapter moves into another story."""

from collections.abc import Sequence

from serial.comments.models import Comment, CommentAction
from serial.stories.models import Story


def update_story(chapter_ids: Sequence[int], story: Story) -> None:
    """Listed in the setting CHAPTERS_MOVED_HANDLERS: runs in the transaction that moves them."""
    Comment.objects.filter(chapter__in=chapter_ids).update(story=story)
    CommentAction.objects.filter(chapter__in=chapter_ids).update(story=story)
