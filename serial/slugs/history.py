"""Stores every slug that an object has or had, so that no other object gets it."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Protocol, TypeVar

from django.db import IntegrityError, models, transaction

from serial.slugs.generation import SLUG_MAX_LENGTH, find_free_slug

# If two people save the same slug at the same time, the later save tries again.
MAX_ATTEMPTS = 5

Slug = TypeVar("Slug", bound=models.Model)
# Returns the key of the owner of each of two slugs that is stored, or None if it is nobody's.
FindOwners = Callable[[str, str], Iterable[tuple[int | None]]]


class Owner(Protocol):
    """A model with a slug."""

    pk: int
    slug: str

    def save(self, *, update_fields: list[str] | None) -> None: ...


def slug_field() -> "models.CharField[str, str]":
    return models.CharField("slug", max_length=SLUG_MAX_LENGTH, editable=False)


def erased_slug(slug: str) -> str:
    """Returns what is stored of a slug whose words are erased: its hash.

    So nobody else gets the slug, and its URL can still say that the page is gone. Without a key:
    the URL tells the same to everyone who asks. "~" is in no slug.
    """
    return f"~{sha256(slug.encode()).hexdigest()}"


def erase_slugs(rows: "models.QuerySet[Slug]", owner_field: str) -> None:
    """Erases the words of these slugs, and whose they were."""
    for row in rows:
        row.slug = erased_slug(row.slug)  # type: ignore[attr-defined]
        setattr(row, owner_field, None)
        row.save(update_fields=["slug", owner_field])


def save_with_slug(
    owner: Owner,
    owner_field: str,
    slugs: "models.Manager[Slug]",
    wanted: str,
    *,
    find_owners: FindOwners,
    fields: list[str] | None = None,
) -> None:
    """Saves `owner` with `wanted` as its slug, or with a number appended if that is taken.

    owner_field: the name of the foreign key to the owner on the rows of `slugs`.
    slugs: a manager of the rows among which the slug must be unique. The owner can take one of
        its former slugs again. The new slug is added to these rows.
    find_owners: returns the owners of two slugs among these rows.
    fields: saves only these fields and the slug of an owner that exists already.

    Raises IntegrityError if MAX_ATTEMPTS attempts fail.
    """
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            with transaction.atomic():
                _save_once(owner, owner_field, slugs, wanted, find_owners, fields)
            return
        except IntegrityError:
            if attempt == MAX_ATTEMPTS:
                raise


def _save_once(
    owner: Owner,
    owner_field: str,
    slugs: "models.Manager[Slug]",
    wanted: str,
    find_owners: FindOwners,
    fields: list[str] | None,
) -> None:
    def is_taken(slug: str) -> bool:
        owners = find_owners(slug, erased_slug(slug))
        return any(pk != owner.pk or pk is None for (pk,) in owners)

    is_new = owner.pk is None
    owner.slug = find_free_slug(wanted, is_taken)
    owner.save(update_fields=None if fields is None else ["slug", *fields])
    if is_new:
        slugs.create(slug=owner.slug, **{owner_field: owner})
    else:
        slugs.get_or_create(defaults=None, slug=owner.slug, **{owner_field: owner})
