"""Check settings for the tests of checks."""

from collections.abc import Callable

import pytest

from serial.moderation.check_settings.content import Content
from serial.moderation.models import CheckSettings

Apply = Callable[[Content], None]


@pytest.fixture
def apply_settings(db: None) -> Apply:
    """Puts check settings in force."""

    def apply(content: Content) -> None:
        version = CheckSettings.objects.count() + 1
        CheckSettings.objects.create(version=version, content=content.to_json(), section="test")

    return apply
