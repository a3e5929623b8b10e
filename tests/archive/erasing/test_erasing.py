"""When a member has left, what must be gone is in no table, and all else is untouched."""

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import PenName, User
from serial.archive.leaving.account_deletions import start_deletion
from serial.archive.models import AccountDeletion, ErasureRecord, FileDeletion
from serial.archive.registry.fields import personal_fields
from serial.chapters.models import Chapter, Revision
from serial.comments.models import Comment, CommentAction, Discussion
from serial.erasure import CommentsChoice, StoryChoice, StoryDecision
from serial.stories.models import Credit, Story
from tests.archive.erasing.member_data import (
    COMMENT,
    DELETED_COMMENT,
    DELETED_PEN_NAME,
    DELETED_STORY,
    EMAIL,
    FORMER_PEN_NAME,
    KEPT_STORY,
    PEN_NAME,
    PRIVATE,
    SECOND_EMAIL,
    SECOND_PEN_NAME,
    SESSION_IP,
    TIME_ZONE,
    USERNAME,
    MemberData,
)
from tests.archive.erasing.searching import all_rows, columns_with, rows_leading_to
from tests.comments.recounting import assert_counts_are_right
from tests.conftest import client_of

# Fills every table: a third of a second for each test. make test runs them.
pytestmark = pytest.mark.extended

# What must be in no column of any table, for every choice of the member.
GONE = (
    *(USERNAME, EMAIL, SECOND_EMAIL, PEN_NAME, FORMER_PEN_NAME, "zelda-quill"),
    # In a column of JSON, too.
    *(SECOND_PEN_NAME, json.dumps(SECOND_PEN_NAME)[1:-1]),
    # Its comments are by “Anonymous”, and its slug is a hash, since it was deleted.
    DELETED_PEN_NAME,
    *(PRIVATE, DELETED_STORY, DELETED_COMMENT, SESSION_IP, TIME_ZONE),
)
SHOWN = ("body", "body_html", "user", "state", "like_count")


@pytest.fixture
def data(author: User, reader: User, media: Path) -> MemberData:
    return MemberData(author, reader)


def start(data: MemberData, comments: CommentsChoice) -> AccountDeletion:
    pen_name = data.author.pen_names.get()
    decisions = {
        data.deleted.pk: StoryDecision(StoryChoice.DELETE),
        data.kept.pk: StoryDecision(StoryChoice.KEEP),
        data.handed_over.pk: StoryDecision(StoryChoice.HAND_OVER, pen_name.pk),
    }
    deletion = start_deletion(data.member, comments, decisions, by=data.reader)
    past = timezone.now()
    AccountDeletion.objects.update(requested_at=past, due_at=past)
    return deletion


def rows_of_others(data: MemberData) -> dict[str, Any]:
    """Returns what must be the same before and after."""
    chapters = Chapter.objects.filter(story=data.others_story.pk)
    replies = Comment.objects.filter(pk__in=[reply.pk for reply in data.replies[:3]])
    return {
        "users": list(User.objects.exclude(username=USERNAME).order_by("pk").values()),
        "pen names": list(data.author.pen_names.values()),
        "story": list(Story.objects.filter(pk=data.others_story.pk).values()),
        "chapters": list(chapters.values()),
        "revisions": list(Revision.objects.filter(chapter__in=chapters).values()),
        "comments": list(
            replies.order_by("pk").values("body", "body_html", "user", "state", "like_count")
        ),
        "mention": Comment.objects.values("body", "body_html").get(pk=data.mentioning.pk),
        "kudos": Discussion.objects.get(chapter__in=chapters).kudos_count,
        "totals": list(
            Story.objects.filter(pk__in=[data.kept.pk, data.handed_over.pk])
            .order_by("pk")
            .values("words", "chapter_count", "last_release_at", "title", "slug")
        ),
    }


@pytest.mark.parametrize("comments", list(CommentsChoice))
def test_what_must_be_gone_is_in_no_table(
    comments: CommentsChoice,
    data: MemberData,
    media: Path,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    start_with_rows_of_all_models(data, comments)
    before, former_cover = rows_of_others(data), data.kept.drawn_cover
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("erase_accounts")
    check_words(data, (*GONE, *((COMMENT,) if comments == CommentsChoice.ERASE else ())))
    check_ids(data)
    assert rows_of_others(data) == before
    for chapter in Chapter.objects.all():
        assert_counts_are_right(chapter)
    call_command("recount", check=True)
    check_comments(data, comments)
    check_stories(data)
    check_moderation(data)
    check_copyright_lines(data)
    check_urls(data)
    check_slugs_stay_taken(data)
    check_files(data, media, former_cover)
    own, co_authors = mail.outbox
    assert own.to == [EMAIL] and "deleted" in str(own.subject)
    assert co_authors.to == ["anna@example.org"] and "handed over" in str(co_authors.subject)
    text = str(co_authors.body)
    assert data.handed_over.get_absolute_url() in text and USERNAME not in text


def start_with_rows_of_all_models(data: MemberData, comments: CommentsChoice) -> None:
    """Every registered model has rows about the member, and every word is somewhere."""
    registered = set(personal_fields(apps.get_models()))
    filled = {model for model in registered if model._default_manager.exists()}
    start(data, comments)
    filled |= {model for model in registered if model._default_manager.exists()}
    # Confirmation links are signed and not stored. IP hashes are of guests.
    empty = {"account.EmailConfirmation", "comments.GuestIpHash"}
    assert {model._meta.label for model in registered - filled} == empty
    relations = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is User and not model._meta.proxy
    }
    # Somebody else started the deletion, and that ended the sessions.
    others = {"archive.AccountDeletion.requested_by", "usersessions.UserSession.user"}
    assert relations - set(rows_leading_to(data.member)) == others
    words = {word.lower() for word in GONE} - {SESSION_IP, DELETED_PEN_NAME.lower()}
    assert {word for _table, _column, word in columns_with(words)} == words


def check_words(data: MemberData, words: Iterable[str]) -> None:
    # What others wrote about the member is theirs.
    mention = Comment.objects.filter(pk=data.mentioning.pk)
    (texts,) = mention.values("body", "body_html")
    mention.update(body="", body_html="")
    assert columns_with(words) == set()
    mention.update(**texts)


def check_ids(data: MemberData) -> None:
    assert not User.objects.filter(pk=data.member.pk).exists()
    assert rows_leading_to(data.member) == []
    assert rows_leading_to(data.pen_name) == []
    for table, _columns, row in all_rows():
        values = json.dumps(row, default=str).replace("\\", "")
        assert f'"user_id": {data.member.pk}' not in values, table
    actions = CommentAction.objects.filter(kind=CommentAction.Kind.BAN)
    assert {action.after["user_id"] for action in actions} == {None, data.reader.pk}


def check_comments(data: MemberData, comments: CommentsChoice) -> None:
    first = Comment.objects.get(pk=data.own[0].pk)
    page = Client().get(first.get_absolute_url()).content.decode()
    assert "Reply 1" in page
    record = ErasureRecord.objects.get(kind="account")
    # The comments on the deleted story went with it.
    counts = (record.comments_kept, record.comments_erased)
    if comments == CommentsChoice.ERASE:
        assert first.state == "erased" and counts == (0, 8)
        return
    assert (first.body, first.display_name()) == (f"{COMMENT} 0", "Deleted account")
    assert COMMENT in page and "Deleted account" in page
    by_author = Comment.objects.get(pk=data.own[1].pk)
    assert by_author.display_name() == "Anonymous" and by_author.user is None
    assert counts == (7, 1)


def check_stories(data: MemberData) -> None:
    record = ErasureRecord.objects.get(kind="account")
    assert (record.stories_keep, record.stories_hand_over, record.stories_deleted) == (1, 1, 1)
    (kept,) = Credit.objects.filter(story=data.kept)
    assert (kept.pen_name.name, kept.pen_name.user) == ("Anonymous", None)
    (handed_over,) = Credit.objects.filter(story=data.handed_over)
    assert (handed_over.pen_name.name, handed_over.role) == ("anna", "author")
    desk = f"/desk/stories/story/{data.handed_over.pk}/about/"
    assert client_of(data.author).get(desk).status_code == 200
    # Readers could never read these.
    assert data.kept.chapters.count() == 1
    assert not Revision.objects.filter(chapter__story=data.kept.pk, number=1).exists()


def check_moderation(data: MemberData) -> None:
    """The record stays, without the member. Nobody waits for an answer to their appeal."""
    first, second = data.item.decisions.order_by("pk")
    assert (first.kind, first.member, first.sanction.kind) == ("reject", None, "warning")
    assert first.appeal.status == "upheld" and not hasattr(second, "appeal")
    data.open_report.refresh_from_db()
    assert (data.open_report.words, data.open_report.reporter) == ("Anonymous saw it.", None)


def check_copyright_lines(data: MemberData) -> None:
    lines = Story.objects.filter(pk__in=[data.kept.pk, data.handed_over.pk])
    expected = "© Anonymous (Anonymous), CC BY 4.0"
    assert set(lines.values_list("copyright_line", flat=True)) == {expected}


def check_urls(data: MemberData) -> None:
    guest = Client()
    gone = (
        *(f"/stories/{DELETED_STORY}/", f"/read/{DELETED_STORY}/chapter-1/"),
        *("/by/zelda-quill/", "/by/quilla/", "/by/zelda-quill/feed/", "/by/qwendolyn/"),
    )
    for url in gone:
        assert guest.get(url).status_code == 410, url
    page = guest.get(data.kept.get_absolute_url()).content.decode()
    assert "Anonymous" in page and PEN_NAME not in page
    anonymous = PenName.objects.get(user=None)
    assert KEPT_STORY in guest.get(anonymous.get_absolute_url()).content.decode()


def check_slugs_stay_taken(data: MemberData) -> None:
    taken = {
        PEN_NAME: "zelda-quill-2",
        FORMER_PEN_NAME: "quilla-2",
        DELETED_PEN_NAME: "qwendolyn-2",
    }
    for name, slug in taken.items():
        pen_name = PenName(user=data.author, name=name)
        pen_name.save_with_slug()
        assert pen_name.slug == slug
    story = Story(title=DELETED_STORY)
    story.save_with_slug()
    assert story.slug == f"{DELETED_STORY}-2"


def check_files(data: MemberData, media: Path, former_cover: str) -> None:
    files = {str(path.relative_to(media)) for path in media.rglob("*.*") if path.is_file()}
    remaining = Story.objects.exclude(drawn_cover="").values_list("drawn_cover", flat=True)
    assert former_cover not in remaining
    covers = tuple(f"covers/drawn/{name}" for name in remaining)
    shown = {data.shown, data.shown_in_terms}
    assert {name for name in files if not name.startswith(covers)} == shown
    assert not FileDeletion.objects.exists()
