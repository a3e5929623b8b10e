"""Who may comment on a story or a chapter, as its authors have it; whom they stopped; undoing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.choices import Audience, Premoderation, State
from serial.comments.editing import delete_comment, undelete_comment
from serial.comments.models import Comment, CommentAction, StoryBan, StoryCommentSettings
from serial.comments.permissions import PostingRefused
from serial.comments.policy import policy_of
from serial.comments.settings_changes import ban_commenter, change_story_settings
from serial.stories.models import Credit, Story
from tests.comments.conftest import MakeComment
from tests.conftest import client_of, pen_name_of
from tests.desk.forms import open_form

USUAL = {"audience": "everyone", "premoderation": "guests", "closes_after_days": ""}


@pytest.fixture
def of_story(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/comments/"


@pytest.fixture
def of_chapter(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/comments/"


def send(client: Client, address: str, **data: object) -> str:
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_say_who_may_comment_on_a_story_and_undo_it(
    author_client: Client, chapter: Chapter, of_story: str
) -> None:
    form = open_form(author_client, of_story)
    assert form["audience"] == ["everyone"] and form["premoderation"] == ["guests"]
    data = {"audience": "members", "premoderation": "everyone", "closes_after_days": "30"}
    page = send(author_client, of_story, **data)
    assert "Saved." in page
    assert "Members may comment. All comments wait for you first." in page
    assert "A chapter closes 30 days after its release." in page
    rules = policy_of(chapter)
    assert (rules.audience, rules.premoderation) == (Audience.MEMBERS, Premoderation.EVERYONE)
    assert "It is so already." in send(author_client, of_story, **data)
    act = CommentAction.objects.get()
    page = send(author_client, of_story, undo=act.pk)
    assert "Undone." in page and "Everyone may comment." in page
    assert policy_of(chapter).audience == Audience.EVERYONE
    assert open_form(author_client, of_story)["closes_after_days"] == [""]


@pytest.mark.parametrize(
    "wrong",
    [{"audience": "x"}, {"audience": ""}, {"premoderation": "x"}]
    + [{"closes_after_days": text} for text in ("0", "-1", "x", "3651", "9" * 5000)],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    author_client: Client, of_story: str, wrong: dict[str, str]
) -> None:
    assert "Not saved yet" in send(author_client, of_story, **{**USUAL, **wrong})
    assert not StoryCommentSettings.objects.exists() and not CommentAction.objects.exists()


def test_a_chapter_has_its_own_rules_or_those_of_the_story(
    author_client: Client, author: User, chapter: Chapter, story: Story, of_chapter: str
) -> None:
    after = {"audience": "members", "premoderation": "nobody", "closes_after_days": None}
    change_story_settings(story, after, author)
    assert "As the story has it" in author_client.get(of_chapter).content.decode()
    send(author_client, of_chapter, audience="nobody", premoderation="", closed="")
    assert (
        policy_of(chapter).audience == Audience.NOBODY
        and policy_of(chapter).premoderation == Premoderation.NOBODY
    )
    page = send(author_client, of_chapter, audience="", premoderation="everyone", closed="on")
    assert "Closed to further comments." in page
    rules = policy_of(chapter)
    assert (rules.audience, rules.premoderation, rules.is_closed) == (
        Audience.MEMBERS,
        Premoderation.EVERYONE,
        True,
    )
    form = open_form(author_client, of_chapter)
    assert form["closed"] == ["on"] and form["audience"] == [""]
    newest, first = CommentAction.objects.filter(chapter=chapter)
    assert "undo that first" in send(author_client, of_chapter, undo=first.pk)
    send(author_client, of_chapter, undo=newest.pk)
    assert not policy_of(chapter).is_closed
    assert "Not saved yet" in send(author_client, of_chapter, audience="x")


def test_whom_the_author_stopped_may_comment_again(
    author_client: Client, author: User, make_comment: MakeComment, of_story: str
) -> None:
    ban_commenter(make_comment(), author)
    ban_commenter(make_comment(by=None), author)
    with pytest.raises(PostingRefused):
        make_comment()
    page = send(author_client, of_story, undo=CommentAction.objects.last().pk)  # type: ignore[union-attr]
    assert "rosa may comment on this story again." in page
    make_comment("And again.")
    page = " ".join(author_client.get(of_story).content.decode().split())
    assert "<bdi>Gus</bdi>, a guest" in page and "<bdi>rosa</bdi>, a guest" not in page
    send(author_client, of_story, let=StoryBan.objects.get().pk)
    make_comment(by=None)
    assert author_client.post(of_story, {"let": "1"}).status_code == 404


def test_all_that_was_done_to_comments_of_the_story_is_listed(
    author_client: Client, author: User, make_comment: MakeComment, of_story: str
) -> None:
    comment = make_comment("Secret words", quote="x")
    moderating.hide(comment, author)
    moderating.close_thread(comment, True, author)
    moderating.hide_quote(comment, True, author)
    moderating.pin(comment, True, author)
    moderating.move_to_paragraph(comment, 1, author)
    page = " ".join(author_client.get(of_story).content.decode().split())
    for said in ("is hidden", "takes no further replies", "is pinned", "that was chosen"):
        assert said in page
    hidden = CommentAction.objects.get(kind=CommentAction.Kind.STATE)
    assert "Undone." in send(author_client, of_story, undo=hidden.pk)
    assert Comment.objects.get().state == State.PUBLISHED
    assert "undone already" in send(author_client, of_story, undo=hidden.pk)


def test_what_its_writer_did_is_not_the_authors_to_undo(
    author_client: Client, make_comment: MakeComment, reader: User, of_story: str
) -> None:
    comment = make_comment()
    delete_comment(comment.pk, reader)
    undelete_comment(comment.pk, reader)
    for act in CommentAction.objects.all():
        page = send(author_client, of_story, undo=act.pk)
        assert "was undone already" in page or "cannot be undone" in page
    assert Comment.objects.get().state == State.PUBLISHED
    assert "Nothing yet." in author_client.get(of_story).content.decode()


def test_two_authors_at_once(
    author: User, other_author: User, story: Story, chapter: Chapter, of_story: str
) -> None:
    Credit.objects.create(
        story=story, pen_name=pen_name_of(other_author), accepted_at=timezone.now()
    )
    mine, theirs = client_of(author), client_of(other_author)
    send(mine, of_story, **{**USUAL, "audience": "members"})
    first = CommentAction.objects.get()
    send(theirs, of_story, **{**USUAL, "audience": "nobody"})
    page = send(mine, of_story, undo=first.pk)
    assert "Something else was done since" in page
    assert policy_of(chapter).audience == Audience.NOBODY
    # Only what was done last has a button.
    assert page.count('name="undo"') == 1 and page.index("<bdi>otto") < page.index("<bdi>anna")


def test_nobody_else_reaches_them(
    guest_client: Client,
    reader_client: Client,
    other_author_client: Client,
    moderator_client: Client,
    author: User,
    story: Story,
    of_story: str,
    of_chapter: str,
) -> None:
    act = change_story_settings(
        story, {**USUAL, "audience": "members", "closes_after_days": None}, author
    )
    assert act is not None
    for address in (of_story, of_chapter):
        for client, refused in (
            (other_author_client, 404),
            (reader_client, 403),
            (moderator_client, 403),
            (guest_client, 403),
        ):
            assert client.get(address).status_code == (302 if client is guest_client else refused)
            for data in (USUAL, {"undo": act.pk}, {"let": 1}, {"place": 1}):
                assert client.post(address, data).status_code == refused
    assert StoryCommentSettings.objects.get().audience == Audience.MEMBERS


def test_nothing_of_another_story_is_undone_here(
    author_client: Client,
    other_author_client: Client,
    other_author: User,
    make_story: object,
    author: User,
    story: Story,
    of_chapter: str,
) -> None:
    theirs = make_story("Theirs", by=other_author)  # type: ignore[operator]
    act = change_story_settings(
        story, {**USUAL, "audience": "members", "closes_after_days": None}, author
    )
    assert act is not None
    address = f"/desk/stories/story/{theirs.pk}/comments/"
    assert other_author_client.post(address, {"undo": act.pk}).status_code == 404
    assert author_client.post(of_chapter, {"undo": act.pk}).status_code == 404
    assert author_client.post(of_chapter, {"undo": "x"}).status_code == 404


def test_superusers_reach_them_in_the_whole_admin(
    superuser_client: Client, of_story: str, of_chapter: str
) -> None:
    for address in (of_story, of_chapter):
        address = address.replace("/desk/", "/admin/")
        page = send(superuser_client, address, audience="members", premoderation="nobody")
        assert "Saved." in page and "/desk/" not in page.split("<main")[1]


def test_the_forms_lead_to_them(author_client: Client, of_story: str, of_chapter: str) -> None:
    for address in (of_story, of_chapter):
        form = address.replace("comments/", "change/")
        assert f'href="{address}"' in author_client.get(form).content.decode()


@pytest.mark.parametrize("kind", ["story", "chapter"])
def test_they_cost_the_same_with_more_acts(
    author_client: Client,
    author: User,
    make_comment: MakeComment,
    of_story: str,
    of_chapter: str,
    kind: str,
) -> None:
    address = of_story if kind == "story" else of_chapter

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(address)
        return len(captured)

    def add(n: int) -> None:
        comment = make_comment(by=None, ip=f"192.0.2.{n}")
        moderating.approve(comment, author)
        moderating.close_thread(comment, True, author)
        ban_commenter(comment, author)

    send(author_client, of_chapter, audience="members", premoderation="")
    ban_commenter(make_comment(), author)
    send(author_client, of_chapter, audience="", premoderation="")
    add(1)
    # What was said of saving is read once.
    author_client.get(address)
    before = cost()
    for n in range(2, 14):
        add(n)
    assert cost() == before
