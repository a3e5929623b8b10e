"""How long decisions can be appealed, and how long reports are kept."""

from datetime import date, timedelta

# EU Digital Services Act (2022/2065), article 20(1): at least six months.
APPEAL_PERIOD = timedelta(days=183)
# After the decision on a report: its appeals are over by then.
REPORT_PERIOD = timedelta(days=365)
# Of the days that one types. In another time zone, those at the ends of the calendar have no date.
FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(9000, 1, 1)
