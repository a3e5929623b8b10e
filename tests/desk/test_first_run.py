"""`make run` creates demo accounts in an empty database, under DEBUG only."""

import re
import socket
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.accounts.auth import is_signed_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    # The tables exist already.
    monkeypatch.setattr("serial.desk.management.commands.first_run.call_command", lambda *a, **k: 0)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def first_run(port: int) -> str:
    output = StringIO()
    call_command("first_run", port=port, stdout=output)
    return output.getvalue()


@pytest.mark.extended
@pytest.mark.usefixtures("site_rules")
def test_demo_accounts_can_sign_in_and_do_their_work(port: int, settings: Settings) -> None:
    settings.DEBUG = True
    passwords = dict(re.findall(r"^  (\w+) +(\S+)$", first_run(port), re.MULTILINE))
    opens = {
        "author": "/desk/",
        "reader": "/accounts/comments/",
        "moderator": "/admin/comments/comment/",
        "administrator": "/admin/accounts/user/",
    }
    assert passwords.keys() == opens.keys()
    for name, page in opens.items():
        client = Client()
        sign_in(client, name, passwords[name])
        assert is_signed_in(client)
        assert client.get(page).status_code == 200
    assert "Demo accounts" not in first_run(port)


def test_no_demo_accounts_without_debug(port: int) -> None:
    assert "Demo accounts" not in first_run(port)
    assert not User.objects.exists()
