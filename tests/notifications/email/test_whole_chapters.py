"""The whole chapter is in the email where its author allows it, otherwise its first paragraphs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Preferences, User
from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.library.following import follow_story
from serial.library.models import Follow
from serial.moderation.models import ReviewItem
from serial.notifications.choices import EmailFrequency
from serial.notifications.email import chapter_email, chapter_text
from serial.stories.models import Story
from tests.conftest import MakeChapter, make_user
from tests.desk.forms import form_fields
from tests.notifications.email.telling import announce_releases, choose, send, tell

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LONG = "\n\n".join(f"Paragraph {n} went on for some time, and for longer." for n in range(60))
GMAIL_CUTS_AT = 102 * 1024


@pytest.fixture(autouse=True)
def no_kept_texts() -> None:
    chapter_text._make_text.cache_clear()
    chapter_email._render.cache_clear()


def allow(**values: object) -> None:
    Story.objects.update(emails_whole_chapters=True, **values)


def html_of(email: EmailMultiAlternatives) -> str:
    return str(email.alternatives[0][0])


def shown(email: EmailMultiAlternatives) -> tuple[str, str]:
    """Without what lists of emails show beside the subject."""
    html = html_of(email)
    return str(email.body), html[html.index("<h1") :]


def both(email: EmailMultiAlternatives) -> tuple[str, str]:
    return str(email.body), html_of(email)


def test_first_paragraphs_unless_the_author_allows_more(
    follower: User, make_chapter: MakeChapter
) -> None:
    make_chapter(LONG, note_before="Hello *you*.", note_after="Bye.", release_in=-MINUTE)
    (email,) = tell()
    for text in both(email):
        assert "Paragraph 3 " in text and "Paragraph 59" not in text
        assert "Hello" in text and "Bye." not in text and "Continue reading" in text


def test_whole_chapter_with_its_notes(follower: User, make_chapter: MakeChapter) -> None:
    allow()
    body = f"{LONG}\n\n***\n\n::: letter\nDear *all*,\n:::\n\nA mark[^1].\n\n[^1]: The note."
    chapter = make_chapter(body, note_before="Hello.", note_after="Bye.", release_in=-MINUTE)
    (email,) = tell()
    for text in shown(email):
        parts = ["Hello.", "Paragraph 0 ", "Paragraph 59", "Dear", "[1]", "The note.", "Bye."]
        positions = [text.index(part) for part in parts]
        assert positions == sorted(positions)
        assert "Open the chapter on the site" in text and chapter.get_absolute_url() in text
        assert "Read the rest" not in text and "* * *" in text[positions[2] :]
    assert "<em>all</em>" in html_of(email)


def test_folded_text_stays_covered(follower: User, make_chapter: MakeChapter) -> None:
    allow()
    chapter = make_chapter("A.\n\n::: spoiler The end\nHe dies.\n:::", release_in=-MINUTE)
    (email,) = tell()
    for text in both(email):
        assert "The end: open it on the site" in text and "dies" not in text
    assert f'<a href="http://testserver{chapter.get_absolute_url()}"' in html_of(email)


@pytest.mark.parametrize("letters", ["word ", "слово ", "言葉が"])
def test_long_chapter_is_cut_at_the_end_of_a_paragraph(
    letters: str, follower: User, make_chapter: MakeChapter
) -> None:
    allow()
    paragraph = letters * 60
    notes = {"note_before": "Note. " * 600, "note_after": "Thanks. " * 600}
    make_chapter("\n\n".join(f"{n}: {paragraph}" for n in range(500)), **notes, release_in=-MINUTE)
    (email,) = tell()
    html = html_of(email)
    assert 60_000 < len(html.encode()) < GMAIL_CUTS_AT
    for text in both(email):
        assert "Read the rest on the site" in text and "Thanks." not in text
    last = html[: html.index("Read the rest on the site")].rpartition("<p style=")[2]
    assert last.count(letters.strip()) == 60
    sent = email.message().as_bytes()
    if letters != "言葉が":
        # Not encoded anew, character by character.
        assert b"Content-Transfer-Encoding: 8bit" in sent or b"7bit" in sent
        assert b"quoted-printable" not in sent


def test_chapter_of_one_long_paragraph_has_its_beginning(
    follower: User, make_chapter: MakeChapter
) -> None:
    allow()
    make_chapter("word " * 30_000, release_in=-MINUTE)
    (email,) = tell()
    assert "Continue reading" in email.body and len(html_of(email).encode()) < 2 * GMAIL_CUTS_AT


def test_pictures_are_shown_if_everyone_may_load_them(
    follower: User, make_chapter: MakeChapter
) -> None:
    allow()
    make_chapter("![A map](/media/x/map.png)", release_in=-MINUTE)
    announce_releases()
    (email,) = send()
    assert 'src="http://testserver/media/x/map.png"' in html_of(email)
    assert 'alt="A map"' in html_of(email) and "[Picture: A map]" in email.body
    Story.objects.update(visibility="members")
    make_chapter("![A plan](/media/x/plan.png)", release_in=-MINUTE)
    (email,) = tell()
    assert "<img" not in html_of(email) and "[Picture: A plan]" in html_of(email)


def test_picture_that_moderators_hid_is_not_shown(
    follower: User, make_chapter: MakeChapter, story: Story
) -> None:
    allow()
    ReviewItem.objects.create(
        kind="image", image="x/map.png", status="decided", taken_down_for=TakedownReason.RULES
    )
    make_chapter("![A map](/media/x/map.png)", release_in=-MINUTE)
    (email,) = tell()
    assert "<img" not in html_of(email) and "map.png" not in html_of(email)


def test_story_for_adults_has_text_for_those_who_said_so(
    follower: User, make_chapter: MakeChapter
) -> None:
    allow(rating="explicit")
    make_chapter("Explicit words.", note_before="Dear.", release_in=-MINUTE)
    announce_releases()
    (email,) = send()
    for text in both(email):
        assert "Explicit words" not in text and "Dear." not in text
        assert "This story is for adults" in text
    Preferences.objects.update_or_create(user=follower, defaults={"opens_adult_stories": True})
    make_chapter("More explicit words.", release_in=-MINUTE)
    (email,) = tell()
    assert "More explicit words." in email.body


def test_beginning_of_a_story_for_adults_is_not_sent_either(
    follower: User, make_chapter: MakeChapter
) -> None:
    Story.objects.update(rating="mature")
    make_chapter("Mature words.", release_in=-MINUTE)
    (email,) = tell()
    assert all("Mature words" not in text for text in both(email))


def test_warnings_stand_before_the_text(follower: User, make_chapter: MakeChapter) -> None:
    allow(warnings=["violence"], content_notes="Moths & spiders")
    make_chapter("The words.", content_note="a fire", release_in=-MINUTE)
    (email,) = tell()
    assert "The words." not in html_of(email).partition("<h1")[0]
    for text, spiders in zip(shown(email), ("Moths & spiders", "Moths &amp; spiders"), strict=True):
        parts = ["Content warnings:", spiders, "a fire", "The words."]
        positions = [text.index(part) for part in parts]
        assert positions == sorted(positions)


def test_next_chapter_is_said_unless_the_author_hides_it(
    follower: User, make_chapter: MakeChapter
) -> None:
    make_chapter(release_in=-MINUTE)
    make_chapter(release_in=3 * DAY)
    announce_releases()
    (email,) = send()
    day = timezone.localtime() + 3 * DAY
    assert all(f"Next chapter {day:%A}, " in text for text in both(email))
    Story.objects.update(shows_next_release=False)
    make_chapter(release_in=-MINUTE)
    (email,) = tell()
    assert all("Next chapter" not in text for text in both(email))


def test_right_to_left_story(follower: User, make_chapter: MakeChapter) -> None:
    allow(language="ar")
    make_chapter("قال الرجل.", title="الباب", release_in=-MINUTE)
    (email,) = tell()
    assert 'lang="ar" dir="rtl"' in html_of(email) and "قال الرجل." in email.body


def test_text_is_made_once_for_all_readers(
    follower: User, story: Story, make_chapter: MakeChapter
) -> None:
    allow()
    for number in range(4):
        user = make_user(f"reader{number}")
        follow_story(user, story)
        choose(user, EmailFrequency.NOW)
    Follow.objects.update(created_at=timezone.now() - DAY)
    make_chapter(LONG, release_in=-MINUTE)
    announce_releases()
    with CaptureQueriesContext(connection) as queries:
        emails = send()
    assert len(emails) == 5 and all("Paragraph 59" in email.body for email in emails)
    loading = [query for query in queries if '"body_html"' in query["sql"]]
    assert len(loading) == 1
    assert chapter_text._make_text.cache_info().misses == 1


def test_changed_text_is_sent_as_it_is_now(follower: User, make_chapter: MakeChapter) -> None:
    allow()
    chapter = make_chapter("Old words.", release_in=-MINUTE)
    announce_releases()
    chapter_text.chapter_text(Chapter.objects.select_related("story").get(pk=chapter.pk))
    text = Chapter.objects.get(pk=chapter.pk).text()
    save_text(chapter, replace(text, body="New words."), SaveInfo(by=None), based_on=1)
    (email,) = send()
    assert "New words." in email.body and "Old words." not in email.body


def test_author_chooses_it_among_the_settings_of_the_story(
    story: Story, author_client: Client
) -> None:
    url = f"/desk/stories/story/{story.pk}/advanced/"
    page = author_client.get(url).content.decode()
    assert "Chapters by email" in page and "emails_whole_chapters" not in form_fields(page)
    author_client.post(url, form_fields(page) | {"emails_whole_chapters": "on"})
    story.refresh_from_db()
    assert story.emails_whole_chapters
