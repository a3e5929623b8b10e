from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "serial.mail"
    verbose_name = _("email")

    def ready(self) -> None:
        # Registers the checks.
        from serial.mail import checks  # noqa: F401
