"""Working copies: unsaved changes are stored at the desk, visible only to who typed them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.desk.editor.working_copies import COPY_MAX_LENGTH
from serial.desk.models import WorkingCopy
from serial.stories.choices import Role
from serial.stories.models import Credit, Story
from tests.conftest import MakeChapter, client_of, pen_name_of
from tests.desk.forms import form_fields, open_form
from tests.diff_words import without_diff_words
from tests.rolling_back import try_each

COPIES = "/desk/chapters/chapter/working-copies"
ADD = "/desk/chapters/chapter/add/"


def change_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def store(client: Client, key: UUID, sequence: int = 1, **fields: Any) -> int:
    response = client.post(f"{COPIES}/{key}/", {"sequence": sequence, **fields})
    return response.status_code


@pytest.fixture
def key() -> UUID:
    return uuid4()


def test_unsaved_changes_are_kept_and_hidden_from_readers(
    author_client: Client, guest_client: Client, chapter: Chapter, key: UUID
) -> None:
    assert (
        store(author_client, key, chapter=chapter.pk, based_on=1, body="Some other words.") == 200
    )
    assert str(key) in author_client.get("/desk/").content.decode()
    for query in ("", f"?copy={key}"):
        continued = open_form(author_client, f"{change_url(chapter)}{query}")
        assert continued["body"] == ["Some other words."]
        # A key of its own: the tab in which it was typed may still be open.
        assert continued["copy_key"] != [str(key)]
    assert "Some other words." not in guest_client.get(chapter.get_absolute_url()).content.decode()
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Some words.", 1)


def test_page_shows_the_differences(author_client: Client, chapter: Chapter, key: UUID) -> None:
    store(author_client, key, chapter=chapter.pk, based_on=1, body="Some other words.")
    page = author_client.get(f"{COPIES}/{key}/").content.decode()
    assert "<ins>" in page and "other" in page and "Continue editing" in page


def test_saving_the_chapter_marks_the_copy_as_saved(
    author_client: Client, chapter: Chapter, key: UUID
) -> None:
    store(author_client, key, chapter=chapter.pk, based_on=1, body="Some other words.")
    data = open_form(author_client, f"{change_url(chapter)}?copy={key}")
    assert author_client.post(change_url(chapter), data).status_code == 302
    chapter.refresh_from_db()
    assert chapter.body == "Some other words."
    assert str(key) not in author_client.get(change_url(chapter)).content.decode()
    assert WorkingCopy.objects.get(key=key).body == ""
    # A delayed request, or text typed after going back in the browser history.
    assert store(author_client, key, 2, chapter=chapter.pk, body="Late") == 409
    assert author_client.get(f"{COPIES}/{key}/").status_code == 404


def test_request_with_an_older_sequence_changes_nothing(author_client: Client, key: UUID) -> None:
    for sequence, body in ((5, "newer"), (4, "older"), (5, "again")):
        assert store(author_client, key, sequence, body=body) == 200
    assert WorkingCopy.objects.get(key=key).body == "newer"


def test_new_chapter_is_stored_before_it_is_saved(
    author_client: Client, story: Story, key: UUID
) -> None:
    store(author_client, key, story=story.pk, title="Dawn", body="It was early.")
    assert str(key) in author_client.get("/desk/").content.decode()
    form = open_form(author_client, f"{ADD}?copy={key}")
    assert (form["title"], form["body"]) == (["Dawn"], ["It was early."])
    author_client.post(ADD, form)
    assert story.chapters.get().body == "It was early."
    assert str(key) not in author_client.get("/desk/").content.decode()


def test_copy_of_an_older_revision_causes_a_conflict(
    author_client: Client, chapter: Chapter, key: UUID, author: User
) -> None:
    store(author_client, key, chapter=chapter.pk, based_on=1, body="Mine.")
    save_text(chapter, ChapterText(body="Theirs."), SaveInfo(by=author), based_on=1)
    data = open_form(author_client, f"{change_url(chapter)}?copy={key}")
    response = author_client.post(change_url(chapter), data)
    page = without_diff_words(response.content.decode())
    assert response.status_code == 200 and "Not saved" in page
    assert "<del>Theirs</del>" in page and "Mine." in page


def test_storing_a_copy_tells_that_the_chapter_was_saved_elsewhere(
    author_client: Client, chapter: Chapter, key: UUID, author: User, other_author: User
) -> None:
    def notice(sequence: int, **fields: Any) -> str:
        data = {"chapter": chapter.pk, "body": "Mine.", "sequence": sequence, **fields}
        return str(author_client.post(f"{COPIES}/{key}/", data).json()["saved_elsewhere"])

    with time_machine.travel("2026-11-20T11:14Z", tick=False):
        assert notice(1, based_on=1) == ""
        save_text(chapter, ChapterText(body="Theirs."), SaveInfo(by=author), based_on=1)
        assert notice(2, based_on=1) == "Saved by you elsewhere, 11:14"
        other = SaveInfo(by=other_author)
        save_text(chapter, ChapterText(body="Newer."), other, based_on=2)
    with time_machine.travel("2026-11-21T11:14Z", tick=False):
        assert notice(3, based_on=1) == "Saved meanwhile by somebody else, 20\N{NO-BREAK SPACE}Nov"
        # The form that saved it, and one that has seen it.
        assert notice(4, based_on=1, body="Newer.", title=chapter.title) == ""
        assert notice(5, based_on=3) == ""
    assert notice(6, chapter="") == ""


def test_refused_form_is_stored(author_client: Client, chapter: Chapter) -> None:
    data = open_form(author_client, change_url(chapter))
    response = author_client.post(
        change_url(chapter), {**data, "title": "x" * 400, "body": "Long."}
    )
    assert response.status_code == 200
    copy = WorkingCopy.objects.get()
    assert (copy.title, copy.body) == ("x" * 400, "Long.")
    reopened = open_form(author_client, f"{change_url(chapter)}?copy={copy.key}")
    assert reopened["title"] == ["x" * 400]


def test_refused_form_of_a_saved_copy_gets_a_new_key(
    author_client: Client, chapter: Chapter
) -> None:
    data = open_form(author_client, change_url(chapter))
    typed = {**data, "body": "One."}
    store(author_client, UUID(data["copy_key"][0]), chapter=chapter.pk, body="One.")
    author_client.post(change_url(chapter), typed)
    # Going back in the browser history shows the old form with its old key.
    response = author_client.post(change_url(chapter), {**typed, "title": "x" * 400})
    new_key = form_fields(response.content.decode())["copy_key"]
    assert new_key != data["copy_key"]
    assert WorkingCopy.objects.get(key=new_key[0]).title == "x" * 400


def test_discarded_copy_can_be_restored(author_client: Client, chapter: Chapter, key: UUID) -> None:
    store(author_client, key, chapter=chapter.pk, body="Odd.")
    author_client.post(f"{COPIES}/{key}/discard/")
    assert str(key) not in author_client.get("/desk/").content.decode()
    assert "Restore" in author_client.get(f"{COPIES}/{key}/").content.decode()
    author_client.post(f"{COPIES}/{key}/restore/")
    assert str(key) in author_client.get("/desk/").content.decode()


def test_discarded_copy_is_deleted_after_the_undelete_period(
    author_client: Client, author: User, chapter: Chapter, key: UUID
) -> None:
    store(author_client, key, chapter=chapter.pk, body="Odd.")
    author_client.post(f"{COPIES}/{key}/discard/")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        client = client_of(author)
        client.post(change_url(chapter), open_form(client, change_url(chapter)))
    assert not WorkingCopy.objects.filter(key=key).exists()


def test_other_authors_cannot_see_the_copy(
    author_client: Client,
    other_author: User,
    other_author_client: Client,
    chapter: Chapter,
    key: UUID,
) -> None:
    """Not even a co-author, who may change the chapter, sees it."""
    Credit.objects.create(
        story=chapter.story,
        pen_name=pen_name_of(other_author),
        role=Role.AUTHOR,
        accepted_at=timezone.now(),
    )
    store(author_client, key, chapter=chapter.pk, body="Secret.")
    for page in (change_url(chapter), f"{change_url(chapter)}?copy={key}", "/desk/"):
        assert "Secret." not in other_author_client.get(page).content.decode()
    assert other_author_client.get(f"{COPIES}/{key}/").status_code == 404
    assert store(other_author_client, key, 9, chapter=chapter.pk, body="Theirs") == 404
    for verb in ("discard", "restore"):
        assert other_author_client.post(f"{COPIES}/{key}/{verb}/").status_code == 404
    assert WorkingCopy.objects.get().body == "Secret."


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator", "other_author"])
def test_other_users_cannot_store_a_copy(
    visitor: str, chapter: Chapter, key: UUID, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(f"{visitor}_client")
    assert store(client, key, body="x", chapter=chapter.pk) in {403, 404}
    assert store(client, key, body="x", story=chapter.story_id) in {403, 404}
    assert not WorkingCopy.objects.exists()


def test_signed_out_script_gets_json(key: UUID, db: None) -> None:
    response = Client().post(
        f"{COPIES}/{key}/", {"body": "x"}, headers={"accept": "application/json"}
    )
    assert response.status_code == 401 and response.json()


@try_each("chapter_pk", ["x", "0", "9" * 30, "9" * 5_000, "²", "-1"])
def test_invalid_chapter_key_is_not_found(
    chapter_pk: str, author_client: Client, key: UUID
) -> None:
    assert store(author_client, key, chapter=chapter_pk, body="x") == 404


def test_invalid_numbers_are_ignored(author_client: Client, chapter: Chapter, key: UUID) -> None:
    response = author_client.post(
        f"{COPIES}/{key}/",
        {"chapter": chapter.pk, "sequence": "x", "based_on": "-3", "body": "a\0b"},
    )
    assert response.status_code == 200
    assert WorkingCopy.objects.get().body == "ab"
    for copy in ("", "nokey", str(uuid4()), "x" * 5_000):
        assert author_client.get(f"{change_url(chapter)}?copy={copy}").status_code == 200


def test_text_above_the_limit_is_refused(author_client: Client, key: UUID) -> None:
    assert store(author_client, key, body="x" * COPY_MAX_LENGTH) == 200
    assert store(author_client, key, 2, body="x" * (COPY_MAX_LENGTH + 1)) == 413
    assert len(WorkingCopy.objects.get().body) == COPY_MAX_LENGTH


def test_copy_of_a_deleted_chapter_is_not_listed(
    author_client: Client, make_chapter: MakeChapter, key: UUID
) -> None:
    chapter = make_chapter()
    store(author_client, key, chapter=chapter.pk, body="Odd.")
    author_client.post(f"/desk/chapters/chapter/{chapter.pk}/delete/", {"post": "yes"})
    assert str(key) not in author_client.get("/desk/").content.decode()


def test_query_count_of_the_dashboard_does_not_grow(
    author_client: Client, make_chapter: MakeChapter, chapter: Chapter
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert author_client.get("/desk/").status_code == 200
        return len(captured)

    store(author_client, uuid4(), chapter=chapter.pk, body="Odd.")
    make_chapter(release_in=None)
    before = queries()
    for number in range(4):
        created = make_chapter(release_in=None if number % 2 else timedelta(days=number + 1))
        store(author_client, uuid4(), chapter=created.pk, body="Odd.")
    assert queries() <= before


@try_each("based_on", ["-1", "9" * 18, "9" * 30, "none"])
def test_invalid_base_revision_loses_nothing(
    author_client: Client, chapter: Chapter, key: UUID, based_on: str
) -> None:
    assert store(author_client, key, chapter=chapter.pk, based_on=based_on, body="Sent.") == 200
    data = {**open_form(author_client, change_url(chapter)), "based_on": based_on, "body": "Typed."}
    page = author_client.post(change_url(chapter), data).content.decode()
    assert form_fields(page)["body"] == ["Typed."]
    chapter.refresh_from_db()
    assert chapter.body == "Some words."
