"""No page shows the text of a comment to a visitor who may not read it, in any state."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.choices import State
from serial.comments.editing import delete_comment, erase_comment, save_edit
from serial.comments.models import Comment
from tests.comments.conftest import MakeComment

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
SECRET, QUOTE, FORMER = "lavender", "marzipan", "chrysanthemum"


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


def pages_about(chapter: Chapter, comment: Comment) -> list[str]:
    base = f"{chapter.get_absolute_url()}comments/"
    lists = [base, f"{base}?as=fragment", f"{base}?order=newest", f"{base}?order=author"]
    threads = [f"{base}{number}/{query}" for number in (1, 2) for query in ("", "?as=fragment")]
    paragraph = [f"{base}on/1/", f"{base}on/1/?as=fragment", f"{base}on/"]
    forms = [
        f"{base}write/?reply_to=1",
        f"{base}write/?paragraph=1",
        f"{base}1/edit/",
        f"{base}kudos/",
    ]
    elsewhere = [chapter.get_absolute_url(), chapter.story.get_absolute_url(), "/", "/feed/"]
    elsewhere += [f"/read/{chapter.story.slug}/", f"/stories/{chapter.story.slug}/feed/"]
    member_pages = ["/accounts/comments/", "/admin/comments/comment/"]
    member_pages += [f"/admin/comments/comment/{comment.pk}/change/", "/desk/", "/desk/comments/"]
    member_pages += [f"/desk/chapters/chapter/{chapter.pk}/comments/"]
    return [*lists, *threads, *paragraph, *forms, *elsewhere, *member_pages]


@pytest.mark.parametrize("with_reply", [False, True])
@pytest.mark.parametrize("state", State)
def test_text_is_shown_only_to_those_who_may_read_it(
    state: State,
    with_reply: bool,
    reader: User,
    author: User,
    chapter: Chapter,
    make_comment: MakeComment,
    request: pytest.FixtureRequest,
) -> None:
    comment = make_comment(FORMER, quote=QUOTE, paragraph=1)
    save_edit(comment.pk, SECRET, None)
    if with_reply:
        make_comment("A reply.", by=author, parent=comment)
    set_state(comment, state, reader, author)
    for visitor in VISITORS:
        client: Client = request.getfixturevalue(f"{visitor}_client")
        own_page = client.get(comment.get_absolute_url())
        allowed = visitor in READERS_BY_STATE[state]
        assert own_page.status_code == (200 if allowed else STATUS.get(state, 410)), visitor
        # Authors and moderators see it on its own page; in the list they see what everyone does.
        assert (SECRET in own_page.content.decode()) == allowed, visitor
        # Without a reply no page shows a placeholder, so the first pages are enough.
        pages = pages_about(chapter, comment)
        for page in pages if with_reply else pages[:8]:
            content = client.get(page, follow=True).content.decode()
            if not allowed:
                assert SECRET not in content and QUOTE not in content, (visitor, page)
            if visitor not in {"reader", "moderator"} or not allowed:
                assert FORMER not in content, (visitor, page)


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
