"""What a member's archive has of the stories that they are credited on."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch

from accounts.exports import media_path
from accounts.models import User
from serial.export_rows import LONG_ROWS, SHORT_ROWS, field_values, rows_of
from serial.file_names import safe_file_name
from serial.personal_data import ArchiveFile, Row
from serial.stories.models import Announcement, Credit, Story, StoryTag
from serial.stories.models.story import credited_story_ids

# What the site makes of the other columns.
DERIVED = {
    *("summary_html", "renderer_version", "drawn_cover", "uid", "form_key", "cover"),
    *("takedown_reasons", "former_visibility"),
}


def story_folder(slug: str) -> str:
    """Returns the folder in an archive that has the files of a story."""
    return f"stories/{safe_file_name(slug)}"


def cover_path(story: Story) -> str:
    return media_path(story.cover.name)


def story_rows(user: User) -> Iterator[Row]:
    stories = (
        Story.objects.credited_to(user)
        .order_by("pk")
        .select_related("note")
        .prefetch_related(
            "slugs",
            "parts",
            Prefetch("story_tags", StoryTag.objects.select_related("tag")),
            Prefetch("credits", Credit.objects.visible().select_related("pen_name")),
        )
    )
    for story in stories.iterator(chunk_size=SHORT_ROWS):
        tags = [row.tag for row in story.story_tags.all()]
        credits = [(credit.pen_name.name, credit.role) for credit in story.credits.all()]
        yield field_values(story, DERIVED) | {
            "folder": story_folder(story.slug),
            "cover": cover_path(story),
            "all_slugs": sorted(row.slug for row in story.slugs.all()),
            "parts": [part.title for part in story.parts.all()],
            "note": _note_of(story),
            "tags": [{"kind": tag.kind, "name": tag.name} for tag in tags],
            "credits": [{"name": name, "role": role} for name, role in credits],
        }


def _note_of(story: Story) -> Row | None:
    if not hasattr(story, "note"):
        return None
    return {"text": story.note.body, "ends_at": story.note.ends_at}


def announcement_rows(user: User) -> Iterator[Row]:
    columns = {
        "story": "story__slug",
        "number": "pk",
        "title": "title",
        "text": "body",
        **{name: name for name in ("published_at", "edited_at", "created_at", "deleted_at")},
    }
    own = Announcement.objects.filter(story__in=credited_story_ids(user))
    return rows_of(own.order_by("pk"), columns, chunk_size=LONG_ROWS)


def story_covers(user: User) -> Iterator[ArchiveFile]:
    stories = Story.objects.credited_to(user).exclude(cover="").only("cover").order_by("pk")
    for story in stories.iterator(chunk_size=SHORT_ROWS):
        yield ArchiveFile(cover_path(story), story.cover)


def credit_rows(user: User) -> Iterator[Row]:
    """The credits of their own pen names, with invitations that they have not accepted."""
    can_open = Exists(Story.objects.visible_to(user).filter(pk=OuterRef("story")))
    is_own = Exists(Story.objects.credited_to(user).filter(pk=OuterRef("story")))
    credits = Credit.objects.filter(pen_name__user=user).order_by("pk")
    columns = {
        "story": "story__slug",
        "story_title": "story__title",
        "pen_name": "pen_name__name",
        "role": "role",
        "accepted_at": "accepted_at",
    }
    return rows_of(
        credits.annotate(is_visible=can_open | is_own),
        columns,
        hidden_unless={"is_visible": ("story", "story_title")},
    )
