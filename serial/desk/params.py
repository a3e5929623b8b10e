from typing import Any

from django.shortcuts import get_object_or_404


def get_own(rows: Any, pk: str | None) -> Any:
    """The row of that key; None where none is named; Http404 where it is not among these."""
    return get_object_or_404(rows, pk=parse_int(pk) or 0) if pk else None


def parse_int(text: str | None) -> int | None:
    # No key or count of ours has more than eighteen digits, and Python refuses thousands.
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
