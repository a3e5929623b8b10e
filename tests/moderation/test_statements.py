"""Whoever a decision concerns reads what was decided and why, and nobody else does."""

from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.models import CheckFinding, Comment
from serial.moderation.choices import DecisionKind, Reason, SanctionKind
from serial.moderation.deciding import undo
from serial.moderation.models import Decision, Wave
from serial.moderation.sanctions.orders import SanctionOrder
from serial.moderation.subjects.chapters import ChapterSubject
from tests.comments.conftest import MakeComment
from tests.comments.sending import send
from tests.conftest import client_of
from tests.moderation.reviewing import decide_comment, make_rule, report_comment
from tests.moderation.test_hiding import decide_on
from tests.shared_rows import shared_rows

LIST = "/accounts/decisions/"
WORDS = {"words": "It is in chapter 3.", "note": "mona: watch him"}


@shared_rows
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("Adaeze was the *informer*.")


def url_of(decision: Decision) -> str:
    return f"{LIST}{decision.pk}/"


def text_of(client: Client, url: str) -> str:
    return client.get(url, follow=True).content.decode()


def reject(comment: Comment, by: User, **values: Any) -> Decision:
    return decide_comment(comment, DecisionKind.REJECT, by, rule=make_rule(), **values)


def test_commenter_reads_what_was_decided_and_why(
    comment: Comment, moderator: User, author: User, reader_client: Client
) -> None:
    report_comment(comment, author)
    decision = reject(comment, moderator, **WORDS)
    assert "Your comment was rejected" in text_of(reader_client, LIST)
    page = text_of(reader_client, url_of(decision))
    facts = ("What", "Where and how long", "How it was found", "Who decided", "Rule", "Why")
    order = [page.index(f"<dt>{fact}</dt>") for fact in facts]
    assert order == sorted(order)
    for said in ("1. No advertising", "Do not advertise.", WORDS["words"], "Somebody reported it"):
        assert said in page
    # The words as they were written, to copy.
    assert "Adaeze was the *informer*.</textarea>" in page
    secrets = ("mona", "anna", WORDS["note"])
    assert [word for word in secrets if word in page.partition("<main")[2]] == []
    assert "no-store" in reader_client.get(url_of(decision)).headers["Cache-Control"]


def test_statement_is_for_nobody_else(
    comment: Comment, chapter: Chapter, moderator: User, author: User, other_author: User
) -> None:
    about_comment = reject(comment, moderator)
    about_chapter = decide_on(ChapterSubject(chapter), DecisionKind.HIDE, moderator)
    readers = {about_comment: "rosa", about_chapter: "anna"}
    for decision, name in readers.items():
        for user in User.objects.all():
            status = client_of(user).get(url_of(decision)).status_code
            assert (status == 200) == (user.username == name), (decision, user)
        assert "login" in Client().get(url_of(decision)).headers["Location"]
    # A co-author reads what happened to the story, but not that somebody was warned.
    chapter.story.credits.create(
        pen_name=other_author.pen_names.get(), role="co-author", accepted_at=timezone.now()
    )
    warned = decide_on(ChapterSubject(chapter), DecisionKind.WARN, moderator)
    co_author = client_of(other_author)
    statuses = [co_author.get(url_of(one)).status_code for one in (about_chapter, warned)]
    assert statuses == [200, 404]
    page = text_of(client_of(author), LIST)
    assert "Your chapter was hidden" in page and "rejected" not in page


def test_statement_says_truly_who_decided(
    make_comment: MakeComment, moderator: User, reader_client: Client
) -> None:
    held, found, seen = make_comment("One."), make_comment("Two."), make_comment("Three.")
    by_check = decide_comment(held, DecisionKind.HOLD, None)
    Decision.objects.filter(pk=by_check.pk).update(check_code="links")
    CheckFinding.objects.create(comment=held, code="links", verdict=1, message="It has links.")
    CheckFinding.objects.create(comment=found, code="spam", verdict=1, message="It is spam.")
    cases = {
        url_of(by_check): ("found: “It has links.”", "automatically. No person has decided"),
        url_of(reject(found, moderator)): ("found: “It is spam.”", "A moderator."),
        url_of(decide_comment(seen, DecisionKind.HIDE, moderator)): (
            "A moderator came across it. No automatic check was involved.",
            "A moderator.",
        ),
    }
    for url, sentences in cases.items():
        page = text_of(reader_client, url)
        assert [said for said in sentences if said not in page] == []


def test_what_was_only_reported_is_told_to_nobody(
    comment: Comment, moderator: User, author: User, reader_client: Client
) -> None:
    kinds = {DecisionKind.DISMISS: author, DecisionKind.APPROVE: moderator}
    for reason, (kind, reporter) in zip((Reason.SPAM, Reason.HATE), kinds.items(), strict=True):
        report_comment(comment, reporter, reason)
        decision = decide_comment(comment, kind, moderator)
        assert reader_client.get(url_of(decision)).status_code == 404
    assert "No decisions" in text_of(reader_client, LIST)


def test_sanction_and_undone_decision_say_so(
    comment: Comment, moderator: User, reader_client: Client
) -> None:
    rule = make_rule()
    order = SanctionOrder(SanctionKind.SILENCED, 7)
    decision = decide_comment(comment, DecisionKind.SANCTION, moderator, rule=rule, sanction=order)
    page = text_of(reader_client, url_of(decision))
    assert "You may not comment on this site until" in page and "without an end" not in page
    undo(decision.pk, moderator)
    page = text_of(reader_client, url_of(decision))
    assert "This decision was undone" in page and "Send appeal" not in page


def test_wave_has_one_statement(
    make_comment: MakeComment, moderator: User, reader_client: Client, author: User
) -> None:
    wave, rule = Wave.objects.create(kind="reject", by=moderator), make_rule()
    decisions = [
        decide_comment(make_comment(f"Offer {n}."), DecisionKind.REJECT, moderator, rule=rule)
        for n in range(3)
    ]
    Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(wave=wave)
    page = text_of(reader_client, LIST)
    assert page.count("Your comment was rejected") == 1
    page = text_of(reader_client, url_of(decisions[0]))
    assert "It is about 3 of your comments" in page
    assert all(f"Offer {n}." in page for n in range(3))


def test_commenter_reads_what_an_author_did(
    comment: Comment, author: User, reader_client: Client, other_author: User
) -> None:
    moderating.reject(comment, author)
    assert "By authors of stories" in text_of(reader_client, LIST)
    page = text_of(reader_client, f"{comment.get_absolute_url()}decision/")
    assert "An author of the story, not a moderator" in page and "Send appeal" in page
    action = comment.actions.get()
    assert client_of(other_author).get(f"{LIST}acts/{action.pk}/").status_code == 404


def test_guest_reads_the_statement_at_the_comment(
    chapter: Chapter, moderator: User, guest_client: Client
) -> None:
    send(guest_client, chapter)
    comment = Comment.objects.get()
    reject(comment, moderator, words="No offers, please.")
    url = f"{comment.get_absolute_url()}decision/"
    page = guest_client.get(f"{comment.get_absolute_url()}?own=yes").content.decode()
    assert f'href="{url}"' in page
    assert "No offers, please." in text_of(guest_client, url)
    for other in (Client(), client_of(moderator)):
        assert other.get(url).status_code == 404


def test_number_of_queries_does_not_grow(
    make_comment: MakeComment,
    moderator: User,
    reader_client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    rule = make_rule()
    for n in range(4):
        comment = make_comment(f"Offer {n}.")
        decide_comment(comment, DecisionKind.REJECT, moderator, rule=rule)
    with django_assert_max_num_queries(9):
        reader_client.get(LIST)
