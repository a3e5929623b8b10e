"""Titles and names of nothing but invisible characters count as empty."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import AuthorRequest, PenName, User
from serial.stories.choices import TagKind
from serial.stories.models import Part, Story, Tag
from serial.stories.tagging import tag_names
from tests.conftest import pen_name_of
from tests.desk.forms import form_fields, open_form
from tests.rolling_back import try_each

INVISIBLE = ["\u200b", "\u3164\u00ad", "\u2800"]


@try_each("name", INVISIBLE)
@try_each(
    "url, field, typed",
    [
        ("/desk/stories/story/add/", "title", {}),
        ("/desk/accounts/penname/add/", "name", {"biography": "All that I typed."}),
    ],
)
def test_required_name_is_refused(
    author_client: Client, author: User, url: str, field: str, typed: dict[str, str], name: str
) -> None:
    data = {**open_form(author_client, url), **typed, field: name}
    response = author_client.post(url, {**data, "pen_name": pen_name_of(author).pk})
    page = response.content.decode()
    assert response.status_code == 200 and "This field is required." in page
    fields = form_fields(page)
    assert fields[field] == [name]
    assert all([text] in fields.values() for text in typed.values())
    assert not Story.objects.exists() and PenName.objects.count() == 1


def test_optional_title_counts_as_empty(author_client: Client, story: Story) -> None:
    url = "/desk/chapters/chapter/add/"
    data = {**open_form(author_client, f"{url}?story={story.pk}"), "body": "Text."}
    author_client.post(url, {**data, "title": "\u200b", "note_before": "\u3164"})
    chapter = story.chapters.get()
    assert (chapter.title, chapter.note_before, chapter.slug) == ("", "", "chapter-1")


def test_invisible_tag_is_left_out(author_client: Client, story: Story) -> None:
    url = f"/desk/stories/story/{story.pk}/tags/"
    author_client.post(url, {**open_form(author_client, url), "genre": "Horror, \u200b, \u3164"})
    assert tag_names(story, TagKind.GENRE) == ["Horror"]


@pytest.mark.parametrize("name", INVISIBLE)
def test_site_admin_refuses_it_too(superuser_client: Client, author: User, name: str) -> None:
    pen_name = {"user": author.pk, "name": name, "biography": "", "picture_alt": ""}
    superuser_client.post(reverse("admin:accounts_penname_add"), pen_name)
    superuser_client.post(reverse("admin:stories_tag_add"), {"kind": "genre", "name": name})
    assert PenName.objects.count() == 1 and not Tag.objects.exists()


def test_part_needs_a_visible_title(author_client: Client, story: Story) -> None:
    url = f"/desk/stories/story/{story.pk}/parts/"
    data = {**open_form(author_client, url), "parts-0-title": "\u200b", "parts-TOTAL_FORMS": "1"}
    assert author_client.post(url, data).status_code in (200, 302)
    assert not Part.objects.exists()


@override_settings(WHO_MAY_WRITE="request")
def test_author_request_needs_a_visible_reason(reader_client: Client) -> None:
    page = reader_client.post(reverse("become_author"), {"reason": "\u3164"}).content.decode()
    assert "Enter at least one visible character." in page
    assert not AuthorRequest.objects.exists()
