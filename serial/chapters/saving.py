"""Saving a chapter's words. Every save is a revision, and none goes over another unseen."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter, Revision
from serial.chapters.ordering import lock_story, move_to_part
from serial.chapters.paragraph_ids import run_text_change_handlers
from serial.chapters.rendering import RENDERED_COLUMNS, render_chapter
from serial.chapters.texts import TEXT_FIELDS, ChapterText
from serial.chapters.totals import update_totals
from serial.slugs.generation import make_slug
from serial.slugs.history import save_with_slug
from serial.stories.models import Part, Story

# What a form for a new chapter begins with, once it was sent.
FIRST_REVISION = 1


class EditConflict(Exception):
    """Somebody saved the chapter since this text was begun; `newest` is what they saved."""

    def __init__(self, newest: Revision) -> None:
        super().__init__(f"revision {newest.number} is newer")
        self.newest = newest


@dataclass(frozen=True, kw_only=True)
class SaveInfo:
    """Who saves and what they say of it."""

    by: User | None
    remark: str = ""
    restored_from: int | None = None


@transaction.atomic
def create_chapter(
    story: Story,
    text: ChapterText,
    saving: SaveInfo,
    *,
    part: Part | None = None,
    is_numbered: bool = True,
    requested_slug: str = "",
    form_key: UUID | None = None,
    based_on: int = FIRST_REVISION,
) -> Chapter:
    """Adds a chapter, a draft, at the story's end, or at its part's; with its first revision.

    The same `form_key` a second time gives the chapter that was made the first time, with these
    words; it raises EditConflict where they would go over a revision newer than `based_on`.
    """
    story = lock_story(story.pk)
    made = story.chapters.filter(form_key=form_key).first() if form_key else None
    if made is not None:
        save_text(made, text, saving, based_on=based_on)
        return made
    chapter = Chapter(
        story=story,
        is_numbered=is_numbered,
        form_key=form_key,
        position=Chapter.objects.filter(story=story).count() + 1,
        title=text.title,
    )
    set_slug(chapter, requested_slug or _first_slug(chapter))
    move_to_part(chapter, part)
    chapter.refresh_from_db(fields=["position", "number"])
    _write(chapter, text.cleaned(), saving)
    return chapter


@transaction.atomic
def save_text(chapter: Chapter, text: ChapterText, saving: SaveInfo, *, based_on: int) -> Revision:
    """Saves words that were begun on revision number `based_on`; returns their revision.

    Words that are those of the newest revision make no other: a form sent twice is one save.
    Raises EditConflict where somebody saved other words since; nothing is changed then.
    """
    text = text.cleaned()
    chapter = lock_chapter(chapter.pk)
    check_not_stale(chapter, text, based_on)
    if chapter.text() == text:
        return latest_revision(chapter)
    return _write(chapter, text, saving)


def check_not_stale(chapter: Chapter, text: ChapterText, based_on: int) -> None:
    """Raises EditConflict where other words than these were saved since revision `based_on`."""
    if based_on != chapter.revision and chapter.text() != text.cleaned():
        raise EditConflict(latest_revision(chapter))


def latest_revision(chapter: Chapter) -> Revision:
    return chapter.revisions.get(number=chapter.revision)


@transaction.atomic
def restore_revision(chapter: Chapter, number: int, by: User | None) -> Revision:
    """Makes the words of an older revision the newest, as a revision of its own."""
    chapter = lock_chapter(chapter.pk)
    old = chapter.revisions.get(number=number)
    return _write(chapter, old.text(), SaveInfo(by=by, restored_from=number))


def lock_chapter(pk: int) -> Chapter:
    """The chapter as it is now; whoever else saves it waits until this transaction ends."""
    # Not the story's row: two people may write two chapters of one story at once.
    chapters = Chapter.objects.select_related("story")
    return chapters.select_for_update(of=("self",)).get(pk=pk)


def set_slug(chapter: Chapter, wanted: str) -> None:
    """Saves the chapter at an address like `wanted`; the ones it had still lead to it."""
    slug = make_slug(wanted, chapter.slug or "chapter")
    # Of a chapter that is there already only the address: its words may be newer than these.
    fields: list[str] | None = [] if chapter.pk else None
    addresses = chapter.story.chapter_slugs
    save_with_slug(chapter, "chapter", addresses, slug, fields=fields)


def _first_slug(chapter: Chapter) -> str:
    counted = Chapter.objects.filter(story=chapter.story_id, deleted_at=None, is_numbered=True)
    return make_slug(chapter.title, f"chapter-{counted.count() + 1}")


def _write(chapter: Chapter, text: ChapterText, saving: SaveInfo) -> Revision:
    before = chapter.text()
    for name in TEXT_FIELDS:
        setattr(chapter, name, getattr(text, name))
    chapter.revision += 1
    chapter.text_changed_at = timezone.now()
    aligned = render_chapter(chapter)
    chapter.save(update_fields=[*TEXT_FIELDS, *RENDERED_COLUMNS, "revision", "text_changed_at"])
    added, removed = count_changed_words(before, text)
    revision = Revision.objects.create(
        chapter=chapter,
        number=chapter.revision,
        saved_by=saving.by,
        remark=saving.remark,
        restored_from=saving.restored_from,
        words_added=added,
        words_removed=removed,
        paragraph_ids=aligned.ids,
        body_digest=aligned.digest,
        **text.as_dict(),
    )
    run_text_change_handlers(chapter, aligned)
    update_totals(chapter.story_id)
    return revision


def count_changed_words(before: ChapterText, after: ChapterText) -> tuple[int, int]:
    """How many words came and went, counted at white space; one that moved is neither."""
    old, new = (
        Counter(word for value in text.as_dict().values() for word in value.split())
        for text in (before, after)
    )
    return (new - old).total(), (old - new).total()
