from unicodedata import normalize

from serial.slugs.generation import SLUG_PATTERN


class SlugConverter:
    """A URL converter for slugs in any script; Django's own accepts ASCII only."""

    regex = SLUG_PATTERN

    def to_python(self, value: str) -> str:
        # Some programs write accents and vowel signs in another form than the stored slug.
        return normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value
