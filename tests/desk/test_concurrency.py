"""Concurrent saves of one chapter: no save overwrites another unseen."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text, set_slug
from serial.chapters.texts import ChapterText
from serial.stories.models import Story
from tests.conftest import MakeChapter, client_of
from tests.desk.forms import form_fields, open_form
from tests.diff_words import without_diff_words


def change_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/change/"


def test_conflicting_save_is_refused_and_shows_differences(
    author_client: Client, other_author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("The red fox ran.", title="Fox")
    opened = open_form(author_client, change_url(chapter))
    other_text = ChapterText(title="Fox", body="The grey fox ran.")
    save_text(chapter, other_text, SaveInfo(by=other_author), based_on=1)

    typed = {"body": "The red fox slept.", "note_after": "Mine, too", "remark": "sleepy"}
    refused = author_client.post(change_url(chapter), {**opened, **typed})
    page = without_diff_words(refused.content.decode())
    assert refused.status_code == 200
    assert "Not saved: somebody else saved this chapter in the meantime." in page
    assert "<del>grey</del><ins>red</ins>" in page
    assert "<del>ran</del><ins>slept</ins>" in page
    fields = form_fields(page)
    assert {name: fields[name] for name in typed} == {k: [v] for k, v in typed.items()}
    assert Chapter.objects.get().body == "The grey fox ran."

    # The page showed both texts: saving again overwrites, and theirs stays as a revision.
    again = author_client.post(change_url(chapter), fields)
    assert again.status_code == 302
    bodies = list(chapter.revisions.order_by("number").values_list("body", flat=True))
    assert bodies == ["The red fox ran.", "The grey fox ran.", "The red fox slept."]


def test_another_save_in_between_is_refused_again(
    author_client: Client, other_author: User, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter("One.")
    opened = open_form(author_client, change_url(chapter))
    save_text(chapter, ChapterText(body="Two."), SaveInfo(by=other_author), based_on=1)
    refused = author_client.post(change_url(chapter), {**opened, "body": "Mine."})
    save_text(chapter, ChapterText(body="Three."), SaveInfo(by=other_author), based_on=2)
    again = author_client.post(change_url(chapter), form_fields(refused.content.decode()))
    assert "Not saved" in again.content.decode()
    assert Chapter.objects.get().body == "Three."


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_two_simultaneous_saves_is_refused(author: User, make_chapter: MakeChapter) -> None:
    chapter = make_chapter("One.")
    start, statuses = Barrier(2), []

    def save(body: str) -> None:
        client = client_of(author)
        opened = open_form(client, change_url(chapter))
        start.wait()
        statuses.append(client.post(change_url(chapter), {**opened, "body": body}).status_code)
        connection.close()

    threads = [Thread(target=save, args=[f"Text {n}."]) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 302]
    assert chapter.revisions.count() == 2


def test_resubmitted_form_of_a_new_chapter_loses_nothing(
    author_client: Client, other_author: User, story: Story
) -> None:
    add_url = "/desk/chapters/chapter/add/"
    data = open_form(author_client, f"{add_url}?story={story.pk}")
    author_client.post(add_url, {**data, "body": "First."})
    author_client.post(add_url, {**data, "body": "First, and more."})
    chapter = story.chapters.get()
    assert (chapter.body, chapter.revision) == ("First, and more.", 2)

    refused = author_client.post(add_url, {**data, "body": "Something else."})
    page = refused.content.decode()
    assert "Not saved" in page and "Something else." in page
    assert author_client.post(add_url, form_fields(page)).status_code == 302
    chapter.refresh_from_db()
    assert (chapter.body, chapter.revision) == ("Something else.", 3)


def test_new_story_submitted_twice_is_created_once(author_client: Client) -> None:
    add_url = "/desk/stories/story/add/"
    data = {**open_form(author_client, add_url), "title": "Once"}
    for title in ("Once", "Once more"):
        assert author_client.post(add_url, {**data, "title": title}).status_code == 302
    story = Story.objects.get()
    assert (story.title, story.slug, story.credits.count()) == ("Once more", "once", 1)


def test_changing_the_slug_keeps_newer_text(chapter: Chapter, author: User) -> None:
    opened = Chapter.objects.get(pk=chapter.pk)
    save_text(chapter, ChapterText(body="Newer."), SaveInfo(by=author), based_on=1)
    set_slug(opened, "elsewhere")
    chapter.refresh_from_db()
    assert (chapter.body, chapter.slug) == ("Newer.", "elsewhere")
