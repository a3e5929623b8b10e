"""The hourly upload limit is exact, is explained, and leaves no file without a row."""

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
from tests.images.uploading import UPLOAD, stored_files

pytestmark = pytest.mark.usefixtures("media")


def upload_picture(client: Client) -> int:
    return client.post(UPLOAD, {"image": upload(picture("PNG"))}).status_code


def test_response_tells_when_the_next_upload_is_allowed(
    author_client: Client, settings: Settings
) -> None:
    settings.UPLOADS_PER_HOUR = 2
    assert [upload_picture(author_client), upload_picture(author_client)] == [200, 200]
    first = Upload.objects.earliest("uploaded_at")
    Upload.objects.filter(pk=first.pk).update(uploaded_at=timezone.now() - timedelta(minutes=50))
    response = author_client.post(UPLOAD, {"image": upload(picture("PNG"))})
    assert response.status_code == 429
    assert 590 <= int(response.headers["Retry-After"]) <= 600
    assert "Try again in 10 minutes." in response.json()["image"][0]


def test_picture_above_the_limit_is_not_decoded(author_client: Client, settings: Settings) -> None:
    settings.UPLOADS_PER_HOUR = 0
    response = author_client.post(UPLOAD, {"image": upload(b"%PDF-1.7")})
    # A decoded file would be refused with status 400.
    assert response.status_code == 429


@pytest.mark.parametrize("step", ["saving", "committing"])
@pytest.mark.django_db(transaction=True)
def test_failed_transaction_leaves_no_file(
    author: User, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    client, database = client_of(author), connections["default"]
    commit = database.commit

    def fail_if_a_file_exists(*args: object, **options: object) -> None:
        if not stored_files():
            commit()
            return
        raise DatabaseError("gone away")

    if step == "saving":
        monkeypatch.setattr(Upload, "save", fail_if_a_file_exists)
    else:
        monkeypatch.setattr(database, "commit", fail_if_a_file_exists)
    with pytest.raises(DatabaseError, match="gone away"):
        upload_picture(client)
    assert stored_files() == [] and not Upload.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_two_simultaneous_uploads_is_above_the_limit(
    author: User, settings: Settings, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.UPLOADS_PER_HOUR = 1
    start, statuses = Barrier(2), []

    def store_at_the_same_time(*args: object, **options: object) -> Upload:
        # Both passed the first check; the lock must refuse one of them.
        start.wait(timeout=20)
        return store_upload(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("serial.desk.editor.markdownx_views.store_upload", store_at_the_same_time)

    def send() -> None:
        statuses.append(upload_picture(client_of(author)))
        connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 429]
    assert len(stored_files()) == Upload.objects.count() == 1
