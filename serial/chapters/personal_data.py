"""What the chapters hold about the people who write them."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.chapters import exports
from serial.personal_data import KEPT_WITH_STORY, Files, JsonLines, PersonalData
from serial.stories.time_limits import UNDELETE_PERIOD

PERSONAL_DATA = (
    PersonalData(
        model="chapters.Chapter",
        fields=(),
        name=_("Chapters"),
        holds=_("Title, text and notes of a chapter, its release and its former URLs."),
        reason=_("To publish it."),
        kept_for=format_lazy(
            _("As long as the story exists. A deleted chapter is erased after {days} days."),
            days=UNDELETE_PERIOD.days,
        ),
        erased=_("Deleted with the story. Drafts are deleted if no other author is left."),
        exports=(Files("stories/", exports.chapter_files),),
    ),
    PersonalData(
        model="chapters.Revision",
        fields=("saved_by", "remark_by"),
        name=_("Revisions of chapters"),
        holds=_("Every saved version of a chapter, who saved it and when, and a note on it."),
        reason=_("So that no text is lost, and co-authors see who changed what."),
        kept_for=_("As long as the chapter exists."),
        erased=_(
            "Earlier ones are deleted, unless a co-author is left. The account is removed, and the "
            "notes that the member wrote."
        ),
        exports=(JsonLines("stories/revisions.jsonl", exports.revision_rows),),
    ),
    PersonalData(
        model="chapters.DraftLink",
        fields=("created_by",),
        name=_("Draft links"),
        holds=_("A private link to an unreleased chapter, and the author’s note for whom it is."),
        reason=_("So that beta readers can read a chapter before its release."),
        kept_for=_("As long as the chapter exists. The link itself expires, and can be revoked."),
        erased=_("Those that the member created are deleted."),
        exports=(JsonLines("stories/draft-links.jsonl", exports.draft_link_rows),),
    ),
    PersonalData(
        model="chapters.ReleaseSchedule",
        fields=(),
        name=_("Release schedules"),
        holds=_("The rhythm of a story, its time zone, and how many chapters should be ready."),
        reason=_("To release the chapters of its queue."),
        kept_for=KEPT_WITH_STORY,
        erased=_("Deleted with the story, and when the story stays without an author."),
        exports=(JsonLines("stories/release-schedules.jsonl", exports.schedule_rows),),
    ),
    PersonalData(
        model="chapters.Replacement",
        fields=("by", "undo_asked_by"),
        name=_("Replacements in stories"),
        holds=_("Which words an author replaced by which in the chapters of a story, and when."),
        reason=_("To carry it out, and to undo it."),
        kept_for=_("As long as the story exists."),
        erased=_("Those that the member started are deleted. The account is removed."),
        exports=(JsonLines("stories/replacements.jsonl", exports.replacement_rows),),
    ),
    PersonalData(
        model="chapters.ReplacementChapter",
        fields=("replacement",),
        name=_("Chapters changed by a replacement"),
        holds=_("Which chapters it changes, and which of them are done."),
        reason=_("So that each is saved once, also after an interruption."),
        kept_for=_("As long as the chapter exists."),
        erased=_("Deleted with the replacement."),
        not_exported=_("The revisions of the chapters are in the archive."),
    ),
)
