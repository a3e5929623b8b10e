"""`manage.py check --deploy` warns if emails go nowhere, or come back to nowhere."""

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

NOT_REAL = ("console", "dummy", "locmem", "filebased")


@register(Tags.security, deploy=True)
def check_mail(app_configs: object, **options: object) -> list[CheckMessage]:
    warnings: list[CheckMessage] = []
    if settings.EMAIL_BACKEND.split(".")[-2] in NOT_REAL:
        warnings.append(
            Warning(
                "EMAIL_URL sends no emails: nobody can sign up or reset a password.",
                hint="Set EMAIL_URL to smtp+tls://USER:PASSWORD@HOST:PORT.",
                id="mail.W001",
            )
        )
    if not settings.EMAIL_RETURN_ADDRESS:
        warnings.append(
            Warning(
                "EMAIL_RETURN_ADDRESS is not set: emails go on to addresses that do not exist.",
                hint='See "Bounces" in docs/operators.md.',
                id="mail.W002",
            )
        )
    return warnings
