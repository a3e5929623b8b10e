"""The status of a GET request to each route, for each kind of person, at a URL of the author's.

A key has the statuses for guest, reader, other author, author, moderator and superuser. "in" is a
redirect to the sign-in page. A route that is missing here fails the test: decide who may open it.
"""

from tests.routes.table import accounts, admin, desk, moderation, readers

PEOPLE = ("guest", "reader", "other_author", "author", "moderator", "superuser")

TABLE: dict[str, list[str]] = {}
for part in (readers, accounts, moderation, desk, admin):
    for row, routes in part.ROUTES.items():
        TABLE.setdefault(row, []).extend(routes)
