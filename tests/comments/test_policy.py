"""Who may comment: as the site allows, the story says, and the chapter says for itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releasing import set_release
from serial.comments.choices import Audience, Premoderation, State
from serial.comments.models import Comment, CommentAction, Discussion, StoryCommentSettings
from serial.comments.permissions import PostingRefused
from serial.comments.settings_changes import change_chapter_settings, change_story_settings
from tests.comments.conftest import MakeComment
from tests.comments.sending import discussion_of, opened, send

PEOPLE = ("guest", "reader", "author")
MAY = {
    Audience.EVERYONE: {"guest", "reader", "author"},
    Audience.MEMBERS: {"reader", "author"},
    Audience.NOBODY: {"author"},
}
WAIT = {
    Premoderation.NOBODY: set(),
    Premoderation.GUESTS: {"guest"},
    Premoderation.EVERYONE: {"guest", "reader"},
}


def client_named(name: str, request: pytest.FixtureRequest) -> Client:
    client: Client = request.getfixturevalue(f"{name}_client")
    return client


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("who", Audience)
@pytest.mark.parametrize("where", ["story", "chapter"])
def test_who_may(
    name: str, who: Audience, where: str, chapter: Chapter, request: pytest.FixtureRequest
) -> None:
    if where == "story":
        StoryCommentSettings.objects.create(story=chapter.story, audience=who)
    else:
        # The chapter's own rule is stronger, whichever is stricter.
        StoryCommentSettings.objects.create(
            story=chapter.story,
            audience=Audience.NOBODY if who == Audience.EVERYONE else Audience.EVERYONE,
        )
        Discussion.objects.create(chapter=chapter, audience=who)
    answer = send(client_named(name, request), chapter, "My words.")
    allowed = name in MAY[who]
    assert answer.status_code == (302 if allowed else 403)
    assert Comment.objects.count() == allowed
    if not allowed:
        assert "My words.</textarea>" in answer.content.decode()


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("holds", Premoderation)
@pytest.mark.parametrize("where", ["story", "chapter"])
def test_whose_wait_first(
    name: str, holds: Premoderation, where: str, chapter: Chapter, request: pytest.FixtureRequest
) -> None:
    if where == "story":
        StoryCommentSettings.objects.create(story=chapter.story, premoderation=holds)
    else:
        StoryCommentSettings.objects.create(
            story=chapter.story, premoderation=Premoderation.EVERYONE
        )
        Discussion.objects.create(chapter=chapter, premoderation=holds)
    send(client_named(name, request), chapter)
    waits = name in WAIT[holds]
    assert Comment.objects.get().state == (State.HELD if waits else State.PUBLISHED)


def test_a_site_without_guests_comments_overrules_all(
    guest_client: Client, reader_client: Client, chapter: Chapter, settings: Settings
) -> None:
    settings.GUEST_COMMENTS = False
    StoryCommentSettings.objects.create(story=chapter.story, audience=Audience.EVERYONE)
    refused = send(guest_client, chapter)
    assert refused.status_code == 403 and "Sign in" in refused.content.decode()
    assert send(reader_client, chapter).status_code == 302


@pytest.mark.parametrize("name", PEOPLE)
def test_a_chapter_closed_by_hand_takes_none(
    name: str, chapter: Chapter, author: User, request: pytest.FixtureRequest
) -> None:
    change_chapter_settings(chapter, {"audience": "", "premoderation": "", "closed": True}, author)
    answer = send(client_named(name, request), chapter, "Too late.")
    assert answer.status_code == 403
    assert "Comments on this chapter are closed" in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("days", "is_open"), [(7, True), (3, True), (2, False), (0, False)])
def test_it_closes_after_its_days(
    days: int, is_open: bool, chapter: Chapter, make_comment: MakeComment
) -> None:
    set_release(chapter, timezone.now() - timedelta(days=2, hours=1))
    StoryCommentSettings.objects.create(story=chapter.story, closes_after_days=days)
    if is_open:
        assert make_comment().is_published()
    else:
        with pytest.raises(PostingRefused, match="closed"):
            make_comment()


@pytest.mark.parametrize("release_in", [None, timedelta(days=1)])
def test_nobody_comments_before_the_release(
    release_in: timedelta | None,
    chapter: Chapter,
    author_client: Client,
    reader_client: Client,
) -> None:
    fields = {name: opened(client, chapter) for name, client in [("reader", reader_client)]}
    set_release(chapter, timezone.now() + release_in if release_in else None)
    assert send(author_client, chapter).status_code == 403
    lost = reader_client.post(
        f"{discussion_of(chapter)}write/", {**fields["reader"], "text": "Now?"}
    )
    assert lost.status_code == 410
    assert not Comment.objects.exists()


def test_rules_are_recorded_and_undone(chapter: Chapter, author: User) -> None:
    before = {
        "audience": Audience.EVERYONE,
        "premoderation": Premoderation.GUESTS,
        "closes_after_days": None,
    }
    act = change_story_settings(chapter.story, {**before, "audience": Audience.NOBODY}, author)
    assert act is not None and (act.by, act.before, act.kind) == (
        author,
        before,
        CommentAction.Kind.STORY_SETTINGS,
    )
    assert (
        change_story_settings(chapter.story, {**before, "audience": Audience.NOBODY}, author)
        is None
    )
