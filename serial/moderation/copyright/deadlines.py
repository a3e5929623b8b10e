"""When a copyright notice and a counter-notice have to be handled, and how long they are kept.

US Copyright Act, 17 USC 512: the site removes what a notice names "expeditiously" (c)(1)(C), and
after a counter-notice puts it back in "not less than 10, nor more than 14, business days", unless
the sender of the notice goes to court (g)(2)(C). EU Digital Services Act (2022/2065): decisions on
notices are "timely" (article 16(6)), and authors can object to them for at least six months
(article 20(1)): here as long as their text is down.
"""

from datetime import datetime, timedelta

# No law names a number. Operators are often one person, and read their mail on working days.
RESPONSE_DAYS = 5
PUT_BACK_FROM_DAYS, PUT_BACK_UNTIL_DAYS = 10, 14
# After the last decision: claims end three years after an infringement (17 USC 507(b)).
RECORD_PERIOD = timedelta(days=3 * 365)
SATURDAY = 5


def add_business_days(start: datetime, days: int) -> datetime:
    """Returns the same time of day, so many days from Monday to Friday later.

    Does not know holidays, which differ from place to place.
    """
    at = start
    while days:
        at += timedelta(days=1)
        if at.weekday() < SATURDAY:
            days -= 1
    return at
