"""Members mentioned in a comment are marked in its text and stored."""

from django.test import Client

from accounts.authorship import make_author
from accounts.models import User
from serial.comments.editing import save_edit
from serial.comments.models import Comment, Mention
from serial.comments.rendering import MAX_MENTIONS
from tests.comments.conftest import MakeComment
from tests.conftest import make_user
from tests.rolling_back import try_each


def mentioned_in(comment: Comment) -> list[str]:
    return sorted(comment.mentions.values_list("user__username", flat=True))


@try_each(
    "body, names",
    [
        ("@anna, look.", ["anna"]),
        ("@ANNA and @otto!", ["anna", "otto"]),
        ("@anna @anna", ["anna"]),
        ("@nobody", []),
        ("mail@anna", []),
        ("`@anna` is a decorator, @otto", ["otto"]),
        # Names in quotations, links, URLs and email addresses address nobody.
        ("> @anna wrote this\n\nTrue, @otto.", ["otto"]),
        ("> > @anna wrote this", []),
        ("- one\n\n  > @anna wrote this\n\n- @otto", ["otto"]),
        ("[@anna's page](https://example.org)", []),
        ("https://example.org/@anna and example.org/~x/@otto", []),
        ("<https://example.org/@anna>", []),
        ("www.example.org/@anna, @otto", ["otto"]),
        ("anna.b+c-@otto.org почта@anna.org", []),
        ("@ftp://anna @anna@otto.org", []),
        # No letters or masking signs before the name, no letters after it.
        ("d@anna d*@anna d#@anna d$@anna d%@anna d&@anna d!@anna", []),
        ("d\\*@anna é@anna @annaé", []),
        # What people write around a name.
        ("*@anna* __@otto__", ["anna", "otto"]),
        ("_Hello, @anna_ ~~@otto~~", ["anna", "otto"]),
        ("@anna--look @otto—", ["anna", "otto"]),
        ("@anna-san, @otto- eh", ["anna", "otto"]),
        ("@anna_ and @otto__", ["anna", "otto"]),
        ("@anna_maria", []),
        ("@anna/@otto", ["anna", "otto"]),
        ("“@anna” (@otto)", ["anna", "otto"]),
        ("::: spoiler\n@anna\n:::", ["anna"]),
        # Languages without spaces between words.
        ("你好@anna的，@otto。", ["anna", "otto"]),
        ("「@anna」さんと@ottoさん", ["anna", "otto"]),
        ("고마워요 @anna님", ["anna"]),
        ("ขอบคุณ@annaครับ", ["anna"]),
        ("＠anna、https://example.org/，@otto", ["anna", "otto"]),
    ],
)
def test_mentioned_members_are_stored(
    body: str, names: list[str], author: User, other_author: User, make_comment: MakeComment
) -> None:
    comment = make_comment(body)
    assert mentioned_in(comment) == names


@try_each(
    "body, names",
    [
        ("@anna-otto--yes", ["anna-otto"]),
        ("@anna-otto and @anna-", ["anna", "anna-otto"]),
        ("@an\\_na_", ["an_na"]),
        ("@an\\_na\\_s", []),
    ],
)
def test_longest_username_is_mentioned(
    body: str, names: list[str], author: User, make_comment: MakeComment
) -> None:
    for name in ("anna-otto", "an_na"):
        make_author(make_user(name))
    assert mentioned_in(make_comment(body)) == names


def test_mention_is_marked_on_the_page(
    author: User, guest_client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("@anna and @nobody")
    assert comment.body_html.count("mention") == 1
    assert comment.body_html in guest_client.get(comment.get_absolute_url()).content.decode()


def test_edit_replaces_mentions(
    author: User, other_author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("@anna")
    save_edit(comment.pk, "@otto", None)
    assert mentioned_in(comment) == ["otto"]


def test_inactive_account_is_not_mentioned(author: User, make_comment: MakeComment) -> None:
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert mentioned_in(make_comment("@anna", by=User.objects.create(username="new"))) == []


def test_member_is_mentioned_once_the_username_is_public(
    reader: User, author: User, make_comment: MakeComment
) -> None:
    # Otherwise a preview would tell which usernames exist.
    assert mentioned_in(make_comment("@rosa", by=author)) == []
    own = make_comment("I am here.", by=reader)
    assert mentioned_in(make_comment("@rosa, again", by=author)) == ["rosa"]
    Comment.objects.filter(pk=own.pk).update(state="hidden")
    assert mentioned_in(make_comment("@rosa, where?", by=author)) == []


def test_mentions_are_limited(make_comment: MakeComment) -> None:
    names = [f"member-{number:02d}" for number in range(MAX_MENTIONS + 10)]
    for name in names:
        make_author(make_user(name))
    make_comment(" ".join(f"@{name}" for name in names))
    assert Mention.objects.count() == MAX_MENTIONS
