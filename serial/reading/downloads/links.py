"""What a story's page says of its downloads, and what their own page lists."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Visitor
from serial.editions.formats import Format, formats_of
from serial.editions.permissions import DownloadAccess, download_access
from serial.stories.models import Story


@dataclass(frozen=True)
class FormatLink:
    """A format of a story. size: estimated bytes of the whole story. is_too_long: only parts."""

    name: str
    hint: str
    url: str
    size: int
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
    return FormatLink(str(made.title), str(made.hint), url, size, is_too_long)
