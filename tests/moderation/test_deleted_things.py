"""Decisions and reports are records: they stay when what they are about is deleted."""

import re

from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.models import Comment
from serial.erasure import CommentsChoice, Erasure
from serial.moderation.appealing import appeal
from serial.moderation.choices import DecisionKind, Reason
from serial.moderation.deciding import undo
from serial.moderation.decisions.checks import record_check
from serial.moderation.erasing import erase_member
from serial.moderation.figures.job import count_figures
from serial.moderation.models import Decision, Report, ReviewItem, Sanction
from serial.moderation.reporting import NewReport, report
from serial.moderation.review.gone import close_gone_items
from serial.moderation.sanctions.orders import SanctionOrder
from serial.moderation.subjects.chapters import ChapterSubject
from serial.moderation.subjects.people import PenNameSubject
from serial.moderation.subjects.stories import StorySubject
from serial.stories.models import Credit, Story
from tests.comments.conftest import MakeComment
from tests.conftest import client_of
from tests.moderation.reviewing import decide_comment, make_rule, report_comment
from tests.moderation.test_hiding import decide_on
from tests.shared_rows import shared_rows


@shared_rows
def decided(
    chapter: Chapter, make_comment: MakeComment, moderator: User, author: User, reader: User
) -> list[Decision]:
    """Of a story, a chapter, a pen name and two comments; a check, and acts of the author."""
    kept, spam, rude, restored = (make_comment(f"Comment {n} of four.", by=reader) for n in "1234")
    held = moderating.hold(kept, None)
    assert held is not None
    item = ReviewItem.objects.get(comment=kept)
    record_check(item, Comment.objects.get(pk=kept.pk))
    Decision.objects.update(check_code="links")
    moderating.approve(kept, author)
    appeal(moderating.hide(rude, author), "Why?", reader)  # type: ignore[arg-type]
    moderating.reject(restored, author)
    moderating.approve(restored, author)
    rule = make_rule()
    report_comment(spam, author)
    pen_name = author.pen_names.get()
    for subject in (StorySubject(chapter.story), ChapterSubject(chapter), PenNameSubject(pen_name)):
        report(subject, NewReport(reason=Reason.HATE, words="It is vile.", reporter=reader))
    return [
        decide_comment(spam, DecisionKind.REJECT, moderator, rule=rule, words="No lamps."),
        decide_on(StorySubject(Story.objects.get()), DecisionKind.HIDE, moderator),
        decide_on(PenNameSubject(pen_name), DecisionKind.HIDE, moderator),
    ]


def figures(client: Client) -> str:
    count_figures({})
    page = client.get("/transparency/").content.decode()
    return re.sub(r"<time.*?</time>", "", page.partition("<main")[2].partition("</main>")[0])


def test_records_of_a_deleted_story_stay(
    decided: list[Decision],
    author: User,
    reader: User,
    moderator_client: Client,
    guest_client: Client,
) -> None:
    before, log = figures(guest_client), "/moderation/log/"
    count = Decision.objects.count()
    Credit.objects.all().delete()
    Story.objects.get().delete()
    author.pen_names.get().delete()
    assert Decision.objects.count() >= count and Report.objects.count() == 4
    assert figures(guest_client) == before
    page = moderator_client.get(log).content.decode()
    assert page.count("a deleted story") >= 2 and "Hidden" in page and "Rejected" in page
    lines = moderator_client.get(f"{log}decisions.csv").getvalue().decode()
    assert lines.count('"a deleted story"') >= 2 and "No lamps." in lines
    for sent in Report.objects.all():
        state = client_of(reader).get(f"/report/sent/{sent.uid}/")
        assert state.status_code == 200, sent
    assert "was deleted before a moderator decided" in state_of_open_report()


def test_erasing_an_account_erases_what_others_reported_on_its_deleted_texts(
    decided: list[Decision], author: User, reader: User
) -> None:
    erase_member(Erasure(author.pk, CommentsChoice.KEEP))
    # The story stays, so its reports wait for a decision.
    assert Report.objects.exclude(words="").count() == 2
    Credit.objects.all().delete()
    Story.objects.get().delete()
    erase_member(Erasure(author.pk, CommentsChoice.KEEP))
    assert not Report.objects.exclude(words="").exists() and Report.objects.count() == 4


def state_of_open_report() -> str:
    sent = Report.objects.open().get()
    return Client().get(f"/report/sent/{sent.uid}/").content.decode()


def test_nothing_waits_and_nothing_can_be_decided(
    decided: list[Decision], reader: User, moderator: User, moderator_client: Client
) -> None:
    waiting = ReviewItem.objects.get(kind="chapter")
    assert waiting.status == "waiting"
    Credit.objects.all().delete()
    Story.objects.get().delete()
    close_gone_items({})
    assert not ReviewItem.objects.waiting().exists()
    for item in ReviewItem.objects.gone():
        url = f"/moderation/items/{item.pk}/"
        assert moderator_client.get(url).status_code == 200, item
        sent = {"version": item.version, "revision": item.revision, "do": "note", "note": "Late."}
        moderator_client.post(url, sent)
    assert not Decision.objects.filter(note="Late.").exists()
    for tab in ("held", "reported", "decided", "mine", "appeals"):
        assert moderator_client.get("/moderation/", {"tab": tab}).status_code == 200
    assert moderator_client.get("/moderation/appeals/").status_code == 200
    assert client_of(reader).get("/accounts/decisions/").status_code == 200
    statement = client_of(reader).get(f"/accounts/decisions/{decided[0].pk}/")
    assert statement.status_code == 200


def test_sanction_of_a_deleted_comment_is_still_undone(
    make_comment: MakeComment, moderator: User
) -> None:
    comment, order = make_comment("Lamps."), SanctionOrder("silenced", 7)  # type: ignore[arg-type]
    given = decide_comment(
        comment, DecisionKind.SANCTION, moderator, rule=make_rule(), sanction=order
    )
    comment.delete()
    undo(given.pk, moderator)
    assert not Sanction.objects.in_force().exists()
