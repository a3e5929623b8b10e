from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.models import CommentAction
from serial.moderation.choices import TOLD_KINDS, DecisionKind, SubjectKind
from serial.moderation.models.review_item import ReviewItem
from serial.moderation.models.rule import Rule
from serial.moderation.models.wave import Wave
from serial.stories.models.story import credited_story_ids

WORDS_MAX_LENGTH = 5_000
# What all authors of a story answer for.
PERSONAL_KINDS = (DecisionKind.WARN, DecisionKind.SANCTION)
STORY_KINDS = (
    *(SubjectKind.STORY, SubjectKind.CHAPTER, SubjectKind.ANNOUNCEMENT),
    SubjectKind.IMAGE,
)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def in_force(self) -> Self:
        """Without those that were undone, and without the undoing ones."""
        return self.filter(undone_by=None, undoes=None)

    def told_to(self, user: User) -> Self:
        """The decisions whose statement of reasons this member reads, also those undone later.

        All authors of a story read those about it. Without what changed nothing for them: that
        something was reported and left as it is, nobody is told.
        """
        stories = credited_story_ids(user)
        of_stories = Q(item__kind__in=STORY_KINDS, item__on_story__in=stories)
        # A warning is between the site and one person.
        of_stories &= ~Q(kind__in=PERSONAL_KINDS)
        return self.filter(Q(member=user) | of_stories, kind__in=TOLD_KINDS)

    def about_works(self) -> Self:
        """Those about stories, chapters, announcements and their pictures that still apply."""
        later = Decision.objects.filter(item=OuterRef("item"), pk__gt=OuterRef("pk"))
        is_restored = Exists(later.filter(kind=DecisionKind.RESTORE, undone_by=None))
        works = self.in_force().filter(~is_restored, item__kind__in=STORY_KINDS)
        return works.exclude(item__on_story=None)

    def once_in_a_wave(self) -> Self:
        """Of the decisions of a wave about the same person, only the first."""
        others = Decision.objects.filter(wave=OuterRef("wave"), member=OuterRef("member"))
        is_first = ~Exists(others.filter(pk__lt=OuterRef("pk"), undoes=None))
        return self.filter(Q(wave=None) | Q(is_first))

    def alone(self) -> Self:
        """Without the undoing ones, and without acts on many.

        Both columns are NULL in nearly all rows. SQLite would look that up in their indexes, and
        sort all that it finds; not if it is written as "NOT ... IS NOT NULL", which is the same
        for PostgreSQL.
        """
        return self.exclude(undoes__isnull=False).exclude(wave__isnull=False)


class Decision(models.Model):
    """What was decided about a review item. Rows are only added; undoing one adds another.

    The person it concerns reads it as the statement of reasons.
    """

    item = models.ForeignKey(ReviewItem, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(_("decision"), max_length=14, choices=DecisionKind.choices)
    # The moderator; none for a check, and for the site itself.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The code of the finding that held a comment.
    check_code = models.SlugField(max_length=40, blank=True)
    # Of the thing: what the moderator saw.
    revision = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    rule = models.ForeignKey(
        Rule, null=True, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("rule")
    )
    # Since when the item had waited, and whether because of reports; none if it did not wait.
    waited_since = models.DateTimeField(null=True)
    was_reported = models.BooleanField(default=False)
    # To whom it concerns, and for colleagues.
    words = models.TextField(_("words"), blank=True, max_length=WORDS_MAX_LENGTH)
    note = models.TextField(_("note"), blank=True, max_length=WORDS_MAX_LENGTH)
    # Whom it concerns; none for guests.
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    created_at = models.DateTimeField(_("decided"), default=timezone.now)
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    # Of a decision about a comment: the entry of the comment's log, which holds before and after.
    # It is deleted with the comment.
    action = models.OneToOneField(
        CommentAction, null=True, on_delete=models.SET_NULL, related_name="decision"
    )
    # Of what a check decided: the state that the last person to decide left the comment in.
    later_state = models.CharField(max_length=12, blank=True)
    # The act on many things that it belongs to.
    wave = models.ForeignKey(Wave, null=True, on_delete=models.CASCADE, related_name="decisions")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "item"],
                name="decision_once_in_a_wave",
                condition=Q(wave__isnull=False, undoes=None),
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at"], name="decision_by_time"),
            models.Index(fields=["member", "-created_at"], name="decision_by_member"),
            models.Index(fields=["by", "-created_at"], name="decision_by_moderator"),
            # A rare kind, in the log.
            models.Index(fields=["kind", "-created_at"], name="decision_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.item}"

    @property
    def left_as_is(self) -> bool:
        """Whether what it is about stayed as it was, such as a reported comment that was kept."""
        return bool(self.before == self.after)
