"""Atom feeds of chapters (RFC 4287)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from serial.reading.age_gate import ADULT_RATINGS
from serial.reading.chapter_link import ChapterLink
from serial.reading.meta_description import meta_description
from serial.reading.templatetags.typographic_marks import typographic
from serial.stories.choices import Rating
from serial.stories.credit_lines import CreditLine

# Control characters that XML 1.0 does not allow; a title or a name may contain them.
NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


class AtomFeed(Atom1Feed):
    """An Atom feed with every author of an entry.

    The feed's date is that of its latest entry, or its `since` when it has none: Django would
    use the current time, and the feed would change with every request.
    """

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return cast(datetime, max(dates, default=self.feed["since"]))

    # Any: Django keeps what `add_entry` gives it.
    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name, url in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")


@dataclass(frozen=True)
class FeedEntry:
    """A chapter in a feed. `opening` is the beginning of its HTML, enough for a description."""

    credits: tuple[CreditLine, ...]
    chapter_id: int
    story_slug: str
    story_title: str
    rating: str
    language: str
    smart_punctuation: bool
    opts_out_of_search: bool
    opts_out_of_ai_training: bool
    slug: str
    title: str
    number: int | None
    uid: UUID
    release_at: datetime
    text_changed_at: datetime | None
    opening: str

    def updated_at(self) -> datetime:
        """Returns when the text last changed, or the release if the text has not changed since."""
        return max(self.release_at, self.text_changed_at or self.release_at)

    def summary(self) -> str:
        if self.rating in ADULT_RATINGS:
            return gettext(
                "This story is for adults. Open the chapter to confirm that you are an adult."
            )
        return xml_safe(meta_description(self.opening))


def add_entry(feed: AtomFeed, entry: FeedEntry, *, with_story_title: bool) -> None:
    link = ChapterLink(entry.story_slug, entry.slug, entry.title, entry.number)
    label = typographic(link.numbered_label(), entry)
    title = f"{typographic(entry.story_title, entry)}: {label}" if with_story_title else label
    feed.add_item(
        title=xml_safe(title),
        link=absolute_url(link.url()),
        # An entry without a text, such as a picture without a description, has no summary.
        description=escape(entry.summary()) or None,  # type: ignore[arg-type]
        unique_id=entry.uid.urn,
        pubdate=entry.release_at,
        updateddate=entry.updated_at(),
        categories=[str(Rating(entry.rating).label)],
        authors=[(xml_safe(credit.name), absolute_url(credit.url())) for credit in entry.credits],
    )


def absolute_url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def xml_safe(text: str) -> str:
    return text.translate(NOT_IN_XML)
