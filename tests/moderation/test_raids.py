"""A raid switch limits new comments on the site or a story, and ends by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.editing import save_edit
from serial.comments.models import Comment
from serial.comments.permissions import PostingRefused
from serial.moderation.models import RaidSwitch
from serial.moderation.models.raid_switch import RaidKind
from serial.moderation.raids.check import SLOW_MODE
from serial.moderation.raids.switching import HOURS, switch_off, switch_on
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory

REFUSED = "refused"


def posted(make_comment: MakeComment, body: str, **fields: object) -> str:
    try:
        return make_comment(body, **fields).state
    except PostingRefused as error:
        return f"{REFUSED} {error.code}"


@pytest.mark.parametrize(
    ("kind", "author_state", "known", "newcomer", "guest"),
    [
        (RaidKind.MEMBERS, "published", "published", "published", "refused raid-members"),
        (RaidKind.HOLD_NEW, "published", "published", "held", "held"),
        (RaidKind.HOLD_ALL, "published", "held", "held", "held"),
    ],
)
def test_each_kind_for_each_commenter(
    kind: RaidKind,
    author_state: str,
    known: str,
    newcomer: str,
    guest: str,
    make_comment: MakeComment,
    author: User,
    moderator: User,
    established_reader: User,
    other_author: User,
) -> None:
    for number in range(3):
        Comment.objects.filter(pk=make_comment(f"Number {number}.").pk).update(
            state=State.PUBLISHED, posted_at=timezone.now() - timedelta(days=2)
        )
    switch_on(kind, 1, moderator)
    people = (author, established_reader, other_author, None)
    found = [posted(make_comment, f"By {n}.", by=person) for n, person in enumerate(people)]
    assert found == [author_state, known, newcomer, guest]
    findings = Comment.objects.get(body="By 2.").findings.values_list("code", flat=True)
    assert ("raid" in findings) == (newcomer == State.HELD)
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1), tick=False):
        assert posted(make_comment, "Later.", by=established_reader) == "published"


def test_slow_mode_says_when_the_next_comment_can_be_posted(
    make_comment: MakeComment, moderator: User, author: User, reader: User
) -> None:
    switch_on(RaidKind.SLOW, 1, moderator)
    first = make_comment("One.")
    with pytest.raises(PostingRefused) as refused:
        make_comment("Two.")
    free_at = timezone.localtime(first.posted_at + SLOW_MODE)
    assert f"at {free_at:%H:%M}" in refused.value.message.replace("noon", "12:00")
    for number in range(2):
        assert posted(make_comment, f"Mine {number}.", by=author) == "published"
    assert save_edit(first.pk, "One, corrected.", reader).edit_count == 1
    with time_machine.travel(timezone.now() + SLOW_MODE, tick=False):
        make_comment("Three.")


def test_readers_see_what_is_limited_above_the_form(
    make_story: MakeStory,
    make_chapter: MakeChapter,
    guest_client: Client,
    author: User,
    chapter: Chapter,
    story: Story,
) -> None:
    other = make_chapter(story=make_story("Another"))
    switch_on(RaidKind.HOLD_ALL, 1, author, story)
    switch_on(RaidKind.SLOW, 2, author, story)
    for place, is_limited in ((chapter, True), (other, False)):
        token = guest_client.get(f"/comments/token/?chapter={place.pk}").json()
        page = guest_client.get(f"{place.get_absolute_url()}comments/write/").content.decode()
        for sentence in ("All comments are reviewed", "Everybody can post one comment in 10"):
            assert (sentence in token["notice"]) == (sentence in page) == is_limited
    for query in ("", "?chapter=x", "?chapter=99999999999999999999"):
        assert guest_client.get(f"/comments/token/{query}").json()["notice"] == ""


def test_switch_of_a_story_leaves_other_stories_alone(
    make_story: MakeStory,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
    author: User,
    story: Story,
    chapter: Chapter,
) -> None:
    other = make_chapter(story=make_story("Another"))
    switch_on(RaidKind.MEMBERS, 1, author, story)
    assert posted(make_comment, "Here.", by=None) == "refused raid-members"
    assert REFUSED not in posted(make_comment, "There.", by=None, chapter=other)


def test_only_those_who_manage_a_place_switch_there(
    author: User, other_author: User, reader: User, moderator: User, story: Story
) -> None:
    switch = switch_on(RaidKind.SLOW, 2, author, story)
    for person, place in ((reader, story), (other_author, story), (author, None)):
        with pytest.raises(PermissionDenied):
            switch_on(RaidKind.SLOW, 2, person, place)
    for person in (reader, other_author):
        with pytest.raises(PermissionDenied):
            switch_off(switch, person)
    switch_off(switch, moderator)
    assert not RaidSwitch.objects.in_force().exists()
    for kind, hours in (("none", 1), (RaidKind.SLOW, max(HOURS) + 1)):
        with pytest.raises(ActionRefused):
            switch_on(kind, hours, moderator)


def test_switching_on_again_replaces_the_end(moderator: User) -> None:
    switch_on(RaidKind.SLOW, 24, moderator)
    second = switch_on(RaidKind.SLOW, 1, moderator)
    assert RaidSwitch.objects.in_force().get() == second
    assert RaidSwitch.objects.count() == 2
