"""While its authors are banned, nothing of a story is released by itself."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.releases.queue.arranging import add_to_queue, remove_from_queue
from serial.chapters.releases.queue.rhythm import RhythmChoice, set_rhythm, shift_by_weeks
from serial.chapters.releases.releasing import release_now, set_release
from serial.moderation.choices import SanctionKind
from serial.moderation.deciding import undo
from serial.moderation.models import Decision
from serial.moderation.sanctions.releases import BAR_RELEASES_JOB
from serial.stories.choices import Role
from serial.stories.crediting import add_credit
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, client_of, pen_name_of
from tests.moderation.test_sanctions import sanction
from tests.notifications.email.telling import run_jobs

pytestmark = pytest.mark.both_databases
DAY = timedelta(days=1)
BANNED, SILENCED = SanctionKind.BANNED, SanctionKind.SILENCED
EVERY_DAY = list(range(7))


@pytest.fixture
def queue(author: User, story: Story, make_chapter: MakeChapter) -> list[Chapter]:
    """Three drafts on the next three days, and one chapter with a time of its own."""
    choice = RhythmChoice(RhythmKind.WEEKLY, date(2026, 11, 1), time(18), "UTC", EVERY_DAY)
    set_rhythm(story, choice, by=author)
    drafts = [make_chapter(title=title, release_in=None) for title in "ABC"]
    add_to_queue(story, drafts, by=author)
    make_chapter(title="Own", release_in=2 * DAY + timedelta(hours=1))
    return drafts


def ban(
    author: User, by: User, make_comment: MakeComment, days: int | None, kind: SanctionKind = BANNED
) -> Decision:
    decision = sanction(make_comment(f"By {author}.", by=author), by, kind, days)
    run_jobs(BAR_RELEASES_JOB)
    return decision


def releases(story: Story) -> dict[str, datetime | None]:
    rows = story.chapters.exclude(title="").order_by("release_at", "pk")
    return {title: at for title, at in rows.values_list("title", "release_at") if title != "One"}


def test_queue_waits_for_the_end_of_a_ban(
    author: User, moderator: User, story: Story, queue: list[Chapter], make_comment: MakeComment
) -> None:
    before = releases(story)
    decision = ban(author, moderator, make_comment, days=7)
    end = timezone.now() + 7 * DAY
    now = releases(story)
    times = [now[title] for title in "ABC"]
    assert all(at is not None and at > end - timedelta(minutes=1) for at in times)
    assert times == sorted(times, key=str) and times[0] < end + DAY  # type: ignore[operator]
    assert now["Own"] is None
    undo(decision.pk, moderator)
    run_jobs(BAR_RELEASES_JOB)
    assert {title: releases(story)[title] for title in "ABC"} == {
        title: before[title] for title in "ABC"
    }


def test_taking_out_of_the_queue_brings_no_other_forward(
    author: User, moderator: User, story: Story, queue: list[Chapter], make_comment: MakeComment
) -> None:
    ban(author, moderator, make_comment, days=7)
    first = releases(story)["A"]
    client = client_of(author)
    data = {"action": "unqueue_selected", "_selected_action": [queue[0].pk]}
    assert client.post("/desk/chapters/chapter/", data).status_code == 302
    now = releases(story)
    assert now["A"] is None and now["B"] == first
    remove_from_queue(Chapter.objects.get(title="B"), by=author)
    assert releases(story)["C"] == first
    shift_by_weeks(story, -3, by=author)
    assert releases(story)["C"] == first


def test_ban_for_good_makes_drafts(
    author: User, moderator: User, story: Story, queue: list[Chapter], make_comment: MakeComment
) -> None:
    ban(author, moderator, make_comment, days=None)
    assert set(releases(story).values()) == {None}
    assert not Chapter.objects.filter(is_queued=True).exists()
    with pytest.raises(ValidationError):
        add_to_queue(story, queue, by=author)


def test_verbs_release_nothing_during_a_ban(
    author: User, moderator: User, story: Story, queue: list[Chapter], make_comment: MakeComment
) -> None:
    ban(author, moderator, make_comment, days=7)
    draft = Chapter.objects.get(title="Own")
    for change in (release_now, lambda chapter: set_release(chapter, timezone.now() + 6 * DAY)):
        with pytest.raises(ValidationError, match="may not write"):
            change(draft)
    set_release(draft, timezone.now() + 8 * DAY)
    set_release(draft, None)
    add_to_queue(story, [draft], by=author)
    at = releases(story)["Own"]
    assert at is not None and at > timezone.now() + 7 * DAY


@pytest.mark.parametrize("kind", [BANNED, SILENCED])
def test_story_of_another_author_goes_on(
    kind: SanctionKind,
    author: User,
    other_author: User,
    moderator: User,
    story: Story,
    queue: list[Chapter],
    make_comment: MakeComment,
) -> None:
    if kind == BANNED:
        add_credit(story, pen_name_of(other_author), Role.CO_AUTHOR, by=author).accept()
    before = releases(story)
    ban(author, moderator, make_comment, days=7, kind=kind)
    assert releases(story) == before and None not in before.values()
    if kind == BANNED:
        ban(other_author, moderator, make_comment, days=3)
        first = releases(story)["A"]
        # The first of them who may write again publishes again.
        assert first and timezone.now() + 2 * DAY < first < timezone.now() + 5 * DAY


def test_site_admin_is_told_why_nothing_is_released(
    author: User,
    moderator: User,
    story: Story,
    queue: list[Chapter],
    make_comment: MakeComment,
    superuser_client: Client,
) -> None:
    ban(author, moderator, make_comment, days=7)
    draft = Chapter.objects.get(title="Own")
    data = {"action": "publish_selected", "_selected_action": [draft.pk], "stage": "confirm"}
    page = superuser_client.post("/admin/chapters/chapter/", data, follow=True).content.decode()
    assert "may not write on this site now" in page
    draft.refresh_from_db()
    assert draft.release_at is None


def test_what_was_released_before_stays(
    author: User, moderator: User, story: Story, chapter: Chapter, make_comment: MakeComment
) -> None:
    ban(author, moderator, make_comment, days=None)
    assert Client().get(chapter.get_absolute_url()).status_code == 200
    assert chapter.release_at and chapter.release_at < datetime.now(UTC)
