"""The Nu HTML checker finds no error on any page of the site's own."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from serial.desk.sample_loading import load_sample
from tests.run import required

CHECKER = Path(__file__).parents[2] / "node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture
def checker() -> list[str]:
    java = shutil.which("java")
    if java and CHECKER.exists():
        return [java, "-jar", str(CHECKER), "--format", "json", "--errors-only"]
    if "html" in required():
        pytest.fail("Java or vnu-jar is not installed, and REQUIRE names html")
    pytest.skip("Java or vnu-jar is not installed")


def save_pages(folder: Path, author: User, author_client: Client, superuser_client: Client) -> None:
    story = load_sample(author)
    assert story is not None
    guest = Client()
    readable = [chapter.get_absolute_url() for chapter in story.chapters.in_order()]
    pages = {
        guest: ["/", "/stories/", story.get_absolute_url(), "/by/peg-lorrimer/", "/no/", "/desk/x/"]
        + ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
        + readable[:-2],
        author_client: ["/", "/accounts/", "/accounts/preferences/", "/accounts/email/"]
        + ["/accounts/write/", "/accounts/password/change/", "/accounts/logout/"]
        + readable[-2:],
        superuser_client: ["/accounts/invitations/", "/desk/"],
    }
    for number, (client, addresses) in enumerate(pages.items()):
        for address in addresses:
            name = f"{number}{address.replace('/', '_')}.html"
            answer = client.get(address)
            if answer.status_code != 302:
                (folder / name).write_bytes(answer.content)


def test_no_page_has_an_error(
    checker: list[str],
    tmp_path: Path,
    author: User,
    author_client: Client,
    superuser_client: Client,
) -> None:
    save_pages(tmp_path, author, author_client, superuser_client)
    assert len(list(tmp_path.iterdir())) > 20
    run = subprocess.run(  # noqa: S603 - our own arguments
        [*checker, str(tmp_path)], capture_output=True, text=True, check=False
    )
    errors = {
        f"{Path(found['url']).name}: {found['message']}"
        for found in json.loads(run.stderr or run.stdout)["messages"]
    }
    assert errors == set()
