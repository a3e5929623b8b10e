"""Stories of authors who left have nothing in common, and nobody can act as “Anonymous”."""

import struct
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation
from pytest_django import Settings

from accounts.anonymous import anonymous_name, anonymous_pen_name
from accounts.models import PenName, User
from serial.archive.erasing import erase_due_accounts
from serial.archive.leaving.account_deletions import start_deletion
from serial.archive.leaving.story_options import options_of
from serial.desk.stories.credit_form import CreditForm
from serial.erasure import CommentsChoice, StoryChoice, StoryDecision
from serial.reading.related_stories import stories_by_same_authors
from serial.stories.choices import Role
from serial.stories.crediting import anonymize_credits, hand_over
from serial.stories.models import Credit, Story
from tests.archive.conftest import AddCoAuthor, confirmed_client, make_due
from tests.conftest import MakeChapter, MakeStory, pen_name_of


def test_one_pen_name_stands_for_all_who_left(author: User) -> None:
    taken = PenName(user=author, name="Anonymous")
    taken.save_with_slug()
    anonymous = anonymous_pen_name()
    assert anonymous == anonymous_pen_name() and anonymous.user is None
    assert (anonymous.name, anonymous.slug) == ("Anonymous_", "anonymous-2")
    with pytest.raises(IntegrityError), transaction.atomic():
        PenName.objects.create(name="Nobody's", slug="nobodys")


def german_catalog(folder: Path) -> None:
    """Writes a catalog that translates "Anonymous", in the format of GNU gettext."""
    pairs = [(b"", b"Content-Type: text/plain; charset=UTF-8\n"), (b"Anonymous", b"Anonym")]
    texts, offset, tables = b"", 28 + 16 * len(pairs), b""
    for column in zip(*pairs, strict=True):
        for text in column:
            tables += struct.pack("<2I", len(text), offset + len(texts))
            texts += text + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    path = folder / "de" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(header + tables + texts)


def test_name_is_in_the_language_of_the_site(
    author: User,
    story: Story,
    make_chapter: MakeChapter,
    settings: Settings,
    tmp_path: Path,
) -> None:
    make_chapter()
    Story.objects.update(copyright_line="© anna")
    german_catalog(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    start_deletion(author, CommentsChoice.KEEP, {story.pk: StoryDecision(StoryChoice.KEEP)})
    make_due()
    with translation.override("de"):
        assert translation.gettext("Anonymous") == "Anonym"
        assert anonymous_name() == "Anonymous"
        assert erase_due_accounts() == (1, 0)
    assert Story.objects.get().copyright_line == "© Anonymous"
    assert story.credits.get().pen_name.name == "Anonymous"


def test_member_who_leaves_reads_the_name_that_readers_see(
    author: User, reader: User, story: Story, make_chapter: MakeChapter
) -> None:
    PenName(user=reader, name="Anonymous").save_with_slug()
    make_chapter()
    client = confirmed_client(author)
    client.post("/accounts/leave/", {"comments": "keep", f"story-{story.pk}": "keep"})
    for url in ("/accounts/leave/", "/accounts/leave/confirm/"):
        assert "“<bdi>Anonymous_</bdi>”" in client.get(url).content.decode()


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


def test_nothing_is_handed_over_to_anonymous(
    author: User, other_author: User, story: Story, add_co_author: AddCoAuthor
) -> None:
    add_co_author(story, Role.TRANSLATOR)
    anonymize_credits(story.pk, author.pk)
    (option,) = options_of(other_author, Story.objects.all())
    # Nor can the work of the author who left be deleted.
    assert option.decisions() == [StoryDecision(StoryChoice.KEEP)]
    start_deletion(other_author, CommentsChoice.KEEP, {})
    make_due()
    assert erase_due_accounts() == (1, 0)
    names = story.credits.values_list("pen_name__name", "role").order_by("role")
    assert list(names) == [("Anonymous", "author"), ("Anonymous", "translator")]


def test_translator_becomes_author_of_a_story_without_another_one(
    author: User, other_author: User, story: Story, add_co_author: AddCoAuthor
) -> None:
    add_co_author(story, Role.TRANSLATOR)
    anonymous = Credit.objects.create(
        story=story,
        pen_name=anonymous_pen_name(),
        role=Role.AUTHOR,
        accepted_at=timezone.now(),
    )
    hand_over(story.pk, author.pk, pen_name_of(other_author).pk)
    credits = story.credits.exclude(pk=anonymous.pk)
    assert [(credit.pen_name.name, credit.role) for credit in credits] == [("otto", "author")]


def test_anonymous_cannot_be_invited(author: User) -> None:
    fields = {"role": "editor", "position": "1"}
    name = anonymous_pen_name().name
    assert not CreditForm({**fields, "name": name}).is_valid()
    assert CreditForm({**fields, "name": "anna"}).is_valid()
