"""How long decisions can be appealed, and how long reports are kept."""

from datetime import timedelta

# EU Digital Services Act (2022/2065), article 20(1): at least six months.
APPEAL_PERIOD = timedelta(days=183)
# After the decision on a report: its appeals are over by then.
REPORT_PERIOD = timedelta(days=365)
