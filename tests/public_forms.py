"""Sending the forms of the site's own pages as a browser without cookies does."""

from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone


def open_public_form(url: str, client: Client | None = None) -> dict[str, str]:
    """Returns the fields of the form, which was opened a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        response = (client or Client()).get(url)
    assert client or not response.cookies
    form = response.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def send_public_form(url: str, *, client: Client | None = None, **typed: Any) -> Any:
    """Sends the form with these values. By default as a guest who refuses cookies."""
    fields = open_public_form(url, client)
    client = client or Client(enforce_csrf_checks=True)
    return client.post(url, {**fields, **typed})


def typed_fields(response: Any) -> dict[str, str]:
    """Returns what the fields of a page's form contain."""
    form = response.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}
