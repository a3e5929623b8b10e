"""The words of an address, made from a title."""

from collections.abc import Callable

from django.utils.text import slugify

SLUG_MAX_LENGTH = 80
# Any script, so that a title in Chinese has an address that its readers can read.
SLUG_PATTERN = r"[\w-]+"


def make_slug(title: str, fallback: str) -> str:
    """The title as an address; `fallback` where nothing of it can stand in one."""
    slug = slugify(title, allow_unicode=True)[:SLUG_MAX_LENGTH].strip("-_")
    return slug or fallback


def free_slug(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """`wanted`, or the first of wanted-2, wanted-3 … that nobody has or ever had."""
    slug, number = wanted, 1
    while is_taken(slug):
        number += 1
        ending = f"-{number}"
        slug = wanted[: SLUG_MAX_LENGTH - len(ending)] + ending
    return slug
