"""The subject of each kind of thing under review."""

from accounts.models import MemberProfile, PenName
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.moderation.models import ReviewItem
from serial.moderation.subjects.announcements import AnnouncementSubject
from serial.moderation.subjects.base import Subject
from serial.moderation.subjects.chapters import ChapterSubject
from serial.moderation.subjects.comments import CommentSubject
from serial.moderation.subjects.gone import GoneSubject
from serial.moderation.subjects.images import ImageSubject
from serial.moderation.subjects.people import PenNameSubject, ProfileSubject
from serial.moderation.subjects.stories import StorySubject
from serial.stories.models import Announcement, Story

SUBJECTS: dict[str, type[Subject]] = {
    subject.kind: subject
    for subject in (
        *(CommentSubject, StorySubject, ChapterSubject, PenNameSubject, ProfileSubject),
        *(AnnouncementSubject, ImageSubject),
    )
}


def load_subject(item: ReviewItem) -> Subject:
    return _class_of(item).load(item)


def lock_subject(item: ReviewItem) -> Subject:
    """Locks what this item reviews until the transaction ends. Lock the item after it."""
    return _class_of(item).lock(item)


def _class_of(item: ReviewItem) -> type[Subject]:
    return GoneSubject if item.is_gone else SUBJECTS[item.kind]


def subject_of(
    thing: Comment | Story | Chapter | Announcement | PenName | MemberProfile,
) -> Subject:
    match thing:
        case Comment():
            return CommentSubject(thing)
        case Story():
            return StorySubject(thing)
        case Chapter():
            return ChapterSubject(thing)
        case Announcement():
            return AnnouncementSubject(thing)
        case PenName():
            return PenNameSubject(thing)
    return ProfileSubject(thing)
