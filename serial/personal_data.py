"""What an app says about each of its models that holds something about a person.

Each app lists its models in a tuple PERSONAL_DATA in its personal_data.py. The setting
PERSONAL_DATA has the dotted paths of these tuples, and serial/archive/ reads them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files import File
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

Text = str | Promise

# Sentences for `kept_for` and `erased` that several apps need.
KEPT_WITH_ACCOUNT = _("Until the account is deleted.")
ERASED_WITH_ACCOUNT = _("Deleted with the account.")
KEPT_WITH_STORY = _("As long as the story exists.")
ERASED_WITH_STORY = _("Deleted with the story.")
RECORD_STAYS = _("The record stays, without the account.")

# What JSON can hold, and times.
Row = dict[str, object]


@dataclass(frozen=True)
class ArchiveFile:
    """A file in a member's archive: a text, or a stored picture."""

    path: str
    content: "str | File[bytes]"


@dataclass(frozen=True)
class JsonLines:
    """A file in a member's archive with one JSON object a line. docs/archive.md has its fields.

    about: what it has, if that is not what the model holds about the member.
    """

    path: str
    rows: "Callable[[User], Iterable[Row]]"
    about: Text = ""


@dataclass(frozen=True)
class Files:
    """Files in a folder of a member's archive."""

    folder: str
    files: "Callable[[User], Iterable[ArchiveFile]]"


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """What one model holds about people.

    model: its label, such as "comments.Comment".
    fields: the fields that lead to a person or identify one; tests/archive/ finds them as well.
    name: what members call it. The other texts are sentences for members: what is stored, what
    for, for how long, and what happens to it when they delete their account.
    exports: what a member's archive has of it. If it has nothing, `not_exported` says why.
    The functions in the setting ERASURE_STEPS do what `erased` says.
    is_empty: this site stores no rows of it, so members are not told of it.
    """

    model: str
    fields: tuple[str, ...]
    name: Text
    holds: Text
    reason: Text
    kept_for: Text
    erased: Text
    exports: tuple[JsonLines | Files, ...] = ()
    not_exported: Text = ""
    is_empty: bool = False
