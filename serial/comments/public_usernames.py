"""Which usernames everyone can see. The others are no one's business: people sign in with them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import MemberProfile, PenName, User
from serial.comments.models import Comment


def users_with_public_usernames() -> QuerySet[User]:
    """Users with a published comment under their username, a pen name like it, or a public page."""
    comments = Comment.objects.published().filter(user=OuterRef("pk"), pen_name=None)
    pen_names = PenName.objects.filter(user=OuterRef("pk"), name__iexact=OuterRef("username"))
    profiles = MemberProfile.objects.visible().filter(user=OuterRef("pk"))
    return User.objects.filter(Q(Exists(comments)) | Q(Exists(pen_names)) | Q(Exists(profiles)))


def is_public_username(username: str) -> bool:
    return users_with_public_usernames().filter(username__iexact=username).exists()
