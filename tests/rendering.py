"""Which templates Django's test client remembers with a response."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any
from unittest.mock import patch

from django.template import Context, Template
from django.test import utils
from django.test.signals import template_rendered

_this_thread = local()
# The stubs do not have it.
_render_as_django_does: Any = utils.instrumented_test_render  # type: ignore[attr-defined]


def remember_outermost_templates() -> None:
    """Call it before Django sets up its test environment.

    Django sends a signal for each template, also for each that is included and each widget, and the
    client copies the context of each: 2 % of the time of the tests. `response.context` has the
    values of the outermost template, and `response.templates` names no other.
    """
    utils.instrumented_test_render = _render  # type: ignore[attr-defined]


@contextmanager
def all_templates_remembered() -> Iterator[None]:
    """As Django does: `response.templates` also names those that are included."""
    with patch.object(Template, "_render", _render_as_django_does):
        yield


def _render(template: Template, context: Context) -> str:
    if getattr(_this_thread, "is_rendering", False):
        return template.nodelist.render(context)
    _this_thread.is_rendering = True
    try:
        template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)
    finally:
        _this_thread.is_rendering = False
