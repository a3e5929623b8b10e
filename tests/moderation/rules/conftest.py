"""The forms of the rules, sent as a browser does."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

RULES = "/moderation/rules/"
LIST = f"{RULES}words/commissions/"
LINKS = f"{RULES}limits/links/"
HIDDEN = re.compile(r'<input type="hidden" name="(version|tried)" value="([^"]*)"')
Send = Callable[..., Any]


def hidden_fields(page: HttpResponse) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(page.content.decode())}


@pytest.fixture
def send(moderator_client: Client) -> Send:
    """Sends the form of a page with its values, these instead of them. page: instead of a GET."""

    # Any: the test client's responses have the context too.
    def post(url: str, action: str, page: Any = None, **typed: object) -> Any:
        page = page or moderator_client.get(url)
        form = page.context["form"]
        fields = {name: form[name].value() for name in form.fields}
        fields = {**fields, **hidden_fields(page), **typed, "action": action}
        return moderator_client.post(url, {name: value for name, value in fields.items() if value})

    return post
