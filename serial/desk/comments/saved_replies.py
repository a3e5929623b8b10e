"""The texts that an author saved to reply with: adding, changing and deleting them."""

from collections.abc import Mapping

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.comments.form_fields import BodyField
from serial.desk.models import SavedReply
from serial.desk.models.saved_reply import MAX_SAVED_REPLIES


class SavedReplyForm(forms.Form):
    """A saved reply of this user: a new one, or a changed text of `reply`."""

    text = BodyField()

    def __init__(
        self, user: User, data: Mapping[str, object] | None = None, reply: SavedReply | None = None
    ) -> None:
        super().__init__(data, initial={"text": reply.text if reply else ""}, label_suffix="")
        self.user, self.reply = user, reply
        text = self.fields["text"]
        text.label, text.help_text = _("Text"), ""
        text.error_messages["required"] = _("Write the reply first.")

    @transaction.atomic
    def save(self) -> SavedReply | None:
        """Saves the text of a valid form. Returns None, with an error, if there are too many.

        A new text that is saved already is not saved twice.
        """
        text = self.cleaned_data["text"]
        if self.reply:
            self.reply.text = text
            self.reply.save(update_fields=["text"])
            return self.reply
        # So that two forms at once count each other's row.
        User.objects.select_for_update().get(pk=self.user.pk)
        own = SavedReply.objects.by(self.user)
        if same := own.filter(text=text).first():
            return same
        if own.count() >= MAX_SAVED_REPLIES:
            message = gettext("You have %(max)d saved replies. Delete one, then save this one.")
            self.add_error("text", message % {"max": MAX_SAVED_REPLIES})
            return None
        return SavedReply.objects.create(user=self.user, text=text)


def with_saved_reply(typed: str, saved: str) -> str:
    """Returns what was typed, followed by the saved text as a paragraph of its own."""
    return f"{typed.rstrip()}\n\n{saved}" if typed.strip() else saved
