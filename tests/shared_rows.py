"""Rows that many tests need: made once for all tests in a row that need them.

A fixture decorated with `@shared_rows` makes its rows in a savepoint. The test runs in another one
inside it, so what the test writes is undone, and the rows stay for the next test. If that needs
other rows, they are undone back to the last row that both need. So a test has just the rows that it
asks for, as with other fixtures, and objects of its own: copies of what the function returned.

Rows are made in the order in which the fixtures are defined, for every test in the same. The
arguments of such a fixture are other such fixtures, and factories: fixtures decorated with
`@row_factory`, which return a function that makes rows. It runs before all other fixtures, so it
must not depend on the settings or the time of one test.
"""

import pickle
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from inspect import Parameter, Signature, signature
from typing import Any

import pytest
from django.db import transaction

Make = Callable[..., object]
Values = dict[str, Any]

# The decorated functions, by the functions that pytest calls for the fixtures.
_definitions: dict[object, Make] = {}
_factories: dict[str, Make] = {}


def shared_rows(make: Make) -> Any:
    """Makes a fixture of a function that makes rows and returns an object."""
    name = make.__name__

    def fixture(shared_values: Values, **others: object) -> object:
        # Made here if one of the others is not shared in this module, or if the test asks late.
        return shared_values[name] if name in shared_values else make(**others)

    values = Parameter("shared_values", Parameter.POSITIONAL_OR_KEYWORD)
    # pytest reads from it which fixtures to make.
    fixture.__signature__ = Signature([values, *signature(make).parameters.values()])  # type: ignore[attr-defined]
    fixture.__doc__ = make.__doc__
    _definitions[fixture] = make
    return pytest.fixture(name=name)(fixture)


def row_factory(make: Make) -> Any:
    """Makes a fixture whose function shared rows can be made with."""
    _definitions[make] = _factories[make.__name__] = make
    return pytest.fixture(make)


@dataclass(frozen=True)
class _Layer:
    make: Make
    savepoint: transaction.Atomic
    # Of this layer and all below, pickled together: objects refer to the same objects.
    values: bytes


class SharedRows:
    """The rows that are there now, each in a savepoint inside the one below."""

    def __init__(self) -> None:
        self._layers: list[_Layer] = []
        # The objects of this test, by the names of their fixtures.
        self.values: Values = {}

    def change_to(self, makes: list[Make]) -> None:
        """Keeps the rows that are also needed now, makes the others, and all objects anew."""
        kept = 0
        for layer, make in zip(self._layers, makes, strict=False):
            if layer.make is not make:
                break
            kept += 1
        while len(self._layers) > kept:
            _roll_back(self._layers.pop().savepoint)
        for make in makes[kept:]:
            self._add(make)
        self.values = self._values()

    def _add(self, make: Make) -> None:
        values = self._values()
        savepoint = transaction.atomic()
        savepoint.__enter__()
        try:
            value = _call(make, values)
            stored = pickle.dumps({**values, make.__name__: value})
        except BaseException:
            _roll_back(savepoint)
            raise
        self._layers.append(_Layer(make, savepoint, stored))

    def _values(self) -> Values:
        return pickle.loads(self._layers[-1].values) if self._layers else {}  # noqa: S301


def _roll_back(savepoint: transaction.Atomic) -> None:
    transaction.set_rollback(True)
    savepoint.__exit__(None, None, None)


def _call(make: Make, values: Values) -> object:
    """Calls it with these objects, and with factories that are called in the same way."""
    names = _parameters(make)
    return make(
        **{
            name: values[name] if name in values else _call(_factories[name], values)
            for name in names
        }
    )


@cache
def _parameters(make: Make) -> Collection[str]:
    return signature(make).parameters


def shared_fixtures_of(item: pytest.Item) -> list[Make]:
    """Returns the functions that make what this test needs, in the order of their definition.

    Left out is what the test's module has its own fixture for, and what depends on that.
    """
    info = item._fixtureinfo  # type: ignore[attr-defined]
    needed = {definitions[-1].func for definitions in info.name2fixturedefs.values()}
    left = [make for fixture, make in _definitions.items() if fixture in needed]
    makes: dict[str, Make] = {}
    # Again while there are more: a module's own fixture may come after a factory that it serves.
    while ready := [make for make in left if makes.keys() >= set(_parameters(make))]:
        makes |= {make.__name__: make for make in ready}
        left = [make for make in left if make not in ready]
    return [make for name, make in makes.items() if _factories.get(name) is not make]
