"""The sample story is loaded completely, and only once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.sample.loading import load_sample
from serial.stories.models import Story

pytestmark = pytest.mark.extended


@pytest.fixture
def sample(author: User) -> Story:
    story = load_sample(author)
    assert story is not None
    return story


def test_loading_twice_changes_nothing(author: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_sample", "--author=anna")
    before = list(Chapter.objects.order_by("pk").values())
    call_command("load_sample", "--author=anna")
    assert list(Chapter.objects.order_by("pk").values()) == before
    assert "is already loaded" in capsys.readouterr().out
    assert Story.objects.count() == 1


def test_it_cannot_be_loaded_for_a_user_who_is_not_an_author(reader: User) -> None:
    with pytest.raises(CommandError, match="is not an author"):
        call_command("load_sample", "--author=rosa")


def test_it_has_at_least_eight_chapters_in_two_parts(sample: Story) -> None:
    chapters = list(sample.chapters.in_order())
    assert len(chapters) >= 8
    assert sample.parts.count() == 2
    assert all(600 <= chapter.words <= 1_500 for chapter in chapters)
    assert sum(chapter.is_draft() for chapter in chapters) == 1
    assert sum(chapter.is_scheduled() for chapter in chapters) == 1
    assert sum(bool(chapter.content_note) for chapter in chapters) == 1
    assert any(not chapter.title for chapter in chapters)
    assert any(not chapter.is_numbered for chapter in chapters)


FEATURES = [
    *('class="letter"', 'class="chat"', 'class="box"', 'class="center"'),
    *('class="spoiler"', 'class="warning"', 'class="scene-break"', 'class="footnotes"'),
    *("<table", "<blockquote>", "<em>", "<strong>", "<s>", "<br />", "<li"),
    *("“", "”", "‘", "’80s", "’em", "—", "…"),
]


def test_it_uses_every_markup_feature_and_leaves_none_unrendered(sample: Story) -> None:
    visible = Chapter.objects.visible_to(AnonymousUser()).filter(story=sample)
    html = "".join(visible.values_list("body_html", flat=True))
    assert [feature for feature in FEATURES if feature not in html] == []
    for chapter in sample.chapters.all():
        assert ":::" not in chapter.body_html
        assert '"' not in chapter.body_text and "'" not in chapter.body_text
