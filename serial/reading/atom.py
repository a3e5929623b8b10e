"""Atom as RFC 4287 has it, from chapters."""

from datetime import datetime
from typing import Any, cast
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from serial.chapters.models import Chapter
from serial.reading.age_gate import ADULT_RATINGS
from serial.reading.meta_description import meta_description

# XML has no way to say these, and a name may hold them.
NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


class Feed(Atom1Feed):
    """With all authors of an entry, and a date of its own that does not follow the clock."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return cast(datetime, max(dates, default=self.feed["since"]))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name, address in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")


def add_chapter(feed: Feed, chapter: Chapter, *, names_story: bool) -> None:
    """Adds an entry; the chapter was read with `opening`, its story and its shown by-lines."""
    story = chapter.story
    label = f"{story.title}: {chapter.label()}" if names_story else chapter.label()
    feed.add_item(
        title=xml_safe(label),
        link=absolute_url(chapter.get_absolute_url()),
        description=escape(_summary(chapter)),
        unique_id=chapter.uid.urn,
        pubdate=chapter.release_at,
        updateddate=updated(chapter),
        categories=[str(story.get_rating_display())],
        authors=[
            (xml_safe(byline.pen_name.name), absolute_url(byline.pen_name.get_absolute_url()))
            for byline in story.visible_credits  # type: ignore[attr-defined]
        ],
    )


def updated(chapter: Chapter) -> datetime:
    """When its words last changed; what was written before it came out is as old as that."""
    released = cast(datetime, chapter.release_at)
    return max(released, chapter.text_changed_at or released)


def _summary(chapter: Chapter) -> str:
    if chapter.story.rating in ADULT_RATINGS:
        return gettext("For adults: the page asks before it opens.")
    return xml_safe(meta_description(vars(chapter)["opening"]))


def absolute_url(address: str) -> str:
    return f"{settings.SITE_URL}{address}"


def xml_safe(text: str) -> str:
    return text.translate(NOT_IN_XML)
