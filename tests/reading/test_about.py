"""The About page shows the operator's text and contact."""

from django.test import Client
from pytest_django import Settings

from accounts.models import User
from serial.stories.choices import Role, Visibility
from serial.stories.crediting import add_credit
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.reading.conftest import get_page


def test_about_page_shows_text_and_contact_of_the_operator(settings: Settings, db: None) -> None:
    settings.SITE_ABOUT = "We *like* fog.\n\nAnd lamps. <script>alert(1)</script>"
    settings.SITE_CONTACT = "us@example.org"
    page = get_page(Client(), "/about/")
    assert "<em>like</em>" in page and "alert(1)</script>" not in page
    assert 'href="mailto:us@example.org"' in page


def test_about_page_has_a_default_text(settings: Settings, db: None) -> None:
    settings.SITE_ABOUT = settings.SITE_CONTACT = ""
    for who, words in (
        ("request", "ask to become an author"),
        ("member", "choose “Write here”"),
    ):
        settings.WHO_MAY_WRITE = who
        page = get_page(Client(), "/about/")
        assert words in page and "publish stories in installments" in page
        assert "<dt>Contact</dt>" not in page and "stories</span>" not in page
    settings.WHO_MAY_WRITE = "invitation"
    assert "ask for an invitation" in get_page(Client(), "/about/")


def test_about_page_counts_what_the_visitor_can_find(
    make_story: MakeStory, make_chapter: MakeChapter, other_author: User, reader_client: Client
) -> None:
    mill = make_story("Mill")
    # An invitation, which is not accepted yet.
    add_credit(mill, pen_name_of(other_author), Role.EDITOR, by=mill.credits.get().pen_name.owner())
    for story in (mill, mill, make_story("Oak"), make_story("Elm", visibility=Visibility.MEMBERS)):
        make_chapter(story=story)
    for client, stories, chapters in ((Client(), 2, 3), (reader_client, 3, 4)):
        figures = f"<span>{stories} stories</span><span>{chapters} chapters</span>"
        assert figures in get_page(client, "/about/")
    assert "<span>1 author</span>" in get_page(Client(), "/about/")
    mill.credits.update(accepted_at=mill.created_at)
    assert "<span>2 authors</span>" in get_page(Client(), "/about/")


def test_pages_link_to_the_about_page(db: None) -> None:
    assert 'href="/about/"' in get_page(Client(), "/")
