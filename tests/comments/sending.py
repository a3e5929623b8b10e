"""A comment as it is sent from its form, by somebody who took a minute over it."""

from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from tests.comments.conftest import form_of


def discussion_of(chapter: Chapter) -> str:
    return f"{chapter.get_absolute_url()}comments/"


def opened(client: Client, chapter: Chapter, query: str = "") -> dict[str, str]:
    """The fields of a form that was opened a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return form_of(client, f"{discussion_of(chapter)}write/{query}")


def send(client: Client, chapter: Chapter, text: str = "I liked this.", **typed: str) -> Any:
    """A guest is called Gus, where nothing else is said."""
    fields = opened(client, chapter)
    if "name" in fields:
        fields["name"] = "Gus"
    return client.post(f"{discussion_of(chapter)}write/", {**fields, "text": text, **typed})


def act(client: Client, comment: Comment, name: str, **more: Any) -> Any:
    return client.post(f"{comment.get_absolute_url()}action/", {"action": name, **more})


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state
