from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.client_ip import client_ip
from accounts.models import User, Visitor
from serial.moderation.copyright import statements
from serial.moderation.copyright.choices import Capacity
from serial.moderation.copyright.finding import FoundPage, find_page
from serial.moderation.copyright.form_fields import (
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
                "The URLs of the chapters, or of the whole story, one a line and at most {max}. "
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
        widget=forms.RadioSelect,
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
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.visitor = visitor
        self.pages: list[FoundPage] = []

    def clean_urls(self) -> str:
        typed: str = self.cleaned_data["urls"]
        urls = list(dict.fromkeys(typed.split()))
        if len(urls) > MAX_URLS:
            message = ngettext(
                "At most %(max)d URL. Name the whole story instead.",
                "At most %(max)d URLs. Name the whole story instead.",
                MAX_URLS,
            )
            raise ValidationError(message, params={"max": MAX_URLS})
        self.pages = self._find(urls)
        if len({page.story.pk for page in self.pages}) > 1:
            raise ValidationError(
                gettext(
                    "These are pages of several stories, which have different authors. Send a "
                    "notice for each story."
                )
            )
        return typed

    def _find(self, urls: list[str]) -> list[FoundPage]:
        found, errors = [], []
        for url in urls:
            try:
                found.append(find_page(url[:URL_MAX_LENGTH], self.visitor))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return found

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
            stored = self.store(notice, client_ip(request))
            if stored is not None and stored[1]:
                NoticeTarget.objects.bulk_create(
                    NoticeTarget(
                        notice=stored[0], url=page.url, kind=page.kind, chapter=page.chapter
                    )
                    for page in self.pages
                )
        return stored


def initial_values(request: HttpRequest) -> dict[str, object]:
    """Returns the URL in the query, for links of pages to this form."""
    return {"urls": request.GET.get("url", "")[:URL_MAX_LENGTH]}
