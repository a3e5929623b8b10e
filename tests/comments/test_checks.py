"""All checks of a new comment run, and the strictest verdict counts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.checks import CheckedComment, Finding
from serial.comments.choices import State, Verdict
from serial.comments.models import CheckFinding, Comment
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, open_form, send
from tests.conftest import MakeChapter
from tests.rolling_back import try_each

HERE = "tests.comments.test_checks"
LINKS = "serial.moderation.checks.links.check.links"


def codes(comment: Comment) -> set[str]:
    return set(comment.findings.values_list("code", flat=True))


def reject_everything(checked: CheckedComment) -> Finding:
    return Finding("no", Verdict.REJECT, "Not here.")


def fail(checked: CheckedComment) -> Finding:
    raise ZeroDivisionError


def time_out(checked: CheckedComment) -> Finding:
    raise TimeoutError


def ask_wrongly(checked: CheckedComment) -> Finding:
    Comment.objects.raw("SELECT nothing FROM nowhere")[0]
    raise AssertionError


def publish_with_long_message(checked: CheckedComment) -> Finding:
    return Finding("long-message", Verdict.PUBLISH, "x" * 1_000)


@pytest.fixture
def trusted_reader(established_reader: User, make_comment: MakeComment) -> User:
    """The reader, with three published comments."""
    for number in range(3):
        make_comment(f"Number {number}.")
    Comment.objects.update(posted_at=timezone.now() - timedelta(days=2))
    return established_reader


@try_each(
    "body, code",
    [
        ("See http://example.org", "links"),
        ("See [this](/there)", "links"),
        ("See WWW.example.org", "links"),
        ("Word. " * 1_000, "long"),
        ("buy " * 20, "repeated"),
        ("a" * 60, "repeated"),
    ],
)
def test_suspicious_comment_by_newcomer_is_held(
    body: str, code: str, make_comment: MakeComment
) -> None:
    comment = make_comment(body)
    assert comment.state == State.HELD and code in codes(comment)


@pytest.mark.parametrize("body", ["See http://example.org", "Some words. " * 500])
def test_comment_by_trusted_member_is_published(
    body: str, trusted_reader: User, make_comment: MakeComment
) -> None:
    comment = make_comment(body.replace("Some", "Now some", 1))
    # Repeated text is held for everybody.
    assert codes(comment) <= {"repeated"} and "links" not in codes(comment)


def test_comment_by_author_is_published(author: User, make_comment: MakeComment) -> None:
    assert make_comment("See http://example.org", by=author).is_published()


@try_each("body", ["Thanks!", "a" * 59, "No. No. No!", "ha " * 11])
def test_short_comment_is_not_repeated_text(body: str, make_comment: MakeComment) -> None:
    assert make_comment(body).is_published()


def test_long_text_posted_again_in_another_chapter_is_held(
    make_comment: MakeComment, make_chapter: MakeChapter, author: User
) -> None:
    text = "This is the very best chapter that I have read in all of the last ten or twelve years."
    assert make_comment(text).is_published()
    other = make_chapter(title="Two")
    assert codes(make_comment(text, chapter=other)) == {"repeated"}
    assert make_comment(text, by=author, chapter=other).is_published()
    assert make_comment("Thanks!").is_published()
    assert make_comment("Thanks!", chapter=other).is_published()


@pytest.mark.parametrize("seconds", [None, 0.0, 2.9])
def test_comment_sent_too_fast_is_held(seconds: float | None, make_comment: MakeComment) -> None:
    comment = make_comment("Quick.", seconds=seconds)
    assert (comment.state, codes(comment)) == (State.HELD, {"too-fast"})


def test_form_sent_too_fast_is_held(reader_client: Client, chapter: Chapter) -> None:
    url = f"{comments_url(chapter)}write/"
    form = reader_client.get(url).context["form"]
    fields = {name: str(form[name].value() or "") for name in form.fields}
    reader_client.post(url, {**fields, "text": "Quick."})
    send(reader_client, chapter, "Slow.")
    assert dict(Comment.objects.values_list("body", "state")) == {
        "Quick.": State.HELD,
        "Slow.": State.PUBLISHED,
    }


def test_comment_with_filled_honeypot_is_held(reader_client: Client, chapter: Chapter) -> None:
    send(reader_client, chapter, website="http://example.org")
    assert codes(Comment.objects.get()) == {"honeypot"}


def test_every_reason_is_stored_and_told_to_its_writer(
    reader_client: Client, chapter: Chapter
) -> None:
    fields = open_form(reader_client, chapter)
    text = "www.example.org " * 20
    response = reader_client.post(
        f"{comments_url(chapter)}write/", {**fields, "text": text, "website": "x"}, follow=True
    )
    comment = Comment.objects.get()
    assert codes(comment) == {"links", "repeated", "honeypot"}
    page = response.content.decode()
    for finding in comment.findings.all():
        assert finding.message in page
    assert "Your comment is awaiting moderation. Only you can see it." in page
    assert "www.example.org" in page


def test_all_checks_run_and_the_strictest_verdict_counts(
    settings: Settings, make_comment: MakeComment
) -> None:
    settings.COMMENT_CHECKS = [
        f"{HERE}.reject_everything",
        LINKS,
        f"{HERE}.publish_with_long_message",
    ]
    comment = make_comment("See http://example.org")
    assert comment.state == State.REJECTED
    assert codes(comment) == {"no", "links", "long-message"}
    assert len(CheckFinding.objects.get(code="long-message").message) == 300


def test_finding_with_publish_verdict_publishes(
    settings: Settings, make_comment: MakeComment
) -> None:
    settings.COMMENT_CHECKS = [f"{HERE}.publish_with_long_message"]
    assert make_comment("See http://example.org").is_published()


FAILING = [f"{HERE}.{name}" for name in ("fail", "gone", "time_out", "ask_wrongly")]


@try_each("path", [*FAILING, "no.such.module"])
def test_failing_check_holds_newcomers_and_other_checks_still_run(
    path: str, settings: Settings, make_comment: MakeComment
) -> None:
    settings.COMMENT_CHECKS = [path, LINKS]
    comment = make_comment("See http://example.org")
    assert (comment.state, codes(comment)) == (State.HELD, {"check-failed", "links"})
    settings.COMMENT_CHECKS = [LINKS, path]
    assert codes(make_comment("And http://example.org")) == {"check-failed", "links"}


@try_each("path", FAILING)
def test_failing_check_lets_people_of_good_standing_pass_and_says_so(
    path: str,
    settings: Settings,
    trusted_reader: User,
    make_comment: MakeComment,
    author: User,
    guest_client: Client,
) -> None:
    settings.COMMENT_CHECKS = [path]
    for by in (trusted_reader, author):
        comment = make_comment("Fine.", by=by)
        finding = comment.findings.get()
        assert (comment.state, finding.verdict) == (State.PUBLISHED, Verdict.PUBLISH)
        assert path.rpartition(".")[2] in finding.message and "passed" in finding.message
    Comment.objects.filter(pk=comment.pk).update(state=State.REJECTED, user=trusted_reader)
    assert make_comment("Fine too.", by=trusted_reader).state == State.HELD


def test_finding_with_publish_verdict_is_not_shown_to_the_commenter(
    settings: Settings, reader_client: Client, chapter: Chapter
) -> None:
    settings.COMMENT_CHECKS = [f"{HERE}.publish_with_long_message"]
    response = send(reader_client, chapter, "Hm, hm.")
    own = reader_client.get(response.headers["Location"].partition("#")[0]).content.decode()
    mine = reader_client.get("/accounts/comments/").content.decode()
    assert "Hm, hm." in own and "Hm, hm." in mine
    assert "xxxx" not in own + mine


def test_rejected_comment_is_visible_to_its_commenter_only(
    settings: Settings, reader_client: Client, guest_client: Client, chapter: Chapter
) -> None:
    settings.COMMENT_CHECKS = [f"{HERE}.reject_everything"]
    response = send(reader_client, chapter, "Hm, hm.")
    url = response.headers["Location"].partition("#")[0]
    own = reader_client.get(url).content.decode()
    assert "Hm, hm." in own and "Not here." in own
    theirs = guest_client.get(url)
    assert theirs.status_code == 410 and "Hm, hm." not in theirs.content.decode()
