from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from serial.editions.checks import check_typst


class EditionsConfig(AppConfig):
    name = "serial.editions"
    verbose_name = _("editions")

    def ready(self) -> None:
        register(check_typst)
