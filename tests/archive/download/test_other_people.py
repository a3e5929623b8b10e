"""An archive has nothing of other people but what they published."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter, Replacement
from serial.chapters.releases.releasing import set_release
from serial.chapters.texts import ChapterText
from serial.comments import moderating
from serial.comments.editing import delete_comment
from serial.comments.models import StoryBan
from serial.comments.reactions import set_kudos
from serial.desk.editor.working_copies import TypedText, save_copy
from serial.desk.models import Upload
from serial.stories.choices import Role
from serial.stories.models import Credit, Story
from tests.archive.download.archives import download
from tests.archive.people import comment_on, stored_picture
from tests.conftest import MakeChapter, MakeStory, pen_name_of


def add_co_author(story: Story, user: User, *, accepted: bool = True) -> None:
    accepted_at = timezone.now() if accepted else None
    role = Role.AUTHOR
    Credit.objects.create(
        story=story, pen_name=pen_name_of(user), role=role, accepted_at=accepted_at
    )


def test_story_of_several_authors_is_in_each_archive_without_private_rows(
    media: Path,
    story: Story,
    make_chapter: MakeChapter,
    author: User,
    other_author: User,
) -> None:
    draft = make_chapter("Nobody has read this.", release_in=None, title="A draft")
    create_draft_link(draft, author, note="for the beta reader")
    Replacement.objects.create(story=story, searched="Annabel", by=author)
    typed = ChapterText(body="Typed by Anna.")
    save_copy(uuid4(), author, TypedText(text=typed, chapter=draft))
    upload = Upload(uploaded_by=author, size=10)
    upload.file.save("of-anna.png", stored_picture("of-anna.png"))
    author.username = "anna-at-home"
    author.save()
    add_co_author(story, other_author)
    archive = download(other_author)
    assert "Nobody has read this." in archive.text(f"stories/the-lamp/0001-{draft.slug}.md")
    [revision] = archive.rows("stories/revisions.jsonl")
    assert not revision["saved_by_you"] and not revision["remark_by_you"]
    everything = archive.everything() + " ".join(archive.zip.namelist())
    private = [
        "anna-at-home",
        "anna@example.org",
        "beta reader",
        "Typed by Anna",
        "of-anna",
        "Annabel",
    ]
    assert [text for text in private if text in everything] == []


def test_invitation_to_a_draft_does_not_have_the_story(
    make_story: MakeStory,
    make_chapter: MakeChapter,
    other_author: User,
) -> None:
    secret = make_story("Secret Title", visibility="draft")
    make_chapter("Secret words.", story=secret)
    add_co_author(secret, other_author, accepted=False)
    archive = download(other_author)
    [credit] = archive.rows("stories/credits.jsonl")
    assert (credit["story"], credit["accepted_at"]) == (None, None)
    assert "Secret" not in archive.everything()


def test_chapter_that_is_unreleased_again_is_hidden_from_its_readers(
    make_chapter: MakeChapter, reader: User
) -> None:
    chapter = make_chapter("The lamp was lit.", title="The Lamp Is Lit")
    comment_on(chapter, reader, "I saw it.", quote="The lamp was lit.", paragraph=1)
    set_kudos(chapter, reader, "", given=True)
    StoryBan.objects.create(story=chapter.story, user=reader)
    before = download(reader)
    [row] = before.rows("comments/comments.jsonl")
    assert (row["chapter_title"], row["quote"]) == ("The Lamp Is Lit", "The lamp was lit.")

    set_release(chapter, timezone.now() + timedelta(days=1))
    Story.objects.filter(pk=chapter.story_id).update(visibility="draft")
    after = download(reader)
    [row] = after.rows("comments/comments.jsonl")
    assert row["body"] == "I saw it."
    assert len(after.rows("comments/kudos.jsonl")) == len(after.rows("comments/bans.jsonl")) == 1
    hidden = ("The Lamp", "the-lamp", "lamp was lit")
    assert [text for text in hidden if text in after.everything()] == []


def test_received_comments_are_those_that_everyone_reads(
    make_chapter: MakeChapter,
    author: User,
    reader: User,
    moderator: User,
) -> None:
    chapter = make_chapter()
    drafted = make_chapter("Words.", title="Taken back")
    comment_on(chapter, reader, "A public comment.")
    moderating.approve(comment_on(chapter, None, "A guest's comment."), author)
    moderating.hide(comment_on(chapter, reader, "A hidden comment."), moderator)
    comment_on(chapter, None, "A comment that waits.")
    delete_comment(comment_on(chapter, reader, "A deleted comment.").pk, reader)
    comment_on(drafted, reader, "A comment on a draft.")
    set_release(drafted, None)
    comment_on(chapter, author, "My own comment.")
    archive = download(author)
    received = archive.rows("comments/received.jsonl")
    assert {(row["name"], row["body"]) for row in received} == {
        ("rosa", "A public comment."),
        ("Gus", "A guest's comment."),
    }
    everything = archive.everything()
    secret = ["A hidden", "that waits", "A deleted", "on a draft", "rosa@example.org"]
    assert [text for text in secret if text in everything] == []


def test_commenter_with_a_pen_name_has_no_username(
    chapter: Chapter, story: Story, author: User, other_author: User
) -> None:
    add_co_author(story, other_author)
    other_author.username = "otto-at-home"
    other_author.save()
    comment_on(chapter, other_author, "Written as Otto.")
    archive = download(author)
    assert [row["name"] for row in archive.rows("comments/received.jsonl")] == ["otto"]
    assert "otto-at-home" not in archive.everything()
