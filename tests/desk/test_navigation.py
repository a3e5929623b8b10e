"""Every page of the desk leads to its sections, says which one it is in, and counts what waits."""

import re

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.feedback_pause import pause_feedback
from tests.comments.conftest import MakeComment

SECTIONS = ["Desk", "Stories", "Schedule", "Comments"]


def bar_of(client: Client, url: str) -> str:
    page = client.get(url).content.decode()
    return page[page.index("<header") : page.index("</header>")]


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def current_in(bar: str) -> list[tuple[str, str]]:
    links = re.findall(r'aria-current="(\w+)">(.*?)</a>', bar, re.DOTALL)
    return [(state, words_of(label)) for state, label in links]


@pytest.mark.parametrize(
    ("url", "current"),
    [
        ("/desk/", ("page", "Desk")),
        ("/desk/stories/story/", ("page", "Stories")),
        ("/desk/stories/story/add/", ("true", "Stories")),
        ("/desk/chapters/chapter/{chapter}/history/", ("true", "Stories")),
        ("/desk/chapters/chapter/schedule/", ("page", "Schedule")),
        ("/desk/chapters/chapter/calendar/", ("true", "Schedule")),
        ("/desk/comments/", ("page", "Comments")),
        ("/desk/comments/saved-replies/", ("true", "Comments")),
        ("/desk/accounts/penname/", ("page", "Pen names")),
        ("/desk/accounts/penname/add/", ("true", "Pen names")),
        ("/desk/desk/creditinvitation/", ("page", "Co-author invitations")),
    ],
)
def test_one_section_is_current(
    url: str, current: tuple[str, str], author_client: Client, chapter: Chapter
) -> None:
    bar = bar_of(author_client, url.format(chapter=chapter.pk))
    assert current_in(bar) == [current]
    sections = re.findall(r"<li>\s*<a[^>]*>(.*?)</a>", bar[: bar.index("<details")], re.DOTALL)
    assert [words_of(label) for label in sections] == SECTIONS
    for url in ("/desk/accounts/penname/", "/desk/desk/creditinvitation/", "/accounts/logout/"):
        assert f'"{url}"' in bar


def test_comments_that_need_approval_are_counted(
    author_client: Client,
    other_author_client: Client,
    author: User,
    make_comment: MakeComment,
) -> None:
    assert "section-count" not in bar_of(author_client, "/desk/")
    make_comment("Held.", by=None)
    make_comment("Published.")
    assert "Comments 1 1 needs your approval" in words_of(bar_of(author_client, "/desk/"))
    make_comment("Held, too.", by=None)
    assert "Comments 2 2 need your approval" in words_of(bar_of(author_client, "/desk/"))
    assert "approval" not in bar_of(other_author_client, "/desk/")
    pause_feedback(author)
    assert "approval" not in bar_of(author_client, "/desk/")


def test_the_editor_counts_nothing(
    author_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    make_comment("Held.", by=None)
    page = author_client.get(f"/desk/chapters/chapter/{chapter.pk}/change/").content.decode()
    assert "section-count" not in page


def test_the_sites_admin_has_no_sections_of_the_desk(superuser_client: Client) -> None:
    bar = bar_of(superuser_client, "/admin/")
    assert 'href="/admin/"' in bar and "Schedule" not in bar and "/desk/stories/" not in bar
