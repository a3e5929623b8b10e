"""Pages answer at URLs with vowel signs and accents, in every Unicode form."""

from itertools import product
from typing import Literal
from unicodedata import normalize
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.models import PenName
from serial.stories.choices import TagKind
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.rolling_back import try_each

NAME = "क़िला é गाँव"
SLUG = normalize("NFC", "क़िला-é-गाँव")


@pytest.fixture(autouse=True)
def named_in_hindi(make_story: MakeStory, make_chapter: MakeChapter) -> None:
    story = make_story(NAME)
    make_chapter("Words.", story=story, title=NAME)
    set_tags(story, {TagKind.GENRE: [NAME]})
    pen_name = pen_name_of(story.credits.get().pen_name.owner())
    PenName.objects.filter(pk=pen_name.pk).update(name=NAME, slug="")
    pen_name.refresh_from_db()
    pen_name.save_with_slug()


@try_each(
    "url, form",
    product(
        ["/stories/{}/", "/read/{}/{}/", "/read/{}/", "/by/{}/", "/tags/genre/{}/"],
        ["NFC", "NFD"],
    ),
)
def test_page_is_found(guest_client: Client, url: str, form: Literal["NFC", "NFD"]) -> None:
    slug = quote(normalize(form, SLUG))
    response = guest_client.get(url.format(slug, slug))
    assert response.status_code == 200
    assert normalize("NFC", NAME) in normalize("NFC", response.content.decode())


def test_both_forms_of_a_name_are_one_tag(make_story: MakeStory) -> None:
    story = make_story("Two")
    set_tags(story, {TagKind.GENRE: [normalize("NFD", NAME)]})
    assert [tag.tag.slug for tag in story.story_tags.select_related("tag")] == [SLUG]
