"""The sample's author, with something in every table that the archive is made from."""

from datetime import date, time, timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import (
    AuthorRequest,
    Invitation,
    MemberProfile,
    PenName,
    Preferences,
    User,
)
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter, ReleaseSchedule, Replacement
from serial.chapters.texts import ChapterText
from serial.comments.draft_comments import managing
from serial.comments.editing import save_edit
from serial.comments.feedback_pause import pause_feedback
from serial.comments.models import (
    CheckFinding,
    Comment,
    DraftComment,
    GuestEmail,
    MemberBlock,
    Mention,
    ReadMarker,
    ReplySubscription,
    StoryBan,
    StoryCommentSettings,
    StoryModerator,
)
from serial.comments.posting import post_comment
from serial.comments.reactions import set_kudos
from serial.comments.submission import CommentSubmission
from serial.contact.models import ContactMessage
from serial.desk.editor.working_copies import TypedText, save_copy
from serial.desk.models import IgnoredCheck, SavedReply, Upload
from serial.desk.sample.comments_loading import load_sample_comments
from serial.desk.sample.loading import load_sample
from serial.library.models import Follow, PrivateFeed
from serial.mail.models import Bounce, OutboxEmail, StoppedAddress, UnsubscribeToken
from serial.manuscripts.models import Manuscript, ManuscriptImport
from serial.moderation.models import (
    Appeal,
    CopyrightNotice,
    CounterNotice,
    Decision,
    NoticeTarget,
    Report,
    ReviewItem,
    Sanction,
)
from serial.notifications.models import (
    ChaptersSeen,
    DigestTime,
    NotificationSetting,
    StorySetting,
)
from serial.notifications.writing.job import NOTIFICATIONS_JOB
from serial.policies.acceptance import record_acceptance
from serial.stories.models import Story
from tests.images.pictures import picture


def stored_picture(name: str) -> "ContentFile[bytes]":
    return ContentFile(picture("PNG"), name)


def load_everything_of(author: User, reader: User) -> Story:
    """Loads the sample with comments, and all else that the site can hold about its author."""
    story = load_sample(author)
    assert story is not None
    load_sample_comments(story, author, reader)
    _fill_account(author)
    _fill_desk(author, story)
    _fill_comments(author, reader, story)
    _fill_moderation(author, reader)
    _fill_notifications(author, story)
    return story


def _fill_account(author: User) -> None:
    Preferences.objects.create(user=author, time_zone="Europe/Lisbon")
    record_acceptance(author.pk, {"terms": 0})
    pen_name = PenName.objects.get(slug="peg-lorrimer")
    pen_name.picture.save("peg.png", stored_picture("peg.png"))
    profile = MemberProfile.objects.create(user=author, name="Peg", links="https://example.org/")
    profile.picture.save("peg.png", stored_picture("peg.png"))
    AuthorRequest.objects.create(user=author, reason="I repair sentences.")
    Invitation.objects.create(
        accepted_by=author, accepted_at=timezone.now(), note="cousin of Dilys"
    )
    UserSession.objects.create(
        user=author, ip="192.0.2.7", user_agent="Firefox", session_key="secret-session-key"
    )
    Authenticator.objects.create(user=author, type="totp", data={"secret": "secret-of-totp"})
    LogEntry.objects.create(user=author, action_flag=CHANGE, object_repr="rosa: hidden now")
    notice = CopyrightNotice.objects.create(form_key=uuid4(), user=author, capacity="owner")
    NoticeTarget.objects.create(notice=notice, url="/stories/stolen/", kind="story")
    CounterNotice.objects.create(form_key=uuid4(), user=author, notice=notice)
    ContactMessage.objects.create(form_key=uuid4(), user=author, subject="question", text="Hello?")
    OutboxEmail.objects.create(kind="chapter", event="chapter:1", user=author)
    UnsubscribeToken.objects.create(user=author, scope="story:1", token="secret-of-unsubscribing")
    StoppedAddress.objects.create(email=author.email.lower(), is_final=True, reason="No such user")
    Bounce.objects.create(email=author.email.lower(), outbox_id=1)


def _fill_desk(author: User, story: Story) -> None:
    story.cover.save("cover.png", stored_picture("cover.png"))
    chapter = story.chapters.earliest("pk")
    link = create_draft_link(chapter, author, note="for Dilys")
    thread = DraftComment.objects.create(
        chapter=chapter, link=link, name=link.note, body="Who is Peg?", form_key=uuid4()
    )
    managing.reply(thread.pk, author, "The engineer.", uuid4())
    ReleaseSchedule.objects.create(
        story=story, first_day=date(2026, 1, 2), time=time(18), time_zone="Europe/London"
    )
    Replacement.objects.create(story=story, searched="Dylis", replacement="Dilys", by=author)
    Manuscript.objects.create(story=story, by=author, form_key=uuid4(), name="valve.md", size=1)
    ManuscriptImport.objects.create(story=story, by=author, name="valve.md")
    IgnoredCheck.objects.create(story=story, kind="asterisk", text="So ⟨*⟩it was")
    SavedReply.objects.create(user=author, text="Thank you for reading!")
    typed = ChapterText(title="Typed", body="Not saved yet.")
    save_copy(uuid4(), author, TypedText(text=typed, chapter=chapter))
    upload = Upload(uploaded_by=author, size=10)
    upload.file.save("valve.png", stored_picture("valve.png"))


def _fill_comments(author: User, reader: User, story: Story) -> None:
    chapter = Chapter.objects.released().filter(story=story).earliest("pk")
    own = comment_on(chapter, author, "A thouhgt.")
    save_edit(own.pk, "A thought.", author)
    CheckFinding.objects.create(comment=own, code="links", verdict=1, message="It has links.")
    received = comment_on(chapter, reader, "Lovely. @peg-lorrimer")
    Mention.objects.get_or_create(comment=received, user=author)
    set_kudos(chapter, author, "", given=True)
    ReadMarker.objects.create(user=author, chapter=chapter, read_in_visit=1)
    MemberBlock.objects.create(owner=author, target=reader, kind="mute", target_name="rosa")
    StoryBan.objects.create(story=story, user=reader)
    StoryModerator.objects.create(story=story, user=reader)
    StoryCommentSettings.objects.create(story=story, closes_after_days=30)
    pause_feedback(author)
    address = author.email.lower()
    guest_email = GuestEmail.objects.create(email=address, token="secret-of-confirming")
    ReplySubscription.objects.create(comment=received, guest_email=guest_email)


def _fill_notifications(author: User, story: Story) -> None:
    Follow.objects.create(user=author, story=story)
    PrivateFeed.objects.create(user=author, story=story, token_hash="x")
    NotificationSetting.objects.create(user=author, kind="reply", in_site=True, email="daily")
    StorySetting.objects.create(user=author, story=story, email="never")
    DigestTime.objects.create(user=author, hour=6)
    ChaptersSeen.objects.create(user=author, story=story)
    NOTIFICATIONS_JOB.run({})


def _fill_moderation(author: User, reader: User) -> None:
    """A comment of theirs was rejected, they were warned, and appealed. They reported another's."""
    own, others = (Comment.objects.filter(user=user).earliest("pk") for user in (author, reader))
    fields = {"kind": "comment", "status": "decided"}
    item = ReviewItem.objects.create(comment=own, member=author, on_story=own.story, **fields)
    decision = Decision.objects.create(
        item=item,
        kind="reject",
        by=reader,
        member=author,
        words="Off topic.",
        note="rosa: a secret",
    )
    Sanction.objects.create(member=author, kind="warning", decision=decision)
    Appeal.objects.create(decision=decision, member=author, words="It is on topic.")
    Report.objects.create(item=item, reporter=reader, reason="off-topic", words="rosa: a secret")
    item = ReviewItem.objects.create(comment=others, on_story=others.story, **fields)
    Report.objects.create(item=item, reporter=author, reason="spoiler", words="The last line.")


def comment_on(chapter: Chapter, user: User | None, body: str, **fields: object) -> Comment:
    """Posts a comment that took a minute to write. None: of the guest Gus."""
    guest = {} if user else {"guest_name": "Gus", "ip": "192.0.2.1"}
    at = timezone.now() - timedelta(minutes=1)
    return post_comment(
        CommentSubmission(
            chapter=chapter,
            form_key=uuid4(),
            body=body,
            user=user,
            seconds=60.0,
            at=at,
            **guest,  # type: ignore[arg-type]
            **fields,  # type: ignore[arg-type]
        )
    )
