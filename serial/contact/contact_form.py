from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.client_ip import client_ip
from accounts.models import User
from serial.contact.models import NAME_MAX_LENGTH, TEXT_MAX_LENGTH, ContactMessage, Subject
from serial.web.public_forms.public_form import PublicForm
from serial.web.submitted_fields import is_same_origin
from serial.web.text_fields import CleanedCharField, CleanedTextField


class ContactForm(PublicForm):
    """A message to the operator."""

    key_purpose = "contact"

    name = CleanedCharField(
        label=_("Your name"),
        max_length=NAME_MAX_LENGTH,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("Replies go there. Only administrators of this site see it."),
        error_messages={
            "required": _("Write your email address, so that you can get a reply."),
            "invalid": _("Write an email address such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.ChoiceField(label=_("Subject"), choices=Subject.choices)
    text = CleanedTextField(
        label=_("Message"),
        max_length=TEXT_MAX_LENGTH,
        error_messages={"required": _("Write your message.")},
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    field_order = ["form_key", "name", "email", "subject", "text", "website"]
    # More than a question needs, fewer than an advertisement has.
    checked = {"name": 0, "text": 3}

    def save(self, request: HttpRequest) -> tuple[ContactMessage, bool] | None:
        """Returns the stored message of a valid form and whether it is new; None if refused."""
        names = ("name", "email", "subject", "text")
        message = ContactMessage(**{name: self.cleaned_data[name] for name in names})
        # Anybody can send the form without a token of this session.
        if isinstance(request.user, User) and is_same_origin(request):
            message.user = request.user
        return self.store(message, client_ip(request))


def initial_values(request: HttpRequest) -> dict[str, object]:
    if isinstance(request.user, User):
        return {"name": request.user.username, "email": request.user.email}
    return {}
