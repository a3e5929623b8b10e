"""Makes slugs from titles."""

from collections.abc import Callable

from django.utils.text import slugify

SLUG_MAX_LENGTH = 80
# Letters of any script, so that a Chinese title gets a slug that its readers can read.
SLUG_PATTERN = r"[\w-]+"


def make_slug(title: str, fallback: str) -> str:
    """Returns the title as a slug, or `fallback` if the title has no usable characters."""
    slug = slugify(title, allow_unicode=True)[:SLUG_MAX_LENGTH].strip("-_")
    return slug or fallback


def find_free_slug(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """Returns `wanted`, or the first of wanted-2, wanted-3 … that is not taken."""
    slug, number = wanted, 1
    while is_taken(slug):
        number += 1
        suffix = f"-{number}"
        slug = wanted[: SLUG_MAX_LENGTH - len(suffix)] + suffix
    return slug
