"""An hour's allowance of uploads is exact, said in words, and leaves no file without its row."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, connections
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.desk.editor.uploads import store_upload
from serial.desk.models import Upload
from tests.conftest import client_of
from tests.images.pictures import picture, upload

HERE = "/desk/markdownx/upload/"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def put_up(client: Client) -> int:
    return client.post(HERE, {"image": upload(picture("PNG"))}).status_code


def test_it_is_said_when_the_next_may_go_up(author_client: Client, settings: Settings) -> None:
    settings.UPLOADS_PER_HOUR = 2
    assert [put_up(author_client), put_up(author_client)] == [200, 200]
    first = Upload.objects.earliest("uploaded_at")
    Upload.objects.filter(pk=first.pk).update(uploaded_at=timezone.now() - timedelta(minutes=50))
    answer = author_client.post(HERE, {"image": upload(picture("PNG"))})
    assert answer.status_code == 429
    assert 590 <= int(answer.headers["Retry-After"]) <= 600
    assert "Try again in 10 minutes." in answer.json()["image"][0]


def test_beyond_it_no_picture_is_unpacked(author_client: Client, settings: Settings) -> None:
    settings.UPLOADS_PER_HOUR = 0
    answer = author_client.post(HERE, {"image": upload(b"%PDF-1.7")})
    # Had it been looked at, it would have been refused for what it is.
    assert answer.status_code == 429


@pytest.mark.parametrize("where", ["saving", "committing"])
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_file(
    author: User, media: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    client, database = client_of(author), connections["default"]
    commit = database.commit

    def fail_once_there_is_a_file(*args: object, **options: object) -> None:
        if not files(media):
            commit()
            return
        raise DatabaseError("gone away")

    if where == "saving":
        monkeypatch.setattr(Upload, "save", fail_once_there_is_a_file)
    else:
        monkeypatch.setattr(database, "commit", fail_once_there_is_a_file)
    with pytest.raises(DatabaseError, match="gone away"):
        put_up(client)
    assert files(media) == [] and not Upload.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_over_the_allowance(
    author: User, settings: Settings, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.UPLOADS_PER_HOUR = 1
    start, answers = Barrier(2), []

    def keep_together(*args: object, **options: object) -> Upload:
        # Both were let through by the first look; the lock must tell them apart.
        start.wait(timeout=20)
        return store_upload(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("serial.desk.editor.markdownx_views.store_upload", keep_together)

    def send() -> None:
        answers.append(put_up(client_of(author)))
        connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 429]
    assert len(files(media)) == Upload.objects.count() == 1
