from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def reset_rate_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
