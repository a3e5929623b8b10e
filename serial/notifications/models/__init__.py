from serial.notifications.models.announcement_mailing import AnnouncementMailing
from serial.notifications.models.chapters_seen import ChaptersSeen
from serial.notifications.models.digest_time import DigestTime
from serial.notifications.models.notification import Notification
from serial.notifications.models.notification_setting import NotificationSetting
from serial.notifications.models.release_mailing import ReleaseMailing, ReleaseMailingChapter
from serial.notifications.models.story_setting import StorySetting

__all__ = [
    "AnnouncementMailing",
    "ChaptersSeen",
    "DigestTime",
    "Notification",
    "NotificationSetting",
    "ReleaseMailing",
    "ReleaseMailingChapter",
    "StorySetting",
]
