"""A chapter was saved elsewhere meanwhile: both changes can be saved if they do not overlap."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments.moderating import move_to_paragraph
from serial.desk.models import WorkingCopy
from serial.markup.paragraphs.blocks import split_into_blocks
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter
from tests.desk.forms import form_fields, open_form
from tests.diff_words import without_diff_words

BASE = "The fox ran.\n\nIt rained.\n\nNight came."
SAVED = "The fox ran.\n\nIt rained.\n\nNobody slept."
TYPED = "The fox hid.\n\nIt rained.\n\nNight came."
BOTH = "The fox hid.\n\nIt rained.\n\nNobody slept."
BUTTON = 'name="_merge" value="1"'
Fields = dict[str, list[str]]


@pytest.fixture
def chapter(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(BASE)


@pytest.fixture
def url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


@pytest.fixture
def opened(author_client: Client, url: str) -> Fields:
    return open_form(author_client, url)


def save(chapter: Chapter, body: str, by: User, based_on: int = 1, title: str = "") -> None:
    text = ChapterText(title=title or chapter.title, body=body)
    save_text(chapter, text, SaveInfo(by=by), based_on=based_on)


def submit(client: Client, url: str, fields: Fields, **typed: str) -> str:
    """Submits the form, which is refused; returns the page."""
    response = client.post(url, {**fields, **typed})
    assert response.status_code == 200
    return without_diff_words(response.content.decode())


def test_both_changes_are_saved_with_one_press(
    author_client: Client, author: User, chapter: Chapter, url: str, opened: Fields
) -> None:
    save(chapter, SAVED, author, title="Rain")
    page = submit(author_client, url, opened, body=TYPED, note_after="Thanks.")
    assert "you saved this chapter in the meantime, in another tab or on another device" in page
    assert "Saved by you meanwhile, revision 2" in page and BUTTON in page
    # What each changed, without the paragraph that neither did.
    shown = page.partition('id="merge-saved"')[2].partition("<details>")[0]
    assert "<ins>Nobody slept</ins>" in shown and "<ins>hid</ins>" in shown
    assert "<ins>Rain</ins>" in shown and "It rained." not in shown
    assert Chapter.objects.get().body == SAVED

    response = author_client.post(url, {**form_fields(page), "_merge": "1"})
    assert response.status_code == 302 and response["Location"] == url
    chapter.refresh_from_db()
    assert (chapter.title, chapter.body, chapter.note_after) == ("Rain", BOTH, "Thanks.")
    assert chapter.revision == 3
    assert not WorkingCopy.objects.filter(saved_at=None).exists()


def test_merge_names_somebody_else(
    author_client: Client, other_author: User, chapter: Chapter, url: str, opened: Fields
) -> None:
    save(chapter, SAVED, other_author)
    page = submit(author_client, url, opened, body=TYPED)
    assert "Not saved: somebody else saved this chapter in the meantime." in page
    assert "revision 2 by somebody else" in page and BUTTON in page


def test_edits_of_one_paragraph_are_shown_and_not_merged(
    author_client: Client, author: User, chapter: Chapter, url: str, opened: Fields
) -> None:
    save(chapter, SAVED, author)
    page = submit(author_client, url, opened, body=f"{BASE} It stayed.")
    assert BUTTON not in page
    assert "only in revision 2, which you saved" in page and "It stayed." in page
    # Pressed in a page that offered it, before the text was changed.
    page = submit(author_client, url, form_fields(page), _merge="1")
    assert BUTTON not in page and Chapter.objects.get().body == SAVED


def test_what_is_typed_after_the_offer_is_saved_too(
    author_client: Client, author: User, chapter: Chapter, url: str, opened: Fields
) -> None:
    save(chapter, SAVED, author)
    shown = form_fields(submit(author_client, url, opened, body=TYPED))
    author_client.post(url, {**shown, "body": f"Once.\n\n{TYPED}", "_merge": "1"})
    assert Chapter.objects.get().body == f"Once.\n\n{BOTH}"


def test_a_third_save_is_shown_before_all_are_saved(
    author_client: Client, author: User, chapter: Chapter, url: str, opened: Fields
) -> None:
    save(chapter, SAVED, author)
    shown = form_fields(submit(author_client, url, opened, body=TYPED))
    save(chapter, f"{SAVED}\n\nDawn came.", author, based_on=2)
    page = submit(author_client, url, shown, _merge="1")
    assert BUTTON in page and "<ins>Dawn</ins> came." in page
    author_client.post(url, {**form_fields(page), "_merge": "1"})
    assert Chapter.objects.get().body == f"{BOTH}\n\nDawn came."


def test_a_question_after_merging_has_the_merged_text(
    author_client: Client,
    author: User,
    chapter: Chapter,
    url: str,
    opened: Fields,
    make_comment: MakeComment,
) -> None:
    rain = split_into_blocks(chapter.body_html)[1].id
    move_to_paragraph(make_comment("Again?", paragraph=rain), rain, None)
    save(chapter, SAVED, author)
    page = submit(author_client, url, opened, body="The fox hid.\n\nNight came.")
    page = submit(author_client, url, form_fields(page), _merge="1")
    assert "Comments whose paragraph will be removed" in page
    fields = form_fields(page)
    assert fields["body"] == ["The fox hid.\n\nNobody slept."]
    confirmed = {**fields, "confirmed_orphans": str(rain)}
    assert author_client.post(url, confirmed).status_code == 302
    assert Chapter.objects.get().body == "The fox hid.\n\nNobody slept."


def test_a_resubmitted_new_chapter_is_merged_with_what_was_saved(
    author_client: Client, author: User, chapter: Chapter
) -> None:
    url = "/desk/chapters/chapter/add/"
    data = open_form(author_client, f"{url}?story={chapter.story_id}")
    author_client.post(url, {**data, "body": BASE})
    created = Chapter.objects.latest("pk")
    save(created, SAVED, author)
    page = submit(author_client, url, data, body=TYPED)
    assert BUTTON in page
    assert author_client.post(url, {**form_fields(page), "_merge": "1"}).status_code == 302
    created.refresh_from_db()
    assert created.body == BOTH


def test_an_abandoned_conflict_is_shown_again_when_the_working_copy_is_opened(
    author_client: Client, author: User, chapter: Chapter, url: str, opened: Fields
) -> None:
    save(chapter, SAVED, author)
    shown = form_fields(submit(author_client, url, opened, body=TYPED))
    # As the editor stores it while the page is open.
    key = shown["copy_key"][0]
    stored = {**shown, "chapter": [str(chapter.pk)]}
    answer = author_client.post(f"/desk/chapters/chapter/working-copies/{key}/", stored).json()
    assert answer["saved_elsewhere"].startswith("Saved by you elsewhere")
    reopened = open_form(author_client, f"{url}?copy={key}")
    assert reopened["body"] == [TYPED]
    assert BUTTON in submit(author_client, url, reopened)
    assert Chapter.objects.get().body == SAVED


def test_a_form_without_a_known_base_shows_both_texts_and_can_be_saved(
    author_client: Client, chapter: Chapter, url: str, opened: Fields
) -> None:
    page = submit(author_client, url, opened, body=TYPED, based_on="99")
    assert BUTTON not in page and "<ins>hid</ins>" in page
    fields = form_fields(page)
    assert BUTTON not in submit(author_client, url, fields, _merge="1")
    assert author_client.post(url, fields).status_code == 302
    assert Chapter.objects.get().body == TYPED
