"""Chapters move into another story of their author, with their comments and URLs."""

from datetime import timedelta

from django.test import Client

from accounts.models import User
from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter
from serial.chapters.taking_down import take_down
from serial.comments.models import CommentAction
from serial.comments.moderating import hide
from serial.moderation.models import ReviewItem
from serial.stories.choices import Visibility
from serial.stories.models import Part, Story
from tests.comments.conftest import MakeComment, make_comment
from tests.conftest import MakeChapter, MakeStory

__all__ = ["make_comment"]

LIST = "/desk/chapters/chapter/"


def move(client: Client, target: Story, *chapters: Chapter) -> str:
    data = {"action": "move_selected_to_story", "stage": "confirm", "story": target.pk}
    chosen = {"_selected_action": [chapter.pk for chapter in chapters]}
    return client.post(LIST, data | chosen, follow=True).content.decode()


def test_chapters_move_to_the_end_with_their_comments_and_urls(
    author_client: Client,
    guest_client: Client,
    author: User,
    story: Story,
    chapter: Chapter,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    make_comment: MakeComment,
) -> None:
    target = make_story("Target", language="de")
    part = Part.objects.create(story=story, title="A")
    first, stays, second = (
        make_chapter('"Quoted."', title="Same", part=part),
        make_chapter(title="Stays"),
        make_chapter(title="Two", release_in=timedelta(days=1)),
    )
    there = make_chapter("Other words.", title="Same", story=target)
    comment = make_comment("Lovely.", chapter=first)
    hide(comment, author)
    item = ReviewItem.objects.create(
        kind="chapter", chapter=first, on_story=story, is_reported=True
    )
    old_url = first.get_absolute_url()
    page = author_client.post(
        LIST, {"action": "move_selected_to_story", "_selected_action": [first.pk]}
    ).content.decode()
    assert "Target" in page and "Same" in page and Chapter.objects.get(pk=first.pk).story == story

    assert "2 chapters moved to “Target”" in move(author_client, target, second, first)

    moved = list(target.chapters.in_order().values_list("title", "number", "slug"))
    assert moved == [
        *[("Same", 1, there.slug), ("Same", 2, "same-2")],
        ("Two", 3, second.slug),
    ]
    assert not target.chapters.filter(part=part).exists()
    left = list(story.chapters.in_order().values_list("pk", "number"))
    assert left == [(chapter.pk, 1), (stays.pk, 2)]
    for changed in (story, target):
        changed.refresh_from_db()
        assert changed.chapter_count == 2
    assert (story.next_release_at, target.next_release_at is None) == (None, False)
    first.refresh_from_db()
    response = guest_client.get(old_url)
    assert (response.status_code, response.headers["location"]) == (301, first.get_absolute_url())
    # The other language has other quotation marks.
    assert '"Quoted."' in first.body_html and first.revision == 1
    comment.refresh_from_db()
    item.refresh_from_db()
    assert (comment.story, item.on_story) == (target, target)
    assert CommentAction.objects.get().story == target


def test_chapters_move_only_between_ones_own_stories(
    author_client: Client,
    other_author_client: Client,
    moderator: User,
    story: Story,
    make_story: MakeStory,
    make_chapter: MakeChapter,
) -> None:
    chapter = make_chapter()
    assert "You have no other story." in move(author_client, story, chapter)
    own, deleted = make_story("Own"), make_story("Deleted")
    deleted.soft_delete()
    for target in (deleted, story):
        assert "Select a valid choice" in move(author_client, target, chapter)
    move(other_author_client, own, chapter)
    assert "Select chapters of one story only." in move(
        author_client, own, chapter, make_chapter(story=own)
    )
    take_down(chapter, TakedownReason.RULES, moderator)
    assert "Moderators have taken this down." in move(author_client, own, chapter)
    chapter.refresh_from_db()
    assert chapter.story == story and own.visibility == Visibility.PUBLIC
