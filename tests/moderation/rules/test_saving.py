"""Moderators try word lists and limits, save them as versions, and undo that."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.moderation.check_settings.defaults import DEFAULTS
from serial.moderation.check_settings.reading import settings_in_force
from serial.moderation.models import CheckSettings
from serial.moderation.rules.forms.fields import MAX_LINES, LinesField
from tests.comments.conftest import MakeComment
from tests.conftest import client_of
from tests.diff_words import without_diff_words
from tests.moderation.reviewing import make_moderator
from tests.moderation.rules.conftest import LINKS, LIST, RULES, Send
from tests.rolling_back import try_each

NEW_RULES = "commission* open\ngratis"


def rules_in_force() -> tuple[str, ...]:
    word_list = settings_in_force().word_list("commissions")
    return word_list.rules if word_list else ()


def test_saving_without_a_trial_runs_one_and_asks(send: Send, make_comment: MakeComment) -> None:
    make_comment("All of it gratis today.")
    asked = send(LIST, "save", rules=NEW_RULES)
    page = asked.content.decode()
    assert "Not saved yet: this had not been tried." in page and "<mark>gratis</mark>" in page
    assert not CheckSettings.objects.exists()
    saved = send(LIST, "save", asked, rules=NEW_RULES)
    assert saved.headers["Location"] == LIST
    assert rules_in_force() == ("commission* open", "gratis")
    version = CheckSettings.objects.get()
    assert (version.version, version.section) == (1, "words/commissions")


@try_each(
    "effect, done",
    [("reject", "rejected"), ("hold", "held"), ("newcomers", "held"), ("log", "noted")],
)
def test_trial_says_what_the_list_would_have_done(
    effect: str, done: str, send: Send, make_comment: MakeComment
) -> None:
    make_comment("All of it gratis today.")
    page = send(LIST, "try", rules=NEW_RULES, effect=effect).content.decode()
    assert f"<strong>1</strong> would have been {done}" in page


def test_what_was_tried_is_saved_at_once_and_anything_else_is_tried_first(send: Send) -> None:
    tried = send(LIST, "try", rules=NEW_RULES)
    assert "Not saved yet: this had" not in tried.content.decode()
    assert "<del" in tried.content.decode() and "<ins" in tried.content.decode()
    changed = send(LIST, "save", tried, rules="other")
    assert changed.status_code == 200 and not CheckSettings.objects.exists()
    assert send(LIST, "save", tried, rules=NEW_RULES).status_code == 302


def test_comment_is_checked_by_what_was_saved(send: Send, make_comment: MakeComment) -> None:
    assert make_comment("It is gratis.").is_published()
    send(LIST, "save", send(LIST, "try", rules=NEW_RULES), rules=NEW_RULES)
    assert not make_comment("It is gratis, too.").is_published()


def test_versions_are_undone_and_gone_back_to(
    send: Send, moderator_client: Client, moderator: User
) -> None:
    queries = []
    for rules in ("aaa", "bbb", "ccc"):
        send(LIST, "save", send(LIST, "try", rules=rules), rules=rules)
        with CaptureQueriesContext(connection) as captured:
            for page in (RULES, LIST, f"{RULES}versions/"):
                moderator_client.get(page)
        queries.append(len(captured))
    assert len(set(queries)) == 1
    moderator_client.post(f"{RULES}versions/3/restore/", {"do": "undo"})
    assert rules_in_force() == ("bbb",)
    newest = CheckSettings.objects.newest_first()[0]
    assert (newest.version, newest.by) == (4, moderator)
    assert newest.undoes is not None and newest.undoes.version == 3
    # Undoing that brings back what was undone.
    moderator_client.post(f"{RULES}versions/4/restore/", {"do": "undo"})
    assert rules_in_force() == ("ccc",)
    moderator_client.post(f"{RULES}versions/1/restore/", {"do": "restore", "seen": 5})
    assert rules_in_force() == ("aaa",)
    # The page that offered it is old: others saved the list since.
    stale = moderator_client.post(f"{RULES}versions/1/restore/", {"do": "undo"}, follow=True)
    assert "Not undone: version 6 was saved meanwhile." in stale.content.decode()
    assert rules_in_force() == ("aaa",) and CheckSettings.objects.count() == 6


def test_going_back_after_a_colleague_saved_says_what_they_changed_and_asks_again(
    send: Send, moderator_client: Client, moderator: User
) -> None:
    for rules in ("aaa", "bbb"):
        send(LIST, "save", send(LIST, "try", rules=rules), rules=rules)
    url = f"{RULES}versions/1/restore/"
    colleague = client_of(make_moderator("carla"))
    for page in (LIST, f"{RULES}versions/"):
        form = moderator_client.get(page).content.decode().partition(f'action="{url}"')[2]
        assert '<input type="hidden" name="seen" value="2">' in form.partition("</form>")[0]
    # The colleague goes back to the same version first, and then saves something else.
    assert colleague.post(url, {"do": "restore", "seen": 2}).status_code == 302
    send(LIST, "save", send(LIST, "try", rules="ccc"), rules="ccc")
    asked = moderator_client.post(url, {"do": "restore", "seen": 2})
    page = " ".join(asked.content.decode().split())
    assert asked.status_code == 409 and rules_in_force() == ("ccc",)
    assert "carla saved version 3 after you opened the page:" in page
    assert "mona saved version 4 after you opened the page:" in page
    assert '<ins dir="auto">ccc</ins>' in without_diff_words(page)
    assert "Going back to version 1 would change this now:" in page
    assert '<input type="hidden" name="seen" value="4">' in page
    # Another section that was saved meanwhile does not matter.
    send(LINKS, "save", send(LINKS, "try", max_links="3"), max_links="3")
    saved = moderator_client.post(url, {"do": "restore", "seen": 4})
    assert saved.headers["Location"] == LIST and rules_in_force() == ("aaa",)
    # A form that says nothing of what was seen.
    assert moderator_client.post(url, {"do": "restore"}).status_code == 409
    again = moderator_client.post(url, {"do": "restore", "seen": 4})
    assert "It is as in version 1 already." in again.content.decode()
    assert CheckSettings.objects.count() == 6


def test_undoing_leaves_the_other_sections_as_they_are(
    send: Send, moderator_client: Client
) -> None:
    send(LIST, "save", send(LIST, "try", rules="aaa"), rules="aaa")
    send(LINKS, "save", send(LINKS, "try", max_links="3"), max_links="3")
    moderator_client.post(f"{RULES}versions/1/restore/", {"do": "undo"})
    content = settings_in_force()
    assert content.limits.links.max_links == 3
    assert rules_in_force() == DEFAULTS.lists[1].rules


def test_two_moderators_who_edit_the_same_list_hear_of_each_other(
    send: Send, moderator_client: Client, moderator: User
) -> None:
    mine = send(LIST, "try", rules="mine")
    theirs = send(LIST, "try", rules="theirs")
    send(LIST, "save", theirs, rules="theirs")
    links = send(LINKS, "try", max_links="3")
    clash = send(LIST, "save", mine, rules="mine")
    page = clash.content.decode()
    assert clash.status_code == 409 and "saved version 1 while you were editing" in page
    assert rules_in_force() == ("theirs",) and "mine" in page
    page = without_diff_words(page)
    assert '<ins dir="auto">mine</ins>' in page and '<del dir="auto">theirs</del>' in page
    # Their change of another section is no clash.
    assert send(LINKS, "save", links, max_links="3").status_code == 302
    send(LIST, "save", clash, rules="mine")
    assert rules_in_force() == ("mine",)


def test_lists_are_added_and_removed(send: Send, moderator_client: Client) -> None:
    url = f"{RULES}words/new/"
    fields = {"name": "Spoilers!", "rules": "the lamp dies", "effect": "log"}
    saved = send(url, "save", send(url, "try", **fields), **fields)
    assert saved.headers["Location"] == f"{RULES}words/spoilers/"
    page = moderator_client.get(f"{RULES}words/spoilers/").content.decode()
    assert "Comments that match are published, and the match is logged." in page
    # Another of this name gets a key of its own.
    again = send(url, "save", send(url, "try", **fields), **fields)
    assert again.headers["Location"] == f"{RULES}words/spoilers-2/"
    removed = send(f"{RULES}words/spoilers/", "remove")
    assert removed.headers["Location"] == f"{RULES}versions/"
    assert settings_in_force().word_list("spoilers") is None
    assert moderator_client.get(f"{RULES}words/spoilers/").status_code == 404
    moderator_client.post(f"{RULES}versions/3/restore/", {"do": "undo"})
    assert settings_in_force().word_list("spoilers") is not None
    send(f"{RULES}words/spoilers/", "remove")
    assert send(url, "save", send(url, "try", **fields), **fields).status_code == 302


@try_each(
    "url, typed, message",
    [
        (LIST, {"rules": "a*"}, "needs at least 2 letters"),
        (LIST, {"rules": "x" * 101}, "is longer than 100 characters"),
        (LIST, {"name": ""}, "required"),
        (LIST, {"effect": "explode"}, "not one of the available choices"),
        (LINKS, {"max_links": "-1"}, "greater than or equal to 0"),
        (LINKS, {"blocked_domains": "no domain"}, "is no domain"),
        (f"{RULES}limits/pace/", {"at_first": "0"}, "greater than or equal to 1"),
        (f"{RULES}site/1/", {"number": "2"}, "Rule 2 exists"),
        (f"{RULES}site/1/", {"title": ""}, "required"),
    ],
)
def test_wrong_values_are_shown_again(
    url: str, typed: dict[str, str], message: str, send: Send
) -> None:
    response = send(url, "save", **typed)
    assert response.status_code == 400 and message in response.content.decode()
    assert not CheckSettings.objects.exists()


def test_list_that_is_too_long_is_refused() -> None:
    lines = "\n".join(f"w{number}" for number in range(MAX_LINES + 1))
    with pytest.raises(ValidationError, match="20001 lines"):
        LinesField().clean(lines)


@pytest.mark.parametrize("do", ["undo", "restore"])
def test_unknown_versions_are_not_found(do: str, moderator_client: Client) -> None:
    url = f"{RULES}versions/{2**70}/restore/"
    assert moderator_client.post(url, {"do": do}).status_code == 404
    assert moderator_client.post(f"{RULES}versions/1/restore/", {"do": do}).status_code == 404
