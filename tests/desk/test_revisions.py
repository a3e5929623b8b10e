"""Revisions at the desk: list, compare, read and restore them, and their notes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Preferences, User
from serial.chapters.models import Chapter, Revision
from serial.chapters.releases.releasing import set_release
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.desk.revisions.rows import PER_PAGE
from tests.desk.forms import open_form
from tests.diff_words import WORDS
from tests.rolling_back import try_each

Save = Callable[..., Revision]


@pytest.fixture
def save(chapter: Chapter, author: User) -> Save:
    """Saves another text of the chapter, by its author."""

    def save_one(body: str, by: User = author, remark: str = "", **fields: str) -> Revision:
        chapter.refresh_from_db()
        text = ChapterText(body=body, **fields)
        return save_text(chapter, text, SaveInfo(by=by, remark=remark), based_on=chapter.revision)

    return save_one


@pytest.fixture
def url(chapter: Chapter, save: Save) -> str:
    """The page, after two saves; the first revision is "Some words."."""
    save("Some other words.", remark="better", note_before="New")
    save("Some other words.\n\nThe end.", note_before="New")
    return f"/desk/chapters/chapter/{chapter.pk}/revisions/"


def get(client: Client, url: str) -> str:
    """Returns the page in one line, without the words for screen readers in the differences."""
    response = client.get(url)
    assert response.status_code == 200
    page = " ".join(response.content.decode().split())
    return WORDS.sub("", page)


def restore(client: Client, url: str, number: int, based_on: int, **data: str) -> str:
    data |= {"based_on": str(based_on)}
    response = client.post(f"{url}{number}/restore/", data, follow=True)
    return " ".join(response.content.decode().split())


def test_list_shows_who_note_and_change_in_words(author_client: Client, url: str) -> None:
    page = get(author_client, url)
    assert "<bdi>anna</bdi>" in page and ">better<" in page
    assert "<ins>+2</ins> words" in page and ">Now<" in page and ">Compared<" in page


def test_list_has_days_and_times_in_the_zone_of_the_author(
    author_client: Client, author: User, url: str
) -> None:
    Preferences.objects.create(user=author, time_zone="Asia/Tokyo")
    now = timezone.now()
    for number, days in enumerate((400, 1, 0), start=1):
        moment = now - timedelta(days=days)
        Revision.objects.filter(number=number).update(saved_at=moment)
    page = get(author_client, url)
    assert page.index("<h2>Today") < page.index("<h2>Yesterday")
    assert str((now - timedelta(days=400)).year) in page.partition("<h2>Yesterday")[2]
    assert "Times are those of Tokyo." in page
    assert (now + timedelta(hours=9)).strftime("%H:%M") in page


def test_without_a_choice_the_last_two_are_compared(author_client: Client, url: str) -> None:
    page = get(author_client, url)
    assert "<ins>The end.</ins>" in page and "1 paragraph added" in page
    assert "1 paragraph unchanged" in page
    assert "Compare both" not in page


def test_chosen_revision_is_compared_with_the_text_as_it_is_now(
    author_client: Client, url: str
) -> None:
    page = get(author_client, f"{url}?from=1")
    assert "Some <ins>other</ins> words." in page and "<ins>The end.</ins>" in page
    assert "Note before" in page and "<ins>New</ins>" in page
    # A second one can be chosen, to compare the two.
    assert 'href="?from=2&amp;to=1#comparison">Compare both' in page


def test_any_two_are_compared_in_either_order(author_client: Client, url: str) -> None:
    for query in ("from=1&to=2", "from=2&to=1"):
        page = get(author_client, f"{url}?{query}")
        assert "Some <ins>other</ins> words." in page and "The end." not in page
        assert "with the text as it is now" in page


def test_title_content_note_and_notes_are_compared(
    author_client: Client, url: str, save: Save
) -> None:
    fields = {"title": "Fox", "content_note": "Rain", "note_after": "Bye"}
    save("Some other words.\n\nThe end.", note_before="Old", **fields)
    page = get(author_client, url)
    for text in ("Fox", "Rain", "Bye", "Old"):
        assert f"<ins>{text}</ins>" in page
    assert "1 paragraph changed, 3 added" in page
    assert "<del>New</del>" in page and '<section class="diff diff--together" aria' in page


def test_words_for_screen_readers_say_what_was_added_and_deleted(
    author_client: Client, url: str
) -> None:
    page = author_client.get(f"{url}?from=1&to=2&view=beside").content.decode()
    assert '<ins><span class="visually-hidden">added: </span>other</ins>' in page


@try_each("query", ["from=99", "from=1&to=99", "from=x", "from=1&to=-1", "from=²", "to=0"])
def test_revisions_that_do_not_exist_are_not_found(
    author_client: Client, url: str, query: str
) -> None:
    assert author_client.get(f"{url}?{query}").status_code == 404


def test_chapter_that_was_saved_once_has_nothing_to_compare(
    author_client: Client, chapter: Chapter
) -> None:
    page = get(author_client, f"/desk/chapters/chapter/{chapter.pk}/revisions/")
    assert "This chapter was saved once." in page


def test_revision_is_read_as_readers_would_see_it(
    author_client: Client, url: str, save: Save
) -> None:
    number = save("Some *loud* words.", title="Loud").number
    save("Quiet.")
    response = author_client.get(f"{url}{number}/")
    page = response.content.decode()
    assert "<em>loud</em>" in page and "Loud</h1>" in page and "The text as it was saved" in page
    assert f'href="{url}?from={number}"' in page and "no-store" in response["Cache-Control"]
    assert Chapter.objects.get().body == "Quiet."
    assert author_client.get(f"{url}99/").status_code == 404


def test_restoring_makes_a_new_revision_and_offers_undo(
    author_client: Client, url: str, chapter: Chapter
) -> None:
    page = restore(author_client, url, 1, based_on=3)
    assert 'name="undo"' in page and "Restored from today" in page
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Some words.", 4)

    page = restore(author_client, url, 3, based_on=4, undo="1")
    assert "Undone." in page and 'name="undo"' not in page
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Some other words.\n\nThe end.", 5)


def test_page_of_a_released_chapter_says_that_readers_see_the_restored_text(
    author_client: Client, url: str, chapter: Chapter
) -> None:
    assert "Readers see it at once." in get(author_client, url)
    set_release(chapter, None)
    assert "Readers see" not in get(author_client, url)


def test_restoring_from_a_stale_page_changes_nothing_and_says_who_saved(
    author_client: Client, url: str, save: Save, other_author: User, chapter: Chapter
) -> None:
    save("Theirs.", by=other_author)
    page = restore(author_client, url, 1, based_on=3)
    assert "Not restored: somebody else saved this chapter in the meantime" in page
    # The comparison with what they saved is shown; pressing again restores.
    assert "</span>Theirs</ins>" in page and 'name="based_on" value="4"' in page
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Theirs.", 4)
    assert "Not restored" in restore(author_client, url, 1, based_on=0)


def test_restoring_the_text_as_it_is_says_that_nothing_changed(
    author_client: Client, url: str, save: Save, chapter: Chapter
) -> None:
    save("Some words.")
    assert "Nothing changed" in restore(author_client, url, 1, based_on=4)
    chapter.refresh_from_db()
    assert chapter.revision == 4


def test_note_is_saved_changed_and_removed(author_client: Client, url: str) -> None:
    for seen, remark, message in (
        ("", "For *Rosa*", "Note saved."),
        ("For *Rosa*", "For Ann", "Note saved."),
        ("For Ann", "", "Note removed."),
    ):
        data = {"remark": remark, "seen": seen}
        response = author_client.post(f"{url}1/note/?from=1&to=2", data, follow=True)
        assert response.redirect_chain == [(f"{url}?from=1&to=2", 302)]
        page = response.content.decode()
        assert message in page and (not remark or f'dir="auto">{remark}</' in page)
        assert Revision.objects.get(number=1).remark == remark


def test_refused_note_is_shown_again(author_client: Client, url: str) -> None:
    for remark, seen, error in (
        ("x" * 201, "", "at most 200 characters"),
        ("Mine", "", "changed in the meantime to “better”"),
    ):
        response = author_client.post(f"{url}2/note/?from=1&to=2", {"remark": remark, "seen": seen})
        page = response.content.decode()
        assert (
            error in page and f'value="{remark}"' in page and '<details class="note" open' in page
        )
        assert Revision.objects.get(number=2).remark == "better"
    # The page that was shown knows the other note: saving again replaces it.
    assert 'name="seen" value="better"' in page


def test_note_is_typed_in_the_editor_and_kept_if_the_save_is_refused(
    author_client: Client, url: str, chapter: Chapter
) -> None:
    editor = f"/desk/chapters/chapter/{chapter.pk}/change/"
    data = {**open_form(author_client, editor), "body": "Rain.", "remark": "x" * 201}
    refused = author_client.post(editor, data).content.decode()
    release = refused[refused.index("data-release ") :].partition("</fieldset>")[0]
    assert " open>" in release.partition("\n")[0]
    assert "at most 200 characters" in release and f'value="{"x" * 201}"' in release
    author_client.post(editor, {**data, "remark": "For Rosa"})
    assert Revision.objects.get(number=4).remark == "For Rosa"


def test_readers_do_not_see_the_note(
    guest_client: Client, author_client: Client, url: str, chapter: Chapter
) -> None:
    author_client.post(f"{url}3/note/", {"remark": "For Rosa", "seen": ""})
    chapter.refresh_from_db()
    for page in (chapter.get_absolute_url(), chapter.story.get_absolute_url()):
        assert "Rosa" not in get(guest_client, page)


def test_get_request_neither_restores_nor_saves_a_note(author_client: Client, url: str) -> None:
    for page in ("1/restore/", "1/note/"):
        assert author_client.get(url + page).status_code == 405
    assert author_client.post(url).status_code == 405
    assert Revision.objects.count() == 3


def test_other_users_have_no_access(
    other_author_client: Client, reader_client: Client, guest_client: Client, url: str
) -> None:
    for path in ("", "?from=1&to=2", "1/"):
        assert other_author_client.get(url + path).status_code == 404
        assert reader_client.get(url + path).status_code == 403
        assert guest_client.get(url + path).status_code == 302
    for path in ("1/restore/", "1/note/"):
        data = {"based_on": "3", "remark": "Mine", "seen": ""}
        assert other_author_client.post(url + path, data).status_code == 404
        assert reader_client.post(url + path, data).status_code == 403
    assert Chapter.objects.get().revision == 3
    assert not Revision.objects.filter(remark="Mine").exists()


def test_query_count_does_not_grow_with_revisions(
    author_client: Client, url: str, save: Save
) -> None:
    def query_count() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(url)
        return len(captured)

    count_before = query_count()
    for number in range(8):
        save(f"Turn {number}.", remark=f"note {number}")
    assert query_count() == count_before


def test_long_list_has_pages_that_keep_the_choice(
    author_client: Client, url: str, save: Save
) -> None:
    for number in range(PER_PAGE):
        save(f"Turn {number}.")
    first = get(author_client, url)
    assert "3 older revisions" in first and 'href="?page=2"' in first
    second = get(author_client, f"{url}?page=2")
    assert f"{PER_PAGE} newer revisions" in second and "from=1&amp;page=2#comparison" in second
