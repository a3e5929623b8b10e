from serial.comments.models.comment import Comment, CommentRevision, Mention
from serial.comments.models.discussion import Discussion, StoryRules
from serial.comments.models.guest_address import GuestAddress
from serial.comments.models.people import Distance, Stop, Visit, WritingDays
from serial.comments.models.reactions import Kudos, Like
from serial.comments.models.records import Act, Reason

__all__ = [
    "Act",
    "Comment",
    "CommentRevision",
    "Discussion",
    "Distance",
    "GuestAddress",
    "Kudos",
    "Like",
    "Mention",
    "Reason",
    "Stop",
    "StoryRules",
    "Visit",
    "WritingDays",
]
