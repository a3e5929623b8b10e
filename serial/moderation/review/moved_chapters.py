"""What is stored of the story of a review item, when its chapter moves into another story."""

from collections.abc import Sequence

from django.db.models import Q

from serial.moderation.models import ReviewItem
from serial.stories.models import Story


def update_story(chapter_ids: Sequence[int], story: Story) -> None:
    """Listed in the setting CHAPTERS_MOVED_HANDLERS: runs in the transaction that moves them."""
    about = Q(chapter__in=chapter_ids) | Q(comment__chapter__in=chapter_ids)
    ReviewItem.objects.filter(about).update(on_story=story)
