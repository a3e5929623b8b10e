from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Visitor
from serial.chapters.models import Chapter, DraftLink
from serial.chapters.models.draft_link import NOTE_MAX_LENGTH
from serial.comments.models.comment import BODY_MAX_LENGTH, QUOTE_MAX_LENGTH
from serial.comments.models.guest_ip_hash import GuestIpHash
from serial.stories.models.story import credited_story_ids


class DraftCommentQuerySet(models.QuerySet["DraftComment"]):
    def threads(self) -> Self:
        return self.filter(parent=None)

    def unresolved(self) -> Self:
        """The threads that an author has not resolved."""
        return self.filter(parent=None, resolved_at=None)

    def readable_with(self, link: DraftLink) -> Self:
        """What the holder of this link reads: their own comments, and the replies to these."""
        return self.filter(Q(link=link) | Q(parent__link=link))

    def on_stories_of(self, user: User) -> Self:
        return self.filter(chapter__story__in=credited_story_ids(user))


class DraftComment(models.Model):
    """A comment by the holder of a draft link on the draft, or a reply to one.

    Never public, also after the release. Its replies are by authors of the story, or by the holder.
    """

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="draft_comments")
    # Of the thread, also in the replies of its holder. None: the link was deleted.
    link = models.ForeignKey(
        DraftLink, null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    # The author who replied; None for the holder of the link.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    # Of the holder, as the link had it; empty if it had none.
    name = models.CharField(_("name"), max_length=NOTE_MAX_LENGTH, blank=True)
    ip_hash = models.ForeignKey(
        GuestIpHash, null=True, on_delete=models.SET_NULL, related_name="draft_comments"
    )

    body = models.TextField(_("comment"), max_length=BODY_MAX_LENGTH)
    body_html = models.TextField(editable=False)
    # The codes of what the checks found: the comment is folded at the desk.
    findings = models.JSONField(default=list, editable=False)
    # The anchor: the paragraph id (None: the chapter as a whole) and the words that stood there.
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True)
    quote = models.CharField(_("quote"), max_length=QUOTE_MAX_LENGTH, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)

    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Created with the form, so that sending it twice creates one comment.
    form_key = models.UUIDField(unique=True, editable=False)

    objects = DraftCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a draft")
        verbose_name_plural = _("comments on drafts")
        ordering = ["posted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="draft_comment_replies_are_plain",
                condition=Q(parent=None) | Q(resolved_at=None, paragraph=None, quote=""),
            ),
        ]
        indexes = [
            models.Index(fields=["chapter", "posted_at"], name="draft_comment_by_chapter"),
            models.Index(
                fields=["chapter"],
                name="draft_comment_unresolved",
                condition=Q(parent__isnull=True, resolved_at__isnull=True),
            ),
            models.Index(fields=["link", "-posted_at"], name="draft_comment_by_link"),
            models.Index(fields=["ip_hash", "-posted_at"], name="draft_comment_by_ip_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name()}: {self.body[:60]}"

    def holder_name(self) -> str:
        return self.name or gettext("Beta reader")

    def is_by_author(self) -> bool:
        return self.user_id is not None

    def is_resolved(self) -> bool:
        return self.resolved_at is not None

    def is_managed_by(self, user: Visitor) -> bool:
        """Authors of the story reply to it, resolve and delete it."""
        return manages_draft_comments(self.chapter, user)


def manages_draft_comments(chapter: Chapter, user: Visitor) -> bool:
    if not user.is_authenticated:
        return False
    return chapter.story.is_authored_by(user) or user.is_administrator()
