"""Moving chapters to positions that are given by a neighbour and a part."""

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
from tests.sampling import examples
from tests.shared_rows import shared_rows


@shared_rows
def four_chapters(make_chapter: MakeChapter) -> list[Chapter]:
    return [make_chapter(title=title) for title in "ABCD"]


def titles_in_order(story: Story) -> str:
    return "".join(
        story.chapters.filter(deleted_at=None).in_order().values_list("title", flat=True)
    )


def part_titles(story: Story) -> list[str]:
    chapters = story.chapters.filter(deleted_at=None).in_order()
    return [chapter.part.title if chapter.part else "" for chapter in chapters]


def test_move_after_another_chapter_and_back(four_chapters: list[Chapter], story: Story) -> None:
    a, b, c, _d = four_chapters
    former = move_to_position(a, ChapterPosition(c.pk, None))
    assert titles_in_order(story) == "BCAD" and former == ChapterPosition(None, None)
    move_to_position(a, former)
    assert titles_in_order(story) == "ABCD"
    former = move_to_position(c, ChapterPosition(None, None))
    assert titles_in_order(story) == "CABD" and former == ChapterPosition(b.pk, None)


def test_moving_renumbers_chapters_but_not_prologues(
    make_chapter: MakeChapter, story: Story
) -> None:
    prologue = make_chapter(title="P", is_numbered=False)
    first, second = make_chapter(title="A"), make_chapter(title="B")
    move_to_position(second, ChapterPosition(prologue.pk, None))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (titles_in_order(story), second.number, first.number) == ("PBA", 1, 2)


def test_move_into_a_part_and_out(four_chapters: list[Chapter], story: Story) -> None:
    part = Part.objects.create(story=story, title="One", position=1)
    former = move_to_position(four_chapters[1], ChapterPosition(four_chapters[0].pk, part.pk))
    assert (titles_in_order(story), part_titles(story)) == ("ABCD", ["", "One", "", ""])
    assert former == ChapterPosition(four_chapters[0].pk, None)
    move_to_position(four_chapters[1], former)
    assert part_titles(story) == [""] * 4


def test_move_up_and_down_passes_one_chapter_or_part_heading(
    four_chapters: list[Chapter], story: Story
) -> None:
    one, two = (Part.objects.create(story=story, title=t, position=p) for p, t in enumerate("12"))
    for chapter, part in zip(four_chapters, (one, one, two, two), strict=True):
        Chapter.objects.filter(pk=chapter.pk).update(part=part)
    c = four_chapters[2]
    for expected in (("ABCD", "1112"), ("ACBD", "1112"), ("CABD", "1112"), ("CABD", "1112")):
        move_up(c)
        assert (titles_in_order(story), "".join(part_titles(story))) == expected
    for expected in (("ACBD", "1112"), ("ABCD", "1112"), ("ABCD", "1122"), ("ABDC", "1122")):
        move_down(c)
        assert (titles_in_order(story), "".join(part_titles(story))) == expected
    move_down(c)
    assert titles_in_order(story) == "ABDC"


def test_unknown_neighbour_or_part_raises_and_changes_nothing(
    four_chapters: list[Chapter], story: Story, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    other_story = make_story("Other")
    foreign_chapter = make_chapter(story=other_story)
    part = Part.objects.create(story=other_story, title="Foreign", position=1)
    delete_chapter(four_chapters[3])
    for position in (
        ChapterPosition(foreign_chapter.pk, None),
        ChapterPosition(four_chapters[3].pk, None),
        ChapterPosition(four_chapters[0].pk, None),
        ChapterPosition(0, None),
        ChapterPosition(None, part.pk),
        ChapterPosition(None, 0),
    ):
        with pytest.raises(PositionNotFound):
            move_to_position(four_chapters[0], position)
    assert titles_in_order(story) == "ABC"


@pytest.mark.extended
@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    moves=st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 3), st.integers(0, 1)), max_size=8)
)
def test_any_moves_keep_all_chapters_and_can_be_undone(
    moves: list[tuple[int, int, int]], four_chapters: list[Chapter], story: Story
) -> None:
    part = story.parts.first() or Part.objects.create(story=story, title="One", position=1)
    before = (titles_in_order(story), part_titles(story))
    done: list[tuple[Chapter, ChapterPosition]] = []
    for moved, after, in_part in moves:
        if moved == after:
            continue
        neighbour = four_chapters[after].pk if after >= 0 else None
        position = ChapterPosition(neighbour, part.pk if in_part else None)
        done.append((four_chapters[moved], move_to_position(four_chapters[moved], position)))
        chapters = list(story.chapters.in_order())
        assert [chapter.position for chapter in chapters] == [1, 2, 3, 4]
        assert [chapter.number for chapter in chapters] == [1, 2, 3, 4]
        assert sorted(chapter.title for chapter in chapters) == list("ABCD")
    for chapter, former in reversed(done):
        move_to_position(chapter, former)
    assert (titles_in_order(story), part_titles(story)) == before
