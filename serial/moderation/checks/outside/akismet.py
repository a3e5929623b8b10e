"""Asks a checker that speaks Akismet's protocol whether a comment is spam.

https://akismet.com/developers/detailed-docs/comment-check/. docs/operators.md says what is sent.
"""

from http.client import HTTPMessage
from typing import IO
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils import timezone

from serial.comments.consulting import Question

USER_AGENT = "Serial | Comments/1.0"
# The protocol requires one.
UNKNOWN_IP = "127.0.0.1"
# "true", "false", or a sentence about what was wrong with the question.
MAX_ANSWER = 200
ANSWERS = {"true": True, "false": False}


class NoAnswer(Exception):
    """Raised when the checker answers with neither "true" nor "false"."""


class NoRedirects(HTTPRedirectHandler):
    """Comments go to the address that the operator has set, and nowhere else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def is_spam(question: Question) -> bool:
    """Raises NoAnswer, and OSError if it takes longer than AKISMET_SECONDS."""
    request = Request(  # noqa: S310 - the operator's URL, checked when the site starts
        settings.AKISMET_URL,
        data=urlencode(parameters(question)).encode(),
        headers={"User-Agent": USER_AGENT},
    )
    opener = build_opener(NoRedirects)
    with opener.open(request, timeout=settings.AKISMET_SECONDS) as response:
        answer = response.read(MAX_ANSWER).decode(errors="replace").strip()
        if answer not in ANSWERS:
            raise NoAnswer(f"{answer[:80]!r} {response.headers.get('X-akismet-debug-help', '')}")
    return ANSWERS[answer]


def parameters(question: Question) -> dict[str, str]:
    """Returns what is sent. No email address, browser or referrer, and no IP address of members."""
    chapter = question.chapter
    sent = {
        "api_key": settings.AKISMET_KEY,
        "blog": settings.SITE_URL,
        "user_ip": question.ip or UNKNOWN_IP,
        "permalink": f"{settings.SITE_URL}{chapter.get_absolute_url()}",
        "comment_type": "comment",
        "comment_author": question.name,
        "comment_content": question.body,
        "comment_date_gmt": timezone.now().isoformat(timespec="seconds"),
        "blog_lang": chapter.story.language,
        "blog_charset": "UTF-8",
    }
    return sent | ({"recheck_reason": "edit"} if question.is_edit else {})
