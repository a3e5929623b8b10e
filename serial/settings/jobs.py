"""What the worker can do."""

# What `manage.py work` can do: JobKinds (serial/jobs/kinds.py).
JOB_KINDS = [
    "serial.mail.sending.job.SEND_JOB",
    "serial.mail.sending.job.EXTRA_SENDER_JOB",
    "serial.mail.retention.PRUNING_JOB",
    "serial.chapters.replacing.running.REPLACEMENT_JOB",
    "serial.manuscripts.planning.reading_job.READING_JOB",
    "serial.manuscripts.importing.running.IMPORT_JOB",
    "serial.manuscripts.planning.pruning.PRUNING_JOB",
    "serial.manuscripts.importing.pictures.REMOVING_JOB",
    "serial.moderation.waves.running.WAVE_JOB",
    "serial.moderation.spam.job.TRAINING_JOB",
    "serial.moderation.figures.job.FIGURES_JOB",
    "serial.moderation.review.edited_works.EDITED_WORKS_JOB",
    "serial.moderation.review.gone.GONE_ITEMS_JOB",
    "serial.moderation.sanctions.releases.BAR_RELEASES_JOB",
    "serial.notifications.writing.job.NOTIFICATIONS_JOB",
    "serial.notifications.email.releases.FIND_RELEASES_JOB",
    "serial.notifications.email.events.EVENT_EMAILS_JOB",
    "serial.notifications.email.releases.FOLLOWERS_JOB",
    "serial.notifications.email.announcements.FIND_ANNOUNCEMENTS_JOB",
    "serial.notifications.email.announcements.TELL_FOLLOWERS_JOB",
    "serial.notifications.retention.PRUNING_JOB",
    "serial.editions.pruning.PRUNING_JOB",
    "serial.notifications.guests.retention.PRUNING_JOB",
]
