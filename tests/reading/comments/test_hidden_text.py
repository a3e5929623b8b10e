"""No page shows the text of a comment to a visitor who may not read it, in any state."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.choices import State
from serial.comments.editing import delete_comment, erase_comment, save_edit
from serial.comments.models import Comment
from tests.comments.conftest import MakeComment
from tests.sampling import in_turns, share

VISITORS = ("guest", "reader", "other_author", "author", "moderator")
EVERYONE = set(VISITORS)
MODERATORS = {"author", "moderator"}
# The reader is the commenter.
READERS_BY_STATE = {
    State.PUBLISHED: EVERYONE,
    State.HELD: MODERATORS | {"reader"},
    State.HIDDEN: MODERATORS | {"reader"},
    State.REJECTED: MODERATORS | {"reader"},
    State.DELETED: {"reader"},
    State.ERASED: set[str](),
}
STATUS = {State.HELD: 404, State.PUBLISHED: 200}
SECRET = "lavender"


@dataclass(frozen=True)
class Words:
    """The words of one comment, which no other has: its text, its quote, its text before an edit.

    `number` is the number of the comment on its chapter.
    """

    number: int

    @property
    def secret(self) -> str:
        return f"lavender{self.number:02}"

    @property
    def quote(self) -> str:
        return f"marzipan{self.number:02}"

    @property
    def former(self) -> str:
        return f"chrysanthemum{self.number:02}"


def set_state(comment: Comment, state: State, reader: User, author: User) -> None:
    if state == State.HELD:
        moderating.hold(comment, author)
    elif state == State.HIDDEN:
        moderating.hide(comment, author)
    elif state == State.REJECTED:
        moderating.reject(comment, author)
    elif state == State.DELETED:
        delete_comment(comment.pk, reader)
    elif state == State.ERASED:
        delete_comment(comment.pk, reader)
        erase_comment(comment.pk, None)


@pytest.fixture
def comments(
    author: User, reader: User, chapter: Chapter, make_comment: MakeComment
) -> list[Comment]:
    """The reader's comments: two in each state, one of them with a reply by the author."""
    comments = []
    for state in State:
        for with_reply in (False, True):
            words = Words(Comment.objects.count() + 1)
            comment = make_comment(words.former, quote=words.quote, paragraph=1)
            save_edit(comment.pk, words.secret, None)
            if with_reply:
                make_comment(f"Reply {words.number}.", by=author, parent=comment)
            set_state(comment, state, reader, author)
            # The rate limits count the comments of the last hours.
            Comment.objects.filter(pk=comment.pk).update(posted_at=F("posted_at") - timedelta(2))
            comments.append(Comment.objects.get(pk=comment.pk))
    return comments


def pages_about(chapter: Chapter, comments: list[Comment]) -> list[str]:
    base = f"{chapter.get_absolute_url()}comments/"
    lists = [base, f"{base}?as=fragment", f"{base}?order=newest", f"{base}?order=author"]
    threads = [f"{comment.get_absolute_url()}?as=fragment" for comment in comments]
    with_reply = [comment for comment in comments if comment.replies.exists()]
    threads += [
        f"{base}{comment.number + 1}/{q}" for comment in with_reply for q in ("", "?as=fragment")
    ]
    paragraph = [f"{base}on/1/", f"{base}on/1/?as=fragment", f"{base}on/"]
    forms = [f"{base}write/?paragraph=1", f"{base}kudos/"]
    elsewhere = [chapter.get_absolute_url(), chapter.story.get_absolute_url(), "/", "/feed/"]
    elsewhere += [f"/read/{chapter.story.slug}/", f"/stories/{chapter.story.slug}/feed/"]
    member_pages = ["/accounts/comments/", "/admin/comments/comment/", "/desk/", "/desk/comments/"]
    member_pages += [f"/desk/chapters/chapter/{chapter.pk}/comments/"]
    # Without a reply no page shows a placeholder, so the pages above are enough.
    for comment in with_reply:
        forms += [f"{base}write/?reply_to={comment.number}", f"{base}{comment.number}/edit/"]
        member_pages += [f"/admin/comments/comment/{comment.pk}/change/"]
    return [*lists, *threads, *paragraph, *forms, *elsewhere, *member_pages]


@pytest.mark.sweep
def test_text_is_shown_only_to_those_who_may_read_it(
    comments: list[Comment], chapter: Chapter, request: pytest.FixtureRequest
) -> None:
    pages = pages_about(chapter, comments)
    for turn, visitor in enumerate(VISITORS):
        client: Client = request.getfixturevalue(f"{visitor}_client")
        for comment in share(comments, turn, 6):
            check_own_page(comment, visitor, client)
        hidden = [word for comment in comments for word in hidden_words(comment, visitor)]
        # A fragment is a part of one of the pages.
        fragments = [page for page in pages if page.endswith("?as=fragment")]
        whole = [page for page in pages if page not in fragments]
        for page in share([*whole, *in_turns(fragments, turn, 2)], turn, 10):
            content = client.get(page, follow=True).content.decode()
            assert [word for word in hidden if word in content] == [], (visitor, page)


def check_own_page(comment: Comment, visitor: str, client: Client) -> None:
    """Authors and moderators see it on its own page; in the list they see what everyone does."""
    state = State(comment.state)
    own_page = client.get(comment.get_absolute_url())
    content = own_page.content.decode()
    allowed = visitor in READERS_BY_STATE[state]
    assert own_page.status_code == (200 if allowed else STATUS.get(state, 410)), (visitor, state)
    assert (Words(comment.number).secret in content) == allowed, (visitor, state)
    hidden = hidden_words(comment, visitor)
    assert [word for word in hidden if word in content] == [], (visitor, state)


def hidden_words(comment: Comment, visitor: str) -> list[str]:
    """Returns the words of the comment that no page may show to this visitor."""
    words, allowed = Words(comment.number), visitor in READERS_BY_STATE[State(comment.state)]
    hidden = [] if allowed else [words.secret, words.quote]
    if visitor not in {"reader", "moderator"} or not allowed:
        hidden += [words.former]
    return hidden


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN, State.REJECTED, State.DELETED])
def test_list_shows_an_unpublished_comment_to_its_commenter_only(
    state: State,
    reader: User,
    author: User,
    chapter: Chapter,
    make_comment: MakeComment,
    request: pytest.FixtureRequest,
) -> None:
    comment = make_comment(SECRET)
    set_state(comment, state, reader, author)
    for visitor in VISITORS:
        client: Client = request.getfixturevalue(f"{visitor}_client")
        page = client.get(f"{chapter.get_absolute_url()}comments/").content.decode()
        is_shown = visitor == "reader" and state != State.DELETED
        assert (SECRET in page) == is_shown, visitor
