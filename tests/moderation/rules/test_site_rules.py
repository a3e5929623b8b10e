"""The site's rules: rows that decisions name, changed by adding others."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from serial.moderation.check_settings.defaults import DEFAULTS
from serial.moderation.check_settings.saving import put_in_force
from serial.moderation.models import CheckSettings, Rule
from tests.moderation.rules.conftest import RULES, Send


@pytest.fixture
def rules(db: None) -> None:
    put_in_force(DEFAULTS.rules)


def numbers_and_titles() -> list[tuple[int, str]]:
    in_force = Rule.objects.filter(is_in_force=True).order_by("number")
    return list(in_force.values_list("number", "title"))


def test_changed_rule_is_a_new_row_and_the_old_one_stays(rules: None, send: Send) -> None:
    old = Rule.objects.get(number=1)
    send(f"{RULES}site/1/", "save", words="Please do not advertise.")
    new = Rule.objects.get(number=1, is_in_force=True)
    old.refresh_from_db()
    assert new.pk != old.pk and new.words == "Please do not advertise."
    assert not old.is_in_force and old.words == DEFAULTS.rules[0].words
    assert Rule.objects.count() == len(DEFAULTS.rules) + 1


def test_undoing_puts_the_old_row_in_force_again(
    rules: None, send: Send, moderator_client: Client
) -> None:
    old = Rule.objects.get(number=1)
    send(f"{RULES}site/1/", "save", title="No advertisements", number="9")
    assert (9, "No advertisements") in numbers_and_titles()
    moderator_client.post(f"{RULES}versions/1/restore/", {"do": "undo"})
    assert numbers_and_titles() == [(rule.number, rule.title) for rule in DEFAULTS.rules]
    assert Rule.objects.get(number=1, is_in_force=True) == old


def test_rules_are_added_and_removed(rules: None, send: Send, moderator_client: Client) -> None:
    fields = {"title": "Be kind", "text": "Be kind to each other."}
    added = send(f"{RULES}site/new/", "save", **fields)
    assert added.headers["Location"] == RULES
    number = len(DEFAULTS.rules) + 1
    assert (number, "Be kind") in numbers_and_titles()
    assert "Be kind to each other." in moderator_client.get(RULES).content.decode()
    send(f"{RULES}site/{number}/", "remove")
    assert (number, "Be kind") not in numbers_and_titles()
    assert Rule.objects.filter(title="Be kind").exists()
    assert moderator_client.get(f"{RULES}site/{number}/").status_code == 404


def test_everybody_reads_them_with_the_content_rules(
    rules: None, send: Send, guest_client: Client
) -> None:
    before = guest_client.get("/rules/").content.decode()
    assert "1. No advertising" in before and 'id="rule-7"' in before
    send(f"{RULES}site/1/", "save", title="No <b>advertisements</b>")
    after = guest_client.get("/rules/").content.decode()
    assert "1. No &lt;b&gt;advertisements&lt;/b&gt;" in after and "No advertising" not in after
    assert 'id="rule-1"' not in guest_client.get("/terms/").content.decode()


def test_other_versions_leave_the_rules_alone(rules: None, send: Send) -> None:
    Rule.objects.filter(number=1).update(is_in_force=False)
    CheckSettings.objects.create(version=1, content=DEFAULTS.to_json(), section="")
    url = f"{RULES}limits/pace/"
    send(url, "save", send(url, "try", at_first="5"), at_first="5")
    assert not Rule.objects.filter(number=1, is_in_force=True).exists()


def test_new_site_gets_its_rules_by_the_migration(db: None) -> None:
    migration = import_module("serial.moderation.migrations.0001_initial")
    migration.add_first_version(apps, None)
    assert numbers_and_titles() == [(rule.number, rule.title) for rule in DEFAULTS.rules]
    version = CheckSettings.objects.get()
    assert (version.version, version.section) == (1, "")
    assert [operation.code for operation in migration.Migration.operations[-1:]] == [
        migration.add_first_version
    ]
