"""Every address that a thing has or ever had, so that none is given to another."""

from typing import Any

from django.db import IntegrityError, models, transaction

from serial.slugs.generation import SLUG_MAX_LENGTH, free_slug

# Two people may want one address in the same instant; the later asks again.
MAX_ATTEMPTS = 5


def slug_field() -> "models.CharField[str, str]":
    return models.CharField("slug", max_length=SLUG_MAX_LENGTH, editable=False)


def save_with_slug(
    owner: Any, owner_field: str, addresses: Any, wanted: str, *, fields: list[str] | None = None
) -> None:
    """Saves `owner` with an address like `wanted` and remembers the address for good.

    `addresses` is a manager of the rows among which the address must be the only one, each
    with a slug and, as `owner_field`, whose it is. The owner may take a former one of its own.
    With `fields`, those and the slug alone are saved, of an owner that has its row already.
    """
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            with transaction.atomic():
                _save_once(owner, owner_field, addresses, wanted, fields)
            return
        except IntegrityError:
            if attempt == MAX_ATTEMPTS:
                raise


def _save_once(
    owner: Any, owner_field: str, addresses: Any, wanted: str, fields: list[str] | None
) -> None:
    def is_taken(slug: str) -> bool:
        holders = addresses.filter(slug=slug).values_list(f"{owner_field}_id", flat=True)
        return any(pk != owner.pk or pk is None for pk in holders)

    owner.slug = free_slug(wanted, is_taken)
    owner.save(update_fields=None if fields is None else ["slug", *fields])
    addresses.get_or_create(slug=owner.slug, **{owner_field: owner})
