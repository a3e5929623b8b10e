"""A checker outside of the site is asked about newcomers' comments, before anything is locked."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from django.db import connection
from pytest_django import Settings

from accounts.models import User
from serial.comments.choices import State
from serial.comments.consulting import Question
from serial.comments.editing import save_edit
from serial.comments.models import Comment
from serial.comments.permissions import PostingRefused
from serial.comments.settings_changes import ban_commenter
from tests.comments.conftest import MakeComment
from tests.rolling_back import try_each

BANNED = "The author of this story banned you"


class Checker(BaseHTTPRequestHandler):
    """Answers as it is told, and remembers what it was asked."""

    answer = "false"
    status = 200
    seconds = 0.0
    asked: list[dict[str, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append({name: values[0] for name, values in parse_qs(body).items()})
        time.sleep(self.seconds)
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(self.answer.encode())

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def checker(settings: Settings) -> Iterator[type[Checker]]:
    class Handler(Checker):
        asked: list[dict[str, str]] = []

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.AKISMET_KEY, settings.AKISMET_SECONDS = "key", 0.2
    settings.AKISMET_URL = f"http://127.0.0.1:{server.server_port}/1.1/comment-check"
    settings.COMMENT_CONSULTATIONS = ["serial.moderation.checks.outside.akismet.is_spam"]
    yield Handler
    server.shutdown()
    server.server_close()


def codes(comment: Comment) -> list[str]:
    return list(comment.findings.values_list("code", flat=True))


@try_each(
    "answer, status, seconds, code",
    [
        ("false", 200, 0, None),
        ("true", 200, 0, "outside-checker"),
        ("invalid", 200, 0, "check-failed"),
        ("", 200, 0, "check-failed"),
        ("true" * 10_000, 200, 0, "check-failed"),
        ("true", 500, 0, "check-failed"),
        ("true", 302, 0, "check-failed"),
        ("true", 200, 0.4, "check-failed"),
    ],
)
def test_comment_of_a_newcomer_is_held_for_spam_and_without_an_answer(
    answer: str,
    status: int,
    seconds: float,
    code: str | None,
    checker: type[Checker],
    make_comment: MakeComment,
) -> None:
    checker.answer, checker.status, checker.seconds = answer, status, seconds
    comment = make_comment("Well, well.")
    assert codes(comment) == ([code] if code else [])
    assert comment.state == (State.HELD if code else State.PUBLISHED)


def test_only_what_the_documents_name_is_sent(
    checker: type[Checker], make_comment: MakeComment, reader: User
) -> None:
    make_comment("By a guest.", by=None)
    by_member = make_comment("By a member.")
    save_edit(by_member.pk, "Edited.", reader)
    guest, member, edit = checker.asked
    assert set(guest) == {
        *("api_key", "blog", "user_ip", "permalink", "comment_type", "comment_author"),
        *("comment_content", "comment_date_gmt", "blog_lang", "blog_charset"),
    }
    assert (guest["user_ip"], guest["comment_author"]) == ("192.0.2.1", "Gus")
    assert (member["user_ip"], member["comment_author"]) == ("127.0.0.1", "rosa")
    assert (edit["comment_content"], edit["recheck_reason"]) == ("Edited.", "edit")
    assert reader.email not in str(checker.asked)


def test_spam_in_an_edit_is_held(
    checker: type[Checker], make_comment: MakeComment, reader: User
) -> None:
    comment = make_comment("Fine.")
    checker.answer = "true"
    assert save_edit(comment.pk, "Fine!", reader).state == State.HELD


def test_people_of_good_standing_and_refused_comments_are_not_asked_about(
    checker: type[Checker],
    make_comment: MakeComment,
    established_reader: User,
    author: User,
) -> None:
    first = [make_comment(f"Number {number}.") for number in range(3)]
    checker.asked.clear()
    make_comment("By a trusted member.")
    make_comment("By the author.", by=author)
    make_comment("Number 0.", form_key=first[0].form_key)
    save_edit(first[0].pk, "Number 0.", established_reader)
    guest = make_comment("By a guest.", by=None)
    checker.asked.clear()
    ban_commenter(guest, author)
    with pytest.raises(PostingRefused, match=BANNED):
        make_comment("Once more.", by=None)
    assert checker.asked == []


def test_nobody_is_asked_unless_there_is_a_key(make_comment: MakeComment) -> None:
    assert make_comment("Well, well.").is_published()


TRANSACTIONS: list[bool] = []


def remember_transaction(question: Question) -> None:
    TRANSACTIONS.append(connection.in_atomic_block)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_a_checker_thinks(
    settings: Settings, make_comment: MakeComment, reader: User
) -> None:
    settings.COMMENT_CONSULTATIONS = [f"{__name__}.remember_transaction"]
    comment = make_comment("Well, well.")
    save_edit(comment.pk, "Well.", reader)
    assert TRANSACTIONS == [False, False]
