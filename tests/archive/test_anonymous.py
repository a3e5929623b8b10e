"""Stories of authors who left have nothing in common, and nobody can act as “Anonymous”."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.anonymous import anonymous_pen_name
from accounts.models import PenName, User
from serial.desk.stories.credit_form import CreditForm
from serial.reading.related_stories import stories_by_same_authors
from serial.stories.choices import Role
from serial.stories.crediting import anonymize_credits
from serial.stories.models import Credit, Story
from tests.archive.conftest import AddCoAuthor
from tests.conftest import MakeChapter, MakeStory, pen_name_of


def test_one_pen_name_stands_for_all_who_left(author: User) -> None:
    taken = PenName(user=author, name="Anonymous")
    taken.save_with_slug()
    anonymous = anonymous_pen_name()
    assert anonymous == anonymous_pen_name() and anonymous.user is None
    assert (anonymous.name, anonymous.slug) == ("Anonymous_", "anonymous-2")
    with pytest.raises(IntegrityError), transaction.atomic():
        PenName.objects.create(name="Nobody's", slug="nobodys")


def test_anonymous_stories_are_not_by_the_same_author(
    author: User, story: Story, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    other = make_story("Other")
    for row in (story, other):
        make_chapter(story=row)
    assert list(stories_by_same_authors(story.pk, author)) == [other]
    for row in (story, other):
        anonymize_credits(row.pk, author.pk)
    assert list(stories_by_same_authors(story.pk, author)) == []


def test_two_authors_who_leave_are_credited_once(
    author: User, other_author: User, story: Story, add_co_author: AddCoAuthor
) -> None:
    add_co_author(story, Role.AUTHOR)
    Credit.objects.create(story=story, pen_name=pen_name_of(author), role=Role.EDITOR)
    for user in (author, other_author):
        anonymize_credits(story.pk, user.pk)
    (credit,) = Credit.objects.all()
    assert (credit.pen_name, credit.role) == (anonymous_pen_name(), Role.AUTHOR)
    assert not story.is_authored_by(author)


def test_anonymous_is_in_no_sitemap_but_has_a_page(
    author: User, story: Story, make_chapter: MakeChapter, guest_client: Client
) -> None:
    make_chapter()
    sitemap = "/sitemap-authors-0.xml"
    assert "/by/anna/" in guest_client.get(sitemap).content.decode()
    anonymize_credits(story.pk, author.pk)
    page = guest_client.get(anonymous_pen_name().get_absolute_url())
    assert page.status_code == 200 and "The Lamp" in page.content.decode()
    assert "/by/" not in guest_client.get(sitemap).content.decode()


def test_anonymous_cannot_be_invited(author: User) -> None:
    fields = {"role": "editor", "position": "1"}
    name = anonymous_pen_name().name
    assert not CreditForm({**fields, "name": name}).is_valid()
    assert CreditForm({**fields, "name": "anna"}).is_valid()
