"""What gives away a program, or spam, in a text that anybody may send."""

import re
from collections import Counter

# A person needs longer to read and fill in a form.
MIN_SECONDS = 3.0
# A text of at least MIN_WORDS words is spam if one word has more than MAX_SHARE of them.
MIN_WORDS, MAX_SHARE = 12, 0.6
# The same character 60 times.
SAME_CHARACTER = re.compile(r"(\S)\1{59}")
LINK = re.compile(r"https?://|\]\(|\bwww\.", re.IGNORECASE)


def is_too_fast(seconds: float | None) -> bool:
    """seconds: how long the form was open; None if unknown."""
    return seconds is None or seconds < MIN_SECONDS


def repeats_itself(text: str) -> bool:
    words = text.lower().split()
    if SAME_CHARACTER.search(text):
        return True
    if len(words) < MIN_WORDS:
        return False
    return Counter(words).most_common(1)[0][1] / len(words) > MAX_SHARE
