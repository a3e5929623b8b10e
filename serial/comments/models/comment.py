from datetime import datetime
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User, Visitor
from serial.chapters.models import Chapter
from serial.comments.choices import (
    DELETED_STATES,
    OPEN_STATES,
    READABLE_BY_COMMENTER,
    READABLE_BY_EVERYONE,
    READABLE_BY_MODERATORS,
    UNDER_REVIEW,
    State,
)
from serial.comments.models.guest_ip_hash import GuestIpHash
from serial.comments.models.story_moderator import StoryModerator
from serial.comments.time_limits import EDIT_WINDOW, OWNER_TOKEN_PERIOD, UNDO_WINDOW
from serial.stories.models import Story
from serial.stories.models.story import credited_story_ids

BODY_MAX_LENGTH = 10_000
QUOTE_MAX_LENGTH = 500
NAME_MAX_LENGTH = 60
# The indentation that still fits on a phone. Deeper replies are listed at the same level.
MAX_DEPTH = 4
# Pinned threads always come first.
THREAD_ORDERS = {
    "oldest": ("number",),
    "newest": ("-number",),
    "author": ("-thread_has_author", "number"),
}
# A path has one comment number per level, with this many digits each.
PATH_DIGITS = 7
# Signs the tokens by which guests prove that a comment is theirs.
OWNER_SALT = "comments.owner"
# Not written, replied to or liked by an author of the story, who does not call it done either.
NO_AUTHOR_RESPONSE = Q(pen_name=None, has_author_reply=False, liked_by_author=False, is_done=False)
# Comments that an author can still reply to, like or moderate.
AWAITING_REPLY = NO_AUTHOR_RESPONSE & Q(state__in=OPEN_STATES)


def _on_moderated_stories(user: User) -> Q:
    """Of which this user is an author, or an appointed moderator."""
    appointed = StoryModerator.objects.of(user).stories()
    return Q(story__in=credited_story_ids(user)) | Q(story__in=appointed)


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def visible(self) -> Self:
        """Published comments, and the others that have visible replies: a placeholder is shown."""
        # Written without "or", for which SQLite would read the published comments of all chapters.
        return self.exclude(~Q(state=State.PUBLISHED), visible_reply_count=0)

    def threads(self) -> Self:
        return self.filter(parent=None)

    def under_review(self) -> Self:
        return self.filter(state__in=UNDER_REVIEW)

    def on(self, chapters: "models.QuerySet[Chapter]") -> Self:
        return self.filter(chapter__in=chapters)

    def on_stories_of(self, user: User) -> Self:
        """Comments on the stories that this user is credited on."""
        return self.filter(story__in=credited_story_ids(user))

    def not_deleted(self) -> Self:
        """Excludes comments that are deleted, or whose chapter or story is."""
        comments = self.exclude(state__in=DELETED_STATES)
        return comments.filter(chapter__deleted_at=None, story__deleted_at=None)

    def awaiting_reply_from(self, user: User) -> Self:
        """Comments that await a reply, like or decision. For comments on stories of this user."""
        return self.filter(AWAITING_REPLY & ~Q(user=user))

    def not_awaiting_reply_from(self, user: User) -> Self:
        """The complement of `awaiting_reply_from`."""
        return self.exclude(AWAITING_REPLY & ~Q(user=user))

    def by(self, user: Visitor) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()

    def readable_by(self, user: Visitor) -> Self:
        """Comments that are `is_readable_by` this user, on chapters that they may read."""
        readable = Q(state__in=READABLE_BY_EVERYONE)
        if user.is_authenticated:
            readable |= Q(state__in=READABLE_BY_COMMENTER, user=user)
            moderated = Q() if user.is_moderator() else _on_moderated_stories(user)
            readable |= Q(state__in=READABLE_BY_MODERATORS) & moderated
        return self.filter(readable, chapter__in=Chapter.objects.visible_to(user).values("pk"))

    def with_names(self) -> Self:
        """Loads what `display_name` needs."""
        return self.select_related("user", "pen_name")


class Comment(models.Model):
    """A comment on a chapter, on one of its paragraphs, or in reply to another comment."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="comments")
    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="comments", verbose_name=_("chapter")
    )
    # Counts up within the chapter. Part of the comment's URL, so it never changes.
    number = models.PositiveIntegerField(_("number"))
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    # thread: the number of the thread's first comment. ordinal: the position in the thread by time;
    # 0 is the first comment.
    thread = models.PositiveIntegerField()
    ordinal = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    # Sorts a thread for display: each reply below its parent, down to MAX_DEPTH. Consists of the
    # numbers of the ancestors and of the comment itself.
    path = models.CharField(max_length=(MAX_DEPTH + 2) * PATH_DIGITS)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="comments",
        verbose_name=_("user"),
    )
    # Set for authors of the story: the name under which they are credited.
    pen_name = models.ForeignKey(PenName, null=True, on_delete=models.SET_NULL, related_name="+")
    guest_name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH, blank=True)
    ip_hash = models.ForeignKey(
        GuestIpHash, null=True, on_delete=models.SET_NULL, related_name="comments"
    )

    body = models.TextField(_("comment"), max_length=BODY_MAX_LENGTH, blank=True)
    body_html = models.TextField(blank=True, editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    # The anchor: the paragraph id (None: the chapter as a whole) and the quote, and the chapter's
    # revision at that time.
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True)
    quote = models.CharField(_("quote"), max_length=QUOTE_MAX_LENGTH, blank=True)
    quote_is_hidden = models.BooleanField(default=False)
    # The chapter folds these words, such as a spoiler (serial.comments.folded_quotes).
    quote_is_folded = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(_("revision"), default=0)

    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True)
    # Its revision: a moderator decides on the text that they saw.
    edit_count = models.PositiveSmallIntegerField(default=0)
    state_changed_at = models.DateTimeField(null=True)
    # Only of a thread's first comment.
    is_pinned = models.BooleanField(_("pinned"), default=False)
    closed_at = models.DateTimeField(_("closed"), null=True)

    # Maintained by serial.comments.counters. visible_reply_count: visible direct replies.
    # reply_count, thread_has_author: only of a thread's first comment, the published replies in
    # the whole thread, and whether an author of the story wrote any comment of it.
    visible_reply_count = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    thread_has_author = models.BooleanField(default=False)
    like_count = models.PositiveIntegerField(default=0)
    liked_by_author = models.BooleanField(default=False)
    # Whether an author of the story wrote a published comment anywhere below it.
    has_author_reply = models.BooleanField(default=False)
    # An author of the story says that it needs no reply (serial.comments.reactions).
    is_done = models.BooleanField(default=False)

    # Created with the form, so that sending it twice creates one comment.
    form_key = models.UUIDField(unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-posted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "number"], name="comment_number_unique"),
            models.CheckConstraint(name="comment_state_valid", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="comment_thread_starts_with_first",
                condition=Q(ordinal=0, parent=None, thread=F("number"))
                | Q(ordinal__gt=0, parent__isnull=False, thread__lt=F("number")),
            ),
            models.CheckConstraint(
                name="comment_erased_has_no_text",
                condition=~Q(state=State.ERASED) | Q(body="", body_html="", quote=""),
            ),
        ]
        indexes = [
            *(
                models.Index(
                    fields=["chapter", "-is_pinned", *order],
                    name=f"comment_threads_{name}",
                    condition=Q(parent=None),
                )
                for name, order in THREAD_ORDERS.items()
            ),
            models.Index(fields=["chapter", "thread", "ordinal"], name="comment_by_thread"),
            models.Index(
                fields=["chapter", "paragraph", "number"],
                name="comment_by_paragraph",
                condition=Q(paragraph__isnull=False),
            ),
            models.Index(fields=["user", "-posted_at"], name="comment_by_user"),
            models.Index(fields=["user", "chapter"], name="comment_by_user_and_chapter"),
            models.Index(fields=["ip_hash", "-posted_at"], name="comment_by_ip_hash"),
            # For the moderators' filter.
            models.Index(
                Lower("guest_name"), name="comment_by_guest_name", condition=Q(user__isnull=True)
            ),
            models.Index(fields=["story", "-posted_at"], name="comment_by_story"),
            models.Index(fields=["state", "-posted_at"], name="comment_by_state"),
            # Not AWAITING_REPLY: SQLite uses no partial index whose condition has parameters.
            models.Index(
                fields=["story", "-posted_at"],
                name="comment_no_author_response",
                condition=NO_AUTHOR_RESPONSE,
            ),
        ]

    def __str__(self) -> str:
        # The moderators' admin shows this. Moderators may not read deleted comments.
        excerpt = "" if self.state in DELETED_STATES else self.body[:60]
        return f"{self.display_name()}: {excerpt}"

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.chapter.story.slug, self.chapter.slug, self.number])

    def display_name(self) -> str:
        if self.state == State.ERASED:
            return gettext("Anonymous")
        if self.pen_name:
            return self.pen_name.name
        if self.user:
            return self.user.username
        return self.guest_name or gettext("Deleted account")

    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    def is_visible(self) -> bool:
        return self.is_published() or self.visible_reply_count > 0

    def owner_token(self) -> str:
        """Gives its holder the rights of the guest who wrote the comment, until it expires."""
        return signing.Signer(salt=OWNER_SALT).signature(f"{self.chapter_id}.{self.number}")

    def owner_token_expires_at(self) -> datetime:
        return self.posted_at + OWNER_TOKEN_PERIOD

    def is_owner_token(self, token: str) -> bool:
        # constant_time_compare raises an error for text that cannot be encoded.
        is_possible = bool(token) and token.isascii()
        return is_possible and constant_time_compare(token, self.owner_token())

    def is_by(self, user: Visitor, owner_token: str = "") -> bool:
        """Whether this user wrote it: as its member, or as the guest with its owner token."""
        if self.user_id is not None:
            return user.is_authenticated and self.user_id == user.pk
        is_expired = timezone.now() >= self.owner_token_expires_at()
        return self.is_owner_token(owner_token) and not is_expired

    def set_place(self, ordinal: int) -> None:
        """Sets thread, ordinal and path, by its number and its parent. The caller saves it."""
        self.ordinal = ordinal
        segment = f"{self.number:0{PATH_DIGITS}d}"
        if self.parent is None:
            self.thread, self.path = self.number, segment
            return
        self.thread = self.parent.thread
        # Below MAX_DEPTH a reply follows its parent at the same indentation.
        self.path = self.parent.path[: (MAX_DEPTH + 1) * PATH_DIGITS] + segment

    def ancestor_numbers(self) -> list[int]:
        """The numbers of its ancestors, without those below MAX_DEPTH."""
        ends = range(PATH_DIGITS, len(self.path), PATH_DIGITS)
        return [int(self.path[end - PATH_DIGITS : end]) for end in ends]

    def awaits_reply_from(self, user: User) -> bool:
        """The rule of `awaiting_reply_from` for one comment on a story of this user."""
        is_answered = self.has_author_reply or self.liked_by_author or self.is_done
        has_author_response = self.pen_name_id is not None or is_answered
        return self.state in OPEN_STATES and not has_author_response and not self.is_by(user)

    def can_be_done(self) -> bool:
        """Whether an author who does not reply to it can take it out of the open ones."""
        is_answered = self.has_author_reply or self.liked_by_author or self.is_done
        return self.is_published() and self.pen_name_id is None and not is_answered

    def is_editable(self) -> bool:
        """Within EDIT_WINDOW and until somebody replies."""
        is_recent = timezone.now() - self.posted_at < EDIT_WINDOW
        return is_recent and not self.visible_reply_count and self.state in OPEN_STATES

    def is_undeletable(self) -> bool:
        deleted_at = self.state_changed_at
        is_recent = deleted_at is not None and timezone.now() - deleted_at < UNDO_WINDOW
        return self.state == State.DELETED and is_recent

    def is_deletable(self) -> bool:
        return self.state not in DELETED_STATES

    def is_erasable(self) -> bool:
        return self.state == State.DELETED

    def is_editable_by(self, user: Visitor, owner_token: str = "") -> bool:
        return self.is_editable() and self.is_by(user, owner_token)

    def is_readable_by(self, user: Visitor, owner_token: str = "") -> bool:
        """Whether this user may read its text, on a chapter that they may read.

        Everyone reads published comments. Commenters also read their own, unless erased. Authors
        of the story and moderators also read held, hidden and rejected ones.
        """
        return (
            self.state in READABLE_BY_EVERYONE
            or (self.state in READABLE_BY_COMMENTER and self.is_by(user, owner_token))
            or (self.state in READABLE_BY_MODERATORS and self.is_moderated_by(user))
        )

    def shows_findings_to(self, user: Visitor, owner_token: str = "") -> bool:
        return self.is_by(user, owner_token) or self.is_moderated_by(user)

    def shows_revisions_to(self, user: Visitor, owner_token: str = "") -> bool:
        """A comment deleted by its commenter hides its revisions from moderators too."""
        if not self.is_readable_by(user, owner_token):
            return False
        return self.is_by(user, owner_token) or (user.is_authenticated and user.is_moderator())

    def accepts_reaction_of(self, user: Visitor) -> bool:
        """Members like the comments of others, and mute or block who wrote them."""
        return user.is_authenticated and not self.is_by(user)

    def is_moderated_by(self, user: Visitor) -> bool:
        """Moderators moderate all comments, authors and the moderators that they appoint those on
        their stories. Those who were appointed do not decide on what they wrote themselves.
        """
        if not user.is_authenticated:
            return False
        if user.is_moderator() or self.story.is_authored_by(user):
            return True
        appointed = StoryModerator.objects.of(user).filter(story=self.story_id)
        return self.user_id != user.pk and appointed.exists()

    def is_on_story_of(self, user: Visitor) -> bool:
        """Only authors of the story pin a thread or ban its commenter."""
        return self.story.is_authored_by(user)
