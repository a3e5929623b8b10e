from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from serial.moderation.copyright.deadlines import (
    PUT_BACK_FROM_DAYS,
    PUT_BACK_UNTIL_DAYS,
    add_business_days,
)
from serial.moderation.copyright.models.notice import (
    ADDRESS_MAX_LENGTH,
    NAME_MAX_LENGTH,
    TEXT_MAX_LENGTH,
    CopyrightNotice,
)
from serial.web.public_forms.submission import Submission, SubmissionQuerySet

PHONE_MAX_LENGTH = 50


class CounterNoticeQuerySet(SubmissionQuerySet["CounterNotice"]):
    pass


class CounterNotice(Submission):
    """An author's statement that their text was taken down by mistake (17 USC 512(g)(3)).

    The sender of the notice gets all that the author stated in it.
    """

    notice = models.OneToOneField(
        CopyrightNotice, on_delete=models.CASCADE, related_name="counter_notice"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("name"), max_length=NAME_MAX_LENGTH)
    email = models.EmailField(_("email"))
    address = models.TextField(_("postal address"), max_length=ADDRESS_MAX_LENGTH)
    phone = models.CharField(_("telephone"), max_length=PHONE_MAX_LENGTH)
    explanation = models.TextField(_("explanation"), max_length=TEXT_MAX_LENGTH)
    statements = models.TextField(_("statements"))
    signature = models.CharField(_("signature"), max_length=NAME_MAX_LENGTH)

    objects = CounterNoticeQuerySet.as_manager()

    typed_fields = ("name", "email", "address", "phone", "explanation", "signature")

    class Meta:
        verbose_name = _("counter-notice")
        verbose_name_plural = _("counter-notices")

    def __str__(self) -> str:
        return self.notice.reference

    def put_back_from(self) -> datetime:
        return add_business_days(self.received_at, PUT_BACK_FROM_DAYS)

    def put_back_until(self) -> datetime:
        return add_business_days(self.received_at, PUT_BACK_UNTIL_DAYS)
