"""What an import changes of the story itself, and taking it back."""

from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import PenName, User
from serial.images.reencoding import reencode
from serial.manuscripts.formats.picture_files import PictureFiles
from serial.manuscripts.former_urls import claim_urls, release_urls
from serial.manuscripts.models import Manuscript, ManuscriptImport
from serial.manuscripts.planning.story_data import DETAILS, StoryData
from serial.manuscripts.problems import CannotRead
from serial.stories.choices import TagKind
from serial.stories.cover_files import replacing_cover
from serial.stories.covers import draw_cover
from serial.stories.crediting import create_story
from serial.stories.models import Story
from serial.stories.tagging import set_tags, tag_names

_COVER_ALT_MAX_LENGTH: Final[int] = Story._meta.get_field("cover_alt").max_length or 0


class TitleMissing(Exception):
    """Raised if a new story would have no title."""


def create_planned_story(manuscript: Manuscript, by: User) -> Story:
    """Returns the new story of a manuscript that has none, a draft.

    Raises TitleMissing, and PermissionDenied for a pen name of somebody else.
    """
    data = StoryData.from_json(manuscript.story_data)
    if not data.title:
        raise TitleMissing
    own = PenName.objects.filter(user=by)
    pen_name = own.filter(pk=data.pen_name).first() if data.pen_name else own.first()
    if pen_name is None:
        raise PermissionDenied
    story = Story(title=data.title)
    if DETAILS in data.takes:
        story.rating = data.rating or story.rating
        story.status = data.status or story.status
        story.warnings = data.warnings
    create_story(story, pen_name, form_key=manuscript.form_key)
    return story


def change_story(act: ManuscriptImport, data: StoryData, manuscript: Manuscript) -> None:
    """Gives the story what was chosen of the file, and notes in the act what it had before."""
    story = Story.objects.select_for_update().get(pk=act.story_id)
    changes: dict[str, Any] = dict(act.story_changes)
    if "summary" in data.takes and data.summary and data.summary != story.summary:
        changes["summary"] = [story.summary, data.summary]
        story.summary = data.summary
    # A cover that its author chose stays.
    if "cover" in data.takes and data.cover and not story.cover:
        cover = _read_cover(manuscript, data.cover)
        if cover is not None:
            story.cover = cover
            story.cover_alt = story.cover_alt or story.title[:_COVER_ALT_MAX_LENGTH]
    with replacing_cover(story):
        story.save_with_slug()
    if "cover" in data.takes and story.cover:
        changes["cover"] = story.cover.name
    if "tags" in data.takes and data.tags:
        before = _tags(story)
        set_tags(story, {TagKind(kind): names for kind, names in _merged(before, data).items()})
        changes["tags"] = [before, _tags(story)]
    draw_cover(story)
    act.story_changes = changes
    act.save(update_fields=["story_changes"])


def claim_story_urls(act: ManuscriptImport, keys: list[str]) -> None:
    """Makes the old URLs of the story's page lead to the story."""
    if keys:
        act.story_changes["old_urls"] = claim_urls(act.story, keys).as_json()
        act.save(update_fields=["story_changes"])


@transaction.atomic
def undo_story_changes(act: ManuscriptImport) -> None:
    """Takes back what nobody has changed since. A story that was made is deleted if it is empty."""
    changes = act.story_changes
    if not changes:
        return
    story = Story.objects.select_for_update().get(pk=act.story_id)
    release_urls(story, changes.get("old_urls", {}).get("taken", []))
    if changes.get("created"):
        if not story.chapters.filter(deleted_at=None).exists():
            story.soft_delete()
        return
    before, after = changes.get("summary", ("", None))
    if story.summary == after:
        story.summary = before
    if changes.get("cover") and story.cover.name == changes["cover"]:
        story.cover, story.cover_alt = "", ""
    with replacing_cover(story):
        story.save_with_slug()
    tags_before, tags_after = changes.get("tags", ({}, None))
    if _tags(story) == tags_after:
        set_tags(story, {TagKind(kind): names for kind, names in tags_before.items()})
    draw_cover(story)


def _tags(story: Story) -> dict[str, list[str]]:
    return {kind: names for kind in TagKind.values if (names := tag_names(story, kind))}


def _merged(before: dict[str, list[str]], data: StoryData) -> dict[str, list[str]]:
    """Tags that the story has stay; those of the file follow."""
    merged: dict[str, list[str]] = {kind: [*names] for kind, names in before.items()}
    for kind, names in data.tags.items():
        known = {name.casefold() for name in merged.get(kind, [])}
        merged.setdefault(kind, []).extend(each for each in names if each.casefold() not in known)
    return merged


def _read_cover(manuscript: Manuscript, name: str) -> object | None:
    """Returns the picture, made anew; None if it is none, or too large."""
    try:
        with default_storage.open(manuscript.file.name or "") as file, PictureFiles(file) as files:
            data = files.read(name)
        return reencode(
            BytesIO(data),
            max_bytes=settings.IMAGE_MAX_BYTES,
            max_pixels=settings.IMAGE_MAX_PIXELS,
            max_frames=settings.IMAGE_MAX_FRAMES,
        )
    except (CannotRead, ValidationError):
        return None
