"""Everything that the site can hold about one member, in words and names that are nowhere else."""

import json
from datetime import date, time, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from accounts.models import AuthorRequest, Invitation, MemberProfile, PenName, Preferences, User
from accounts.models.user import AUTHORS
from serial.archive.models import ErasureRecord
from serial.chapters.deleting import delete_chapter, purge_deleted
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter, ReleaseSchedule, Replacement
from serial.chapters.releases.releasing import release_now
from serial.chapters.saving import SaveInfo, create_chapter, save_text
from serial.chapters.texts import ChapterText
from serial.comments.draft_comments import managing
from serial.comments.editing import delete_comment, save_edit
from serial.comments.feedback_pause import pause_feedback
from serial.comments.models import (
    CheckFinding,
    Comment,
    CommentAction,
    DraftComment,
    GuestEmail,
    ReadMarker,
    ReplySubscription,
    SentenceHash,
)
from serial.comments.muting import block, mute
from serial.comments.pen_names import delete_pen_name
from serial.comments.posting import post_comment
from serial.comments.reactions import set_kudos, set_like
from serial.comments.settings_changes import appoint_moderator, ban_commenter
from serial.comments.submission import CommentSubmission
from serial.contact.models import ContactMessage
from serial.desk.editor.working_copies import TypedText, save_copy
from serial.desk.models import IgnoredCheck, SavedReply, Upload
from serial.library.following import follow_author, follow_story
from serial.library.private_feeds import FeedTarget, create_private_feed
from serial.mail.models import (
    Bounce,
    OutboxEmail,
    StoppedAddress,
    SuppressedEmail,
    UnsubscribeToken,
)
from serial.mail.models.suppressed_email import hash_email
from serial.manuscripts.models import ImportedPicture, Manuscript, ManuscriptImport
from serial.moderation.models import (
    Appeal,
    CheckSettings,
    CopyrightDecision,
    CopyrightNotice,
    CounterNotice,
    Decision,
    NoticeTarget,
    RaidSwitch,
    Report,
    ReviewItem,
    Sanction,
    SpamModel,
    SpamSwitch,
    Wave,
    WaveComment,
)
from serial.notifications.models import (
    ChaptersSeen,
    DigestTime,
    NotificationSetting,
    StorySetting,
)
from serial.notifications.writing.job import NOTIFICATIONS_JOB
from serial.policies.models import PolicyAcceptance, PolicyVersion
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    delete_announcement,
    publish_announcement,
)
from serial.stories.choices import Role, Visibility
from serial.stories.covers import draw_cover
from serial.stories.crediting import add_credit, add_first_credit
from serial.stories.models import FeaturedStory, Part, Story
from serial.stories.story_notes import set_story_note
from serial.stories.time_limits import UNDELETE_PERIOD
from tests.accounts.auth import sign_in
from tests.conftest import PASSWORD

USERNAME = "zelda-quirk"
EMAIL = "quirk@secret.example"
SECOND_EMAIL = "second@secret.example"
PEN_NAME, FORMER_PEN_NAME = "Zelda Quill", "Quilla"
SECOND_PEN_NAME = "Ëlla Quäck"
# The member deleted it before they left.
DELETED_PEN_NAME = "Qwendolyn"
TIME_ZONE = "Pacific/Chatham"
SESSION_IP = "203.0.113.77"
# In everything that only the member and the site's staff could read.
PRIVATE = "xyzzyprivate"
COMMENT = "xyzzycomment"
DELETED_STORY = "xyzzydeletedstory"
AGE = timedelta(minutes=20)
LONG_AGO = UNDELETE_PERIOD + timedelta(days=1)
KEPT_STORY = "Plain kept story"
DELETED_COMMENT = "xyzzydeletedcomment"


class MemberData:
    """A member with rows in every table. The author wrote other stories, and comments too."""

    def __init__(self, author: User, reader: User) -> None:
        self.author, self.reader = author, reader
        self.member = self._make_member()
        self.pen_name = self._make_pen_name()
        self.deleted, self.kept, self.handed_over = (
            self._make_story(title) for title in (DELETED_STORY, KEPT_STORY, "Shared story")
        )
        self._share(self.handed_over)
        self.others_story = self._make_others_story()
        self._add_private_texts()
        self._add_uploads()
        self._comment_everywhere()
        self._react()
        self._follow()
        self._moderate()
        self._add_logs()
        # Replies and mentions have told them already.
        NOTIFICATIONS_JOB.run({})

    def _make_member(self) -> User:
        user = User.objects.create_user(USERNAME, EMAIL, PASSWORD)
        user.groups.add(self.author.groups.get(name=AUTHORS))
        EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
        EmailAddress.objects.create(user=user, email=SECOND_EMAIL, verified=True)
        sign_in(Client(), USERNAME)
        Preferences.objects.create(user=user, time_zone=TIME_ZONE)
        AuthorRequest.objects.create(user=user, reason=PRIVATE)
        AuthorRequest.objects.create(
            user=self.reader, reason="Mine.", decided_by=user, decided_at=timezone.now()
        )
        Invitation.objects.create(note=f"For {USERNAME}", accepted_by=user)
        Invitation.objects.create(note="For somebody", invited_by=user)
        profile = MemberProfile(user=user, is_public=True, name=USERNAME, about=PRIVATE)
        profile.picture.save("me.png", ContentFile(b"a face"))
        ContactMessage.objects.create(
            form_key=uuid4(), name=USERNAME, email=EMAIL, text=PRIVATE, subject="data", user=user
        )
        signed_out = {"name": "Zelda", "email": SECOND_EMAIL.upper(), "text": PRIVATE}
        ContactMessage.objects.create(form_key=uuid4(), subject="other", **signed_out)
        ContactMessage.objects.create(form_key=uuid4(), subject="other", handled_by=user)
        OutboxEmail.objects.create(kind="chapter", event="chapter:1", user=user, sent_to=EMAIL)
        UnsubscribeToken.objects.create(user=user, scope="story:1", token=PRIVATE[:32])
        for outbox_id, email in enumerate((EMAIL, SECOND_EMAIL)):
            StoppedAddress.objects.create(email=email, is_final=True, reason=PRIVATE)
            Bounce.objects.create(email=email, outbox_id=outbox_id)
        self._send_notices(user)
        PolicyAcceptance.objects.create(user=user, document="terms", number=1)
        Authenticator.objects.create(user=user, type="totp", data={"secret": PRIVATE})
        return user

    def _send_notices(self, user: User) -> None:
        sender = {"name": USERNAME, "email": EMAIL, "address": PRIVATE, "signature": USERNAME}
        notice = CopyrightNotice.objects.create(
            form_key=uuid4(), user=user, work=f"By {USERNAME}.", handled_by=user, **sender
        )
        # Sent while signed out.
        signed_out = {"email": SECOND_EMAIL.upper(), "work": PRIVATE, "name": USERNAME}
        CopyrightNotice.objects.create(form_key=uuid4(), state="rejected", **signed_out)
        NoticeTarget.objects.create(notice=notice, url="/stories/x/", kind="story")
        CounterNotice.objects.create(
            form_key=uuid4(), notice=notice, user=user, explanation=PRIVATE, **sender
        )
        CopyrightDecision.objects.create(notice=notice, kind="reject", reason="No.", by=user)

    def _make_pen_name(self) -> PenName:
        pen_name = PenName(user=self.member, name=FORMER_PEN_NAME)
        pen_name.save_with_slug()
        pen_name.name, pen_name.slug = PEN_NAME, "zelda-quill"
        pen_name.biography, pen_name.picture_alt = PRIVATE, PRIVATE
        pen_name.picture.save("face.png", ContentFile(b"a face"), save=False)
        pen_name.save_with_slug()
        PenName(user=self.member, name=SECOND_PEN_NAME).save_with_slug()
        deleted = PenName(user=self.member, name=DELETED_PEN_NAME)
        deleted.save_with_slug()
        delete_pen_name(deleted, self.member)
        return pen_name

    def _make_story(self, title: str) -> Story:
        story = Story(title=title, visibility=Visibility.PUBLIC, summary=f"About {title}")
        story.copyright_line = f"© {PEN_NAME} ({FORMER_PEN_NAME}), CC BY 4.0"
        story.save_with_slug()
        add_first_credit(story, self.pen_name)
        self._make_chapter(story, f"Text of {title}.")
        draw_cover(story)
        story.refresh_from_db()
        return story

    def _make_chapter(
        self, story: Story, body: str, title: str = "", *, released: bool = True
    ) -> Chapter:
        first = ChapterText(title=title, body=f"{PRIVATE} {body}")
        by = SaveInfo(by=self.member, remark=PRIVATE)
        chapter = create_chapter(story, first, by)
        save_text(chapter, ChapterText(title=title, body=body), by, based_on=1)
        if released:
            release_now(chapter)
        chapter.refresh_from_db()
        return chapter

    def _share(self, story: Story) -> None:
        credit = add_credit(story, self.author.pen_names.get(), Role.CO_AUTHOR, by=self.member)
        credit.accept()
        # What it shares is the co-author's as well; the first text was a private draft.
        revisions = story.chapters.get().revisions
        revisions.filter(number=1).delete()
        # The member's note is on it, but the co-author saved it.
        revisions.update(saved_by=self.author)

    def _make_others_story(self) -> Story:
        story = Story(title="Others", visibility=Visibility.PUBLIC)
        story.save_with_slug()
        add_first_credit(story, self.author.pen_names.get())
        add_credit(story, self.pen_name, Role.EDITOR, by=self.author)
        chapter = create_chapter(story, ChapterText(body="Some words."), SaveInfo(by=self.author))
        release_now(chapter)
        return story

    def _add_private_texts(self) -> None:
        for story in (self.deleted, self.kept):
            Part.objects.create(story=story, title="Part")
            self._make_chapter(story, PRIVATE, f"{PRIVATE} draft", released=False)
            purged, deleted = (self._make_chapter(story, PRIVATE, PRIVATE) for _ in range(2))
            delete_chapter(purged)
            Chapter.objects.filter(pk=purged.pk).update(deleted_at=timezone.now() - LONG_AGO)
            purge_deleted()
            delete_chapter(deleted)
        chapter = self.kept.chapters.filter(deleted_at=None).order_by("pk")[0]
        self._comment_on_draft(chapter, PRIVATE)
        # A co-author stays, and with them what the reader of the draft wrote.
        self._comment_on_draft(self.handed_over.chapters.get(), "A comment on a draft.")
        self._announce(self.deleted, PRIVATE)
        self._announce(self.kept, "We go on.")
        replacement = Replacement.objects.create(
            story=self.kept, searched=PRIVATE, by=self.member, undo_asked_by=self.member
        )
        replacement.chapters.create(chapter=chapter, revision=1)
        act = ManuscriptImport.objects.create(
            story=self.kept, name=PRIVATE, by=self.member, undo_asked_by=self.member
        )
        act.chapters.create(position=0, title=PRIVATE, chapter=chapter)
        ImportedPicture.objects.create(act=act, name="picture:1", reason=PRIVATE)
        for story in (self.deleted, self.kept, self.handed_over):
            manuscript = Manuscript(story=story, by=self.member, form_key=uuid4(), size=1)
            manuscript.name = PRIVATE
            manuscript.file.save(PRIVATE, ContentFile(PRIVATE.encode()), save=False)
            manuscript.save()
        for story in (self.deleted, self.kept):
            ReleaseSchedule.objects.create(
                story=story, first_day=date(2026, 1, 2), time=time(18), time_zone=TIME_ZONE
            )
            IgnoredCheck.objects.create(story=story, kind="tag", text=PRIVATE)
        SavedReply.objects.create(user=self.member, text=PRIVATE)
        typed = TypedText(text=ChapterText(body=PRIVATE), chapter=chapter)
        save_copy(uuid4(), self.member, typed)

    def _announce(self, story: Story, title: str) -> None:
        """Adds a published one, a draft and one that was deleted, and a note of the story."""
        texts = [AnnouncementText(title, title), *[AnnouncementText(PRIVATE, PRIVATE)] * 2]
        published, _draft, deleted = (
            create_announcement(story, text, self.member) for text in texts
        )
        for announcement in (published, deleted):
            publish_announcement(announcement, self.member)
        delete_announcement(deleted, self.member)
        set_story_note(story, title, timezone.now() + AGE, self.member)

    def _comment_on_draft(self, chapter: Chapter, body: str) -> None:
        link = create_draft_link(chapter, self.member, note=PRIVATE)
        thread = DraftComment.objects.create(
            chapter=chapter, link=link, name=link.note, body=body, form_key=uuid4()
        )
        managing.reply(thread.pk, self.member, PRIVATE, uuid4())
        managing.resolve(thread.pk, self.member)

    def _add_uploads(self) -> None:
        self.unused, self.shown = (self._upload(name) for name in ("unused.png", "shown.png"))
        chapter = self.kept.chapters.filter(release_at__isnull=False, deleted_at=None).get()
        text = ChapterText(body=f"![Map](/media/{self.shown})")
        save_text(chapter, text, SaveInfo(by=self.member), based_on=chapter.revision)
        self.deleted.cover.save("cover.png", ContentFile(b"a cover"))
        self.shown_in_terms = self._upload("terms.png")
        terms = f"![House](/media/{self.shown_in_terms})"
        PolicyVersion.objects.create(document="terms", body=terms, body_html="")

    def _upload(self, name: str) -> str:
        path = default_storage.save(f"pictures/2026/01/{name}", ContentFile(b"a picture"))
        Upload.objects.create(uploaded_by=self.member, file=path, size=9)
        return path

    def comment(self, story: Story, by: User, body: str, parent: Comment | None = None) -> Comment:
        chapter = story.chapters.filter(deleted_at=None, release_at__isnull=False).get()
        comment = post_comment(
            CommentSubmission(
                chapter=chapter,
                form_key=uuid4(),
                body=body,
                user=by,
                parent=parent,
                seconds=60.0,
                quote="Some words" if story == self.others_story else "",
                paragraph=1,
            )
        )
        # Not so recent that the rate limit stops the next one.
        Comment.objects.filter(pk=comment.pk).update(posted_at=timezone.now() - AGE)
        return comment

    def _comment_everywhere(self) -> None:
        stories = (self.others_story, self.kept, self.handed_over, self.deleted)
        self.own = [
            self.comment(story, self.member, f"{COMMENT} {n}") for n, story in enumerate(stories)
        ]
        self.replies = [
            self.comment(own.story, self.reader, f"Reply {own.number}", parent=own)
            for own in self.own
        ]
        for reply in self.replies:
            self.comment(reply.story, self.member, f"{COMMENT} deeper", parent=reply)
        edited = self.comment(self.others_story, self.member, f"{PRIVATE} before the edit")
        save_edit(edited.pk, f"{COMMENT} after the edit", self.member)
        CheckFinding.objects.create(comment=edited, code="links", verdict=1, message="Links.")
        SentenceHash.objects.create(comment=edited, digest=1, posted_at=edited.posted_at)
        gone = self.comment(self.others_story, self.member, DELETED_COMMENT)
        delete_comment(gone.pk, self.member)
        self.mentioning = self.comment(self.others_story, self.reader, f"Hello @{USERNAME}.")
        self._comment_as_guest()

    def _comment_as_guest(self) -> None:
        """With the member's address, signed out."""
        reply = self.replies[0]
        guest_email = GuestEmail.objects.create(email=SECOND_EMAIL, token=PRIVATE[:43])
        ReplySubscription.objects.create(comment=reply, guest_email=guest_email)
        OutboxEmail.objects.create(kind="guest-reply", event="reply:1", address=SECOND_EMAIL)
        UnsubscribeToken.objects.create(address=SECOND_EMAIL, scope="address", token=f"{PRIVATE}2")
        SuppressedEmail.objects.create(hash=hash_email("another@example.org"))

    def _react(self) -> None:
        others_chapter = self.others_story.chapters.get()
        set_kudos(others_chapter, self.member, "", given=True)
        set_kudos(others_chapter, self.reader, "", given=True)
        for reply in self.replies:
            set_like(reply, self.member, given=True)
        ReadMarker.objects.create(user=self.member, chapter=others_chapter)
        mute(self.member, self.reader, "rosa")
        block(self.reader, self.member, USERNAME)
        pause_feedback(self.member)
        ban_commenter(self.own[0], self.author)
        ban_commenter(self.replies[1], self.member)
        appoint_moderator(self.others_story, self.member, None)

    def _follow(self) -> None:
        follow_story(self.member, self.others_story)
        follow_author(self.member, self.author.pen_names.get())
        create_private_feed(self.member, FeedTarget(story=self.others_story))
        create_private_feed(self.reader, FeedTarget(pen_name=self.pen_name))
        for story in (self.deleted, self.kept):
            follow_story(self.reader, story)
        follow_author(self.reader, self.pen_name)
        NotificationSetting.objects.create(
            user=self.member, kind="reply", in_site=True, email="daily"
        )
        StorySetting.objects.create(user=self.member, story=self.others_story, email="never")
        DigestTime.objects.create(user=self.member, hour=6)
        ChaptersSeen.objects.create(user=self.member, story=self.others_story)

    def _moderate(self) -> None:
        """The member reported, was decided on, appealed, and decided as a moderator."""
        member = self.member
        wave = Wave.objects.create(kind="reject", by=member, undo_asked_by=member)
        ends_at = timezone.now() + AGE
        RaidSwitch.objects.create(kind="slow", by=member, ended_by=member, ends_at=ends_at)
        WaveComment.objects.create(wave=wave, comment=self.replies[0])
        trained = SpamModel.objects.create(features_version=1)
        SpamSwitch.objects.create(is_on=True, spam_model=trained, by=member)
        CheckSettings.objects.create(version=1, by=member)
        RaidSwitch.objects.create(
            kind="slow", by=member, ended_by=member, ends_at=timezone.now() + timedelta(hours=1)
        )
        decided = {"status": "decided", "claimed_by": member}
        self.item = ReviewItem.objects.create(
            kind="comment", comment=self.own[0], member=member, **decided
        )
        ReviewItem.objects.create(kind="pen_name", pen_name=self.pen_name, **decided)
        ReviewItem.objects.create(kind="profile", profile=member.profile, **decided)
        self._decide_on_own("upheld")
        self._decide_on_own("waiting")
        item = ReviewItem.objects.create(kind="comment", comment=self.replies[0], **decided)
        Decision.objects.create(item=item, kind="dismiss", by=member, wave=wave)
        sent = {"reporter": member, "name": USERNAME, "email": EMAIL, "reason": "illegal"}
        self.open_report = Report.objects.create(item=item, words=f"{USERNAME} saw it.", **sent)
        Report.objects.create(item=self.item, words=PRIVATE, outcome="upheld", **sent)

    def _decide_on_own(self, appeal_status: str) -> None:
        decision = Decision.objects.create(
            item=self.item,
            kind="reject",
            member=self.member,
            words=f"{USERNAME}, no.",
            note=PRIVATE,
            action=CommentAction.objects.create(
                kind="state", comment=self.own[0], story=self.own[0].story, by=self.member
            ),
        )
        Sanction.objects.create(member=self.member, kind="warning", decision=decision)
        Appeal.objects.create(
            decision=decision,
            member=self.member,
            words=PRIVATE,
            status=appeal_status,
            answer="" if appeal_status == "waiting" else f"Dear {USERNAME}, no.",
            answered_by=self.member,
            claimed_by=self.member,
        )

    def _add_logs(self) -> None:
        self._log(self.author, self.member, USERNAME)
        self._log(self.author, self.pen_name, PEN_NAME)
        self._log(self.author, self.deleted, DELETED_STORY)
        FeaturedStory.objects.create(story=self.handed_over)
        featured = FeaturedStory.objects.create(story=self.deleted)
        self._log(self.author, featured, str(featured))
        featured.delete()
        self._log(self.author, self.handed_over, "Shared story", f"Added credit {PEN_NAME}")
        added = [{"added": {"name": "author credit", "object": f"{SECOND_PEN_NAME} (author)"}}]
        self._log(self.author, self.handed_over, "Shared story", json.dumps(added))
        self._log(self.member, self.others_story, "Others")
        self.others_log = self._log(self.author, self.others_story, "Others", "Changed title")
        ErasureRecord.objects.create(kind=ErasureRecord.Kind.GUEST, erased_by=self.member)
        session = UserSession.objects.get(user=self.member)
        session.ip, session.user_agent = SESSION_IP, PRIVATE
        session.save()

    def _log(self, by: User, row: object, name: str, message: str = "") -> LogEntry:
        return LogEntry.objects.create(
            user=by,
            content_type=ContentType.objects.get_for_model(type(row)),  # type: ignore[arg-type]
            object_id=str(row.pk),  # type: ignore[attr-defined]
            object_repr=name,
            action_flag=2,
            change_message=message,
        )
