"""The findings of "Check these" that the authors of a story chose not to see again."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from django.core.exceptions import PermissionDenied

from accounts.models import User
from serial.desk.models import IgnoredCheck
from serial.desk.models.ignored_check import CHECK_TEXT_MAX_LENGTH
from serial.markup.checking.slip import SlipKind
from serial.markup.sanitizing.characters import clean_source
from serial.stories.models import Story

# The names of the buttons; their value is a CheckKey as text.
IGNORE, STOP_IGNORING = "_ignore", "_stop_ignoring"
# The kind of the finding that a text has no empty lines.
LINES: Final = "lines"
KINDS: Final = frozenset({*SlipKind, LINES})
# All of them are loaded for each preview. Beyond it the oldest are listed again.
MAX_IGNORED: Final = 1_000


@dataclass(frozen=True)
class CheckKey:
    """What a finding is known by. Line ends and spaces do not count."""

    kind: str
    text: str

    @classmethod
    def of(cls, kind: str, text: str) -> Self:
        return cls(kind, " ".join(text.split())[:CHECK_TEXT_MAX_LENGTH])

    @classmethod
    def parse(cls, value: str) -> Self | None:
        """Returns the key in a button's value, or None if there is none in it."""
        kind, _colon, text = value.partition(":")
        key = cls.of(kind, clean_source(text))
        return key if key.kind in KINDS and key.text else None

    def __str__(self) -> str:
        return f"{self.kind}:{self.text}"


class IgnoredChecks:
    """Those of a story. They are loaded once, when the first finding asks for them."""

    def __init__(self, story: Story | None = None) -> None:
        self.story = story

    @cached_property
    def _keys(self) -> frozenset[CheckKey]:
        if self.story is None or self.story.pk is None:
            return frozenset()
        rows = IgnoredCheck.objects.filter(story=self.story).values_list("kind", "text")
        return frozenset(CheckKey(kind, text) for kind, text in rows)

    def is_empty(self) -> bool:
        return not self._keys

    def __contains__(self, key: object) -> bool:
        return key in self._keys


def change_ignored(data: Mapping[str, str], story: Story, by: User) -> None:
    """Does what a button of the list asks for, if one was pressed."""
    if key := CheckKey.parse(data.get(IGNORE, "")):
        ignore_check(story, key, by)
    if key := CheckKey.parse(data.get(STOP_IGNORING, "")):
        stop_ignoring(story, key, by)


def ignore_check(story: Story, key: CheckKey, by: User) -> None:
    """Raises PermissionDenied if the user may not edit the story."""
    _check_permission(story, by)
    IgnoredCheck.objects.get_or_create(story=story, kind=key.kind, text=key.text)
    newest = IgnoredCheck.objects.filter(story=story).order_by("-ignored_at", "-pk")
    too_many = list(newest.values_list("pk", flat=True)[MAX_IGNORED:])
    if too_many:
        IgnoredCheck.objects.filter(pk__in=too_many).delete()


def stop_ignoring(story: Story, key: CheckKey, by: User) -> None:
    """Raises PermissionDenied if the user may not edit the story."""
    _check_permission(story, by)
    IgnoredCheck.objects.filter(story=story, kind=key.kind, text=key.text).delete()


def _check_permission(story: Story, by: User) -> None:
    if not Story.objects.managed_by(by).filter(pk=story.pk).exists():
        raise PermissionDenied
