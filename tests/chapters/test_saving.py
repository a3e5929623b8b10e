"""Every save creates a revision, and a stale save is refused."""

from uuid import uuid4

import pytest

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import (
    EditConflict,
    SaveInfo,
    count_changed_words,
    create_chapter,
    restore_revision,
    save_text,
)
from serial.chapters.texts import ChapterText
from serial.stories.models import Story
from tests.conftest import MakeChapter


def test_save_creates_a_revision_with_user_and_word_counts(chapter: Chapter, author: User) -> None:
    text = ChapterText(title="One", body="Some *other* words, here.")
    revision = save_text(chapter, text, SaveInfo(by=author, remark="better"), based_on=1)
    assert (revision.number, revision.saved_by, revision.remark) == (2, author, "better")
    assert (revision.words_added, revision.words_removed) == (4, 1)
    chapter.refresh_from_db()
    assert chapter.body_html == f'<p id="c{chapter.pk}-b1">Some <em>other</em> words, here.</p>'
    assert chapter.first_sentences == "Some other words, here."
    assert (chapter.title, chapter.words, chapter.revision) == ("One", 4, 2)


def test_word_that_moved_to_another_line_or_field_is_not_counted() -> None:
    before = ChapterText(title="A lamp", body="One two\nthree.\n\nFour four.")
    after = ChapterText(note_before="lamp", body="three.\n\nFour  A\n\nTwo two One")
    # Added: "Two". Removed: one "four.".
    assert count_changed_words(before, after) == (1, 1)
    assert count_changed_words(after, before) == (1, 1)
    assert count_changed_words(before, before) == (0, 0)


def test_save_based_on_an_older_revision_is_refused_and_changes_nothing(
    chapter: Chapter, author: User, other_author: User
) -> None:
    save_text(chapter, ChapterText(body="Theirs."), SaveInfo(by=other_author), based_on=1)
    with pytest.raises(EditConflict) as refused:
        save_text(chapter, ChapterText(body="Mine."), SaveInfo(by=author), based_on=1)
    assert refused.value.latest.body == "Theirs."
    chapter.refresh_from_db()
    assert chapter.body == "Theirs."
    assert chapter.revisions.count() == 2


def test_saving_the_same_text_twice_creates_one_revision(chapter: Chapter, author: User) -> None:
    text = ChapterText(body="Better words.")
    first = save_text(chapter, text, SaveInfo(by=author), based_on=1)
    again = save_text(chapter, text, SaveInfo(by=author), based_on=1)
    assert first == again


def test_submitting_a_form_twice_creates_one_chapter(story: Story, author: User) -> None:
    key = uuid4()
    text = ChapterText(body="Once.")
    first = create_chapter(story, text, SaveInfo(by=author), form_key=key)
    again = create_chapter(story, text, SaveInfo(by=author), form_key=key)
    assert first == again
    assert story.chapters.count() == 1


def test_restoring_creates_a_new_revision_and_keeps_all(chapter: Chapter, author: User) -> None:
    save_text(chapter, ChapterText(body="Worse."), SaveInfo(by=author), based_on=1)
    restored = restore_revision(chapter, 1, by=author)
    assert (restored.number, restored.restored_from) == (3, 1)
    chapter.refresh_from_db()
    assert chapter.body == "Some words."
    assert [revision.body for revision in chapter.revisions.all()] == [
        "Some words.",
        "Worse.",
        "Some words.",
    ]


def test_restoring_the_latest_text_creates_no_revision(chapter: Chapter, author: User) -> None:
    assert restore_revision(chapter, 1, by=author).number == 1
    assert chapter.revisions.count() == 1


def test_chapter_keeps_its_slug_when_its_title_changes(
    make_chapter: MakeChapter, author: User
) -> None:
    chapter = make_chapter(title="The First")
    save_text(chapter, ChapterText(title="Other"), SaveInfo(by=author), based_on=1)
    chapter.refresh_from_db()
    assert chapter.slug == "the-first"
