"""A comment's HTML, made once when its words are saved."""

import re

from django.db.models.functions import Lower

from accounts.models import User
from serial.comments.models import Comment, Mention
from serial.markup.options import Options
from serial.markup.rendering import RENDERER_VERSION, render
from serial.markup.syntax.mentions import find_mentions

MENTION_SPAN = re.compile(r'<span class="mention">@([\w-]+)</span>', re.ASCII)
# More names than these are no longer spoken to.
MAX_MENTIONS = 20


def comment_options(mentioned: list[User]) -> Options:
    return Options(
        is_comment=True,
        trusted=False,
        smart_punctuation=False,
        mentioned=frozenset(user.username.lower() for user in mentioned),
    )


def render_comment(comment: Comment) -> list[User]:
    """Sets the HTML from the words, and returns whom they mention; the caller saves both."""
    known = members_named_in(comment.body)
    comment.body_html = render(comment.body, comment_options(known)).html
    comment.renderer_version = RENDERER_VERSION
    # A name in code is not spoken to.
    marked = {name.lower() for name in MENTION_SPAN.findall(comment.body_html)}
    return [user for user in known if user.username.lower() in marked]


def preview_comment_html(body: str) -> str:
    return render(body, comment_options(members_named_in(body))).html


def members_named_in(text: str) -> list[User]:
    names = sorted(find_mentions(text))[:MAX_MENTIONS]
    if not names:
        return []
    in_lower_case = User.objects.annotate(lowered=Lower("username"))
    return list(in_lower_case.filter(lowered__in=names, is_active=True))


def replace_mentions(comment: Comment, mentioned: list[User]) -> None:
    Mention.objects.filter(comment=comment).exclude(user__in=mentioned).delete()
    add_mentions(comment, mentioned)


def add_mentions(comment: Comment, mentioned: list[User]) -> None:
    rows = (Mention(comment=comment, user=user) for user in mentioned)
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
