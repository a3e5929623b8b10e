"""The inbox lists awaiting comments first; each comment has actions that can be undone."""

import re
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.editing import delete_comment, erase_comment
from serial.comments.models import Comment, CommentAction, Like
from serial.comments.moderating import hide, reject
from serial.comments.posting import guest_ip_hash
from serial.comments.reactions import set_done, set_like
from serial.stories.models import Credit
from serial.times.wording import format_short_moment, format_upcoming_day
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory, client_of, pen_name_of
from tests.rolling_back import try_each

PAGE = "/desk/comments/"


def bodies(client: Client, query: str = "") -> list[str]:
    """The bodies of the comments on the page, in order."""
    response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    return [row.comment.body for row in response.context["rows"]]


def press(client: Client, comment: Comment, name: str, query: str = "") -> str:
    """Presses the button of the action; returns the page that it leads to."""
    url = f"{PAGE}{comment.pk}/action/{query}"
    response = client.post(url, {"action": name}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def undo_last(client: Client, page: str) -> str:
    """Presses the Undo button of the page; returns the page that it leads to."""
    form = page.split('class="notice button-row" method="post" action="')[1]
    url = form.split('"')[0]
    data = {"action": form.split('name="action" value="')[1].split('"')[0]}
    return client.post(url.replace("&amp;", "&"), data, follow=True).content.decode()


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def ago(**duration: float) -> dict[str, object]:
    return {"at": timezone.now() - timedelta(**duration)}


def test_awaiting_comments_come_first_and_each_section_is_newest_first(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    comments = [make_comment(f"{n}", **ago(hours=24 * (9 - n))) for n in range(6)]
    set_like(comments[1], author, given=True)
    make_comment("Thanks", by=author, parent=comments[4], **ago(minutes=1))
    delete_comment(comments[0].pk, comments[0].user)
    hide(comments[5], author)
    assert bodies(author_client) == ["3", "2", "Thanks", "5", "4", "1"]
    html = author_client.get(PAGE).content.decode()
    assert "2 comments await your reply or like." in html
    assert html.index("Awaiting your reply or like") < html.index("Other comments")


def test_a_row_shows_commenter_text_chapter_state_and_findings(
    author_client: Client, make_comment: MakeComment, chapter: Chapter
) -> None:
    comment = make_comment(
        "*Good* <b>! https://example.org", by=None, quote="Some words.", paragraph=1
    )
    html = author_client.get(PAGE).content.decode()
    needed = "Needs your approval"
    for text in ("<em>Good</em> &lt;b&gt;!", "Gus", ">Guest<", "Some words.", needed, "The Lamp"):
        assert text in html
    assert chapter.get_absolute_url() in html and comment.get_absolute_url() in html
    assert comment.findings.get(code="links").message in html
    # The badge says it.
    assert comment.findings.get(code="guest").message not in html
    # A held comment must be approved before the author can reply.
    assert "write/?reply_to=" not in html
    press(author_client, comment, "approve")
    assert f"comments/write/?reply_to={comment.number}" in author_client.get(PAGE).content.decode()


def test_rows_show_the_last_reply_and_who_comments_for_the_first_time(
    author_client: Client, author: User, other_author: User, make_comment: MakeComment
) -> None:
    first, second = make_comment("First", **ago(days=3)), make_comment("Second", **ago(days=2))
    make_comment("*Earlier*", by=author, parent=first, **ago(hours=3))
    make_comment("It *was*.", by=author, parent=first, **ago(hours=2))
    make_comment("A reader", by=other_author, parent=first, **ago(hours=1))
    rows = {row.comment.body: row for row in author_client.get(PAGE).context["rows"]}
    assert rows["First"].last_reply.body_html == "<p>It <em>was</em>.</p>"
    assert rows["Second"].last_reply is None
    firsts = {body for body, row in rows.items() if row.is_first}
    assert firsts == {"First", "A reader"} and second.user == first.user
    html = author_client.get(PAGE).content.decode()
    assert "You replied" in html and html.count(">First comment<") == 2
    assert ">Replied<" in html and "What do these buttons do?" in html


def test_deleted_comments_and_comments_on_stories_of_others_are_not_listed(
    author_client: Client, other_author_client: Client, make_comment: MakeComment
) -> None:
    deleted, erased = make_comment("Deleted"), make_comment("Erased")
    make_comment("Here")
    delete_comment(deleted.pk, deleted.user)
    delete_comment(erased.pk, None)
    erase_comment(erased.pk, None)
    assert bodies(author_client) == ["Here"]
    assert bodies(other_author_client) == []
    assert "No comments await your reply or like." in other_author_client.get(PAGE).content.decode()


def segments_of(client: Client, query: str = "") -> dict[str, str]:
    """The links above the list, by label with count."""
    html = client.get(f"{PAGE}{query}").content.decode()
    nav = html.split('class="segments"')[1].split("</ul>")[0]
    links = re.findall(r'href="([^"]*)"(.*?)</a>', nav, re.S)
    return {" ".join(re.sub(r"^[^>]*>|<.*?>", "", rest).split()): url for url, rest in links}


def test_segments_count_the_comments_of_each_state(
    author_client: Client, author: User, make_comment: MakeComment, make_story: MakeStory
) -> None:
    liked, hidden = make_comment("A lamp, *lit*"), make_comment("Hidden")
    set_like(liked, author, given=True)
    hide(hidden, author)
    make_comment("Held", by=None)
    make_comment("Who lit the Lamp?")
    segments = segments_of(author_client)
    assert list(segments) == [
        *("Open 2", "Needs approval 1", "All 4", "Mentions 0", "Hidden", "Rejected")
    ]
    assert bodies(author_client, segments["Open 2"].removeprefix(PAGE)) == [
        "Held",
        "Who lit the Lamp?",
    ]
    assert bodies(author_client, segments["Needs approval 1"].removeprefix(PAGE)) == ["Held"]
    assert list(segments_of(author_client, f"?story={make_story('Other').pk}"))[2] == "All 0"
    # A search keeps the segment, and a segment keeps the search.
    assert bodies(author_client, "?q=lamp%20LIT") == ["Who lit the Lamp?", "A lamp, *lit*"]
    assert bodies(author_client, "?q=lamp&state=open") == ["Who lit the Lamp?"]
    assert bodies(author_client, "?q=lamp%00&state=hidden") == []
    assert segments_of(author_client, "?q=lamp")["Open"] == f"{PAGE}?state=open&amp;q=lamp"


def test_mentions_of_the_author_are_a_segment(
    author_client: Client, other_author: User, make_comment: MakeComment
) -> None:
    make_comment("Dear @anna: who lit it?")
    make_comment("Who lit the lamp?", by=other_author)
    segments = segments_of(author_client)
    assert bodies(author_client, segments["Mentions 1"].removeprefix(PAGE)) == [
        "Dear @anna: who lit it?"
    ]
    assert bodies(author_client, "?state=mentions&q=lamp") == []


def test_search_ignores_capitals_of_all_alphabets(
    author_client: Client, make_comment: MakeComment
) -> None:
    make_comment("Лампа! 100% sure.")
    for words in ("лампа", "ЛАМПА", "100%25", "Лам sure"):
        assert bodies(author_client, f"?q={words}") == ["Лампа! 100% sure."], words
    assert bodies(author_client, "?q=1_0") == []


def test_filters_by_state_and_story(
    author_client: Client,
    author: User,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    other = make_chapter(story=make_story("Another"))
    hidden, rejected = make_comment("Hidden"), make_comment("Rejected")
    hide(hidden, author)
    reject(rejected, author)
    make_comment("Held", by=None)
    make_comment("There", chapter=other)
    assert bodies(author_client, "?state=held") == ["Held"]
    assert bodies(author_client, "?state=hidden") == ["Hidden"]
    assert bodies(author_client, "?state=rejected") == ["Rejected"]
    assert bodies(author_client, f"?story={other.story_id}") == ["There"]
    assert bodies(author_client, f"?story={other.story_id}&state=held") == []


@try_each(
    "query", ["?state=x", "?page=0", "?page=x", f"?page={'9' * 6000}", "?story=x&action=x&liked=x"]
)
def test_invalid_query_parameters_are_ignored(
    author_client: Client, make_comment: MakeComment, query: str
) -> None:
    make_comment("Here")
    expected = [] if "9999" in query else ["Here"]
    assert bodies(author_client, query) in (expected, ["Here"])


def test_filter_by_story_of_another_author_shows_nothing(
    author_client: Client,
    other_author: User,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    theirs = make_chapter(story=make_story("Theirs", by=other_author))
    make_comment("There", chapter=theirs)
    assert bodies(author_client, f"?story={theirs.story_id}") == []


def test_pagination_continues_over_both_sections(
    author_client: Client, make_comment: MakeComment
) -> None:
    first = make_comment("First", **ago(days=100))
    rows = []
    for n in range(2, 62):
        row = Comment.objects.get(pk=first.pk)
        row.pk, row.number, row.thread, row.form_key = None, n, n, uuid4()
        row.body, row.path, row.has_author_reply = f"{n}", f"{n:07d}", n > 31
        row.posted_at = timezone.now() - timedelta(minutes=100 - n)
        rows.append(row)
    Comment.objects.bulk_create(rows)
    listed = [body for page in (1, 2, 3) for body in bodies(author_client, f"?page={page}")]
    awaiting = [f"{n}" for n in range(31, 1, -1)] + ["First"]
    assert listed == awaiting + [f"{n}" for n in range(61, 31, -1)]
    assert bodies(author_client, "?page=4") == []
    last_page = author_client.get(f"{PAGE}?page=3").content.decode()
    assert 'rel="prev" href="/desk/comments/?page=2"' in last_page and 'rel="next"' not in last_page


def test_like_and_undo(author_client: Client, author: User, make_comment: MakeComment) -> None:
    comment = make_comment("Good")
    page = press(author_client, comment, "like")
    assert "You liked the comment by rosa." in page
    assert Like.objects.get().as_author and "No comments await your reply or like." in page
    page = undo_last(author_client, page)
    assert "Undone." in page and "1 comment awaits your reply or like." in page
    assert not Like.objects.exists()


def test_done_takes_a_comment_out_of_open_and_can_be_undone(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("Lovely.")
    make_comment("Who lit it?")
    assert bodies(author_client, "?state=open") == ["Who lit it?", "Lovely."]
    page = press(author_client, comment, "done", "?state=open")
    assert "Done: the comment by" in page and "needs no reply." in page
    assert bodies(author_client, "?state=open") == ["Who lit it?"]
    # It stands below the others, and says why.
    assert bodies(author_client) == ["Who lit it?", "Lovely."]
    assert '<span class="state-badge muted">done</span>' in author_client.get(PAGE).content.decode()
    undo_last(author_client, page)
    assert bodies(author_client, "?state=open") == ["Who lit it?", "Lovely."]
    press(author_client, comment, "done")
    press(author_client, comment, "not-done")
    assert bodies(author_client, "?state=open") == ["Who lit it?", "Lovely."]


def test_nobody_but_authors_sees_that_a_comment_is_done(
    author_client: Client,
    reader: User,
    reader_client: Client,
    other_author_client: Client,
    make_comment: MakeComment,
) -> None:
    comment = make_comment("Lovely.")
    url = f"{PAGE}{comment.pk}/action/"
    assert other_author_client.post(url, {"action": "done"}).status_code == 404
    assert reader_client.post(url, {"action": "done"}).status_code == 403
    assert not Comment.objects.get(pk=comment.pk).is_done
    with pytest.raises(PermissionDenied):
        set_done(comment, reader, done=True)
    before = reader_client.get(comment.get_absolute_url()).content
    press(author_client, comment, "done")
    after = reader_client.get(comment.get_absolute_url()).content.decode()
    assert "Done" not in after and len(after) == len(before.decode())


def test_a_held_comment_is_approved_or_rejected(
    author_client: Client, make_comment: MakeComment
) -> None:
    held = make_comment("Held.", by=None)
    (row,) = author_client.get(f"{PAGE}?state=open").context["rows"]
    assert [action.name for action in row.actions] == ["approve", "reject"]
    page = press(author_client, held, "done")
    assert "Approve it or reject it." in page
    page = press(author_client, held, "reject", "?state=open")
    assert state_of(held) == "rejected" and "rejected." in page
    undo_last(author_client, page)
    assert state_of(held) == "held"


def test_held_comments_come_first_and_the_others_by_day(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    now = datetime.combine(timezone.localdate() + timedelta(days=1), time(12), UTC)
    with time_machine.travel(now, tick=False):
        for days, body in ((0, "Today"), (1, "Yesterday"), (3, "Earlier")):
            make_comment(body, at=now - timedelta(days=days, hours=1))
        make_comment("Held", by=None, at=now - timedelta(days=2))
        response = author_client.get(f"{PAGE}?state=open")
        # Of another year, days have the year.
        earlier = format_upcoming_day((now - timedelta(days=3)).date())
        held = format_short_moment(now - timedelta(days=2))
    assert [row.comment.body for row in response.context["rows"]] == [
        *("Held", "Today", "Yesterday", "Earlier")
    ]
    page = response.content.decode()
    assert re.findall(r"<h[23][^>]*>([^<]*)</h[23]>", page[page.index("inbox-tools") :])[1:] == [
        *("Need approval", "Awaiting your reply or like"),
        *("Today", "Yesterday", earlier),
    ]
    # The heading has the day; the held one has none.
    assert ">11:00</time>" in page and f"{held}</time>" in page


def test_only_published_comments_of_others_can_be_liked(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    assert "Approve this comment first." in press(author_client, make_comment(by=None), "like")
    assert "your own" in press(author_client, make_comment(by=author), "like")
    assert not Like.objects.exists()


@pytest.mark.parametrize(
    ("name", "state", "description"),
    [
        ("hold", State.HELD, "Comment by rosa held for moderation."),
        ("hide", State.HIDDEN, "Comment by rosa hidden."),
    ],
)
def test_hold_or_hide_and_undo(
    author_client: Client, make_comment: MakeComment, name: str, state: str, description: str
) -> None:
    comment = make_comment()
    page = press(author_client, comment, name, "?state=hidden")
    assert state_of(comment) == state and description in page
    assert "Undone." in undo_last(author_client, page)
    assert state_of(comment) == State.PUBLISHED
    assert CommentAction.objects.count() == 2


def test_approve_close_and_reopen(author_client: Client, make_comment: MakeComment) -> None:
    comment = make_comment(by=None)
    assert "Comment by Gus approved." in press(author_client, comment, "approve")
    page = press(author_client, comment, "close-thread")
    assert "Thread by Gus closed." in page
    assert Comment.objects.get(pk=comment.pk).closed_at
    undo_last(author_client, page)
    assert Comment.objects.get(pk=comment.pk).closed_at is None
    press(author_client, comment, "close-thread")
    assert "Thread by Gus reopened." in press(author_client, comment, "reopen-thread")


def test_thread_actions_and_unknown_actions_on_a_reply_are_404(
    author_client: Client, make_comment: MakeComment
) -> None:
    reply = make_comment(parent=make_comment())
    for name in ("close-thread", "reopen-thread", "x", ""):
        response = author_client.post(f"{PAGE}{reply.pk}/action/", {"action": name})
        assert response.status_code == 404


def test_an_action_redirects_to_the_same_filters_and_page(
    author_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment()
    query = f"?story={comment.story_id}&state=held&page=2"
    response = author_client.post(f"{PAGE}{comment.pk}/action/{query}", {"action": "hold"})
    assert response["Location"] == f"{PAGE}{query}&action={CommentAction.objects.get().pk}"


def test_two_authors_moderate_the_same_comment(
    author: User, other_author: User, make_comment: MakeComment, chapter: Chapter
) -> None:
    Credit.objects.create(
        story=chapter.story, pen_name=pen_name_of(other_author), accepted_at=timezone.now()
    )
    client, other_client = client_of(author), client_of(other_author)
    comment = make_comment()
    page = press(client, comment, "hide")
    assert "This was already done." in press(other_client, comment, "hide")
    press(other_client, comment, "approve")
    assert "This was changed again later" in undo_last(client, page)
    assert state_of(comment) == State.PUBLISHED
    hidden = press(client, comment, "hide")
    undo_last(other_client, hidden)
    assert "already undone" in undo_last(client, hidden)
    assert state_of(comment) == State.PUBLISHED


def test_only_authors_of_the_story_can_act(
    make_comment: MakeComment,
    guest_client: Client,
    reader_client: Client,
    other_author_client: Client,
    moderator_client: Client,
    author: User,
) -> None:
    comment = make_comment()
    action = hide(comment, author)
    assert action is not None
    urls = [f"{PAGE}{comment.pk}/action/", f"{PAGE}actions/{action.pk}/undo/"]
    for client, status in ((reader_client, 403), (moderator_client, 403), (guest_client, 403)):
        assert client.get(PAGE).status_code == (302 if client is guest_client else status)
        for url in urls:
            assert client.post(url, {"action": "approve"}).status_code == status
    for url in urls:
        assert other_author_client.post(url, {"action": "approve"}).status_code == 404
        assert other_author_client.get(url).status_code == 405
    page = other_author_client.get(f"{PAGE}?action={action.pk}&liked={comment.pk}").content.decode()
    assert "Comment by" not in page and "rosa" not in page
    assert state_of(comment) == State.HIDDEN


def test_query_count_does_not_grow_with_comments_and_stories(
    author_client: Client,
    author: User,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    def count_queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(PAGE)
        return len(captured)

    def add(n: int) -> None:
        chapter = make_chapter(story=make_story(f"Story {n}"))
        options = {"chapter": chapter, **ago(days=n + 2)}
        make_comment(by=None, **options)
        set_like(make_comment(f"Liked {n}", **options), author, given=True)
        answered = make_comment(f"Answered {n}", **options)
        make_comment(f"Reply {n}", by=author, parent=answered, **options)

    add(0)
    before = count_queries()
    for n in range(1, 5):
        add(n)
    assert count_queries() == before
    assert guest_ip_hash("192.0.2.1").comments.count() == 5
