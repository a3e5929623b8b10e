"""All pages of the desk with content, for the tests that visit every page."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from accounts.models import Preferences, User
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter
from serial.chapters.releases.queue.arranging import add_to_queue
from serial.chapters.releases.queue.rhythm import (
    RhythmChoice,
    set_rhythm,
    skip_slot,
    take_break,
)
from serial.chapters.saving import SaveInfo, restore_revision, save_text
from serial.comments.draft_comments import managing
from serial.comments.models import Comment, DraftComment
from serial.comments.moderating import close_thread, hide
from serial.comments.posting import post_comment
from serial.comments.reactions import set_like
from serial.comments.settings_changes import ban_commenter
from serial.comments.submission import CommentSubmission
from serial.desk.editor.ignored_checks import CheckKey, ignore_check
from serial.desk.models import SavedReply
from serial.desk.sample.loading import load_sample
from serial.desk.stories.story_tabs import SETTINGS_TABS
from serial.manuscripts.models import Manuscript
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.moderation.models import Wave
from serial.stories.choices import Role
from serial.stories.crediting import add_credit, create_story
from serial.stories.models import Story
from serial.times.rhythm import RhythmKind
from tests.conftest import pen_name_of
from tests.manuscripts.making import TWO_CHAPTERS, make_imported, make_planned

CHAPTERS, STORIES = "/desk/chapters/chapter/", "/desk/stories/story/"


def fill_desk(author: User, other_author: User, client: Client) -> Chapter:
    """Puts content on every page; returns a draft with unsaved changes and a draft link."""
    Preferences.objects.create(user=author, time_zone="America/New_York")
    pen_name = pen_name_of(author)
    story = load_sample(author)
    assert story is not None
    fill_queue(story, author)
    draft = story.chapters.get(title="Fourteen")
    comment_on_draft(draft, author)
    data = {
        "chapter": draft.pk,
        "based_on": 1,
        "body": "Other *words*.\n\nSo *it was.\n\nOf of it.",
    }
    ignore_check(story, CheckKey.of("asterisk", "So ⟨*⟩it was."), author)
    client.post(f"{CHAPTERS}working-copies/{uuid4()}/", data)
    other_story = Story(title="Theirs")
    create_story(other_story, pen_name_of(other_author), "", uuid4())
    add_credit(other_story, pen_name, Role.EDITOR, by=other_author)
    add_comments(story, author, other_author)
    return draft


def fill_queue(story: Story, author: User) -> None:
    """Puts the scheduled chapter into a queue with a skipped day and a break."""
    days = timezone.localdate() + timedelta(days=1), timezone.localdate() + timedelta(days=30)
    weekly = RhythmChoice(RhythmKind.INTERVAL, days[0], time(18), "America/New_York", [])
    set_rhythm(story, replace(weekly, chapters_per_slot=2, buffer_goal=3), author)
    add_to_queue(story, list(story.chapters.scheduled()), author)
    skip_slot(story, days[0], author)
    take_break(story, days[1], days[1] + timedelta(days=30), author)


def comment_on_draft(draft: Chapter, author: User) -> None:
    """Adds a draft link with comments: resolved, with replies, folded, on a paragraph."""
    link = create_draft_link(draft, author, note="Rosa")
    for number in range(3):
        comment = DraftComment.objects.create(
            chapter=draft,
            link=link,
            name=link.note,
            body="Who?",
            body_html="<p>Who?</p>",
            findings=["links", "words-x"] if number == 1 else [],
            paragraph=number or None,
            quote="The kettle" if number else "",
            form_key=uuid4(),
        )
        managing.reply(comment.pk, author, "Peg.", uuid4())
    managing.resolve(comment.pk, author)


def add_comments(story: Story, author: User, reader: User) -> None:
    """Adds comments in every state, one of them orphaned, and a ban."""
    chapter = story.chapters.released().in_order().first()
    assert chapter is not None

    def post(body: str, user: User | None = reader, **options: Any) -> Comment:
        options = {"form_key": uuid4(), "seconds": 60.0, "ip": "192.0.2.1", **options}
        return post_comment(
            CommentSubmission(chapter=chapter, user=user, body=body, guest_name="Gus", **options)
        )

    first, *_others = split_into_blocks(chapter.body_html)
    quoted = post("I *heard* it too.", paragraph=first.id, quote=first.text[:60])
    post("Did you?", author, parent=quoted)
    held = post("Buy https://example.org\n\n::: spoiler\nNo.\n:::", None)
    hide(post("Hm."), author)
    set_like(post("The kettle!"), author, given=True)
    ban_commenter(held, author)
    close_thread(quoted, True, author)
    body_without_first = chapter.body[chapter.body.index("\n\n") :]
    text = replace(chapter.text(), body=body_without_first)
    save_text(chapter, text, SaveInfo(by=author), based_on=chapter.revision)


def page_urls(draft: Chapter) -> list[str]:
    """The URLs that open with GET."""
    chapter, story = f"{CHAPTERS}{draft.pk}/", f"{STORIES}{draft.story_id}/"
    copy = draft.working_copies.get().key
    return [
        "/desk/",
        *(f"{CHAPTERS}add/", f"{chapter}menu/", *settings_urls(story)),
        *announcement_urls(draft.story),
        *(f"{story}change/?{query}" for query in ("order=reading", "state=draft", "state=deleted")),
        *(
            f"{chapter}{page}/"
            for page in ("change", "history", "delete", "revisions", "draft-links")
        ),
        f"{chapter}draft-links/{draft.draft_links.get().pk}/delete/",
        *revision_urls(draft),
        *(f"{CHAPTERS}{pk}/announce/" for pk in _released_and_draft(draft)),
        *(f"{CHAPTERS}schedule/", f"{CHAPTERS}schedule/?story={draft.story_id}"),
        *(f"{CHAPTERS}calendar/", f"{CHAPTERS}working-copies/{copy}/"),
        *(f"{CHAPTERS}working-copies/{copy}/discard/", f"{chapter}change/?copy=saved"),
        *(STORIES, f"{STORIES}add/"),
        *(f"{story}{page}/" for page in ("change", "history", "delete", "arrange")),
        *("/desk/comments/", "/desk/comments/?state=held", "/desk/comments/?page=9"),
        *saved_reply_urls(draft),
        *(f"{story}comments/", f"{chapter}comments/", *comment_page_urls(draft.story)),
        *search_page_urls(draft),
        *import_page_urls(draft),
        *(f"{story}arrange/?move={draft.pk}", f"{story}arrange/?undo={draft.pk}"),
        *(STORIES + "?deleted=yes", STORIES + "?q=zzz", *people_urls(draft)),
    ]


def _released_and_draft(draft: Chapter) -> list[int]:
    """One that followers can be told of again, and one that they cannot."""
    released = draft.story.chapters.filter(revision__gt=1).earliest("pk")
    Chapter.objects.filter(pk=released.pk).update(text_changed_at=timezone.now())
    return [released.pk, draft.pk]


def people_urls(draft: Chapter) -> list[str]:
    pen_name = f"/desk/accounts/penname/{draft.story.credits.earliest('pk').pen_name_id}/"
    pages = [f"{pen_name}{page}/" for page in ("change", "history", "delete")]
    lists = ("/desk/accounts/penname/", "/desk/accounts/penname/add/")
    return [*lists, *pages, "/desk/desk/creditinvitation/"]


def revision_urls(draft: Chapter) -> list[str]:
    """The chapter's first revision alone, and the pages of another chapter with several."""
    edited = draft.story.chapters.filter(revision__gt=1).earliest("pk")
    author = draft.working_copies.get().typed_by
    text = replace(edited.text(), note_after="Thanks.", body=f"{edited.body}\n\nAnd so on.")
    info = SaveInfo(by=author, remark="With thanks")
    save_text(edited, text, info, based_on=edited.revision)
    edited.refresh_from_db()
    restored = restore_revision(edited, 1, author).number
    pages = f"{CHAPTERS}{edited.pk}/revisions/"
    return [
        *(pages, f"{pages}?from=1", f"{pages}?from=1&to=3&view=beside", f"{pages}3/"),
        *(f"{pages}?from=2&view=whole", f"{pages}?restored={restored}"),
    ]


def saved_reply_urls(draft: Chapter) -> list[str]:
    author = draft.working_copies.get().typed_by
    saved = SavedReply.objects.create(user=author, text="Thank you for reading!")
    comment = Comment.objects.filter(story=draft.story, state="published").earliest("pk")
    pages = "/desk/comments/saved-replies/"
    return [pages, f"{pages}{saved.pk}/", f"/desk/comments/{comment.pk}/reply/"]


def search_page_urls(draft: Chapter) -> list[str]:
    """Results, a preview with places of all kinds, and a replacement that left a chapter out."""
    story = f"{STORIES}{draft.story_id}/"
    replacement = draft.story.replacements.create(
        searched="so", replacement="thus", ended_at=timezone.now()
    )
    replacement.chapters.create(
        chapter=draft, revision=1, progress="left-out", reason="Its text was changed meanwhile."
    )
    found = f"{story}search/?q=kettle&notes=on&titles=on"
    return [
        *(f"{story}search/", f"{story}search/?q=zzz&preview=1", found, f"{found}&only={draft.pk}"),
        *(f"{found}&replace=x&preview=1", f"{story}replacements/{replacement.pk}/"),
    ]


def import_page_urls(draft: Chapter) -> list[str]:
    """A file that waits, one that failed, a plan with updates, its other pages, and a result."""
    story = f"{STORIES}{draft.story_id}/"
    author = draft.working_copies.get().typed_by
    act = make_imported(draft.story, author, is_of_site=True)
    newer = TWO_CHAPTERS.replace("late", "early").replace("Sand", "Stone")
    planned = make_planned(draft.story, author, newer)
    waiting, failed = (
        Manuscript.objects.create(
            story=draft.story, by=author, form_key=uuid4(), name="a.docx", size=1, **values
        )
        for values in ({}, {"state": "failed", "problem": "damaged"})
    )
    changed = next(each for each in planned.read_plan().chapters if each.updates)
    opened = (f"{planned.pk}/0", f"{planned.pk}/{changed.start}/changes")
    pages = (waiting.pk, failed.pk, planned.pk, *opened)
    new = make_planned(None, author, is_of_site=True)
    new_pages = (f"{STORIES}import/", f"{STORIES}import/{new.pk}/")
    return [
        *(*new_pages, f"{story}import/", *(f"{story}manuscripts/{page}/" for page in pages)),
        f"{story}imports/{act.pk}/",
    ]


def settings_urls(story: str) -> list[str]:
    return [f"{story}{name}/" for name in SETTINGS_TABS]


def announcement_urls(story: Story) -> list[str]:
    """Of the sample: the list, with an Undo button, the forms, and the story-wide note."""
    pages = f"{STORIES}{story.pk}/announcements/"
    published = story.announcements.newest_first().exclude(published_at=None)[0]
    draft = story.announcements.get(published_at=None)
    edit = (f"{pages}{published.pk}/", f"{pages}{draft.pk}/")
    note = f"{STORIES}{story.pk}/note/"
    return [pages, f"{pages}?undo={published.pk}", f"{pages}add/", *edit, note]


def comment_page_urls(story: Story) -> list[str]:
    """Comment pages with an orphaned thread, also while it is moved, and with an Undo button."""
    waves = f"/desk/comments/story/{story.pk}/waves/"
    wave = Wave.objects.create(kind="hide", story=story, undone_at=timezone.now())
    thread = Comment.objects.filter(story=story).exclude(paragraph=None).threads().get()
    page = f"{CHAPTERS}{thread.chapter_id}/comments/"
    action = thread.actions.get()
    return [
        *(page, f"{page}?move={thread.pk}", f"/desk/comments/?action={action.pk}"),
        *(waves, f"{waves}new/", f"{waves}new/?comment={thread.pk}", f"{waves}{wave.pk}/"),
    ]
