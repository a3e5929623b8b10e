"""What authors type in one line is shown with typographic marks, and stored as typed."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from serial.chapters.models import Chapter
from serial.markup.one_line import set_marks
from serial.stories.choices import TagKind
from serial.stories.models import Part, Story
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory
from tests.reading.conftest import get_page

# Each with what the line is.
TYPED = {
    "title": "The Miller's Daughter",
    "chapter": 'It\'s "over"...',
    "part": "Winter -- 'Ice'",
    "note": "A dog's death",
    "notes": "There's blood",
    "prompt": "Who's there?",
    "tag": "Hero's journey",
    "genre": "Gods' war",
    "copyright": "Anna's own",
}
SHOWN = {
    "title": "The Miller’s Daughter",
    "chapter": "It’s “over”…",
    "part": "Winter — ‘Ice’",
    "note": "A dog’s death",
    "notes": "There’s blood",
    "prompt": "Who’s there?",
    "tag": "Hero’s journey",
    "genre": "Gods’ war",
    "copyright": "Anna’s own",
}
PAGES = {
    "/": "title chapter",
    "/stories/": "title tag genre",
    "/by/anna/": "title tag genre",
    "/stories/mill/": "title chapter part notes tag genre copyright",
    "/read/mill/its-over/": "title chapter part note prompt",
    "/read/mill/": "title chapter note",
    "/read/mill/its-over/comments/": "title chapter",
    "/read/mill/its-over/comments/write/": "title chapter prompt",
    "/feed/": "title chapter",
    "/stories/mill/feed/": "title chapter",
    "/continue-reading/?at=mill/its-over": "title chapter",
    "/tags/freeform/heros-journey/": "tag",
}


@pytest.fixture
def story(make_story: MakeStory) -> Story:
    fields = {"content_notes": "notes", "comment_prompt": "prompt", "copyright_line": "copyright"}
    story = make_story(TYPED["title"], **{name: TYPED[key] for name, key in fields.items()})
    story.save_with_slug("mill")
    set_tags(story, {TagKind.FREEFORM: [TYPED["tag"]], TagKind.GENRE: [TYPED["genre"]]})
    return story


@pytest.fixture
def chapter(story: Story, make_chapter: MakeChapter) -> Chapter:
    chapter = make_chapter(title=TYPED["chapter"], content_note=TYPED["note"])
    part = Part.objects.create(story=story, title=TYPED["part"], position=1)
    Chapter.objects.update(part=part)
    return chapter


def test_lines_are_shown_with_typographic_marks(chapter: Chapter, story: Story) -> None:
    for url, names in PAGES.items():
        page = get_page(Client(), url)
        for name in names.split():
            assert SHOWN[name] in page, (url, name)
    chapter.refresh_from_db()
    assert (story.title, chapter.title) == (TYPED["title"], TYPED["chapter"])


@pytest.mark.parametrize("change", [{"smart_punctuation": False}, {"language": "fi"}])
def test_lines_of_a_story_follow_its_setting_and_language(
    chapter: Chapter, change: dict[str, object]
) -> None:
    urls = ["/", "/stories/", "/stories/mill/", "/read/mill/its-over/", "/feed/"]
    urls.append("/read/mill/its-over/comments/")
    for url in urls:
        assert SHOWN["title"] in get_page(Client(), url), url
    Story.objects.update(**change)
    for url in urls:
        page = get_page(Client(), url)
        assert re.search("The Miller(&#x27;|')s Daughter", page) and SHOWN["title"] not in page, url


def test_sentence_of_the_site_has_the_marks_of_its_language(settings: Settings, db: None) -> None:
    settings.SITE_TAGLINE = "Today's stories"
    assert "Today’s stories" in get_page(Client(), "/")


def test_line_is_no_markdown() -> None:
    assert set_marks("*It's* <b>5</b> [x](y) ---", "en") == "*It’s* <b>5</b> [x](y) —"
