"""A manuscript comes in with a browser: chosen or dropped, planned, changed, imported, undone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.manuscripts.models import Manuscript
from serial.manuscripts.planning import reading_job
from serial.manuscripts.reading import read
from serial.stories.models import Story
from tests.browser.axe import check
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.signing_in import sign_in
from tests.images.pictures import picture
from tests.manuscripts.conftest import work
from tests.manuscripts.docx_files import write_docx
from tests.manuscripts.making import TWO_CHAPTERS, make_imported, make_planned
from tests.manuscripts.truth import make_novel

pytestmark = pytest.mark.django_db(transaction=True)

DROP = """({ name, bytes }) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  const init = { bubbles: true, cancelable: true, dataTransfer: data };
  const target = document.querySelector(".import-drop");
  for (const type of ["dragover", "drop"]) target.dispatchEvent(new DragEvent(type, init));
}"""


@pytest.fixture
def novel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three chapters in a .docx, read in this process: another takes a second."""
    monkeypatch.setattr(reading_job, "read_isolated", read)
    return write_docx(make_novel(), tmp_path / "novel.docx")


def row(page: Page, number: int) -> Locator:
    return page.locator(".plan-row").nth(number - 1)


def open_plan(page: Page) -> None:
    """Presses Read the file, and goes on to the plan when the worker has read it."""
    page.get_by_role("button", name="Read the file").click()
    expect(page).to_have_url(re.compile("/(?:manuscripts|import)/[0-9]+/"))
    work()
    link = page.get_by_role("link", name="Show the chapters")
    expect(
        link.or_(page.get_by_role("heading", name=re.compile("chapters? found")))
    ).to_be_visible()
    if link.is_visible():
        link.click()
    expect(page.get_by_role("heading", name=re.compile("chapters? found"))).to_be_visible()


def start_import(page: Page) -> None:
    page.get_by_role("button", name="Create the drafts").click()
    expect(page).to_have_url(re.compile("/imports/"))
    work()
    expect(page.get_by_role("heading", name="Imported", exact=True)).to_be_visible()


@cases("scripts", True, long=[False])
def test_file_is_planned_changed_imported_and_undone(
    scripts: bool,
    novel: Path,
    live_server: LiveServer,
    open_page: OpenPage,
    story: Story,
    author: User,
) -> None:
    page = open_page(390, scripts=scripts)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/{story.pk}/import/")
    if scripts:
        expect(page.get_by_text("Or drop files or a folder here.")).to_be_visible()
        page.evaluate(DROP, {"name": novel.name, "bytes": list(novel.read_bytes())})
    else:
        page.get_by_label("Files").set_input_files(novel)
    open_plan(page)
    expect(page.locator(".plan-row")).to_have_count(3)

    row(page, 1).get_by_label("Title of row 1").fill("Rain")
    row(page, 2).get_by_text("More", exact=False).first.click()
    row(page, 2).get_by_role("button", name="Split it, or move its notes").click()
    cut(page, "He walked on, past the mill", "A new chapter")
    page.get_by_role("link", name="Back to the plan").click()
    expect(page.locator(".plan-row")).to_have_count(4)
    expect(row(page, 1).get_by_label("Title of row 1")).to_have_value("Rain")

    row(page, 3).get_by_text("More", exact=False).first.click()
    row(page, 3).get_by_role("button", name="Join to the row before").click()
    expect(page.locator(".plan-row")).to_have_count(3)
    # It is nearly the same as another.
    row(page, 3).get_by_label("Import row 3").check()

    start_import(page)
    chapters = list(story.chapters.in_order())
    assert [chapter.title for chapter in chapters] == ["Rain", "The 2. storm", "The 3. storm"]
    assert chapters[0].note_after == "what did you think?"
    assert chapters[2].note_after == "what did you think?"
    expect(page.get_by_role("heading", name="Everything is there")).to_be_visible()

    page.get_by_role("button", name="Undo the import").click()
    work()
    expect(page.get_by_role("heading", name="The import was undone")).to_be_visible()
    assert not story.chapters.filter(deleted_at=None).exists()


@pytest.fixture
def folder(novel: Path) -> Path:
    """Three pages, one of them with a hidden copy, and a picture in a folder of its own."""
    folder = novel.parent / "mill"
    (folder / "1_files").mkdir(parents=True)
    (folder / "1_files" / "cat.png").write_bytes(picture("PNG"))
    for number in (10, 9, 1):
        text = f"<h1>Storm {number}</h1><p>Rain.</p><img src='1_files/cat.png' alt='Cat'>"
        (folder / f"{number}.html").write_text(text)
    (folder / ".1.html").write_text("<p>No.</p>")
    return folder


def choose_folder(page: Page, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a folder").click()
    chooser.value.set_files(path)


# What the form will send: the files, and their paths in the folder.
TAKEN = """() => {
  const form = document.querySelector("[data-import-drop]");
  const files = [...form.querySelector("input[type=file]").files];
  const paths = form.querySelector("input[name=paths]").value.split("\\n");
  return [files.map(({ name, size }) => `${name} ${size}`).sort(), paths.sort()];
}"""


def drop_folder(page: Page, path: Path) -> None:
    """As the system does: scripts cannot make a folder."""
    box = page.locator(".import-drop").bounding_box()
    assert box is not None
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    place = {"x": box["x"] + 10, "y": box["y"] + 10, "data": data}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **place})


def test_folder_is_chosen_or_dropped(
    folder: Path,
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    story: Story,
    author: User,
) -> None:
    page = open_page(320, bypass_csp=True)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/{story.pk}/import/")
    nothing = page.get_by_text("No file of this folder can be imported.")
    taken: list[object] = []
    for take_folder in (choose_folder, drop_folder):
        take_folder(page, folder / "1_files")
        expect(nothing).to_be_visible()
        if not taken:
            assert check(page, axe) == []
        take_folder(page, folder)
        expect(nothing).to_be_hidden()
        taken.append(page.evaluate(TAKEN))
    assert taken[0] == taken[1]
    open_plan(page)
    start_import(page)
    chapters = list(story.chapters.in_order())
    assert [chapter.title for chapter in chapters] == ["Storm 1", "Storm 9", "Storm 10"]
    assert all("![Cat](/media/" in chapter.body for chapter in chapters)


LONG_TITLE = "In which the miller’s daughter counts the days until the rain ends, " * 2


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_long_titles_can_be_read(
    scripts: bool, live_server: LiveServer, open_page: OpenPage, story: Story, author: User
) -> None:
    manuscript = make_planned(story, author, f"# {LONG_TITLE}\n\nRain.\n\n# Sand\n\nMore.\n")
    page = open_page(320, scripts=scripts)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/{story.pk}/manuscripts/{manuscript.pk}/")
    page.wait_for_load_state()
    title, short = page.locator(".plan-title").all()
    expect(title).to_have_value(LONG_TITLE.strip())
    assert title.evaluate("(field) => field.scrollHeight <= field.clientHeight")
    assert title.bounding_box()["height"] > 2 * short.bounding_box()["height"]  # type: ignore[index]
    if scripts:
        short.fill("Sand\nand stone")
        expect(short).to_have_value("Sand and stone")
        short.press("Enter")
        expect(page).to_have_url(re.compile("/manuscripts/"))
        expect(page.locator(".plan-title").nth(1)).to_have_value("Sand and stone")
        assert Manuscript.objects.get().read_plan().chapters[1].title == "Sand and stone"


def cut(page: Page, text: str, button: str) -> None:
    line = page.locator(".cut-list > li", has_text=text).first
    line.locator("summary").click()
    line.get_by_role("button", name=button).click()
    page.wait_for_load_state()


# tests/manuscripts/test_updating.py takes the same steps.
@pytest.mark.long
@pytest.mark.parametrize("scripts", [False, True])
def test_newer_file_is_compared_and_taken_chapter_by_chapter(
    scripts: bool,
    novel: Path,
    live_server: LiveServer,
    open_page: OpenPage,
    story: Story,
    author: User,
) -> None:
    make_imported(story, author)
    newer = TWO_CHAPTERS.replace("late", "early").replace("More came", "Less came")
    page = open_page(390, scripts=scripts)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/{story.pk}/import/")
    file = FilePayload(name="salt.md", mimeType="text/markdown", buffer=newer.encode())
    page.get_by_label("Files").set_input_files(file)
    open_plan(page)
    page.get_by_role("button", name="Show the changes one by one").click()
    expect(page.locator("del", has_text="late")).to_be_visible()
    expect(page.locator("ins", has_text="early")).to_be_visible()
    page.get_by_role("button", name="Keep the chapter as it is").click()
    expect(page.locator("ins", has_text="Less")).to_be_visible()
    page.get_by_role("button", name="Take these changes").click()
    expect(row(page, 1).get_by_label("Import row 1")).not_to_be_checked()
    expect(row(page, 2).get_by_label("Import row 2")).to_be_checked()
    start_import(page)
    first, second = story.chapters.in_order()
    assert "late" in first.body and "Less came" in second.body


# tests/desk/test_importing.py takes the same steps.
@pytest.mark.long
@pytest.mark.parametrize("scripts", [False, True])
def test_file_becomes_a_new_story(
    scripts: bool, novel: Path, live_server: LiveServer, open_page: OpenPage, author: User
) -> None:
    page = open_page(390, scripts=scripts)
    sign_in(page, live_server.url, author)
    page.goto(f"{live_server.url}/desk/stories/story/")
    page.get_by_role("link", name="Import a story").click()
    page.get_by_label("Files").set_input_files(novel)
    open_plan(page)
    page.get_by_label("Title", exact=True).fill("The Rain")
    page.get_by_label("Summary").fill("It *rains*.")
    start_import(page)
    story = Story.objects.get()
    assert (story.title, story.summary) == ("The Rain", "It *rains*.")
    page.get_by_role("button", name="Undo the import").click()
    work()
    expect(page.get_by_role("heading", name="The import was undone")).to_be_visible()
    assert not Story.objects.not_deleted().exists()
