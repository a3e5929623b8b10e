"""Comments, for tests of the pages on which authors deal with them."""

from tests.comments.conftest import known_reader, make_comment

__all__ = ["known_reader", "make_comment"]
