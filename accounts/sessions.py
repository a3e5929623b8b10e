"""Django's database sessions, loaded with a compiled query."""

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
    """Uses a compiled query, because every request of a member loads a session."""

    def _get_session_from_db(self) -> Session | None:
        rows = SESSION_QUERY.rows(self.session_key, timezone.now())
        if rows:
            return rows[0]
        self._session_key = None
        return None
