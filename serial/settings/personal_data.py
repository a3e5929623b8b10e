"""Personal data: what the apps hold about people, and how it is erased."""

# Functions that erase an account, called in this order in one transaction with the Erasure
# (serial/erasure.py). An app that refers to a row is before the app of that row.
ERASURE_STEPS = [
    "serial.notifications.erasing.erase_member",
    "serial.library.erasing.erase_member",
    "serial.comments.erasing.erase_member",
    "serial.manuscripts.erasing.erase_member",
    "serial.chapters.erasing.erase_member",
    "serial.stories.erasing.erase_member",
    "serial.desk.erasing.erase_member",
    "serial.contact.erasing.erase_member",
    "serial.mail.erasing.erase_member",
    "serial.moderation.erasing.erase_member",
    "accounts.erasing.erase_account",
]
# What each app holds about people: tuples of PersonalData (serial/personal_data.py).
PERSONAL_DATA = [
    "accounts.personal_data.PERSONAL_DATA",
    "serial.policies.personal_data.PERSONAL_DATA",
    "serial.mail.personal_data.PERSONAL_DATA",
    "serial.contact.personal_data.PERSONAL_DATA",
    "serial.stories.personal_data.PERSONAL_DATA",
    "serial.chapters.personal_data.PERSONAL_DATA",
    "serial.manuscripts.personal_data.PERSONAL_DATA",
    "serial.desk.personal_data.PERSONAL_DATA",
    "serial.comments.personal_data.PERSONAL_DATA",
    "serial.library.personal_data.PERSONAL_DATA",
    "serial.notifications.personal_data.PERSONAL_DATA",
    "serial.moderation.personal_data.PERSONAL_DATA",
    "serial.archive.personal_data.PERSONAL_DATA",
]
