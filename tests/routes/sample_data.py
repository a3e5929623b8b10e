"""A URL for every route, each of an object of the author."""

import re
from datetime import timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from accounts.models import AuthorRequest, Invitation, MemberProfile, Preferences, User
from serial.archive.models import AccountDeletion, ErasureRecord
from serial.chapters.deleting import delete_chapter
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter, Replacement
from serial.chapters.releases.releasing import release_now, set_release
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.comments.models import DraftComment, MemberBlock
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from serial.contact.models import ContactMessage
from serial.desk.editor.working_copies import TypedText, save_copy
from serial.desk.models import SavedReply, Upload
from serial.jobs.models import Job
from serial.mail.models import OutboxEmail, StoppedAddress
from serial.manuscripts.models import ManuscriptImport
from serial.moderation.copyright.links import state_path
from serial.moderation.models import (
    Appeal,
    CopyrightNotice,
    Decision,
    Report,
    ReviewItem,
    Wave,
)
from serial.moderation.review.items import item_for
from serial.moderation.subjects.registry import subject_of
from serial.policies.models import PolicyVersion
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    publish_announcement,
)
from serial.stories.choices import Role, TagKind
from serial.stories.covers import draw_cover
from serial.stories.crediting import add_credit, add_first_credit
from serial.stories.models import Credit, FeaturedStory, Story
from serial.stories.tagging import set_tags
from tests.manuscripts.making import make_planned, make_planned_update
from tests.moderation.figures.months import store_figures
from tests.policies.publishing import publish_version

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Regular expressions in routes, and a path for each.
REGEX_ROUTES = {
    r"^confirm-email/(?P<key>[-:\w]+)/$": "confirm-email/nokey/",
    r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "password/reset/key/1-nokey/",
    r"(?P<url>.*)$": "no/such/page/",
}
APP_INDEX = re.compile(r"\^\(\?P<app_label>(\w+)[^)]*\)/\$")


class SampleData:
    """Objects of the author, in a story that everyone can read."""

    def __init__(self, author: User, other_author: User, reader: User) -> None:
        pen_name = author.pen_names.get()
        self.story = Story(title="Sample", visibility="public")
        self.story.save_with_slug()
        add_first_credit(self.story, pen_name)
        set_tags(self.story, {TagKind.GENRE: ["Horror"]})
        text = ChapterText(title="One", body="Words.")
        self.chapter = create_chapter(self.story, text, SaveInfo(by=author))
        release_now(self.chapter)
        other = Story(title="Other")
        other.save_with_slug()
        add_first_credit(other, other_author.pen_names.get())
        submission = CommentSubmission(
            chapter=self.chapter, form_key=uuid4(), body="Good.", user=reader, seconds=60.0
        )
        self.comment = post_comment(submission)
        self.member_block = MemberBlock.objects.create(owner=author, target=reader, kind="mute")
        credit_invitation: Credit = add_credit(other, pen_name, Role.EDITOR, by=other_author)
        picture = default_storage.save("pictures/sample.png", ContentFile(b"not opened"))
        draw_cover(self.story)
        preferences = Preferences.objects.create(user=author)
        profile = MemberProfile.objects.create(user=author, is_public=True)
        invitation = Invitation.objects.create(note="somebody")
        request = AuthorRequest.objects.create(user=reader, reason="I write.")
        for body in ("One.", "Two."):
            publish_version(body, is_material=False)
        policy_draft = PolicyVersion(document="terms", body="Three.")
        policy_draft.save_draft()
        draft_link = create_draft_link(self.chapter, author)
        draft_comment = DraftComment.objects.create(
            chapter=self.chapter, link=draft_link, body="Hm.", form_key=uuid4()
        )
        upload = Upload.objects.create(uploaded_by=author, file=picture, size=10)
        tag = self.story.story_tags.get().tag
        copy_key = uuid4()
        typed = TypedText(text=ChapterText(body="More words."), chapter=self.chapter)
        save_copy(copy_key, author, typed)
        group = author.groups.get()
        # Not of somebody in the table: they would have to sign in with it.
        other_user = User.objects.create_user("mia", "mia@example.org")
        authenticator = Authenticator.objects.create(user=other_user, type="totp", data={})
        deletion = AccountDeletion.objects.create(
            user=other_user, by_member=False, requested_by=author
        )
        notice = CopyrightNotice.objects.create(
            form_key=uuid4(), story=self.story, state="taken_down", capacity="owner"
        )
        item = ReviewItem.objects.create(
            kind="story", story=self.story, on_story=self.story, status="decided"
        )
        decision = Decision.objects.create(item=item, kind="hide", by=other_author)
        report = Report.objects.create(item=item, reason="other", words="Look at it.")
        news = AnnouncementText("News", "It goes on.")
        announcement = create_announcement(self.story, news, author)
        publish_announcement(announcement, author)
        self.rows: dict[str, models.Model] = {
            "accountdeletion": deletion,
            "erasurerecord": ErasureRecord.objects.create(kind=ErasureRecord.Kind.ACCOUNT),
            "emailaddress": author.emailaddress_set.get(),  # type: ignore[attr-defined]
            "authenticator": authenticator,
            "authorrequest": request,
            "copyrightnotice": notice,
            "contactmessage": ContactMessage.objects.create(form_key=uuid4(), subject="question"),
            "job": Job.objects.create(kind="none", key="none", queue="quick"),
            "outboxemail": OutboxEmail.objects.create(kind="none", event="none", user=author),
            "stoppedaddress": StoppedAddress.objects.create(email="x@example.org", is_final=True),
            "invitation": invitation,
            "penname": pen_name,
            "preferences": preferences,
            "memberprofile": profile,
            "user": author,
            "group": group,
            "chapter": self.chapter,
            "upload": upload,
            "story": self.story,
            "tag": tag,
            "policyversion": policy_draft,
            "featuredstory": FeaturedStory.objects.create(story=self.story),
            "creditinvitation": credit_invitation,
            "invitations": invitation,
            "requests": request,
            "blocks": self.member_block,
            "comment": self.comment,
            "items": item_for(subject_of(self.comment)),
            "decisions": decision,
            "appeals": Appeal.objects.create(decision=decision, words="No."),
            "acts": self.comment,
            "reply": self.comment,
            "saved-replies": SavedReply.objects.create(user=author, text="Thank you!"),
            "waves": Wave.objects.create(kind="hide", by=author, story=self.story),
        }
        store_figures()
        # By the name of the parameter, or by the first folder of the route and that name.
        self.values = {
            "key": str(copy_key),
            "token": invitation.get_absolute_url().rstrip("/").rpartition("/")[2],
            "reference": notice.reference,
            "report/token": state_path(notice).split("/")[-2],
            "report/kind": "story",
            "report/pk": str(self.story.pk),
            "of/pk": str(other_author.pk),
            "story": str(self.story.pk),
            "replacement": str(
                Replacement.objects.create(story=self.story, searched="words", by=author).pk
            ),
            "manuscript": str(make_planned_update(self.chapter, author).pk),
            "import/manuscript": str(make_planned(None, author).pk),
            "start": "0",
            "act": str(ManuscriptImport.objects.create(story=self.story, by=author, name="a").pk),
            "name": picture,
            "uid": str(report.uid),
            "drafts/token": draft_link.get_absolute_url().split("/")[2],
            "drafts/pk": str(draft_comment.pk),
            "link": str(draft_link.pk),
            "draft_comment": str(draft_comment.pk),
            "slug": pen_name.slug,
            "tags/slug": tag.slug,
            "story_slug": self.story.slug,
            "suffix": "epub",
            "chapter_slug": self.chapter.slug,
            "path": picture,
            "username": author.username,
            "number": "1",
            "announcement": str(announcement.pk),
            "stories/pk": str(announcement.pk),
            "moderation/key": "commissions",
            "moderation/name": "links",
            "moderation/version": "1",
            "year": "2026",
            "quarter": "2",
            "<document:document>/number": "2",
            "content_type_id": "1",
            "kind": "stories",
            "document": "terms",
            "tags/kind": "genre",
            "page": "0",
        }

    def url(self, route: str) -> str:
        """Returns the route with the objects' values for its parameters."""
        for expression, path in REGEX_ROUTES.items():
            route = route.replace(expression, path)
        route = APP_INDEX.sub(r"\1/", route)
        return "/" + PARAMETER.sub(lambda match: self._value(match, route), route)

    def _value(self, parameter: re.Match[str], route: str) -> str:
        name, folder = parameter[1], route.partition("/")[0]
        before = route[: parameter.start()].strip("/").rpartition("/")[2]
        keys = (f"{before}/{name}", f"{folder}/{name}", name)
        value = next((self.values[key] for key in keys if self.values.get(key)), None)
        if value is not None:
            return value
        kinds = [part for part in route.split("/") if part in self.rows]
        return str(self.rows[kinds[-1]].pk if kinds else 1)


def put_into_state(chapter: Chapter, state: str) -> None:
    """Puts the sample chapter, or its story, into a state that may hide it."""
    if state == "draft":
        set_release(chapter, None)
    elif state == "scheduled":
        set_release(chapter, chapter.created_at + timedelta(days=1))
    elif state == "deleted":
        delete_chapter(chapter)
    elif state == "story deleted":
        chapter.story.soft_delete()
    elif state == "story draft":
        Story.objects.filter(pk=chapter.story_id).update(visibility="draft")
    else:
        Story.objects.filter(pk=chapter.story_id).update(visibility=state)
