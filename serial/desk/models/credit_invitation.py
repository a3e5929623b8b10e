from django.utils.translation import gettext_lazy as _

from serial.stories.models import Credit


class CreditInvitation(Credit):
    """A by-line as its pen name's owner meets it at the desk, before they agree."""

    class Meta:
        proxy = True
        verbose_name = _("offered by-line")
        verbose_name_plural = _("by-lines offered to me")
