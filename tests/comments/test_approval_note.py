"""A form says before anyone writes that the comment will wait for the author's approval."""

import pytest
from django.test import Client

from serial.chapters.models import Chapter
from serial.comments.choices import Premoderation
from serial.comments.models import StoryCommentSettings


@pytest.mark.parametrize("page", ["", "comments/write/"])
def test_forms_say_before_writing_that_a_comment_will_wait(
    page: str,
    guest_client: Client,
    reader_client: Client,
    author_client: Client,
    chapter: Chapter,
) -> None:
    url = f"{chapter.get_absolute_url()}{page}"

    def note(client: Client) -> bool:
        return "after the author approves" in client.get(url).content.decode()

    assert [note(guest_client), note(reader_client), note(author_client)] == [True, False, False]
    rules = StoryCommentSettings.objects.create(
        story=chapter.story, premoderation=Premoderation.EVERYONE
    )
    assert [note(guest_client), note(reader_client), note(author_client)] == [True, True, False]
    rules.premoderation = Premoderation.NOBODY
    rules.save()
    assert not any(note(client) for client in (guest_client, reader_client, author_client))
