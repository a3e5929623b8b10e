"""The form of a comment by anybody: its text, its key, and what a refusal does to them."""

from http import HTTPStatus

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from serial.comments.form_fields import BodyField
from serial.comments.models import Comment
from serial.comments.permissions import PostingRefused
from serial.comments.posting import post_comment
from serial.comments.rate_limits import RateLimited
from serial.comments.submission import CommentSubmission
from serial.web.public_forms.form_key import FormKeyField
from serial.web.public_forms.refusable_form import RefusableForm

KEY_PURPOSE = "comment"


class RefusableCommentForm(RefusableForm):
    """A form that a refusal of a comment, public or on a draft, is shown in."""

    def refuse_for_now(self, error: RateLimited) -> None:
        seconds = (error.until - timezone.now()).total_seconds()
        self.retry_after = max(1, int(seconds))
        self.refuse(HTTPStatus.TOO_MANY_REQUESTS, _rate_limited_message(error))

    def refuse_posting(self, error: PostingRefused) -> None:
        if error.code == "parent-unavailable":
            # The next submission is a comment of its own.
            self.refuse(HTTPStatus.GONE, error.message, "reply_to")
        elif error.code == "already-sent":
            # The next submission is another comment.
            self.refuse(HTTPStatus.FORBIDDEN, error.message, "form_key")
        else:
            self.refuse(HTTPStatus.FORBIDDEN, error.message)


class PostingForm(RefusableCommentForm):
    """A comment that `post` posts."""

    key_purpose = KEY_PURPOSE

    text = BodyField()
    form_key = FormKeyField(KEY_PURPOSE)

    def post(self, submission: CommentSubmission) -> Comment | None:
        """Posts it. Returns None if it is refused: then the form has an error."""
        try:
            return post_comment(submission)
        except PostingRefused as error:
            self.refuse_posting(error)
        except RateLimited as error:
            self.refuse_for_now(error)
        return None


def _rate_limited_message(error: RateLimited) -> str:
    until = date_format(timezone.localtime(error.until), "DATETIME_FORMAT")
    message = gettext(
        "You have posted too many comments in a short time. Send this again after %(time)s."
    )
    return message % {"time": until}
