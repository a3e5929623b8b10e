"""How guests prove that a comment is theirs: a token in a cookie, which no page's URL has.

The cookie is set when the comment is posted, and when the guest opens the private link that the
comment's page offers. It is sent to the pages of this comment only, so that all other pages stay
the same for all guests. If that URL changes, the redirect to the present one sets the cookie there.
"""

from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.reading.age_gate import consent_query
from serial.reading.comments.context import CommentsContext, comments_url

# Tells the guest's own page from the one that shared caches keep.
OWN: Final = "own"
PRIVATE_LINK_PARAMETER: Final = "owner"
# Chromium ignores a path of more than 1,024 bytes; two slugs in Chinese can have 1,440.
_MAX_COOKIE_PATH: Final = 1_000
_COOKIE_PATH: Final = "/read/"
# Of the names of the cookies; the chapter's id and the comment's number follow.
COOKIE_PREFIX: Final = "comment"


def comment_url(comments: CommentsContext, number: int, consent: str, *, is_own: bool) -> str:
    """The URL of the comment's page; `is_own` for a guest with the token of this comment."""
    url = f"{comments.url}{number}/{consent}"
    return f"{url}{'&' if consent else '?'}{OWN}=yes" if is_own else url


def private_link(request: HttpRequest, comments: CommentsContext, comment: Comment) -> str:
    """The URL that gives a guest's rights to everybody who opens it, until the token expires."""
    consent = consent_query(request)
    url = f"{comments.url}{comment.number}/{consent}"
    return f"{url}{'&' if consent else '?'}{PRIVATE_LINK_PARAMETER}={comment.owner_token()}"


def read_owner_token(request: HttpRequest, chapter: Chapter, number: int) -> str:
    """Returns the token of the comment with this number; empty if the visitor has none."""
    comment = Comment(chapter_id=chapter.pk, number=number)
    token = request.COOKIES.get(_cookie_name(comment), "")
    return token if comment.is_owner_token(token) else ""


def redirect_to_own_page(
    request: HttpRequest, comments: CommentsContext, comment: Comment
) -> HttpResponse:
    """For the guest who wrote the comment: sets the cookie, and redirects to the clean URL."""
    url = comment_url(comments, comment.number, consent_query(request), is_own=True)
    response = redirect(f"{url}#c{comment.number}")
    _set_cookie(response, comment, comments.url)
    patch_cache_control(response, private=True, no_store=True)
    return response


def move_owner_token(
    request: HttpRequest, response: HttpResponse, chapter: Chapter, number: int
) -> None:
    """Sets the cookie of the comment with this number, if the visitor has it, for its present URL.

    response: redirects there from a former URL.
    """
    if OWN not in request.GET and not read_owner_token(request, chapter, number):
        return
    patch_cache_control(response, private=True, no_store=True)
    comment = Comment.objects.filter(chapter=chapter, number=number, user=None).first()
    token = read_owner_token(request, chapter, number)
    if comment is not None and comment.is_by(AnonymousUser(), token):
        _set_cookie(response, comment, comments_url(chapter))


def open_private_link(
    request: HttpRequest, comments: CommentsContext, comment: Comment
) -> HttpResponse:
    """Redirects to the comment's page, without the token in its URL."""
    token = request.GET[PRIVATE_LINK_PARAMETER]
    if comment.is_by(AnonymousUser(), token):
        return redirect_to_own_page(request, comments, comment)
    return redirect_to_shared_page(request, comments, comment.number)


def redirect_to_shared_page(
    request: HttpRequest, comments: CommentsContext, number: int
) -> HttpResponse:
    url = comment_url(comments, number, consent_query(request), is_own=False)
    response = redirect(url)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _cookie_name(comment: Comment) -> str:
    return f"{COOKIE_PREFIX}-{comment.chapter_id}-{comment.number}"


def _set_cookie(response: HttpResponse, comment: Comment, url: str) -> None:
    path = f"{url}{comment.number}/"
    response.set_cookie(
        _cookie_name(comment),
        comment.owner_token(),
        max_age=comment.owner_token_expires_at() - timezone.now(),
        path=path if len(path) <= _MAX_COOKIE_PATH else _COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
