"""Finds the fields of models that lead to a person or identify one.

A field leads to a person if it refers to a user, or to a model that itself has such a field: a
revision of a comment refers to its commenter by way of the comment. It identifies a person if it
holds an IP address or an email address, or has one of IDENTIFYING_WORDS in its name.
"""

import re
from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

Model = type[models.Model]
IDENTIFYING_TYPES = (models.GenericIPAddressField, models.EmailField)
# As words of a column's name: ip_hash, user_agent, guest_name, session_key.
IDENTIFYING_WORDS = {
    *("ip", "hash", "email", "agent", "guest", "session", "username", "password"),
    *("phone", "address", "birthday", "signature", "contact"),
}


def personal_fields(all_models: Iterable[Model]) -> Mapping[Model, tuple[str, ...]]:
    """Returns the names of such fields of each model that has any."""
    candidates = [model for model in all_models if not model._meta.proxy]
    people: set[Model] = {get_user_model()}
    while found := {m for m in candidates if m not in people and _names(m, people)}:
        people |= found
    return {model: _names(model, people) for model in candidates if model in people}


def _names(model: Model, people: set[Model]) -> tuple[str, ...]:
    own = [*model._meta.fields, *model._meta.many_to_many, *model._meta.private_fields]
    others = people - {model}
    return tuple(field.name for field in own if _identifies(field) or _leads_to(field, others))


def _identifies(field: object) -> bool:
    words = set(re.split(r"[_\d]+", getattr(field, "name", "")))
    return isinstance(field, IDENTIFYING_TYPES) or bool(words & IDENTIFYING_WORDS)


def _leads_to(field: object, people: set[Model]) -> bool:
    # A generic relation can lead to any model.
    if isinstance(field, GenericForeignKey):
        return True
    related: Model | None = getattr(field, "related_model", None)
    return related is not None and related._meta.concrete_model in people
