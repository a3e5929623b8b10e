"""The form of a comment on a draft, for the holder of its draft link."""

from accounts.models import Visitor
from serial.chapters.models import DraftLink
from serial.comments.draft_comments.posting import post_draft_comment
from serial.comments.draft_comments.submission import DraftCommentSubmission
from serial.comments.form_fields import DRAFT_TEXT_HINT, BodyField, shorten_quote
from serial.comments.models import DraftComment
from serial.comments.permissions import PostingRefused
from serial.comments.posting_form import RefusableCommentForm
from serial.comments.rate_limits import RateLimited
from serial.reading.comments.comment_form import HiddenNumberField
from serial.web.public_forms.form_key import FormKeyField, HiddenTextField
from serial.web.public_forms.honeypot import HoneypotField

KEY_PURPOSE = "comment on a draft"


class DraftCommentForm(RefusableCommentForm):
    """`save` posts the comment. Nobody types a name: the link has one."""

    key_purpose = KEY_PURPOSE

    quote = HiddenTextField()
    form_key = FormKeyField(KEY_PURPOSE)
    reply_to = HiddenNumberField()
    paragraph = HiddenNumberField()
    text = BodyField(DRAFT_TEXT_HINT)
    website = HoneypotField()

    def clean_quote(self) -> str:
        return shorten_quote(str(self.cleaned_data["quote"] or ""))

    def save(self, link: DraftLink, user: Visitor, ip: str) -> DraftComment | None:
        """Posts the comment of a valid form. Returns None if it is refused: then it has an error.

        Raises DraftClosed.
        """
        data = self.cleaned_data
        form_key, seconds = data["form_key"]
        submission = DraftCommentSubmission(
            link=link,
            form_key=form_key,
            body=data["text"],
            ip=ip,
            user=user if user.is_authenticated else None,
            parent=data["reply_to"],
            paragraph=data["paragraph"],
            quote=data["quote"],
            seconds=seconds,
            honeypot=data["website"],
        )
        try:
            return post_draft_comment(submission)
        except PostingRefused as error:
            self.refuse_posting(error)
        except RateLimited as error:
            self.refuse_for_now(error)
        return None
