"""Moderators decide in the queue by its forms, undo, and do not step on each other."""

import re
from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.comments.choices import State
from serial.comments.editing import save_edit
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Decision, ReviewItem, Sanction
from serial.moderation.queue.own_day import summary_of_day
from serial.moderation.review.items import item_for
from serial.moderation.subjects.registry import subject_of
from serial.web.ip_hash import IP_HASH_PERIOD
from tests.comments.conftest import MakeComment
from tests.comments.sending import state_of
from tests.conftest import client_of
from tests.diff_words import without_diff_words
from tests.moderation.queue.conftest import (
    QUEUE,
    HoldComment,
    fields_of,
    item_of,
    item_url,
    send,
)
from tests.moderation.reviewing import decide_comment, make_rule, report_comment


def test_approving_shows_the_next_item_and_offers_undo(
    moderator_client: Client, hold_comment: HoldComment
) -> None:
    first, second = hold_comment("One."), hold_comment("Two.")
    response = send(moderator_client, first, "approve")
    assert state_of(first) == State.PUBLISHED
    decision = Decision.objects.get()
    assert response.redirect_chain[-1][0] == f"{item_url(second)}?done={decision.pk}"
    page = response.content.decode()
    assert "Approved." in page
    undone = moderator_client.post(f"{QUEUE}decisions/{decision.pk}/undo/", follow=True)
    assert "Undone." in undone.content.decode()
    assert state_of(first) == State.HELD


def test_rejecting_needs_a_rule_and_keeps_what_was_typed(
    moderator_client: Client, hold_comment: HoldComment
) -> None:
    rule = make_rule()
    rule.words = "We do not advertise here."
    rule.save()
    comment = hold_comment()
    response = send(moderator_client, comment, "reject", words="My words.", note="For you.")
    assert response.status_code == 422
    page = response.content.decode()
    assert "Choose the rule that was broken." in page
    assert "My words." in page and "For you." in page
    assert state_of(comment) == State.HELD
    send(moderator_client, comment, "reject", rule=rule.pk, words="My words.\r\nMore.")
    decision = Decision.objects.get()
    assert state_of(comment) == State.REJECTED
    assert (decision.rule, decision.words) == (rule, "My words.\nMore.")


def test_words_of_the_rule_are_sent_if_none_are_typed(
    moderator_client: Client, hold_comment: HoldComment
) -> None:
    rule = make_rule()
    rule.words = "We do not advertise here."
    rule.save()
    send(moderator_client, hold_comment(), "reject", rule=rule.pk)
    assert Decision.objects.get().words == "We do not advertise here."


def test_other_actions(
    moderator_client: Client, hold_comment: HoldComment, make_comment: MakeComment, author: User
) -> None:
    rule = make_rule()
    reported, comment = make_comment("Fine."), hold_comment()
    send(moderator_client, comment, "hold", note="Asked the author.")
    assert item_of(comment).is_held and Decision.objects.get().note == "Asked the author."
    send(moderator_client, comment, "warn", rule=rule.pk, words="Please do not.")
    assert Sanction.objects.get().kind == "warning"
    response = send(moderator_client, comment, "sanction", rule=rule.pk, sanction="x", days="3")
    assert response.status_code == 422
    send(moderator_client, comment, "sanction", rule=rule.pk, sanction="silenced", days="3")
    sanction = Sanction.objects.get(kind="silenced")
    assert sanction.ends_at is not None
    report_comment(reported, author)
    send(moderator_client, reported, "close-thread", "?tab=reported", rule=rule.pk)
    assert Comment.objects.get(pk=reported.pk).closed_at is not None
    response = send(moderator_client, reported, "hide", "?tab=reported")
    assert response.status_code == 422
    assert b"Choose the rule that was broken, or write why." in response.content
    send(moderator_client, reported, "hide", "?tab=reported", words="It names a real person.")
    assert state_of(reported) == State.HIDDEN
    assert Decision.objects.latest("pk").words == "It names a real person."


def test_holding_or_closing_what_is_public_asks_why_and_keeps_what_was_typed(
    moderator_client: Client, make_comment: MakeComment, reader_client: Client
) -> None:
    rule, comment = make_rule(), make_comment("Fine.")
    item_for(subject_of(comment))
    for do, title in (
        ("hold", "Hold, and tell the commenter why"),
        ("close-thread", "Close the thread, and tell the commenter why"),
    ):
        form = moderator_client.get(f"{item_url(comment)}?do={do}").content.decode()
        assert title in form and 'name="rule"' in form and 'name="words"' in form
        response = send(moderator_client, comment, do, note="For you.")
        page = response.content.decode()
        assert response.status_code == 422 and "For you." in page
        assert "Choose the rule that was broken, or write why." in page
        assert not Decision.objects.exists()
    send(moderator_client, comment, "close-thread", words="It only repeats itself.")
    send(moderator_client, comment, "hold", rule=rule.pk)
    closed, held = Decision.objects.order_by("pk")
    assert (closed.words, held.rule) == ("It only repeats itself.", rule)
    for decision, reason in ((closed, "It only repeats itself."), (held, "1. No advertising")):
        page = reader_client.get(f"/accounts/decisions/{decision.pk}/").content.decode()
        assert reason in page
    # Now it is held: leaving it so takes nothing more from anybody.
    form = moderator_client.get(f"{item_url(comment)}?do=hold").content.decode()
    assert "Hold, and note why" in form and 'name="rule"' not in form.partition("<template")[0]
    send(moderator_client, comment, "hold", note="Asked the author.")
    assert Decision.objects.latest("pk").note == "Asked the author."


def test_answer_names_what_was_done(
    moderator: User, moderator_client: Client, make_comment: MakeComment, author: User
) -> None:
    kept, held = make_comment("Fine."), make_comment("Fine too.", by=None)
    report_comment(kept, author)
    assert ">Keep <" in moderator_client.get(item_url(kept)).content.decode()
    page = send(moderator_client, kept, "approve", "?tab=reported").content.decode()
    assert "<strong>Kept.</strong>" in page and "Approved" not in page
    page = send(moderator_client, held, "hold", note="Asked.").content.decode()
    assert "<strong>Left held.</strong>" in page
    for url in (f"{QUEUE}?tab=mine", item_url(kept), f"{QUEUE}log/"):
        page = moderator_client.get(url).content.decode()
        assert "Kept" in page and "Approved" not in page, url
    assert "Kept 1" in summary_of_day(moderator)


def test_refused_action_without_a_form_says_why(
    moderator_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("Fine.")
    item_for(subject_of(comment))
    response = send(moderator_client, comment, "approve")
    assert response.status_code == 422
    assert b"this was already decided" in response.content


def test_own_comment_has_a_sentence_instead_of_buttons(
    moderator: User, moderator_client: Client, colleague: User, hold_comment: HoldComment
) -> None:
    own, other = hold_comment("Mine.", by=moderator), hold_comment("Another.")
    sentence = "You wrote this. Another moderator decides on it."
    for query in ("", "?do=reject"):
        page = moderator_client.get(item_url(own) + query).content.decode()
        assert sentence in page and 'name="do"' not in page and "data-opens" not in page
        assert "Skip" in page
    for client, comment in ((moderator_client, other), (client_of(colleague), own)):
        page = client.get(item_url(comment)).content.decode()
        assert sentence not in page and 'value="approve"' in page
    # Nobody else is there: then they decide themselves.
    colleague.groups.clear()
    assert 'value="approve"' in moderator_client.get(item_url(own)).content.decode()


def test_sanction_of_a_guest_says_how_long_it_can_last(
    moderator_client: Client, hold_comment: HoldComment
) -> None:
    pages = [
        moderator_client.get(f"{item_url(comment)}?do=sanction").content.decode()
        for comment in (hold_comment(by=None, guest_name="Gus", ip="192.0.2.1"), hold_comment())
    ]
    said = f"forgotten {IP_HASH_PERIOD.days} days after their last comment"
    assert [said in page for page in pages] == [True, False]


def test_unknown_actions_and_items_change_nothing(
    moderator_client: Client, hold_comment: HoldComment
) -> None:
    comment = hold_comment()
    assert send(moderator_client, comment, "undo").status_code == 422
    assert send(moderator_client, comment, "").status_code == 422
    assert moderator_client.post(f"{QUEUE}items/9999/decide/", {"do": "approve"}).status_code == 404
    assert moderator_client.post(f"{QUEUE}decisions/9999/undo/").status_code == 404
    # A form that says nothing of what was seen.
    url = f"{item_url(comment)}decide/"
    assert moderator_client.post(url, {"do": "approve"}).status_code == 409
    assert state_of(comment) == State.HELD


def test_second_moderator_sees_who_was_first_and_loses_no_word(
    moderator_client: Client, colleague: User, hold_comment: HoldComment, reader: User
) -> None:
    rule = make_rule()
    comment = hold_comment("Buy my old art.")
    fields = fields_of(moderator_client, comment)
    save_edit(comment.pk, "Buy my new art.", reader)
    decide_comment(comment, DecisionKind.HIDE, colleague, note="Waiting for the author.")
    typed = {"do": "reject", "rule": rule.pk, "words": "No adverts <b>here</b>."}
    response = moderator_client.post(f"{item_url(comment)}decide/", {**fields, **typed})
    page = " ".join(response.content.decode().split())
    assert response.status_code == 409
    assert "carla decided this 1 second before you. What you typed was not saved." in page
    assert "<strong>Hidden</strong>" in page
    assert "Waiting for the author." in page and "No adverts &lt;b&gt;here&lt;/b&gt;." in page
    assert "<del>old</del><ins>new</ins>" in without_diff_words(page)
    assert state_of(comment) == State.HIDDEN
    again = moderator_client.post(f"{item_url(comment)}decide/", {**typed, "look": "again"})
    assert "No adverts &lt;b&gt;here&lt;/b&gt;." in again.content.decode()
    assert 'value="reject"' in again.content.decode()


def test_an_edit_alone_is_a_conflict_too(
    moderator_client: Client, hold_comment: HoldComment, reader: User
) -> None:
    comment = hold_comment("Fine words.")
    fields = fields_of(moderator_client, comment)
    save_edit(comment.pk, "Other words.", reader)
    response = moderator_client.post(f"{item_url(comment)}decide/", {**fields, "do": "approve"})
    assert response.status_code == 409
    assert b"This changed while you were looking at it." in response.content
    assert state_of(comment) == State.HELD


def test_undoing_twice_says_so(moderator_client: Client, hold_comment: HoldComment) -> None:
    comment = hold_comment()
    send(moderator_client, comment, "approve")
    url = f"{QUEUE}decisions/{Decision.objects.get().pk}/undo/"
    moderator_client.post(url)
    response = moderator_client.post(url)
    assert response.status_code == 422
    assert b"already undone" in response.content


def test_open_item_is_claimed_and_colleagues_get_another(
    moderator_client: Client, colleague: User, hold_comment: HoldComment
) -> None:
    first, second = hold_comment("One."), hold_comment("Two.")
    theirs = client_of(colleague)
    page = moderator_client.get(QUEUE).content.decode()
    # The time zone is not known yet: an hour in UTC says so.
    assert re.search(r"Yours until \d\d:\d\d \(UTC\)", page)
    page = theirs.get(QUEUE).content.decode()
    assert f'data-row="{item_of(second).pk}" aria-current="true"' in page
    assert "mona is deciding" in page
    assert "mona has this open until" in theirs.get(item_url(first)).content.decode()
    # Moving on releases what was open before.
    moderator_client.get(item_url(second))
    assert item_of(first).claimed_by_id is None
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert "mona is deciding" not in theirs.get(QUEUE).content.decode()


def test_claim_keeps_nobody_from_deciding(
    moderator_client: Client, colleague: User, hold_comment: HoldComment
) -> None:
    comment = hold_comment()
    client_of(colleague).get(QUEUE)
    send(moderator_client, comment, "approve")
    assert state_of(comment) == State.PUBLISHED
    assert not ReviewItem.objects.claimed().exists()


def test_next_item_is_the_one_in_the_list_unless_a_colleague_has_it(
    moderator_client: Client, colleague: User, hold_comment: HoldComment
) -> None:
    first, second, third = (hold_comment(f"{number}.") for number in range(3))
    fields = fields_of(moderator_client, first)
    assert fields["next"] == str(item_of(second).pk)
    client_of(colleague).get(item_url(second))
    url = f"{item_url(first)}decide/"
    response = moderator_client.post(url, {**fields, "do": "approve"}, follow=True)
    assert f'data-row="{item_of(third).pk}" aria-current="true"' in response.content.decode()


def test_script_gets_only_what_changes(moderator_client: Client, hold_comment: HoldComment) -> None:
    first, second = hold_comment("One."), hold_comment("Two.")
    fields = fields_of(moderator_client, first)
    response = moderator_client.post(
        f"{item_url(first)}decide/", {**fields, "do": "approve"}, headers={"X-Fragment": "item"}
    )
    page = response.content.decode()
    assert f'data-pk="{item_of(second).pk}"' in page and "Approved." in page
    assert "<html" not in page and "data-rows" not in page


def test_item_fetched_ahead_is_not_claimed(
    moderator_client: Client, moderator: User, hold_comment: HoldComment
) -> None:
    first, second = hold_comment("One."), hold_comment("Two.")
    moderator_client.get(item_url(first))
    response = moderator_client.get(item_url(second), headers={"X-Fragment": "ahead"})
    assert f'data-pk="{item_of(second).pk}"' in response.content.decode()
    assert "<html" not in response.content.decode()
    assert item_of(first).claimed_by == moderator and item_of(second).claimed_by is None
