"""Forms of the site's own pages: anybody may send them, without an account or a cookie."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import ClassVar, TypeVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from serial.web.public_forms.form_key import FormKeyField, new_form_key
from serial.web.public_forms.honeypot import HoneypotField
from serial.web.public_forms.refusable_form import RefusableForm
from serial.web.public_forms.spam import LINK, is_too_fast, repeats_itself
from serial.web.public_forms.submission import AlreadySent, Submission
from serial.web.rate_limits import TooManyRequests

Row = TypeVar("Row", bound=Submission)


class PublicForm(RefusableForm):
    """A form with its key, a honeypot, and checks of what was typed. Nothing is held: a form that
    looks like spam comes back with a sentence that says what to change.

    checked: the fields with free text, and the most links that each may contain.
    """

    form_key = FormKeyField("")
    website = HoneypotField()

    checked: ClassVar[Mapping[str, int]] = {}

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        form_key = new_form_key(self.key_purpose)
        super().__init__(data, initial={"form_key": form_key, **(initial or {})})
        self.fields["form_key"] = FormKeyField(self.key_purpose)

    def clean(self) -> None:
        super().clean()
        for name, max_links in self.checked.items():
            self._check_text(name, self.cleaned_data.get(name) or "", max_links)
        if self.cleaned_data.get("website"):
            message = gettext(
                "A field that people cannot see was filled in. It is empty now: send it again."
            )
            self._empty_honeypot()
            self.refuse(HTTPStatus.UNPROCESSABLE_ENTITY, message)
        elif not self.errors and is_too_fast(self.cleaned_data["form_key"][1]):
            message = gettext("This was sent faster than a person can type. Send it again.")
            self.refuse(HTTPStatus.UNPROCESSABLE_ENTITY, message)

    def store(self, row: Row, ip: str) -> tuple[Row, bool] | None:
        """Stores the row of a valid form: see `Submission.store_once`.

        Returns None if it is refused: then the form has an error.
        """
        row.form_key = self.cleaned_data["form_key"][0]
        try:
            return row.store_once(ip)
        except AlreadySent:
            message = gettext(
                "This form was already sent with another text. To send this one too, send it again."
            )
            self.refuse(HTTPStatus.CONFLICT, message, "form_key")
        except TooManyRequests as error:
            self.refuse_as_too_many(error)
        return None

    def may_send(self, model: type[Submission], ip: str) -> bool:
        """Whether `store` would not refuse the form for its key or network. If not, it is refused.

        For `clean`, before anything expensive is done.
        """
        if self.refusal_status is not None:
            return False
        try:
            model.check_limits_of(ip, self.cleaned_data["form_key"][0])
        except TooManyRequests as error:
            self.refuse_as_too_many(error)
            return False
        return True

    def refuse_as_too_many(self, error: TooManyRequests) -> None:
        self.retry_after = error.seconds
        self.refuse(HTTPStatus.TOO_MANY_REQUESTS, _too_many_message(error))

    def _empty_honeypot(self) -> None:
        self.data = dict(self.data.items()) | {self.add_prefix("website"): ""}

    def _check_text(self, name: str, text: str, max_links: int) -> None:
        if len(LINK.findall(text)) > max_links:
            message = ngettext(
                "This may contain %(max)d link at most. Remove some, or write them without https://.",
                "This may contain %(max)d links at most. Remove some, or write them without https://.",
                max_links,
            )
            self.add_error(name, message % {"max": max_links})
        elif repeats_itself(text):
            self.add_error(name, gettext("This repeats the same words. Write it in sentences."))


def _too_many_message(error: TooManyRequests) -> str:
    until = timezone.localtime(timezone.now() + timedelta(seconds=error.seconds))
    message = gettext(
        "Too many forms were sent from your network in a short time."
        " Send this again after %(time)s."
    )
    return message % {"time": date_format(until, "DATETIME_FORMAT")}
