"""Digests of a block's text, which ignore how punctuation and white space are typed."""

import re
from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import Final
from unicodedata import normalize

_FOOTNOTE: Final = re.compile(r"\[[0-9]{1,9}\]", re.ASCII)
_QUOTES: Final = re.compile(
    "''|[\"'`\u00ab\u00b4\u00bb\u02b9-\u02bd\u2018-\u201f\u2032-\u2037\u2039\u203a"
    "\u300c-\u300f\u301d-\u301f\uff02\uff07]"
)
_DASHES: Final = re.compile("[-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]+")
_ELLIPSIS: Final = re.compile(r"\.(?: ?\.)+")


def normalize_text(text: str) -> str:
    """Returns the text in NFC, without footnote references, with uniform punctuation.

    Each run of white space becomes one space; all quotation marks become the same character, and
    so do all dashes and all ellipses.
    """
    text = _FOOTNOTE.sub("", text) if "[" in text else text
    text = " ".join(normalize("NFC", text).split())
    text = _DASHES.sub("-", _QUOTES.sub('"', text))
    return _ELLIPSIS.sub("\u2026", text) if ".." in text or ". ." in text else text


def text_digest(text: str) -> str:
    """Returns an eleven-character hash of the normalized text."""
    return digest_normalized(normalize_text(text))


def digest_normalized(text: str) -> str:
    hashed = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return urlsafe_b64encode(hashed.digest()).decode().rstrip("=")
