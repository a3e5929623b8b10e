"""What the spam score learns from: people's decisions, each text once."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from serial.comments import moderating
from serial.comments.choices import State
from serial.comments.editing import delete_comment, save_edit
from serial.comments.models import Comment
from serial.comments.undoing import undo_action
from serial.moderation.choices import DecisionKind
from serial.moderation.deciding import undo
from serial.moderation.models import Decision, Report, ReviewItem, Rule, SpamModel
from serial.moderation.spam import training
from serial.moderation.spam.job import train_if_decided
from serial.moderation.spam.labels import labelled_comments
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory
from tests.moderation.reviewing import decide_comment, report_comment


@pytest.fixture
def rules(db: None) -> dict[str, Rule]:
    return {
        reason: Rule.objects.create(number=number, title=reason, text=reason, reason=reason)
        for number, reason in enumerate(("spam", "harassment"), 1)
    }


def decide(comment: Comment, kind: str, **fields: Any) -> Decision:
    item, _is_new = ReviewItem.objects.get_or_create(
        kind="comment", comment=comment, defaults={"status": "decided"}
    )
    revision = Comment.objects.get(pk=comment.pk).edit_count
    return Decision.objects.create(item=item, kind=kind, **{"revision": revision, **fields})


def learned() -> dict[str, bool]:
    return {label.comment.body: label.is_spam for label in labelled_comments()}


def test_decisions_of_moderators(make_comment: MakeComment, rules: dict[str, Rule]) -> None:
    expected = {}
    decisions = (
        ("reject", "spam", True),
        ("hide", "spam", True),
        ("reject", "harassment", None),
        ("hide", None, None),
        ("approve", None, False),
        ("restore", None, False),
        ("dismiss", None, False),
        ("warn", "spam", None),
        ("hold", None, None),
    )
    for n, (kind, rule, is_spam) in enumerate(decisions):
        # Each from another IP address, because of the rate limit.
        comment = make_comment(f"{kind} {rule}", by=None, ip=f"192.0.2.{n}")
        decide(comment, kind, rule=rules.get(rule or ""))
        if is_spam is not None:
            expected[comment.body] = is_spam
    assert learned() == expected


def test_decisions_in_the_queue(
    make_comment: MakeComment, rules: dict[str, Rule], moderator: User, author: User
) -> None:
    first, second = make_comment("My portfolio."), make_comment("My gallery.")
    report_comment(second, author)
    for comment in (first, second):
        decide_comment(comment, DecisionKind.REJECT, moderator, rule=rules["spam"])
    assert learned() == {first.body: True, second.body: True}
    undo(Decision.objects.get(item__comment=first, kind="reject").pk, moderator)
    assert learned() == {second.body: True}


def test_reports_of_spam_that_were_right(make_comment: MakeComment) -> None:
    for outcome in ("upheld", "dismissed", "open"):
        decision = decide(make_comment(outcome), "reject")
        Report.objects.create(item=decision.item, reason="spam", outcome=outcome)
    assert learned() == {"upheld": True}


def test_the_newest_decision_in_force_counts(
    make_comment: MakeComment, rules: dict[str, Rule], author: User
) -> None:
    again, undone, other = map(make_comment, ("Again.", "Undone.", "Other."))
    decide(again, "reject", rule=rules["spam"])
    decide(again, "approve")
    decide(undone, "approve")
    mistake = decide(undone, "reject", rule=rules["spam"])
    decide(undone, "undo", undoes=mistake)
    # A moderator counts before an author.
    moderating.hold(other, author)
    decide(other, "reject", rule=rules["spam"])
    moderating.approve(other, author)
    assert learned() == {again.body: False, undone.body: False, other.body: True}


def test_approvals_by_authors(
    make_comment: MakeComment, author: User, moderator: User, reader: User
) -> None:
    approved, undone, edited, own = map(make_comment, ("Approved.", "Undone.", "Mine.", "Own."))
    for comment in (approved, undone, edited):
        moderating.hold(comment, author)
        action = moderating.approve(comment, author)
    moderating.reject(own, author)
    undone_action = undone.actions.get(after={"state": State.PUBLISHED})
    undo_action(undone_action, author)
    save_edit(edited.pk, "Another text.", reader)
    assert action is not None
    assert learned() == {approved.body: False}


def test_what_teaches_nothing(
    make_comment: MakeComment, rules: dict[str, Rule], author: User, reader: User
) -> None:
    by_check, by_author, edited, deleted = (
        make_comment(f"{name} text.", by=author if name == "The author's" else reader)
        for name in ("Some", "The author's", "A changed", "A deleted")
    )
    for comment in (by_author, edited, deleted):
        decide(comment, "reject", rule=rules["spam"])
    decide(by_check, "reject", rule=rules["spam"], check_code="words")
    save_edit(edited.pk, "Another text.", reader)
    delete_comment(deleted.pk, reader)
    assert learned() == {}


def test_a_repeated_text_is_learned_once(
    make_comment: MakeComment,
    make_chapter: MakeChapter,
    make_story: MakeStory,
    rules: dict[str, Rule],
) -> None:
    for n in range(4):
        chapter = make_chapter(story=make_story(f"Story {n}"))
        comment = make_comment(f"See my work, {'!' * n}", chapter=chapter, by=None)
        decide(comment, "reject", rule=rules["spam"])
    (label,) = labelled_comments()
    # As it was halfway through the four.
    assert (label.comment.other_stories, label.comment.is_guest, label.is_spam) == (2, True, True)


def test_a_person_is_one_group(make_comment: MakeComment, established_reader: User) -> None:
    for text in ("One.", "Two."):
        decide(make_comment(text), "approve")
        decide(make_comment(f"{text} By a guest.", by=None), "approve")
    labels = labelled_comments()
    groups = {label.group for label in labels if not label.comment.is_guest}
    assert groups == {f"member {established_reader.pk}"}
    assert len({label.group for label in labels}) == 3
    assert {label.comment.account_age.days for label in labels if label.comment.account_age} == {30}


def test_training_needs_comments_of_both_kinds(
    make_comment: MakeComment, rules: dict[str, Rule]
) -> None:
    for text in ("My portfolio.", "The portfolio, again."):
        decide(make_comment(text), "reject", rule=rules["spam"])
    for text in ("A lamp.", "The lamp, again."):
        decide(make_comment(text), "approve")
    with pytest.raises(CommandError, match="There are 2 and 2."):
        call_command("train_spam_model")
    train_if_decided({})
    assert not SpamModel.objects.exists()


def test_training_stores_a_row_and_drops_old_weights(
    make_comment: MakeComment, rules: dict[str, Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "MIN_COMMENTS", 2)
    monkeypatch.setattr(training, "KEPT_WEIGHTS", 2)
    for n in range(5):
        decide(make_comment(f"My portfolio {'again ' * n}"), "reject", rule=rules["spam"])
        decide(make_comment(f"A lamp {'again ' * n}", by=None), "approve")
    rows = [training.train_spam_model() for _n in range(3)]
    train_if_decided({})
    assert SpamModel.objects.count() == 3, "nothing was decided since"
    first, *others = SpamModel.objects.order_by("pk")
    assert not first.weights and all(row.weights for row in others)
    assert rows[-1].metrics["measures"]["comments"] == 10
    assert "word:portfolio" in rows[-1].metrics["spam_features"]
    assert "word:lamp" in rows[-1].metrics["other_features"]
    decide(make_comment("Hello."), "approve")
    train_if_decided({})
    assert SpamModel.objects.count() == 4
