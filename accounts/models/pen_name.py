from typing import TYPE_CHECKING, Self, cast
from unicodedata import normalize
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.links import LINKS_MAX_LENGTH, validate_links
from accounts.takedown_reasons import TakedownReason
from serial.compiled_queries import CompiledTuples, Placeholder
from serial.markup.options import Options
from serial.markup.rendering import RENDERER_VERSION, render
from serial.slugs.generation import make_slug
from serial.slugs.history import save_with_slug, slug_field
from serial.validators import validate_visible_text

if TYPE_CHECKING:
    from accounts.models.user import User

# The pen name of authors who left (accounts/anonymous.py).
ANONYMOUS_UID = UUID("3f0a1c52-5c0e-4c57-9d43-6a2f2f9e7b10")
PEN_NAME_FOLDER = "people/"
# Of names without a letter or digit.
FALLBACK_SLUG = "author"


class PenNameQuerySet(models.QuerySet["PenName"]):
    def owned(self) -> Self:
        """Without the pen name of authors who left."""
        return self.exclude(user=None)

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Those whose page and picture this user can open."""
        is_online = Q(taken_down_for="")
        return self.filter(is_online | Q(user=user.pk) if user.is_authenticated else is_online)


class PenName(models.Model):
    """A name that a user publishes under. Readers do not see which user it belongs to."""

    # None: only the pen name of authors who left.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="pen_names"
    )
    name = models.CharField(_("name"), max_length=80, validators=[validate_visible_text])
    slug = slug_field()
    biography = models.TextField(_("biography"), blank=True, max_length=10_000)
    biography_html = models.TextField(editable=False, blank=True)
    renderer_version = models.PositiveSmallIntegerField(default=0, editable=False)
    # Indexed: serial/reading/media.py looks whether it may be shown.
    picture = models.ImageField(_("picture"), upload_to=PEN_NAME_FOLDER, blank=True, db_index=True)
    picture_alt = models.CharField(
        _("picture alt text"),
        max_length=300,
        blank=True,
        help_text=_("Describes the picture for people who cannot see it."),
    )
    links = models.TextField(
        _("links"), max_length=LINKS_MAX_LENGTH, blank=True, validators=[validate_links]
    )
    # The one place that says to readers whose name it is.
    is_on_profile = models.BooleanField(
        _("shown on the member’s public page"), default=False, editable=False
    )
    # By moderators: only its author sees its page then.
    taken_down_for = models.CharField(
        max_length=11, blank=True, choices=TakedownReason.choices, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # The permanent id of its feed. Unlike a URL it never changes.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects = PenNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("pen name")
        verbose_name_plural = _("pen names")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="pen_name_unique_in_any_case",
                violation_error_message=_("This pen name is taken. Choose another one."),
            ),
            models.UniqueConstraint(fields=["slug"], name="pen_name_slug_unique"),
            models.CheckConstraint(
                name="pen_name_owned_unless_anonymous",
                condition=models.Q(user__isnull=False) | models.Q(uid=ANONYMOUS_UID),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

    def owner(self) -> "User":
        """Returns whose it is. The pen name of authors who left is nobody's: see `user`."""
        return cast("User", self.user)

    def clean(self) -> None:
        # Names that look alike are alike, however their accents were typed.
        self.name = normalize("NFC", self.name)

    def render_biography(self) -> None:
        """Sets the HTML of the biography. Does not save."""
        options = Options(id_prefix="biography")
        self.biography_html = render(self.biography, options).html
        self.renderer_version = RENDERER_VERSION

    def save_with_slug(self) -> None:
        """Saves the pen name with its HTML; a new one gets a unique slug."""
        self.render_biography()
        slug = self.slug or make_slug(self.name, FALLBACK_SLUG)
        save_with_slug(self, "pen_name", PenNameSlug.objects, slug, find_owners=_SLUG_OWNERS.rows)


class PenNameSlug(models.Model):
    """A current or former slug of a pen name. Former slugs redirect, and are never reused."""

    pen_name = models.ForeignKey(
        PenName, null=True, on_delete=models.SET_NULL, related_name="slugs"
    )
    slug = slug_field()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="pen_name_slug_history_unique"),
        ]

    def __str__(self) -> str:
        return self.slug


_SLUG_OWNERS = CompiledTuples(
    lambda slug, erased: PenNameSlug.objects.filter(slug__in=[slug, erased]).values_list(
        "pen_name"
    ),
    *(Placeholder("pen_name_slug"), Placeholder("gone_slug")),
)
