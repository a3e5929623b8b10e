"""Atom feeds of chapters (RFC 4287)."""

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

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name, url in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")


def add_entry(feed: AtomFeed, chapter: Chapter, *, with_story_title: bool) -> None:
    """Adds a chapter to the feed.

    The chapter needs the annotation `opening`, and its story the prefetched `visible_credits`.
    """
    story = chapter.story
    title = f"{story.title}: {chapter.label()}" if with_story_title else chapter.label()
    feed.add_item(
        title=xml_safe(title),
        link=absolute_url(chapter.get_absolute_url()),
        description=escape(_summary(chapter)),
        unique_id=chapter.uid.urn,
        pubdate=chapter.release_at,
        updateddate=_updated_at(chapter),
        categories=[str(story.get_rating_display())],
        authors=[
            (xml_safe(credit.pen_name.name), absolute_url(credit.pen_name.get_absolute_url()))
            for credit in story.visible_credits  # type: ignore[attr-defined]
        ],
    )


def _updated_at(chapter: Chapter) -> datetime:
    """Returns when the text last changed, or the release if the text has not changed since."""
    released_at = cast(datetime, chapter.release_at)
    return max(released_at, chapter.text_changed_at or released_at)


def _summary(chapter: Chapter) -> str:
    if chapter.story.rating in ADULT_RATINGS:
        return gettext(
            "This story is for adults. Open the chapter to confirm that you are an adult."
        )
    return xml_safe(meta_description(vars(chapter)["opening"]))


def absolute_url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def xml_safe(text: str) -> str:
    return text.translate(NOT_IN_XML)
