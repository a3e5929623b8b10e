"""Sessions are read from a cache that all processes share, and stored in the database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.conftest import PASSWORD, client_of
from tests.starting import start_with_each

ACCOUNT = "/accounts/"
CACHED = "django.contrib.sessions.backends.cached_db"
READ_CACHE = """
import sys
from django.conf import settings
backend = "django.core.cache.backends.filebased.FileBasedCache"
settings.configure(CACHES={"default": {"BACKEND": backend, "LOCATION": sys.argv[1]}})
from django.core.cache import cache
print(cache.has_key(f"django.contrib.sessions.cached_db{sys.argv[2]}"))
"""
# CACHE_URL, and where sessions are read; of a cache that other processes cannot see, nowhere.
CACHE_URLS = {
    "": "{folder}/cache/sessions",
    "filecache:///srv/x": "/srv/x/sessions",
    "redis://cache:6379/0": "redis://cache:6379/0",
    "locmemcache://": "",
}


@pytest.fixture
def cache_folder(tmp_path: Path) -> Iterator[Path]:
    """The folder of a file cache with the sessions."""
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    sessions = {"BACKEND": backend, "LOCATION": str(tmp_path)}
    with override_settings(CACHES={**settings.CACHES, "sessions": sessions}):
        yield tmp_path


def run_python(code: str, *arguments: str, **environment: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(  # noqa: S603 - our own arguments
        command, env=os.environ | environment, check=True, capture_output=True, text=True
    ).stdout.strip()


def is_cached_for_other_processes(folder: Path, session_key: str) -> bool:
    return run_python(READ_CACHE, str(folder), session_key) == "True"


def is_signed_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


@pytest.mark.extended
def test_signing_out_takes_effect_in_all_processes(cache_folder: Path, reader: User) -> None:
    client = client_of(reader)
    key = client.cookies["sessionid"].value
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert is_signed_in(client) and is_signed_in(stolen)
    assert is_cached_for_other_processes(cache_folder, key)
    client.post("/accounts/logout/")
    assert not is_cached_for_other_processes(cache_folder, key)
    assert not Session.objects.filter(pk=key).exists()
    assert not is_signed_in(stolen)


def test_new_password_signs_out_the_other_sessions(cache_folder: Path, reader: User) -> None:
    client, other = client_of(reader), client_of(reader)
    assert is_signed_in(client) and is_signed_in(other)
    new = "another long password"
    fields = {"oldpassword": PASSWORD, "password1": new}
    client.post("/accounts/password/change/", fields)
    assert is_signed_in(client) and not is_signed_in(other)


def test_deactivated_member_is_signed_out_at_once(cache_folder: Path, reader: User) -> None:
    client = client_of(reader)
    assert is_signed_in(client)
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert not is_signed_in(client)


def test_session_survives_an_empty_cache(cache_folder: Path, reader: User) -> None:
    client = client_of(reader)
    for file in cache_folder.iterdir():
        file.unlink()
    assert is_signed_in(client)


def test_session_needs_no_query(cache_folder: Path, reader: User) -> None:
    client = client_of(reader)
    with CaptureQueriesContext(connection) as queries:
        assert is_signed_in(client)
    assert not [query for query in queries if "django_session" in query["sql"]]


@pytest.mark.extended
def test_sessions_are_only_cached_where_all_processes_see_them(tmp_path: Path) -> None:
    given = {**os.environ, "DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "serial.settings"}
    environments = [{**given, "CACHE_URL": cache_url} for cache_url in CACHE_URLS]
    starts = start_with_each(environments, "SESSION_ENGINE", "SESSION_CACHE_ALIAS", "CACHES")
    for start, (cache_url, expected) in zip(starts, CACHE_URLS.items(), strict=True):
        assert start.returncode == 0, start.stderr
        # Without it, Django stores sessions in the database only.
        assert start.settings.get("SESSION_ENGINE") == (CACHED if expected else None), cache_url
        if expected:
            cache = start.settings["CACHES"][start.settings["SESSION_CACHE_ALIAS"]]
            assert cache["LOCATION"] == expected.format(folder=tmp_path), cache_url
