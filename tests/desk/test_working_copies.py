"""What is typed is kept at the desk, apart from what readers see, and for its writer alone."""

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

COPIES = "/desk/chapters/chapter/working-copies"
ADD = "/desk/chapters/chapter/add/"


def change(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def keep(client: Client, key: UUID, tick: int = 1, **fields: Any) -> int:
    answer = client.post(f"{COPIES}/{key}/", {"tick": tick, **fields})
    return answer.status_code


@pytest.fixture
def key() -> UUID:
    return uuid4()


def test_what_is_typed_is_offered_back_and_readers_see_nothing_of_it(
    author_client: Client, guest_client: Client, chapter: Chapter, key: UUID
) -> None:
    assert keep(author_client, key, chapter=chapter.pk, based_on=1, body="Some other words.") == 200
    page = author_client.get(change(chapter)).content.decode()
    assert "typed" in page and f"{COPIES}/{key}/" in page
    assert open_form(author_client, change(chapter))["body"] == ["Some words."]
    taken_up = open_form(author_client, f"{change(chapter)}?copy={key}")
    assert taken_up["body"] == ["Some other words."]
    assert taken_up["copy_key"] == [str(key)]
    assert "Some other words." not in guest_client.get(chapter.get_absolute_url()).content.decode()
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Some words.", 1)


def test_it_shows_how_it_differs(author_client: Client, chapter: Chapter, key: UUID) -> None:
    keep(author_client, key, chapter=chapter.pk, based_on=1, body="Some other words.")
    page = author_client.get(f"{COPIES}/{key}/").content.decode()
    assert "<ins>" in page and "other" in page and "Go on with it" in page


def test_saving_settles_it(author_client: Client, chapter: Chapter, key: UUID) -> None:
    keep(author_client, key, chapter=chapter.pk, based_on=1, body="Some other words.")
    data = open_form(author_client, f"{change(chapter)}?copy={key}")
    assert author_client.post(change(chapter), data).status_code == 302
    chapter.refresh_from_db()
    assert chapter.body == "Some other words."
    assert str(key) not in author_client.get(change(chapter)).content.decode()
    assert WorkingCopy.objects.get(key=key).body == ""
    # A message that was still on its way, and one typed on after going back.
    assert keep(author_client, key, 2, chapter=chapter.pk, body="Late") == 409
    assert author_client.get(f"{COPIES}/{key}/").status_code == 404


def test_a_message_that_was_overtaken_changes_nothing(author_client: Client, key: UUID) -> None:
    for tick, body in ((5, "newer"), (4, "older"), (5, "again")):
        assert keep(author_client, key, tick, body=body) == 200
    assert WorkingCopy.objects.get(key=key).body == "newer"


def test_a_new_chapter_is_kept_before_it_was_ever_saved(
    author_client: Client, story: Story, key: UUID
) -> None:
    keep(author_client, key, story=story.pk, title="Dawn", body="It was early.")
    for page in (ADD, "/desk/"):
        assert str(key) in author_client.get(page).content.decode()
    form = open_form(author_client, f"{ADD}?copy={key}")
    assert (form["title"], form["body"]) == (["Dawn"], ["It was early."])
    author_client.post(ADD, form)
    assert story.chapters.get().body == "It was early."
    assert str(key) not in author_client.get("/desk/").content.decode()


def test_it_goes_back_onto_the_revision_that_it_was_typed_on(
    author_client: Client, chapter: Chapter, key: UUID, author: User
) -> None:
    keep(author_client, key, chapter=chapter.pk, based_on=1, body="Mine.")
    save_text(chapter, ChapterText(body="Theirs."), SaveInfo(by=author), based_on=1)
    data = open_form(author_client, f"{change(chapter)}?copy={key}")
    answer = author_client.post(change(chapter), data)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Not saved" in page
    assert "<del>Theirs</del>" in page and "Mine." in page


def test_what_was_refused_is_kept(author_client: Client, chapter: Chapter) -> None:
    data = open_form(author_client, change(chapter))
    answer = author_client.post(change(chapter), {**data, "title": "x" * 400, "body": "Long."})
    assert answer.status_code == 200
    copy = WorkingCopy.objects.get()
    assert (copy.title, copy.body) == ("x" * 400, "Long.")
    again = open_form(author_client, f"{change(chapter)}?copy={copy.key}")
    assert again["title"] == ["x" * 400]


def test_refused_after_it_was_settled_it_gets_a_new_key(
    author_client: Client, chapter: Chapter
) -> None:
    data = open_form(author_client, change(chapter))
    typed = {**data, "body": "One."}
    keep(author_client, UUID(data["copy_key"][0]), chapter=chapter.pk, body="One.")
    author_client.post(change(chapter), typed)
    # Going back in the browser's history brings the old form with its old key.
    answer = author_client.post(change(chapter), {**typed, "title": "x" * 400})
    renewed = form_fields(answer.content.decode())["copy_key"]
    assert renewed != data["copy_key"]
    assert WorkingCopy.objects.get(key=renewed[0]).title == "x" * 400


def test_throwing_away_can_be_taken_back(
    author_client: Client, chapter: Chapter, key: UUID
) -> None:
    keep(author_client, key, chapter=chapter.pk, body="Odd.")
    author_client.post(f"{COPIES}/{key}/discard/")
    assert str(key) not in author_client.get("/desk/").content.decode()
    assert "Bring it back" in author_client.get(f"{COPIES}/{key}/").content.decode()
    author_client.post(f"{COPIES}/{key}/restore/")
    assert str(key) in author_client.get("/desk/").content.decode()


def test_what_was_thrown_away_goes_for_good_after_30_days(
    author_client: Client, author: User, chapter: Chapter, key: UUID
) -> None:
    keep(author_client, key, chapter=chapter.pk, body="Odd.")
    author_client.post(f"{COPIES}/{key}/discard/")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        client = client_of(author)
        client.post(change(chapter), open_form(client, change(chapter)))
    assert not WorkingCopy.objects.filter(key=key).exists()


def test_it_is_its_writers_alone(
    author_client: Client,
    other_author: User,
    other_author_client: Client,
    chapter: Chapter,
    key: UUID,
) -> None:
    """Of a co-author too, who may change the chapter itself."""
    Credit.objects.create(
        story=chapter.story,
        pen_name=pen_name_of(other_author),
        role=Role.AUTHOR,
        accepted_at=timezone.now(),
    )
    keep(author_client, key, chapter=chapter.pk, body="Secret.")
    for page in (change(chapter), f"{change(chapter)}?copy={key}", "/desk/"):
        assert "Secret." not in other_author_client.get(page).content.decode()
    assert other_author_client.get(f"{COPIES}/{key}/").status_code == 404
    assert keep(other_author_client, key, 9, chapter=chapter.pk, body="Theirs") == 404
    for verb in ("discard", "restore"):
        assert other_author_client.post(f"{COPIES}/{key}/{verb}/").status_code == 404
    assert WorkingCopy.objects.get().body == "Secret."


@pytest.mark.parametrize("visitor", ["guest", "reader", "moderator", "other_author"])
def test_who_may_keep_nothing_of_a_chapter(
    visitor: str, chapter: Chapter, key: UUID, request: pytest.FixtureRequest
) -> None:
    client = request.getfixturevalue(f"{visitor}_client")
    assert keep(client, key, body="x", chapter=chapter.pk) in {403, 404}
    assert keep(client, key, body="x", story=chapter.story_id) in {403, 404}
    assert not WorkingCopy.objects.exists()


def test_a_script_is_told_in_its_own_form_that_the_session_is_gone(key: UUID, db: None) -> None:
    answer = Client().post(
        f"{COPIES}/{key}/", {"body": "x"}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 401 and answer.json()


@pytest.mark.parametrize("chapter_pk", ["x", "0", "9" * 30, "9" * 5_000, "²", "-1"])
def test_a_chapter_that_cannot_be(chapter_pk: str, author_client: Client, key: UUID) -> None:
    assert keep(author_client, key, chapter=chapter_pk, body="x") == 404


def test_bad_figures_are_passed_over(author_client: Client, chapter: Chapter, key: UUID) -> None:
    answer = author_client.post(
        f"{COPIES}/{key}/", {"chapter": chapter.pk, "tick": "x", "based_on": "-3", "body": "a\0b"}
    )
    assert answer.status_code == 200
    assert WorkingCopy.objects.get().body == "ab"
    for copy in ("", "nokey", str(uuid4()), "x" * 5_000):
        assert author_client.get(f"{change(chapter)}?copy={copy}").status_code == 200


def test_more_than_any_chapter_holds_is_refused_in_words(author_client: Client, key: UUID) -> None:
    assert keep(author_client, key, body="x" * COPY_MAX_LENGTH) == 200
    assert keep(author_client, key, 2, body="x" * (COPY_MAX_LENGTH + 1)) == 413
    assert len(WorkingCopy.objects.get().body) == COPY_MAX_LENGTH


def test_of_a_deleted_chapter_nothing_is_offered(
    author_client: Client, make_chapter: MakeChapter, key: UUID
) -> None:
    chapter = make_chapter()
    keep(author_client, key, chapter=chapter.pk, body="Odd.")
    author_client.post(f"/desk/chapters/chapter/{chapter.pk}/delete/", {"post": "yes"})
    assert str(key) not in author_client.get("/desk/").content.decode()


def test_the_first_page_costs_the_same_with_more_of_everything(
    author_client: Client, make_chapter: MakeChapter, chapter: Chapter
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert author_client.get("/desk/").status_code == 200
        return len(captured)

    keep(author_client, uuid4(), chapter=chapter.pk, body="Odd.")
    make_chapter(release_in=None)
    before = queries()
    for number in range(4):
        made = make_chapter(release_in=None if number % 2 else timedelta(days=number + 1))
        keep(author_client, uuid4(), chapter=made.pk, body="Odd.")
    assert queries() <= before


@pytest.mark.parametrize("based_on", ["-1", "9" * 18, "9" * 30, "none"])
def test_a_revision_that_never_was_loses_nothing(
    author_client: Client, chapter: Chapter, key: UUID, based_on: str
) -> None:
    assert keep(author_client, key, chapter=chapter.pk, based_on=based_on, body="Sent.") == 200
    data = {**open_form(author_client, change(chapter)), "based_on": based_on, "body": "Typed."}
    page = author_client.post(change(chapter), data).content.decode()
    assert form_fields(page)["body"] == ["Typed."]
    chapter.refresh_from_db()
    assert chapter.body == "Some words."
