"""One test tries several cases on the same rows."""

from inspect import signature

import pytest

from accounts.models import User
from tests.conftest import make_user
from tests.rolling_back import try_each


def test_each_case_is_tried_and_undone(author: User) -> None:
    tried = []

    @try_each("number, name", [(1, "a"), (2, "b")])
    @try_each("ending", ["x", "y"])
    def make_one(author: User, number: int, name: str, ending: str) -> None:
        tried.append(f"{number}{name}{ending}")
        new = make_user(name + ending)
        assert list(User.objects.exclude(pk=author.pk)) == [new]

    assert list(signature(make_one).parameters) == ["author"]
    make_one(author=author)
    assert tried == ["1ax", "1ay", "2bx", "2by"]
    assert list(User.objects.all()) == [author]


def test_case_that_fails_is_named(db: None) -> None:
    @try_each("number", [1, 2, 3])
    def refuse_two(number: int) -> None:
        assert number != 2

    with pytest.raises(AssertionError) as failure:
        refuse_two()
    assert failure.value.__notes__ == ["With {'number': 2}"]
