from accounts.models.author_request import AuthorRequest
from accounts.models.invitation import Invitation
from accounts.models.member_profile import MemberProfile
from accounts.models.pen_name import PenName, PenNameSlug
from accounts.models.preferences import Preferences
from accounts.models.user import User, Visitor

__all__ = [
    "AuthorRequest",
    "Invitation",
    "MemberProfile",
    "PenName",
    "PenNameSlug",
    "Preferences",
    "User",
    "Visitor",
]
