"""On how many other stories the same words are. Spam is posted on one story after another."""

from datetime import timedelta

from serial.comments.models import Comment, SentenceHash
from serial.comments.sentences import digests_of
from serial.moderation.spam.features import MAX_STORIES

LOOKBACK = timedelta(days=7)


def count_other_stories(comment: Comment) -> int:
    """Counts the stories, up to MAX_STORIES, that got this text or a long sentence of it lately.

    Comments without a long sentence count none: everybody repeats thanks and hearts.
    """
    digests = digests_of(comment.body).all()
    if not digests:
        return 0
    since = comment.posted_at - LOOKBACK
    uses = SentenceHash.objects.filter(digest__in=digests, posted_at__gt=since)
    others = uses.exclude(comment__story=comment.story_id).order_by()
    return len(others.values_list("comment__story").distinct()[:MAX_STORIES])
