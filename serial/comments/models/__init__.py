from serial.comments.models.check_finding import CheckFinding
from serial.comments.models.comment import Comment
from serial.comments.models.comment_action import CommentAction
from serial.comments.models.comment_revision import CommentRevision
from serial.comments.models.discussion import Discussion, StoryCommentSettings
from serial.comments.models.draft_comment import DraftComment
from serial.comments.models.feedback_pause import FeedbackPause
from serial.comments.models.guest_email import GuestEmail, ReplySubscription
from serial.comments.models.guest_ip_hash import GuestIpHash
from serial.comments.models.member_block import MemberBlock
from serial.comments.models.mention import Mention
from serial.comments.models.reactions import Kudos, Like
from serial.comments.models.read_marker import ReadMarker
from serial.comments.models.sentence_hash import SentenceHash
from serial.comments.models.story_ban import StoryBan
from serial.comments.models.story_moderator import StoryModerator

__all__ = [
    "CheckFinding",
    "Comment",
    "CommentAction",
    "CommentRevision",
    "Discussion",
    "DraftComment",
    "FeedbackPause",
    "GuestEmail",
    "GuestIpHash",
    "Kudos",
    "Like",
    "MemberBlock",
    "Mention",
    "ReadMarker",
    "ReplySubscription",
    "SentenceHash",
    "StoryBan",
    "StoryCommentSettings",
    "StoryModerator",
]
