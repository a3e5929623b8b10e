from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# What can be read at all, from the smallest phone to the far end of a sofa.
TEXT_SIZES, LINE_HEIGHTS, MEASURES = (70, 250), (110, 260), (30, 120)


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
    shows_adult = models.BooleanField(
        _("I am an adult: open mature and explicit stories without asking"), default=False
    )
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    typeface = models.CharField(
        _("typeface"), max_length=10, choices=Typeface.choices, default=Typeface.BOOK
    )
    text_size = models.PositiveSmallIntegerField(_("size of the text, in per cent"), default=100)
    line_height = models.PositiveSmallIntegerField(
        _("height of a line, in per cent of the text's size"), default=160
    )
    measure = models.PositiveSmallIntegerField(_("width of the column, in characters"), default=66)
    paragraph_style = models.CharField(
        _("paragraphs"),
        max_length=10,
        choices=ParagraphStyle.choices,
        default=ParagraphStyle.SPACED,
    )
    justified = models.BooleanField(_("justify the text"), default=False)
    hides_notes = models.BooleanField(_("fold the author's notes"), default=False)

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(
                name="preferences_text_size_in_range",
                condition=models.Q(text_size__range=TEXT_SIZES),
                violation_error_message=_("The size of the text is from 70 to 250 per cent."),
            ),
            models.CheckConstraint(
                name="preferences_line_height_in_range",
                condition=models.Q(line_height__range=LINE_HEIGHTS),
                violation_error_message=_("The height of a line is from 110 to 260 per cent."),
            ),
            models.CheckConstraint(
                name="preferences_measure_in_range",
                condition=models.Q(measure__range=MEASURES),
                violation_error_message=_("The width of the column is from 30 to 120."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
