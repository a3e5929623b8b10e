"""What a member's archive has of their comments, reactions and settings of comments."""

from collections.abc import Iterator, Mapping

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import (
    CheckFinding,
    Comment,
    CommentAction,
    CommentRevision,
    DraftComment,
    FeedbackPause,
    Kudos,
    Like,
    MemberBlock,
    Mention,
    ReadMarker,
    ReplySubscription,
    StoryBan,
    StoryCommentSettings,
    StoryModerator,
)
from serial.export_rows import rows_of
from serial.mail.addresses import confirmed_addresses_of
from serial.personal_data import Row
from serial.stories.models import Story
from serial.stories.models.story import credited_story_ids

# They are None if the member cannot read the chapter now: its title may be another's secret.
HIDDEN = ("story", "story_title", "chapter", "chapter_title", "quote", "comment")


def rows_with_chapter(
    rows: "QuerySet[Model]", chapter: str, user: User, columns: Mapping[str, str]
) -> Iterator[Row]:
    """Yields rows with the chapter that each is about.

    chapter: the path from a row to it, such as "comment__chapter".
    """
    readable = Chapter.objects.visible_to(user).filter(pk=OuterRef(chapter))
    all_columns = {
        "story": f"{chapter}__story__slug",
        "story_title": f"{chapter}__story__title",
        "chapter": f"{chapter}__slug",
        "chapter_title": f"{chapter}__title",
        **columns,
    }
    return rows_of(
        rows.annotate(is_readable=Exists(readable)),
        all_columns,
        hidden_unless={"is_readable": HIDDEN},
    )


def comment_rows(user: User) -> Iterator[Row]:
    columns = {
        "comment": "number",
        "reply_to": "parent__number",
        "name": "pen_name__name",
        **{name: name for name in ("state", "body", "quote", "posted_at", "edited_at")},
        "likes": "like_count",
    }
    # In the order of the index comment_by_user.
    own = Comment.objects.by(user).order_by("-posted_at")
    for row in rows_with_chapter(own, "chapter", user, columns):
        yield row | {"name": row["name"] or user.username}


def comment_revision_rows(user: User) -> Iterator[Row]:
    columns = {"comment": "comment__number", "body": "body", "replaced_at": "replaced_at"}
    own = CommentRevision.objects.filter(comment__user=user).order_by("pk")
    return rows_with_chapter(own, "comment__chapter", user, columns)


def guest_email_rows(user: User) -> Iterator[Row]:
    """What is stored of the member's confirmed addresses, if they left one as a guest.

    Without the comments, whose story the member may not be able to read now. A row for each.
    """
    columns = {
        "email": "guest_email__email",
        "subscribed_at": "created_at",
        "confirmed_at": "guest_email__confirmed_at",
    }
    own = ReplySubscription.objects.filter(guest_email__email__in=confirmed_addresses_of(user.pk))
    return rows_of(own.order_by("pk"), columns)


def finding_rows(user: User) -> Iterator[Row]:
    columns = {"comment": "comment__number", "code": "code", "message": "message"}
    own = CheckFinding.objects.filter(comment__user=user).order_by("pk")
    return rows_with_chapter(own, "comment__chapter", user, columns)


def received_comment_rows(user: User) -> Iterator[Row]:
    """Comments of others on the member's stories, as every reader sees them."""
    columns = {
        "comment": "number",
        "reply_to": "parent__number",
        "name": "pen_name__name",
        "username": "user__username",
        "guest_name": "guest_name",
        **{name: name for name in ("body", "quote", "posted_at", "edited_at")},
        "likes": "like_count",
    }
    public = (
        Comment.objects.published()
        .on_stories_of(user)
        .on(Chapter.objects.released())
        .exclude(user=user)
        .order_by("story_id", "-posted_at")
    )
    with_quote = public.annotate(shows_quote=Q(quote_is_hidden=False))
    for row in rows_of(with_quote, CHAPTER | columns, hidden_unless={"shows_quote": ("quote",)}):
        names = (row["name"], row.pop("username"), row.pop("guest_name"))
        yield row | {"name": next(filter(None, names), None)}


def draft_comment_rows(user: User) -> Iterator[Row]:
    """On the drafts of the member's stories: by holders of draft links, and the member's replies.

    Without the replies of co-authors: these are in their archives.
    """
    columns = {
        "story": "chapter__story__slug",
        "chapter": "chapter__slug",
        "replies_to": "parent__posted_at",
        "name": "name",
        "by_you": "user",
        **{name: name for name in ("body", "quote", "posted_at", "resolved_at")},
    }
    comments = DraftComment.objects.on_stories_of(user).filter(Q(user=None) | Q(user=user))
    for row in rows_of(comments.order_by("chapter_id", "pk"), columns):
        yield row | {"by_you": row["by_you"] == user.pk}


CHAPTER = {
    "story": "story__slug",
    "story_title": "story__title",
    "chapter": "chapter__slug",
    "chapter_title": "chapter__title",
}


def mention_rows(user: User) -> Iterator[Row]:
    readable = Comment.objects.readable_by(user)
    mentions = Mention.objects.filter(user=user, comment__in=readable).order_by("pk")
    columns = {"comment": "comment__number", "posted_at": "comment__posted_at"}
    return rows_with_chapter(mentions, "comment__chapter", user, columns)


def kudos_rows(user: User) -> Iterator[Row]:
    own = Kudos.objects.filter(user=user).order_by("pk")
    return rows_with_chapter(own, "chapter", user, {"given_at": "given_at"})


def like_rows(user: User) -> Iterator[Row]:
    columns = {"comment": "comment__number", "as_author": "as_author", "given_at": "given_at"}
    own = Like.objects.filter(user=user).order_by("pk")
    return rows_with_chapter(own, "comment__chapter", user, columns)


def read_marker_rows(user: User) -> Iterator[Row]:
    columns = {"comment": "read_in_visit", "visited_at": "visited_at"}
    own = ReadMarker.objects.filter(user=user).order_by("pk")
    return rows_with_chapter(own, "chapter", user, columns)


def member_block_rows(user: User) -> Iterator[Row]:
    columns = {"kind": "kind", "name": "target_name", "created_at": "created_at"}
    return rows_of(MemberBlock.objects.filter(owner=user).order_by("pk"), columns)


def feedback_pause_rows(user: User) -> Iterator[Row]:
    return rows_of(FeedbackPause.objects.filter(user=user), {"started_at": "started_at"})


def story_ban_rows(user: User) -> Iterator[Row]:
    """Bans from their stories, by which name the desk shows, and bans of the member."""
    can_open = Exists(Story.objects.visible_to(user).filter(pk=OuterRef("story")))
    bans = StoryBan.objects.filter(Q(story__in=credited_story_ids(user)) | Q(user=user))
    columns = {"story": "story__slug", "commenter": "user__username", "created_at": "created_at"}
    return rows_of(
        bans.annotate(can_open=can_open).order_by("pk"),
        columns,
        hidden_unless={"can_open": ("story",)},
    )


def story_moderator_rows(user: User) -> Iterator[Row]:
    """Moderators of their stories, and the stories that the member moderates."""
    can_open = Exists(Story.objects.visible_to(user).filter(pk=OuterRef("story")))
    rows = StoryModerator.objects.filter(Q(story__in=credited_story_ids(user)) | Q(user=user))
    columns = {"story": "story__slug", "moderator": "user__username", "created_at": "created_at"}
    return rows_of(
        rows.annotate(can_open=can_open).order_by("pk"),
        columns,
        hidden_unless={"can_open": ("story",)},
    )


def action_rows(user: User) -> Iterator[Row]:
    """Without the values before and after, which can have the ids of other accounts."""
    columns = {"kind": "kind", "comment": "comment__number", "created_at": "created_at"}
    own = CommentAction.objects.filter(by=user).order_by("pk")
    return rows_with_chapter(own, "chapter", user, columns)


def settings_rows(user: User) -> Iterator[Row]:
    names = ("audience", "premoderation", "closes_after_days")
    own = StoryCommentSettings.objects.filter(story__in=credited_story_ids(user))
    columns = {"story": "story__slug", **{name: name for name in names}}
    return rows_of(own.order_by("pk"), columns)
