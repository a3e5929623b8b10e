"""The comments on the sample story."""

import pytest
from django.test import Client

from accounts.models import User
from serial.comments.choices import State
from serial.comments.counters import COUNTERS, count_from_rows
from serial.comments.models import Comment, Discussion
from serial.desk.sample.comments_loading import load_sample_comments
from serial.desk.sample.loading import load_sample
from serial.desk.sample.moderation_loading import load_sample_moderation
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Appeal, ReviewItem, Sanction, Wave

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
def test_the_sample_shows_moderators_every_state(
    author: User, reader: User, moderator: User, reader_client: Client
) -> None:
    story = load_sample(author)
    assert story is not None
    load_sample_comments(story, author, reader)
    load_sample_moderation(story, author, reader, moderator)
    states = set(Comment.objects.values_list("state", flat=True))
    assert states == {state.value for state in State}
    assert ReviewItem.objects.held().exists() and ReviewItem.objects.reported().count() == 3
    assert ReviewItem.objects.filter(is_urgent=True).count() == 1
    assert Wave.objects.get().decisions.count() == 4
    assert Sanction.objects.in_force().get().kind == SanctionKind.SILENCED
    assert Appeal.objects.get().member == reader
    assert "reports came in." in reader_client.get("/transparency/").content.decode()
    _check_counters()


def _check_counters() -> None:
    for discussion in Discussion.objects.select_related("chapter"):
        assert {name: getattr(discussion, name) for name in COUNTERS} == count_from_rows(
            discussion.chapter
        )
