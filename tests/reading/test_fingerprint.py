"""The fingerprint of a cached page is made of plain values, and differs if one of them does."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from serial.stories.choices import Role
from serial.stories.models import Story
from serial.web.page_cache import fingerprint
from tests.cases import each_case


class Color(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Frozen:
    number: int
    names: tuple[str, ...] = ()


VALUES = [
    *("", "a", "1", "é" * 1_001, "é" * 1_002, 0, 1, -1, 1.5, True, False, None),
    *(date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 1, tzinfo=UTC)),
    *(UUID(int=1), UUID(int=2), Decimal("1.10"), Decimal("1.1")),
    *(Color.RED, Color.BLUE, Role.AUTHOR),
    *((), ("a",), ("a", None), (("a",), None), {"a": 1}, {"a": 2}),
    *(frozenset({1, 2}), frozenset({1})),
    *(Frozen(3), Frozen(3, ("a",)), Frozen(4)),
]


def test_fingerprint_differs_for_different_values() -> None:
    assert len({fingerprint(value) for value in VALUES}) == len(VALUES)
    assert len({fingerprint((value, "b")) for value in VALUES}) == len(VALUES)
    assert fingerprint("a", "b") != fingerprint("ab") != fingerprint("b", "a")


def test_fingerprint_is_the_same_for_equal_values() -> None:
    assert fingerprint(Frozen(3, ("a",)), frozenset({"a", "b", "c"})) == fingerprint(
        Frozen(3, ("a",)), frozenset({"c", "b", "a"})
    )
    assert fingerprint(Role.AUTHOR, mark_safe("<p>")) == fingerprint("author", "<p>")


@dataclass
class Mutable:
    number: int


@each_case(
    "value",
    [
        Story(title="The Lamp"),
        Story.objects.all(),
        Story.objects.values_list("title"),
        [Story(title="The Lamp")],
        {"story": Story(title="The Lamp")},
        (title for title in ["The Lamp"]),
        _("not translated yet"),
        Mutable(3),
        Frozen,
        object(),
        b"bytes",
        {1, 2},
    ],
)
def test_fingerprint_refuses_what_is_not_a_plain_value(value: object) -> None:
    with pytest.raises(TypeError):
        fingerprint("a", value)
