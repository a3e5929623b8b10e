from serial.chapters.models.chapter import Chapter, ChapterSlug
from serial.chapters.models.draft_link import DraftLink
from serial.chapters.models.release_schedule import ReleaseSchedule
from serial.chapters.models.replacement import Replacement, ReplacementChapter
from serial.chapters.models.revision import Revision

__all__ = [
    "Chapter",
    "ChapterSlug",
    "DraftLink",
    "ReleaseSchedule",
    "Replacement",
    "ReplacementChapter",
    "Revision",
]
