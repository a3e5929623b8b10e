"""What the stories hold about the people who write them."""

from django.utils.translation import gettext_lazy as _

from serial.personal_data import ERASED_WITH_STORY, KEPT_WITH_STORY, Files, JsonLines, PersonalData
from serial.stories import exports

PERSONAL_DATA = (
    PersonalData(
        model="stories.Credit",
        fields=("pen_name",),
        name=_("Author credits"),
        holds=_("Which pen name has which role on a story, and whether its owner accepted."),
        reason=_("To name the authors, and to let them work on their story."),
        kept_for=_("Until the credit is removed or the story is deleted."),
        erased=_("Deleted. A story that stays without a name is credited to “Anonymous”."),
        exports=(JsonLines("stories/credits.jsonl", exports.credit_rows),),
    ),
    PersonalData(
        model="stories.Story",
        fields=(),
        name=_("Stories"),
        holds=_("Title, summary, cover, settings, tags and former URLs of a story."),
        reason=_("To publish it."),
        kept_for=_("Until its authors leave. A deleted story can be restored."),
        erased=_("For each story the author chooses whether it stays or is deleted."),
        exports=(
            JsonLines("stories/stories.jsonl", exports.story_rows),
            Files("media/covers/", exports.story_covers),
        ),
    ),
    PersonalData(
        model="stories.Part",
        fields=(),
        name=_("Parts"),
        holds=_("The titles and the order of the parts of a story."),
        reason=_("To show its contents."),
        kept_for=KEPT_WITH_STORY,
        erased=ERASED_WITH_STORY,
        not_exported=_("In the rows of the stories."),
    ),
    PersonalData(
        model="stories.StoryNote",
        fields=(),
        name=_("Story-wide notes"),
        holds=_("A text that is shown under each chapter of a story, and until when."),
        reason=_("To say something to everyone who reads the story."),
        kept_for=_("Until an author removes it or the story is deleted."),
        erased=ERASED_WITH_STORY,
        not_exported=_("In the rows of the stories."),
    ),
    PersonalData(
        model="stories.Announcement",
        fields=(),
        name=_("Announcements"),
        holds=_("The announcements of a story, with drafts and deleted ones."),
        reason=_("To tell readers something that is not a chapter."),
        kept_for=_(
            "Until the story is deleted. A deleted announcement can be restored for 30 days."
        ),
        erased=_("Of a story that stays without an author, drafts and deleted ones are deleted."),
        exports=(JsonLines("stories/announcements.jsonl", exports.announcement_rows),),
    ),
)
