"""What runs of `load_sample --many` add, and what they keep."""

import json
from datetime import UTC, datetime
from random import Random

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import models, transaction

from accounts.models import PenName, PenNameSlug, User
from serial.chapters.models import Chapter, ChapterSlug, Revision
from serial.chapters.totals import find_wrong_totals
from serial.comments.models import Comment, Discussion, Kudos, Like
from serial.desk.sample.bulk_loading import load_many
from serial.desk.sample.bulk_texts import MAX_REVISIONS, choose_text
from serial.desk.sample.bulk_words import load_languages
from serial.stories.models import Credit, Part, Story, StorySlug, StoryTag
from tests.conftest import MakeStory
from tests.sampling import examples

STORIES = 40
NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
MODELS: tuple[type[models.Model], ...] = (
    *(User, PenName, PenNameSlug, Story, StorySlug, Credit, StoryTag, Part, Chapter, ChapterSlug),
    *(Revision, Discussion, Comment, Like, Kudos),
)


def all_rows() -> list[str]:
    """Returns each row as JSON."""
    rows = [row for model in MODELS for row in model._default_manager.order_by("pk")]
    return [json.dumps(row, default=str) for row in serializers.serialize("python", rows)]


def assert_kept(before: list[str]) -> None:
    assert set(before) <= set(all_rows())


def test_same_seed_gives_the_same_site(db: None) -> None:
    sites = []
    for _ in range(2):
        with transaction.atomic():
            load_many(6, seed=5, now=NOW)
            # Ids go on counting, so they and what contains them differ.
            sites.append(
                [
                    list(model._default_manager.order_by("pk").values_list(*names))
                    for model, *names in (
                        (Story, "title", "slug", "summary", "rating", "created_at", "uid"),
                        (Chapter, "title", "slug", "body", "release_at", "uid", "story__slug"),
                        (Revision, "number", "body", "saved_at", "chapter__uid"),
                        (Comment, "number", "body", "state", "path", "posted_at", "form_key"),
                        (User, "username", "date_joined"),
                        (PenName, "name", "slug", "uid"),
                    )
                ]
            )
            transaction.set_rollback(True)
    assert sites[0] == sites[1]


def test_another_seed_gives_another_site(db: None) -> None:
    load_many(5, seed=1)
    titles = set(Story.objects.values_list("title", flat=True))
    Story.objects.all().delete()
    load_many(5, seed=2)
    assert titles != set(Story.objects.values_list("title", flat=True))


def test_loading_twice_adds_other_stories(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_sample", "--many=2")
    before = all_rows()
    call_command("load_sample", "--many=2")
    assert Story.objects.count() == 4
    assert_kept(before)
    assert "Added 2 stories with" in capsys.readouterr().out


def test_rows_of_the_site_are_kept(db: None, author: User, make_story: MakeStory) -> None:
    story = make_story("The Last Lamp")
    before = all_rows()
    load_many(6)
    assert_kept(before)
    assert Story.objects.get(slug="the-last-lamp") == story


def test_several_transactions_give_the_number_of_stories(db: None) -> None:
    reported: list[int] = []
    loaded = load_many(
        7, report=lambda loaded: reported.append(loaded.stories), stories_per_transaction=3
    )
    assert reported == [3, 6, 7]
    assert (loaded.stories, loaded.chapters, loaded.comments) == (
        Story.objects.count(),
        Chapter.objects.count(),
        Comment.objects.count(),
    )
    assert list(find_wrong_totals()) == []


@pytest.mark.sweep
def test_each_revision_of_a_text_differs_from_the_one_before() -> None:
    for language in load_languages():
        for seed in range(examples(40)):
            rng = Random(seed)  # noqa: S311 - reproducible, not secret
            text = choose_text(rng, seed, language)
            bodies = [revision.text.body for revision in text.revisions]
            assert all(bodies)
            assert len(set(bodies)) == len(bodies) <= MAX_REVISIONS
            assert text.text.body == bodies[-1]
            assert len(text.revisions[-1].paragraph_ids) >= len(text.quotes) > 0


def test_number_must_be_positive(db: None) -> None:
    with pytest.raises(CommandError, match="must be a number from 1"):
        call_command("load_sample", "--many=0")
