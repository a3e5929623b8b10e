"""What the page of the queue shows: the list, its tabs and filters, the item in focus."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.comments.editing import delete_comment, save_edit, undelete_comment
from serial.comments.models import Comment
from serial.comments.moderating import approve, hold
from serial.moderation.choices import DecisionKind, Reason, SanctionKind
from serial.moderation.models import Report, ReviewItem
from serial.moderation.queue import narrowing
from serial.moderation.queue import rows as queue_rows
from serial.moderation.sanctions.orders import SanctionOrder
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory, make_user, pen_name_of
from tests.diff_words import without_diff_words
from tests.moderation.queue.conftest import QUEUE, HoldComment, item_of, item_url
from tests.moderation.reviewing import decide_comment, make_rule, report_comment
from tests.rolling_back import try_each

ROW = re.compile(r'data-row="(\d+)"')


def get(client: Client, url: str = QUEUE) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def rows(page: str) -> list[int]:
    return [int(pk) for pk in ROW.findall(page)]


def pks(*comments: Comment) -> list[int]:
    return [item_of(comment).pk for comment in comments]


def test_highest_score_is_first_and_in_focus(
    moderator_client: Client, hold_comment: HoldComment, make_comment: MakeComment, author: User
) -> None:
    first, second = hold_comment("One."), hold_comment("Two.")
    report_comment(second, author, Reason.HATE)
    page = get(moderator_client)
    assert rows(page) == pks(second, first)
    assert f'data-row="{item_of(second).pk}" aria-current="true"' in page
    assert "<title>Held: comment by rosa · Serial</title>" in page
    assert "Suspect words, 1 report" in page


def test_tabs_show_their_items_with_counts(
    moderator_client: Client, hold_comment: HoldComment, make_comment: MakeComment, author: User
) -> None:
    held, reported = hold_comment(), make_comment("Fine words.")
    report_comment(reported, author)
    assert rows(get(moderator_client)) == pks(held)
    page = get(moderator_client, f"{QUEUE}?tab=reported")
    assert rows(page) == pks(reported)
    assert 'data-count="held">1<' in page and 'data-count="reported">1<' in page


def test_decided_and_own_decisions(
    moderator: User, moderator_client: Client, colleague: User, hold_comment: HoldComment
) -> None:
    mine, theirs = hold_comment("One."), hold_comment("Two.")
    decide_comment(mine, DecisionKind.APPROVE, moderator)
    decide_comment(theirs, DecisionKind.HIDE, colleague)
    page = get(moderator_client, f"{QUEUE}?tab=decided")
    assert rows(page) == pks(theirs, mine)
    assert "<strong>Hidden</strong>, carla" in page
    assert rows(get(moderator_client, f"{QUEUE}?tab=mine")) == pks(mine)


@try_each("few", [narrowing.FEW, 0])
def test_filters(
    few: int,
    moderator_client: Client,
    hold_comment: HoldComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    author: User,
    moderator: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(narrowing, "FEW", few)
    other = make_chapter(story=make_story("A Long Winter"))
    here, guest, there, by_author = (
        hold_comment("One."),
        hold_comment("Two.", by=None),
        hold_comment("Three.", chapter=other),
        hold_comment("Four.", by=author),
    )
    ReviewItem.objects.filter(comment=there).update(opened_at=timezone.now() - timedelta(days=4))
    everything = {here, guest, there, by_author}
    cases: tuple[tuple[str, set[Comment]], ...] = (
        ("story=long+winter", {there}),
        ("finding=guest", {guest}),
        ("finding=none", set()),
        ("commenter=GUS", {guest}),
        ("commenter=rosa", {here, there}),
        (f"commenter={author.username}", {by_author}),
        (f"commenter={pen_name_of(author).name.upper()}", {by_author}),
        ("commenter=nobody", set()),
        ("age=3", {there}),
        ("commenter=rosa&age=3", {there}),
        ("commenter=rosa&story=winter", {there}),
        ("age=999", everything),
        ("story=%00", everything),
    )
    for query, expected in cases:
        page = get(moderator_client, f"{QUEUE}?{query}")
        shown = rows(page)
        assert set(shown) == set(pks(*expected)), query
        in_order = ReviewItem.objects.filter(pk__in=shown).most_urgent_first()
        assert shown == list(in_order.values_list("pk", flat=True)), query
    assert "Nothing matches the filter." in get(moderator_client, f"{QUEUE}?story=nowhere")
    for comment in everything:
        decide_comment(comment, DecisionKind.APPROVE, moderator)
    for query, expected in cases:
        page = get(moderator_client, f"{QUEUE}?tab=decided&{query}")
        assert set(rows(page)) == set(pks(*expected)), query


def test_further_pages_go_on_where_the_last_one_ended(
    moderator_client: Client, hold_comment: HoldComment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_rows, "ROWS_PER_PAGE", 2)
    comments = [hold_comment(f"Number {n}.") for n in range(5)]
    ordered = ReviewItem.objects.held().most_urgent_first().values_list("pk", flat=True)
    assert len(comments) == len(ordered)
    # The first page is compiled with another number of rows.
    for page in (2, 3):
        shown = rows(get(moderator_client, f"{QUEUE}?page={page}"))
        assert shown == list(ordered)[page * 2 - 2 : page * 2]
        assert rows(get(moderator_client, f"{QUEUE}?page={page}&finding=suspect-words")) == shown


def test_item_has_what_is_needed_to_decide(
    moderator: User, moderator_client: Client, hold_comment: HoldComment, author: User, reader: User
) -> None:
    earlier = hold_comment("First words.")
    decide_comment(
        earlier,
        DecisionKind.SANCTION,
        moderator,
        rule=make_rule(),
        note="Known for this.",
        sanction=SanctionOrder(SanctionKind.APPROVAL_FIRST, 3),
    )
    comment = hold_comment("Please *buy my art* today.", "buy my art*", paragraph=1)
    report_comment(comment, author)
    Report.objects.update(words="They did it <b>again</b>.")
    page = get(moderator_client, item_url(comment))
    assert "<mark>buy my art</mark>" in page
    assert "<strong>Suspect words.</strong> A list." in page
    assert "Some words." in page and "On this paragraph" in page
    # The row shows the text as readers see it.
    assert 'dir="auto">Please buy my art today.</span>' in page
    assert "They did it &lt;b&gt;again&lt;/b&gt;." in page and "no record yet" in page
    assert "Known for this." in page and "mona" in page
    assert "Comments need approval" in page
    assert re.search(r"<dt>Guests</dt> <dd>held</dd>", page)
    assert "its parts" in page


def test_history_names_what_authors_did(
    moderator_client: Client, make_comment: MakeComment, author: User, reader: User
) -> None:
    comment = make_comment("Fine.")
    hold(comment, author)
    approve(Comment.objects.get(), author)
    delete_comment(comment.pk, reader)
    undelete_comment(comment.pk, reader)
    page = get(moderator_client, item_url(comment)).partition('class="item-history"')[2]
    found = re.findall(r"<span>([^<]*?)(?:, <bdi>(\w+)</bdi>)?</span>", page.partition("</ol>")[0])
    events = [(what.split()[0], by) for what, by in found]
    assert events == [
        *(("Posted", ""), ("Held", "anna"), ("Approved", "anna")),
        *(("Deleted", "rosa"), ("Published", "rosa")),
    ]


def test_quote_is_shown_once(moderator_client: Client, hold_comment: HoldComment) -> None:
    for quote, count in (("Some words", 1), ("Words that are gone", 1)):
        page = get(moderator_client, item_url(hold_comment("Nice.", paragraph=1, quote=quote)))
        assert page.count(quote) == count, quote
        assert (f"<mark>{quote}</mark>" in page) == (quote == "Some words")


def test_reporter_record_and_former_text(
    moderator: User,
    moderator_client: Client,
    make_comment: MakeComment,
    author: User,
    other_author: User,
) -> None:
    for number in range(6):
        comment = make_comment(f"Words {number}.", by=other_author if number % 2 else None)
        report_comment(comment, author)
        decide_comment(comment, DecisionKind.HIDE if number else DecisionKind.APPROVE, moderator)
    comment = make_comment("The first text.")
    report_comment(comment, author)
    save_edit(comment.pk, "The second text.", comment.user)
    page = get(moderator_client, item_url(comment))
    assert "right 5 of 6" in page
    assert "some of a former text" in page
    assert "The <del>first</del><ins>second</ins> text." in without_diff_words(page)


def test_text_that_its_commenter_deleted_is_not_shown(
    moderator_client: Client, hold_comment: HoldComment, reader: User
) -> None:
    comment = hold_comment("Private words.", "Private")
    url = item_url(comment)
    save_edit(comment.pk, "Other words.", reader)
    delete_comment(comment.pk, reader)
    page = get(moderator_client, url)
    assert "Private words" not in page and "Other words" not in page
    assert "there is nothing to decide" in page


def test_hostile_words_are_escaped(
    moderator_client: Client, hold_comment: HoldComment, author: User
) -> None:
    hostile = '"><script>alert(1)</script>'
    comment = hold_comment(hostile, "script", by=None, guest_name=hostile[:60])
    report_comment(comment, author)
    Report.objects.update(words=hostile)
    for url in (item_url(comment), f"{item_url(comment)}?do=reject", f"{QUEUE}?story={hostile}"):
        assert "<script>alert" not in get(moderator_client, url)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [(Reason.SELF_HARM, "Do not reject it."), (Reason.THREAT, "threatens a person")],
)
def test_urgent_report_is_on_top_of_every_tab_with_a_word_on_what_to_do(
    moderator_client: Client,
    make_comment: MakeComment,
    hold_comment: HoldComment,
    author: User,
    reason: Reason,
    expected: str,
) -> None:
    hold_comment()
    urgent = make_comment("I cannot go on.")
    report_comment(urgent, author, reason)
    assert "1 urgent report" in get(moderator_client)
    page = get(moderator_client, f"{QUEUE}?tab=reported")
    assert expected in page and "Decide this one first." in page
    # Nothing is rejected first.
    assert 'value="hide"' in page
    assert page.index('data-opens="reject"') > page.index("data-more")


def test_empty_tab_offers_the_next_one(
    moderator: User, moderator_client: Client, hold_comment: HoldComment
) -> None:
    assert "Nothing is held." in get(moderator_client)
    comment = hold_comment()
    assert "1 held" in get(moderator_client, f"{QUEUE}?tab=reported")
    decide_comment(comment, DecisionKind.APPROVE, moderator)
    assert "You decided once in the last day: Approved 1." in get(moderator_client)


def count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get(client, url)
    return len(queries)


MAX_QUERIES = 8


def test_number_of_queries_does_not_grow(
    moderator: User,
    moderator_client: Client,
    colleague: User,
    hold_comment: HoldComment,
    author: User,
    other_author: User,
) -> None:
    comment = hold_comment("Words 0.")
    report_comment(comment, author)
    decision = decide_comment(hold_comment("Words 1."), DecisionKind.APPROVE, moderator)
    queries = [f"{QUEUE}?done={decision.pk}", f"{QUEUE}?tab=reported", f"{QUEUE}?tab=decided"]
    few = [count_queries(moderator_client, url) for url in queries]
    for number in range(3):
        more = hold_comment(f"More words {number}.", by=make_user(f"reader{number}"))
        report_comment(more, other_author)
        report_comment(comment, make_user(f"reporter{number}"))
        save_edit(comment.pk, f"Edit {number}.", comment.user)
        decide_comment(hold_comment(f"Yet {number}."), DecisionKind.HIDE, colleague)
    assert [count_queries(moderator_client, url) for url in queries] == few
    assert max(few) <= MAX_QUERIES
