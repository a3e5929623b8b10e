"""The sections of the account: one list for the overview, beside the pages, and in the menu."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.sections import SECTIONS
from tests.accounts.test_two_factor import set_up_app
from tests.conftest import client_of

pytestmark = pytest.mark.django_db

NAVIGATION = re.compile(r'<nav class="account__nav".*?</nav>', re.DOTALL)
MENU = re.compile(r'<ul class="drop__list.*?</ul>', re.DOTALL)


def part_of(page: str, expression: re.Pattern[str]) -> str:
    match = expression.search(page)
    assert match
    return match[0]


def test_overview_pages_and_menu_list_the_same_sections(reader_client: Client) -> None:
    for section in SECTIONS:
        page = reader_client.get(reverse(section.url_name)).content.decode()
        links = [f'href="{reverse(each.url_name)}"' for each in SECTIONS]
        for html in (page, reader_client.get(reverse("account")).content.decode()):
            assert all(link in part_of(html, NAVIGATION) for link in links)
        in_menu = [link for link in links if link in part_of(page, MENU)]
        expected = [reverse(each.url_name) for each in SECTIONS if each.is_in_menu]
        assert in_menu == [f'href="{url}"' for url in expected]
        # The current one is marked, and only that one.
        link = f'href="{reverse(section.url_name)}" aria-current="page"'
        assert link in page and page.count('aria-current="page"') == 1


def test_menu_has_only_what_is_for_everybody() -> None:
    # It is part of pages that members share in the cache.
    nobody = User(username="nobody", is_active=False)
    assert all(section.is_for(nobody) for section in SECTIONS if section.is_in_menu)


def test_page_of_a_section_leads_back_to_it(reader_client: Client) -> None:
    url = reverse("security")
    for name in ("account_email", "account_change_password", "mfa_index", "usersessions_list"):
        page = reader_client.get(reverse(name)).content.decode()
        assert f'href="{url}" aria-current="page"' in part_of(page, NAVIGATION)
        assert re.search(rf'<p class="account__parent">\s*<a href="{url}">', page)
    assert "account__parent" not in reader_client.get(url).content.decode()


def test_security_shows_the_state_of_each_part(reader: User, reader_client: Client) -> None:
    page = reader_client.get(reverse("security")).content.decode()
    assert "rosa@example.org" in page and "confirmed" in page
    assert "<span>Off</span>" in page and "Signed in on 1 device" in page
    for name in ("account_change_password", "account_email", "mfa_index", "usersessions_list"):
        assert f'href="{reverse(name)}"' in page
    set_up_app(reader)
    reader.set_unusable_password()
    reader.save()
    page = client_of(reader).get(reverse("security")).content.decode()
    assert "<span>On</span>" in page and "Authenticator app" in page
    assert reverse("account_set_password") in page
