"""The log as a CSV file: every decision on a line, safe for spreadsheet programs, streamed."""

import csv
from collections.abc import Iterable
from io import StringIO

import pytest
from django.test import Client

from accounts.models import User
from serial.moderation.choices import DecisionKind
from serial.moderation.log import csv_page
from serial.moderation.log.csv_cells import protect
from tests.comments.conftest import MakeComment
from tests.moderation.reviewing import decide_comment, make_rule
from tests.moderation.waves.starting import run, start

CSV = "/moderation/log/decisions.csv"


def read(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(CSV + query)
    assert response.streaming and response["Content-Type"] == "text/csv; charset=utf-8"
    chunks: Iterable[bytes] = response.streaming_content  # type: ignore[attr-defined]
    text = b"".join(chunks).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.parametrize("batch", [1, 500])
def test_every_decision_has_a_line(
    moderator: User,
    moderator_client: Client,
    make_comment: MakeComment,
    monkeypatch: pytest.MonkeyPatch,
    batch: int,
) -> None:
    monkeypatch.setattr(csv_page, "BATCH_SIZE", batch)
    comments = [make_comment(f"Comment number {n} of three.") for n in range(3)]
    note = '=HYPERLINK("http://example.com/";"Look")\nand, more'
    decide_comment(comments[0], DecisionKind.WARN, moderator, rule=make_rule(), note=note)
    run(start(comments[1:], moderator, DecisionKind.HIDE))
    lines = read(moderator_client)
    assert [line["decision"] for line in lines] == ["Hidden", "Hidden", "Warned"]
    assert lines[0]["act on many"] and lines[0]["commenter"] == "rosa"
    assert lines[2]["note"] == f"'{note}"
    assert [line["kind"] for line in read(moderator_client, "?kind=warn")] == ["warn"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  +41", "'  +41"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),  # noqa: RUF001
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200e=1", "'\u200e=1"),
        ("\u2060\x0b\u2003\u2028=1", "'\u2060\x0b\u2003\u2028=1"),
        ("5 = 3 + 2", "5 = 3 + 2"),
        ("", ""),
        (None, ""),
        (12, "12"),
    ],
)
def test_cells_are_no_formulas(value: object, cell: str) -> None:
    assert protect(value) == cell
