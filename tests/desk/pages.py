"""Every page of the desk in the states that an author meets, for what looks at all of them."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.test import Client

from accounts.models import Preferences, User
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.comments.models import Comment
from serial.comments.moderating import close_thread, hide
from serial.comments.posting import post_comment
from serial.comments.reactions import set_like
from serial.comments.settings_changes import ban_commenter
from serial.comments.submission import CommentSubmission
from serial.desk.sample.loading import load_sample
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.stories.choices import Role
from serial.stories.crediting import add_credit, create_story
from serial.stories.models import Story
from tests.conftest import pen_name_of

CHAPTERS, STORIES = "/desk/chapters/chapter/", "/desk/stories/story/"


def fill_desk(author: User, other_author: User, client: Client) -> Chapter:
    """A desk with something on every page; returns a draft with unsaved words and links."""
    Preferences.objects.create(user=author, time_zone="America/New_York")
    own_name = pen_name_of(author)
    story = load_sample(author)
    assert story is not None
    draft = story.chapters.get(title="Fourteen")
    create_draft_link(draft, author, note="Rosa")
    typed = {"chapter": draft.pk, "based_on": 1, "body": "Other *words*."}
    client.post(f"{CHAPTERS}working-copies/{uuid4()}/", typed)
    theirs = Story(title="Theirs")
    create_story(theirs, pen_name_of(other_author), "", uuid4())
    add_credit(theirs, own_name, Role.EDITOR, by=other_author)
    let_readers_talk(story, author, other_author)
    return draft


def let_readers_talk(story: Story, author: User, reader: User) -> None:
    """Comments of every state; one lost its place, and somebody was stopped."""
    chapter = story.chapters.released().in_order().first()
    assert chapter is not None

    def say(body: str, by: User | None = reader, **given: Any) -> Comment:
        given = {"form_key": uuid4(), "seconds": 60.0, "ip": "192.0.2.1", **given}
        return post_comment(
            CommentSubmission(chapter=chapter, user=by, body=body, guest_name="Gus", **given)
        )

    first, *_rest = split_into_blocks(chapter.body_html)
    quoted = say("I *heard* it too.", paragraph=first.id, quote=first.text[:60])
    say("Did you?", author, parent=quoted)
    held = say("Buy https://example.org\n\n::: spoiler\nNo.\n:::", None)
    hide(say("Hm."), author)
    set_like(say("The kettle!"), author, given=True)
    ban_commenter(held, author)
    close_thread(quoted, True, author)
    rest = chapter.body[chapter.body.index("\n\n") :]
    text = replace(chapter.text(), body=rest)
    save_text(chapter, text, SaveInfo(by=author), based_on=chapter.revision)


def addresses(draft: Chapter) -> list[str]:
    """The pages that open with GET."""
    chapter, story = f"{CHAPTERS}{draft.pk}/", f"{STORIES}{draft.story_id}/"
    copy = draft.working_copies.get().key
    return [
        *("/desk/", "/desk/chapters/", CHAPTERS, f"{CHAPTERS}?state=draft&deleted=yes&q=none"),
        *(f"{CHAPTERS}?story__id__exact={draft.story_id}", f"{CHAPTERS}add/"),
        *(
            f"{chapter}{page}/"
            for page in ("change", "history", "delete", "revisions", "draft-links")
        ),
        f"{chapter}revisions/compare/?old=1&new=1",
        *(f"{CHAPTERS}calendar/", f"{CHAPTERS}working-copies/{copy}/"),
        *(STORIES, f"{STORIES}add/"),
        *(f"{story}{page}/" for page in ("change", "history", "delete", "arrange")),
        *("/desk/comments/", "/desk/comments/?state=held", "/desk/comments/?page=9"),
        *(f"{story}comments/", f"{chapter}comments/", *talked_of(draft.story)),
        *(f"{story}arrange/?move={draft.pk}", f"{story}arrange/?undo={draft.pk}"),
        *("/desk/accounts/penname/", "/desk/accounts/penname/add/", "/desk/desk/creditinvitation/"),
    ]


def talked_of(story: Story) -> list[str]:
    """Pages of the chapter that has comments, as they are before and while one is placed."""
    thread = Comment.objects.filter(story=story).exclude(paragraph=None).threads().get()
    page = f"{CHAPTERS}{thread.chapter_id}/comments/"
    done = thread.actions.get()
    return [page, f"{page}?place={thread.pk}", f"/desk/comments/?done={done.pk}"]
