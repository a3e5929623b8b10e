from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.models import User
from tests.routes.sample_data import SampleData
from tests.routes.visitor import Visitor

VisitorOf = Callable[[str], Visitor]


@pytest.fixture
def sample_data(author: User, other_author: User, reader: User, media: Path) -> SampleData:
    return SampleData(author, other_author, reader)


@pytest.fixture
def visitor_of(request: pytest.FixtureRequest) -> VisitorOf:
    """Takes a name from table.PEOPLE."""
    return lambda name: Visitor(None if name == "guest" else request.getfixturevalue(name))
