"""Sessions as Django keeps them in the database, found with a query that is written once."""

from datetime import UTC, datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from serial.compiled_queries import CompiledQuery

SESSION_QUERY = CompiledQuery(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    "\0key",
    datetime(1, 1, 1, tzinfo=UTC),
)


class SessionStore(DatabaseStore):
    """Every page of a member's asks for one."""

    def _get_session_from_db(self) -> Session | None:
        found = SESSION_QUERY.rows(self.session_key, timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None
