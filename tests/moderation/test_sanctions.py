"""Sanctions: what somebody may not do, until when; nothing that they typed is lost."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import MemberProfile, User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.editing import save_edit
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind, SanctionKind
from serial.moderation.deciding import undo
from serial.moderation.models import Decision, Sanction
from serial.moderation.sanctions.in_force import strictest_sanction
from serial.moderation.sanctions.orders import SanctionOrder
from tests.comments.conftest import MakeComment
from tests.comments.sending import send
from tests.moderation.reviewing import decide_comment, make_rule
from tests.moderation.test_reports import SAME_ORIGIN, send_as
from tests.rolling_back import try_each

WARNING, APPROVAL_FIRST, SILENCED, BANNED = SanctionKind
TEXT = "All that I wanted to say."


@pytest.fixture
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("What a lovely lamp.")


def sanction(comment: Comment, by: User, kind: SanctionKind, days: int | None = 7) -> Decision:
    order = SanctionOrder(kind, days)
    return decide_comment(comment, DecisionKind.SANCTION, by, sanction=order, rule=make_rule())


@try_each(
    "kind, state",
    [
        (WARNING, State.PUBLISHED),
        (APPROVAL_FIRST, State.HELD),
        (SILENCED, None),
        (BANNED, None),
    ],
)
def test_what_each_sanction_does_to_the_next_comment(
    kind: SanctionKind,
    state: State | None,
    moderator: User,
    comment: Comment,
    reader_client: Client,
    chapter: Chapter,
) -> None:
    decision = sanction(comment, moderator, kind)
    response = send(reader_client, chapter, TEXT)
    posted = Comment.objects.filter(body=TEXT).first()
    assert (posted.state if posted else None) == state
    page = unescape(response.content.decode())
    assert (f"{TEXT}</textarea>" in page) is (state is None)
    if state == State.HELD:
        assert Decision.objects.get(item__comment=posted).check_code == "sanction"
    undo(decision.pk, moderator)
    send(reader_client, chapter, f"{TEXT} Again.")
    assert Comment.objects.get(body=f"{TEXT} Again.").state == State.PUBLISHED


def test_sanction_ends_by_itself(
    moderator: User, comment: Comment, reader_client: Client, chapter: Chapter
) -> None:
    sanction(comment, moderator, SILENCED, days=7)
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        send(reader_client, chapter, TEXT)
    assert not Comment.objects.filter(body=TEXT).exists()
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        send(reader_client, chapter, TEXT)
    assert Comment.objects.filter(body=TEXT).exists()


def test_sanction_of_a_guest_is_one_of_their_network(
    moderator: User, make_comment: MakeComment, guest_client: Client, chapter: Chapter
) -> None:
    guest = make_comment("Buy lamps.", by=None, ip="127.0.0.1")
    sanction(guest, moderator, SILENCED)
    response = send(guest_client, chapter, TEXT)
    page = unescape(response.content.decode())
    assert "from your network" in page and f"{TEXT}</textarea>" in page


def test_edit_of_a_silenced_member_is_held(moderator: User, comment: Comment) -> None:
    sanction(comment, moderator, SILENCED)
    save_edit(comment.pk, "Buy lamps.", None)
    comment.refresh_from_db()
    assert (comment.body, comment.state) == ("Buy lamps.", State.HELD)


def test_strictest_counts(moderator: User, reader: User, comment: Comment) -> None:
    for kind, days in ((BANNED, 1), (BANNED, None), (APPROVAL_FIRST, None), (WARNING, None)):
        sanction(comment, moderator, kind, days)
    strictest = strictest_sanction(reader.pk, None)
    assert strictest and (strictest.kind, strictest.ends_at) == (BANNED, None)
    Sanction.objects.filter(kind=BANNED).delete()
    remaining = strictest_sanction(reader.pk, None)
    assert remaining and remaining.kind == APPROVAL_FIRST


@try_each("kind, status", [(SILENCED, 302), (BANNED, 403)])
def test_banned_authors_write_nothing_at_the_desk(
    kind: SanctionKind,
    status: int,
    moderator: User,
    author: User,
    author_client: Client,
    make_comment: MakeComment,
) -> None:
    sanction(make_comment("Mine.", by=author), moderator, kind)
    url = "/desk/accounts/penname/add/"
    response = author_client.post(url, {"name": "Ann Other", "slug": "ann-other"})
    assert response.status_code == status
    page = unescape(response.content.decode())
    assert ("Ann Other" in page) is (status == 403)
    assert author.pen_names.filter(name="Ann Other").exists() is (status == 302)


@pytest.fixture
def banned_author(moderator: User, author: User, make_comment: MakeComment) -> User:
    sanction(make_comment("Mine.", by=author), moderator, BANNED)
    return author


def test_banned_members_change_nothing_on_their_profile_but_hide_it(
    banned_author: User, author_client: Client
) -> None:
    profile = MemberProfile.objects.create(user=banned_author, is_public=True)
    url = "/accounts/profile/"
    response = author_client.post(url, {"setting": "about", "about": TEXT}, headers=SAME_ORIGIN)
    assert response.status_code == 403 and TEXT in response.content.decode()
    hiding = {"setting": "public-page"}
    assert author_client.post(url, hiding | {"is_public": "on"}).status_code == 403
    assert author_client.post(url, hiding).status_code == 302
    profile.refresh_from_db()
    assert (profile.about, profile.is_public) == ("", False)


def test_banned_authors_publish_and_restore_nothing(
    banned_author: User, author_client: Client, chapter: Chapter
) -> None:
    Chapter.objects.update(release_at=None)
    chapters = "/desk/chapters/chapter/"
    for action in (
        *("publish_selected", "schedule_selected", "undelete_selected"),
        "move_selected_to_story",
    ):
        chosen = {"action": action, "_selected_action": chapter.pk}
        assert author_client.post(chapters, chosen).status_code == 403, action
    assert author_client.post(f"{chapters}{chapter.pk}/revisions/1/restore/").status_code == 403
    assert Chapter.objects.get().release_at is None


def test_banned_members_report_and_appeal(
    banned_author: User, author_client: Client, make_comment: MakeComment
) -> None:
    other = make_comment("Buy lamps.")
    assert send_as(banned_author, f"/report/comment/{other.pk}/", reason="spam").status_code == 302
    decision = Decision.objects.get(sanction__kind=BANNED)
    appeal = f"/accounts/decisions/{decision.pk}/"
    assert author_client.post(appeal, {"words": "It was a joke."}).status_code == 302
