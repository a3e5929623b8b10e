"""A name is replaced in a copyright line only where it is the name."""

import pytest
from django.test import Client

from accounts.former_names import names_of
from accounts.models import PenName, User
from serial.erasure import CommentsChoice, Erasure

NAMES = ("mit", "Anna", "Anna Lee", "Zoë", "mary ann obrien", "C++")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("© Anna Lee", "© Anonymous"),
        ("© ANNA and Otto", "© Anonymous and Otto"),
        ("© Annabel", "© Annabel"),
        ("MIT licence", "MIT licence"),
        ("by mit.", "by Anonymous."),
        ("© Zoë, CC BY 4.0", "© Anonymous, CC BY 4.0"),
        ("© Mary-Ann O’Brien", "© Anonymous"),
        ("© Mary, Ann O’Brien", "© Mary, Ann O’Brien"),
        ("by C++ (2026)", "by Anonymous (2026)"),
        ("", ""),
    ],
)
def test_name_is_replaced_as_a_whole_word(text: str, expected: str) -> None:
    erasure = Erasure(1, CommentsChoice.KEEP, NAMES)
    assert erasure.without_names(text) == expected


def test_former_names_are_in_the_log_and_in_slugs(
    author_client: Client, author: User, superuser: User, superuser_client: Client
) -> None:
    add = "/desk/accounts/penname/"
    for name in ("Ann O’Brien", "Bo", "Deleted Name"):
        author_client.post(f"{add}add/", {"name": name})
    renamed, deleted = (PenName.objects.get(name=name) for name in ("Bo", "Deleted Name"))
    for name in ("Second Name", "Third Name"):
        author_client.post(f"{add}{renamed.pk}/change/", {"name": name})
    author_client.post(f"{add}{deleted.pk}/delete/", {"post": "yes"})
    expected = {"anna", "Ann O’Brien", "ann obrien", "Bo", "Second Name", "Third Name"}
    assert set(names_of(author)) - {"second name", "third name"} == expected | {"Deleted Name"}
    # An administrator changed the pen name of somebody else.
    change = f"/admin/accounts/penname/{renamed.pk}/change/"
    superuser_client.post(change, {"name": "Fourth Name", "user": author.pk})
    assert names_of(superuser) == ("sam",) and "Fourth Name" in names_of(author)


def test_slug_without_a_name_is_no_name(author: User) -> None:
    PenName(user=author, name="🦊").save_with_slug()
    assert names_of(author) == ("anna", "🦊")
