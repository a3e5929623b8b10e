from collections.abc import Mapping

from django.utils.translation import gettext

from accounts.models import User
from serial.comments.draft_comments.managing import reply
from serial.comments.form_fields import BodyField
from serial.comments.models import DraftComment
from serial.comments.permissions import PostingRefused
from serial.comments.posting_form import RefusableCommentForm
from serial.web.public_forms.form_key import FormKeyField, new_form_key

KEY_PURPOSE = "reply to a comment on a draft"


class DraftReplyForm(RefusableCommentForm):
    """An author's reply to the comment of a draft link's holder. A list has one for each."""

    key_purpose = KEY_PURPOSE

    text = BodyField("")
    form_key = FormKeyField(KEY_PURPOSE)

    def __init__(self, comment_pk: int, data: Mapping[str, object] | None = None) -> None:
        initial = {"form_key": new_form_key(KEY_PURPOSE)}
        super().__init__(data, initial=initial, auto_id=f"id_draft_reply_{comment_pk}_%s")
        self.comment_pk = comment_pk
        field = self.fields["text"]
        field.label = gettext("Your reply")
        field.widget.attrs["rows"] = 4
        field.error_messages["required"] = gettext("Write your reply first.")

    def save(self, by: User) -> DraftComment | None:
        """Returns None if it is refused: then the form has an error.

        Raises DoesNotExist if the comment was deleted.
        """
        form_key, _seconds = self.cleaned_data["form_key"]
        try:
            return reply(self.comment_pk, by, self.cleaned_data["text"], form_key)
        except PostingRefused as error:
            self.refuse_posting(error)
        return None
