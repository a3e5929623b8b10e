"""Downloads a member's archive as a browser does, and reads it."""

import io
import json
from typing import Any
from zipfile import ZipFile

from django.test import Client

from accounts.models import User
from serial.archive.download.links import make_link
from tests.conftest import PASSWORD, client_of

PAGE = "/accounts/data/archive/"


def archive_link(client: Client) -> str:
    """Types the password and returns the link that the page shows."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(PAGE).content.decode()
    return page.partition(f'href="{PAGE}')[2].partition('"')[0]


class Downloaded:
    """A downloaded archive."""

    def __init__(self, content: bytes) -> None:
        self.zip = ZipFile(io.BytesIO(content))
        assert self.zip.testzip() is None

    def text(self, path: str) -> str:
        return self.zip.read(path).decode()

    def rows(self, path: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text(path).splitlines()]

    def everything(self) -> str:
        return "\n".join(self.text(path) for path in self.zip.namelist() if "media/" not in path)


def download(user: User) -> Downloaded:
    """Downloads the archive by a link of the page, which costs a password hash less."""
    response: Any = client_of(user).get(make_link(user))
    assert response.status_code == 200, response.content.decode()
    return Downloaded(b"".join(response.streaming_content))
