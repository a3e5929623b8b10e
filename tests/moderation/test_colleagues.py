"""Nobody decides about themselves while there is another moderator."""

import re
from contextlib import nullcontext

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.models import Comment
from serial.moderation.appealing import answer_appeal, appeal
from serial.moderation.choices import DecisionKind, Reason
from serial.moderation.deciding import Ruling, Seen, decide, undo
from serial.moderation.decisions.many.deciding import decide_many
from serial.moderation.decisions.many.undoing import undo_many
from serial.moderation.models import Appeal, Decision, Wave
from serial.moderation.review.items import item_for
from serial.moderation.subjects.registry import subject_of
from serial.moderation.subjects.stories import StorySubject
from serial.stories.choices import Role
from serial.stories.models import Credit, Story
from tests.comments.conftest import MakeComment
from tests.comments.sending import send_action, state_of
from tests.conftest import client_of, make_writer
from tests.moderation.reviewing import (
    decide_comment,
    item_of,
    make_moderator,
    make_rule,
    report_comment,
)
from tests.shared_rows import shared_rows

REJECT, APPROVE = DecisionKind.REJECT, DecisionKind.APPROVE
MESSAGE = "This concerns you. Another moderator decides on it."


@shared_rows
def colleague(moderator: User) -> User:
    return make_moderator("carla")


@shared_rows
def own(make_comment: MakeComment, moderator: User) -> Comment:
    return make_comment("Mine.", by=moderator)


def test_decides_on_what_they_wrote_only_if_there_is_nobody_else(
    own: Comment, moderator: User
) -> None:
    decide_comment(own, REJECT, moderator, rule=make_rule())
    make_moderator("carla")
    with pytest.raises(ActionRefused):
        decide_comment(own, APPROVE, moderator)
    assert state_of(own) == State.REJECTED


def test_undoes_no_decision_about_themselves(
    own: Comment, moderator: User, moderator_client: Client, colleague: User
) -> None:
    decision = decide_comment(own, REJECT, colleague, rule=make_rule())
    with pytest.raises(ActionRefused):
        undo(decision.pk, moderator)
    urls = f"/moderation/decisions/{decision.pk}/undo/", "/moderation/log/undo/"
    for url in urls:
        page = moderator_client.post(url, {"decision": decision.pk}, follow=True)
        assert MESSAGE in page.content.decode(), url
    send_action(moderator_client, own, "approve")
    assert state_of(own) == State.REJECTED


def test_reads_no_notes_and_no_reports_on_themselves(
    own: Comment,
    moderator: User,
    colleague: User,
    reader: User,
    make_comment: MakeComment,
) -> None:
    note = "The same as last week."
    for kind in (DecisionKind.NOTE, DecisionKind.HOLD):
        decide_comment(own, kind, colleague, note=note)
    report_comment(own, reader)
    item = f"/moderation/items/{item_of(own).pk}/"
    other = f"/moderation/items/{item_for(subject_of(make_comment('More.', by=moderator))).pk}/"
    for user, is_shown in ((colleague, True), (moderator, False)):
        client = client_of(user)
        pages = {url: client.get(url).content.decode() for url in (item, other)}
        log = client.get("/moderation/log/decisions.csv")
        pages["log"] = log.getvalue().decode()
        assert {url for url, page in pages.items() if note in page} == (
            {*pages} if is_shown else set()
        )
        assert ("rosa" in pages[item].partition("<main")[2]) is is_shown


def test_finds_no_note_on_themselves(
    own: Comment,
    moderator: User,
    colleague: User,
    make_comment: MakeComment,
) -> None:
    note = "The same as last week."
    decide_comment(own, DecisionKind.WARN, colleague, rule=make_rule(), note=note)
    wave = Wave.objects.create(kind=DecisionKind.HIDE, by=colleague, note=note)
    other = make_comment("Another.")
    ruling = Ruling(kind=DecisionKind.HIDE, note=note, rule=make_rule())
    decide_many({own.pk: 0, other.pk: 0}, ruling, colleague, wave=wave, newcomers=set())
    for user, count in ((colleague, 2), (moderator, 0)):
        client = client_of(user)
        log = client.get("/moderation/log/?words=last+week").content.decode()
        assert len(re.findall(r'class="log__time"', log)) == count
        lines = client.get("/moderation/log/decisions.csv?story=Lamp").getvalue().decode()
        assert lines.count(note) == (3 if count else 0)
        page = client.get(f"/moderation/waves/{wave.pk}/").content.decode()
        assert (note in page) is bool(count)


def test_undoes_no_act_of_an_author_against_themselves(
    own: Comment, author: User, moderator_client: Client, colleague: User
) -> None:
    action = moderating.hide(own, author)
    assert action is not None
    send_action(moderator_client, own, "undo", undo=action.pk)
    moderator_client.post("/moderation/log/undo/", {"action": action.pk})
    assert state_of(own) == State.HIDDEN


def test_reverses_nothing_of_a_colleague_that_is_no_decision(
    author: User,
    moderator: User,
    moderator_client: Client,
    colleague: User,
    make_comment: MakeComment,
) -> None:
    own = make_comment("Mine.", by=moderator, quote="Some words.", paragraph=1)
    decide_comment(own, DecisionKind.CLOSE_THREAD, colleague)
    moderating.hide_quote(own, True, author)
    for name in ("reopen-thread", "show-quote"):
        send_action(moderator_client, own, name)
    own.refresh_from_db()
    assert own.closed_at is not None and own.quote_is_hidden


def test_undoes_no_act_of_an_author_on_many_against_themselves(
    own: Comment, author: User, moderator: User, colleague: User
) -> None:
    hidden = moderating.hide(own, author)
    assert hidden is not None
    assert undo_many([hidden], moderator)[own.pk].refused == MESSAGE
    assert undo_many([hidden], author)[own.pk].action


def test_act_on_many_leaves_out_what_they_wrote(
    own: Comment, moderator: User, colleague: User, make_comment: MakeComment
) -> None:
    other, wave = make_comment("Another."), Wave.objects.create(kind=REJECT, by=moderator)
    ruling = Ruling(kind=REJECT, rule=make_rule())
    seen = {own.pk: 0, other.pk: 0}
    outcomes = decide_many(seen, ruling, moderator, wave=wave, newcomers=set())
    assert outcomes[own.pk].refused == MESSAGE and not outcomes[other.pk].refused


def test_answers_no_appeal_of_their_own_and_reads_no_report_there(
    own: Comment, moderator: User, moderator_client: Client, colleague: User, reader: User
) -> None:
    report_comment(own, reader)
    decision = decide_comment(own, REJECT, colleague, rule=make_rule(), note="Like last week.")
    made = appeal(decision, "It is no offer.", moderator)
    url = f"/moderation/appeals/{made.pk}/"
    page = moderator_client.get(url).content.decode()
    assert "It is your own appeal, so another moderator answers." in page
    assert "rosa" not in page and "Like last week." not in page
    answer = {"verdict": "reverse", "words": "I am right."}
    assert moderator_client.post(url, answer).status_code == 403
    assert Appeal.objects.get().status == "waiting" and Decision.objects.count() == 1


def test_queue_starts_with_what_others_wrote_and_claims_nothing_of_their_own(
    own: Comment, moderator_client: Client, colleague: User, make_comment: MakeComment, reader: User
) -> None:
    other = make_comment("Another.", by=reader)
    for comment, reason in ((own, Reason.THREAT), (other, Reason.SPAM)):
        report_comment(comment, colleague, reason)
    moderator_client.get("/moderation/?tab=reported")
    assert item_of(other).claimed_by and not item_of(own).claimed_by
    moderator_client.get(f"/moderation/items/{item_of(own).pk}/")
    assert not item_of(own).claimed_by and not item_of(other).claimed_by


def test_co_author_decides_nothing_about_the_story(
    story: Story, author: User, moderator: User, colleague: User, reader: User
) -> None:
    co_author = make_writer("cora")
    co_author.groups.add(*moderator.groups.all())
    pen_name = co_author.pen_names.get()
    Credit.objects.create(
        story=story, pen_name=pen_name, role=Role.CO_AUTHOR, position=2, accepted_at=timezone.now()
    )
    for by in (co_author, colleague):
        with pytest.raises(ActionRefused) if by == co_author else nullcontext():
            subject = StorySubject(Story.objects.get())
            ruling = Ruling(kind=DecisionKind.HIDE, words="No.", note="As in May.")
            decide(item_for(subject).pk, ruling, by, Seen(1, subject.revision()))
    hidden = Decision.objects.get()
    with pytest.raises(ActionRefused):
        undo(hidden.pk, co_author)
    client, item = client_of(co_author), f"/moderation/items/{hidden.item_id}/"
    assert "As in May." not in client.get(item).content.decode()
    assert "As in May." in client_of(colleague).get(item).content.decode()
    made = appeal(hidden, "It breaks no rule.", author)
    page = client.get(f"/moderation/appeals/{made.pk}/").content.decode()
    assert "It is about your own story, so another moderator answers." in page
    assert "As in May." not in page
    for by in (co_author, colleague):
        with pytest.raises(PermissionDenied):
            answer_appeal(made.pk, reverse=True, words="Yes.", by=by)
    answer_appeal(made.pk, reverse=True, words="Yes.", by=moderator)
