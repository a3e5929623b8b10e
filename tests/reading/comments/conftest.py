"""Comments as the cast writes them: the fixtures of tests/comments."""

from tests.comments.conftest import known_reader, make_comment

__all__ = ["known_reader", "make_comment"]
