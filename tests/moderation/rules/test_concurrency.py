"""Moderators who save check settings at the same moment overwrite nothing."""

import pytest
from pytest_django import Settings

from accounts.models import User
from serial.comments.checks import CheckedComment, Finding
from serial.comments.models import Comment
from serial.moderation.check_settings.content import Pace, WordList
from serial.moderation.check_settings.defaults import DEFAULTS
from serial.moderation.check_settings.reading import settings_in_force
from serial.moderation.check_settings.saving import SectionChanged, save_part
from serial.moderation.models import CheckSettings
from tests.comments.conftest import MakeComment
from tests.comments.test_concurrency import run_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_eight_moderators_save_lists_at_once(moderator: User) -> None:
    CheckSettings.objects.create(version=1, content=DEFAULTS.to_json(), section="")

    def save(number: int) -> CheckSettings:
        added = WordList(key=f"list-{number}", name="L", rules=(f"word{number}",))
        return save_part(f"words/list-{number}", added, moderator, seen=0)

    assert not [result for result in run_at_once(8, save) if isinstance(result, Exception)]
    assert {each.key for each in settings_in_force().lists} == {
        *(f"list-{number}" for number in range(8)),
        *(each.key for each in DEFAULTS.lists),
    }
    assert CheckSettings.objects.newest_first()[0].version == 9


def test_of_eight_who_save_the_same_limit_one_does(moderator: User) -> None:
    save_part("limits/pace", Pace(at_first=9), moderator, seen=0)
    results = run_at_once(
        8, lambda number: save_part("limits/pace", Pace(at_first=number + 1), moderator, seen=1)
    )
    assert sum(isinstance(result, CheckSettings) for result in results) == 1
    assert sum(isinstance(result, SectionChanged) for result in results) == 7


def ask_wrongly(checked: CheckedComment) -> Finding:
    Comment.objects.raw("SELECT nothing FROM nowhere")[0]
    raise AssertionError


def test_database_error_in_a_check_leaves_the_transaction_usable(
    make_comment: MakeComment, settings: Settings
) -> None:
    settings.COMMENT_CHECKS = [
        f"{__name__}.ask_wrongly",
        "serial.moderation.checks.links.check.links",
    ]
    codes = make_comment("See http://example.org").findings.values_list("code", flat=True)
    assert set(codes) == {"check-failed", "links"}
