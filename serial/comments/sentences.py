"""Recognises sentences of comments: the same words, whatever their case and punctuation."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from serial.comments.models import Comment, SentenceHash

# In characters. Shorter texts and sentences, such as thanks, are written by many people.
MIN_TEXT, MIN_SENTENCE = 80, 60
# Of a comment, the first ones.
MAX_SENTENCES = 20
# Uses of the same sentences that are looked at.
MAX_USES = 500

_SENTENCE_END = re.compile(r"[.!?…。！？\n]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
# Many readers quote the same lines of a chapter.
_QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)


@dataclass(frozen=True)
class Digests:
    """whole: of the whole text, None if it is short."""

    whole: int | None
    sentences: frozenset[int]

    def all(self) -> frozenset[int]:
        return self.sentences if self.whole is None else self.sentences | {self.whole}


class SentenceUse(NamedTuple):
    """A sentence in another comment."""

    digest: int
    posted_at: datetime
    comment: int
    chapter: int
    user: int | None
    ip_hash: int | None


def digests_of(text: str) -> Digests:
    own_words = _QUOTED_LINE.sub("", text)
    whole = _normalized(own_words)
    sentences = (_normalized(sentence) for sentence in _SENTENCE_END.split(own_words))
    long = [sentence for sentence in sentences if len(sentence) >= MIN_SENTENCE]
    return Digests(
        whole=_digest(whole) if len(whole) >= MIN_TEXT else None,
        sentences=frozenset(map(_digest, long[:MAX_SENTENCES])),
    )


def store_sentences(comment: Comment) -> None:
    """Replaces the comment's hashes by those of its text now."""
    if comment.edit_count:
        SentenceHash.objects.filter(comment=comment).delete()
    SentenceHash.objects.bulk_create(
        SentenceHash(comment=comment, digest=digest, posted_at=comment.posted_at)
        for digest in sorted(digests_of(comment.body).all())
    )


def other_uses(digests: Iterable[int], comment: Comment, since: datetime) -> Iterator[SentenceUse]:
    """Yields where other comments have these sentences, the latest first."""
    rows = SentenceHash.objects.filter(digest__in=list(digests), posted_at__gt=since)
    columns = ("digest", "posted_at", "comment", "comment__chapter", "comment__user")
    uses = rows.exclude(comment=comment.pk).order_by("-posted_at", "-pk")
    newest = uses.values_list(*columns, "comment__ip_hash")[:MAX_USES]
    return (SentenceUse(*use) for use in newest)


def _normalized(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
