from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.comments.choices import DELETED_STATES, State
from serial.comments.models.guest_ip_hash import GuestIpHash
from serial.stories.models import Story
from serial.stories.models.story import credited_story_ids

BODY_MAX_LENGTH = 10_000
QUOTE_MAX_LENGTH = 500
NAME_MAX_LENGTH = 60
# Long enough to mend a typo, too short to rewrite history under a reply.
EDIT_WINDOW = timedelta(minutes=30)
# As long as one looks at what one has just taken away.
UNDO_WINDOW = timedelta(minutes=10)
# What a phone still holds side by side; deeper replies read as a flat exchange.
MAX_DEPTH = 4
# Pinned threads stand before any of these.
THREAD_ORDERS = {
    "oldest": ("number",),
    "newest": ("-number",),
    "author": ("-thread_has_author", "number"),
}
# A path is a number of the chapter for each level, in this many digits each.
PATH_DIGITS = 7
# Neither said by one of the story's people, nor answered or liked by any.
NO_AUTHOR_RESPONSE = Q(pen_name=None, has_author_reply=False, liked_by_author=False)
# What waits for them to answer, thank or decide.
AWAITING_REPLY = NO_AUTHOR_RESPONSE & Q(state__in=[State.PUBLISHED, State.HELD])


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def visible(self) -> Self:
        """What everyone sees, as its words or, where replies stand under it, as a marker."""
        # Not as the "or" that it is: SQLite would look up all that is published anywhere.
        return self.exclude(~Q(state=State.PUBLISHED), visible_reply_count=0)

    def threads(self) -> Self:
        return self.filter(parent=None)

    def under_review(self) -> Self:
        return self.filter(state__in=[State.HELD, State.HIDDEN, State.REJECTED])

    def on(self, chapters: "models.QuerySet[Chapter]") -> Self:
        return self.filter(chapter__in=chapters)

    def on_stories_of(self, user: User) -> Self:
        """What was said on the stories that this person has a by-line on."""
        return self.filter(story__in=credited_story_ids(user))

    def not_deleted(self) -> Self:
        """What nobody took away: neither its writer, nor with its chapter or story."""
        kept = self.exclude(state__in=DELETED_STATES)
        return kept.filter(chapter__deleted_at=None, story__deleted_at=None)

    def awaiting_reply_from(self, user: User) -> Self:
        """What waits for this person, on stories of theirs."""
        return self.filter(AWAITING_REPLY & ~Q(user=user))

    def not_awaiting_reply_from(self, user: User) -> Self:
        """All that does not wait for them."""
        return self.exclude(AWAITING_REPLY & ~Q(user=user))

    def by(self, user: User | AnonymousUser) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()

    def readable_by(self, user: User | AnonymousUser) -> Self:
        """Whose words this person may read, on chapters that they may.

        Everyone what is published; its writer whatever became of it; moderators and the story's
        own people what was held, hidden or rejected as well.
        """
        words = Q(state=State.PUBLISHED)
        if user.is_authenticated:
            words |= Q(user=user) & ~Q(state=State.ERASED)
            under_review = Q(state__in=[State.HELD, State.HIDDEN, State.REJECTED])
            if user.is_moderator():
                words |= under_review
            else:
                words |= under_review & Q(story__in=credited_story_ids(user))
        return self.filter(words, chapter__in=Chapter.objects.visible_to(user).values("pk"))

    def with_names(self) -> Self:
        """With what is shown of who wrote each."""
        return self.select_related("user", "pen_name").defer("guest_email")


class Comment(models.Model):
    """What somebody said under a chapter, on a paragraph of it, or in answer to somebody."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="comments")
    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="comments", verbose_name=_("chapter")
    )
    # Within its chapter, in the order they came; the comment's address for good.
    number = models.PositiveIntegerField(_("number"))
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    # The number of the thread's first comment, and where among its replies this one came (0: it is
    # that first one).
    thread = models.PositiveIntegerField()
    ordinal = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    # Sorts a thread as it is read: each reply below what it answers, down to DEEPEST.
    path = models.CharField(max_length=(MAX_DEPTH + 2) * PATH_DIGITS)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="comments",
        verbose_name=_("user"),
    )
    # Under which name of theirs, where they have a by-line on the story.
    pen_name = models.ForeignKey(PenName, null=True, on_delete=models.SET_NULL, related_name="+")
    guest_name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH, blank=True)
    # For a notice of replies; shown to nobody.
    guest_email = models.EmailField(_("mail address"), blank=True)
    ip_hash = models.ForeignKey(
        GuestIpHash, null=True, on_delete=models.SET_NULL, related_name="comments"
    )

    body = models.TextField(_("comment"), max_length=BODY_MAX_LENGTH, blank=True)
    body_html = models.TextField(blank=True, editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    # The paragraph that it is on, and the passage that was quoted, of the revision then.
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True)
    quote = models.CharField(_("passage"), max_length=QUOTE_MAX_LENGTH, blank=True)
    quote_is_hidden = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(_("revision"), default=0)

    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True)
    state_changed_at = models.DateTimeField(null=True)
    # Of a thread's first comment.
    is_pinned = models.BooleanField(_("pinned"), default=False)
    closed_at = models.DateTimeField(_("closed"), null=True)

    # Counted by serial.comments.counters: replies to it that are shown; on a thread's first
    # comment the published ones of the whole thread, and whether an author is among them.
    visible_reply_count = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    thread_has_author = models.BooleanField(default=False)
    like_count = models.PositiveIntegerField(default=0)
    liked_by_author = models.BooleanField(default=False)
    # Whether anybody with a by-line on the story said something under it that is published.
    has_author_reply = models.BooleanField(default=False)

    # Made with the form: sending one form twice makes one comment.
    form_key = models.UUIDField(unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-posted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "number"], name="comment_number_unique"),
            models.CheckConstraint(name="comment_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="comment_thread_begins_with_its_first",
                condition=Q(ordinal=0, parent=None, thread=F("number"))
                | Q(ordinal__gt=0, parent__isnull=False, thread__lt=F("number")),
            ),
            models.CheckConstraint(
                name="comment_erased_has_no_words",
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
            models.Index(fields=["chapter", "thread", "ordinal"], name="comment_of_thread"),
            models.Index(
                fields=["chapter", "paragraph", "number"],
                name="comment_on_block",
                condition=Q(paragraph__isnull=False),
            ),
            models.Index(fields=["user", "-posted_at"], name="comment_by_writer"),
            models.Index(fields=["user", "chapter"], name="comment_by_writer_here"),
            models.Index(fields=["ip_hash", "-posted_at"], name="comment_by_address"),
            models.Index(fields=["story", "-posted_at"], name="comment_on_story"),
            models.Index(fields=["state", "-posted_at"], name="comment_by_state"),
            # Not of UNANSWERED: SQLite uses no index whose condition has values in it.
            models.Index(
                fields=["story", "-posted_at"],
                name="comment_untouched",
                condition=NO_AUTHOR_RESPONSE,
            ),
        ]

    def __str__(self) -> str:
        # Lists of moderators say this, and what was taken back is not theirs to read.
        words = "" if self.state in DELETED_STATES else self.body[:60]
        return f"{self.display_name()}: {words}"

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.chapter.story.slug, self.chapter.slug, self.number])

    def display_name(self) -> str:
        if self.state == State.ERASED:
            return gettext("somebody")
        if self.pen_name:
            return self.pen_name.name
        if self.user:
            return self.user.username
        return self.guest_name or gettext("somebody who left")

    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    def is_visible(self) -> bool:
        return self.is_published() or self.visible_reply_count > 0

    def is_by(self, user: User | AnonymousUser) -> bool:
        return user.is_authenticated and self.user_id == user.pk

    def ancestor_numbers(self) -> list[int]:
        """The numbers of what it answers, as far as its path names them."""
        ends = range(PATH_DIGITS, len(self.path), PATH_DIGITS)
        return [int(self.path[end - PATH_DIGITS : end]) for end in ends]

    def awaits_reply_from(self, user: User) -> bool:
        """As `unanswered_by`, of one comment on a story of theirs."""
        is_untouched = self.pen_name_id is None and not (
            self.has_author_reply or self.liked_by_author
        )
        is_open = self.state in (State.PUBLISHED, State.HELD)
        return is_untouched and is_open and not self.is_by(user)

    def is_editable(self) -> bool:
        """Long enough to mend a typo, and until somebody has answered what it says."""
        is_young = timezone.now() - self.posted_at < EDIT_WINDOW
        return (
            is_young
            and not self.visible_reply_count
            and self.state in (State.PUBLISHED, State.HELD)
        )

    def is_undeletable(self) -> bool:
        when = self.state_changed_at
        is_recent = when is not None and timezone.now() - when < UNDO_WINDOW
        return self.state == State.DELETED and is_recent

    def is_deletable(self) -> bool:
        return self.state not in DELETED_STATES

    def is_moderated_by(self, user: User | AnonymousUser) -> bool:
        """Moderators everywhere, the story's own people on it."""
        if not user.is_authenticated:
            return False
        return user.is_moderator() or self.story.is_authored_by(user)


class CommentRevision(models.Model):
    """What a comment said before it was edited; for its writer and moderators."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    body = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return self.body[:60]


class Mention(models.Model):
    """A member whom a comment names."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "user"], name="mention_once_per_comment")
        ]

    def __str__(self) -> str:
        return f"@{self.user}"
