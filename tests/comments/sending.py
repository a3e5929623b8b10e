"""Helpers that send a comment form as a browser does, a minute after it was open_form."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from tests.comments.conftest import form_of


def comments_url(chapter: Chapter) -> str:
    return f"{chapter.get_absolute_url()}comments/"


def open_form(client: Client, chapter: Chapter, query: str = "") -> dict[str, str]:
    """Returns the fields of a form that was open_form a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return form_of(client, f"{comments_url(chapter)}write/{query}")


def send(client: Client, chapter: Chapter, text: str = "I liked this.", **typed: str) -> Any:
    """Sends the form. Guests are named Gus by default."""
    fields = open_form(client, chapter)
    if "name" in fields:
        fields["name"] = "Gus"
    return client.post(f"{comments_url(chapter)}write/", {**fields, "text": text, **typed})


def send_action(client: Client, comment: Comment, name: str, **more: Any) -> Any:
    return client.post(f"{comment.get_absolute_url()}action/", {"action": name, **more})


def open_private_link(client: Client, comment: Comment, token: str = "") -> Any:
    """Opens the link that makes a guest's comment the client's own; returns the response."""
    url = comment.get_absolute_url()
    return client.get(url, {"owner": token or comment.owner_token()})


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def links_of(page: str) -> list[str]:
    """Returns the URLs of the page's links."""
    return [unescape(url) for url in re.findall(r'<a[^>]* href="([^"#][^"]*)"', page)]
