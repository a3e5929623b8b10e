from pathlib import Path

import pytest

from accounts.models import User
from tests.routes.sample_data import SampleData


@pytest.fixture
def sample_data(author: User, other_author: User, reader: User, media: Path) -> SampleData:
    return SampleData(author, other_author, reader)
