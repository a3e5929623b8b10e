"""Comments: their checks, what the apps above do with them, and reports."""

from serial import environment as env

# False disallows guest comments on all stories. True leaves the choice to each story.
GUEST_COMMENTS = env.boolean("GUEST_COMMENTS", True)
# Checks of new and edited comments. All of them run, in this order (serial/comments/checks.py).
# What they look for is set at /moderation/rules/; docs/operators.md has Akismet's settings.
COMMENT_CHECKS = [
    "serial.comments.checks.premoderation",
    "serial.comments.checks.too_fast",
    "serial.moderation.checks.site_policy.site_policy",
    "serial.moderation.checks.listed_words.listed_words",
    "serial.moderation.checks.links.check.links",
    "serial.moderation.checks.length.long_comment",
    "serial.moderation.checks.repeated_text.repeated_text",
    "serial.moderation.checks.history.first_comments",
    "serial.moderation.checks.history.pace",
    "serial.moderation.checks.history.recent_rejections",
    "serial.moderation.checks.outside.check.outside_checker",
    "serial.moderation.spam.check.spam_score",
]
COMMENT_CHECKS += ["serial.moderation.sanctions.checking.sanctions"]
COMMENT_CHECKS += ["serial.moderation.raids.check.raid_switch"]
# Those that also look at comments on drafts, by the holders of draft links. The others compare with
# public comments, or hold what everybody would read.
DRAFT_COMMENT_CHECKS = [
    "serial.comments.checks.too_fast",
    "serial.moderation.checks.listed_words.listed_words",
    "serial.moderation.checks.links.check.links",
    "serial.moderation.sanctions.checking.sanctions",
]
# In percent. Moderators can switch the spam score on when its precision on held-out decisions is
# certainly as high: the lower end of a 95 % interval.
SPAM_MIN_PRECISION = env.whole_number("SPAM_MIN_PRECISION", 97) / 100
# Checkers outside of the site, asked before the transaction (serial/comments/consulting.py).
AKISMET_KEY = env.env.str("AKISMET_KEY", "")
AKISMET_URL = env.web_address("AKISMET_URL", "https://rest.akismet.com/1.1/comment-check")
AKISMET_SECONDS = 2.0
COMMENT_CONSULTATIONS = ["serial.moderation.checks.outside.akismet.is_spam"] if AKISMET_KEY else []
# What the apps above do when a comment is posted or changes (serial/comments/observers.py).
COMMENT_OBSERVERS = [
    "serial.moderation.observing.update_review_items",
    "serial.moderation.appealing.keep_text_of_appeals",
    "serial.notifications.writing.comments.notify_of_comments",
    "serial.notifications.guests.observing.email_guests",
]
# The weight of the open reports at which moderators see a comment, and at which it is held until
# one of them decides (serial/moderation/review/opening.py). A report by a newcomer weighs 1.
REPORTS_SHOWN_AT = env.whole_number("REPORTS_SHOWN_AT", 1)
REPORTS_HIDDEN_AT = env.whole_number("REPORTS_HIDDEN_AT", 12)
