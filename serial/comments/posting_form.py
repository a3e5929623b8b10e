"""The form of a comment, whoever writes it: its text, its key, and what a refusal does to them."""

from http import HTTPStatus

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from serial.comments.form_fields import (
    BodyField,
    FormKeyField,
    HiddenField,
    incomplete_message,
    new_form_key,
)
from serial.comments.models import Comment
from serial.comments.permissions import PostingRefused
from serial.comments.posting import post_comment
from serial.comments.rate_limits import RateLimited
from serial.comments.submission import CommentSubmission


class PostingForm(forms.Form):
    """A comment that `post` posts.

    An error about the whole form, such as a refused comment, is a non-field error; `status` is the
    status of the response that shows it.
    """

    text = BodyField()
    form_key = FormKeyField()

    # Set when the comment is refused.
    refusal_status: HTTPStatus | None = None
    # Seconds until a comment or preview that was one too many may be sent again.
    retry_after: int | None = None

    def clean(self) -> None:
        invalid = [name for name in self.errors if isinstance(self.fields[name], HiddenField)]
        if invalid:
            # Nobody can correct a field that they do not see.
            self.refuse(HTTPStatus.UNPROCESSABLE_ENTITY, incomplete_message(), *invalid)
            for name in invalid:
                del self.errors[name]

    @property
    def status(self) -> HTTPStatus:
        if not self.errors:
            return HTTPStatus.OK
        return self.refusal_status or HTTPStatus.UNPROCESSABLE_ENTITY

    def post(self, submission: CommentSubmission) -> Comment | None:
        """Posts it. Returns None if it is refused: then the form has an error."""
        try:
            return post_comment(submission)
        except PostingRefused as error:
            self.refuse_posting(error)
        except RateLimited as error:
            seconds = (error.until - timezone.now()).total_seconds()
            self.retry_after = max(1, int(seconds))
            self.refuse(HTTPStatus.TOO_MANY_REQUESTS, _rate_limited_message(error))
        return None

    def refuse_posting(self, error: PostingRefused) -> None:
        if error.code == "parent-unavailable":
            # The next submission is a comment of its own.
            self.refuse(HTTPStatus.GONE, error.message, "reply_to")
        elif error.code == "already-sent":
            # The next submission is another comment.
            self.refuse(HTTPStatus.FORBIDDEN, error.message, "form_key")
        else:
            self.refuse(HTTPStatus.FORBIDDEN, error.message)

    def refuse(self, status: HTTPStatus, message: str, *replaced: str) -> None:
        """Adds an error about the whole form.

        The hidden fields `replaced` are empty in the next submission, or have a new form key.
        """
        self.refusal_status = status
        self.add_error(None, message)
        for name in replaced:
            field = self.fields.get(name)
            if isinstance(field, HiddenField):
                field.replacement = new_form_key() if name == "form_key" else ""


def _rate_limited_message(error: RateLimited) -> str:
    until = date_format(timezone.localtime(error.until), "DATETIME_FORMAT")
    message = gettext(
        "You have posted too many comments in a short time. Send this again after %(time)s."
    )
    return message % {"time": until}
