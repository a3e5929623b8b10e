import pytest
from pytest_django import Settings

from serial.covers.typesetting import faces


@pytest.fixture(autouse=True)
def no_installed_fonts(settings: Settings) -> None:
    """Covers look the same on every machine: only the shipped face is there."""
    settings.COVER_FONTS = []
    forget_faces()


def forget_faces() -> None:
    faces._installed_faces.cache_clear()
    faces.find_face.cache_clear()
