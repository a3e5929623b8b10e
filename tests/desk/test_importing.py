"""The desk's pages of importing: choose, plan, change, create, undo."""

import re
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.conf import settings as site_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.desk.importing.plan_rows import plan_rows
from serial.desk.importing.wording import problem_text
from serial.jobs.running import run_next
from serial.manuscripts.formats.registry import FORMATS, INNER_SUFFIXES, ZIP_SUFFIX
from serial.manuscripts.limits import MAX_BYTES
from serial.manuscripts.models import Manuscript
from serial.manuscripts.planning import reading_job
from serial.manuscripts.planning.reading_job import open_document
from serial.manuscripts.problems import Problem
from serial.manuscripts.reading import read
from serial.stories.models import Story
from tests.desk.pages import STORIES
from tests.manuscripts.making import TWO_CHAPTERS, make_imported, make_planned


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(reading_job, "read_isolated", read)
    settings.MEDIA_ROOT = tmp_path


def work() -> None:
    while run_next("slow"):
        pass


def url_of(story: Story, page: str = "import") -> str:
    return f"{STORIES}{story.pk}/{page}/"


def send(client: Client, story: Story, *files: SimpleUploadedFile, key: str = "") -> Any:
    data = {"form_key": key or str(uuid4()), "manuscript": files}
    return client.post(url_of(story), data, follow=True)


def file(text: str = TWO_CHAPTERS, name: str = "salt.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def plan_form(manuscript: Manuscript, **changes: Any) -> dict[str, Any]:
    plan = Manuscript.objects.get(pk=manuscript.pk).read_plan()
    data: dict[str, Any] = {
        "row": [each.start for each in plan.chapters],
        "take": [each.start for each in plan.chapters if each.is_selected],
    }
    for each in plan.chapters:
        data |= {f"title-{each.start}": each.title, f"part-{each.start}": each.part}
    return data | changes


def test_file_becomes_drafts_and_is_undone(author_client: Client, story: Story) -> None:
    page = send(author_client, story, file())
    assert "Reading the file" in page.content.decode()
    work()
    manuscript = Manuscript.objects.get()
    url = url_of(story, f"manuscripts/{manuscript.pk}")
    plan = author_client.get(url).content.decode()
    for text in ("2 chapters found", ">Salt</textarea>", "It was late.", "The end.", "A/N: Hello."):
        assert text in plan
    page = author_client.post(url, plan_form(manuscript, create="yes"), follow=True)
    work()
    result = author_client.get(page.redirect_chain[-1][0]).content.decode()
    assert "Everything is there" in result and "Undo the import" in result
    assert [chapter.title for chapter in story.chapters.in_order()] == ["Salt", "Sand"]
    author_client.post(page.redirect_chain[-1][0], {"undo": "yes"})
    work()
    assert not story.chapters.filter(deleted_at=None).exists()
    assert "The import was undone" in author_client.get(page.redirect_chain[-1][0]).content.decode()


def test_file_becomes_a_new_story_and_is_undone(author_client: Client) -> None:
    data = {"form_key": str(uuid4()), "manuscript": file()}
    page = author_client.post(f"{STORIES}import/", data, follow=True)
    assert "Reading the file" in page.content.decode()
    work()
    manuscript = Manuscript.objects.get()
    url = f"{STORIES}import/{manuscript.pk}/"
    assert "2 chapters found" in author_client.get(url).content.decode()
    typed = {"story_title": "The Rain", "story_summary": "It *rains*.", "story_take": ["summary"]}
    page = author_client.post(url, plan_form(manuscript, create="yes", **typed), follow=True)
    work()
    result = page.redirect_chain[-1][0]
    assert "Everything is there" in author_client.get(result).content.decode()
    story = Story.objects.get()
    assert (story.title, story.summary) == ("The Rain", "It *rains*.")
    assert [chapter.title for chapter in story.chapters.in_order()] == ["Salt", "Sand"]
    author_client.post(result, {"undo": "yes"})
    work()
    assert not Story.objects.not_deleted().exists()
    assert "The import was undone" in author_client.get(result).content.decode()


def test_what_was_typed_is_kept_by_every_button(
    author_client: Client, author: User, story: Story
) -> None:
    manuscript = make_planned(story, author)
    first, second = manuscript.read_plan().chapters
    url = url_of(story, f"manuscripts/{manuscript.pk}")
    typed = {f"title-{first.start}": "Typed", f"part-{first.start}": "One", "take": [first.start]}
    response = author_client.post(
        url, plan_form(manuscript, **typed, open_chapter=str(second.start))
    )
    assert response.headers["Location"] == f"{url}{second.start}/"
    plan = Manuscript.objects.get(pk=manuscript.pk).read_plan()
    assert (plan.chapters[0].title, plan.chapters[0].part) == ("Typed", "One")
    assert not plan.chapters[1].is_selected


def test_titles_are_lines(author_client: Client, author: User, story: Story) -> None:
    """Their fields are text areas, where Enter begins a line without a script."""
    manuscript = make_planned(story, author)
    first, _second = manuscript.read_plan().chapters
    url = url_of(story, f"manuscripts/{manuscript.pk}")
    typed = {f"title-{first.start}": "\r\nA long\r\nstorm ", f"part-{first.start}": "Book\nOne"}
    author_client.post(url, plan_form(manuscript, **typed, save="yes"))
    chapter = Manuscript.objects.get(pk=manuscript.pk).read_plan().chapters[0]
    assert (chapter.title, chapter.part) == ("A long storm", "Book One")
    assert ">A long storm</textarea>" in author_client.get(url).content.decode()


def test_chapters_are_joined_and_cut_with_buttons(
    author_client: Client, author: User, story: Story
) -> None:
    manuscript = make_planned(story, author)
    first, second = manuscript.read_plan().chapters
    url = url_of(story, f"manuscripts/{manuscript.pk}")
    page = author_client.get(f"{url}{second.start}/").content.decode()
    assert f'name="body_end" value="{second.end}"' in page and second.has_note_after()
    author_client.post(f"{url}{second.start}/", {"body_end": second.end})
    assert not Manuscript.objects.get(pk=manuscript.pk).read_plan().chapters[1].has_note_after()
    page = author_client.get(f"{url}{second.start}/").content.decode()
    assert "There is no note after the text" not in page and "cut-list__after" not in page
    author_client.post(url, plan_form(manuscript, join=str(second.start)))
    (only,) = Manuscript.objects.get(pk=manuscript.pk).read_plan().chapters
    assert only.end == second.end
    page = author_client.get(f"{url}{first.start}/").content.decode()
    assert "Chapter 2: Sand" in page and f'name="cut" value="{second.start}"' in page
    author_client.post(f"{url}{first.start}/", {"cut": second.start})
    assert len(Manuscript.objects.get(pk=manuscript.pk).read_plan().chapters) == 2
    author_client.post(f"{url}{first.start}/", {"body": first.start + 1})
    changed = Manuscript.objects.get(pk=manuscript.pk).read_plan().chapters[0]
    assert not changed.has_note_before()


def test_several_files_are_one_import(author_client: Client, story: Story) -> None:
    send(author_client, story, file(name="one.md"), file("Other text.", "two.txt"))
    assert Manuscript.objects.get().name == "one.md"


@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_has_a_message(problem: Problem) -> None:
    assert problem_text(problem).endswith((".", "parts."))


def test_file_that_cannot_be_read_says_why(author_client: Client, story: Story) -> None:
    send(author_client, story, SimpleUploadedFile("a.docx", b"%PDF-1.7"))
    work()
    url = url_of(story, f"manuscripts/{Manuscript.objects.get().pk}")
    assert "A PDF stores the places of letters" in author_client.get(url).content.decode()


def test_form_without_a_file(author_client: Client, story: Story) -> None:
    page = author_client.post(url_of(story), {"form_key": str(uuid4())}).content.decode()
    assert "Choose a file." in page and not Manuscript.objects.exists()


def test_too_many_files_in_an_hour(author_client: Client, story: Story, settings: Any) -> None:
    settings.MANUSCRIPTS_PER_HOUR = 0
    response = send(author_client, story, file())
    assert response.status_code == 429 and "Try again in 60 minutes" in response.content.decode()


def test_nothing_selected(author_client: Client, author: User, story: Story) -> None:
    manuscript = make_planned(story, author)
    url = url_of(story, f"manuscripts/{manuscript.pk}")
    page = author_client.post(url, plan_form(manuscript, take=[], create="yes"), follow=True)
    assert "Select at least one chapter." in page.content.decode()


def test_plan_that_was_used_leads_to_its_import(
    author_client: Client, author: User, story: Story
) -> None:
    act = make_imported(story, author)
    assert act.manuscript is not None
    url = url_of(story, f"manuscripts/{act.manuscript.pk}")
    for response in (author_client.get(url), author_client.post(url, {"create": "yes"})):
        assert response.headers["Location"] == url_of(story, f"imports/{act.pk}")


def test_file_is_deleted_on_request(author_client: Client, author: User, story: Story) -> None:
    manuscript = make_planned(story, author)
    author_client.post(url_of(story, f"manuscripts/{manuscript.pk}"), {"discard": "yes"})
    assert not Manuscript.objects.exists()


@pytest.mark.parametrize("value", ["x", "-1", "999999999999999999999", "\0", ""])
def test_bad_numbers_change_nothing(
    author_client: Client, author: User, story: Story, value: str
) -> None:
    manuscript = make_planned(story, author)
    url = url_of(story, f"manuscripts/{manuscript.pk}")
    for name in ("join", "open", "row", "method"):
        assert author_client.post(url, {name: value}).status_code in (302, 400)
    for name in ("cut", "titles", "body", "body_end"):
        assert author_client.post(f"{url}0/", {name: value}).status_code in (302, 400)
    assert len(Manuscript.objects.get(pk=manuscript.pk).read_plan().chapters) == 2


def test_other_authors_find_nothing(
    other_author_client: Client, author: User, story: Story
) -> None:
    manuscript = make_planned(story, author)
    for page in ("import", f"manuscripts/{manuscript.pk}", f"manuscripts/{manuscript.pk}/0"):
        assert other_author_client.get(url_of(story, page)).status_code == 404
        assert other_author_client.post(url_of(story, page), {"create": "1"}).status_code == 404


def test_queries_of_the_plan_do_not_grow(author_client: Client, author: User, story: Story) -> None:
    counts = []
    for chapters in (2, 12):
        text = "\n\n".join(f"# Chapter {n}\n\nText {n} of it." for n in range(chapters))
        manuscript = make_planned(story, author, text)
        url = url_of(story, f"manuscripts/{manuscript.pk}")
        author_client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            author_client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_report_is_downloaded(author_client: Client, author: User, story: Story) -> None:
    act = make_imported(story, author)
    response = author_client.get(url_of(story, f"imports/{act.pk}/report"))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.json()["missing"] == {} and response.json()["made"]["notes"] == 1


def test_formats_that_are_read_are_named_everywhere(author_client: Client, story: Story) -> None:
    page = author_client.get(url_of(story)).content.decode()
    accept = page.partition('accept="')[2].partition('"')[0].split(",")
    assert accept == [*INNER_SUFFIXES, ZIP_SUFFIX]
    guide = (site_settings.BASE_DIR / "docs/authors.md").read_text()
    guide = guide.partition("### Bring your work")[2].partition("###")[0]
    for suffix in (*(each.suffixes[0] for each in FORMATS.values()), ZIP_SUFFIX):
        assert suffix in page.partition("data-import-drop")[2]
        assert suffix in guide


@pytest.mark.parametrize("path", ["{}/import/", "import/"])
def test_upload_of_more_than_100_megabytes_is_refused_unread(
    author_client: Client, story: Story, settings: Any, path: str
) -> None:
    """Up to that, uploads may be larger than any other form."""
    url = f"/desk/stories/story/{path.format(story.pk)}"
    settings.READER_REQUEST_MAX_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    def send(size: int) -> HttpResponse:
        file = SimpleUploadedFile("salt.txt", b"Salt and sand.\n" * (size // 15))
        data = {"manuscript": file, "form_key": str(uuid4())}
        return author_client.post(url, data)  # type: ignore[return-value]

    assert send(10_000).status_code == 302
    settings.MANUSCRIPT_REQUEST_MAX_BYTES = 9_000
    response = send(10_000)
    assert response.status_code == 413
    page = response.content.decode()
    assert "Your file is too large" in page and f'href="{url}"' in page
    assert f"up to {MAX_BYTES // 1024 // 1024}&nbsp;MB" in page


@pytest.mark.parametrize(
    "limit, text",
    [
        ("serial.manuscripts.formats.html.MAX_WORDS", "more than 1,000,000 words"),
        ("serial.manuscripts.formats.html.MAX_PICTURES", "more than 2,000 pictures"),
        ("serial.manuscripts.reading.MAX_BYTES", "larger than 100 MB"),
        ("serial.manuscripts.formats.archives.MAX_FILES", "more than 10,000 files"),
    ],
)
def test_each_limit_has_a_message(
    author_client: Client,
    story: Story,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    text: str,
) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("1.html", "<p>Salt and sand.</p><img src='a.png'><img src='b.png'>")
        archive.writestr("a.png", b"1")
        archive.writestr("b.png", b"2")
    monkeypatch.setattr(limit, 1)
    file = SimpleUploadedFile("salt.zip", packed.getvalue())
    data = {"manuscript": file, "form_key": str(uuid4())}
    url = f"/desk/stories/story/{story.pk}/import/"
    page = author_client.post(url, data, follow=True).redirect_chain[-1][0]
    work()
    assert text in author_client.get(page).content.decode()


def test_plan_shows_the_first_and_the_last_words(story: Story, author: User) -> None:
    """Of long paragraphs, whole words of the beginning and of the end."""
    long = " ".join(f"word{number}" for number in range(100))
    manuscript = make_planned(story, author, f"# Salt\n\n{long}\n\nIn between.\n\n{long}\n")
    row = plan_rows(story, open_document(manuscript), manuscript.read_plan())[0]
    assert row.first_line.startswith("word0 ") and re.search(r" word\d+ …$", row.first_line)
    assert re.match(r"… word\d+ ", row.last_line) and row.last_line.endswith(" word99")
