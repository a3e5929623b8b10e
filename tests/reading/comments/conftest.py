"""The fixtures of tests/comments."""

from tests.comments.conftest import established_reader, make_comment

__all__ = ["established_reader", "make_comment"]
