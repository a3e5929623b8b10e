"""What a member is told in the site, one row for each event. New chapters are no rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import State
from serial.comments.models import (
    Comment,
    CommentAction,
    FeedbackPause,
    Like,
    MemberBlock,
    Mention,
)
from serial.moderation.models import Appeal, Decision, Report
from serial.notifications.followed_stories import followed_stories
from serial.notifications.kinds import (
    ANNOUNCEMENT,
    AUTHOR_LIKE,
    DECISION,
    INVITATION,
    KIND_CHOICES,
    MENTION,
    REPLY,
)
from serial.notifications.models.notification_setting import NotificationSetting
from serial.stories.models import Announcement, Credit
from serial.stories.models.story import credited_story_ids

KEY_MAX_LENGTH = 60


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def of_kinds(self, kinds: Iterable[str]) -> Self:
        return self.filter(kind__in=list(kinds))

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """Returns what this member may be told now, of their own rows, in the site or by email.

        Nothing of a comment that is not published, of a chapter that they cannot read, of people
        whom they muted or blocked, or on their own story while they pause feedback. Announcements
        only of stories that they follow and can read.
        """
        blocked = MemberBlock.objects.filter(owner=user).values("target")
        mentions = Mention.objects.filter(comment=OuterRef("comment"), user=user)
        likes = Like.objects.filter(comment=OuterRef("comment"), as_author=True)
        is_mention = Q(Q(kind=MENTION), Exists(mentions))
        is_by_others = Q(Q(kind=REPLY) | is_mention, ~Q(comment__user__in=blocked))
        is_like = Q(Q(kind=AUTHOR_LIKE), Exists(likes.exclude(user__in=blocked)))
        chapters = Chapter.objects.visible_to(user, at).order_by()
        paused = FeedbackPause.objects.filter(user=user)
        can_read = Q(
            # Not a list of all chapters, which SQLite would make for each count.
            Exists(chapters.filter(pk=OuterRef("comment__chapter"))),
            comment__state=State.PUBLISHED,
        )
        of_comment = Q(
            is_by_others | is_like,
            can_read,
            ~Q(Exists(paused), comment__story__in=credited_story_ids(user)),
        )
        # With a comment: it was approved.
        decided = Q(Q(comment=None) | can_read, kind=DECISION)
        invited = Q(
            kind=INVITATION,
            credit__accepted_at=None,
            credit__pen_name__user=user,
            credit__story__deleted_at=None,
        )
        announced = Q(
            Q(kind=ANNOUNCEMENT),
            Exists(Announcement.objects.visible_to(user).filter(pk=OuterRef("announcement"))),
            Exists(followed_stories(user).filter(pk=OuterRef("announcement__story"))),
        )
        return self.filter(of_comment | invited | announced | decided, user=user)

    def shown_to(self, user: User, at: datetime | None = None) -> Self:
        """Returns what `visible_to` does, without kinds that they do not want in the site."""
        off = NotificationSetting.objects.filter(user=user, in_site=False).exclude(kind=DECISION)
        return self.visible_to(user, at).exclude(kind__in=off.values("kind"))


class Notification(models.Model):
    """One event of which a member is told. It is there for a year.

    key: names the event, such as "reply:7"; unique for each member, so that nobody is told twice.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=KIND_CHOICES)
    key = models.CharField(_("key"), max_length=KEY_MAX_LENGTH)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)
    # When it was decided which email tells of it, if any (serial/notifications/email/events.py).
    queued_at = models.DateTimeField(_("queued"), null=True)
    # The reply, the comment that mentions them, or theirs, which an author likes or which was
    # approved.
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="+")
    # One of them, of a decision: by moderators, by an author, on a report, on an appeal.
    decision = models.ForeignKey(Decision, null=True, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(CommentAction, null=True, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, null=True, on_delete=models.CASCADE, related_name="+")
    appeal = models.ForeignKey(Appeal, null=True, on_delete=models.CASCADE, related_name="+")
    # Of a co-author invitation.
    credit = models.ForeignKey(Credit, null=True, on_delete=models.CASCADE, related_name="+")
    announcement = models.ForeignKey(
        Announcement, null=True, on_delete=models.CASCADE, related_name="+"
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notification_once"),
            models.CheckConstraint(
                name="notification_has_its_subject",
                condition=Q(kind__in=[REPLY, MENTION, AUTHOR_LIKE], comment__isnull=False)
                | Q(kind=DECISION, decision__isnull=False)
                | Q(kind=DECISION, action__isnull=False)
                | Q(kind=DECISION, report__isnull=False)
                | Q(kind=DECISION, appeal__isnull=False)
                | Q(kind=INVITATION, credit__isnull=False)
                | Q(kind=ANNOUNCEMENT, announcement__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notification_of_member"),
            # The number in the head of every page of a member.
            models.Index(
                fields=["user"], name="notification_unread", condition=Q(read_at__isnull=True)
            ),
            models.Index(fields=["created_at"], name="notification_by_time"),
            models.Index(
                fields=["created_at"],
                name="notification_not_queued",
                condition=Q(queued_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"
