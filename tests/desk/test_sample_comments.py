"""The comments on the sample story."""

import pytest
from django.test import Client

from accounts.models import User
from serial.comments.counters import COUNTERS, count_from_rows
from serial.comments.models import Comment, Discussion
from serial.desk.sample.comments_loading import load_sample_comments
from serial.desk.sample.loading import load_sample

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
    for discussion in Discussion.objects.select_related("chapter"):
        assert {name: getattr(discussion, name) for name in COUNTERS} == count_from_rows(
            discussion.chapter
        )
