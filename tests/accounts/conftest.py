from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.conftest import client_of


@pytest.fixture(autouse=True)
def counts_of_tries_begin_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def administrator_client(administrator: User) -> Client:
    return client_of(administrator)
