"""What copyright notices hold about the people who send them and who decide on them."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.moderation import exports
from serial.moderation.copyright.deadlines import RECORD_PERIOD
from serial.personal_data import RECORD_STAYS, JsonLines, PersonalData
from serial.web.ip_hash import IP_HASH_PERIOD

KEPT = format_lazy(
    _("{years} years after the last decision or its deadline, as claims can be made until then."),
    years=RECORD_PERIOD.days // 365,
)
REASON = _("To handle claims of copyright as the law asks for it.")

PERSONAL_DATA = (
    PersonalData(
        model="moderation.CopyrightNotice",
        fields=("ip_hash", "email", "address", "signature", "user", "handled_by"),
        name=_("Copyright notices"),
        holds=format_lazy(
            _(
                "Who sent a notice: name, email address, postal address if they gave it, "
                "signature, and the account if they were signed in; what they stated; which "
                "moderator handled it; for {days} days the hash of the sender’s IP address. "
                "Only moderators see who sent it."
            ),
            days=IP_HASH_PERIOD.days,
        ),
        reason=REASON,
        kept_for=KEPT,
        erased=_(
            "Who sent it is erased, and what it says. While it awaits a decision or something is "
            "down, only their names in it are erased. What was decided stays."
        ),
        exports=(JsonLines("copyright/notices.jsonl", exports.notice_rows),),
    ),
    PersonalData(
        model="moderation.NoticeTarget",
        fields=("notice",),
        name=_("Pages named in copyright notices"),
        holds=_("The URLs in a notice, and whether they were taken down."),
        reason=REASON,
        kept_for=KEPT,
        erased=_("Stays with the notice, without who sent it."),
        exports=(JsonLines("copyright/notice-urls.jsonl", exports.notice_url_rows),),
    ),
    PersonalData(
        model="moderation.CounterNotice",
        fields=("ip_hash", "notice", "user", "email", "address", "phone", "signature"),
        name=_("Counter-notices"),
        holds=format_lazy(
            _(
                "What an author objected to a notice: name, postal address, telephone, email "
                "address, explanation and signature. The sender of the notice gets all of it; "
                "moderators see it. For {days} days the hash of the author’s IP address."
            ),
            days=IP_HASH_PERIOD.days,
        ),
        reason=REASON,
        kept_for=KEPT,
        erased=_("Erased. That there was a counter-notice, and when, stays."),
        exports=(JsonLines("copyright/counter-notices.jsonl", exports.counter_notice_rows),),
    ),
    PersonalData(
        model="moderation.CopyrightDecision",
        fields=("notice", "by"),
        name=_("Decisions on copyright notices"),
        holds=_("What a moderator decided on a notice, why, and when."),
        reason=REASON,
        kept_for=KEPT,
        erased=RECORD_STAYS,
        not_exported=_("Decisions are about others. Those concerned got them by email."),
    ),
)
