"""The token in the URL of a guest's comment, by which they prove that it is theirs."""

from django.http import HttpRequest

from serial.comments.models import Comment


def comment_url(
    comment: Comment, comments_url: str, consent: str, *, with_owner_token: bool
) -> str:
    """The URL of the comment's page, below the URL of its chapter's comments."""
    url = f"{comments_url}{comment.number}/{consent}"
    if not with_owner_token:
        return url
    return f"{url}{'&' if consent else '?'}owner={comment.owner_token()}"


def read_owner_token(request: HttpRequest) -> str:
    """Returns what was sent as the owner token, unchecked; empty if nothing was sent."""
    return request.POST.get("owner") or request.GET.get("owner") or ""
