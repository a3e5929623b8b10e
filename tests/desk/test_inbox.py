"""What readers say, at the desk: what waits first, each answered in a step that can be undone."""

from datetime import timedelta
from uuid import uuid4

import pytest
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
from serial.comments.reactions import set_like
from serial.stories.models import Credit
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory, client_of, pen_name_of

PAGE = "/desk/comments/"


def bodies(client: Client, query: str = "") -> list[str]:
    """The words of the comments on the page, in order."""
    answer = client.get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return [row.comment.body for row in answer.context["rows"]]


def act(client: Client, comment: Comment, name: str, query: str = "") -> str:
    """The page that comes of pressing a button."""
    answer = client.post(f"{PAGE}{comment.pk}/act/{query}", {"act": name}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def undo_last(client: Client, page_after: str) -> str:
    """Presses the button that undoes what was just done."""
    address = page_after.split('class="notice button-row" method="post" action="')[1].split('"')[0]
    data = {"act": "unthank"}
    return client.post(address.replace("&amp;", "&"), data, follow=True).content.decode()


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def ago(**given: float) -> dict[str, object]:
    return {"at": timezone.now() - timedelta(**given)}


def test_what_waits_comes_first_and_each_pile_newest_first(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    made = [make_comment(f"{n}", **ago(hours=24 * (9 - n))) for n in range(6)]
    set_like(made[1], author, given=True)
    make_comment("Thanks", by=author, parent=made[4], **ago(minutes=1))
    delete_comment(made[0].pk, made[0].user)
    hide(made[5], author)
    assert bodies(author_client) == ["3", "2", "Thanks", "5", "4", "1"]
    html = author_client.get(PAGE).content.decode()
    assert "2 comments wait for you." in html
    assert html.index("Waiting for you") < html.index("The rest")


def test_it_says_who_said_what_where_and_why_it_waits(
    author_client: Client, make_comment: MakeComment, chapter: Chapter
) -> None:
    guest = make_comment("*Good* <b>!", by=None, quote="Some words.", paragraph=1)
    html = author_client.get(PAGE).content.decode()
    for shown in ("<em>Good</em> &lt;b&gt;!", "Gus", "Some words.", "held", "The Lamp"):
        assert shown in html
    assert chapter.get_absolute_url() in html and guest.get_absolute_url() in html
    assert guest.findings.get().message in html
    # A comment that nobody sees is published before it is answered.
    assert "write/?reply_to=" not in html
    act(author_client, guest, "publish")
    assert f"comments/write/?reply_to={guest.number}" in author_client.get(PAGE).content.decode()


def test_neither_what_was_taken_back_nor_what_others_wrote(
    author_client: Client, other_author_client: Client, make_comment: MakeComment
) -> None:
    gone, erased = make_comment("Gone"), make_comment("Erased")
    make_comment("Here")
    delete_comment(gone.pk, gone.user)
    erase_comment(erased.pk)
    assert bodies(author_client) == ["Here"]
    assert bodies(other_author_client) == []
    assert "No comment waits" in other_author_client.get(PAGE).content.decode()


def test_filters(
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


@pytest.mark.parametrize(
    "query", ["?state=x", "?page=0", "?page=x", f"?page={'9' * 6000}", "?story=x&done=x&thanked=x"]
)
def test_what_makes_no_sense_shows_what_is_usual(
    author_client: Client, make_comment: MakeComment, query: str
) -> None:
    make_comment("Here")
    expected = [] if "9999" in query else ["Here"]
    assert bodies(author_client, query) in (expected, ["Here"])


def test_a_story_of_another_shows_nothing(
    author_client: Client,
    other_author: User,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    theirs = make_chapter(story=make_story("Theirs", by=other_author))
    make_comment("There", chapter=theirs)
    assert bodies(author_client, f"?story={theirs.story_id}") == []


def test_pages_over_both_piles(author_client: Client, make_comment: MakeComment) -> None:
    first = make_comment("First", **ago(days=100))
    rows = []
    for n in range(2, 62):
        row = Comment.objects.get(pk=first.pk)
        row.pk, row.number, row.thread, row.form_key = None, n, n, uuid4()
        row.body, row.path, row.has_author_reply = f"{n}", f"{n:07d}", n > 31
        row.posted_at = timezone.now() - timedelta(minutes=100 - n)
        rows.append(row)
    Comment.objects.bulk_create(rows)
    found = [body for page in (1, 2, 3) for body in bodies(author_client, f"?page={page}")]
    waiting = [f"{n}" for n in range(31, 1, -1)] + ["First"]
    assert found == waiting + [f"{n}" for n in range(61, 31, -1)]
    assert bodies(author_client, "?page=4") == []
    last = author_client.get(f"{PAGE}?page=3").content.decode()
    assert 'rel="prev" href="/desk/comments/?page=2"' in last and 'rel="next"' not in last


def test_thank_and_take_it_back(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("Good")
    page = act(author_client, comment, "thank")
    assert "You thanked rosa." in page
    assert Like.objects.get().as_author and "No comment waits" in page
    page = undo_last(author_client, page)
    assert "Undone." in page and "1 comment waits" in page
    assert not Like.objects.exists()


def test_only_what_is_published_and_of_others_is_thanked_for(
    author_client: Client, author: User, make_comment: MakeComment
) -> None:
    assert "Publish it first" in act(author_client, make_comment(by=None), "thank")
    assert "your own" in act(author_client, make_comment(by=author), "thank")
    assert not Like.objects.exists()


@pytest.mark.parametrize(
    ("name", "state", "said"),
    [
        ("hold", State.HELD, "readers do not see it"),
        ("hide", State.HIDDEN, "is hidden"),
    ],
)
def test_hold_hide_and_undo(
    author_client: Client, make_comment: MakeComment, name: str, state: str, said: str
) -> None:
    comment = make_comment()
    page = act(author_client, comment, name, "?state=hidden")
    assert state_of(comment) == state and said in page
    assert "Undone." in undo_last(author_client, page)
    assert state_of(comment) == State.PUBLISHED
    assert CommentAction.objects.count() == 2


def test_publish_and_close(author_client: Client, make_comment: MakeComment) -> None:
    comment = make_comment(by=None)
    assert "is published" in act(author_client, comment, "publish")
    page = act(author_client, comment, "close")
    assert "takes no further replies" in page
    assert Comment.objects.get(pk=comment.pk).closed_at
    undo_last(author_client, page)
    assert Comment.objects.get(pk=comment.pk).closed_at is None
    act(author_client, comment, "close")
    assert "is open to replies" in act(author_client, comment, "open")


def test_only_a_thread_is_closed(author_client: Client, make_comment: MakeComment) -> None:
    reply = make_comment(parent=make_comment())
    for name in ("close", "open", "x", ""):
        answer = author_client.post(f"{PAGE}{reply.pk}/act/", {"act": name})
        assert answer.status_code == 404


def test_it_comes_back_to_the_same_part_of_the_list(
    author_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment()
    where = f"?story={comment.story_id}&state=held&page=2"
    answer = author_client.post(f"{PAGE}{comment.pk}/act/{where}", {"act": "hold"})
    assert answer["Location"] == f"{PAGE}{where}&done={CommentAction.objects.get().pk}"


def test_two_authors_at_once(
    author: User, other_author: User, make_comment: MakeComment, chapter: Chapter
) -> None:
    Credit.objects.create(
        story=chapter.story, pen_name=pen_name_of(other_author), accepted_at=timezone.now()
    )
    mine, theirs = client_of(author), client_of(other_author)
    comment = make_comment()
    page = act(mine, comment, "hide")
    assert "It is so already." in act(theirs, comment, "hide")
    act(theirs, comment, "publish")
    assert "Something else was done since" in undo_last(mine, page)
    assert state_of(comment) == State.PUBLISHED
    hidden = act(mine, comment, "hide")
    undo_last(theirs, hidden)
    assert "undone already" in undo_last(mine, hidden)
    assert state_of(comment) == State.PUBLISHED


def test_nobody_else_reaches_it(
    make_comment: MakeComment,
    guest_client: Client,
    reader_client: Client,
    other_author_client: Client,
    moderator_client: Client,
    author: User,
) -> None:
    comment = make_comment()
    done = hide(comment, author)
    assert done is not None
    addresses = [f"{PAGE}{comment.pk}/act/", f"{PAGE}acts/{done.pk}/undo/"]
    for client, refused in ((reader_client, 403), (moderator_client, 403), (guest_client, 403)):
        assert client.get(PAGE).status_code == (302 if client is guest_client else refused)
        for address in addresses:
            assert client.post(address, {"act": "publish"}).status_code == refused
    for address in addresses:
        assert other_author_client.post(address, {"act": "publish"}).status_code == 404
        assert other_author_client.get(address).status_code == 405
    page = other_author_client.get(f"{PAGE}?done={done.pk}&thanked={comment.pk}").content.decode()
    assert "is hidden" not in page and "rosa" not in page
    assert state_of(comment) == State.HIDDEN


def test_it_costs_the_same_with_more_comments_and_stories(
    author_client: Client,
    author: User,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(PAGE)
        return len(captured)

    def add(n: int) -> None:
        there = make_chapter(story=make_story(f"Story {n}"))
        given = {"chapter": there, **ago(days=n + 2)}
        make_comment(by=None, **given)
        set_like(make_comment(f"Liked {n}", **given), author, given=True)

    add(0)
    before = cost()
    for n in range(1, 15):
        add(n)
    assert cost() == before
    assert guest_ip_hash("192.0.2.1").comments.count() == 15
