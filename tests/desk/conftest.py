"""Comments, for tests of the pages on which authors deal with them."""

from tests.comments.conftest import established_reader, make_comment

__all__ = ["established_reader", "make_comment"]
