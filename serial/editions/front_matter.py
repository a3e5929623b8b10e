"""What plain formats say before and after the text, line by line."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from serial.editions.source import EditionSource
from serial.stories.choices import Role


def credit_line(source: EditionSource) -> str:
    names = [
        line.name if line.role == Role.AUTHOR else f"{line.name} ({line.role_label()})"
        for line in source.story.credits
    ]
    return ", ".join(names)


def facts(source: EditionSource) -> Iterator[tuple[str, str]]:
    """Yields (label, value): the rating, the warnings and so on."""
    story, words = source.story, source.words()
    yield gettext("Rating"), story.rating
    if story.warnings:
        yield gettext("Content warnings"), ", ".join(story.warnings)
    if story.content_notes:
        yield gettext("Content notes"), story.content_notes
    if story.tags:
        yield gettext("Tags"), ", ".join(story.tags)
    yield gettext("Status"), story.status
    length = ngettext("%(n)s word", "%(n)s words", words) % {"n": intcomma(words)}
    yield gettext("Length"), length


def colophon(source: EditionSource) -> Iterator[str]:
    origin = gettext("From %(site_name)s, where you can read and discuss the story:")
    yield f"{origin % {'site_name': settings.SITE_NAME}} {source.story.url()}"
    if source.story.copyright_line:
        yield source.story.copyright_line
    date = date_format(localtime(source.changed_at()))
    yield gettext("Last changed on %(date)s.") % {"date": date}
