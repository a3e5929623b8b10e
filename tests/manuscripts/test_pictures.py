"""Pictures of manuscripts come into the chapters, are not stored twice, and go with an undo."""

from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings as site_settings
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.desk.editor.uploads import check_upload_allowance
from serial.desk.models import Upload
from serial.images import reencoding
from serial.manuscripts.documents import Remark
from serial.manuscripts.importing import pictures
from serial.manuscripts.importing.pictures import remove_pictures
from serial.manuscripts.importing.report import missing_counts, report_file
from serial.manuscripts.importing.running import run_import
from serial.manuscripts.importing.starting import start_import, stop_import, undo_import
from serial.manuscripts.limits import MAX_PICTURE_BYTES
from serial.manuscripts.models import ImportedPicture, ManuscriptImport
from serial.stories.models import Story
from serial.stories.time_limits import UNDELETE_PERIOD
from tests.images.pictures import bomb
from tests.manuscripts.conftest import Upload as UploadFile
from tests.manuscripts.conftest import work
from tests.manuscripts.picture_files import ALTERNATIVES, CAT, WRITERS, write_docx, write_pages_zip
from tests.manuscripts.test_importing import imported


def import_file(upload: UploadFile, path: Path, author: User) -> ManuscriptImport:
    return imported(upload(path.read_bytes(), path.name), author)


def stored_pictures() -> list[str]:
    return [upload.file.name or "" for upload in Upload.objects.order_by("pk")]


@pytest.mark.parametrize("kind", WRITERS)
def test_pictures_are_in_their_chapters_with_their_alternative_texts(
    upload: UploadFile, story: Story, author: User, tmp_path: Path, kind: str
) -> None:
    act = import_file(upload, WRITERS[kind](tmp_path), author)
    first, second = story.chapters.in_order()
    cat, dog = stored_pictures()
    assert f"![{ALTERNATIVES[0]}](/media/{cat})" in first.body
    assert first.body.endswith(f"![{ALTERNATIVES[1]}](/media/{dog})")
    assert second.body.endswith(f"![{ALTERNATIVES[0]}](/media/{cat})")
    assert "<img" in first.body_html and default_storage.exists(cat)
    assert act.report["counts"]["pictures"] == 3 and missing_counts(act) == {}
    is_said = act.report["remarks"].get(Remark.REMOTE_PICTURES)
    assert is_said == (None if kind in ("docx", "rtf") else 1)


def test_pictures_of_several_files_are_told_apart(
    upload: UploadFile, story: Story, author: User, tmp_path: Path
) -> None:
    act = import_file(upload, write_pages_zip(tmp_path), author)
    assert act.report["counts"]["pictures"] == 12 and missing_counts(act) == {}
    assert len(stored_pictures()) == 2
    bodies = [chapter.body.count("![") for chapter in story.chapters.in_order()]
    assert sum(bodies) == 12 and bodies[:2] == [2, 1]


def test_importing_again_stores_nothing_and_changes_nothing(
    upload: UploadFile, story: Story, author: User, tmp_path: Path
) -> None:
    path = write_docx(tmp_path)
    import_file(upload, path, author)
    before = stored_pictures()
    again = upload(path.read_bytes(), path.name)
    assert [chapter.is_unchanged for chapter in again.read_plan().chapters] == [True, True]
    changed = upload(path.read_bytes(), path.name)
    plan = changed.read_plan()
    for chapter in plan.chapters:
        chapter.updates, chapter.revision, chapter.is_selected = None, None, True
    changed.set_plan(plan)
    imported(changed, author)
    assert story.chapters.count() == 4 and stored_pictures() == before


def test_pictures_that_cannot_be_stored_are_named_with_the_reason(
    upload: UploadFile, story: Story, author: User, tmp_path: Path
) -> None:
    source = tmp_path / "a.zip"
    with ZipFile(source, "w") as archive:
        names = ("bomb.png", "text.png", "vector.svg", "large.png", "cat.png")
        images = "".join(f'<p><img src="{name}" alt=""></p>' for name in names)
        archive.writestr("a.html", f"<p>{'Text of it. ' * 20}</p>{images}")
        archive.writestr("bomb.png", bomb())
        archive.writestr("text.png", b"no picture")
        archive.writestr("vector.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        archive.writestr("large.png", b"\x89PNG\r\n\x1a\n" + bytes(MAX_PICTURE_BYTES))
        archive.writestr("cat.png", CAT)
    act = import_file(upload, source, author)
    assert missing_counts(act) == {"pictures": 4} and len(stored_pictures()) == 1
    row = act.chapters.get()
    assert row.left_out == ["bomb.png", "text.png", "vector.svg", "large.png"]
    assert sum(report_file(act)["refused_pictures"].values()) == 4
    assert story.chapters.get().body.count("![") == 1


def test_pictures_in_a_page_that_are_none_are_said(
    upload: UploadFile, story: Story, author: User
) -> None:
    """Text, digits that are none, a vector graphic, and one that says where another stands."""
    urls = (
        f"data:image/png;base64,{b64encode(b'It is no picture at all.').decode()}",
        "data:image/png;base64,AAAAAAAAAAAAAAAAAAAAA",
        "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "embedded:base64:0-999999999.png",
        f"data:image/PNG;base64,{b64encode(CAT).decode()}",
    )
    images = "".join(f'<p><img src="{url}" alt="Number {n}"></p>' for n, url in enumerate(urls))
    act = imported(upload(f"<body><p>Text of it.</p>{images}</body>", "a.html"), author)
    assert act.report["remarks"] == {Remark.EMBEDDED_PICTURES: 1}
    assert missing_counts(act) == {"pictures": 3} and len(stored_pictures()) == 1
    assert act.chapters.get().left_out == ["Number 0", "Number 1", "Number 2", "Number 3"]
    assert story.chapters.get().body.endswith(f"![Number 4](/media/{stored_pictures()[0]})")


def test_pictures_that_markdown_names_and_the_file_has_not(
    upload: UploadFile, story: Story, author: User
) -> None:
    source = (
        "# Rain\n\nOne ![Cat](img/cat.png) two ![][none] \\![x](y) three.\n\n![Far][far]\n\n"
        "[far]: https://example.org/a.png\n[near]: https://example.org/\n\nA [link][near].\n"
    )
    act = imported(upload(source, "a.md"), author)
    remarks = act.report["remarks"]
    assert (remarks[Remark.MISSING_FILES], remarks[Remark.REMOTE_PICTURES]) == (1, 1)
    assert act.report["names"][Remark.MISSING_FILES] == ["cat.png"]
    body = story.chapters.get().body
    assert body.startswith("One two") and "cat" not in body.lower() and "a.png" not in body
    assert body.endswith("A [link](https://example.org/).") and not stored_pictures()


def test_pictures_do_not_count_as_uploads_of_the_editor(
    upload: UploadFile, author: User, tmp_path: Path, settings: Any
) -> None:
    settings.UPLOADS_PER_HOUR = 1
    import_file(upload, write_docx(tmp_path), author)
    check_upload_allowance(author)


def test_undone_pictures_go_when_their_chapters_cannot_come_back(
    upload: UploadFile,
    story: Story,
    author: User,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    act = import_file(upload, write_docx(tmp_path), author)
    cat, dog = stored_pictures()
    create_chapter(story, ChapterText(body=f"Kept: ![](/media/{dog})"), SaveInfo(by=author))
    undo_import(act.pk, author)
    work()
    remove_pictures({})
    assert stored_pictures() == [cat, dog]
    long_ago = timezone.now() - UNDELETE_PERIOD - timedelta(days=2)
    ManuscriptImport.objects.filter(pk=act.pk).update(undone_at=long_ago)
    Chapter.objects.exclude(deleted_at=None).delete()
    with django_capture_on_commit_callbacks(execute=True):
        remove_pictures({})
    assert stored_pictures() == [dog] and not default_storage.exists(cat)
    assert default_storage.exists(dog) and not ImportedPicture.objects.exists()


def test_killed_worker_stores_no_picture_twice(
    upload: UploadFile,
    story: Story,
    author: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = write_docx(tmp_path)
    act = start_import(upload(path.read_bytes(), path.name), author)
    stored: list[Any] = []

    def store(*args: Any, **values: Any) -> Any:
        if len(stored) == 1:
            raise KeyboardInterrupt
        stored.append(args)
        return reencode(*args, **values)

    reencode = reencoding.reencode
    monkeypatch.setattr(pictures, "reencode", store)
    with pytest.raises(KeyboardInterrupt):
        run_import({"import": act.pk})
    monkeypatch.setattr(pictures, "reencode", reencode)
    work()
    assert len(stored_pictures()) == 2 and missing_counts(act) == {}
    assert len(default_storage.listdir(stored_pictures()[0].rpartition("/")[0])[1]) == 2


def test_stopping_stops_between_pictures(
    upload: UploadFile,
    story: Story,
    author: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = write_docx(tmp_path)
    act = start_import(upload(path.read_bytes(), path.name), author)

    def store(*args: Any, **values: Any) -> Any:
        stop_import(act.pk, author)
        return reencode(*args, **values)

    reencode = reencoding.reencode
    monkeypatch.setattr(pictures, "SECONDS_AT_ONCE", 0)
    monkeypatch.setattr(pictures, "reencode", store)
    work()
    act.refresh_from_db()
    assert act.stopped_at and not story.chapters.exists() and len(stored_pictures()) <= 1


def test_pictures_of_chapters_that_are_not_selected_are_counted_there(
    upload: UploadFile, story: Story, author: User, tmp_path: Path
) -> None:
    path = write_docx(tmp_path)
    manuscript = upload(path.read_bytes(), path.name)
    plan = manuscript.read_plan()
    plan.chapters[0].is_selected = False
    manuscript.set_plan(plan)
    act = imported(manuscript, author)
    assert act.report["not_selected"]["pictures"] == 2 and missing_counts(act) == {}
    assert len(stored_pictures()) == 1


def test_limit_is_that_of_the_editor() -> None:
    assert site_settings.IMAGE_MAX_BYTES == MAX_PICTURE_BYTES
