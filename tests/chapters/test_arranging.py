"""Putting chapters where they belong, named by their neighbours."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter
from serial.chapters.ordering import (
    ChapterPosition,
    PositionNotFound,
    move_down,
    move_to_position,
    move_up,
)
from serial.stories.models import Part, Story
from tests.conftest import MakeChapter, MakeStory


@pytest.fixture
def four(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter(title=title) for title in "ABCD"]


def order(story: Story) -> str:
    return "".join(
        story.chapters.filter(deleted_at=None).in_order().values_list("title", flat=True)
    )


def parts_of(story: Story) -> list[str]:
    chapters = story.chapters.filter(deleted_at=None).in_order()
    return [chapter.part.title if chapter.part else "" for chapter in chapters]


def test_directly_after_another_and_back(four: list[Chapter], story: Story) -> None:
    a, b, c, _d = four
    former = move_to_position(a, ChapterPosition(c.pk, None))
    assert order(story) == "BCAD" and former == ChapterPosition(None, None)
    move_to_position(a, former)
    assert order(story) == "ABCD"
    former = move_to_position(c, ChapterPosition(None, None))
    assert order(story) == "CABD" and former == ChapterPosition(b.pk, None)


def test_numbers_follow_and_prologues_are_not_counted(
    make_chapter: MakeChapter, story: Story
) -> None:
    prologue = make_chapter(title="P", is_numbered=False)
    first, second = make_chapter(title="A"), make_chapter(title="B")
    move_to_position(second, ChapterPosition(prologue.pk, None))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (order(story), second.number, first.number) == ("PBA", 1, 2)


def test_it_goes_into_a_part(four: list[Chapter], story: Story) -> None:
    part = Part.objects.create(story=story, title="One", position=1)
    former = move_to_position(four[1], ChapterPosition(four[0].pk, part.pk))
    assert (order(story), parts_of(story)) == ("ABCD", ["", "One", "", ""])
    assert former == ChapterPosition(four[0].pk, None)
    move_to_position(four[1], former)
    assert parts_of(story) == [""] * 4


def test_steps_go_over_a_chapter_or_over_a_heading(four: list[Chapter], story: Story) -> None:
    one, two = (Part.objects.create(story=story, title=t, position=p) for p, t in enumerate("12"))
    for chapter, part in zip(four, (one, one, two, two), strict=True):
        Chapter.objects.filter(pk=chapter.pk).update(part=part)
    c = four[2]
    for expected in (("ABCD", "1112"), ("ACBD", "1112"), ("CABD", "1112"), ("CABD", "1112")):
        move_up(c)
        assert (order(story), "".join(parts_of(story))) == expected
    for expected in (("ACBD", "1112"), ("ABCD", "1112"), ("ABCD", "1122"), ("ABDC", "1122")):
        move_down(c)
        assert (order(story), "".join(parts_of(story))) == expected
    move_down(c)
    assert order(story) == "ABDC"


def test_a_neighbour_that_is_not_there_changes_nothing(
    four: list[Chapter], story: Story, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    elsewhere = make_story("Other")
    stranger = make_chapter(story=elsewhere)
    part = Part.objects.create(story=elsewhere, title="Theirs", position=1)
    delete_chapter(four[3])
    for place in (
        ChapterPosition(stranger.pk, None),
        ChapterPosition(four[3].pk, None),
        ChapterPosition(four[0].pk, None),
        ChapterPosition(0, None),
        ChapterPosition(None, part.pk),
        ChapterPosition(None, 0),
    ):
        with pytest.raises(PositionNotFound):
            move_to_position(four[0], place)
    assert order(story) == "ABC"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    moves=st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 3), st.integers(0, 1)), max_size=8)
)
def test_whatever_is_done_all_are_there_and_undoing_goes_back(
    moves: list[tuple[int, int, int]], four: list[Chapter], story: Story
) -> None:
    part = story.parts.first() or Part.objects.create(story=story, title="One", position=1)
    before = (order(story), parts_of(story))
    done: list[tuple[Chapter, ChapterPosition]] = []
    for which, after, in_part in moves:
        if which == after:
            continue
        neighbour = four[after].pk if after >= 0 else None
        place = ChapterPosition(neighbour, part.pk if in_part else None)
        done.append((four[which], move_to_position(four[which], place)))
        chapters = list(story.chapters.in_order())
        assert [chapter.position for chapter in chapters] == [1, 2, 3, 4]
        assert [chapter.number for chapter in chapters] == [1, 2, 3, 4]
        assert sorted(chapter.title for chapter in chapters) == list("ABCD")
    for chapter, former in reversed(done):
        move_to_position(chapter, former)
    assert (order(story), parts_of(story)) == before
