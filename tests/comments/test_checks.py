"""What looks at a comment before everyone does: all of it runs, and the strictest counts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.checking import CheckedComment, Finding
from serial.comments.choices import State, Verdict
from serial.comments.models import CheckFinding, Comment
from tests.comments.conftest import MakeComment
from tests.comments.sending import discussion_of, opened, send
from tests.conftest import MakeChapter

HERE = "tests.comments.test_checks"


def codes(comment: Comment) -> set[str]:
    return set(comment.findings.values_list("code", flat=True))


def reject_everything(candidate: CheckedComment) -> Finding:
    return Finding("no", Verdict.REJECT, "Not here.")


def fail(candidate: CheckedComment) -> Finding:
    raise ZeroDivisionError


def speak_at_length(candidate: CheckedComment) -> Finding:
    return Finding("long-winded", Verdict.PUBLISH, "x" * 1_000)


@pytest.fixture
def well_known(known_reader: User, make_comment: MakeComment) -> User:
    """The reader, with three comments that stood."""
    for number in range(3):
        make_comment(f"Number {number}.")
    Comment.objects.update(posted_at=timezone.now() - timedelta(days=2))
    return known_reader


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("See http://example.org", "links"),
        ("See [this](/there)", "links"),
        ("See WWW.example.org", "links"),
        ("Word. " * 1_000, "long"),
        ("buy " * 20, "repeated"),
        ("a" * 60, "repeated"),
    ],
)
def test_a_newcomer_is_looked_at_first(body: str, code: str, make_comment: MakeComment) -> None:
    comment = make_comment(body)
    assert comment.state == State.HELD and code in codes(comment)


@pytest.mark.parametrize("body", ["See http://example.org", "Some words. " * 500])
def test_who_is_known_is_not(body: str, well_known: User, make_comment: MakeComment) -> None:
    comment = make_comment(body.replace("Some", "Now some", 1))
    # The same few words over and over are held of anybody.
    assert codes(comment) <= {"repeated"} and "links" not in codes(comment)


def test_nor_are_the_storys_people(author: User, make_comment: MakeComment) -> None:
    assert make_comment("See http://example.org", by=author).is_published()


@pytest.mark.parametrize("body", ["Thanks!", "a" * 59, "No. No. No!", "ha " * 11])
def test_short_words_are_no_repetition(body: str, make_comment: MakeComment) -> None:
    assert make_comment(body).is_published()


def test_the_same_long_text_elsewhere_is_held(
    make_comment: MakeComment, make_chapter: MakeChapter, author: User
) -> None:
    words = "This is the very best chapter that I have read in all of the last ten or twelve years."
    assert make_comment(words).is_published()
    other = make_chapter(title="Two")
    assert codes(make_comment(words, chapter=other)) == {"repeated"}
    assert make_comment(words, by=author, chapter=other).is_published()
    assert make_comment("Thanks!").is_published()
    assert make_comment("Thanks!", chapter=other).is_published()


@pytest.mark.parametrize("seconds", [None, 0.0, 2.9])
def test_a_form_filled_in_at_once_is_held_not_dropped(
    seconds: float | None, make_comment: MakeComment
) -> None:
    comment = make_comment("Quick.", seconds=seconds)
    assert (comment.state, codes(comment)) == (State.HELD, {"too-fast"})


def test_so_it_is_through_the_page(reader_client: Client, chapter: Chapter) -> None:
    address = f"{discussion_of(chapter)}write/"
    form = reader_client.get(address).context["form"]
    fields = {name: str(form[name].value() or "") for name in form.fields}
    reader_client.post(address, {**fields, "text": "Quick."})
    send(reader_client, chapter, "Slow.")
    assert dict(Comment.objects.values_list("body", "state")) == {
        "Quick.": State.HELD,
        "Slow.": State.PUBLISHED,
    }


def test_who_fills_in_the_trap_is_held(reader_client: Client, chapter: Chapter) -> None:
    send(reader_client, chapter, website="http://example.org")
    assert codes(Comment.objects.get()) == {"honeypot"}


def test_every_reason_is_stored_and_told_to_its_writer(
    reader_client: Client, chapter: Chapter
) -> None:
    fields = opened(reader_client, chapter)
    text = "www.example.org " * 20
    answer = reader_client.post(
        f"{discussion_of(chapter)}write/", {**fields, "text": text, "website": "x"}, follow=True
    )
    comment = Comment.objects.get()
    assert codes(comment) == {"links", "repeated", "honeypot"}
    page = answer.content.decode()
    for reason in comment.findings.all():
        assert reason.message in page
    assert "Your comment is awaiting moderation. Only you can see it." in page
    assert "www.example.org" in page


def test_all_run_and_the_strictest_counts(settings: Settings, make_comment: MakeComment) -> None:
    held = "serial.moderation.checks.newcomer_links"
    settings.COMMENT_CHECKS = [f"{HERE}.reject_everything", held, f"{HERE}.speak_at_length"]
    comment = make_comment("See http://example.org")
    assert comment.state == State.REJECTED
    assert codes(comment) == {"no", "links", "long-winded"}
    assert len(CheckFinding.objects.get(code="long-winded").message) == 300


def test_what_a_screen_would_publish_is(settings: Settings, make_comment: MakeComment) -> None:
    settings.COMMENT_CHECKS = [f"{HERE}.speak_at_length"]
    assert make_comment("See http://example.org").is_published()


@pytest.mark.parametrize("path", [f"{HERE}.fail", f"{HERE}.gone", "no.such.module"])
def test_one_that_fails_holds_and_stops_no_other(
    path: str, settings: Settings, make_comment: MakeComment
) -> None:
    settings.COMMENT_CHECKS = [path, "serial.moderation.checks.newcomer_links"]
    comment = make_comment("See http://example.org")
    assert (comment.state, codes(comment)) == (State.HELD, {"check-failed", "links"})


def test_a_rejected_comment_is_kept_and_shown_to_its_writer_alone(
    settings: Settings, reader_client: Client, guest_client: Client, chapter: Chapter
) -> None:
    settings.COMMENT_CHECKS = [f"{HERE}.reject_everything"]
    answer = send(reader_client, chapter, "Hm, hm.")
    address = answer.headers["Location"].partition("#")[0]
    mine = reader_client.get(address).content.decode()
    assert "Hm, hm." in mine and "Not here." in mine
    theirs = guest_client.get(address)
    assert theirs.status_code == 410 and "Hm, hm." not in theirs.content.decode()
