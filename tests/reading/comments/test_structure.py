"""The structure of the HTML of comments, and that people's texts are escaped in each part of it."""

from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.comments import moderating, reactions
from serial.comments.choices import State
from serial.comments.models import Comment
from tests.comments.conftest import MakeComment
from tests.rolling_back import try_each

MARKUP = "<b>&quot;'"


def comments_of(client: Client, chapter: Chapter, query: str = "") -> list[LexborNode]:
    page = client.get(f"{chapter.get_absolute_url()}comments/{query}")
    assert page.status_code == 200
    return LexborHTMLParser(page.content).css("article.comment")


def texts(element: LexborNode, selector: str) -> list[str]:
    return [" ".join(match.text().split()) for match in element.css(selector)]


def links(element: LexborNode) -> dict[str, str]:
    """Returns the URLs of the links, by the text that screen readers read."""
    found = element.css("a")
    return {" ".join(link.text().split()): link.attributes["href"] or "" for link in found}


def test_parts_of_a_comment(
    guest_client: Client, chapter: Chapter, reader: User, make_comment: MakeComment
) -> None:
    make_comment("I liked *this*.")
    [comment] = comments_of(guest_client, chapter)
    assert comment.attributes == {
        "class": "comment",
        "id": "c1",
        "data-number": "1",
        "aria-labelledby": "c1-by",
    }
    assert [part.attributes["class"] for part in comment.css(".comment__body > *")] == [
        "comment__head",
        "comment__text prose",
        "comment__actions",
    ]
    assert texts(comment, "h3#c1-by > .name") == [reader.username]
    assert texts(comment, ".monogram") == [reader.username[0]] and not comment.css(".badge")
    assert texts(comment, "em") == ["this"]
    base = f"{chapter.get_absolute_url()}comments/"
    found = links(comment)
    # The same order in all comments. A guest's heart leads to the sign-in page, and from there to
    # the comment's own page.
    assert list(found)[-3:] == [
        "Sign in to like.",
        f"Reply to {reader.username}",
        f"More actions for the comment by {reader.username}",
    ]
    assert found["Sign in to like."] == f"/accounts/login/?next={base}1/"
    assert found[f"More actions for the comment by {reader.username}"] == f"{base}1/"
    assert found[f"Reply to {reader.username}"] == f"{base}write/?reply_to=1"
    [time] = comment.css(f'a.permalink[href="{base}1/"] > time')
    assert time.attributes["datetime"]


def test_replies_are_a_list_in_the_item_of_their_thread(
    guest_client: Client,
    chapter: Chapter,
    author: User,
    reader: User,
    make_comment: MakeComment,
) -> None:
    first = make_comment("First.")
    reply = make_comment("Thanks.", by=author, parent=first)
    make_comment("You are welcome.", parent=reply)
    make_comment("Another thread.")
    page = LexborHTMLParser(guest_client.get(f"{chapter.get_absolute_url()}comments/").content)
    assert [article.id for article in page.css(".threads > li > article")] == ["c1", "c4"]
    [replies] = page.css(".threads > li > .replies")
    assert replies.attributes["aria-label"] == f"Replies to {reader.username}"
    assert [article.id for article in replies.css("li > article")] == ["c2", "c3"]
    pen_name = PenName.objects.get(user=author)
    [by_author, nested] = replies.css("article")
    assert texts(by_author, "h4#c2-by") == [pen_name.name] and not by_author.css(".reply-to")
    assert texts(by_author, ".badge--author") == ["Author"] and by_author.css(".monogram--author")
    assert links(by_author)[pen_name.name] == pen_name.get_absolute_url()
    # A reply to a reply is in the same list, so it says whom it answers.
    assert links(nested)[f"in reply to {pen_name.name}"] == "#c2"


def test_parts_of_a_comment_on_a_paragraph(
    guest_client: Client, chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("This one.", paragraph=1, quote=chapter.body[:9])
    moderating.pin(comment, pinned=True, by=author)
    reactions.set_like(comment, author, given=True)
    [article] = comments_of(guest_client, chapter)
    base = f"{chapter.get_absolute_url()}comments/"
    assert links(article)[f"On a paragraph: {chapter.body[:9]}"] == f"{base}on/1/"
    assert texts(article, "q") == [chapter.body[:9]]
    assert "pinned by the author" in texts(article, ".comment__head")[0]
    assert texts(article, ".act--like, .act--by") == [
        "Sign in to like. 1 like",
        "Liked by the author",
    ]


@try_each("part", ["name", "reply-to", "quote", "pen-name", "labels"])
def test_texts_of_people_are_escaped(
    part: str, guest_client: Client, chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("First.", by=None, guest_name="Gus", paragraph=1, quote="x")
    Comment.objects.update(state=State.PUBLISHED)
    reply = make_comment("Second.", by=None, guest_name="Sue", parent=comment)
    make_comment("Third.", by=author, parent=reply)
    Comment.objects.filter(pk__in=[comment.pk, reply.pk]).update(
        guest_name=MARKUP, quote=MARKUP, state=State.PUBLISHED
    )
    PenName.objects.filter(user=author).update(name=MARKUP)
    first, _second, third = comments_of(guest_client, chapter)
    shown = {
        "name": texts(first, ".name"),
        "reply-to": [text.removeprefix("in reply to ") for text in texts(third, ".reply-to")],
        "quote": texts(first, "q"),
        "pen-name": texts(third, ".name"),
        "labels": [text.removeprefix("Reply to ") for text in texts(first, "a[data-reply]")],
    }
    assert shown[part] == [MARKUP]
    assert not first.css("b") and texts(first, ".badge") == ["Guest"]


def test_consent_is_escaped_in_every_link(
    guest_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    make_comment("First.", paragraph=1)
    chapter.story.rating = "mature"
    chapter.story.save()
    [comment] = comments_of(guest_client, chapter, "?mature=yes")
    queries = {url.partition("?")[2] for url in links(comment).values()}
    back = f"next={chapter.get_absolute_url()}comments/1/%3Fmature%3Dyes"
    assert queries == {"mature=yes", "reply_to=1&mature=yes", back}


def test_unpublished_comment_shows_its_state_and_no_words(
    guest_client: Client, chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    comment = make_comment("Hide me.")
    make_comment("A reply.", parent=comment)
    moderating.hide(comment, by=author)
    hidden = comments_of(guest_client, chapter)[0]
    assert hidden.attributes["class"] == "comment comment--gone"
    assert " ".join(hidden.text().split()) == "Comment hidden." and not links(hidden)


def test_members_parts_are_between_those_of_everyone(
    reader_client: Client,
    chapter: Chapter,
    author: User,
    reader: User,
    make_comment: MakeComment,
) -> None:
    make_comment("Mine.")
    make_comment("Theirs.", by=author)
    own, other = comments_of(reader_client, chapter)
    assert "own" in (own.attributes["class"] or "").split()
    # The heart of one's own comment is no link, but is in the same place.
    menu = f"More actions for the comment by {reader.username}"
    assert list(links(own))[-2:] == [f"Reply to {reader.username}", menu]
    assert own.css(".comment__actions > span.act--like") and not own.css("a.act--like")
    [like] = other.css(".comment__actions a[data-action]")
    assert (like.attributes["data-action"], like.text().strip()) == ("like", "Like")
    assert like.attributes["href"] == f"{chapter.get_absolute_url()}comments/2/"


def test_own_comments_name_a_state_only_if_unpublished(
    reader_client: Client, chapter: Chapter, author: User, make_comment: MakeComment
) -> None:
    make_comment("Published.")
    moderating.hide(make_comment("Hidden."), by=author)
    chapter.story.language = "he"
    chapter.story.save()
    page = LexborHTMLParser(reader_client.get("/accounts/comments/").content)
    hidden, published = page.css(".own-comments article")
    assert len(published.css(".facts > *")) == 1 and published.attributes["dir"] == "rtl"
    assert texts(hidden, ".facts > span") == [str(State.HIDDEN.label)]
