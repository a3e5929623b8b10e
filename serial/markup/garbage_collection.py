"""Pauses Python's cyclic garbage collector while a text is parsed.

Parsing makes many tokens that stay until the text is done. The collector looks for cycles after
every few hundred new objects, and finds none: that took a fifth of the time of a dense text.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collection() -> Iterator[None]:
    """Also pauses it for other threads, until this one is done."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
