"""Findings of "Check these" that the authors of a story ignore, and list again."""

from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.models import Chapter
from serial.desk.editor import ignored_checks
from serial.desk.editor.ignored_checks import CheckKey, ignore_check, stop_ignoring
from serial.desk.models import IgnoredCheck
from serial.stories.models import Story
from tests.conftest import MakeChapter, MakeStory
from tests.desk.forms import form_fields

PREVIEW_URL = "/desk/markdownx/markdownify/"
IGNORED_URL = "/desk/markdownx/ignored-checks/"
JSON = {"Accept": "application/json"}
TEXT = "So *it was.\n\n<blink>Now</blink>"
KEY = "asterisk:So ⟨*⟩it was."


def checks(client: Client, story: Story, text: str) -> str:
    data = {"content": text, "field": "body"}
    response = client.post(f"{PREVIEW_URL}?story={story.pk}", data, headers=JSON)
    return unescape(response.json()["checks"])


def press(client: Client, story: Story, name: str, key: str) -> int:
    return client.post(f"{IGNORED_URL}?story={story.pk}", {name: key}).status_code


def open_checks(html: str) -> int:
    return html.count("data-check ") - html.count("List again")


def test_ignored_finding_is_remembered_for_the_story(
    author_client: Client, story: Story, make_story: MakeStory
) -> None:
    html = checks(author_client, story, TEXT)
    assert open_checks(html) == 2 and f'value="{KEY}"' in html and "ignored." not in html
    assert press(author_client, story, "_ignore", KEY) == 204
    assert press(author_client, story, "_ignore", KEY) == 204
    # Not by its place: in any text of the story.
    moved = f"A note.\n\n{TEXT}"
    for text in (TEXT, moved, TEXT.replace("*it was", "*it  was")):
        html = checks(author_client, story, text)
        assert open_checks(html) == 1 and "1 ignored." in html
    assert open_checks(checks(author_client, story, "So *that was.")) == 1
    other = make_story("Another story")
    assert open_checks(checks(author_client, other, TEXT)) == 2
    assert press(author_client, story, "_stop_ignoring", KEY) == 204
    html = checks(author_client, story, TEXT)
    assert open_checks(html) == 2 and "ignored." not in html
    assert not IgnoredCheck.objects.exists()


def test_two_marks_in_a_line_are_two_findings(author_client: Client, story: Story) -> None:
    text = "He said *so and *no more."
    assert open_checks(checks(author_client, story, text)) == 2
    press(author_client, story, "_ignore", "asterisk:He said ⟨*⟩so and")
    assert open_checks(checks(author_client, story, text)) == 1


def test_sign_is_known_by_two_words_on_either_side(author_client: Client, story: Story) -> None:
    press(author_client, story, "_ignore", "asterisk:he said ⟨*⟩so and")
    for text in ("Early he said *so and went.", "Late he said *so and slept."):
        assert open_checks(checks(author_client, story, text)) == 0
    for text in ("Late she said *so and slept.", "He said *so and.", "he said* so and"):
        assert open_checks(checks(author_client, story, text)) == 1


def test_text_without_empty_lines_is_ignored_too(author_client: Client, story: Story) -> None:
    text = "It was early.\nNobody was up.\nSo, she said."
    html = checks(author_client, story, text)
    key = "lines:It was early. Nobody was up. So, she said."
    assert "Make each line" in html and f'value="{key}"' in html
    press(author_client, story, "_ignore", key)
    html = checks(author_client, story, text)
    assert "Make each line" not in html and "1 ignored." in html


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("other_author", 404), ("reader", 403), ("guest", 403), ("moderator", 403)],
)
def test_only_the_authors_of_the_story_ignore(
    visitor: str, status: int, story: Story, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{visitor}_client")
    assert press(client, story, "_ignore", KEY) == status
    assert not IgnoredCheck.objects.exists()


def test_verbs_check_the_permission(other_author: User, story: Story) -> None:
    key = CheckKey.of("tag", "<blink>")
    for verb in (ignore_check, stop_ignoring):
        with pytest.raises(PermissionDenied):
            verb(story, key, other_author)


@pytest.mark.parametrize(
    "value", ["", ":", "asterisk", "asterisk:", "asterisk: \0\n", "nothing:x", "x" * 100_000]
)
def test_bad_input_changes_nothing(author_client: Client, story: Story, value: str) -> None:
    assert press(author_client, story, "_ignore", value) == 204
    assert not IgnoredCheck.objects.exists()
    for pk in ("", "0", "x", "9" * 5_000):
        url = f"{IGNORED_URL}?story={pk}"
        assert author_client.post(url, {"_ignore": KEY}).status_code == 404
    assert author_client.get(IGNORED_URL).status_code == 405


def test_long_passage_is_known_by_its_beginning(author_client: Client, story: Story) -> None:
    text = f"<!-- {'secret ' * 100}-->\n\nSo."
    assert open_checks(checks(author_client, story, text)) == 1
    assert press(author_client, story, "_ignore", f"tag:{text}") == 204
    assert open_checks(checks(author_client, story, text)) == 0


def test_oldest_are_listed_again_beyond_the_limit(
    author: User, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ignored_checks, "MAX_IGNORED", 3)
    for number in range(5):
        ignore_check(story, CheckKey.of("tag", f"<a{number}>"), author)
    texts = list(IgnoredCheck.objects.order_by("pk").values_list("text", flat=True))
    assert texts == ["<a2>", "<a3>", "<a4>"]


def test_without_script_the_form_ignores_and_keeps_what_is_typed(
    author_client: Client, make_chapter: MakeChapter
) -> None:
    chapter = make_chapter(TEXT, note_after="*Bye.")
    url = f"/desk/chapters/chapter/{chapter.pk}/change/"
    page = author_client.get(url).content.decode()
    assert "data-checks-total>3</span>" in page and 'href="#checks_body"' in page
    assert f'name="_ignore" formaction="#checks_body" class="link-button" value="{KEY}"' in page
    typed = {**form_fields(page), "body": f"{TEXT}\n\nTyped.", "title": "", "_ignore": KEY}
    page = author_client.post(url, typed).content.decode()
    assert "Typed." in page and "1 ignored." in page and "data-checks-total>2</span>" in page
    assert 'name="_stop_ignoring"' in page and "errornote" not in page
    assert Chapter.objects.get().body == TEXT and IgnoredCheck.objects.count() == 1
    typed = {**form_fields(page), "_stop_ignoring": KEY}
    page = author_client.post(url, typed).content.decode()
    assert "Typed." in page and "ignored." not in page and "data-checks-total>3</span>" in page
    assert Chapter.objects.get().body == TEXT and not IgnoredCheck.objects.exists()


def test_preview_as_a_reader_leaves_them_out(
    author: User, author_client: Client, chapter: Chapter
) -> None:
    ignore_check(chapter.story, CheckKey.of("asterisk", "So ⟨*⟩it was."), author)
    url = f"/desk/chapters/chapter/preview/?chapter={chapter.pk}"
    page = author_client.post(url, {"body": TEXT}).content.decode()
    assert "no partner" not in page and "this tag" in page


def test_queries_do_not_grow_with_what_is_ignored(
    author_client: Client, author: User, make_chapter: MakeChapter
) -> None:
    text = "\n\n".join(f"So {number} *it was." for number in range(10))
    chapter = make_chapter(text, note_before=text, note_after=text)
    url = f"/desk/chapters/chapter/{chapter.pk}/change/"

    def ignore(numbers: range) -> None:
        for number in numbers:
            key = CheckKey.of("asterisk", f"So {number} ⟨*⟩it was.")
            ignore_check(chapter.story, key, author)

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(url)
        return len(captured)

    ignore(range(1))
    before = count_queries()
    ignore(range(1, 9))
    assert count_queries() == before
    # Three lists, which are loaded once.
    with CaptureQueriesContext(connection) as captured:
        assert author_client.get(url).content.decode().count("9 ignored.") == 3
    assert sum("desk_ignoredcheck" in query["sql"] for query in captured.captured_queries) == 1
