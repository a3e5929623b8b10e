from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.links import LINKS_MAX_LENGTH, validate_links
from accounts.takedown_reasons import TakedownReason
from serial.markup.options import Options
from serial.markup.rendering import RENDERER_VERSION, render
from serial.validators import validate_visible_text

if TYPE_CHECKING:
    from accounts.models.user import User

NAME_MAX_LENGTH = 40
ABOUT_MAX_LENGTH = 1_000
PICTURE_FOLDER = "members/"


class MemberProfileQuerySet(models.QuerySet["MemberProfile"]):
    def visible(self) -> Self:
        """Those whose page everyone can open. The same for everybody, also for the member."""
        return self.filter(is_public=True, user__is_active=True, taken_down_for="")

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Those whose page this user can open: what moderators took down, only its member."""
        if not user.is_authenticated:
            return self.visible()
        is_own = Q(user=user.pk, is_public=True)
        return self.filter(Q(pk__in=self.visible().values("pk")) | is_own)


class MemberProfile(models.Model):
    """What a member's public page shows, if they want one.

    It names a pen name only if the member chose that one.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    is_public = models.BooleanField(_("show my public page"), default=False)
    name = models.CharField(
        _("name"), max_length=NAME_MAX_LENGTH, blank=True, validators=[validate_visible_text]
    )
    about = models.TextField(_("about you"), max_length=ABOUT_MAX_LENGTH, blank=True)
    about_html = models.TextField(editable=False, blank=True)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    # Indexed: a picture is only served while its page is public.
    picture = models.ImageField(_("picture"), upload_to=PICTURE_FOLDER, blank=True, db_index=True)
    # By moderators: only the member sees the page then.
    taken_down_for = models.CharField(
        max_length=11, blank=True, choices=TakedownReason.choices, editable=False
    )
    links = models.TextField(
        _("links"), max_length=LINKS_MAX_LENGTH, blank=True, validators=[validate_links]
    )

    objects = MemberProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("member profile")
        verbose_name_plural = _("member profiles")

    def __str__(self) -> str:
        return str(self.user)

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.user.get_username()])

    def render_about(self) -> None:
        """Sets the HTML of the text. Does not save."""
        options = Options(
            is_comment=True, trusted=False, smart_punctuation=False, id_prefix="about"
        )
        self.about_html = render(self.about, options).html
        self.renderer_version = RENDERER_VERSION
