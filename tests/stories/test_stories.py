"""What a story is: its address, its text, its tags and by-lines, and who finds it."""

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

GUEST = AnonymousUser()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The Lamp", "the-lamp"),
        ("龙与剑", "龙与剑"),
        ("🦊", "story"),
        ("مرحبا بالعالم", "مرحبا-بالعالم"),
        ("x" * 300, "x" * 80),
    ],
)
def test_addresses_in_any_script(make_story: MakeStory, title: str, slug: str) -> None:
    assert make_story(title).slug == slug


def test_an_address_is_never_given_to_another(make_story: MakeStory) -> None:
    first = make_story("The Lamp")
    first.save_with_slug("the-lantern")
    assert first.slug == "the-lantern"
    assert make_story("The Lamp").slug == "the-lamp-2"
    first.save_with_slug("the-lamp")
    assert first.slug == "the-lamp"


def test_a_new_title_leaves_the_address(story: Story) -> None:
    story.title = "Another"
    story.save_with_slug()
    assert story.slug == "the-lamp"


@pytest.mark.parametrize(
    "warnings", [["none", "violence"], ["undisclosed", "none"], ["made up"], "violence", [1]]
)
def test_warnings_that_contradict_are_refused(story: Story, warnings: object) -> None:
    story.warnings = warnings
    with pytest.raises(ValidationError, match="warnings"):
        story.full_clean()


def test_the_database_refuses_an_unknown_visibility(story: Story) -> None:
    with pytest.raises(IntegrityError, match="story_visibility_known"), transaction.atomic():
        Story.objects.update(visibility="everybody")


def test_the_invitation_is_the_authors_or_the_usual_one(story: Story) -> None:
    assert story.comment_prompt_text() == "What do you think?"
    story.comment_prompt = "Who did it?"
    assert story.comment_prompt_text() == "Who did it?"


def test_lists_show_what_has_something_to_read(
    make_story: MakeStory, make_chapter: MakeChapter, reader: User
) -> None:
    stories = {v: make_story(v, visibility=v) for v in Visibility.values}
    make_story("empty")
    for story in stories.values():
        make_chapter(story=story)
    listed = set(Story.objects.listed_for(GUEST))
    assert listed == {stories["public"]}
    assert set(Story.objects.listed_for(reader)) == {stories["public"], stories["members"]}


def test_a_tag_finds_what_its_synonyms_carry_in_the_authors_words(
    make_story: MakeStory,
) -> None:
    one, other = make_story("one"), make_story("other")
    set_tags(one, {TagKind.GENRE: ["Science Fiction"]})
    set_tags(other, {TagKind.GENRE: ["SF", "Horror"]})
    main, synonym = (Tag.objects.get(name=name) for name in ("Science Fiction", "SF"))
    synonym.synonym_of = main
    synonym.save()
    assert set(main.stories()) == set(synonym.stories()) == {one, other}
    assert tag_names(other, TagKind.GENRE) == ["SF", "Horror"]


def test_tags_of_one_name_in_any_case_are_one(make_story: MakeStory) -> None:
    set_tags(make_story("one"), {TagKind.GENRE: ["Horror"]})
    set_tags(make_story("other"), {TagKind.GENRE: ["horror"]})
    assert Tag.objects.count() == 1


def test_a_synonym_leads_to_a_main_tag_in_one_step(story: Story) -> None:
    a, b, c = (Tag.objects.get_or_create_by_name("genre", name) for name in "abc")
    b.synonym_of = a
    b.full_clean()
    b.save()
    c.synonym_of = b
    with pytest.raises(ValidationError, match="main tag"):
        c.full_clean()
    a.synonym_of = Tag.objects.get_or_create_by_name("genre", "d")
    with pytest.raises(ValidationError, match="synonyms of this one"):
        a.full_clean()


def test_a_byline_of_somebody_else_waits_for_their_consent(
    story: Story, author: User, other_author: User
) -> None:
    byline = add_credit(story, pen_name_of(other_author), Role.EDITOR, by=author)
    assert not story.is_authored_by(other_author)
    assert list(Credit.objects.visible().filter(story=story)) != [byline]
    byline.accept()
    assert story.is_authored_by(other_author)


def test_who_may_take_a_byline_away(story: Story, author: User, other_author: User) -> None:
    mine = story.credits.get()
    theirs = add_credit(story, pen_name_of(other_author), Role.EDITOR, by=author)
    theirs.accept()
    assert mine.is_removable_by(author)
    assert not mine.is_removable_by(other_author)
    assert theirs.is_removable_by(author)
    assert theirs.is_removable_by(other_author)


def test_describing_a_story_leaves_its_facts_alone(story: Story, make_chapter: MakeChapter) -> None:
    opened = Story.objects.get(pk=story.pk)
    make_chapter("three more words")
    opened.title = "Renamed"
    opened.save_with_slug()
    story.refresh_from_db()
    assert (story.title, story.words, story.chapter_count) == ("Renamed", 3, 1)
