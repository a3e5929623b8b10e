"""What the notifications hold about members."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.notifications import exports
from serial.notifications.retention import NOTIFICATION_PERIOD
from serial.personal_data import (
    ERASED_WITH_ACCOUNT,
    KEPT_WITH_ACCOUNT,
    JsonLines,
    PersonalData,
)

PERSONAL_DATA = (
    PersonalData(
        model="notifications.Notification",
        fields=("user", "comment", "decision", "action", "report", "appeal", "credit"),
        name=_("Notifications"),
        holds=_(
            "What a member was told: a reply, a mention, an author’s like, a decision, an "
            "invitation or an announcement, when, and when they read it."
        ),
        reason=_("To show it, once."),
        kept_for=format_lazy(_("{days} days."), days=NOTIFICATION_PERIOD.days),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("notifications/notifications.jsonl", exports.notification_rows),),
    ),
    PersonalData(
        model="notifications.ChaptersSeen",
        fields=("user",),
        name=_("New chapters you have seen"),
        holds=_("Until when a member has marked the new chapters of a story, or all, as read."),
        reason=_("To count and show those that are new."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("notifications/chapters-seen.jsonl", exports.chapters_seen_rows),),
    ),
    PersonalData(
        model="notifications.NotificationSetting",
        fields=("user", "email"),
        name=_("Notification settings"),
        holds=_("For each kind of notification: whether it is shown in the site or emailed."),
        reason=_("To tell the member in the way they chose."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("notifications/settings.jsonl", exports.setting_rows),),
    ),
    PersonalData(
        model="notifications.StorySetting",
        fields=("user", "email"),
        name=_("Notification settings of stories"),
        holds=_("For which stories a member chose other emails than for the rest."),
        reason=_("To tell the member in the way they chose."),
        kept_for=_("Until the member resets it, or the story or the account is deleted."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("notifications/story-settings.jsonl", exports.story_setting_rows),),
    ),
    PersonalData(
        model="notifications.DigestTime",
        fields=("user",),
        name=_("Time of digests"),
        holds=_("At which hour, and on which day of the week, a member gets digests by email."),
        reason=_("To send them at that time."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("notifications/digest-time.jsonl", exports.digest_time_rows),),
    ),
)
