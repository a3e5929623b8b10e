"""Moving, inserting and deleting keep addresses; numbers are counted anew."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.authorship import make_author
from serial.chapters.deleting import delete_chapter, purge_deleted, undelete_chapter
from serial.chapters.models import Chapter
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


def order(story: Story) -> list[str]:
    kept = Chapter.objects.filter(story=story, deleted_at=None)
    return [chapter.slug for chapter in kept.in_order()]


def numbers(story: Story) -> list[int | None]:
    kept = Chapter.objects.filter(story=story, deleted_at=None)
    return list(kept.in_order().values_list("number", flat=True))


@pytest.fixture
def chapters(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter(title=title) for title in ("a", "b", "c", "d")]


def test_moving_up_down_and_beyond_the_end(chapters: list[Chapter], story: Story) -> None:
    move_chapter(chapters[3], 1)
    assert order(story) == ["d", "a", "b", "c"]
    move_chapter(chapters[3], 3)
    assert order(story) == ["a", "b", "d", "c"]
    move_chapter(chapters[0], 999)
    assert order(story) == ["b", "d", "c", "a"]
    assert numbers(story) == [1, 2, 3, 4]


def test_a_prologue_is_left_out_of_the_count(chapters: list[Chapter], story: Story) -> None:
    set_numbered(chapters[0], False)
    assert numbers(story) == [None, 1, 2, 3]


def test_deleting_renumbers_and_undeleting_brings_back_place_and_address(
    chapters: list[Chapter], story: Story
) -> None:
    delete_chapter(chapters[1])
    assert (order(story), numbers(story)) == (["a", "c", "d"], [1, 2, 3])
    undelete_chapter(chapters[1])
    assert set(order(story)) == {"a", "b", "c", "d"}
    assert order(story).index("b") in (1, 2)


def test_what_was_deleted_can_come_back_for_30_days(chapters: list[Chapter]) -> None:
    delete_chapter(chapters[0])
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert purge_deleted() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert purge_deleted() == 1
    assert not Chapter.objects.filter(pk=chapters[0].pk).exists()


def test_an_address_is_never_given_away(chapters: list[Chapter], make_chapter: MakeChapter) -> None:
    set_slug(chapters[0], "renamed")
    assert make_chapter(title="a").slug == "a-2"
    delete_chapter(chapters[1])
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        purge_deleted()
    assert make_chapter(title="b").slug == "b-2"
    set_slug(chapters[0], "a")
    chapters[0].refresh_from_db()
    assert chapters[0].slug == "a"


@pytest.mark.parametrize(
    ("title", "slug"),
    [("第一章", "第一章"), ("🦊🦊", "chapter-1"), ("", "chapter-1"), ("Ein Öl!", "ein-öl")],
)
def test_addresses_in_any_script(make_chapter: MakeChapter, title: str, slug: str) -> None:
    assert make_chapter(title=title).slug == slug


def test_two_chapters_with_one_title(make_chapter: MakeChapter) -> None:
    assert [make_chapter(title="Same").slug for _ in range(2)] == ["same", "same-2"]


def test_a_part_takes_its_chapters_along(chapters: list[Chapter], story: Story) -> None:
    first, second = (
        Part.objects.create(story=story, title=title, position=position)
        for position, title in enumerate(("one", "two"))
    )
    for chapter, part in zip(chapters[1:], (first, first, second), strict=True):
        move_to_part(chapter, part)
    assert order(story) == ["a", "b", "c", "d"]
    Part.objects.filter(pk=first.pk).update(position=5)
    sort_by_parts(story)
    assert order(story) == ["a", "d", "b", "c"]


def test_a_chapter_joins_the_end_of_its_part(chapters: list[Chapter], story: Story) -> None:
    part = Part.objects.create(story=story, title="one")
    move_to_part(chapters[0], part)
    move_to_part(chapters[1], part)
    move_to_part(chapters[3], part)
    assert order(story) == ["a", "b", "d", "c"]


class TestAnySequenceOfMoves(TestCase):
    """Places stay 1 to n and numbers count whoever is counted, whatever is done."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("mdun"), st.integers(1, 7))))
    def test_places_and_numbers(self, acts: list[tuple[int, str, int]]) -> None:
        author = make_user("hypo")
        make_author(author)
        story = Story(title="x")
        story.save_with_slug()
        made = [create_chapter(story, ChapterText(), SaveInfo(by=author)) for _ in range(5)]
        for index, act, place in acts:
            chapter = Chapter.objects.get(pk=made[index].pk)
            if act == "m" and chapter.deleted_at is None:
                move_chapter(chapter, place)
            elif act == "d":
                delete_chapter(chapter)
            elif act == "u":
                undelete_chapter(chapter)
            elif act == "n":
                set_numbered(chapter, not chapter.is_numbered)
        kept = list(Chapter.objects.filter(story=story, deleted_at=None).in_order())
        assert [chapter.position for chapter in kept] == list(range(1, len(kept) + 1))
        counted = [chapter.number for chapter in kept if chapter.is_numbered]
        assert counted == list(range(1, len(counted) + 1))
        assert all(chapter.number is None for chapter in kept if not chapter.is_numbered)
