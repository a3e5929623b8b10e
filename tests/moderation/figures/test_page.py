"""The public page: what is counted of a month, and how it is shown."""

import re
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.comments.models import Comment, CommentAction
from serial.comments.moderating import approve, hide
from serial.moderation.choices import AppealStatus, DecisionKind, Reason, SanctionKind
from serial.moderation.deciding import undo
from serial.moderation.figures.job import count_figures
from serial.moderation.figures.period import Period
from serial.moderation.models import Appeal, Decision, MonthlyFigures, Report
from serial.moderation.sanctions.orders import SanctionOrder
from tests.comments.conftest import MakeComment
from tests.moderation.reviewing import decide_comment, make_rule, report_comment
from tests.shared_rows import shared_rows

PAGE = "/transparency/"
ROW = re.compile(r'<th scope="row">([^<]*)</th>.*?((?:<td class="figures__number">[^<]*</td> ?)+)')


def get(client: Client, url: str = PAGE) -> str:
    return " ".join(client.get(url).content.decode().split())


def table(page: str, section: str) -> dict[str, list[str]]:
    """Returns the rows of a section's table: {label: its numbers}."""
    part = page.partition(f'id="figures-{section}"')[2].partition("</section>")[0]
    return {label: re.findall(r">([^<]+)</td>", cells) for label, cells in ROW.findall(part)}


@shared_rows
def decided(make_comment: MakeComment, moderator: User, author: User, reader: User) -> None:
    spam, held, hidden, fine = (make_comment(f"Comment number {n} of four.") for n in range(4))
    rule = make_rule()
    report_comment(spam, author)
    report_comment(fine, author, Reason.SPOILER)
    order = SanctionOrder(SanctionKind.SILENCED, 7)
    decide_comment(spam, DecisionKind.REJECT, moderator, rule=rule)
    decide_comment(spam, DecisionKind.SANCTION, moderator, rule=rule, sanction=order)
    undone = decide_comment(hidden, DecisionKind.HIDE, moderator)
    undo(undone.pk, moderator)
    hide(hidden, author)
    check = decide_comment(held, DecisionKind.HOLD, moderator)
    Decision.objects.filter(pk=check.pk).update(by=None, check_code="links")
    CommentAction.objects.filter(decision=check).update(by=None)
    approve(Comment.objects.get(pk=held.pk), author)
    now = timezone.now()
    Appeal.objects.create(
        decision=Decision.objects.get(kind=DecisionKind.REJECT),
        member=reader,
        words="Why?",
        made_at=now,
        status=AppealStatus.REVERSED,
        answer="Because.",
        answered_at=now + timedelta(hours=21),
    )


def test_page_before_anything_was_counted(guest_client: Client, db: None) -> None:
    assert "Nothing has been counted yet." in get(guest_client)
    assert guest_client.get(f"{PAGE}2026/1/").status_code == 404
    count_figures({})
    assert not MonthlyFigures.objects.exists()


def test_figures_of_the_latest_period(guest_client: Client, decided: None) -> None:
    count_figures({})
    page = get(guest_client)
    assert table(page, "reports") == {"Spam or advertising": ["1", "1"], "A spoiler": ["1", "0"]}
    assert table(page, "decisions") == {
        "Approved": ["0", "1", "0"],
        "Rejected": ["1", "0", "0"],
        "Hidden": ["0", "1", "0"],
        "Held": ["0", "0", "1"],
        "May not comment": ["1", "0", "0"],
    }
    assert table(page, "appeals") == {"The decision was reversed": ["1"]}
    # 1,260 minutes, of which two digits are kept.
    assert "<strong>21.7 hours</strong>" in page
    assert table(page, "checks") == {"Link from a newcomer": ["0 %", "1", "1"]}
    assert "4 comments were posted." in page
    assert Period.of(timezone.localdate()).label in page


def test_figures_are_counted_again_and_shown_at_once(
    guest_client: Client, decided: None, make_comment: MakeComment
) -> None:
    count_figures({})
    before = get(guest_client)
    make_comment("One more comment of many.", by=None)
    assert get(guest_client) == before
    count_figures({})
    assert "5 comments were posted." in get(guest_client)


def test_first_period_is_counted_from_its_first_month(decided: None) -> None:
    """Though nothing was decided before."""
    Decision.objects.update(created_at="2026-03-09T12:00Z")
    Report.objects.update(received_at="2026-03-09T12:00Z")
    count_figures({})
    months = MonthlyFigures.objects.order_by("month").values_list("month", flat=True)
    assert months[0] == date(2026, 1, 1)


def test_periods_lead_to_each_other(
    guest_client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for month in (date(2025, 11, 1), date(2026, 5, 1), date(2026, 6, 1)):
        MonthlyFigures.objects.create(month=month, counts={"comments": 7})
    latest = get(guest_client)
    assert "<h1>April to June 2026</h1>" in latest and "14 comments were posted." in latest
    earlier = get(guest_client, f"{PAGE}2025/4/")
    assert f'rel="prev" href="{PAGE}2025/4/"' in latest
    assert f'rel="next" href="{PAGE}2026/2/"' in earlier
    assert "Nothing was reported." in earlier
    with django_assert_num_queries(2):
        get(guest_client)


def test_guests_share_the_page(guest_client: Client, reader_client: Client, decided: None) -> None:
    count_figures({})
    response = guest_client.get(PAGE)
    assert not response.cookies and "public" in response["Cache-Control"]
    assert "private" in reader_client.get(PAGE)["Cache-Control"]
    assert f'href="{PAGE}"' in get(guest_client, "/about/")
