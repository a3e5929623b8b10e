"""The comment fixtures, for the tests of the desk's comment pages."""

from tests.comments.conftest import established_reader, make_comment

__all__ = ["established_reader", "make_comment"]
