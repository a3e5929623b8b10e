"""Several chapters of the list at once: publish, take back, move to a part."""

from datetime import timedelta

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, MakeStory
from tests.desk.forms import form_fields

LIST = "/desk/chapters/chapter/"
DAY = timedelta(days=1)


def act(client: Client, action: str, *chapters: Chapter, **more: object) -> str:
    """The page that comes of it, the list again or one that asks."""
    data = {"action": action, "_selected_action": [chapter.pk for chapter in chapters], **more}
    answer = client.post(LIST, data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def send_back(client: Client, page: str, **changed: object) -> str:
    return client.post(LIST, {**form_fields(page), **changed}, follow=True).content.decode()


def test_publish_now_says_what_came_out(author_client: Client, make_chapter: MakeChapter) -> None:
    out = make_chapter()
    waiting = [make_chapter(release_in=None), make_chapter(release_in=DAY)]
    assert "2 chapters are out." in act(author_client, "publish_selected", out, *waiting)
    released = Chapter.objects.released()
    assert released.count() == 3
    assert len({released.get(pk=chapter.pk).release_at for chapter in waiting}) == 1
    assert released.get(pk=out.pk).release_at == out.release_at
    assert "these are out already" in act(author_client, "publish_selected", out)


def test_publish_now_in_a_story_that_nobody_sees(
    author_client: Client, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(story=make_story("Hidden", visibility="draft"), release_in=None)
    page = act(author_client, "publish_selected", chapter)
    assert "“Hidden” is itself a draft" in page


def test_back_to_draft_of_what_is_out_asks_first(
    author_client: Client, make_chapter: MakeChapter, story: Story
) -> None:
    out, soon = make_chapter(title="Read by many"), make_chapter(title="Soon", release_in=DAY)
    page = act(author_client, "revert_selected_to_draft", out, soon)
    assert "readers will no longer find it" in page and "The Lamp: Read by many" in page
    assert "The Lamp: Soon" not in page
    assert Chapter.objects.drafts().count() == 0
    assert "2 chapters are drafts again." in send_back(author_client, page, stage="confirm")
    assert Chapter.objects.drafts().count() == 2
    story.refresh_from_db()
    assert (story.chapter_count, story.next_release_at) == (0, None)


def test_back_to_draft_of_what_waits_need_not_ask(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    soon, draft = make_chapter(release_in=DAY), make_chapter(release_in=None)
    assert "1 chapter is a draft again." in act(
        author_client, "revert_selected_to_draft", soon, draft
    )
    assert "these are drafts" in act(author_client, "revert_selected_to_draft", soon, draft)


def test_everything_in_the_list_and_no_more(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapters = [make_chapter(title="The lamp") for _ in range(3)]
    other = make_chapter(title="Else")
    answer = author_client.post(
        f"{LIST}?q=lamp",
        {
            "action": "revert_selected_to_draft",
            "_selected_action": chapters[0].pk,
            "select_across": "1",
        },
    )
    fields = form_fields(answer.content.decode())
    author_client.post(f"{LIST}?q=lamp", {**fields, "stage": "confirm"})
    assert set(Chapter.objects.drafts()) == set(chapters)
    other.refresh_from_db()
    assert other.is_released()


@pytest.mark.parametrize("pk", ["x", "", "-1", "1" * 19, "9" * 5000, "²", "1.0"])
def test_what_is_no_chapter_at_all(author_client: Client, chapter: Chapter, pk: str) -> None:
    data = {"action": "publish_selected", "_selected_action": [pk]}
    assert author_client.post(LIST, data).status_code == 404


def test_nothing_is_done_to_what_was_deleted(author_client: Client, chapter: Chapter) -> None:
    Chapter.objects.update(deleted_at=chapter.created_at)
    before = Chapter.objects.values().get()
    for action in ("publish_selected", "revert_selected_to_draft", "schedule_selected"):
        data = {"action": action, "_selected_action": chapter.pk, "stage": "confirm"}
        assert author_client.post(f"{LIST}?deleted=yes", data).status_code == 302
    data["action"] = "move_selected_to_part"
    assert author_client.post(f"{LIST}?deleted=yes", data).status_code == 302
    assert Chapter.objects.values().get() == before


@pytest.fixture
def parts(story: Story) -> list[Part]:
    return [Part.objects.create(story=story, title=f"Part {n}", position=n) for n in "12"]


def order(story: Story) -> list[str]:
    return [str(chapter) for chapter in story.chapters.in_order()]


def test_move_to_a_part(
    author_client: Client, story: Story, parts: list[Part], make_chapter: MakeChapter
) -> None:
    chapters = [make_chapter(title=title) for title in "abcde"]
    page = act(author_client, "move_selected_to_part", chapters[3], chapters[1])
    assert "Part 1" in page and "Part 2" in page
    page = send_back(author_client, page, stage="confirm", part=parts[0].pk)
    assert "2 chapters are in this part now: Part 1." in page
    assert order(story) == ["a", "b", "d", "c", "e"]
    page = act(author_client, "move_selected_to_part", chapters[0])
    send_back(author_client, page, stage="confirm", part=parts[0].pk)
    assert order(story) == ["b", "d", "a", "c", "e"]
    assert [c.title for c in parts[0].chapters.in_order()] == ["b", "d", "a"]
    page = act(author_client, "move_selected_to_part", chapters[1])
    page = send_back(author_client, page, stage="confirm", part="")
    assert "1 chapter is in no part now." in page
    assert order(story) == ["b", "d", "a", "c", "e"]


def test_move_within_one_story_only(
    author_client: Client, chapter: Chapter, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    other = make_chapter(story=make_story("Other"))
    page = act(author_client, "move_selected_to_part", chapter, other)
    assert "Choose chapters of one story" in page


@pytest.mark.parametrize("part", ["theirs", "x", "99999999999999999999"])
def test_move_to_a_part_that_is_not_of_this_story(
    author_client: Client, chapter: Chapter, make_story: MakeStory, part: str
) -> None:
    theirs = Part.objects.create(story=make_story("Other"), title="Theirs")
    chosen = theirs.pk if part == "theirs" else part
    page = act(author_client, "move_selected_to_part", chapter, stage="confirm", part=chosen)
    assert "Select a valid choice" in page
    chapter.refresh_from_db()
    assert chapter.part is None
