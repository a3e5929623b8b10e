from serial.comments.models.comment import Comment, CommentRevision, Mention
from serial.comments.models.discussion import Discussion, StoryCommentSettings
from serial.comments.models.guest_ip_hash import GuestIpHash
from serial.comments.models.people import FeedbackPause, MemberBlock, ReadMarker, StoryBan
from serial.comments.models.reactions import Kudos, Like
from serial.comments.models.records import CheckFinding, CommentAction

__all__ = [
    "CommentAction",
    "Comment",
    "CommentRevision",
    "Discussion",
    "MemberBlock",
    "GuestIpHash",
    "Kudos",
    "Like",
    "Mention",
    "CheckFinding",
    "StoryBan",
    "StoryCommentSettings",
    "ReadMarker",
    "FeedbackPause",
]
