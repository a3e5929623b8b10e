"""Limits of requests that leave no rows to count: they are counted in the shared cache."""

import time
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import ngettext


class TooManyRequests(Exception):
    """Raised above a limit. `seconds`: until the next request is allowed."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def message_for_preview(self) -> str:
        message = ngettext(
            "You have asked for many previews in a short time. Your text is still here. The next"
            " preview is possible in %(count)d second.",
            "You have asked for many previews in a short time. Your text is still here. The next"
            " preview is possible in %(count)d seconds.",
            self.seconds,
        )
        return message % {"count": self.seconds}

    def refuse(self, response: HttpResponse) -> HttpResponse:
        """Returns the response with the status and the header of a refusal."""
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response.headers["Retry-After"] = str(self.seconds)
        return response


@dataclass(frozen=True)
class RateLimit:
    """At most `units` in each period of `seconds`, which begins for everybody at the same time.

    Not exact: processes that count at the same moment may count one request for two.
    """

    name: str
    units: int
    seconds: int = 60

    def count(self, who: str, units: int = 1) -> None:
        """Counts a request of somebody; raises TooManyRequests if they have no units left.

        A request is let through if any unit is left, so that none is too large for the limit.
        """
        period, elapsed = divmod(int(time.time()), self.seconds)
        # Without blanks and control characters, which memcached refuses in a key.
        key = quote(f"rate-limit:{self.name}:{who}:{period}")
        cache.add(key, 0, self.seconds)
        if cache.get(key, 0) >= self.units:
            raise TooManyRequests(self.seconds - elapsed)
        try:
            cache.incr(key, units)
        except ValueError:
            # It expired or was pushed out in the meantime.
            cache.set(key, units, self.seconds)
