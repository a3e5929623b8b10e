"""The links to the state of a notice, for its sender, its authors and moderators."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from serial.moderation.copyright.models import CopyrightNotice

# Without the time: a notice has one link.
SIGNER = signing.Signer(salt="moderation.copyright.state")


def state_path(notice: CopyrightNotice) -> str:
    return reverse("copyright_state", args=[SIGNER.sign_object(notice.pk)])


def state_url(notice: CopyrightNotice) -> str:
    return f"{settings.SITE_URL}{state_path(notice)}"


def notice_with_token(token: str) -> CopyrightNotice | None:
    try:
        pk = int(SIGNER.unsign_object(token))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return CopyrightNotice.objects.filter(pk=pk).first()


def counter_url(notice: CopyrightNotice) -> str:
    return f"{settings.SITE_URL}{reverse('copyright_counter', args=[notice.reference])}"


def admin_url(notice: CopyrightNotice) -> str:
    path = reverse("admin:moderation_copyrightnotice_change", args=[notice.pk])
    return f"{settings.SITE_URL}{path}"
