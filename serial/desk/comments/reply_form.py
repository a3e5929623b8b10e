"""An author's reply to a comment, written at the desk."""

from collections.abc import Mapping
from http import HTTPStatus

from django.utils.translation import gettext

from accounts.models import User
from serial.comments.models import Comment
from serial.comments.posting_form import KEY_PURPOSE, PostingForm
from serial.comments.submission import CommentSubmission
from serial.web.public_forms.form_key import new_form_key


class ReplyForm(PostingForm):
    """The inbox has one for each comment: `parent`."""

    def __init__(
        self,
        parent: Comment,
        data: Mapping[str, object] | None = None,
        *,
        text: str = "",
        form_key: str = "",
    ) -> None:
        """text, form_key: of a form that is shown again before it is posted."""
        initial = {"text": text, "form_key": form_key or new_form_key(KEY_PURPOSE)}
        super().__init__(data, initial=initial, auto_id=f"id_reply_{parent.pk}_%s")
        self.parent = parent
        field = self.fields["text"]
        field.label = gettext("Your reply")
        field.help_text = ""
        field.widget.attrs["rows"] = 4
        field.error_messages["required"] = gettext("Write your reply first.")

    def clean(self) -> None:
        super().clean()
        chapter = self.parent.chapter
        if chapter.deleted_at or chapter.story.deleted_at:
            message = gettext("This chapter is deleted. Restore it, then send your reply again.")
            self.refuse(HTTPStatus.GONE, message)

    def save(self, author: User) -> Comment | None:
        """Posts the reply of a valid form. Returns None if it is refused: then it has an error."""
        form_key, seconds = self.cleaned_data["form_key"]
        return self.post(
            CommentSubmission(
                chapter=self.parent.chapter,
                form_key=form_key,
                body=self.cleaned_data["text"],
                user=author,
                parent=self.parent,
                seconds=seconds,
            )
        )
