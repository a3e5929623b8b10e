"""The archive of an author about whom the site holds everything that it can hold."""

import json
import re
from pathlib import Path

import pytest

from accounts.models import User
from serial import environment
from serial.archive.download.archive import VERSION
from serial.archive.registry.entries import personal_data
from serial.chapters.models import Chapter, Revision
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.personal_data import JsonLines
from tests.archive.download.archives import Downloaded, download
from tests.archive.people import load_everything_of

# Fills every table. make test runs them.
pytestmark = pytest.mark.extended

DOCUMENT = (environment.BASE_DIR / "docs" / "archive.md").read_text()


@pytest.fixture
def archive(media: Path, author: User, reader: User) -> Downloaded:
    load_everything_of(author, reader)
    return download(author)


def documented_fields(heading: str) -> set[str]:
    """Returns the fields in the table below this heading of docs/archive.md."""
    section = DOCUMENT.partition(f"### `{heading}`\n")[2].partition("\n#")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def test_archive_has_everything_as_documented(archive: Downloaded, author: User) -> None:
    manifest = json.loads(archive.text("manifest.json"))
    assert manifest["version"] == VERSION
    assert f"version {VERSION}" in DOCUMENT
    assert manifest["missing_files"] == []
    for export in (export for entry in personal_data() for export in entry.exports):
        if isinstance(export, JsonLines):
            rows = archive.rows(export.path)
            assert rows, export.path
            assert manifest["rows"][export.path] == len(rows)
            assert set(rows[0]) == documented_fields(export.path), export.path
        else:
            assert any(path.startswith(export.folder) for path in archive.zip.namelist())
            assert f"`{export.folder}" in DOCUMENT
    assert_chapters_and_revisions(archive)
    assert_comments(archive, author)
    assert_files(archive)
    assert_no_secrets(archive, author)


def assert_chapters_and_revisions(archive: Downloaded) -> None:
    texts = {path: archive.text(path) for path in archive.zip.namelist() if path.endswith(".md")}
    del texts["README.md"]
    chapters = Chapter.objects.in_order()
    assert len(texts) == len(chapters)
    for (path, text), chapter in zip(sorted(texts.items()), chapters, strict=True):
        assert path == f"stories/nothing-heard/{chapter.position:04}-{chapter.slug}.md"
        _, front_matter, body = text.split("---\n", maxsplit=2)
        assert body == f"\n{chapter.body}\n"
        values = dict(line.split(": ", maxsplit=1) for line in front_matter.splitlines())
        assert set(values) == documented_fields("stories/STORY/NUMBER-CHAPTER.md")
        assert json.loads(values["title"]) == chapter.title
        assert json.loads(values["note_after"]) == chapter.note_after
    bodies = Revision.objects.order_by("chapter_id", "number").values_list("body", flat=True)
    assert [row["body"] for row in archive.rows("stories/revisions.jsonl")] == list(bodies)


def assert_comments(archive: Downloaded, author: User) -> None:
    own = Comment.objects.filter(user=author)
    received = Comment.objects.exclude(user=author).filter(state=State.PUBLISHED)
    for path, comments in (("comments", own), ("received", received)):
        bodies = sorted(row["body"] for row in archive.rows(f"comments/{path}.jsonl"))
        assert bodies == sorted(comments.values_list("body", flat=True))
    assert [row["body"] for row in archive.rows("comments/revisions.jsonl")] == ["A thouhgt."]
    names = {row["name"] for row in archive.rows("comments/received.jsonl")}
    assert {"rosa", "Maudie"} & names, names


def assert_files(archive: Downloaded) -> None:
    """The rows name the files that are in the zip."""
    story, pen_name = (
        archive.rows("stories/stories.jsonl")[0],
        archive.rows("account/pen-names.jsonl")[-1],
    )
    upload = archive.rows("stories/uploads.jsonl")[0]
    for path in (story["cover"], pen_name["picture"], upload["file"]):
        assert archive.zip.read(path).startswith(b"\x89PNG")


def assert_no_secrets(archive: Downloaded, author: User) -> None:
    everything = archive.everything()
    secrets = [author.password, "secret-session-key", "secret-of-totp", "cousin of Dilys"]
    secrets += ["hidden now", "rosa: a secret"]
    assert [secret for secret in secrets if secret in everything] == []
