"""How many other stories have the same text. Spam is posted on one story after another."""

from datetime import timedelta

from django.utils import timezone

from serial.comments.models import Comment

LOOKBACK = timedelta(days=1)
# Shorter comments, such as thanks and hearts, are repeated by everybody.
MIN_LENGTH = 40


def count_other_stories(comment: Comment) -> int:
    """Counts the stories on which this text was posted in the last day, by anybody."""
    if len(comment.body) < MIN_LENGTH:
        return 0
    recent = Comment.objects.filter(posted_at__gt=timezone.now() - LOOKBACK, body=comment.body)
    others = recent.exclude(story=comment.story_id)
    return others.values("story").distinct().count()
