"""The texts that come with the software. A page shows them until its first version is published.

They are Markdown, written as Django templates in templates/policies/texts/. Their numbers and names
are those of the constants and settings that they speak of: POLICY_TEXT_VALUES names a function that
returns them, because most are defined in apps above this one.
"""

from django.conf import settings
from django.template import Context, Engine
from django.utils.module_loading import import_string

from serial.policies.documents import Document
from serial.policies.models import PolicyVersion


def text_values() -> dict[str, str | int | bool]:
    values: dict[str, str | int | bool] = import_string(settings.POLICY_TEXT_VALUES)()
    return values


def current_text(document: Document) -> str:
    """Returns the Markdown of the current version, or of the software: the start of a new one."""
    version = PolicyVersion.objects.current(document)
    return version.body if version else shipped_text(document)


def shipped_text(document: Document) -> str:
    """Returns the Markdown."""
    template = Engine.get_default().get_template(f"policies/texts/{document.key}.md")
    return template.render(Context(text_values(), autoescape=False)).strip() + "\n"
