"""Check settings survive being stored, and an older version gets what is new."""

from serial.moderation.check_settings.content import Content, Limits, Links, WordList
from serial.moderation.check_settings.defaults import DEFAULTS
from serial.moderation.check_settings.reading import settings_in_force
from tests.moderation.checks.conftest import Apply


def test_new_site_has_the_defaults(db: None) -> None:
    assert settings_in_force() == DEFAULTS
    assert DEFAULTS.word_list("blocked") is not None
    assert DEFAULTS.matcher.find("my commissions are open")


def test_settings_are_read_as_they_were_stored(apply_settings: Apply) -> None:
    apply_settings(DEFAULTS)
    assert settings_in_force() == DEFAULTS
    changed = DEFAULTS.with_limit("links", Links(max_links=1)).without_list("commissions")
    apply_settings(changed)
    assert settings_in_force() == changed


def test_what_an_older_version_lacks_has_the_value_of_a_new_site() -> None:
    stored = {"lists": [{"key": "a", "name": "A", "rules": ["ab"], "gone": 1}], "limits": {}}
    read = Content.from_json(stored)
    assert read == Content(lists=(WordList(key="a", name="A", rules=("ab",)),), limits=Limits())
