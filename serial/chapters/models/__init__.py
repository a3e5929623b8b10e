from serial.chapters.models.chapter import Chapter, ChapterAddress
from serial.chapters.models.draft_link import DraftLink
from serial.chapters.models.revision import Revision

__all__ = ["Chapter", "ChapterAddress", "DraftLink", "Revision"]
