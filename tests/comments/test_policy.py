"""Who can comment: limited by the site, set by the story, overridden by the chapter."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.comments.changes.of_settings import ChapterSettingsChange, StorySettingsChange
from serial.comments.choices import Audience, Premoderation, State
from serial.comments.models import Comment, CommentAction, Discussion, StoryCommentSettings
from serial.comments.permissions import PostingRefused
from serial.comments.settings_changes import change_chapter_settings, change_story_settings
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, open_form, send
from tests.rolling_back import rolled_back, try_each
from tests.sampling import share

PEOPLE = ("guest", "reader", "author")
LEVELS = ("story", "chapter")
ALLOWED = {
    Audience.EVERYONE: {"guest", "reader", "author"},
    Audience.MEMBERS: {"reader", "author"},
    Audience.NOBODY: {"author"},
}
HELD = {
    Premoderation.NOBODY: set(),
    Premoderation.GUESTS: {"guest"},
    Premoderation.EVERYONE: {"guest", "reader"},
}


def client_named(name: str, request: pytest.FixtureRequest) -> Client:
    client: Client = request.getfixturevalue(f"{name}_client")
    return client


@pytest.mark.parametrize("level", LEVELS)
def test_audience_limits_who_can_comment(
    level: str, chapter: Chapter, request: pytest.FixtureRequest
) -> None:
    cases = list(product(Audience, PEOPLE))
    for audience, name in share(cases, LEVELS.index(level), 2):
        client = client_named(name, request)
        with rolled_back():
            set_audience(chapter, level, audience)
            response = send(client, chapter, "My words.")
            allowed = name in ALLOWED[audience]
            assert response.status_code == (302 if allowed else 403), (audience, name)
            assert Comment.objects.count() == allowed, (audience, name)
            if not allowed:
                assert "My words.</textarea>" in response.content.decode(), (audience, name)


def set_audience(chapter: Chapter, level: str, audience: Audience) -> None:
    of_story = audience
    if level == "chapter":
        # The chapter's setting overrides the story's, even if it is less strict.
        of_story = Audience.NOBODY if audience == Audience.EVERYONE else Audience.EVERYONE
        Discussion.objects.create(chapter=chapter, audience=audience)
    StoryCommentSettings.objects.create(story=chapter.story, audience=of_story)


@pytest.mark.parametrize("level", LEVELS)
def test_premoderation_holds_comments(
    level: str, chapter: Chapter, request: pytest.FixtureRequest
) -> None:
    cases = list(product(Premoderation, PEOPLE))
    for premoderation, name in share(cases, LEVELS.index(level), 2):
        client = client_named(name, request)
        with rolled_back():
            set_premoderation(chapter, level, premoderation)
            send(client, chapter)
            expected = State.HELD if name in HELD[premoderation] else State.PUBLISHED
            assert Comment.objects.get().state == expected, (premoderation, name)


def set_premoderation(chapter: Chapter, level: str, premoderation: Premoderation) -> None:
    of_story = premoderation
    if level == "chapter":
        of_story = Premoderation.EVERYONE
        Discussion.objects.create(chapter=chapter, premoderation=premoderation)
    StoryCommentSettings.objects.create(story=chapter.story, premoderation=of_story)


def test_site_setting_can_disallow_guest_comments(
    guest_client: Client, reader_client: Client, chapter: Chapter, settings: Settings
) -> None:
    settings.GUEST_COMMENTS = False
    StoryCommentSettings.objects.create(story=chapter.story, audience=Audience.EVERYONE)
    refused = send(guest_client, chapter)
    assert refused.status_code == 403 and "Sign in" in refused.content.decode()
    assert send(reader_client, chapter).status_code == 302


@pytest.mark.parametrize("name", PEOPLE)
def test_closed_chapter_accepts_no_comments(
    name: str, chapter: Chapter, author: User, request: pytest.FixtureRequest
) -> None:
    change_chapter_settings(chapter, ChapterSettingsChange("", "", closed=True), author)
    response = send(client_named(name, request), chapter, "Too late.")
    assert response.status_code == 403
    assert "Comments on this chapter are closed" in response.content.decode()
    assert not Comment.objects.exists()


@try_each("days, is_open", [(7, True), (3, True), (2, False), (0, False)])
def test_comments_close_after_the_set_number_of_days(
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
def test_unreleased_chapter_accepts_no_comments(
    release_in: timedelta | None,
    chapter: Chapter,
    author_client: Client,
    reader_client: Client,
) -> None:
    fields = {name: open_form(client, chapter) for name, client in [("reader", reader_client)]}
    set_release(chapter, timezone.now() + release_in if release_in else None)
    assert send(author_client, chapter).status_code == 403
    refused = reader_client.post(
        f"{comments_url(chapter)}write/", {**fields["reader"], "text": "Now?"}
    )
    assert refused.status_code == 410
    assert not Comment.objects.exists()


def test_settings_change_is_logged_once(chapter: Chapter, author: User) -> None:
    before = StorySettingsChange(Audience.EVERYONE, Premoderation.GUESTS, closes_after_days=None)
    change = replace(before, audience=Audience.NOBODY)
    action = change_story_settings(chapter.story, change, author)
    assert action is not None and (action.by, action.before, action.kind) == (
        author,
        before.to_json(),
        CommentAction.Kind.STORY_SETTINGS,
    )
    assert change_story_settings(chapter.story, change, author) is None
