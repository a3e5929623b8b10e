"""The structure of the HTML of comments, and that people's texts are escaped in each part of it."""

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.comments import moderating, reactions
from serial.comments.choices import State
from serial.comments.models import Comment
from tests.comments.conftest import MakeComment

MARKUP = "<b>&quot;'"


def comments_of(client: Client, chapter: Chapter, query: str = "") -> list[LexborNode]:
    page = client.get(f"{chapter.get_absolute_url()}comments/{query}")
    assert page.status_code == 200
    return LexborHTMLParser(page.content).css("article.comment")


def texts(element: LexborNode, selector: str) -> list[str]:
    return [" ".join(match.text().split()) for match in element.css(selector)]


def links(element: LexborNode) -> dict[str, str]:
    """Returns the URLs of the links, by text."""
    return {link.text(): link.attributes["href"] or "" for link in element.css("a")}


def test_parts_of_a_comment(
    guest_client: Client, chapter: Chapter, reader: User, make_comment: MakeComment
) -> None:
    make_comment("I liked *this*.")
    [comment] = comments_of(guest_client, chapter)
    assert comment.attributes == {"class": "comment depth-0", "id": "c1", "data-number": "1"}
    assert [part.attributes["class"] for part in comment.iter()] == [
        "comment-header",
        "comment-body",
        "actions",
    ]
    assert texts(comment, ".name") == [reader.username] and not texts(comment, ".badge") + texts(
        comment, ".guest"
    )
    assert texts(comment, "em") == ["this"]
    base = f"{chapter.get_absolute_url()}comments/"
    found = links(comment)
    assert found["More"] == f"{base}1/" and found["Reply"] == f"{base}write/?reply_to=1"
    [time] = comment.css(f'a.permalink[href="{base}1/"] > time')
    assert time.attributes["datetime"]


def test_parts_of_a_reply_by_the_author(
    guest_client: Client,
    chapter: Chapter,
    author: User,
    reader: User,
    make_comment: MakeComment,
) -> None:
    first = make_comment("First.")
    make_comment("Thanks.", by=author, parent=first)
    pen_name = PenName.objects.get(user=author)
    reply = comments_of(guest_client, chapter)[1]
    assert reply.attributes["class"] == "comment depth-1"
    assert texts(reply, ".badge") == ["author"]
    assert texts(reply, ".reply-to") == [f"in reply to {reader.username}"]
    assert links(reply)[f"in reply to {reader.username}"] == "#c1"
    assert links(reply)[pen_name.name] == pen_name.get_absolute_url()


def test_parts_of_a_comment_on_a_paragraph(
    guest_client: Client, chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("This one.", paragraph=1, quote=chapter.body[:9])
    moderating.pin(comment, pinned=True, by=author)
    reactions.set_like(comment, author, given=True)
    [article] = comments_of(guest_client, chapter)
    base = f"{chapter.get_absolute_url()}comments/"
    assert links(article)["On a paragraph:"] == f"{base}on/1/"
    assert texts(article, "q") == [chapter.body[:9]]
    assert "pinned by the author" in texts(article, ".comment-header")[0]
    assert texts(article, ".likes") == ["1 like · liked by the author"]


@pytest.mark.parametrize("part", ["name", "reply-to", "quote", "pen-name"])
def test_texts_of_people_are_escaped(
    part: str, guest_client: Client, chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("First.", by=None, guest_name="Gus", paragraph=1, quote="x")
    make_comment("Second.", by=author, parent=comment)
    Comment.objects.filter(pk=comment.pk).update(
        guest_name=MARKUP, quote=MARKUP, state=State.PUBLISHED
    )
    PenName.objects.filter(user=author).update(name=MARKUP)
    first, second = comments_of(guest_client, chapter)
    shown = {
        "name": texts(first, ".name"),
        "reply-to": [text.removeprefix("in reply to ") for text in texts(second, ".reply-to")],
        "quote": texts(first, "q"),
        "pen-name": texts(second, ".name"),
    }
    assert shown[part] == [MARKUP]
    assert len(first.css("b")) == 1 and texts(first, ".guest") == ["guest"]


def test_consent_is_escaped_in_every_link(
    guest_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    make_comment("First.", paragraph=1)
    chapter.story.rating = "mature"
    chapter.story.save()
    [comment] = comments_of(guest_client, chapter, "?mature=yes")
    queries = {text: url.partition("?")[2] for text, url in links(comment).items()}
    assert queries["More"] == queries["On a paragraph:"] == "mature=yes"
    assert queries["Reply"] == "reply_to=1&mature=yes"


def test_unpublished_comment_shows_its_state_and_no_words(
    guest_client: Client, chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("Hide me.")
    make_comment("A reply.", parent=comment)
    moderating.hide(comment, by=author)
    hidden = comments_of(guest_client, chapter)[0]
    assert [part.attributes["class"] for part in hidden.iter()] == ["removed"]
    assert texts(hidden, ".removed") == ["Comment hidden."] and not links(hidden)


def test_members_parts_are_between_those_of_everyone(
    reader_client: Client, chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    make_comment("Mine.")
    make_comment("Theirs.", by=author)
    own, other = comments_of(reader_client, chapter)
    assert "own" in (own.attributes["class"] or "").split() and "Edit or delete" in links(own)
    [like] = other.css(".actions a[data-action]")
    assert (like.attributes["data-action"], like.text()) == ("like", "Like")
    assert like.attributes["href"] == f"{chapter.get_absolute_url()}comments/2/"
