"""Stories: slugs, warnings, tags, author credits, and in whose lists they appear."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from serial.stories.choices import Role, TagKind, Visibility
from serial.stories.crediting import add_credit
from serial.stories.models import Credit, Story, Tag
from serial.stories.tagging import set_tags, tag_names
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.rolling_back import try_each

GUEST = AnonymousUser()


@try_each(
    "title, slug",
    [
        ("The Lamp", "the-lamp"),
        ("龙与剑", "龙与剑"),
        ("🦊", "story"),
        ("مرحبا بالعالم", "مرحبا-بالعالم"),
        ("x" * 300, "x" * 80),
    ],
)
def test_slug_keeps_any_script(make_story: MakeStory, title: str, slug: str) -> None:
    assert make_story(title).slug == slug


def test_former_slug_is_never_given_to_another_story(make_story: MakeStory) -> None:
    first = make_story("The Lamp")
    first.save_with_slug("the-lantern")
    assert first.slug == "the-lantern"
    assert make_story("The Lamp").slug == "the-lamp-2"
    first.save_with_slug("the-lamp")
    assert first.slug == "the-lamp"


def test_new_title_does_not_change_the_slug(story: Story) -> None:
    story.title = "Another"
    story.save_with_slug()
    assert story.slug == "the-lamp"


@try_each("warnings", [["none", "violence"], ["undisclosed", "none"], ["made up"], "violence", [1]])
def test_contradicting_warnings_are_refused(story: Story, warnings: object) -> None:
    story.warnings = warnings
    with pytest.raises(ValidationError, match="warnings"):
        story.full_clean()


def test_the_database_refuses_an_unknown_visibility(story: Story) -> None:
    with pytest.raises(IntegrityError, match="story_visibility_known"), transaction.atomic():
        Story.objects.update(visibility="everybody")


def test_comment_prompt_is_the_authors_or_the_default(story: Story) -> None:
    assert story.comment_prompt_text() == "What do you think?"
    story.comment_prompt = "Who did it?"
    assert story.comment_prompt_text() == "Who did it?"


def test_lists_show_visible_stories_with_released_chapters(
    make_story: MakeStory, make_chapter: MakeChapter, reader: User
) -> None:
    stories = {
        visibility: make_story(visibility, visibility=visibility)
        for visibility in Visibility.values
    }
    make_story("empty")
    for story in stories.values():
        make_chapter(story=story)
    listed = set(Story.objects.listed_for(GUEST))
    assert listed == {stories["public"]}
    assert set(Story.objects.listed_for(reader)) == {stories["public"], stories["members"]}


def test_story_keeps_its_tag_that_becomes_a_synonym(make_story: MakeStory) -> None:
    story = make_story()
    set_tags(story, {TagKind.GENRE: ["SF", "Horror"]})
    main = Tag.objects.create(kind=TagKind.GENRE, name="Science Fiction", slug="science-fiction")
    Tag.objects.filter(name="SF").update(synonym_of=main)
    assert tag_names(story, TagKind.GENRE) == ["SF", "Horror"]


def test_tag_names_are_unique_in_any_case(make_story: MakeStory) -> None:
    set_tags(make_story("one"), {TagKind.GENRE: ["Horror"]})
    set_tags(make_story("other"), {TagKind.GENRE: ["horror"]})
    assert Tag.objects.count() == 1


def test_synonym_must_point_at_a_main_tag(story: Story) -> None:
    a, b, c = (Tag.objects.get_or_create_by_name("genre", name) for name in "abc")
    b.synonym_of = a
    b.full_clean()
    b.save()
    c.synonym_of = b
    with pytest.raises(ValidationError, match="main tag"):
        c.full_clean()
    a.synonym_of = Tag.objects.get_or_create_by_name("genre", "d")
    with pytest.raises(ValidationError, match="synonyms of this tag"):
        a.full_clean()


def test_credit_of_another_user_must_be_accepted(
    story: Story, author: User, other_author: User
) -> None:
    credit = add_credit(story, pen_name_of(other_author), Role.EDITOR, by=author)
    assert not story.is_authored_by(other_author)
    assert list(Credit.objects.visible().filter(story=story)) != [credit]
    credit.accept()
    assert story.is_authored_by(other_author)


def test_who_can_remove_a_credit(story: Story, author: User, other_author: User) -> None:
    own_credit = story.credits.get()
    other_credit = add_credit(story, pen_name_of(other_author), Role.EDITOR, by=author)
    other_credit.accept()
    assert own_credit.is_removable_by(author)
    assert not own_credit.is_removable_by(other_author)
    assert other_credit.is_removable_by(author)
    assert other_credit.is_removable_by(other_author)


def test_saving_a_story_does_not_change_its_totals(story: Story, make_chapter: MakeChapter) -> None:
    stale = Story.objects.get(pk=story.pk)
    make_chapter("three more words")
    stale.title = "Renamed"
    stale.save_with_slug()
    story.refresh_from_db()
    assert (story.title, story.words, story.chapter_count) == ("Renamed", 3, 1)
