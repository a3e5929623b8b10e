"""What the author of something that moderators have hidden reads on its page."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter
from serial.stories.choices import Visibility
from serial.stories.models import Story


def say_if_taken_down(request: HttpRequest, reasons: Iterable[str]) -> None:
    """Says it on the page that is made next. Copyright notices are explained at the desk."""
    if set(reasons) - {"", TakedownReason.COPYRIGHT}:
        text = gettext("Moderators have hidden this. Only you can see it, and its other authors.")
        link, url = gettext("Read why, and how to appeal"), reverse("own_decisions")
        messages.warning(
            request, format_html('{} <a class="link" href="{}">{}</a>', text, url, link)
        )


def say_if_chapter_is_taken_down(request: HttpRequest, chapter: Chapter) -> None:
    """The page of a chapter has only some columns of its story. Only authors read a draft."""
    say_if_taken_down(request, chapter.takedown_reasons)
    if chapter.story.visibility == Visibility.DRAFT:
        stories = Story.objects.filter(pk=chapter.story_id, is_taken_down=True)
        for reasons in stories.values_list("takedown_reasons", flat=True):
            say_if_taken_down(request, reasons)
