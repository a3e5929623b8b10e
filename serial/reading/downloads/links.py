"""What a story's page says of its downloads, and what their own page lists."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext

from accounts.models import Visitor
from serial.editions.formats import Format, formats_of
from serial.editions.permissions import DownloadAccess, download_access
from serial.stories.models import Story


@dataclass(frozen=True)
class FormatLink:
    """A format of a story. size: of the whole story, estimated. is_too_long: only parts."""

    name: str
    hint: str
    url: str
    size: str
    is_too_long: bool


@dataclass(frozen=True)
class DownloadState:
    """What a visitor is offered: nothing, if `formats` is empty."""

    access: DownloadAccess
    formats: tuple[FormatLink, ...]

    def is_offered(self) -> bool:
        return bool(self.formats)

    def is_allowed(self) -> bool:
        return self.access == DownloadAccess.ALLOWED


def download_state(story: Story, user: Visitor) -> DownloadState:
    if story.last_release_at is None:
        return DownloadState(DownloadAccess.OFF, ())
    access = download_access(user, story)
    formats = [] if access == DownloadAccess.OFF else formats_of(story)
    return DownloadState(access, tuple(_link(story, made) for made in formats))


def _link(story: Story, made: Format) -> FormatLink:
    url = reverse("download_edition", args=[story.slug, made.suffix[1:]])
    size, is_too_long = made.estimate_size(story.words), made.is_too_long(story.words)
    return FormatLink(str(made.title), str(made.hint), url, _size_text(size), is_too_long)


def _size_text(size: int) -> str:
    """Returns "180 KB" or "1.2 MB": the estimate has two digits."""
    if size < 1_000_000:
        return gettext("%(size)s KB") % {"size": number_format(max(1, round(size / 1_000)))}
    decimals = 1 if size < 10_000_000 else 0
    return gettext("%(size)s MB") % {"size": number_format(size / 1_000_000, decimals)}
