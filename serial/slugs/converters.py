from serial.slugs.generation import SLUG_PATTERN


class SlugConverter:
    """A slug in any script; Django's own knows only ASCII."""

    regex = SLUG_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
