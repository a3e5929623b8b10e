"""new_parts.py leaves out only pages of which others show every part."""

import pytest
from django.test import Client

from accounts.models import User
from tests.browser.new_parts import fewest, pages_to_open, parts_of
from tests.conftest import MakeChapter, client_of
from tests.desk.pages import CHAPTERS, STORIES
from tests.sampling import LONG


def test_few_pages_have_all_parts() -> None:
    parts = {
        "list": {"base", "row"},
        "other list": {"base", "row"},
        "empty list": {"base", "nothing"},
        "list with a form": {"base", "row", "form", "title"},
        "other form": {"base", "form", "slug"},
        "no template": set[str](),
    }
    assert fewest(parts) == ["empty list", "list with a form", "other form", "no template"]
    shown = {"base", "row", "form", "title"}
    assert fewest(parts, shown) == ["empty list", "other form", "no template"]
    assert fewest({}) == []


@pytest.mark.skipif(LONG, reason="opens all pages")
def test_another_row_is_left_out_and_a_form_with_other_fields_is_not(
    author: User, make_chapter: MakeChapter
) -> None:
    first, second = make_chapter(), make_chapter(title="Rope")
    tabs = [f"{STORIES}{first.story_id}/{tab}/" for tab in ("about", "appearance")]
    rows = [f"{CHAPTERS}{chapter.pk}/delete/" for chapter in (first, second)]
    client, shown = client_of(author), set[str]()
    assert pages_to_open(client, [*rows, *tabs], shown) == [rows[0], *tabs]
    assert pages_to_open(client, rows, shown) == []


@pytest.mark.django_db
def test_parts_are_templates_and_fields() -> None:
    parts = parts_of(Client(), "/contact/")
    assert {"template layout/page.html", "template reading/contact.html", "field email"} <= parts
