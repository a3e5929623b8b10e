"""What the comments and reactions hold about members and guests."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.comments import exports
from serial.comments.models.guest_email import CONFIRMATION_PERIOD, GONE_PERIOD, SUBSCRIPTION_PERIOD
from serial.comments.models.sentence_hash import SENTENCE_HASH_PERIOD
from serial.comments.time_limits import EDIT_MINUTES
from serial.personal_data import (
    ERASED_WITH_ACCOUNT,
    ERASED_WITH_STORY,
    KEPT_WITH_ACCOUNT,
    KEPT_WITH_STORY,
    RECORD_STAYS,
    JsonLines,
    PersonalData,
)
from serial.web.ip_hash import IP_HASH_PERIOD

WITH_COMMENT = _("As long as the comment exists.")
GOES_WITH_COMMENT = _("Deleted when the words of the comment are erased.")
STAYS_AS_NUMBER = _("They stay as a number, without the member.")

COMMENTS = (
    PersonalData(
        model="comments.Comment",
        fields=("user", "pen_name", "guest_name", "ip_hash"),
        name=_("Comments"),
        holds=format_lazy(
            _(
                "The text, the time, the member or the name that a guest typed, and for {days} "
                "days the hash of a guest’s IP address. Of a comment that an author imported from "
                "another site, the text, the time and the name."
            ),
            days=IP_HASH_PERIOD.days,
        ),
        reason=_("To show the comment under the name of who wrote it."),
        kept_for=_("Until its commenter erases it, or the chapter is erased."),
        erased=_("The member chooses: the words are erased, or they stay without a name."),
        exports=(
            JsonLines("comments/comments.jsonl", exports.comment_rows),
            JsonLines(
                "comments/received.jsonl",
                exports.received_comment_rows,
                about=_("The public comments of others on an author’s stories."),
            ),
        ),
    ),
    PersonalData(
        model="comments.GuestEmail",
        fields=("email",),
        name=_("Email addresses of guests"),
        holds=_(
            "The address that a guest left to get replies by email, when they left and confirmed "
            "it, and the secret in the link that confirms it. It is never shown."
        ),
        reason=_("To email replies to them, and nothing else."),
        kept_for=format_lazy(
            _(
                "As long as replies to a comment are emailed to it (below), or until the guest "
                "stops all emails to it; {days} days after the email with the link if it is not "
                "confirmed."
            ),
            days=CONFIRMATION_PERIOD.days,
        ),
        erased=_("Deleted with an account that has the address, confirmed."),
        exports=(JsonLines("comments/guest-emails.jsonl", exports.guest_email_rows),),
    ),
    PersonalData(
        model="comments.ReplySubscription",
        fields=("comment", "guest_email"),
        name=_("Replies by email to guests"),
        holds=_("To which comment of a guest replies are emailed, and to which address."),
        reason=_("To email the replies."),
        kept_for=format_lazy(
            _(
                "{days} days, until the guest stops the emails of the thread or erases the "
                "comment, or until {gone} days after it was deleted, hidden or rejected."
            ),
            days=SUBSCRIPTION_PERIOD.days,
            gone=GONE_PERIOD.days,
        ),
        erased=_("Deleted with the address."),
        not_exported=_("In comments/guest-emails.jsonl, without the comments."),
    ),
    PersonalData(
        model="comments.CommentRevision",
        fields=("comment",),
        name=_("Earlier versions of comments"),
        holds=format_lazy(
            _("The text of a comment before each edit. Edits are possible for {minutes} minutes."),
            minutes=EDIT_MINUTES,
        ),
        reason=_("So that moderators see what a reply or a report was about."),
        kept_for=WITH_COMMENT,
        erased=_("Deleted with the account, also if the comment stays."),
        exports=(JsonLines("comments/revisions.jsonl", exports.comment_revision_rows),),
    ),
    PersonalData(
        model="comments.CheckFinding",
        fields=("comment",),
        name=_("Findings in comments"),
        holds=_("Why a check held a comment, such as a newcomer’s links."),
        reason=_("To tell the commenter and the moderators."),
        kept_for=WITH_COMMENT,
        erased=GOES_WITH_COMMENT,
        exports=(JsonLines("comments/findings.jsonl", exports.finding_rows),),
    ),
    PersonalData(
        model="comments.SentenceHash",
        fields=("comment",),
        name=_("Hashes of sentences"),
        holds=_("A hash of the text of a comment and of each of its long sentences."),
        reason=_("To recognise the same text in many comments."),
        kept_for=format_lazy(_("{days} days."), days=SENTENCE_HASH_PERIOD.days),
        erased=GOES_WITH_COMMENT,
        not_exported=_("Computed from the comment, which is in the archive."),
    ),
    PersonalData(
        model="comments.CommentAction",
        fields=("comment", "by"),
        name=_("Actions on comments"),
        holds=_(
            "What was done to a comment, by whom and when: hidden, approved, pinned, deleted. "
            "Also bans: whom, by whom and when."
        ),
        reason=_("To undo it, and to see who decided what."),
        kept_for=KEPT_WITH_STORY,
        erased=RECORD_STAYS,
        exports=(JsonLines("comments/actions.jsonl", exports.action_rows),),
    ),
    PersonalData(
        model="comments.DraftComment",
        fields=("link", "user", "ip_hash", "resolved_by"),
        name=_("Comments on drafts"),
        holds=format_lazy(
            _(
                "What the holder of a draft link wrote about the draft, under the name that the "
                "author gave the link, and for {days} days the hash of their IP address; the "
                "authors’ replies."
            ),
            days=IP_HASH_PERIOD.days,
        ),
        reason=_("To show them to the authors of the story, and to nobody else."),
        kept_for=_(
            "Until the holder or an author deletes it, with the link if an author wishes, or "
            "until the chapter is erased."
        ),
        erased=_(
            "The member’s replies are deleted, and all of them if no other author is left. The "
            "names of links that the member made are removed."
        ),
        exports=(
            JsonLines(
                "comments/draft-comments.jsonl",
                exports.draft_comment_rows,
                about=_("On the drafts of an author’s stories."),
            ),
        ),
    ),
    PersonalData(
        model="comments.Mention",
        fields=("comment", "user"),
        name=_("Mentions"),
        holds=_("Which member a comment mentions."),
        reason=_("To link the name in the comment."),
        kept_for=WITH_COMMENT,
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("comments/mentions.jsonl", exports.mention_rows),),
    ),
)

REACTIONS = (
    PersonalData(
        model="comments.Kudos",
        fields=("user", "ip_hash"),
        name=_("Kudos"),
        holds=format_lazy(
            _("Who gave kudos to which chapter: a member, or for {days} days a guest’s IP hash."),
            days=IP_HASH_PERIOD.days,
        ),
        reason=_("To count each reader once."),
        kept_for=_("Until the kudos are removed or the chapter is erased."),
        erased=STAYS_AS_NUMBER,
        exports=(JsonLines("comments/kudos.jsonl", exports.kudos_rows),),
    ),
    PersonalData(
        model="comments.Like",
        fields=("comment", "user"),
        name=_("Likes"),
        holds=_("Which comments a member liked, and when."),
        reason=_("To count each member once, and to show likes of authors."),
        kept_for=_("Until the like is removed or the comment is erased."),
        erased=STAYS_AS_NUMBER,
        exports=(JsonLines("comments/likes.jsonl", exports.like_rows),),
    ),
    PersonalData(
        model="comments.ReadMarker",
        fields=("user",),
        name=_("Last comment read"),
        holds=_("Up to which comment of a chapter a member has read, and the time of the visit."),
        reason=_("To mark new comments."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("comments/read-markers.jsonl", exports.read_marker_rows),),
    ),
)

LIMITS = (
    PersonalData(
        model="comments.StoryCommentSettings",
        fields=(),
        name=_("Comment settings of stories"),
        holds=_("Who can comment on a story, whose comments need approval, when comments close."),
        reason=_("To apply them."),
        kept_for=KEPT_WITH_STORY,
        erased=ERASED_WITH_STORY,
        exports=(JsonLines("comments/settings.jsonl", exports.settings_rows),),
    ),
    PersonalData(
        model="comments.MemberBlock",
        fields=("owner", "target"),
        name=_("Muted and blocked people"),
        holds=_("Whom a member muted or blocked, and under which name they saw them."),
        reason=_("To collapse their comments, or to refuse their replies."),
        kept_for=_("Until the member ends it, or one of the two accounts is deleted."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("comments/muted-and-blocked.jsonl", exports.member_block_rows),),
    ),
    PersonalData(
        model="comments.FeedbackPause",
        fields=("user",),
        name=_("Paused feedback"),
        holds=_("Since when an author has hidden new comments from themselves."),
        reason=_("To hide them until the author resumes."),
        kept_for=_("Until the author resumes."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("comments/feedback-pause.jsonl", exports.feedback_pause_rows),),
    ),
    PersonalData(
        model="comments.StoryBan",
        fields=("user", "ip_hash"),
        name=_("Bans"),
        holds=format_lazy(
            _("Who may not comment on a story: a member, or for {days} days a guest’s IP hash."),
            days=IP_HASH_PERIOD.days,
        ),
        reason=_("So that authors can keep somebody away from their story."),
        kept_for=_("Until the author lifts the ban."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("comments/bans.jsonl", exports.story_ban_rows),),
    ),
    PersonalData(
        model="comments.StoryModerator",
        fields=("user",),
        name=_("Moderators of stories"),
        holds=_("Who moderates the comments of a story for its author, and since when."),
        reason=_("So that authors can share the work with people they trust."),
        kept_for=_("Until the author or the moderator ends it."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("comments/moderators.jsonl", exports.story_moderator_rows),),
    ),
    PersonalData(
        model="comments.GuestIpHash",
        fields=("hash",),
        name=_("IP hashes of guests"),
        holds=_("A hash of the IP address that a guest commented from. The address is not stored."),
        reason=_("For rate limits, bans, and one kudos for each guest."),
        kept_for=format_lazy(_("{days} days after the last use."), days=IP_HASH_PERIOD.days),
        erased=_("Erased by a daily command. A guest’s IP hash is not linked to an account."),
        not_exported=_("Not linked to an account."),
    ),
)

PERSONAL_DATA = (*COMMENTS, *REACTIONS, *LIMITS)
