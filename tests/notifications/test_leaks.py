"""What nobody may be told of, in every way in which people are told of something.

Something happens after a release and a reply, and before the page is opened, the email is sent or
the feed is fetched. AO3's rules of what an email must never contain: drafts, unreleased, hidden,
deleted and members-only works, the authors of anonymous ones, muted and blocked people, and
stories that the reader can no longer open.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.comments.choices import Premoderation
from serial.comments.editing import delete_comment
from serial.comments.erasing import erase_comments
from serial.comments.models import Comment, GuestEmail, ReplySubscription, StoryCommentSettings
from serial.comments.moderating import hide, hold, reject
from serial.comments.muting import block, mute
from serial.library.following import follow_story
from serial.library.models import Follow
from serial.library.private_feeds import FeedTarget, create_private_feed
from serial.mail.models import OutboxEmail
from serial.notifications.channels import Channels
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.announcements import TELL_FOLLOWERS_JOB, find_announcements
from serial.notifications.email.events import queue_event_emails
from serial.notifications.kinds import KINDS
from serial.notifications.settings_changes import set_channels
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    delete_announcement,
    publish_announcement,
    revert_announcement,
)
from serial.stories.models import Announcement, Story
from serial.stories.taking_down import take_down_announcement
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, client_of
from tests.notifications.email.telling import announce_releases, run_jobs, send
from tests.shared_rows import row_factory, shared_rows

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
GUEST_EMAIL = "gus@example.org"
# In the chapter, in the replies, in the announcement, and the author's pen name.
CHAPTER, REPLY, NEWS, AUTHOR = "Quillfeather", "Brackwater", "Marketstall", "anna"
SITE, EMAIL, DIGEST = "site", "email", "digest"
FEED, PRIVATE_FEED, GUEST = "feed", "private feed", "guest's email"
# What each tells of if nothing happens.
TELLS = {
    SITE: {CHAPTER, REPLY, NEWS},
    EMAIL: {CHAPTER, REPLY, NEWS, AUTHOR},
    DIGEST: {CHAPTER, REPLY, NEWS, AUTHOR},
    FEED: {CHAPTER, NEWS, AUTHOR},
    PRIVATE_FEED: {CHAPTER, NEWS, AUTHOR},
    GUEST: {REPLY},
}
ALL, TO_GUESTS = frozenset(TELLS), frozenset({FEED, GUEST})
# Others' muting is of no concern there, and a feed does not name the account (decision 43).
TO_THE_MEMBER_ALONE = frozenset({SITE, EMAIL, DIGEST})


@dataclass
class Scene:
    """The reader follows the story. Otto replied to their comment, and to a guest's."""

    reader: User
    author: User
    otto: User
    private_feed: str
    story: Story
    chapter: Chapter
    replies: list[Comment]
    news: Announcement


Change = Callable[[Scene], object]


class Leak(NamedTuple):
    """change: what happens. gone: the words that must not be told any more, in these channels."""

    change: Change
    gone: set[str]
    channels: frozenset[str] = ALL


def _story(**values: object) -> Change:
    return lambda scene: Story.objects.filter(pk=scene.story.pk).update(**values)


def _each_reply(change: Callable[[Comment, User], object]) -> Change:
    return lambda scene: [change(reply, scene.author) for reply in scene.replies]


def _mute_both(scene: Scene) -> None:
    mute(scene.reader, scene.author, AUTHOR)
    mute(scene.reader, scene.otto, "otto")


def _block_both(scene: Scene) -> None:
    block(scene.reader, scene.author, AUTHOR)
    block(scene.reader, scene.otto, "otto")


OF_CHAPTER = {CHAPTER, REPLY}
WORK = {*OF_CHAPTER, NEWS}
LEAKS = {
    "a draft": Leak(lambda scene: set_release(scene.chapter, None), OF_CHAPTER),
    "unreleased": Leak(
        lambda scene: set_release(scene.chapter, timezone.now() + timedelta(days=30)), OF_CHAPTER
    ),
    "hidden by moderators": Leak(_story(is_taken_down=True, visibility="draft"), WORK),
    "hidden announcement": Leak(
        lambda scene: take_down_announcement(scene.news, TakedownReason.RULES, None), {NEWS}
    ),
    "announcement reverted to draft": Leak(
        lambda scene: revert_announcement(scene.news, scene.author), {NEWS}
    ),
    "deleted announcement": Leak(
        lambda scene: delete_announcement(scene.news, scene.author), {NEWS}
    ),
    "hidden reply": Leak(_each_reply(hide), {REPLY}),
    "held reply": Leak(_each_reply(hold), {REPLY}),
    "rejected reply": Leak(_each_reply(reject), {REPLY}),
    "deleted reply": Leak(_each_reply(lambda reply, _: delete_comment(reply.pk, None)), {REPLY}),
    "erased reply": Leak(_each_reply(lambda reply, _: erase_comments([reply.pk])), {REPLY}),
    "deleted chapter": Leak(lambda scene: delete_chapter(scene.chapter), OF_CHAPTER),
    "deleted story": Leak(lambda scene: scene.story.soft_delete(), WORK),
    "members only": Leak(_story(visibility="members"), WORK, TO_GUESTS),
    "author who left": Leak(lambda scene: scene.story.credits.all().delete(), {AUTHOR}),
    "muted": Leak(_mute_both, WORK, TO_THE_MEMBER_ALONE),
    "blocked": Leak(_block_both, WORK, TO_THE_MEMBER_ALONE),
    "a story that became a draft": Leak(_story(visibility="draft"), WORK),
    "a reader who may not sign in": Leak(
        lambda scene: User.objects.filter(pk=scene.reader.pk).update(is_active=False),
        WORK,
        frozenset(TELLS) - TO_GUESTS,
    ),
}


MakeScene = Callable[[EmailFrequency], Scene]


@row_factory
def make_scene(
    reader: User,
    author: User,
    other_author: User,
    story: Story,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
) -> MakeScene:
    def make(frequency: EmailFrequency) -> Scene:
        scene = _make_scene(reader, author, other_author, story, make_chapter, make_comment)
        queue(scene, frequency)
        return scene

    return make


@shared_rows
def scene(make_scene: MakeScene) -> Scene:
    """Nothing has changed since the worker queued the emails, which are sent at once."""
    return make_scene(EmailFrequency.NOW)


@shared_rows
def scene_of_digest(make_scene: MakeScene) -> Scene:
    return make_scene(EmailFrequency.DAILY)


def _make_scene(
    reader: User,
    author: User,
    other_author: User,
    story: Story,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
) -> Scene:
    StoryCommentSettings.objects.create(story=story, premoderation=Premoderation.NOBODY)
    follow_story(reader, story)
    Follow.objects.update(created_at=timezone.now() - timedelta(days=1))
    chapter = make_chapter(f"{CHAPTER} came home.", title=CHAPTER, release_in=-MINUTE)
    asked = make_comment("Who came?", by=reader, chapter=chapter)
    asked_by_guest = make_comment("Who?", by=None, chapter=chapter)
    guest_email = GuestEmail.objects.create(email=GUEST_EMAIL, confirmed_at=timezone.now())
    ReplySubscription.objects.create(comment=asked_by_guest, guest_email=guest_email)
    answers = [
        make_comment(f"{REPLY}, of course.", by=other_author, parent=parent, chapter=chapter)
        for parent in (asked, asked_by_guest)
    ]
    text = AnnouncementText(NEWS, f"{NEWS} is open.")
    news = publish_announcement(create_announcement(story, text, author), author)
    Announcement.objects.update(published_at=timezone.now() - MINUTE)
    token = create_private_feed(reader, FeedTarget(story=story))
    url = f"/feeds/{token}/"
    return Scene(reader, author, other_author, url, story, chapter, answers, news)


def queue(scene: Scene, frequency: EmailFrequency) -> None:
    """Does what the worker does before anything changes."""
    chosen = Channels(in_site=True, email=frequency)
    set_channels(scene.reader, {kind.name: chosen for kind in KINDS})
    announce_releases()
    find_announcements({})
    run_jobs(TELL_FOLLOWERS_JOB)
    queue_event_emails({})


def told_on_pages(scene: Scene) -> dict[str, set[str]]:
    """Returns what the reader is told on the site and in feeds. Undoes that it was seen."""
    feeds = ("/feed/", f"{scene.story.get_absolute_url()}feed/")
    with transaction.atomic():
        texts = {
            SITE: page_text(client_of(scene.reader), "/notifications/"),
            FEED: "".join(page_text(Client(), url) for url in feeds),
            PRIVATE_FEED: page_text(Client(), scene.private_feed),
        }
        transaction.set_rollback(True)
    return {channel: told(text) for channel, text in texts.items()}


def page_text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def told_by_email(scene: Scene) -> dict[str, set[str]]:
    """Returns what the reader and a guest are told."""
    due = OutboxEmail.objects.waiting().order_by("due_at").values_list("due_at", flat=True)
    sent = [email for at in [None, *due] for email in send(at)]
    recipients = {EMAIL: scene.reader.email, GUEST: GUEST_EMAIL}
    return {
        channel: told("".join(_all_of(email) for email in sent if email.to == [recipient]))
        for channel, recipient in recipients.items()
    }


def _all_of(email: EmailMultiAlternatives) -> str:
    return f"{email.subject} {email.body} {email.alternatives[0][0]!s}"


def told(text: str) -> set[str]:
    return {word for word in (CHAPTER, REPLY, NEWS, AUTHOR) if re.search(rf"\b{word}\b", text)}


def test_all_is_told_if_nothing_happens(scene: Scene) -> None:
    for channel, words in (told_on_pages(scene) | told_by_email(scene)).items():
        assert TELLS[channel] <= words, channel


def test_digest_tells_of_all_if_nothing_happens(scene_of_digest: Scene) -> None:
    assert TELLS[DIGEST] <= told_by_email(scene_of_digest)[EMAIL]


@pytest.mark.parametrize("name", LEAKS)
def test_nothing_is_told_that_may_not_be_told(name: str, scene: Scene) -> None:
    # Pages are stored: the change has to reach them.
    for channel, words in told_on_pages(scene).items():
        assert TELLS[channel] <= words, channel
    LEAKS[name].change(scene)
    for channel, words in (told_on_pages(scene) | told_by_email(scene)).items():
        check_leak(LEAKS[name], channel, words)


@pytest.mark.parametrize("name", LEAKS)
def test_no_digest_tells_what_may_not_be_told(name: str, scene_of_digest: Scene) -> None:
    LEAKS[name].change(scene_of_digest)
    check_leak(LEAKS[name], DIGEST, told_by_email(scene_of_digest)[EMAIL])


def check_leak(leak: Leak, channel: str, words: set[str]) -> None:
    if channel in leak.channels:
        assert not words & leak.gone, channel
    else:
        # Nothing else is lost.
        assert TELLS[channel] & leak.gone <= words, channel
