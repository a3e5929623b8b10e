"""How days and times are written in English: "20 September 2026, 18:00", as in wording.py.

No line breaks between the day and its month.

Django's own formats of English are American. Other languages have Django's.
"""

DATE_FORMAT = "j\N{NO-BREAK SPACE}F Y"
SHORT_DATE_FORMAT = "j\N{NO-BREAK SPACE}M Y"
MONTH_DAY_FORMAT = "j\N{NO-BREAK SPACE}F"
# Monday.
FIRST_DAY_OF_WEEK = 1
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j\N{NO-BREAK SPACE}F Y, H:i"
SHORT_DATETIME_FORMAT = "j\N{NO-BREAK SPACE}M Y, H:i"
