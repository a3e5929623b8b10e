"""Moving, inserting and deleting chapters keeps their slugs and renumbers them."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.authorship import make_author
from serial.chapters.deleting import delete_chapter, purge_deleted, undelete_chapter
from serial.chapters.models import Chapter, ChapterSlug
from serial.chapters.ordering import (
    move_chapter,
    move_to_part,
    set_numbered,
    sort_by_parts,
)
from serial.chapters.saving import SaveInfo, create_chapter, set_slug
from serial.chapters.texts import ChapterText
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, make_user
from tests.rolling_back import try_each
from tests.sampling import examples
from tests.shared_rows import shared_rows


def slugs_in_order(story: Story) -> list[str]:
    chapters = Chapter.objects.filter(story=story, deleted_at=None)
    return [chapter.slug for chapter in chapters.in_order()]


def numbers(story: Story) -> list[int | None]:
    chapters = Chapter.objects.filter(story=story, deleted_at=None)
    return list(chapters.in_order().values_list("number", flat=True))


@shared_rows
def chapters(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter(title=title) for title in ("a", "b", "c", "d")]


def test_move_up_down_and_beyond_the_end(chapters: list[Chapter], story: Story) -> None:
    move_chapter(chapters[3], 1)
    assert slugs_in_order(story) == ["d", "a", "b", "c"]
    move_chapter(chapters[3], 3)
    assert slugs_in_order(story) == ["a", "b", "d", "c"]
    move_chapter(chapters[0], 999)
    assert slugs_in_order(story) == ["b", "d", "c", "a"]
    assert numbers(story) == [1, 2, 3, 4]


def test_prologue_has_no_number(chapters: list[Chapter], story: Story) -> None:
    set_numbered(chapters[0], False)
    assert numbers(story) == [None, 1, 2, 3]


def test_new_chapter_is_the_last_and_gets_the_next_number(
    chapters: list[Chapter], story: Story, make_chapter: MakeChapter
) -> None:
    delete_chapter(chapters[1])
    make_chapter(title="e", is_numbered=False)
    make_chapter()
    assert slugs_in_order(story) == ["a", "c", "d", "e", "chapter-4"]
    assert numbers(story) == [1, 2, 3, None, 4]
    positions = Chapter.objects.filter(story=story, deleted_at=None).in_order()
    assert list(positions.values_list("position", flat=True)) == [1, 2, 3, 4, 5]


def test_deleting_renumbers_and_undeleting_restores_position_and_slug(
    chapters: list[Chapter], story: Story
) -> None:
    delete_chapter(chapters[1])
    assert (slugs_in_order(story), numbers(story)) == (["a", "c", "d"], [1, 2, 3])
    undelete_chapter(chapters[1])
    assert set(slugs_in_order(story)) == {"a", "b", "c", "d"}
    assert slugs_in_order(story).index("b") in (1, 2)


def test_deleted_chapter_is_purged_after_30_days(
    chapters: list[Chapter], guest_client: Client
) -> None:
    delete_chapter(chapters[0])
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert purge_deleted() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert purge_deleted() == 1
    assert not Chapter.objects.filter(pk=chapters[0].pk).exists()
    # Its URL says that it is gone, and has no words of its title any more.
    assert guest_client.get(chapters[0].get_absolute_url()).status_code == 410
    assert not ChapterSlug.objects.filter(slug=chapters[0].slug).exists()


def test_former_slug_is_never_given_to_another_chapter(
    chapters: list[Chapter], make_chapter: MakeChapter
) -> None:
    set_slug(chapters[0], "renamed")
    assert make_chapter(title="a").slug == "a-2"
    delete_chapter(chapters[1])
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        purge_deleted()
    assert make_chapter(title="b").slug == "b-2"
    set_slug(chapters[0], "a")
    chapters[0].refresh_from_db()
    assert chapters[0].slug == "a"


@try_each(
    "title, slug",
    [("第一章", "第一章"), ("🦊🦊", "chapter-1"), ("", "chapter-1"), ("Ein Öl!", "ein-öl")],
)
def test_slug_keeps_any_script(make_chapter: MakeChapter, title: str, slug: str) -> None:
    assert make_chapter(title=title).slug == slug


def test_chapters_with_the_same_title_get_different_slugs(make_chapter: MakeChapter) -> None:
    assert [make_chapter(title="Same").slug for _ in range(2)] == ["same", "same-2"]


def test_moving_a_part_moves_its_chapters(chapters: list[Chapter], story: Story) -> None:
    first, second = (
        Part.objects.create(story=story, title=title, position=position)
        for position, title in enumerate(("one", "two"))
    )
    for chapter, part in zip(chapters[1:], (first, first, second), strict=True):
        move_to_part(chapter, part)
    assert slugs_in_order(story) == ["a", "b", "c", "d"]
    Part.objects.filter(pk=first.pk).update(position=5)
    sort_by_parts(story)
    assert slugs_in_order(story) == ["a", "d", "b", "c"]


def test_chapter_is_added_at_the_end_of_its_part(chapters: list[Chapter], story: Story) -> None:
    part = Part.objects.create(story=story, title="one")
    move_to_part(chapters[0], part)
    move_to_part(chapters[1], part)
    move_to_part(chapters[3], part)
    assert slugs_in_order(story) == ["a", "b", "d", "c"]


class TestAnySequenceOfMoves(TestCase):
    """After any moves, positions are 1 to n and numbers count the numbered chapters."""

    @settings(max_examples=examples(25))
    @given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("mdun"), st.integers(1, 7))))
    def test_positions_and_numbers(self, steps: list[tuple[int, str, int]]) -> None:
        author = make_user("hypo")
        make_author(author)
        story = Story(title="x")
        story.save_with_slug()
        created = [create_chapter(story, ChapterText(), SaveInfo(by=author)) for _ in range(5)]
        for index, step, position in steps:
            chapter = Chapter.objects.get(pk=created[index].pk)
            if step == "m" and chapter.deleted_at is None:
                move_chapter(chapter, position)
            elif step == "d":
                delete_chapter(chapter)
            elif step == "u":
                undelete_chapter(chapter)
            elif step == "n":
                set_numbered(chapter, not chapter.is_numbered)
        remaining = list(Chapter.objects.filter(story=story, deleted_at=None).in_order())
        assert [chapter.position for chapter in remaining] == list(range(1, len(remaining) + 1))
        numbered = [chapter.number for chapter in remaining if chapter.is_numbered]
        assert numbered == list(range(1, len(numbered) + 1))
        assert all(chapter.number is None for chapter in remaining if not chapter.is_numbered)
