"""Authors go further than a moderator who corrected their story, and not back."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused
from serial.comments.changes.of_settings import ChapterSettingsChange
from serial.comments.models import Comment, CommentAction
from serial.comments.policy import policy_of
from serial.comments.settings_changes import change_chapter_settings
from serial.moderation.appealing import answer_appeal, appeal
from serial.moderation.choices import DecisionKind
from serial.moderation.deciding import undo
from serial.moderation.models import Decision
from serial.moderation.subjects.chapters import ChapterSubject
from serial.moderation.subjects.stories import StorySubject
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.comments.sending import send_action
from tests.conftest import MakeChapter
from tests.desk.forms import open_form
from tests.moderation.reviewing import decide_comment, make_moderator
from tests.moderation.test_hiding import decide_on
from tests.rolling_back import try_each

Labels = tuple[str, list[str]]


def save(client: Client, rating: str, warnings: list[str]) -> str:
    """Saves the form of the story, and returns the page with its errors; "" if it was saved."""
    url = f"/desk/stories/story/{Story.objects.get().pk}/tags/"
    data = {**open_form(client, url), "rating": [rating], "warnings": warnings}
    response = client.post(url, data)
    return response.content.decode() if response.status_code == 200 else ""


def labels() -> Labels:
    return Story.objects.values_list("rating", "warnings").get()


@pytest.fixture
def corrected(chapter: Chapter, moderator: User) -> Decision:
    Story.objects.update(rating="general", warnings=["none"])
    subject = StorySubject(Story.objects.get())
    value: dict[str, object] = {"rating": "mature", "warnings": ["violence", "death"]}
    return decide_on(subject, DecisionKind.CORRECT, moderator, **value)


@try_each(
    "chosen",
    [
        ("teen", ["violence", "death"], "rating"),
        ("not-rated", ["violence", "death"], "rating"),
        ("mature", ["death"], "warnings"),
        ("mature", ["none"], "warnings"),
        ("mature", ["undisclosed"], "warnings"),
        ("mature", ["abuse", "death", "violence"], ""),
        ("explicit", ["violence", "death"], ""),
    ],
)
def test_author_goes_further_and_not_back(
    corrected: Decision, author_client: Client, chosen: tuple[str, list[str], str]
) -> None:
    rating, warnings, refused = chosen
    page = save(author_client, rating, warnings)
    assert ("A moderator corrected the rating." in page) == (refused == "rating")
    assert ("A moderator corrected the warnings." in page) == (refused == "warnings")
    if refused:
        assert f'<a href="/accounts/decisions/{corrected.pk}/">' in page
        assert labels() == ("mature", ["violence", "death"])
    else:
        assert labels() == (rating, warnings)


def test_undone_correction_binds_nobody(
    corrected: Decision, author: User, author_client: Client, moderator: User
) -> None:
    assert save(author_client, "explicit", ["violence", "death"]) == ""
    made = appeal(corrected, "It is a comedy.", author)
    answer_appeal(made.pk, reverse=True, words="It is.", by=make_moderator("carla"))
    # What the author chose stays.
    assert labels() == ("explicit", ["none"])
    assert save(author_client, "general", ["none"]) == ""


def test_corrections_add_up_and_the_later_is_undone_first(
    corrected: Decision, author_client: Client, moderator: User
) -> None:
    subject = StorySubject(Story.objects.get())
    later = decide_on(subject, DecisionKind.CORRECT, moderator, warnings=["violence", "abuse"])
    page = save(author_client, "teen", ["violence"])
    assert "Choose these too: Abuse." in page and "“Mature”" in page
    with pytest.raises(ActionRefused):
        undo(corrected.pk, moderator)
    undo(later.pk, moderator)
    undo(corrected.pk, moderator)
    assert labels() == ("general", ["none"])


def test_nobody_overrules_a_moderator_who_decides_while_the_form_is_open(
    chapter: Chapter, author: User, author_client: Client, moderator: User
) -> None:
    url = f"/desk/stories/story/{chapter.story_id}/about/"
    form = open_form(author_client, url)
    decide_on(StorySubject(Story.objects.get()), DecisionKind.HIDE, moderator)
    assert "Moderators have taken this down." in author_client.post(url, form).content.decode()
    assert Story.objects.get().visibility == "draft"
    with pytest.raises(ValidationError):
        chapter.story.make_public(author)
    assert Story.objects.get().visibility == "draft"


def settings_of(client: Client, url: str, **data: str) -> str:
    return client.post(url, {**open_form(client, url), **data}, follow=True).content.decode()


CLOSED = "A moderator of the site closed these comments"


def test_author_opens_no_comments_that_a_moderator_closed(
    chapter: Chapter, author_client: Client, moderator: User
) -> None:
    of_story = f"/desk/stories/story/{chapter.story_id}/comments/"
    of_chapter = f"/desk/chapters/chapter/{chapter.pk}/comments/"
    assert CLOSED not in author_client.get(of_story).content.decode()
    closed = decide_on(StorySubject(chapter.story), DecisionKind.CLOSE_COMMENTS, moderator)
    for page in (of_story, of_chapter):
        assert CLOSED in author_client.get(page).content.decode()
    # What they choose now is for later.
    settings_of(author_client, of_story, audience="members", premoderation="everyone")
    settings_of(author_client, of_chapter, audience="everyone")
    assert policy_of(chapter).is_closed
    undo(closed.pk, moderator)
    policy = policy_of(Chapter.objects.get())
    assert (policy.audience, policy.premoderation) == ("everyone", "everyone")
    assert not policy.is_closed and CLOSED not in author_client.get(of_story).content.decode()
    decide_on(ChapterSubject(chapter), DecisionKind.CLOSE_COMMENTS, moderator)
    data = {"audience": "", "premoderation": ""}
    assert CLOSED in author_client.post(of_chapter, data, follow=True).content.decode()
    assert CLOSED not in settings_of(author_client, of_story, audience="members")


def test_closing_a_story_closes_chapters_with_an_audience_of_their_own(
    make_chapter: MakeChapter,
    chapter: Chapter,
    author: User,
    author_client: Client,
    moderator: User,
) -> None:
    own, closed_before = (make_chapter(title) for title in ("Own", "Closed"))
    change_chapter_settings(own, ChapterSettingsChange("everyone", "nobody", closed=False), author)
    change_chapter_settings(
        closed_before, ChapterSettingsChange("members", "", closed=True), author
    )
    chapters = (chapter, own, closed_before)
    before = [policy_of(each) for each in chapters]
    assert [policy.is_closed for policy in before] == [False, False, True]
    decision = decide_on(StorySubject(chapter.story), DecisionKind.CLOSE_COMMENTS, moderator)
    assert all(policy_of(each).is_closed for each in chapters)
    for each in (chapter, own):
        page = Client().get(each.get_absolute_url()).content.decode()
        assert "Comments on this chapter are closed." in page and "Write a comment" not in page
    statement = author_client.get(f"/accounts/decisions/{decision.pk}/").content.decode()
    assert "Comments are closed on all chapters." in statement
    log = author_client.get(f"/desk/stories/story/{chapter.story_id}/comments/").content.decode()
    assert "Closed to new comments." in log and "A moderator" in log
    # The author undoes neither this nor an earlier change that would open it.
    for action in CommentAction.objects.filter(chapter=None):
        author_client.post(f"/desk/comments/actions/{action.pk}/undo/")
    assert policy_of(own).is_closed
    undo(decision.pk, moderator)
    assert [policy_of(each) for each in chapters] == before


def test_author_reopens_no_thread_that_a_moderator_closed(
    make_comment: MakeComment, author: User, author_client: Client, moderator: User
) -> None:
    comment = make_comment("One.")
    closed = decide_comment(comment, DecisionKind.CLOSE_THREAD, moderator)
    send_action(author_client, comment, "reopen-thread")
    assert Comment.objects.get().closed_at is not None
    undo(closed.pk, moderator)
    for name in ("close-thread", "reopen-thread"):
        send_action(author_client, comment, name)
    assert Comment.objects.get().closed_at is None
