"""Reading and setting the tags of a story as comma-separated names, one list for each kind."""

from unicodedata import normalize

from django.db import transaction

from serial.invisible_characters import has_visible_text
from serial.stories.choices import TagKind
from serial.stories.models import Story, StoryTag, Tag


def split_names(text: str) -> list[str]:
    """Returns the comma-separated names in order, without duplicates (ignoring case)."""
    names: dict[str, str] = {}
    for part in text.split(","):
        name = normalize("NFC", " ".join(part.split()))
        if has_visible_text(name):
            names.setdefault(name.casefold(), name)
    return list(names.values())


def tag_names(story: Story, kind: str) -> list[str]:
    tags = story.story_tags.filter(tag__kind=kind).select_related("tag")
    return [story_tag.tag.name for story_tag in tags]


@transaction.atomic
def set_tags(story: Story, names_by_kind: dict[TagKind, list[str]]) -> None:
    """Replaces the story's tags with these, in this order; creates tags that do not exist."""
    tags = [
        Tag.objects.get_or_create_by_name(kind, name)
        for kind, names in names_by_kind.items()
        for name in names
    ]
    story.story_tags.exclude(tag__in=tags).delete()
    for position, tag in enumerate(tags):
        StoryTag.objects.update_or_create(story=story, tag=tag, defaults={"position": position})
