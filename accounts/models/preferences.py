from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models.user import User

# What can be read at all, from the smallest phone to the far end of a sofa. Few enough to choose
# from, and for css/reading/settings.css to have a rule for each: the CSP refuses inline styles.
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
LINE_HEIGHTS = (130, 145, 160, 180, 200)
MEASURES = (45, 55, 66, 80, 100)
# How a page of words looks; each is a data attribute of the page where it is not as usual.
READING_SETTINGS = (
    *("theme", "typeface", "text_size", "line_height", "measure"),
    *("paragraph_style", "justified", "hides_notes", "hides_comment_markers"),
)


def percent_choices(steps: tuple[int, ...]) -> list[tuple[int, str]]:
    return [(step, f"{step} %") for step in steps]


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(
            _("%(name)s is no time zone; choose one such as Europe/Lisbon."),
            params={"name": name},
        )


class Preferences(models.Model):
    """How a member wants the site to be."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("as the device")
        LIGHT = "light", _("light")
        SEPIA = "sepia", _("sepia")
        DARK = "dark", _("dark")
        BLACK = "black", _("black")

    class Typeface(models.TextChoices):
        BOOK = "book", _("book face")
        SANS = "sans", _("sans serif")
        DYSLEXIC = "dyslexic", _("for dyslexic readers, where installed")

    class ParagraphStyle(models.TextChoices):
        SPACED = "spaced", _("spaced")
        INDENTED = "indented", _("indented, as in a book")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    language = models.CharField(
        _("language of the site"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    opens_adult_stories = models.BooleanField(
        _("I am an adult: open mature and explicit stories without asking"), default=False
    )
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    typeface = models.CharField(
        _("typeface"), max_length=10, choices=Typeface.choices, default=Typeface.BOOK
    )
    text_size = models.PositiveSmallIntegerField(
        _("size of the text"), choices=percent_choices(TEXT_SIZES), default=100
    )
    line_height = models.PositiveSmallIntegerField(
        _("height of a line"), choices=percent_choices(LINE_HEIGHTS), default=160
    )
    measure = models.PositiveSmallIntegerField(
        _("characters on a line"),
        choices=[(step, str(step)) for step in MEASURES],
        default=66,
    )
    paragraph_style = models.CharField(
        _("paragraphs"),
        max_length=10,
        choices=ParagraphStyle.choices,
        default=ParagraphStyle.SPACED,
    )
    justified = models.BooleanField(_("justify the text"), default=False)
    hides_notes = models.BooleanField(_("hide the author's notes"), default=False)
    hides_comment_markers = models.BooleanField(
        _("hide the marks of comments beside paragraphs"), default=False
    )

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(
                name="preferences_text_size_known",
                condition=models.Q(text_size__in=TEXT_SIZES),
            ),
            models.CheckConstraint(
                name="preferences_line_height_known",
                condition=models.Q(line_height__in=LINE_HEIGHTS),
            ),
            models.CheckConstraint(
                name="preferences_measure_known",
                condition=models.Q(measure__in=MEASURES),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def reading_settings(self) -> dict[str, str]:
        """What is not as usual, by names for data attributes: text-size, 125."""
        chosen = {name: getattr(self, name) for name in READING_SETTINGS}
        usual = Preferences()
        return {
            name.replace("_", "-"): "yes" if value is True else str(value)
            for name, value in chosen.items()
            if value != getattr(usual, name)
        }


def preferences_of(user: "User | AnonymousUser") -> Preferences:
    """Asked for once a request; somebody who never set any has the usual ones."""
    return getattr(user, "preferences", None) or Preferences()
