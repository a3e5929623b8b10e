"""A trial shows which of the last comments would have been held, mistakes first."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.moderating import approve, hold, reject
from serial.moderation.check_settings.content import Content, FirstComments, Limits, WordList
from serial.moderation.checks.history import first_comments
from serial.moderation.checks.listed_words import listed_words
from serial.moderation.rules.samples import make_sample
from serial.moderation.rules.trial_view import view_trial
from serial.moderation.trials import trying
from serial.moderation.trials.recent_comments import TRIED
from serial.moderation.trials.trying import Fate, Hit, TriedCheck, try_settings
from tests.cases import each_case
from tests.comments.conftest import MakeComment
from tests.conftest import make_user
from tests.moderation.rules.conftest import LIST, Send

CHECKS = [TriedCheck(listed_words)]


def content(*rules: str) -> Content:
    return Content(lists=(WordList(key="a", name="A", rules=rules),))


def test_trial_tells_what_became_of_the_comments(
    make_comment: MakeComment, author: User, moderator: User
) -> None:
    bodies = ["Lamp one.", "Lamp two.", "Lamp three.", "Lamp four.", "Nothing.", "Candle."]
    comments = dict(zip(bodies, map(make_comment, bodies), strict=True))
    hold(comments["Lamp one."], moderator)
    approve(comments["Lamp one."], moderator)
    reject(comments["Lamp two."], moderator)
    hold(comments["Lamp three."], None)
    trial = try_settings(content("lamp"), content("candle", "four"), CHECKS)
    assert {hit.comment.body: hit.fate for hit in trial.hits} == {
        "Lamp one.": Fate.APPROVED,
        "Lamp two.": Fate.REJECTED,
        "Lamp three.": Fate.HELD,
        "Lamp four.": Fate.PUBLISHED,
    }
    assert [hit.position for hit in trial.hits] == [0, 1, 2, 3]
    assert [hit.comment.body for hit in trial.new()] == bodies[:3]
    assert (trial.tried, trial.lost) == (6, 1)
    view = view_trial(trial)
    assert [sample.comment.body for sample in view.mistakes] == ["Lamp one."]
    assert [sample.comment.body for sample in view.new] == ["Lamp three.", "Lamp two."]
    assert [sample.comment.body for sample in view.rest] == ["Lamp four."]
    assert view.mistake_marks == "M83.3 4v19" and view.hit_marks.count("M") == 3


def test_trial_sees_what_a_commenter_had_written_then(make_comment: MakeComment) -> None:
    people = [make_user(f"person{number}") for number in range(2)]
    for number in range(3):
        for person in people:
            make_comment(f"{number} by {person}", by=person)
    days = {f"{n} by {person}": 9 - n for n in range(3) for person in people}
    for comment in Comment.objects.all():
        comment.posted_at = timezone.now() - timedelta(days=days[comment.body])
        comment.save(update_fields=["posted_at"])
    draft = Content(limits=Limits(first_comments=FirstComments(is_on=True, approved=1)))
    trial = try_settings(draft, Content(), [TriedCheck(first_comments)])
    assert [hit.comment.body[0] for hit in trial.hits] == ["0", "0"]


def test_deleted_comments_are_not_tried(make_comment: MakeComment) -> None:
    for state in ("deleted", "erased"):
        comment = make_comment("Lamp.")
        Comment.objects.filter(pk=comment.pk).update(
            state=state, **({"body": "", "body_html": ""} if state == "erased" else {})
        )
    assert try_settings(content("lamp"), content(), CHECKS).tried == 0


def test_trial_stops_when_its_time_is_over(make_comment: MakeComment) -> None:
    make_comment("Lamp.")
    before = trying.MAX_SECONDS
    trying.MAX_SECONDS = -1
    try:
        trial = try_settings(content("lamp"), content(), CHECKS)
    finally:
        trying.MAX_SECONDS = before
    assert (trial.tried, list(trial.hits)) == (0, [])
    assert view_trial(trial).hit_marks == ""


def test_number_of_queries_does_not_grow(
    moderator_client: Client, send: Send, make_comment: MakeComment
) -> None:
    def queries() -> int:
        page = moderator_client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            tried = send(LIST, "try", page, rules="lamp*")
        assert "would have been held" in tried.content.decode()
        return len(captured)

    make_comment("Lamp.")
    before = queries()
    for number in range(6):
        make_comment(f"Lamp {number}.", by=make_user(f"person{number}"))
    assert queries() == before


@each_case(
    "body, places, text",
    [
        ("a lamp here", ((2, 6),), "a [lamp] here"),
        ("lamp", ((0, 4),), "[lamp]"),
        ("lamp lamp", ((5, 9), (0, 4)), "[lamp] [lamp]"),
        ("lamp lamp", ((0, 9), (5, 9)), "[lamp lamp]"),
        ("nothing", (), "nothing"),
        ("a word " * 20 + "lamp", ((140, 144),), "…" + "a word " * 8 + "[lamp]"),
        ("x" * 100 + "lamp", ((100, 104),), "…" + "x" * 60 + "[lamp]"),
        ("lamp" + "y" * 300, ((0, 4),), "[lamp]" + "y" * 236 + "…"),
        ("lamp", ((0, 0), (2, 99)), "la[mp]"),
    ],
)
def test_sample_marks_the_words(body: str, places: tuple[tuple[int, int], ...], text: str) -> None:
    sample = make_sample(Hit(Comment(body=body), 0, places, Fate.HELD, is_new=True))
    marked = (f"[{part.text}]" if part.is_marked else part.text for part in sample.segments)
    assert "".join(marked) == text


def test_only_the_last_thousand_comments_are_tried(chapter: Chapter, reader: User) -> None:
    now, count = timezone.now(), TRIED + 5
    Comment.objects.bulk_create(
        Comment(
            chapter=chapter,
            story=chapter.story,
            number=number,
            thread=number,
            path=f"{number:07}",
            user=reader,
            form_key=uuid4(),
            body="Lamp." if number in {5, 6, count} else "Candle.",
            state="published",
            posted_at=now - timedelta(minutes=count - number),
        )
        for number in range(1, count + 1)
    )
    with CaptureQueriesContext(connection) as queries:
        trial = try_settings(content("lamp"), content(), CHECKS)
    assert [hit.comment.number for hit in trial.hits] == [6, count]
    assert [hit.position for hit in trial.hits] == [0, TRIED - 1]
    assert trial.tried == TRIED and len(queries) <= 4
    assert view_trial(trial).hit_marks.count("M") == 2
