"""What is the same on every chapter: texts and elements that scripts add to its comments, and the
fields of the form below it.

Each is rendered once for each language. Together they would be a third of the time of the templates
of a chapter's page.
"""

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.models import Visitor
from serial.comments.form_fields import TEXT_HINT
from serial.comments.models.comment import NAME_MAX_LENGTH
from serial.comments.models.guest_email import EMAIL_MAX_LENGTH


def comment_strings() -> SafeString:
    return _render_once("reading/comments/_strings.html")


def quick_form_fields(user: Visitor) -> SafeString:
    return _render_once("reading/comments/_quick_fields.html", is_member=user.is_authenticated)


def quick_form_foot() -> SafeString:
    return _render_once("reading/comments/_quick_foot.html")


def _render_once(template: str, *, is_member: bool = False) -> SafeString:
    if settings.DEBUG:
        return _render(template, is_member)
    return _in_language(get_language() or "", template, is_member)


@cache
def _in_language(_language: str, template: str, is_member: bool) -> SafeString:
    return _render(template, is_member)


def _render(template: str, is_member: bool) -> SafeString:
    context = {
        "is_member": is_member,
        "comment_hint": TEXT_HINT,
        "name_max_length": NAME_MAX_LENGTH,
        "email_max_length": EMAIL_MAX_LENGTH,
    }
    return render_to_string(template, context)
