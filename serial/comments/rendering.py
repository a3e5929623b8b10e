"""A comment's HTML and its mentions, made when the text is saved."""

import re

from django.db.models.functions import Lower

from accounts.models import User
from serial.comments.models import Comment, Mention
from serial.comments.public_usernames import users_with_public_usernames
from serial.invisible_characters import has_visible_text
from serial.markup.mentioned_names import mentioned_names
from serial.markup.options import Options
from serial.markup.rendering import RENDERER_VERSION, render
from serial.markup.syntax.mentions import possible_usernames

MENTION_SPAN = re.compile(r'<span class="mention">.([\w-]+)</span>', re.ASCII)
# Per comment; further names stay plain text.
MAX_MENTIONS = 20


def comment_options(mentioned: list[User]) -> Options:
    return Options(
        is_comment=True,
        trusted=False,
        smart_punctuation=False,
        mentioned=frozenset(user.username.lower() for user in mentioned),
    )


def render_comment(comment: Comment) -> list[User]:
    """Sets the HTML from the text and returns the mentioned members. The caller saves both."""
    named = members_named_in(comment.body)
    comment.body_html = render(comment.body, comment_options(named)).html
    comment.renderer_version = RENDERER_VERSION
    # Of two members that a name may mean, @anna-maria or @anna, one is marked.
    marked = {name.lower() for name in MENTION_SPAN.findall(comment.body_html)}
    return [user for user in named if user.username.lower() in marked]


def is_visible_comment(body: str) -> bool:
    """Whether a comment shows anything: `&zwnj;` and an empty quotation do not."""
    return has_visible_text(render(body, comment_options([])).text)


def preview_comment_html(body: str) -> str:
    return render(body, comment_options(members_named_in(body))).html


def members_named_in(text: str) -> list[User]:
    """Returns the members that the text may mention; `render()` marks those that it does.

    Only those whose usernames everyone can see: a preview must not tell which others exist.
    """
    names = mentioned_names(text)[:MAX_MENTIONS]
    if not names:
        return []
    usernames = {username for name in names for username in possible_usernames(name)}
    users = users_with_public_usernames().annotate(username_lower=Lower("username"))
    return list(users.filter(username_lower__in=usernames, is_active=True))


def replace_mentions(comment: Comment, mentioned: list[User]) -> None:
    Mention.objects.filter(comment=comment).exclude(user__in=mentioned).delete()
    add_mentions(comment, mentioned)


def add_mentions(comment: Comment, mentioned: list[User]) -> None:
    rows = (Mention(comment=comment, user=user) for user in mentioned)
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
