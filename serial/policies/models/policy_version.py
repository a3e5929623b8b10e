import json
from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from serial.markup.options import Options
from serial.markup.rendering import RENDERER_VERSION, render
from serial.policies.documents import DOCUMENTS, Document

# Far more than the longest terms of a large site, which have about 60,000 characters.
BODY_MAX_LENGTH = 200_000
SUMMARY_MAX_LENGTH = 500


class AlreadyPublished(Exception):
    """Raised when a published version would be changed or published again."""

    def __init__(self) -> None:
        super().__init__(
            gettext("This version is published and cannot be changed. Write a new version.")
        )


class DraftChanged(Exception):
    """Raised when a draft would be published as its preview did not show it."""

    def __init__(self) -> None:
        super().__init__(gettext("The draft was saved again in the meantime. Check it once more."))


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def of(self, document: Document) -> Self:
        return self.filter(document=document.key)

    def published(self) -> Self:
        """The newest first."""
        return self.filter(number__isnull=False).order_by("-number")

    def drafts(self) -> Self:
        return self.filter(number=None)

    def current(self, document: Document) -> "PolicyVersion | None":
        return self.of(document).published().first()


class PolicyVersion(models.Model):
    """One version of a document, in Markdown. A draft until it is published; then it never changes.

    Publishing is in publishing.py.
    """

    document = models.CharField(
        _("document"), max_length=20, choices=[(key, doc.title) for key, doc in DOCUMENTS.items()]
    )
    # Counts up for each document from 1; None for a draft.
    number = models.PositiveIntegerField(_("version"), null=True, editable=False)
    body = models.TextField(_("text"), max_length=BODY_MAX_LENGTH)
    body_html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    summary = models.CharField(
        _("what changed"),
        max_length=SUMMARY_MAX_LENGTH,
        blank=True,
        help_text=_("One or two sentences. Readers see them above the text and in the list."),
    )
    is_material = models.BooleanField(
        _("ask members to accept this version"),
        default=True,
        help_text=_(
            "For terms and content rules. Members are asked before they next post a comment or save"
            " at the desk. Leave it off for corrections that change nobody’s rights."
        ),
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of the terms or another document", "version")
        verbose_name_plural = _("terms, privacy and other pages")
        ordering = ["document", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="policy_version_number_unique"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(number=None),
                name="policy_version_one_draft",
                violation_error_message=_("This document has a draft already. Edit that one."),
            ),
            models.CheckConstraint(
                name="policy_version_number_when_published",
                condition=Q(number=None, published_at=None)
                | Q(number__gte=1, published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        title = DOCUMENTS[self.document].title
        if self.number is None:
            return gettext("%(title)s, draft") % {"title": title}
        return gettext("%(title)s, version %(number)d") % {"title": title, "number": self.number}

    def get_absolute_url(self) -> str:
        if self.number is None:
            return reverse("policy", args=[self.document])
        return reverse("policy_version", args=[self.document, self.number])

    def content_hash(self) -> str:
        """Changes with what is published, so that a form can say what it was based on."""
        content = json.dumps([self.body, self.summary, self.is_material])
        return sha256(content.encode()).hexdigest()

    def is_draft(self) -> bool:
        return self.number is None

    def render_body(self) -> None:
        """Sets the HTML of the text. Does not save."""
        self.body_html = render_policy(self.body, DOCUMENTS[self.document])
        self.renderer_version = RENDERER_VERSION

    def save_draft(self) -> None:
        """Saves a draft with its HTML. Raises AlreadyPublished if it is published meanwhile."""
        self.render_body()
        if self._state.adding:
            self.save()
            return
        columns = ("body", "body_html", "renderer_version", "summary", "is_material")
        drafts = PolicyVersion.objects.drafts().filter(pk=self.pk)
        if not drafts.update(**{name: getattr(self, name) for name in columns}):
            raise AlreadyPublished


def render_policy(source: str, document: Document) -> str:
    return render(source, Options(id_prefix=document.key)).html
