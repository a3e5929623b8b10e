"""A comment is reported, rejected and appealed, and comes back; all pages are accessible."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from serial.comments.models import Comment
from serial.comments.moderating import hide
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Appeal, Report, ReviewItem
from tests.browser.axe import LIGHT_AND_DARK, check
from tests.browser.cases import cases
from tests.browser.conftest import OpenPage
from tests.browser.new_parts import pages_to_open
from tests.browser.signing_in import sign_in
from tests.comments.conftest import MakeComment, make_comment
from tests.conftest import client_of, make_user
from tests.moderation.reviewing import decide_comment, make_rule

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sweep]
__all__ = ["make_comment"]

TEXT = "Adaeze was the informer."


@cases("width", 390, long=[1280])
def test_comment_is_reported_rejected_appealed_and_comes_back(
    live_server: LiveServer,
    open_page: OpenPage,
    make_comment: MakeComment,
    reader: User,
    moderator: User,
    width: int,
) -> None:
    comment = make_comment(TEXT)
    # On the phone without scripts.
    page = open_page(width, scripts=width > 390)
    report(page, f"{live_server.url}{comment.get_absolute_url()}")
    decide_comment(comment, DecisionKind.REJECT, moderator, rule=make_rule())
    page.reload()
    expect(page.get_by_text("A moderator agreed, and did something about it.")).to_be_visible()

    sign_in(page, live_server.url, reader)
    page.goto(f"{live_server.url}{comment.get_absolute_url()}")
    page.get_by_role("link", name="Read why, and how to appeal").click()
    expect(page.get_by_role("heading", name="Your comment was rejected")).to_be_visible()
    page.get_by_text("Copy the text").click()
    expect(page.get_by_label("Your text, as you wrote it")).to_have_value(TEXT)
    page.get_by_role("button", name="Send appeal").click()
    expect(page.get_by_text("Write why the decision is wrong.").first).to_be_visible()
    page.get_by_label("Why is the decision wrong?").fill("Chapter 12 says it.")
    page.get_by_role("button", name="Send appeal").click()
    expect(page.get_by_text("Your appeal was sent.")).to_be_visible()

    colleague = make_user("carla")
    colleague.groups.set(moderator.groups.all())
    sign_in(page, live_server.url, colleague)
    page.goto(f"{live_server.url}/moderation/appeals/")
    expect(page.get_by_text("Chapter 12 says it.").last).to_be_visible()
    page.get_by_label("Reverse").check()
    page.get_by_label("Answer to rosa").fill("You are right.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("No appeals.")).to_be_visible()
    page.goto(f"{live_server.url}{comment.chapter.get_absolute_url()}comments/")
    expect(page.get_by_text(TEXT)).to_be_visible()
    assert Comment.objects.get().state == "published"


def report(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Report").click()
    page.get_by_label("Illegal content").check()
    law = page.get_by_label("Which law, and why?")
    expect(law).to_be_visible()
    page.get_by_label("Harassment").check()
    expect(law).to_be_hidden()
    page.get_by_label("A spoiler").check()
    # What is sent at once is refused.
    page.wait_for_timeout(3_100)
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_text("Report received.")).to_be_visible()
    assert not page.context.cookies()


def test_menu_of_a_comment_has_the_report(
    live_server: LiveServer, open_page: OpenPage, make_comment: MakeComment
) -> None:
    comment = make_comment(TEXT)
    page = open_page()
    page.goto(f"{live_server.url}{comment.chapter.get_absolute_url()}comments/")
    page.get_by_role("link", name="More actions").click()
    page.get_by_role("link", name="Report").click()
    expect(page.get_by_role("heading", name="Report a comment")).to_be_visible()


def test_pages_are_accessible(
    axe: str,
    live_server: LiveServer,
    open_page: OpenPage,
    make_comment: MakeComment,
    author: User,
    reader: User,
    moderator: User,
    superuser: User,
) -> None:
    comments = [make_comment(f"{TEXT} {n}") for n in range(4)]
    rule = make_rule()
    hide(comments[3], author)
    act = comments[3].actions.get()
    rejected, appealed = (
        decide_comment(comment, DecisionKind.REJECT, superuser, rule=rule)
        for comment in comments[:2]
    )
    Appeal.objects.create(decision=appealed, member=reader, words="No.")
    sent = Report.objects.create(item=rejected.item, reporter=reader, reason="hate", words="See.")
    item = ReviewItem.objects.create(kind="image", image="pictures/a.png", status="decided")
    of_picture = Report.objects.create(item=item, reason="hate", words="See.")
    of_guest = make_comment(f"{TEXT} Or was she?", by=None)
    hide(of_guest, author)
    of_guest_url = of_guest.get_absolute_url()
    statements = [f"/accounts/decisions/{decision.pk}/" for decision in (rejected, appealed)]
    urls: dict[User | None, list[str]] = {
        None: [
            *(f"/report/comment/{comments[2].pk}/", f"/report/sent/{sent.uid}/"),
            f"/report/sent/{of_picture.uid}/",
            *(f"{of_guest_url}?owner={of_guest.owner_token()}", f"{of_guest_url}decision/"),
        ],
        reader: [
            *("/accounts/decisions/", *statements, f"/accounts/decisions/acts/{act.pk}/"),
            "/accounts/reports/",
        ],
        moderator: ["/moderation/appeals/", "/moderation/appeals/?answered=yes"],
    }
    page = open_page(390, bypass_csp=True)
    results: dict[str, list[str]] = {}
    shown: set[str] = set()
    for user, paths in urls.items():
        if user is not None:
            sign_in(page, live_server.url, user)
        client = client_of(user) if user else Client()
        for path in pages_to_open(client, paths, shown):
            page.goto(live_server.url + path)
            results[path] = check(page, axe, LIGHT_AND_DARK)
    page.goto(f"{live_server.url}/moderation/appeals/")
    page.get_by_label("Uphold").check()
    page.get_by_label("Answer to rosa").fill("Typed for a while.")
    Appeal.objects.all().delete()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_label("Your answer, which was not sent")).to_have_value("Typed for a while.")
    results["withdrawn"] = check(page, axe, LIGHT_AND_DARK)
    assert {path: wrong for path, wrong in results.items() if wrong} == {}
