"""Makes an edition, or takes the kept one."""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import BinaryIO

from django.conf import settings
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from accounts.models import Visitor
from serial.editions.formats import Format
from serial.editions.loading import iter_texts
from serial.editions.source import EditionSource
from serial.editions.store import open_edition
from serial.stories.covers import make_portrait
from serial.stories.models import Story
from serial.web.page_cache import fingerprint


@dataclass(frozen=True)
class Edition:
    """An edition of a story in one format, for a reader who may see what the source has."""

    story: Story
    source: EditionSource
    user: Visitor
    format: Format

    @cached_property
    def version(self) -> str:
        """Returns a hash of everything that the file contains."""
        site = (settings.SITE_NAME, settings.SITE_URL, settings.MEDIA_URL)
        place = (get_language(), get_current_timezone_name())
        return fingerprint(self.source, self.format.version, self.format.suffix, *site, *place)

    def open(self) -> BinaryIO:
        """Raises EditionBusy, EditionRemoved and TextChanged."""
        name = self.source.uid().hex
        return open_edition(self.story.pk, name, self.version, self.format.suffix, self._make)

    def _make(self, file: BinaryIO) -> None:
        make_portrait(self.story)
        read_texts = partial(iter_texts, self.source, self.story.pk, self.user)
        self.format.write(self.source, read_texts, file)
