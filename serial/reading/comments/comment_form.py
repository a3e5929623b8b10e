"""The form of a comment: its fields, their cleaning, and what the next submission should have."""

from collections.abc import Mapping
from http import HTTPStatus

from django import forms
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.anchors import has_had_paragraph
from serial.comments.form_fields import shorten_quote
from serial.comments.models import Comment
from serial.comments.models.comment import NAME_MAX_LENGTH
from serial.comments.models.guest_email import EMAIL_MAX_LENGTH
from serial.comments.permissions import PostingRefused
from serial.comments.posting_form import PostingForm
from serial.comments.submission import CommentSubmission
from serial.notifications.guests.subscribing import check_may_leave_email, subscribe
from serial.params import parse_id
from serial.reading.comments.context import CommentsContext
from serial.reading.comments.preview import comment_preview
from serial.web.public_forms.form_key import HiddenField, HiddenTextField, incomplete_message
from serial.web.public_forms.honeypot import HoneypotField
from serial.web.rate_limits import TooManyRequests
from serial.web.text_fields import CleanedCharField


class HiddenNumberField(HiddenField):
    """Takes the number of a comment, or a paragraph id."""

    def to_python(self, value: object) -> int | None:
        if value in self.empty_values:
            return None
        number = parse_id(str(value))
        if not number:
            raise forms.ValidationError(incomplete_message())
        return number


class CommentForm(PostingForm):
    """A comment on a chapter, as its visitor writes it. `save` posts it.

    `member` is not empty if a member opened the form.
    """

    name = CleanedCharField(
        label=_("Your name"),
        max_length=NAME_MAX_LENGTH,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Email for replies"),
        help_text=_("Never shown. You get an email to confirm it first."),
        required=False,
        max_length=EMAIL_MAX_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    quote = HiddenTextField()
    reply_to = HiddenNumberField()
    paragraph = HiddenNumberField()
    member = HiddenTextField()
    website = HoneypotField()

    field_order = [
        *("quote", "form_key", "reply_to", "paragraph", "member"),
        *("text", "name", "email", "website"),
    ]

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        comments: CommentsContext,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.comments = comments
        self.user = comments.user if isinstance(comments.user, User) else None
        self.is_preview = "preview" in self.data
        if self.is_preview:
            # Only posting needs a key of this site.
            self.fields["form_key"] = HiddenTextField()
        self.is_signed_out = self.user is None and bool(self.data.get("member"))
        if self.user is not None:
            del self.fields["name"], self.fields["email"]
        elif self.is_signed_out:
            # The member's form had no name.
            self.fields["name"].required = False

    def clean_quote(self) -> str:
        return shorten_quote(str(self.cleaned_data["quote"] or ""))

    def clean_paragraph(self) -> int | None:
        number: int | None = self.cleaned_data["paragraph"]
        return number if number and has_had_paragraph(self.comments.chapter, number) else None

    def clean(self) -> None:
        if self.is_signed_out:
            # The next submission may come from a guest, or from the member signed in again.
            self.fields["name"].required = True
            self.refuse(HTTPStatus.FORBIDDEN, _signed_out_message(), "member")
            return
        super().clean()

    def save(self, ip: str) -> Comment | None:
        """Posts the comment of a valid form. Returns None if it is refused: then it has an error.

        `ip` is the IP address of a guest; empty if unknown.
        """
        email = self.cleaned_data.get("email")
        try:
            submission = self._submission(ip)
            if email:
                check_may_leave_email(email, ip)
        except PostingRefused as error:
            self.refuse_posting(error)
            return None
        except TooManyRequests as error:
            self.retry_after = error.seconds
            self.refuse(HTTPStatus.TOO_MANY_REQUESTS, _too_many_emails_message())
            return None
        comment = self.post(submission)
        if comment is not None and email:
            subscribe(comment, email)
        return comment

    def preview(self, request: HttpRequest) -> SafeString:
        """Returns the HTML of a valid form; empty if it is refused: then the form has an error."""
        try:
            return comment_preview(request, self.cleaned_data["text"])
        except TooManyRequests as error:
            self.retry_after = error.seconds
            self.refuse(HTTPStatus.TOO_MANY_REQUESTS, error.message_for_preview())
        return SafeString("")

    def _submission(self, ip: str) -> CommentSubmission:
        data = self.cleaned_data
        form_key, seconds = data["form_key"]
        return CommentSubmission(
            chapter=self.comments.chapter,
            form_key=form_key,
            body=data["text"],
            user=self.user,
            guest_name=data.get("name") or "",
            ip=ip,
            parent=self._get_parent(),
            paragraph=data["paragraph"],
            quote=data["quote"],
            seconds=seconds,
            honeypot=data["website"],
        )

    def _get_parent(self) -> Comment | None:
        number = self.cleaned_data["reply_to"]
        if number is None:
            return None
        parent = Comment.objects.filter(chapter=self.comments.chapter, number=number).first()
        if parent is None:
            message = gettext(
                "The comment you reply to does not exist. You can post yours as a new comment."
            )
            raise PostingRefused("parent-unavailable", message)
        return parent


def _too_many_emails_message() -> str:
    return gettext(
        "Too many email addresses were left from your network today. Send your comment without one."
    )


def _signed_out_message() -> str:
    return gettext(
        "You are signed out. Sign in with the link below, or enter a name to send your comment as a"
        " guest."
    )
