from accounts.models.authorship import AuthorRequest, Invitation
from accounts.models.pen_name import PenName, PenNameSlug
from accounts.models.preferences import Preferences
from accounts.models.user import User

__all__ = ["AuthorRequest", "Invitation", "PenName", "PenNameSlug", "Preferences", "User"]
