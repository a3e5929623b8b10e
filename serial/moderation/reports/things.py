"""What can be reported: only what the visitor can open. Everything else is not found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import MemberProfile, PenName, Visitor
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.compiled_queries import CompiledRelatedQuery
from serial.markup.excerpts import excerpt
from serial.moderation.choices import SubjectKind
from serial.moderation.subjects.announcements import AnnouncementSubject
from serial.moderation.subjects.base import Subject
from serial.moderation.subjects.chapters import ChapterSubject
from serial.moderation.subjects.comments import CommentSubject
from serial.moderation.subjects.people import PenNameSubject, ProfileSubject
from serial.moderation.subjects.stories import StorySubject
from serial.params import MAX_ID
from serial.stories.adult_stories import ADULT_RATINGS
from serial.stories.models import Announcement, Story

EXCERPT_LENGTH = 240
# Of the HTML of a chapter: it has that many characters of text, unless it begins with folded text.
OPENING_LENGTH = 4_000


@dataclass(frozen=True)
class Thing:
    """What a visitor reports, as the form shows it.

    title: of the page. name: who wrote it, or what it is called. where: the story around it.
    url: of the page on which it was seen. picture: its URL.
    """

    subject: Subject
    title: str
    name: str
    where: str = ""
    excerpt: str = ""
    url: str = ""
    picture: str = ""

    @property
    def has_copyright_form(self) -> bool:
        return self.subject.kind in {SubjectKind.STORY, SubjectKind.CHAPTER}


def find_thing(kind: str, pk: int, visitor: Visitor) -> Thing:
    """kind: a SubjectKind, but no picture. Raises Http404 for what the visitor cannot open."""
    finder = FINDERS.get(kind)
    thing = finder(pk, visitor) if finder else None
    if thing is None:
        raise Http404
    return thing


def _comments(comment_id: int, at: datetime, visitor: Visitor) -> QuerySet[Comment]:
    chapters = Chapter.objects.visible_to(visitor, at)
    comments = Comment.objects.published().filter(pk=comment_id, chapter__in=chapters)
    return comments.with_names().select_related("chapter__story")


# With placeholders for the values. Every report of a comment asks twice.
_COMMENTS = CompiledRelatedQuery.for_guests_and_members(_comments, "comment_id", "at")


def _find_comment(pk: int, visitor: Visitor) -> Thing | None:
    query = _COMMENTS.of(visitor)
    comment = query.first(pk, timezone.now(), visitor) if pk <= MAX_ID else None
    if comment is None:
        return None
    return Thing(
        CommentSubject(comment),
        gettext("Report a comment"),
        comment.display_name(),
        f"{comment.story.title}, {comment.chapter.numbered_label()}",
        _excerpt(comment.body_html, comment.story),
        comment.get_absolute_url(),
    )


def _find_story(pk: int, visitor: Visitor) -> Thing | None:
    story = Story.objects.visible_to(visitor).filter(pk=pk).first()
    if story is None:
        return None
    subject, url = StorySubject(story), story.get_absolute_url()
    excerpt = _excerpt(story.summary_html, story)
    return Thing(subject, gettext("Report a story"), story.title, "", excerpt, url)


def _find_chapter(pk: int, visitor: Visitor) -> Thing | None:
    chapters = Chapter.objects.visible_to(visitor).select_related("story")
    chapter = chapters.filter(pk=pk).first()
    if chapter is None:
        return None
    return Thing(
        ChapterSubject(chapter),
        gettext("Report a chapter"),
        chapter.numbered_label(),
        chapter.story.title,
        _excerpt(chapter.body_html[:OPENING_LENGTH], chapter.story),
        chapter.get_absolute_url(),
    )


def _find_announcement(pk: int, visitor: Visitor) -> Thing | None:
    announcements = Announcement.objects.visible_to(visitor).select_related("story")
    announcement = announcements.filter(pk=pk).first()
    if announcement is None:
        return None
    return Thing(
        AnnouncementSubject(announcement),
        gettext("Report an announcement"),
        announcement.title,
        announcement.story.title,
        _excerpt(announcement.body_html, announcement.story),
        announcement.get_absolute_url(),
    )


def _find_pen_name(pk: int, visitor: Visitor) -> Thing | None:
    pen_name = PenName.objects.visible_to(visitor).owned().filter(pk=pk).first()
    if pen_name is None:
        return None
    subject, url = PenNameSubject(pen_name), pen_name.get_absolute_url()
    excerpt = _shortened(pen_name.biography_html)
    return Thing(subject, gettext("Report a pen name"), pen_name.name, "", excerpt, url)


def _find_profile(pk: int, visitor: Visitor) -> Thing | None:
    profiles = MemberProfile.objects.visible_to(visitor).select_related("user")
    profile = profiles.filter(pk=pk).first()
    if profile is None:
        return None
    name = profile.name or profile.user.username
    subject, url = ProfileSubject(profile), profile.get_absolute_url()
    return Thing(
        subject, gettext("Report a profile"), name, "", _shortened(profile.about_html), url
    )


FINDERS: dict[str, Callable[[int, Visitor], Thing | None]] = {
    SubjectKind.COMMENT: _find_comment,
    SubjectKind.STORY: _find_story,
    SubjectKind.CHAPTER: _find_chapter,
    SubjectKind.ANNOUNCEMENT: _find_announcement,
    SubjectKind.PEN_NAME: _find_pen_name,
    SubjectKind.PROFILE: _find_profile,
}


def _excerpt(html: str, story: Story) -> str:
    """Nothing of a story that opens only after a question about one's age."""
    return "" if story.rating in ADULT_RATINGS else _shortened(html)


def _shortened(html: str) -> str:
    return excerpt(html, EXCERPT_LENGTH)
