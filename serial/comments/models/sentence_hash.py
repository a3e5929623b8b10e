from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from serial.comments.models.comment import Comment

# The longest time in which repeated text is looked for.
SENTENCE_HASH_PERIOD = timedelta(days=30)


class SentenceHashQuerySet(models.QuerySet["SentenceHash"]):
    def expired(self) -> Self:
        return self.filter(posted_at__lt=timezone.now() - SENTENCE_HASH_PERIOD)


class SentenceHash(models.Model):
    """A long sentence of a comment, or its whole text, to recognise it in another comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="sentence_hashes")
    # 64 bits of a hash of the sentence (serial/comments/sentences.py).
    digest = models.BigIntegerField()
    posted_at = models.DateTimeField()

    objects = SentenceHashQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "comment"], name="sentence_hash_once_in_a_comment"
            )
        ]
        indexes = [models.Index(fields=["posted_at"], name="sentence_hash_by_time")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.digest}"
