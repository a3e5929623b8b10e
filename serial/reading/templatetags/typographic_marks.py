"""Shows what an author typed in one line with typographic marks."""

from typing import Protocol

from django import template
from django.conf import settings

from serial.markup.one_line import set_marks

register = template.Library()


class OfAuthor(Protocol):
    """A story, or what a page loads of it."""

    @property
    def language(self) -> str: ...

    @property
    def smart_punctuation(self) -> bool: ...


@register.filter
def typographic(line: str, story: OfAuthor | None = None) -> str:
    """Returns the line by the rules of the story's text; without a story, of the site's language.

    Like any text that was not marked as safe, it is escaped afterwards.
    """
    if story is None:
        return set_marks(str(line), settings.LANGUAGE_CODE)
    return set_marks(str(line), story.language, smart_punctuation=story.smart_punctuation)
