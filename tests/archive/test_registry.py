"""Every model that holds something about a person is registered in PERSONAL_DATA."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test.utils import isolate_apps

from accounts.models import PenName, User
from serial.archive.registry.entries import personal_data
from serial.archive.registry.fields import personal_fields
from serial.comments.models import CommentRevision, GuestIpHash
from serial.stories.models import Story

TEXTS = ("name", "holds", "reason", "kept_for", "erased")


def test_all_models_with_personal_fields_are_registered() -> None:
    fields = personal_fields(apps.get_models())
    registered = {apps.get_model(entry.model): entry.fields for entry in personal_data()}
    # Stories, parts and chapters lead to nobody by themselves; their credits do.
    assert {model: names for model, names in registered.items() if names} == fields


def test_each_model_is_registered_once_with_all_texts() -> None:
    entries = list(personal_data())
    assert max(Counter(entry.model for entry in entries).values()) == 1
    for entry in entries:
        missing = [name for name in TEXTS if not str(getattr(entry, name)).strip()]
        assert not missing, (entry.model, missing)
        # Each model is in the archive, or says why not.
        assert bool(entry.exports) != bool(entry.not_exported), entry.model


def one_to_one() -> object:
    return models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")


def foreign_key(to: type[models.Model]) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(to, on_delete=models.CASCADE, related_name="+")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"reader": lambda: foreign_key(User)}, ["reader"]),
        ({"owner": one_to_one}, ["owner"]),
        ({"friends": lambda: models.ManyToManyField(User, related_name="+")}, ["friends"]),
        ({"by": lambda: foreign_key(PenName)}, ["by"]),
        ({"version": lambda: foreign_key(CommentRevision)}, ["version"]),
        ({"origin": lambda: foreign_key(GuestIpHash)}, ["origin"]),
        ({"origin": lambda: models.GenericIPAddressField()}, ["origin"]),
        ({"reply_to": lambda: models.EmailField()}, ["reply_to"]),
        ({"visitor_ip": lambda: models.CharField(max_length=9)}, ["visitor_ip"]),
        ({"guest_name": lambda: models.CharField(max_length=9)}, ["guest_name"]),
        ({"user_agent": lambda: models.TextField()}, ["user_agent"]),
        (
            {
                "kind": lambda: foreign_key(ContentType),
                "key": lambda: models.TextField(),
                "thing": lambda: GenericForeignKey("kind", "key"),
            },
            ["thing"],
        ),
        (
            {
                "story": lambda: foreign_key(Story),
                "description": lambda: models.TextField(),
                "shipped": lambda: models.BooleanField(),
            },
            [],
        ),
    ],
)
@isolate_apps("tests.archive")
def test_a_new_model_would_be_found(
    fields: dict[str, Callable[[], object]], found: list[str]
) -> None:
    columns = {name: make() for name, make in fields.items()}
    meta = type("Meta", (), {"app_label": "archive"})
    made = type("Parcel", (models.Model,), {**columns, "__module__": __name__, "Meta": meta})
    assert list(personal_fields([*apps.get_models(), made]).get(made, ())) == found
