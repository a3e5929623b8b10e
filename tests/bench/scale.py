"""How much is measured: everything, or a quick check in under three minutes."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Scale:
    name: str
    # Of one function or page in this process: at most this many runs, and this many seconds.
    max_runs: int
    max_seconds: float
    # Of one load test.
    load_seconds: int
    # Stories of the site, of about six chapters each (load_sample --many), and those that are added
    # for the large site.
    stories: int
    many_stories: int
    # Stories of 100 chapters each, whose chapters are requested once each.
    once_stories: int
    # Comments on the chapter with very many, in one thread of it, and on one paragraph of it.
    huge_comments: int
    huge_thread: int
    huge_paragraph: int
    # Keys pressed in the editor and in the queue, and comments posted by each client.
    keys: int
    queue_keys: int
    comments_per_client: int
    # Of each template of the corpus for the spam score.
    spam_comments: int
    # In a wave that is taken down.
    wave_comments: int
    # Of a story whose chapter comes out, and of one whose emails are sent to the last.
    followers: int
    few_followers: int
    # Handed over by one worker: with the beginning of a chapter, and with the whole.
    emails: int
    whole_chapter_emails: int
    # Under review: items that wait, and items that were decided.
    waiting_items: int
    decided_items: int
    # It takes half a minute.
    includes_lighthouse: bool


# With 30 runs, the median of another run differs by a few per cent only.
FULL: Final = Scale(
    name="full",
    max_runs=30,
    max_seconds=10.0,
    load_seconds=5,
    stories=1_000,
    many_stories=16_000,
    once_stories=30,
    huge_comments=100_000,
    huge_thread=5_000,
    huge_paragraph=1_000,
    keys=200,
    queue_keys=40,
    comments_per_client=60,
    spam_comments=14,
    wave_comments=10_000,
    followers=100_000,
    few_followers=3_000,
    emails=20_000,
    whole_chapter_emails=4_000,
    waiting_items=100_000,
    decided_items=1_000_000,
    includes_lighthouse=True,
)
QUICK: Final = Scale(
    name="quick",
    max_runs=5,
    max_seconds=1.0,
    load_seconds=1,
    stories=300,
    many_stories=300,
    once_stories=5,
    huge_comments=3_000,
    huge_thread=500,
    huge_paragraph=200,
    keys=40,
    queue_keys=8,
    comments_per_client=10,
    spam_comments=4,
    wave_comments=1_000,
    followers=2_000,
    few_followers=200,
    emails=400,
    whole_chapter_emails=200,
    waiting_items=1_000,
    decided_items=5_000,
    includes_lighthouse=False,
)
