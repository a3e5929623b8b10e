"""A file that the disk cannot hold leaves nothing behind, and the person is told to try again."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from serial.desk.models import Upload
from tests.images.pictures import picture, upload
from tests.images.uploading import UPLOAD, stored_files

pytestmark = pytest.mark.usefixtures("media")


@contextmanager
def disk_with_space_for(size: int) -> Iterator[None]:
    """No file may become larger: writing more raises OSError, as on a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def test_stored_file_is_whole_or_absent(media: Path) -> None:
    name = default_storage.save("pictures/a.png", ContentFile(b"x" * 100))
    with disk_with_space_for(1_000), pytest.raises(OSError, match="too large"):
        default_storage.save("pictures/b.png", ContentFile(b"x" * 100_000))
    assert [path.name for path in stored_files()] == ["a.png"]
    assert (media / name).read_bytes() == b"x" * 100
    assert (media / name).stat().st_mode & 0o777 == 0o644


def test_files_of_the_same_name_do_not_replace_each_other(media: Path) -> None:
    names = {default_storage.save("a.png", ContentFile(text)) for text in (b"one", b"two")}
    assert {(media / name).read_bytes() for name in names} == {b"one", b"two"}


def test_upload_to_a_full_disk_can_be_tried_again(author_client: Client) -> None:
    author_client.raise_request_exception = False
    with disk_with_space_for(10):
        response = author_client.post(
            UPLOAD, {"image": upload(picture("PNG"))}, headers={"accept": "application/json"}
        )
    assert response.status_code == 503 and "Try again" in response.json()["image"][0]
    assert stored_files() == [] and not Upload.objects.exists()
    again = author_client.post(UPLOAD, {"image": upload(picture("PNG"))})
    assert again.status_code == 200 and len(stored_files()) == 1
