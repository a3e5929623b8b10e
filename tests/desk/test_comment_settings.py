"""The comment settings of stories and chapters, bans, and undoing both."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.changes.of_settings import StorySettingsChange
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
from tests.rolling_back import try_each

DEFAULTS = {"audience": "everyone", "premoderation": "guests", "closes_after_days": ""}


@pytest.fixture
def story_page(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/comments/"


@pytest.fixture
def chapter_page(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/comments/"


def send(client: Client, url: str, **data: object) -> str:
    response = client.post(url, data, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_change_the_settings_of_a_story_and_undo_it(
    author_client: Client, chapter: Chapter, story_page: str
) -> None:
    form = open_form(author_client, story_page)
    assert form["audience"] == ["everyone"] and form["premoderation"] == ["guests"]
    data = {"audience": "members", "premoderation": "everyone", "closes_after_days": "30"}
    page = send(author_client, story_page, **data)
    assert "Saved." in page
    assert "Only members can comment. All comments need your approval." in page
    assert "Comments on a chapter close 30 days after its release." in page
    policy = policy_of(chapter)
    assert (policy.audience, policy.premoderation) == (Audience.MEMBERS, Premoderation.EVERYONE)
    assert "This was already done." in send(author_client, story_page, **data)
    action = CommentAction.objects.get()
    page = send(author_client, story_page, undo=action.pk)
    assert "Undone." in page and "Everyone can comment." in page
    assert policy_of(chapter).audience == Audience.EVERYONE
    assert open_form(author_client, story_page)["closes_after_days"] == [""]


@try_each(
    "invalid",
    [{"audience": "x"}, {"audience": ""}, {"premoderation": "x"}]
    + [{"closes_after_days": text} for text in ("0", "-1", "x", "3651", "9" * 5000)],
)
def test_invalid_settings_are_refused_with_an_error(
    author_client: Client, story_page: str, invalid: dict[str, str]
) -> None:
    assert "Not saved." in send(author_client, story_page, **{**DEFAULTS, **invalid})
    assert not StoryCommentSettings.objects.exists() and not CommentAction.objects.exists()


def test_a_chapter_has_its_own_settings_or_those_of_the_story(
    author_client: Client, author: User, chapter: Chapter, story: Story, chapter_page: str
) -> None:
    change_story_settings(story, StorySettingsChange("members", "nobody", None), author)
    assert "Same as the story" in author_client.get(chapter_page).content.decode()
    send(author_client, chapter_page, audience="nobody", premoderation="", closed="")
    assert (
        policy_of(chapter).audience == Audience.NOBODY
        and policy_of(chapter).premoderation == Premoderation.NOBODY
    )
    page = send(author_client, chapter_page, audience="", premoderation="everyone", closed="on")
    assert "Closed to new comments." in page
    policy = policy_of(chapter)
    assert (policy.audience, policy.premoderation, policy.is_closed) == (
        Audience.MEMBERS,
        Premoderation.EVERYONE,
        True,
    )
    form = open_form(author_client, chapter_page)
    assert form["closed"] == ["on"] and form["audience"] == [""]
    newest, first = CommentAction.objects.filter(chapter=chapter)
    assert "Undo the later change first" in send(author_client, chapter_page, undo=first.pk)
    send(author_client, chapter_page, undo=newest.pk)
    assert not policy_of(chapter).is_closed
    assert "Not saved." in send(author_client, chapter_page, audience="x")


def test_banned_commenters_can_comment_again_after_the_ban_is_lifted(
    author_client: Client, author: User, make_comment: MakeComment, story_page: str
) -> None:
    ban_commenter(make_comment(), author)
    ban_commenter(make_comment(by=None), author)
    with pytest.raises(PostingRefused):
        make_comment()
    page = send(author_client, story_page, undo=CommentAction.objects.last().pk)  # type: ignore[union-attr]
    assert "Ban lifted: rosa can comment on this story again." in page
    make_comment("And again.")
    page = " ".join(author_client.get(story_page).content.decode().split())
    assert "<bdi>Gus</bdi>, a guest" in page and "<bdi>rosa</bdi>, a guest" not in page
    send(author_client, story_page, lift_ban=StoryBan.objects.get().pk)
    make_comment(by=None)
    assert author_client.post(story_page, {"lift_ban": "1"}).status_code == 404


def test_the_action_log_lists_all_actions_on_comments_of_the_story(
    author_client: Client, author: User, make_comment: MakeComment, story_page: str
) -> None:
    comment = make_comment("Secret words", quote="x")
    moderating.hide(comment, author)
    moderating.close_thread(comment, True, author)
    moderating.hide_quote(comment, True, author)
    moderating.pin(comment, True, author)
    moderating.move_to_paragraph(comment, 1, author)
    page = " ".join(author_client.get(story_page).content.decode().split())
    for text in (
        "Comment by rosa hidden.",
        "Thread by rosa closed.",
        "Thread by rosa pinned.",
        "moved to another paragraph",
    ):
        assert text in page
    hidden = CommentAction.objects.get(kind=CommentAction.Kind.STATE)
    assert "Undone." in send(author_client, story_page, undo=hidden.pk)
    assert Comment.objects.get().state == State.PUBLISHED
    assert "already undone" in send(author_client, story_page, undo=hidden.pk)


def test_an_author_cannot_undo_what_a_commenter_did(
    author_client: Client, make_comment: MakeComment, reader: User, story_page: str
) -> None:
    comment = make_comment()
    delete_comment(comment.pk, reader)
    undelete_comment(comment.pk, reader)
    for action in CommentAction.objects.all():
        page = send(author_client, story_page, undo=action.pk)
        assert "was already undone" in page or "can no longer be undone" in page
    assert Comment.objects.get().state == State.PUBLISHED
    assert "No actions yet." in author_client.get(story_page).content.decode()


def test_two_authors_change_the_same_settings(
    author: User, other_author: User, story: Story, chapter: Chapter, story_page: str
) -> None:
    Credit.objects.create(
        story=story, pen_name=pen_name_of(other_author), accepted_at=timezone.now()
    )
    client, other_client = client_of(author), client_of(other_author)
    send(client, story_page, **{**DEFAULTS, "audience": "members"})
    first = CommentAction.objects.get()
    send(other_client, story_page, **{**DEFAULTS, "audience": "nobody"})
    page = send(client, story_page, undo=first.pk)
    assert "This was changed again later" in page
    assert policy_of(chapter).audience == Audience.NOBODY
    # Only the latest action has an Undo button.
    assert page.count('name="undo"') == 1 and page.index("<bdi>otto") < page.index("<bdi>anna")


def test_only_authors_of_the_story_reach_the_pages(
    guest_client: Client,
    reader_client: Client,
    other_author_client: Client,
    moderator_client: Client,
    author: User,
    story: Story,
    story_page: str,
    chapter_page: str,
) -> None:
    action = change_story_settings(story, StorySettingsChange("members", "guests", None), author)
    assert action is not None
    for url in (story_page, chapter_page):
        for client, status in (
            (other_author_client, 404),
            (reader_client, 403),
            (moderator_client, 403),
            (guest_client, 403),
        ):
            assert client.get(url).status_code == (302 if client is guest_client else status)
            for data in (DEFAULTS, {"undo": action.pk}, {"lift_ban": 1}, {"move": 1}):
                assert client.post(url, data).status_code == status
    assert StoryCommentSettings.objects.get().audience == Audience.MEMBERS


def test_actions_of_another_story_cannot_be_undone(
    author_client: Client,
    other_author_client: Client,
    other_author: User,
    make_story: object,
    author: User,
    story: Story,
    chapter_page: str,
) -> None:
    other_story = make_story("Theirs", by=other_author)  # type: ignore[operator]
    action = change_story_settings(story, StorySettingsChange("members", "guests", None), author)
    assert action is not None
    url = f"/desk/stories/story/{other_story.pk}/comments/"
    assert other_author_client.post(url, {"undo": action.pk}).status_code == 404
    assert author_client.post(chapter_page, {"undo": action.pk}).status_code == 404
    assert author_client.post(chapter_page, {"undo": "x"}).status_code == 404


def test_superusers_reach_the_pages_in_the_site_admin(
    superuser_client: Client, story_page: str, chapter_page: str
) -> None:
    for url in (story_page, chapter_page):
        url = url.replace("/desk/", "/admin/")
        page = send(superuser_client, url, audience="members", premoderation="nobody")
        assert "Saved." in page and "/desk/" not in page.split("<main")[1]


def test_story_and_chapter_forms_link_to_the_pages(
    author_client: Client, story_page: str, chapter_page: str
) -> None:
    for url in (story_page, chapter_page):
        form = url.replace("comments/", "change/")
        assert f'href="{url}"' in author_client.get(form).content.decode()


@pytest.mark.parametrize("kind", ["story", "chapter"])
def test_query_count_does_not_grow_with_actions(
    author_client: Client,
    author: User,
    make_comment: MakeComment,
    story_page: str,
    chapter_page: str,
    kind: str,
) -> None:
    url = story_page if kind == "story" else chapter_page

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            author_client.get(url)
        return len(captured)

    def add(n: int) -> None:
        comment = make_comment(by=None, ip=f"192.0.2.{n}")
        moderating.approve(comment, author)
        moderating.close_thread(comment, True, author)
        ban_commenter(comment, author)

    send(author_client, chapter_page, audience="members", premoderation="")
    ban_commenter(make_comment(), author)
    send(author_client, chapter_page, audience="", premoderation="")
    add(1)
    # The message about the last save is shown once, with queries of its own.
    author_client.get(url)
    before = count_queries()
    for n in range(2, 6):
        add(n)
    assert count_queries() == before
