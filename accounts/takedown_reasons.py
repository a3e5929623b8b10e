from django.db import models
from django.utils.translation import gettext_lazy as _


class TakedownReason(models.TextChoices):
    """Why moderators have taken something down. A story or chapter can have several reasons."""

    COPYRIGHT = "copyright", _("Copyright notice")
    RULES = "rules", _("Rules of the site")
    # Others get 451, not 404.
    LEGAL_ORDER = "legal-order", _("Legal order")
