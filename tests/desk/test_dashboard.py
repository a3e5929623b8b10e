"""The dashboard: next releases, drafts, words written, latest comments."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Preferences, User
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import set_release
from serial.chapters.saving import SaveInfo, restore_revision, save_text
from serial.chapters.texts import ChapterText
from serial.comments.choices import State
from serial.comments.feedback_pause import pause_feedback
from serial.comments.models import Comment
from serial.comments.reactions import set_like
from serial.desk.dashboard.last_draft import MAX_LETTERS, last_paragraphs
from serial.stories.choices import Role
from serial.stories.crediting import add_credit
from serial.stories.models import Credit, Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory, client_of, pen_name_of

FRIDAY = datetime(2026, 11, 27, 18, 0, tzinfo=ZoneInfo("America/New_York"))


def hold(comment: Comment) -> None:
    Comment.objects.filter(pk=comment.pk).update(state=State.HELD)


def text(client: Client) -> str:
    return " ".join(client.get("/desk/").content.decode().split())


def test_next_releases_are_shown_in_the_authors_time_zone(
    author: User, make_chapter: MakeChapter
) -> None:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    with time_machine.travel(FRIDAY - timedelta(days=2)):
        for days in (7, 0, 14, 21):
            chapter = make_chapter(title=f"In {days}", release_in=None)
            set_release(chapter, FRIDAY + timedelta(days=days))
        page = text(client_of(author))
    assert re.findall(r"In \d+(?=</span>)", page) == ["In 0", "In 7", "In 14"]
    assert "Fri <b>27</b> Nov" in page and "18:00, in 2 days" in page
    assert "Times in New York." in page


def test_releases_of_a_story_that_is_a_draft_say_that_nobody_sees_them(
    author_client: Client, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    make_chapter(story=make_story("Hidden", visibility="draft"), release_in=timedelta(days=1))
    page = text(author_client)
    assert "Nobody will see it: the story is a draft." in page
    assert "Make the story public" in page


def test_the_draft_that_was_saved_last_is_continued(
    author: User, make_chapter: MakeChapter
) -> None:
    ends = " ".join(f"word{number}" for number in range(58))
    for days, title in ((3, "Older"), (1, "Newer"), (2, "Between")):
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            body = f"Begins.\n\nThe *{title}* one.\n\n***\n\n{ends}"
            make_chapter(body, title=title, release_in=None)
    page = text(client_of(author))
    box = page.partition('class="last-draft"')[2].partition("</section>")[0]
    assert '<h2 id="last-draft" dir="auto">Newer</h2>' in box and "Chapter 2" in box
    assert "Begins." not in box and "Continue writing" in box
    # About 60 words, from the end.
    assert '<p dir="auto">… Newer one.</p>' in box and "word57" in box
    assert "yesterday" in box or "1\u00a0day" in box or "1 day" in box


def test_unsaved_text_is_continued_if_it_is_newer(
    author_client: Client, chapter: Chapter, make_chapter: MakeChapter
) -> None:
    make_chapter(title="Half", release_in=None)
    fields = {"chapter": chapter.pk, "based_on": 1, "body": "One.\n\nTwo.\n\nThree."}
    fields |= {"sequence": 1}
    key = uuid4()
    author_client.post(f"/desk/chapters/chapter/working-copies/{key}/", fields)
    page = text(author_client)
    box = page.partition('class="last-draft"')[2].partition("</section>")[0]
    assert "One." not in box and "Two." in box and "Three." in box
    assert f"change/?copy={key}" in box and "Not saved yet" in box
    assert 'id="unsaved"' not in page
    # Up to the paragraph with the cursor.
    store = f"/desk/chapters/chapter/working-copies/{key}/"
    author_client.post(store, {**fields, "sequence": 2, "caret": 7})
    page = text(author_client)
    box = page.partition('class="last-draft"')[2].partition("</section>")[0]
    assert "One." in box and "Two." in box and "Three." not in box
    author_client.post(f"/desk/chapters/chapter/working-copies/{uuid4()}/", fields)
    assert 'id="unsaved"' in text(author_client)


def test_drafts_of_a_co_author_are_not_offered(
    author: User, other_author: User, story: Story, make_chapter: MakeChapter
) -> None:
    add_credit(story, pen_name_of(other_author), Role.AUTHOR, by=author)
    Credit.objects.update(accepted_at=timezone.now())
    make_chapter(title="Half", release_in=None)
    page = text(client_of(other_author))
    assert "Continue writing" not in page and "1 draft" in page
    assert "Continue writing" in text(client_of(author))


def test_released_chapters_are_not_drafts(author_client: Client, make_chapter: MakeChapter) -> None:
    make_chapter(title="Done")
    page = text(author_client)
    assert "Continue writing" not in page and "Write the next chapter of" in page
    assert "No release scheduled." in page


def test_last_paragraphs_of_odd_texts() -> None:
    long = " ".join(str(number) for number in range(200))
    assert last_paragraphs(long, None) == ["… " + " ".join(map(str, range(140, 200)))]
    assert last_paragraphs("", None) == last_paragraphs("***\n\n* * *", None) == []
    assert last_paragraphs("::: letter\nDear *A*,\n\nyours\n:::\n", None) == ["Dear A,", "yours"]
    assert last_paragraphs("One.[^1]\n\n[^1]: A note.", None)[0] == "One."
    [ending] = last_paragraphs("雨" * 9_000, None)
    assert len(ending) <= MAX_LETTERS + 2


def test_words_of_the_last_seven_days(
    author: User, other_author: User, make_chapter: MakeChapter
) -> None:
    Preferences.objects.create(user=author, time_zone="America/New_York")
    # Thursday evening in New York.
    now = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    own, other = SaveInfo(by=author), SaveInfo(by=other_author)
    with time_machine.travel(now - timedelta(days=8)):
        chapter = make_chapter("Long ago and far away.")
    with time_machine.travel(now - timedelta(days=2)):
        save_text(chapter, ChapterText(body="Two words."), own, based_on=1)
    with time_machine.travel(now):
        save_text(chapter, ChapterText(body="Somebody else wrote these."), other, based_on=2)
        restore_revision(chapter, 1, by=author)
        save_text(chapter, ChapterText(body="Only"), own, based_on=4)
        page = text(client_of(author))
    figures = "Friday 0 words, Saturday 0 words, Sunday 0 words, Monday 0 words, Tuesday 2 words"
    assert f'aria-label="{figures}, Wednesday 0 words, Thursday 1 word"' in page
    assert "<strong>3</strong>" in page and "since Friday · 1 today" in page


def test_empty_states(author_client: Client, make_story: MakeStory) -> None:
    page = text(author_client)
    assert "Start your first story" in page and "No stories yet." in page
    assert "No comments yet. They appear here when readers write." in page
    make_story("Rust & Rain")
    page = text(author_client)
    assert "Write the first chapter of <bdi>Rust &amp; Rain</bdi>" in page


def test_list_of_pen_names_without_any_says_so(author: User, author_client: Client) -> None:
    url = "/desk/accounts/penname/"
    assert "No pen names yet." not in author_client.get(url).content.decode()
    author.pen_names.all().delete()
    assert "No pen names yet." in author_client.get(url).content.decode()


def test_other_authors_content_is_hidden(
    other_author_client: Client, make_chapter: MakeChapter, story: Story
) -> None:
    make_chapter(title="Secret", release_in=None)
    page = text(other_author_client)
    assert "Secret" not in page and story.title not in page
    assert "No stories yet." in page


def test_latest_comments_list_those_without_reply_first(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    now = timezone.now()
    comments = [make_comment(f"Word {n}", at=now - timedelta(days=9 - n)) for n in range(6)]
    for liked in comments[1:5]:
        set_like(liked, author, given=True)
    page = text(author_client)
    assert "2 are unanswered" in page and 'href="/desk/comments/"' in page
    assert "need your approval" not in page
    numbers = [int(word) for word in re.findall(r">Word (\d)<", page)]
    assert numbers == [5, 0, 4]


def test_comments_that_need_approval_are_counted(
    author_client: Client, make_comment: MakeComment
) -> None:
    hold(make_comment("Held"))
    make_comment("Published")
    page = text(author_client)
    assert "1 needs your approval" in page and "1 is unanswered" in page
    assert "Approve and reply" in page


def test_held_comment_is_approved_from_the_dashboard(
    author_client: Client, make_comment: MakeComment
) -> None:
    held, published = make_comment("Held", by=None), make_comment("Published")
    page = text(author_client)
    action = f"/desk/comments/{held.pk}/action/?state=held"
    assert f'action="{action}"' in page
    assert f"/desk/comments/{published.pk}/action/" not in page
    data = {"revision": held.edit_count, "action": "approve"}
    inbox = author_client.post(action, data, follow=True)
    assert "Undo" in inbox.content.decode()
    held.refresh_from_db()
    assert held.is_published()


def test_paused_feedback_hides_the_counts(
    author: User, author_client: Client, make_comment: MakeComment
) -> None:
    hold(make_comment("Held"))
    pause_feedback(author)
    page = text(author_client)
    assert "Feedback is paused." in page and "needs your approval" not in page


def test_query_count_does_not_grow_with_stories(
    author_client: Client,
    author: User,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert author_client.get("/desk/").status_code == 200
        return len(captured)

    def add_story(number: int) -> None:
        story = make_story(f"Story {number}")
        make_chapter(story=story, release_in=timedelta(days=number + 1))
        make_chapter(story=story, release_in=None)
        released, at = make_chapter(story=story), timezone.now() - timedelta(days=number + 2)
        make_comment("Unanswered", chapter=released, at=at)
        set_like(make_comment("Liked", chapter=released, at=at), author, given=True)

    add_story(0)
    before = queries()
    for number in range(1, 6):
        add_story(number)
    # With many stories, comments without reply fill the list and save one query.
    assert before - 1 <= queries() <= before <= 15


def test_latest_comments_are_shown_as_running_text(
    author_client: Client, make_comment: MakeComment
) -> None:
    make_comment("Fish & chips\n\n- one\n- two\n\n::: spoiler\nShe wins.\n:::")
    page = text(author_client)
    assert "Fish &amp; chips one two<" in page and "She wins" not in page


def test_monogram_has_the_colour_of_its_name(
    author_client: Client, make_comment: MakeComment
) -> None:
    for number, name in enumerate(("Hanna", "Tove", "Hanna")):
        make_comment(f"Words of {number}.", by=None, guest_name=name)
    page = author_client.get("/desk/").content.decode()
    hues = re.findall(r'data-hue="([0-7])" aria-hidden="true">(\w)<', page)
    assert len(hues) == 3 and len(set(hues)) == 2
