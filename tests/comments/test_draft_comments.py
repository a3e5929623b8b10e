"""Comments on a draft by the holder of its draft link: posting, checks and limits, and anchors."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from serial.chapters.deleting import delete_chapter
from serial.chapters.draft_links import create_draft_link, revoke_draft_link
from serial.chapters.models import Chapter, DraftLink
from serial.chapters.releases.releasing import release_now
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments.anchors import locate_anchors
from serial.comments.draft_comments import managing
from serial.comments.draft_comments.checking import describe_findings
from serial.comments.draft_comments.permissions import DraftClosed
from serial.comments.draft_comments.posting import post_draft_comment
from serial.comments.draft_comments.submission import DraftCommentSubmission
from serial.comments.models import Comment, DraftComment, GuestIpHash, StoryBan
from serial.comments.models.guest_ip_hash import hash_guest_ip
from serial.comments.permissions import PostingRefused
from serial.comments.rate_limits import MINUTES, TRUSTED_LIMITS, RateLimited
from serial.comments.retention import purge_guest_ips
from serial.moderation.choices import DecisionKind, SanctionKind
from serial.moderation.sanctions.orders import SanctionOrder
from serial.web.ip_hash import IP_HASH_PERIOD
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter
from tests.moderation.reviewing import decide_comment, make_rule
from tests.rolling_back import try_each

Post = Callable[..., DraftComment]
IP = "192.0.2.1"
FIRST = "The lamp went out at nine, and nobody in the house had a match."
SECOND = "Then the rain began to fall on the tin roof of the shed."


@pytest.fixture
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(f"{FIRST}\n\n{SECOND}", release_in=None)


@pytest.fixture
def link(draft: Chapter, author: User) -> DraftLink:
    return create_draft_link(draft, author, note="Anna")


@pytest.fixture
def post(link: DraftLink) -> Post:
    def post(body: str = "Who lit it?", **fields: Any) -> DraftComment:
        given = {"link": link, "form_key": uuid4(), "seconds": 60.0, "ip": IP, **fields}
        return post_draft_comment(DraftCommentSubmission(body=body, **given))

    return post


def test_comment_has_the_name_of_the_link(post: Post, link: DraftLink) -> None:
    comment = post("Who *lit* it?", paragraph=1, quote="The lamp")
    comment.refresh_from_db()
    assert (comment.link, comment.name, comment.user) == (link, "Anna", None)
    assert (comment.paragraph, comment.quote, comment.findings) == (1, "The lamp", [])
    assert "<em>lit</em>" in comment.body_html
    assert comment.ip_hash is not None and comment.ip_hash.hash == hash_guest_ip(IP)
    assert not Comment.objects.exists()


def test_paragraph_that_never_was_is_left_out(post: Post) -> None:
    comment = post(paragraph=99, quote="Not in the text.")
    assert (comment.paragraph, comment.quote) == (None, "")


def test_link_without_a_name(draft: Chapter, post: Post) -> None:
    assert post(link=create_draft_link(draft, None)).holder_name() == "Beta reader"


def test_form_sent_twice_makes_one_comment(post: Post) -> None:
    key = uuid4()
    assert post("Once.", form_key=key) == post("Once.", form_key=key)
    with pytest.raises(PostingRefused, match="already sent"):
        post("Twice.", form_key=key)
    assert DraftComment.objects.count() == 1


@try_each("ending", ["revoked", "expired", "released", "deleted"])
def test_no_comments_after_the_end_of_the_draft(
    post: Post, link: DraftLink, draft: Chapter, ending: str
) -> None:
    moment = timezone.now()
    if ending == "revoked":
        revoke_draft_link(link)
    elif ending == "expired":
        moment = link.expires_at
    elif ending == "released":
        release_now(draft)
    else:
        delete_chapter(draft)
    with time_machine.travel(moment), pytest.raises(DraftClosed):
        post()
    assert not DraftComment.objects.exists()


def test_limit_for_each_link_and_each_ip_address(
    post: Post, draft: Chapter, link: DraftLink
) -> None:
    limit = TRUSTED_LIMITS[MINUTES]
    for number in range(limit):
        post(f"Number {number}.")
    with pytest.raises(RateLimited):
        post("From another network.", ip="198.51.100.1")
    other = create_draft_link(draft, None)
    with pytest.raises(RateLimited):
        post("With another link.", link=other)
    post("With another link, from another network.", link=other, ip="198.51.100.1")
    with time_machine.travel(timezone.now() + MINUTES + timedelta(seconds=1)):
        post("Later.")


def test_what_checks_hold_is_stored_with_the_reason(post: Post) -> None:
    comment = post("See https://example.org/lamps", seconds=1.0)
    assert comment.findings == ["too-fast", "links"]
    assert describe_findings(comment.findings) == [
        "It was sent faster than a person can type.",
        "It has a link.",
    ]
    assert post("Hm.", honeypot="x").findings == ["honeypot"]


def test_only_the_checks_of_the_site_run(post: Post, settings: Settings) -> None:
    settings.COMMENT_CHECKS = ["serial.comments.checks.too_fast"]
    assert post("See https://example.org/lamps").findings == []


def test_banned_people_are_refused(post: Post, draft: Chapter, reader: User) -> None:
    post()
    StoryBan.objects.create(story=draft.story, ip_hash=GuestIpHash.objects.get())
    with pytest.raises(PostingRefused, match="banned"):
        post()
    post(ip="198.51.100.1")
    StoryBan.objects.create(story=draft.story, user=reader)
    with pytest.raises(PostingRefused, match="banned"):
        post(ip="198.51.100.1", user=reader)


def test_authors_do_not_comment_with_a_link(post: Post, author: User) -> None:
    with pytest.raises(PostingRefused, match="at the desk"):
        post(user=author)


def test_ip_hash_is_purged(post: Post) -> None:
    comment = post()
    with time_machine.travel(timezone.now() + IP_HASH_PERIOD + timedelta(hours=1)):
        purge_guest_ips()
    comment.refresh_from_db()
    assert comment.ip_hash is None and not GuestIpHash.objects.exists()


def test_holder_replies_only_to_comments_of_the_link(
    post: Post, draft: Chapter, author: User
) -> None:
    theirs = post(link=create_draft_link(draft, None, note="Ben"))
    with pytest.raises(PostingRefused, match="was deleted"):
        post("And?", parent=theirs.pk)
    own = post("Who?")
    managing.resolve(own.pk, author)
    answer = post("Still: who?", parent=own.pk, paragraph=1, quote="The lamp")
    own.refresh_from_db()
    assert (answer.parent, answer.paragraph, answer.quote) == (own, None, "")
    assert not own.is_resolved()
    with pytest.raises(PostingRefused):
        post("Deeper.", parent=answer.pk)


def test_holder_deletes_own_comments(
    post: Post, link: DraftLink, draft: Chapter, author: User
) -> None:
    own = post()
    other = create_draft_link(draft, None)
    answer = managing.reply(own.pk, author, "Rosa.", uuid4())
    for pk, holder in ((own.pk, other), (answer.pk, link)):
        with pytest.raises(DraftComment.DoesNotExist):
            managing.delete_own(pk, holder)
    managing.delete_own(own.pk, link)
    assert not DraftComment.objects.exists()


def test_authors_reply_resolve_reopen_and_delete(post: Post, author: User) -> None:
    comment, key = post(), uuid4()
    answer = managing.reply(comment.pk, author, "*Rosa*.", key)
    assert managing.reply(comment.pk, author, "*Rosa*.", key) == answer
    with pytest.raises(PostingRefused):
        managing.reply(comment.pk, author, "Another.", key)
    assert (answer.parent, answer.user) == (comment, author) and "<em>" in answer.body_html
    resolved = managing.resolve(comment.pk, author)
    assert resolved.resolved_by == author and resolved.resolved_at is not None
    assert managing.resolve(comment.pk, author).resolved_at == resolved.resolved_at
    assert not managing.reopen(comment.pk, author).is_resolved()
    managing.delete(comment.pk, author)
    assert not DraftComment.objects.exists()


def test_nobody_else_manages_comments(
    post: Post, link: DraftLink, other_author: User, reader: User, moderator: User
) -> None:
    comment = post()
    for user in (other_author, reader, moderator):
        for act in (managing.resolve, managing.reopen, managing.delete):
            with pytest.raises(PermissionDenied):
                act(comment.pk, user)
        with pytest.raises(PermissionDenied):
            managing.reply(comment.pk, user, "No.", uuid4())
        with pytest.raises(PermissionDenied):
            managing.delete_draft_link(link, user, with_comments=True)
    assert not comment.is_managed_by(AnonymousUser())
    assert DraftComment.objects.unresolved().get() == comment


@try_each("with_comments", [True, False])
def test_delete_a_link_with_or_without_its_comments(
    post: Post, link: DraftLink, draft: Chapter, author: User, with_comments: bool
) -> None:
    own = post()
    managing.reply(own.pk, author, "Rosa.", uuid4())
    others = post(link=create_draft_link(draft, None, note="Ben"))
    same_link = DraftLink.objects.get(pk=link.pk)
    managing.delete_draft_link(same_link, author, with_comments=with_comments)
    assert list(draft.draft_links.all()) == [others.link]
    kept = DraftComment.objects.exclude(pk=others.pk)
    assert kept.count() == (0 if with_comments else 2)
    if not with_comments:
        assert kept.threads().get().holder_name() == "Anna"


def position(comment: DraftComment) -> tuple[int, bool]:
    comment.refresh_from_db()
    chapter = Chapter.objects.get(pk=comment.chapter_id)
    found = locate_anchors(chapter, [comment.paragraph or 0])[comment.paragraph or 0]
    return found.paragraph_id, found.is_orphaned


def test_comment_stays_with_its_paragraph(post: Post, draft: Chapter, author: User) -> None:
    comment = post(paragraph=2, quote=SECOND)

    def save(body: str) -> None:
        chapter = Chapter.objects.get(pk=draft.pk)
        save_text(chapter, ChapterText(body=body), SaveInfo(by=author), based_on=chapter.revision)

    save(f"A new beginning.\n\n{FIRST}\n\n{SECOND}")
    assert position(comment) == (2, False)
    save(f"{FIRST}\n\nShe heard it too. {SECOND}")
    assert position(comment) == (2, False)
    # Into the first paragraph, out of its own.
    save(f"{FIRST} {SECOND}\n\nThen nothing happened for the whole of a long and quiet week.")
    assert position(comment) == (1, False)
    save("Then nothing happened for the whole of a long and quiet week.")
    assert position(comment)[1]


def test_sanctioned_guests_are_refused(
    post: Post, make_comment: MakeComment, chapter: Chapter, moderator: User
) -> None:
    public = make_comment("Lamps.", by=None, ip=IP)
    order = SanctionOrder(SanctionKind.SILENCED, 7)
    decide_comment(public, DecisionKind.SANCTION, moderator, sanction=order, rule=make_rule())
    with pytest.raises(PostingRefused) as refused:
        post()
    assert refused.value.code == "sanction"
