"""A wave decides on each of its comments exactly once, and is undone in one step."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.editing import delete_comment, save_edit
from serial.comments.models import Comment, CommentAction
from serial.jobs.models import Job
from serial.jobs.running import run_next
from serial.moderation.choices import DecisionKind, ReportOutcome, SanctionKind, Status
from serial.moderation.deciding import undo as undo_decision
from serial.moderation.models import Decision, Report, ReviewItem, Sanction
from serial.moderation.review.claims import claim
from serial.moderation.subjects.comments import ITEM_OBSERVER
from serial.moderation.waves import running
from serial.moderation.waves.running import add_wave_job, run_batch
from tests.comments.conftest import MakeComment
from tests.comments.recounting import assert_counts_are_right
from tests.moderation.reviewing import decide_comment, item_of, make_rule, report_comment
from tests.moderation.waves.starting import progress, run, start, undo
from tests.rolling_back import rolled_back, try_each
from tests.shared_rows import shared_rows

REJECT, HIDE, HOLD, APPROVE = (
    *(DecisionKind.REJECT, DecisionKind.HIDE),
    *(DecisionKind.HOLD, DecisionKind.APPROVE),
)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BATCH_SIZE", 2)


@shared_rows
def comments(make_comment: MakeComment, author: User) -> list[Comment]:
    """Published and held ones, a reply and what it replies to, and a reply of the author."""
    first = make_comment("One.")
    reply = make_comment("Two.", parent=first)
    return [
        first,
        reply,
        make_comment("Three.", parent=reply, by=author),
        make_comment("Four.", by=None),
        make_comment("Five.", by=None, parent=first),
        make_comment("Six."),
    ]


def states(comments: list[Comment]) -> list[str]:
    found = dict(Comment.objects.values_list("pk", "state"))
    return [found[comment.pk] for comment in comments]


def everything(chapter: Chapter) -> list[object]:
    """All that deciding changes, without times and versions of rows. What waits has a score."""
    comments = Comment.objects.filter(chapter=chapter).order_by("pk")
    columns = ("state", "visible_reply_count", "reply_count", "thread_has_author")
    item_columns = ("comment", "status", "is_held", "is_reported", "open_report_count", "member")
    items = ReviewItem.objects.waiting().order_by("comment")
    reports = Report.objects.order_by("pk").values_list("outcome", flat=True)
    return [
        list(comments.values_list(*columns, "has_author_reply")),
        list(items.values_list(*item_columns, "score_parts")),
        list(reports),
    ]


def log_of(comments: list[Comment]) -> list[Any]:
    about = ("comment", "before", "after", "by", "has_decision")
    columns = (*about, "decision__kind", "decision__rule")
    actions = CommentAction.objects.filter(comment__in=comments)
    return list(actions.order_by("comment", "pk").values_list(*columns))


def checks_judged() -> list[str]:
    """What people made of the decisions of checks, for the public figures."""
    of_checks = Decision.objects.exclude(check_code="").order_by("pk")
    return list(of_checks.values_list("later_state", flat=True))


@try_each("kind", [REJECT, HIDE, HOLD, APPROVE])
def test_wave_does_what_single_decisions_do(
    kind: DecisionKind,
    comments: list[Comment],
    moderator: User,
    other_author: User,
    chapter: Chapter,
) -> None:
    report_comment(comments[0], other_author)
    rule = make_rule()
    before = everything(chapter)
    chosen = [c for c in comments if c.state == State.HELD or kind != APPROVE]
    chosen = [c for c in chosen if c.state != State.HELD or kind != HOLD]
    with rolled_back():
        for comment in chosen:
            decide_comment(comment, kind, moderator, rule=rule)
        one_by_one = (everything(chapter), log_of(comments), checks_judged())
    wave = start(comments, moderator, kind, rule=rule)
    run(wave)
    assert (everything(chapter), log_of(comments), checks_judged()) == one_by_one
    assert_counts_are_right(chapter)
    assert wave.ended_at and wave.decisions.count() == len(chosen)
    undo(wave, moderator)
    assert wave.undone_at and everything(chapter) == before
    assert kind == HOLD or checks_judged() == [State.HELD] * 2
    assert_counts_are_right(chapter)
    undoings = Decision.objects.filter(wave=wave, kind=DecisionKind.UNDO)
    assert undoings.count() == len(chosen)
    assert not undoings.filter(action__undoes=None).exists()


def test_actions_of_a_wave_are_written_once(comments: list[Comment], moderator: User) -> None:
    wave = start(comments, moderator, rule=make_rule())
    for carry_out in (partial(run, wave), partial(undo, wave, moderator)):
        with CaptureQueriesContext(connection) as captured:
            carry_out()
        statements = [query["sql"] for query in captured]
        table = '"comments_commentaction"'
        assert [sql for sql in statements if sql.startswith(f"UPDATE {table}")] == []
        # One for each batch of two.
        inserts = [sql for sql in statements if sql.startswith(f"INSERT INTO {table}")]
        assert len(inserts) == len(comments) // 2
    assert set(wave.decisions.values_list("action__has_decision", flat=True)) == {True}


def test_comments_that_changed_meanwhile_are_left_out(
    make_comment: MakeComment, moderator: User, superuser: User, reader: User
) -> None:
    edited, deleted, rejected, claimed, done = [make_comment(f"Number {n}.") for n in range(5)]
    wave = start([edited, deleted, rejected, claimed, done], moderator, HIDE)
    save_edit(edited.pk, "Another text.", reader)
    delete_comment(deleted.pk, reader)
    decide_comment(rejected, REJECT, moderator, rule=make_rule())
    report_comment(claimed, superuser)
    assert claim(item_of(claimed).pk, superuser)
    run(wave)
    assert progress(wave) == [
        ("left-out", "Edited meanwhile."),
        ("left-out", "The commenter deleted this comment. You cannot change it."),
        ("left-out", "Already decided, or deleted by its commenter."),
        ("left-out", "A colleague has it open."),
        ("done", ""),
    ]
    assert states([edited, claimed, done]) == [State.PUBLISHED, State.PUBLISHED, State.HIDDEN]


def test_killed_in_the_middle_goes_on_where_it_was(
    comments: list[Comment], moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = start(comments, moderator, rule=make_rule())
    assert run_batch({"wave": wave.pk}) is not None

    def kill(*args: object, **options: object) -> None:
        raise SystemExit

    # After all of the next batch was written, before it is committed.
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(running, "_save", kill)
        run_batch({"wave": wave.pk})
    assert Decision.objects.filter(wave=wave).count() == 2
    run(wave)
    assert {outcome for outcome, _reason in progress(wave)} == {"done"}
    assert Decision.objects.filter(wave=wave).count() == len(comments)
    assert set(states(comments)) == {State.REJECTED}
    assert run_batch({"wave": wave.pk}) is None


def test_stopped_wave_leaves_the_rest_and_undoes_what_it_did(
    comments: list[Comment], moderator: User
) -> None:
    before = states(comments)
    wave = start(comments, moderator, rule=make_rule())
    run_batch({"wave": wave.pk})
    wave.stopped_at = timezone.now()
    wave.save()
    run(wave)
    assert [outcome for outcome, _reason in progress(wave)] == ["done"] * 2 + ["waiting"] * 4
    undo(wave, moderator)
    assert states(comments) == before and wave.ended_at is None


def test_undoing_keeps_what_was_decided_again_later(
    make_comment: MakeComment, moderator: User
) -> None:
    again, undone, other = [make_comment(f"Number {n}.") for n in range(3)]
    wave = start([again, undone, other], moderator, HIDE)
    run(wave)
    decide_comment(again, REJECT, moderator, rule=make_rule())
    undo_decision(Decision.objects.get(item__comment=undone).pk, moderator)
    decide_comment(undone, HIDE, moderator)
    undo(wave, moderator)
    assert states([again, undone, other]) == [State.REJECTED, State.HIDDEN, State.PUBLISHED]
    assert progress(wave) == [
        ("not-undone", "Changed again later."),
        ("not-undone", "Undone already."),
        ("undone", ""),
    ]


def test_reports_are_judged_and_open_again(
    make_comment: MakeComment, moderator: User, other_author: User
) -> None:
    comment = make_comment("Buy lamps.")
    report_comment(comment, other_author)
    waited_since = timezone.now() - timedelta(days=1)
    ReviewItem.objects.update(opened_at=waited_since)
    wave = start([comment], moderator, HIDE)
    run(wave)
    assert Report.objects.get().outcome == ReportOutcome.UPHELD
    undo(wave, moderator)
    assert Report.objects.get().outcome == ReportOutcome.OPEN
    item = item_of(comment)
    assert (item.status, item.is_reported, item.opened_at) == (Status.WAITING, True, waited_since)


def test_each_newcomer_is_sanctioned_once(
    make_comment: MakeComment, moderator: User, reader: User
) -> None:
    comments = [make_comment(f"Number {n}.") for n in range(3)]
    comments += [make_comment(f"Guest {n}.", by=None) for n in range(2)]
    wave = start(
        comments, moderator, sanction=SanctionKind.SILENCED, sanction_days=7, rule=make_rule()
    )
    run(wave)
    sanctions = Sanction.objects.in_force().order_by("pk")
    assert [sanction.member for sanction in sanctions] == [reader, None]
    assert all(s.ends_at and s.ends_at - s.starts_at == timedelta(days=7) for s in sanctions)
    undo(wave, moderator)
    assert not Sanction.objects.in_force().exists()


def test_author_acts_on_their_story_without_decisions(
    comments: list[Comment], make_comment: MakeComment, author: User, chapter: Chapter
) -> None:
    before = states(comments)
    wave = start(comments, author, HIDE, story=chapter.story)
    run(wave)
    assert set(states(comments)) == {State.HIDDEN}
    actions = CommentAction.objects.filter(comment__in=comments, by=author)
    assert actions.filter(wave_comment__wave=wave).count() == len(comments)
    assert not Decision.objects.filter(action__in=actions).exists()
    assert not ReviewItem.objects.waiting().exists()
    undo(wave, author)
    assert states(comments) == before
    assert_counts_are_right(chapter)


def test_wave_of_somebody_who_may_not_any_more_stops(
    comments: list[Comment], moderator: User, author: User, other_author: User, chapter: Chapter
) -> None:
    before = states(comments)
    moderator.groups.clear()
    for wave in (
        start(comments, moderator, rule=make_rule()),
        start(comments, other_author, HIDE, story=chapter.story),
    ):
        run(wave)
        assert wave.stopped_at and states(comments) == before


def test_job_runs_all_batches_and_other_jobs_in_between(
    comments: list[Comment], moderator: User
) -> None:
    wave = start(comments, moderator, rule=make_rule())
    add_wave_job(wave)
    runs = 0
    while run_next("quick"):
        runs += 1
    assert runs == len(comments) // 2 + 1 and not Job.objects.exists()
    assert set(states(comments)) == {State.REJECTED}


def test_the_observer_that_a_wave_leaves_out_is_one_of_the_settings(settings: Any) -> None:
    assert ITEM_OBSERVER in settings.COMMENT_OBSERVERS
