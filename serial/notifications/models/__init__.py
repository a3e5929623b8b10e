from serial.notifications.models.digest_time import DigestTime
from serial.notifications.models.notification_setting import NotificationSetting
from serial.notifications.models.story_setting import StorySetting

__all__ = ["DigestTime", "NotificationSetting", "StorySetting"]
