"""What stays of a story that is kept without a name."""

from datetime import date, time

from django.test import Client

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.archive.erasing import erase_due_accounts
from serial.archive.leaving.account_deletions import start_deletion
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter, ReleaseSchedule
from serial.chapters.releases.queue.arranging import add_to_queue
from serial.chapters.releases.queue.rhythm import RhythmChoice, set_rhythm
from serial.chapters.releases.releasing import set_release
from serial.chapters.taking_down import put_back, take_down
from serial.erasure import CommentsChoice, StoryChoice, StoryDecision
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.archive.conftest import make_due
from tests.conftest import MakeChapter

RULES = TakedownReason.RULES


def erase(user: User, story: Story) -> None:
    start_deletion(user, CommentsChoice.KEEP, {story.pk: StoryDecision(StoryChoice.KEEP)})
    make_due()
    assert erase_due_accounts() == (1, 0)


def test_what_moderators_took_down_can_be_put_back(
    author: User,
    moderator: User,
    story: Story,
    make_chapter: MakeChapter,
    guest_client: Client,
) -> None:
    make_chapter(title="Stays")
    chapter, draft = make_chapter(title="Disputed"), make_chapter(title="Draft")
    take_down(draft, RULES, moderator)
    put_back(draft, RULES, moderator)
    set_release(draft, None)
    take_down(chapter, RULES, moderator)
    erase(author, story)
    assert [row.title for row in Chapter.objects.order_by("pk")] == ["Stays", "Disputed"]
    chapter.refresh_from_db()
    put_back(chapter, RULES, moderator)
    assert "Disputed" in guest_client.get(chapter.get_absolute_url()).content.decode()


def test_urls_of_what_was_erased(
    author: User, story: Story, make_chapter: MakeChapter, guest_client: Client
) -> None:
    make_chapter(title="Stays")
    deleted, draft = make_chapter(title="Deleted"), make_chapter(title="Draft", release_in=None)
    delete_chapter(deleted)
    erase(author, story)
    assert Chapter.objects.count() == 1
    statuses = [guest_client.get(row.get_absolute_url()).status_code for row in (deleted, draft)]
    # Nobody knew the URL of the draft.
    assert statuses == [410, 404]


def test_rhythm_goes_and_scheduled_chapters_are_still_released(
    author: User, story: Story, make_chapter: MakeChapter
) -> None:
    make_chapter(title="Stays")
    set_rhythm(
        story, RhythmChoice(RhythmKind.INTERVAL, date(2026, 1, 1), time(18), "UTC", []), author
    )
    add_to_queue(story, [make_chapter(title="Queued", release_in=None)], author)
    queued = Chapter.objects.get(title="Queued")
    erase(author, story)
    kept = Chapter.objects.get(title="Queued")
    assert not ReleaseSchedule.objects.exists()
    assert kept.release_at == queued.release_at and not kept.is_queued
