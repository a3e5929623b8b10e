"""Members whom an author lets moderate the comments of a story."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from serial.comments import moderating, settings_changes
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.models import Comment, CommentAction, StoryModerator
from serial.comments.settings_changes import appoint_moderator, remove_moderator
from serial.comments.undoing import undo_action
from serial.comments.viewers import load_viewer
from serial.moderation.models import Decision
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.comments.people import MANAGING, PEOPLE, get_person
from tests.comments.sending import send_action, state_of
from tests.conftest import MakeChapter, MakeStory, client_of, make_user
from tests.rolling_back import rolled_back
from tests.shared_rows import shared_rows

PAGE = "/accounts/comments/moderated/"


@pytest.fixture
def helper(db: None) -> User:
    return make_user("hedwig")


@shared_rows
def held(make_comment: MakeComment) -> Comment:
    return make_comment("Buy lamps.", by=None)


def settings_page(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/comments/"


def test_author_appoints_and_removes_at_the_desk(
    helper: User, author_client: Client, held: Comment
) -> None:
    url = settings_page(held.story)
    for name in ("nobody", "", "\x00", "anna"):
        author_client.post(url, {"appoint": "1", "moderator": name})
    assert not StoryModerator.objects.exists()
    page = author_client.post(url, {"appoint": "1", "moderator": "@Hedwig"}, follow=True)
    assert "hedwig moderates this story’s comments." in page.content.decode()
    moderator = StoryModerator.objects.get(user=helper)
    page = author_client.post(url, {"remove": moderator.pk}, follow=True)
    assert "hedwig no longer moderates this story’s comments." in page.content.decode()
    assert not StoryModerator.objects.exists()
    appointed = CommentAction.objects.order_by("pk").filter(kind="moderator").first()
    assert appointed and appointed.after == {"user_id": helper.pk, "appointed": True}


def test_story_moderator_decides_as_the_author_does(
    helper: User, author: User, held: Comment, make_story: MakeStory, make_chapter: MakeChapter
) -> None:
    client = client_of(helper)
    assert client.get(held.get_absolute_url()).status_code == 404
    appoint_moderator(held.story, helper, author)
    page = client.get(held.get_absolute_url()).content.decode()
    assert "Buy lamps." in page and 'value="approve"' in page
    assert 'value="pin"' not in page and 'value="ban"' not in page
    send_action(client, held, "approve")
    assert state_of(held) == State.PUBLISHED
    assert not Decision.objects.exclude(by=None).exists()
    remove_moderator(StoryModerator.objects.get(), author)
    assert send_action(client, held, "hide").status_code == 403


def test_story_moderator_leaves_what_they_wrote_to_the_author(
    helper: User, author: User, make_comment: MakeComment
) -> None:
    own, client = make_comment("Mine.", by=helper), client_of(helper)
    appoint_moderator(own.story, helper, author)
    held = moderating.hold(own, author)
    assert held is not None and "Mine." not in client.get(PAGE).content.decode()
    page = client.get(own.get_absolute_url()).content.decode()
    assert "Mine." in page and 'value="approve"' not in page and "Hold" not in page
    for name in ("approve", "hide", "close-thread"):
        assert send_action(client, own, name).status_code == 403, name
    assert send_action(client, own, "undo", undo=held.pk).status_code == 403
    assert not load_viewer(own, helper).is_moderator and state_of(own) == State.HELD
    moderating.approve(own, author)
    # An author decides on everything on their own story.
    of_author = make_comment("The author’s.", by=author)
    moderating.hold(of_author, None)
    send_action(client_of(author), of_author, "approve")
    assert state_of(own) == state_of(of_author) == State.PUBLISHED


def test_only_on_that_story(
    helper: User,
    author: User,
    held: Comment,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    appoint_moderator(held.story, helper, author)
    other = make_comment("Of another.", by=None, chapter=make_chapter(story=make_story("Two")))
    with pytest.raises(PermissionDenied):
        moderating.approve(other, helper)
    readable = Comment.objects.readable_by(helper)
    assert held in readable and other not in readable
    page = client_of(helper).get(PAGE).content.decode()
    assert "Buy lamps." in page and "Of another." not in page


@pytest.mark.parametrize("name", PEOPLE)
def test_who_appoints(
    name: str, helper: User, held: Comment, author: User, request: pytest.FixtureRequest
) -> None:
    person = get_person(name, request)
    if name in MANAGING:
        appoint_moderator(held.story, helper, person)
        return
    with pytest.raises(PermissionDenied):
        appoint_moderator(held.story, helper, person)
    appoint_moderator(held.story, helper, author)
    with pytest.raises(PermissionDenied), rolled_back():
        remove_moderator(StoryModerator.objects.get(), person)
    with pytest.raises(PermissionDenied):
        appoint_moderator(held.story, make_user("ida"), helper)


def test_appointing_is_undone_and_limited(
    helper: User, author: User, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = appoint_moderator(story, helper, author)
    assert action is not None and appoint_moderator(story, helper, author) is None
    undo_action(action, author)
    assert not StoryModerator.objects.exists()
    monkeypatch.setattr(settings_changes, "MAX_MODERATORS", 1)
    appoint_moderator(story, helper, author)
    with pytest.raises(ActionRefused):
        appoint_moderator(story, make_user("ida"), author)


def test_story_moderator_leaves(helper: User, author: User, held: Comment) -> None:
    appoint_moderator(held.story, helper, author)
    client = client_of(helper)
    assert PAGE in client.get("/accounts/comments/").content.decode()
    pk = StoryModerator.objects.get().pk
    assert client.post(PAGE, {"leave": "x"}).status_code == 404
    assert client.post(PAGE, {"leave": pk}).status_code == 302
    assert not StoryModerator.objects.exists()
    assert PAGE not in client.get("/accounts/comments/").content.decode()
    assert client.post(PAGE, {"leave": pk}).status_code == 404
