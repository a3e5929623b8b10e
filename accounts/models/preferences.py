from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.time_zones import known_time_zones

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models.user import User

# Readable on every screen. The lists are short, because css/reading/settings.css needs a rule for
# each value: the Content-Security-Policy forbids inline styles.
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
LINE_HEIGHTS = (130, 145, 160, 180, 200)
MEASURES = (45, 55, 66, 80, 100)
# How reading pages look. Each is a data attribute of the page if it differs from the default.
READING_SETTINGS = (
    *("theme", "typeface", "text_size", "line_height", "measure"),
    *("paragraph_style", "justified", "hides_notes", "hides_comment_markers"),
)


DEFAULT_TIME_ZONE = "UTC"
UNKNOWN_TIME_ZONE = _("%(value)s is not a time zone. Choose one such as Europe/Lisbon.")


def percent_choices(steps: tuple[int, ...]) -> list[tuple[int, str]]:
    return [(step, f"{step}%") for step in steps]


def validate_time_zone(name: str) -> None:
    if name not in known_time_zones():
        raise ValidationError(UNKNOWN_TIME_ZONE, params={"value": name})


class Preferences(models.Model):
    """A member's language, time zone and reading settings."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("Same as device")
        LIGHT = "light", _("Light")
        SEPIA = "sepia", _("Sepia")
        DARK = "dark", _("Dark")
        BLACK = "black", _("Black")

    class Typeface(models.TextChoices):
        BOOK = "book", _("Serif")
        SANS = "sans", _("Sans serif")
        DYSLEXIC = "dyslexic", _("Dyslexia-friendly")

    class ParagraphStyle(models.TextChoices):
        SPACED = "spaced", _("Spaced")
        INDENTED = "indented", _("Indented, as in a book")

    class TimeZoneSource(models.TextChoices):
        """Who said which time zone it is."""

        DEFAULT = "default", _("Not chosen yet")
        BROWSER = "browser", _("Taken from the browser")
        MEMBER = "member", _("Chosen by the member")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences"
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=DEFAULT_TIME_ZONE,
        validators=[validate_time_zone],
    )
    time_zone_source = models.CharField(
        _("source of the time zone"),
        max_length=7,
        choices=TimeZoneSource.choices,
        default=TimeZoneSource.DEFAULT,
        editable=False,
    )
    language = models.CharField(
        _("site language"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    opens_adult_stories = models.BooleanField(
        _("I am an adult. Open mature and explicit stories without asking."), default=False
    )
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    typeface = models.CharField(
        _("typeface"), max_length=10, choices=Typeface.choices, default=Typeface.BOOK
    )
    text_size = models.PositiveSmallIntegerField(
        _("text size"), choices=percent_choices(TEXT_SIZES), default=100
    )
    line_height = models.PositiveSmallIntegerField(
        _("line height"), choices=percent_choices(LINE_HEIGHTS), default=160
    )
    measure = models.PositiveSmallIntegerField(
        _("characters per line"),
        choices=[(step, str(step)) for step in MEASURES],
        default=66,
    )
    paragraph_style = models.CharField(
        _("paragraph style"),
        max_length=10,
        choices=ParagraphStyle.choices,
        default=ParagraphStyle.SPACED,
    )
    justified = models.BooleanField(_("justify text"), default=False)
    hides_notes = models.BooleanField(_("hide the author’s notes"), default=False)
    hides_comment_markers = models.BooleanField(
        _("hide comment counts beside paragraphs"), default=False
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

    def lacks_time_zone(self) -> bool:
        """Whether neither the member nor their browser has said which time zone it is."""
        is_default = self.time_zone_source == Preferences.TimeZoneSource.DEFAULT
        return is_default and self.time_zone == DEFAULT_TIME_ZONE

    def reading_settings(self) -> dict[str, str]:
        """Returns data attributes for the settings that are not the default: text-size, 125."""
        values = {name: getattr(self, name) for name in READING_SETTINGS}
        defaults = {field.name: field.default for field in self._meta.concrete_fields}
        return {
            name.replace("_", "-"): "yes" if value is True else str(value)
            for name, value in values.items()
            if value != defaults[name]
        }


def preferences_of(user: "User | AnonymousUser") -> Preferences:
    """Returns the user's preferences to read, or the defaults for guests and users without any."""
    return getattr(user, "preferences", None) or _defaults()


@cache
def _defaults() -> Preferences:
    """Made once: a page reads them three times, and the constructor takes 30 µs."""
    return Preferences()
