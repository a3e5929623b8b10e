"""Saving a chapter's text. Every save creates a revision; a stale save raises EditConflict."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.html.rendering import RENDERED_COLUMNS, render_chapter
from serial.chapters.html.text_changes import run_text_change_handlers
from serial.chapters.models import Chapter, ChapterSlug, Revision
from serial.chapters.ordering import append_chapter, lock_story, move_to_part
from serial.chapters.texts import TEXT_FIELDS, ChapterText
from serial.chapters.totals import update_totals
from serial.compiled_queries import CompiledRelatedQuery, CompiledTuples, Placeholder
from serial.slugs.generation import make_slug
from serial.slugs.history import save_with_slug
from serial.stories.models import Part, Story

# The revision that a form for a new chapter is based on after its first submission.
FIRST_REVISION = 1


class EditConflict(Exception):
    """Raised if another text was saved after editing began; `latest` is its revision."""

    def __init__(self, latest: Revision) -> None:
        super().__init__(f"revision {latest.number} is newer")
        self.latest = latest


@dataclass(frozen=True, kw_only=True)
class SaveInfo:
    """Who saves a revision, and their remark about it.

    keeps_paragraphs: only words within its paragraphs were replaced, so that each paragraph stays
    the same, with the comments on it.
    """

    by: User | None
    remark: str = ""
    restored_from: int | None = None
    keeps_paragraphs: bool = False


@transaction.atomic
def create_chapter(
    story: Story,
    text: ChapterText,
    save_info: SaveInfo,
    *,
    part: Part | None = None,
    is_numbered: bool = True,
    requested_slug: str = "",
    form_key: UUID | None = None,
    based_on: int = FIRST_REVISION,
) -> Chapter:
    """Creates a draft with its first revision at the end of the story, or of the part if given.

    If a chapter with this `form_key` exists, the text is saved to that chapter instead. That
    raises EditConflict if the chapter has another text in a revision newer than `based_on`.
    """
    story = lock_story(story.pk)
    existing = story.chapters.filter(form_key=form_key).first() if form_key else None
    if existing is not None:
        save_text(existing, text, save_info, based_on=based_on)
        return existing
    chapter = Chapter(story=story, is_numbered=is_numbered, form_key=form_key, title=text.title)
    next_number = append_chapter(chapter)
    set_slug(chapter, requested_slug or make_slug(chapter.title, f"chapter-{next_number}"))
    if part is not None:
        move_to_part(chapter, part)
        chapter.refresh_from_db(fields=["position", "number"])
    _write_revision(chapter, text.cleaned(), save_info)
    return chapter


@transaction.atomic
def save_text(
    chapter: Chapter, text: ChapterText, save_info: SaveInfo, *, based_on: int
) -> Revision:
    """Saves a text that was edited from revision number `based_on`; returns its revision.

    If the text equals the latest revision, returns that one: submitting twice saves once.
    Raises EditConflict, and changes nothing, if another text was saved after `based_on`.
    """
    chapter = lock_chapter(chapter.pk)
    check_not_stale(chapter, text, based_on)
    return save_locked(chapter, text, save_info)


def save_locked(chapter: Chapter, text: ChapterText, save_info: SaveInfo) -> Revision:
    """Saves a text to a chapter that lock_chapter() gave in this transaction."""
    text = text.cleaned()
    if chapter.text() == text:
        return latest_revision(chapter)
    return _write_revision(chapter, text, save_info)


def check_not_stale(chapter: Chapter, text: ChapterText, based_on: int) -> None:
    """Raises EditConflict if another text than this was saved after revision `based_on`."""
    if chapter.text() != text.cleaned():
        check_latest(chapter, based_on)


def check_latest(chapter: Chapter, based_on: int) -> None:
    """Raises EditConflict if any revision was saved after revision `based_on`."""
    if based_on != chapter.revision:
        raise EditConflict(latest_revision(chapter))


def latest_revision(chapter: Chapter) -> Revision:
    return chapter.revisions.get(number=chapter.revision)


@transaction.atomic
def restore_revision(chapter: Chapter, number: int, by: User | None) -> Revision:
    """Saves the text of an older revision as a new one, and returns that.

    If the text is the latest one, returns the latest revision.
    """
    chapter = lock_chapter(chapter.pk)
    old = chapter.revisions.get(number=number)
    return save_locked(chapter, old.text(), SaveInfo(by=by, restored_from=number))


def lock_chapter(pk: int) -> Chapter:
    """Returns the current chapter, locked against other saves until the transaction ends."""
    return _LOCKED_CHAPTER.get(pk)


# Locks only the chapter's row: two authors can save two chapters of one story at the same time.
_LOCKED_CHAPTER = CompiledRelatedQuery(
    lambda chapter_id: (
        Chapter.objects.select_related("story")
        .select_for_update(of=("self",))
        .filter(pk=chapter_id)
    ),
    Placeholder("chapter_id"),
)


def set_slug(chapter: Chapter, requested_slug: str) -> None:
    """Saves the chapter with this slug, or a similar free one. Former slugs keep working."""
    slug = make_slug(requested_slug, chapter.slug or "chapter")
    # Saves only the slug of an existing chapter: its text in the database may be newer.
    fields: list[str] | None = [] if chapter.pk else None
    save_chapter_slug(chapter, slug, fields)


def save_chapter_slug(chapter: Chapter, slug: str, fields: list[str] | None) -> None:
    """Saves the chapter with this slug, or a similar one that is free in its story."""
    slugs, find_owners = chapter.story.chapter_slugs, partial(_SLUG_OWNERS.rows, chapter.story_id)
    save_with_slug(chapter, "chapter", slugs, slug, find_owners=find_owners, fields=fields)


_SLUG_OWNERS = CompiledTuples(
    lambda story_id, slug, erased: ChapterSlug.objects.filter(
        story=story_id, slug__in=[slug, erased]
    ).values_list("chapter"),
    *(Placeholder("story_id"), Placeholder("chapter_slug"), Placeholder("gone_slug")),
)


def _write_revision(chapter: Chapter, text: ChapterText, save_info: SaveInfo) -> Revision:
    before = chapter.text()
    for name in TEXT_FIELDS:
        setattr(chapter, name, getattr(text, name))
    chapter.revision += 1
    chapter.text_changed_at = timezone.now()
    aligned = render_chapter(chapter, keeps_paragraphs=save_info.keeps_paragraphs)
    chapter.save(update_fields=[*TEXT_FIELDS, *RENDERED_COLUMNS, "revision", "text_changed_at"])
    added, removed = count_changed_words(before, text)
    revision = Revision.objects.create(
        chapter=chapter,
        number=chapter.revision,
        saved_by=save_info.by,
        remark=save_info.remark,
        remark_by=save_info.by if save_info.remark else None,
        restored_from=save_info.restored_from,
        words_added=added,
        words_removed=removed,
        paragraph_ids=aligned.ids,
        body_digest=aligned.digest,
        **text.as_dict(),
    )
    run_text_change_handlers(chapter, aligned.change)
    # No total counts a draft.
    if not chapter.is_draft():
        update_totals(chapter.story_id)
    return revision


def count_changed_words(before: ChapterText, after: ChapterText) -> tuple[int, int]:
    """Returns the numbers of words added and removed. A word that only moved is neither."""
    old, new = (
        Counter(chain.from_iterable(value.split("\n") for value in text.as_dict().values()))
        for text in (before, after)
    )
    # Most lines stay as they are.
    added, removed = (
        Counter(chain.from_iterable(line.split() for line in lines.elements()))
        for lines in (new - old, old - new)
    )
    return (added - removed).total(), (removed - added).total()
