"""How much text an author may have rendered or converted in a minute."""

from typing import Final

from accounts.models import User
from serial.web.rate_limits import RateLimit

# A chapter of 5,000 words has two units, and its preview is rendered once or twice in a second of
# typing. 400 units of the most costly text take 25 s of CPU time, of prose 3 s (x86-64, November
# 2026).
CHARACTERS_PER_UNIT: Final = 16 * 1024
UNITS_PER_MINUTE: Final = 400
PREVIEWS: Final = RateLimit("previews", UNITS_PER_MINUTE)
# A novel of 100,000 words from a word processor's clipboard has about 240 units.
CONVERSIONS: Final = RateLimit("conversions", UNITS_PER_MINUTE)


def count_text(limit: RateLimit, user: User, length: int) -> None:
    """Raises TooManyRequests if the author has no units left."""
    limit.count(str(user.pk), 1 + length // CHARACTERS_PER_UNIT)
