from django.utils.translation import gettext_lazy as _

from serial.stories.models import Credit


class CreditInvitation(Credit):
    """A credit that the owner of the pen name has not accepted yet."""

    class Meta:
        proxy = True
        verbose_name = _("co-author invitation")
        verbose_name_plural = _("co-author invitations")
