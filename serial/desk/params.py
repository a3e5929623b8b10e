from typing import Any

from django.shortcuts import get_object_or_404


def get_own(rows: Any, pk: str | None) -> Any:
    """Returns the row with this key, or None without a key; raises Http404 if `rows` lacks it."""
    return get_object_or_404(rows, pk=parse_int(pk) or 0) if pk else None


def parse_int(text: str | None) -> int | None:
    """Returns the number, or None if the text is not a decimal number of at most 18 digits."""
    # Longer numbers overflow the database, and int() raises ValueError above 4,300 digits.
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
