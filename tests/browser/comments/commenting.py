"""Helpers that create a discussion and use the comments of a chapter."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone
from playwright.sync_api import Locator, Page

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.choices import Premoderation
from serial.comments.editing import delete_comment
from serial.comments.models import Comment, StoryCommentSettings
from serial.comments.moderating import pin
from serial.comments.posting import post_comment
from serial.comments.reactions import set_like
from serial.comments.submission import CommentSubmission
from serial.stories.models import Story

BODY = """The light was on when she came back, and nobody had been there.

"I never lit it," said the keeper, and looked at his hands.

***

- Oil for a week.
- Bread for two days."""


def add_comment(chapter: Chapter, by: User | None, body: str, **fields: object) -> Comment:
    guest: dict[str, object] = {} if by else {"guest_name": "Gus", "ip": "192.0.2.7"}
    values = {"seconds": 60.0, "form_key": uuid4(), **guest, **fields}
    return post_comment(CommentSubmission(chapter=chapter, user=by, body=body, **values))  # type: ignore[arg-type]


def create_discussion(story: Story, author: User, reader: User) -> str:
    """Creates a discussion with everything a comment page can show; returns the chapter's URL."""
    StoryCommentSettings.objects.create(story=story, premoderation=Premoderation.NOBODY)
    chapter = story.chapters.get(title="Job 417")
    first = add_comment(chapter, reader, "I *liked* this.\n\n> the boots\n\n- and\n- the clock")
    parent = first
    for number in range(16):
        at = timezone.now() - timedelta(hours=20 - number)
        commenter = [author, None, reader][number % 3]
        parent = add_comment(chapter, commenter, f"Reply {number}.", parent=parent, at=at)
    add_comment(chapter, reader, "This sentence, @anna.", paragraph=4, quote="Number 416")
    add_comment(chapter, None, "::: spoiler The end\nHe left.\n:::", paragraph=4)
    add_comment(chapter, reader, "Words." * 40, paragraph=1)
    deleted = add_comment(chapter, reader, "Not so.")
    add_comment(chapter, author, "Oh?", parent=deleted)
    delete_comment(deleted.pk, reader)
    set_like(first, author, given=True)
    pin(first, True, author)
    return chapter.get_absolute_url()


def go_to_comments(page: Page, chapter_url: str) -> Locator:
    """Opens a chapter and scrolls to its comments, which are loaded then."""
    page.goto(chapter_url)
    page.locator("#comments").scroll_into_view_if_needed()
    page.locator("#comments [data-comment-list]").wait_for()
    return page.locator("#comments")


def type_comment(form: Locator, text: str, name: str = "") -> None:
    """Types the first letters key by key, as a person does."""
    area = form.locator("textarea")
    area.press_sequentially(text[:3])
    area.fill(text)
    if name:
        form.get_by_label("Your name").fill(name)


def submit_form(form: Locator) -> None:
    form.get_by_role("button", name="Post comment").click()


def select_text(page: Page, selector: str, words: str) -> None:
    """Selects `words` in the text of the element."""
    page.evaluate(
        """([selector, words]) => {
          const walker = document.createTreeWalker(
            document.querySelector(selector), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
          }
        }""",
        [selector, words],
    )


def open_menu(page: Page, comment: str) -> Locator:
    """Opens the menu of a comment such as "#c3"."""
    page.locator(comment).get_by_role("link", name="More actions").click()
    return page.locator(f"{comment} [data-menu] > ul")
