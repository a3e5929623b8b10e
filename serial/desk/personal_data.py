"""What the desk holds about authors: unsaved text, ignored checks, saved replies and pictures."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serial.desk import exports
from serial.personal_data import ERASED_WITH_ACCOUNT, Files, JsonLines, PersonalData
from serial.stories.time_limits import UNDELETE_PERIOD

PERSONAL_DATA = (
    PersonalData(
        model="desk.WorkingCopy",
        fields=("typed_by",),
        name=_("Working copies"),
        holds=_("What an author typed and did not save yet."),
        reason=_("So that a closed tab or an expired session loses no text."),
        kept_for=format_lazy(
            _("Until it is saved or discarded, and {days} days more."), days=UNDELETE_PERIOD.days
        ),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("stories/working-copies.jsonl", exports.working_copy_rows),),
    ),
    PersonalData(
        model="desk.IgnoredCheck",
        fields=(),
        name=_("Ignored checks"),
        holds=_("Words of a story that its authors do not want listed under “Check these”."),
        reason=_("So that they are not listed again."),
        kept_for=_("Until an author has them listed again, or as long as the story exists."),
        erased=_("Deleted with the story, and if no other author is left."),
        exports=(JsonLines("stories/ignored-checks.jsonl", exports.ignored_check_rows),),
    ),
    PersonalData(
        model="desk.SavedReply",
        fields=("user",),
        name=_("Saved replies"),
        holds=_("Texts that an author saved to reply to comments with."),
        reason=_("So that the author need not type them again."),
        kept_for=_("Until the author deletes them."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("comments/saved-replies.jsonl", exports.saved_reply_rows),),
    ),
    PersonalData(
        model="desk.Upload",
        fields=("uploaded_by",),
        name=_("Uploaded pictures"),
        holds=_("The pictures in an author’s texts, and who uploaded them when."),
        reason=_("To show them in the text, and to limit how many are uploaded."),
        kept_for=_("Until the author leaves."),
        erased=_("Deleted, unless a story that stays shows the picture."),
        exports=(
            JsonLines("stories/uploads.jsonl", exports.upload_rows),
            Files("media/pictures/", exports.uploaded_files),
        ),
    ),
)
