from importlib.util import find_spec


def is_available() -> bool:
    """Whether Typst is installed, which is an extra: requirements-pdf.txt."""
    try:
        return find_spec("typst") is not None
    except ValueError:
        # Something put None in its place.
        return False
