"""What importing holds about authors."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.manuscripts import exports
from serial.manuscripts.models.manuscript import UNUSED_PERIOD
from serial.personal_data import KEPT_WITH_STORY, JsonLines, PersonalData

PERSONAL_DATA = (
    PersonalData(
        model="manuscripts.Manuscript",
        fields=("by",),
        name=_("Uploaded manuscripts"),
        holds=_(
            "A file that an author uploaded to import chapters, its text and the plan. WordPress’s "
            "export also has comments of readers, with email and IP addresses, which are never "
            "read."
        ),
        reason=_("To make chapters and comments of it."),
        kept_for=format_lazy(
            _("Until its chapters are made, or {days} days."), days=UNUSED_PERIOD.days
        ),
        erased=_("Deleted with the account, with the file."),
        exports=(JsonLines("stories/manuscripts.jsonl", exports.manuscript_rows),),
    ),
    PersonalData(
        model="manuscripts.ManuscriptImport",
        fields=("by", "undo_asked_by", "manuscript"),
        name=_("Imports"),
        holds=_(
            "The name of a file that an author imported, when, and counts of what it had. Comments "
            "in the margins of the file, with the names that stand there, and the names of the "
            "accounts that wrote the pages of WordPress’s export."
        ),
        reason=_("To show what was kept, and to undo it."),
        kept_for=KEPT_WITH_STORY,
        erased=_("Those that the member started are deleted. The account is removed."),
        exports=(JsonLines("stories/imports.jsonl", exports.import_rows),),
    ),
    PersonalData(
        model="manuscripts.ImportedChapter",
        fields=("act",),
        name=_("Chapters of an import"),
        holds=_("Which chapters an import makes, and which of them are done."),
        reason=_("So that each is made once, also after an interruption."),
        kept_for=KEPT_WITH_STORY,
        erased=_("Deleted with the import."),
        not_exported=_("The chapters are in the archive."),
    ),
    PersonalData(
        model="manuscripts.ImportedPicture",
        fields=("act",),
        name=_("Pictures of an import"),
        holds=_("Which pictures of a file an import stored, and why it left others out."),
        reason=_("So that each is stored once, also if the file is imported again."),
        kept_for=KEPT_WITH_STORY,
        erased=_("Deleted with the import."),
        not_exported=_("The pictures are in the archive."),
    ),
)
