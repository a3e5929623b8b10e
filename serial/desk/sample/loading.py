"""Loads the sample story of a new site from the folder data/."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import NotRequired, TypedDict

from django.db import transaction
from django.utils import timezone

from accounts.models import PenName, User
from serial.chapters.releases.releasing import set_release
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    publish_announcement,
)
from serial.stories.choices import TagKind, Visibility
from serial.stories.covers import draw_cover
from serial.stories.crediting import add_first_credit
from serial.stories.models import Part, Story, StorySlug
from serial.stories.story_notes import end_of_day, set_story_note
from serial.stories.tagging import set_tags

FOLDER = Path(__file__).parent / "data"
STORY_FIELDS = (
    *("title", "summary", "language", "rating", "warnings", "content_notes", "status"),
    *("comment_prompt", "copyright_line"),
)


class ChapterEntry(TypedDict):
    """A chapter in story.toml. `part` is an index in its list of parts."""

    file: str
    title: str
    content_note: NotRequired[str]
    note_before: NotRequired[str]
    note_after: NotRequired[str]
    part: NotRequired[int]
    numbered: NotRequired[bool]
    draft: NotRequired[bool]
    release_offset_days: NotRequired[float]


class AnnouncementEntry(TypedDict):
    title: str
    text: str
    published_offset_days: NotRequired[float]


class NoteEntry(TypedDict):
    text: str
    days: int


@transaction.atomic
def load_sample(author: User) -> Story | None:
    """Returns None if the site has a story with the slug of the sample, or had one."""
    sample = tomllib.loads((FOLDER / "story.toml").read_text(encoding="utf-8"))
    if StorySlug.objects.filter(slug=sample["slug"]).exists():
        return None
    story = Story(visibility=Visibility.PUBLIC, **{name: sample[name] for name in STORY_FIELDS})
    story.save_with_slug(sample["slug"])
    _add_credit(story, author, sample["pen_name"], sample["pen_name_biography"])
    tag_names: dict[TagKind, list[str]] = {}
    for tag in sample["tags"]:
        tag_names.setdefault(TagKind(tag["kind"]), []).append(tag["name"])
    set_tags(story, tag_names)
    parts = [
        Part.objects.create(story=story, title=part["title"], position=position)
        for position, part in enumerate(sample["parts"], start=1)
    ]
    for chapter in sample["chapters"]:
        _add_chapter(story, author, parts, chapter)
    for announcement in sample["announcements"]:
        _add_announcement(story, author, announcement)
    _add_note(story, author, sample["note"])
    draw_cover(story)
    return story


def _add_credit(story: Story, author: User, name: str, biography: str) -> None:
    pen_name = PenName.objects.filter(name__iexact=name).first()
    if pen_name is None:
        pen_name = PenName(user=author, name=name, biography=biography)
        pen_name.save_with_slug()
    add_first_credit(story, pen_name)


def _add_chapter(story: Story, author: User, parts: list[Part], entry: ChapterEntry) -> None:
    text = ChapterText(
        body=(FOLDER / entry["file"]).read_text(encoding="utf-8"),
        title=entry["title"],
        content_note=entry.get("content_note", ""),
        note_before=entry.get("note_before", ""),
        note_after=entry.get("note_after", ""),
    )
    chapter = create_chapter(
        story,
        text,
        SaveInfo(by=author),
        part=parts[entry["part"]] if "part" in entry else None,
        is_numbered=entry.get("numbered", True),
    )
    if not entry.get("draft"):
        offset = timedelta(days=entry["release_offset_days"])
        set_release(chapter, timezone.now() + offset)


def _add_announcement(story: Story, author: User, entry: AnnouncementEntry) -> None:
    text = AnnouncementText(entry["title"], entry["text"].strip())
    announcement = create_announcement(story, text, author)
    if "published_offset_days" in entry:
        publish_announcement(announcement, author)
        published_at = timezone.now() + timedelta(days=entry["published_offset_days"])
        story.announcements.filter(pk=announcement.pk).update(published_at=published_at)


def _add_note(story: Story, author: User, entry: NoteEntry) -> None:
    ends_at = end_of_day(timezone.localdate() + timedelta(days=entry["days"]))
    set_story_note(story, entry["text"], ends_at, author)
