from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Visitor
from serial.moderation.copyright.choices import Capacity
from serial.moderation.copyright.forms import statements
from serial.moderation.copyright.forms.finding import FoundPage, find_pages
from serial.moderation.copyright.forms.form_fields import (
    EmailAddressField,
    ExplanationField,
    NameField,
    SignatureField,
    StatementField,
)
from serial.moderation.copyright.models import CopyrightNotice, NoticeTarget
from serial.moderation.copyright.models.notice import ADDRESS_MAX_LENGTH
from serial.moderation.copyright.models.target import URL_MAX_LENGTH
from serial.web.public_forms.public_form import PublicForm
from serial.web.submitted_fields import is_same_origin
from serial.web.text_fields import CleanedTextField

# A long serial has more chapters, but then its whole story can be named.
MAX_URLS = 50
ROW_FIELDS = ("name", "email", "address", "capacity", "work", "explanation", "signature")


class NoticeForm(PublicForm):
    """A copyright notice with what 17 USC 512(c)(3) and the EU DSA, article 16, ask for."""

    key_purpose = "copyright_notice"

    work = ExplanationField(
        _("Your work"),
        _("Its title, author, and where it was published. The author of the story reads this."),
        _("Say which work was used."),
    )
    urls = CleanedTextField(
        label=_("Pages of this site"),
        help_text=format_lazy(
            _(
                "The URLs of the chapters, or of the whole story, one per line and at most {max}. "
                "All of them have to be of one story."
            ),
            max=MAX_URLS,
        ),
        error_messages={"required": _("Write the URLs of the pages.")},
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
    )
    explanation = ExplanationField(
        _("What was taken from your work"),
        _("Which passages, and why you think that the use is unlawful. The author reads this."),
        _("Say what was taken from your work."),
    )
    name = NameField()
    email = EmailAddressField()
    address = CleanedTextField(
        label=_("Postal address or telephone"),
        required=False,
        max_length=ADDRESS_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "street-address"}),
    )
    capacity = forms.ChoiceField(
        label=_("You are writing as"),
        choices=Capacity.choices,
        widget=forms.RadioSelect(attrs={"class": "field__choices"}),
        error_messages={"required": _("Choose one.")},
    )
    good_faith = StatementField(statements.GOOD_FAITH)
    accuracy = StatementField(statements.ACCURACY)
    signature = SignatureField()

    field_order = ["form_key", "work", "urls", "explanation", "name", "email", "address"]
    # Where the work was published.
    checked = {"name": 0, "signature": 0, "work": 10, "explanation": 10}

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        visitor: Visitor,
        ip: str,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.visitor, self.ip = visitor, ip
        self.pages: list[FoundPage] = []

    def clean_urls(self) -> str:
        typed: str = self.cleaned_data["urls"]
        if len(_urls_in(typed)) > MAX_URLS:
            message = ngettext(
                "At most %(max)d URL. Name the whole story instead.",
                "At most %(max)d URLs. Name the whole story instead.",
                MAX_URLS,
            )
            raise ValidationError(message, params={"max": MAX_URLS})
        return typed

    def clean(self) -> None:
        super().clean()
        # Anybody can send the form, and looking for the pages is its expensive part.
        if "urls" in self.cleaned_data and self.may_send(CopyrightNotice, self.ip):
            try:
                self.pages = self._find(self.cleaned_data["urls"])
            except ValidationError as error:
                self.add_error("urls", error)

    def _find(self, typed: str) -> list[FoundPage]:
        pages = find_pages((url[:URL_MAX_LENGTH] for url in _urls_in(typed)), self.visitor)
        if len({page.story.pk for page in pages}) > 1:
            raise ValidationError(
                gettext(
                    "These are pages of several stories, which have different authors. Send a "
                    "notice for each story."
                )
            )
        return pages

    def save(self, request: HttpRequest) -> tuple[CopyrightNotice, bool] | None:
        """Returns the stored notice of a valid form and whether it is new; None if refused."""
        notice = CopyrightNotice(
            **{name: self.cleaned_data[name] for name in ROW_FIELDS},
            story=self.pages[0].story,
            statements=f"{statements.GOOD_FAITH}\n{statements.ACCURACY}",
        )
        if isinstance(request.user, User) and is_same_origin(request):
            notice.user = request.user
        with transaction.atomic():
            stored = self.store(notice, self.ip)
            if stored is not None and stored[1]:
                NoticeTarget.objects.bulk_create(
                    NoticeTarget(
                        notice=stored[0], url=page.url, kind=page.kind, chapter=page.chapter
                    )
                    for page in self.pages
                )
        return stored


def _urls_in(typed: str) -> list[str]:
    return list(dict.fromkeys(typed.split()))


def initial_values(request: HttpRequest) -> dict[str, object]:
    """Returns the URL in the query, for links of pages to this form."""
    return {"urls": request.GET.get("url", "")[:URL_MAX_LENGTH]}
