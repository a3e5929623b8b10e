"""The settings of a member's public page, each saved by itself."""

from math import ceil
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.links import LINKS_HINT, LINKS_MAX_LENGTH, validate_links
from accounts.models import MemberProfile, PenName, User
from accounts.models.member_profile import ABOUT_MAX_LENGTH, NAME_MAX_LENGTH
from accounts.setting_forms import SettingForm
from serial.images.fields import ImageUploadField
from serial.images.replacing import replacing_file
from serial.images.resizing import shrink_to_cover
from serial.validators import validate_visible_text
from serial.web.rate_limits import RateLimit, TooManyRequests
from serial.web.text_fields import CleanedCharField, CleanedTextField

# Twice the largest size at which a page shows it.
PICTURE_SIZE = 320
# Reading a picture of 25 million pixels takes about a second of CPU time.
PICTURES_PER_HOUR = RateLimit("profile-picture", units=20, seconds=3600)


def profile_of(user: User) -> MemberProfile:
    profile: MemberProfile | None = getattr(user, "profile", None)
    return profile or MemberProfile.objects.get_or_create(user=user)[0]


class ProfileForm(SettingForm[MemberProfile]):
    @classmethod
    def row_of(cls, user: User) -> MemberProfile:
        return profile_of(user)


class PublicPageForm(ProfileForm):
    setting_name = "public-page"

    class Meta:
        model = MemberProfile
        fields = ["is_public"]
        labels = {"is_public": _("Show my public page")}

    def set_up(self) -> None:
        path = self.instance.get_absolute_url()
        url = format_html("<b>{}</b>", path)
        if self.instance.is_public and not self.is_bound:
            url = format_html('<a href="{}">{}</a>', path, path)
        hint = gettext(
            "It shows your username, since when you are a member, and what you enter here. Your"
            " name beside your comments leads to it. Search engines are asked not to list it. Its"
            " URL:"
        )
        self.fields["is_public"].help_text = format_html("{} {}", hint, url)


class NameForm(ProfileForm):
    setting_name = "name"

    class Meta:
        model = MemberProfile
        fields = ["name"]

    def set_up(self) -> None:
        self.fields["name"] = CleanedCharField(
            label=_("Name"),
            required=False,
            max_length=NAME_MAX_LENGTH,
            validators=[validate_visible_text],
            help_text=format_lazy(
                _("Up to {max} characters. Without one, the page shows your username only."),
                max=NAME_MAX_LENGTH,
            ),
            widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
        )


class AboutForm(ProfileForm):
    setting_name = "about"

    class Meta:
        model = MemberProfile
        fields = ["about"]

    def set_up(self) -> None:
        self.fields["about"] = CleanedTextField(
            label=_("About you"),
            required=False,
            max_length=ABOUT_MAX_LENGTH,
            help_text=format_lazy(
                _("Up to {max} characters. *italic*, **bold** and links work here."),
                max=f"{ABOUT_MAX_LENGTH:,}",
            ),
            widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        )

    def store(self) -> None:
        self.instance.render_about()
        self.instance.save(update_fields=["about", "about_html", "renderer_version"])


class PictureInput(forms.ClearableFileInput):
    """Shows the present picture itself, and not the name of its file."""

    template_name = "forms/picture_input.html"


class PictureField(ImageUploadField):
    """Counts the pictures of a member before it reads one."""

    uploader: User

    def clean(self, data: Any, initial: Any = None) -> Any:  # As Django's.
        if isinstance(data, UploadedFile):
            try:
                PICTURES_PER_HOUR.count(str(self.uploader.pk))
            except TooManyRequests as error:
                raise ValidationError(_too_many_pictures(error.seconds)) from error
        return super().clean(data, initial)


def _too_many_pictures(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    message = ngettext(
        "You have changed your picture often. Try again in %(minutes)d minute.",
        "You have changed your picture often. Try again in %(minutes)d minutes.",
        minutes,
    )
    return message % {"minutes": minutes}


class PictureForm(ProfileForm):
    setting_name = "picture"

    class Meta:
        model = MemberProfile
        fields = ["picture"]

    def set_up(self) -> None:
        field = PictureField(
            label=_("Picture"),
            required=False,
            widget=PictureInput(attrs=ImageUploadField.widget.attrs),
            help_text=_("JPEG, PNG, WebP or GIF. The page shows the middle of it as a square."),
        )
        field.uploader = self.user
        self.fields["picture"] = field

    def clean_picture(self) -> object:
        picture = self.cleaned_data["picture"]
        if not isinstance(picture, ContentFile):
            return picture
        size = (PICTURE_SIZE, PICTURE_SIZE)
        name = f"{str(picture.name).rpartition('.')[0]}.jpg"
        return ContentFile(shrink_to_cover(picture, *size, crop=True), name=name)

    def store(self) -> None:
        with replacing_file(self.instance, "picture"):
            super().store()


class LinksForm(ProfileForm):
    setting_name = "links"

    class Meta:
        model = MemberProfile
        fields = ["links"]

    def set_up(self) -> None:
        self.fields["links"] = CleanedTextField(
            label=_("Links"),
            required=False,
            max_length=LINKS_MAX_LENGTH,
            validators=[validate_links],
            help_text=LINKS_HINT,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        )


class ShownPenNamesForm(ProfileForm):
    """Which pen names the public page lists. None unless the member chooses some."""

    setting_name = "pen-names"

    class Meta:
        model = MemberProfile
        fields: list[str] = []

    def set_up(self) -> None:
        pen_names = PenName.objects.filter(user=self.user)
        self.fields["pen_names"] = forms.TypedMultipleChoiceField(
            coerce=int,
            choices=[(pen_name.pk, str(pen_name)) for pen_name in pen_names],
            label=_("Pen names on your public page"),
            required=False,
            initial=[pen_name.pk for pen_name in pen_names if pen_name.is_on_profile],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "field__choices"}),
            help_text=gettext(
                "Readers can then see that these pen names and your account belong to one person."
            ),
        )

    def store(self) -> None:
        pen_names = PenName.objects.filter(user=self.user)
        chosen = self.cleaned_data["pen_names"]
        pen_names.exclude(pk__in=chosen).update(is_on_profile=False)
        pen_names.filter(pk__in=chosen).update(is_on_profile=True)
