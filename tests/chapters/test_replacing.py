"""Replacing words in a story: each chapter is saved exactly once; all are undone in one step."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.models import Chapter, Replacement, ReplacementChapter
from serial.chapters.replacing import running
from serial.chapters.replacing.progress import progress_of
from serial.chapters.replacing.running import run_chapters
from serial.chapters.replacing.searching import SEARCHED_FIELDS, search_story
from serial.chapters.replacing.starting import (
    ChosenChapter,
    start_replacement,
    stop_replacement,
    undo_replacement,
)
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.jobs.models import Job
from serial.jobs.running import run_next
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.stories.models import Credit, Story
from tests.comments.conftest import MakeComment
from tests.comments.conftest import make_comment as make_comment  # the fixture
from tests.conftest import MakeChapter
from tests.shared_rows import shared_rows

WORDS = "It was Mara. *Mara*, Ma*ra* and Mara’s lamp."
REPLACED = "It was Ines. *Ines*, Ma*ra* and Ines’s lamp."


def start(
    story: Story, by: User, chapters: list[Chapter], *, numbers: Any = None, **options: Any
) -> Replacement:
    values = {"searched": "Mara", "replacement": "Ines", "fields": list(SEARCHED_FIELDS), **options}
    chosen = [ChosenChapter(each.pk, each.revision, numbers) for each in chapters]
    return start_replacement(Replacement(story=story, by=by, **values), chosen)


def work() -> None:
    """As the worker does, until nothing is due."""
    while run_next("quick"):
        pass
    assert not Job.objects.exists()


def bodies(story: Story) -> list[str]:
    return list(story.chapters.order_by("pk").values_list("body", flat=True))


def change(chapter: Chapter, body: str, by: User) -> None:
    chapter.refresh_from_db()
    save_text(chapter, ChapterText(body=body), SaveInfo(by=by), based_on=chapter.revision)


@shared_rows
def chapters(make_chapter: MakeChapter) -> list[Chapter]:
    texts = [WORDS, "Mara ran.\n\nMara\n\nShe fell.", "Mara slept.", "Mara woke."]
    made = [make_chapter(text, title=f"Mara {n}") for n, text in enumerate(texts)]
    for chapter in made:
        chapter.refresh_from_db()
    return made


def test_search_finds_the_chapters_in_order(story: Story, chapters: list[Chapter]) -> None:
    delete_chapter(chapters[3])
    query = Replacement(searched="mara s").query()
    assert search_story(story, query, ["title"]) == []
    found = search_story(story, query, ["body", "title"])
    assert [(each.chapter.pk, len(each.places)) for each in found] == [(chapters[2].pk, 1)]
    found = search_story(story, Replacement(searched="mara").query(), SEARCHED_FIELDS)
    assert [len(each.places) for each in found] == [5, 3, 2]
    assert [place.field for place in found[1].places] == ["title", "body", "body"]


def test_each_chapter_becomes_a_revision_with_its_remark(
    story: Story, chapters: list[Chapter], author: User
) -> None:
    replacement = start(story, author, chapters[:2])
    ids = [block.id for block in split_into_blocks(chapters[1].body_html)]
    work()
    # Only the places that can be replaced: "Ma*ra*" has nothing in common with "Ines".
    assert bodies(story)[0] == REPLACED.replace("Ma*ra*", "Ines")
    saved = Chapter.objects.get(pk=chapters[1].pk)
    assert saved.text() == ChapterText(title="Ines 1", body="Ines ran.\n\nInes\n\nShe fell.")
    # Also of the paragraph of which no word is left.
    assert [block.id for block in split_into_blocks(saved.body_html)] == ids
    revision = saved.revisions.get(number=saved.revision)
    assert (revision.saved_by, revision.number) == (author, 2)
    assert revision.remark == "Replaced “Mara” by “Ines”, 3 places"
    replacement.refresh_from_db()
    progress = progress_of([replacement])[replacement.pk]
    assert replacement.ended_at and (progress.done, progress.places) == (2, 8)
    assert bodies(story)[2:] == ["Mara slept.", "Mara woke."]


def test_only_chosen_places_are_replaced(
    story: Story, chapters: list[Chapter], author: User
) -> None:
    start(story, author, chapters[:1], numbers=[2, 4], fields=["title", "body"])
    work()
    assert bodies(story)[0] == "It was Mara. *Ines*, Ma*ra* and Ines’s lamp."


def test_chapters_changed_since_are_left_out_and_named(
    story: Story, chapters: list[Chapter], author: User
) -> None:
    replacement = start(story, author, chapters)
    change(chapters[0], "Mara stays.", author)
    delete_chapter(chapters[1])
    Chapter.objects.filter(pk=chapters[2].pk).update(revision=9)
    work()
    assert bodies(story)[0] == "Mara stays." and bodies(story)[3] == "Ines woke."
    rows = replacement.chapters.order_by("pk").values_list("progress", "reason")
    changed = ("left-out", "Its text was changed meanwhile.")
    deleted = ("left-out", "It was deleted meanwhile.")
    assert list(rows) == [changed, deleted, changed, ("done", "")]


def test_a_text_that_would_be_too_long_is_left_out(
    story: Story, make_chapter: MakeChapter, author: User
) -> None:
    chapter = make_chapter("Mara", title="Mara" * 75)
    chapter.refresh_from_db()
    replacement = start(story, author, [chapter], replacement="Marianne")
    work()
    assert replacement.chapters.get().reason == "Its title would be too long."
    assert bodies(story) == ["Mara"]


def test_undo_brings_back_what_was_not_changed_since(
    story: Story, chapters: list[Chapter], author: User
) -> None:
    before = bodies(story)
    replacement = start(story, author, chapters)
    work()
    change(chapters[1], "Ines stays.", author)
    undo_replacement(replacement.pk, author)
    # Asked for a second time: nothing more happens.
    undo_replacement(replacement.pk, author)
    work()
    assert bodies(story) == [before[0], "Ines stays.", *before[2:]]
    chapter = Chapter.objects.get(pk=chapters[0].pk)
    revision = chapter.revisions.get(number=3)
    assert (revision.restored_from, revision.remark) == (1, "Undone: Replaced “Mara” by “Ines”")
    assert (chapter.title, chapter.body_html) == ("Mara 0", chapters[0].body_html)
    replacement.refresh_from_db()
    progress = progress_of([replacement])[replacement.pk]
    assert replacement.undone_at and (progress.refused, progress.handled, progress.steps) == (
        1,
        4,
        4,
    )


def test_killed_in_the_middle_it_goes_on_and_saves_each_chapter_once(
    story: Story, chapters: list[Chapter], author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHAPTERS_AT_ONCE", 1)
    replacement = start(story, author, chapters)
    assert run_next("quick")
    assert run_next("quick")

    def end(*_args: Any, **_options: Any) -> None:
        raise SystemExit

    # In the third chapter, after its revision was written.
    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(ReplacementChapter, "save", end)
        run_next("quick")
    assert "Mara" in bodies(story)[2]
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    work()
    # A job that was run again because its lease had ended finds nothing to do.
    assert run_chapters({"replacement": replacement.pk}) is None
    assert all("Mara" not in body for body in bodies(story))
    assert [chapter.revisions.count() for chapter in chapters] == [2, 2, 2, 2]


def test_who_may_not_write_the_story_starts_nothing(
    story: Story, chapters: list[Chapter], author: User, other_author: User
) -> None:
    with pytest.raises(PermissionDenied):
        start(story, other_author, chapters)
    replacement = start(story, author, chapters)
    for act in (stop_replacement, undo_replacement):
        with pytest.raises(PermissionDenied):
            act(replacement.pk, other_author)
    # Their credit ends before the worker comes.
    Credit.objects.filter(story=story).delete()
    work()
    replacement.refresh_from_db()
    assert replacement.stopped_at and "Ines" not in "".join(bodies(story))


def test_stopped_it_leaves_the_rest(
    story: Story, chapters: list[Chapter], author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHAPTERS_AT_ONCE", 2)
    replacement = start(story, author, chapters)
    run_next("quick")
    stop_replacement(replacement.pk, author)
    work()
    assert ["Ines" in body for body in bodies(story)] == [True, True, False, False]
    undo_replacement(replacement.pk, author)
    work()
    assert all("Ines" not in body for body in bodies(story))


def test_comments_stay_on_their_paragraphs(
    story: Story, chapters: list[Chapter], author: User, make_comment: MakeComment
) -> None:
    chapter = chapters[1]
    second = split_into_blocks(chapter.body_html)[1].id
    quoted = "Mara ran fast, and Mara fell down the stairs."
    change(chapter, f"{quoted}\n\nMara\n\nShe fell.", author)
    chapter.refresh_from_db()
    first = split_into_blocks(chapter.body_html)[0].id
    on_quote = make_comment("Oh.", chapter=chapter, paragraph=first, quote=quoted)
    on_name = make_comment("Her.", chapter=chapter, paragraph=second, quote="Mara")
    # Not one of the quoted words is left.
    start(story, author, [chapter], searched=quoted[:-1], replacement="Ines")
    work()
    start(story, author, [Chapter.objects.get(pk=chapter.pk)])
    work()
    assert Chapter.objects.get(pk=chapter.pk).body == "Ines.\n\nInes\n\nShe fell."
    for comment, paragraph in ((on_quote, first), (on_name, second)):
        comment.refresh_from_db()
        assert comment.paragraph == paragraph
