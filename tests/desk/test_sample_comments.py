"""The comments on the sample story."""

import re

import pytest
from django.test import Client

from accounts.models import User
from serial.comments.choices import State
from serial.comments.counters import COUNTERS, count_from_rows
from serial.comments.models import Comment, Discussion
from serial.desk.sample.comments_loading import load_sample_comments
from serial.desk.sample.loading import load_sample
from serial.desk.sample.moderation_loading import load_sample_moderation
from serial.moderation.appealing import may_answer
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Appeal, ReviewItem, Sanction, Wave
from serial.moderation.queue.rows import name_of
from serial.moderation.review.scores import points_now

pytestmark = pytest.mark.extended

CHAPTER = "/read/nothing-heard/fresh-water/"


def test_the_sample_comments_are_loaded_with_replies_and_counters(
    author: User, reader: User, guest_client: Client
) -> None:
    story = load_sample(author)
    assert story is not None
    load_sample_comments(story, author, reader)
    page = guest_client.get(f"{CHAPTER}comments/").content.decode()
    for text in ("Newts", "Peg Lorrimer", "author", "Colin, ex-GPO", "Liked by the author"):
        assert text in page
    assert 'class="comment-marker"' in guest_client.get(CHAPTER).content.decode()
    assert Comment.objects.filter(state="held").count() == 1
    _check_counters()


@pytest.mark.usefixtures("site_rules")
def test_the_sample_gives_moderators_a_full_queue(
    author: User, reader: User, moderator: User, reader_client: Client
) -> None:
    story = load_sample(author)
    assert story is not None
    load_sample_comments(story, author, reader)
    load_sample_moderation(story, author, reader, moderator)
    states = set(Comment.objects.values_list("state", flat=True))
    assert states == {state.value for state in State}
    held = ReviewItem.objects.held()
    assert held.count() >= 6 and len({name_of(item) for item in held}) >= 6
    scores = [points_now(item) for item in held.most_urgent_first()]
    assert scores == sorted(scores, reverse=True)
    assert len({item.opened_at.date() for item in held}) > 1
    assert ReviewItem.objects.reported().count() == 4
    assert ReviewItem.objects.filter(is_urgent=True).count() == 1
    assert Wave.objects.get().decisions.count() == 4
    assert Sanction.objects.in_force().get().kind == SanctionKind.SILENCED
    appeal = Appeal.objects.get()
    assert appeal.member == reader and may_answer(appeal, moderator)
    figures = reader_client.get("/transparency/").content.decode()
    assert "5 reports came in." in " ".join(figures.split())
    posted = re.search(r"([\d,]+) comments were posted", " ".join(figures.split()))
    assert posted is not None and int(posted[1]) >= 6
    _check_counters()


def _check_counters() -> None:
    for discussion in Discussion.objects.select_related("chapter"):
        assert {name: getattr(discussion, name) for name in COUNTERS} == count_from_rows(
            discussion.chapter
        )
