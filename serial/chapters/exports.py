"""What a member's archive has of the chapters of their stories: Markdown, and every revision."""

from collections.abc import Iterator

from accounts.models import User
from serial.chapters.models import Chapter, DraftLink, ReleaseSchedule, Replacement, Revision
from serial.chapters.texts import TEXT_FIELDS
from serial.export_rows import LONG_ROWS, as_json, rows_of
from serial.file_names import safe_file_name
from serial.personal_data import ArchiveFile, Row
from serial.stories.exports import story_folder
from serial.stories.models.story import credited_story_ids

FRONT_MATTER = (
    *("title", "slug", "position", "number", "is_numbered", "words", "revision"),
    *("release_at", "is_queued", "is_silent", "created_at", "text_changed_at", "deleted_at"),
    *("content_note", "note_before", "note_after"),
)


def chapter_files(user: User) -> Iterator[ArchiveFile]:
    chapters = (
        Chapter.objects.credited_to(user)
        .select_related("story", "part")
        .only("body", "story__slug", "part__title", *FRONT_MATTER)
        .in_order()
    )
    for chapter in chapters.iterator(chunk_size=LONG_ROWS):
        name = safe_file_name(chapter.slug)
        path = f"{story_folder(chapter.story.slug)}/{chapter.position:04}-{name}.md"
        yield ArchiveFile(path, as_markdown(chapter))


def as_markdown(chapter: Chapter) -> str:
    """Returns the text of the chapter below its front matter, in which each value is JSON.

    JSON is also YAML, so both kinds of programs read it.
    """
    values: Row = {name: getattr(chapter, name) for name in FRONT_MATTER}
    values["story"] = chapter.story.slug
    values["part"] = chapter.part.title if chapter.part else None
    lines = [f"{name}: {as_json(value)}" for name, value in values.items()]
    return "\n".join(["---", *lines, "---", "", chapter.body, ""])


def revision_rows(user: User) -> Iterator[Row]:
    """Who else saved or named one is left out: it would say which account has which pen name."""
    columns = {
        "story": "chapter__story__slug",
        "chapter": "chapter__slug",
        "number": "number",
        "saved_at": "saved_at",
        "saved_by_you": "saved_by",
        "remark": "remark",
        "remark_by_you": "remark_by",
        "restored_from": "restored_from",
        **{name: name for name in TEXT_FIELDS},
    }
    revisions = Revision.objects.filter(chapter__story__in=credited_story_ids(user))
    in_order = revisions.order_by("chapter_id", "number")
    for row in rows_of(in_order, columns, chunk_size=LONG_ROWS):
        yield row | {name: row[name] == user.pk for name in ("saved_by_you", "remark_by_you")}


def draft_link_rows(user: User) -> Iterator[Row]:
    """Without the links themselves: anybody who finds the archive could read the chapters."""
    columns = {
        "story": "chapter__story__slug",
        "chapter": "chapter__slug",
        **{name: name for name in ("note", "created_at", "expires_at", "revoked_at")},
    }
    own = DraftLink.objects.filter(created_by=user, chapter__story__in=credited_story_ids(user))
    return rows_of(own.order_by("pk"), columns)


def schedule_rows(user: User) -> Iterator[Row]:
    columns = {
        "story": "story__slug",
        **{name: name for name in ("kind", "weekdays", "interval_days", "month_day")},
        **{name: name for name in ("first_day", "time", "time_zone", "skipped_days")},
        "chapters_per_slot": "chapters_per_slot",
        "buffer_goal": "buffer_goal",
    }
    own = ReleaseSchedule.objects.filter(story__in=credited_story_ids(user))
    return rows_of(own.order_by("pk"), columns)


def replacement_rows(user: User) -> Iterator[Row]:
    columns = {
        "story": "story__slug",
        **{name: name for name in ("searched", "replacement", "fields")},
        **{name: name for name in ("matches_capitals", "whole_words")},
        **{name: name for name in ("created_at", "ended_at", "stopped_at", "undone_at")},
    }
    own = Replacement.objects.filter(by=user, story__in=credited_story_ids(user))
    return rows_of(own.order_by("pk"), columns)
