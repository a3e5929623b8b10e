"""Deleting stories: what the pages say before and after."""

from collections.abc import Sequence

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from serial.chapters.models import Chapter
from serial.desk.deletion_facts import chapter_facts
from serial.desk.soft_delete_admin import SoftDeletingAdmin
from serial.stories.models import Story


class StoryDeleting(SoftDeletingAdmin[Story]):
    def soft_delete(self, obj: Story) -> None:
        obj.soft_delete()

    def undelete(self, obj: Story) -> None:
        obj.undelete()

    def deletion_title(self, rows: Sequence[Story]) -> str:
        if len(rows) == 1:
            return _("Delete “%(story)s”?") % {"story": rows[0].title}
        return ngettext("Delete %(n)d story?", "Delete %(n)d stories?", len(rows)) % {
            "n": len(rows)
        }

    def deletion_button(self, rows: Sequence[Story]) -> str:
        if len(rows) == 1:
            return _("Delete the story")
        return ngettext("Delete %(n)d story", "Delete %(n)d stories", len(rows)) % {"n": len(rows)}

    def deletion_facts(self, rows: Sequence[Story]) -> list[str]:
        chapters = Chapter.objects.not_deleted().filter(story__in=[story.pk for story in rows])
        count = chapters.count()
        counted = ngettext("%(n)s chapter", "%(n)s chapters", count) % {"n": intcomma(count)}
        gone = [counted, *chapter_facts(chapters)] if count else [_("no chapters")]
        has = ngettext("It has %(counts)s.", "They have %(counts)s.", len(rows))
        closed = ngettext(
            "Readers can no longer open it, and its scheduled chapters are not released.",
            "Readers can no longer open them, and their scheduled chapters are not released.",
            len(rows),
        )
        kept = ngettext(
            "Nothing is erased: you can restore it at any time from your deleted stories.",
            "Nothing is erased: you can restore them at any time from your deleted stories.",
            len(rows),
        )
        return [has % {"counts": ", ".join(gone)}, closed, kept]

    def deletion_message(self, count: int, name: str) -> str:
        if name:
            text = _("“%(story)s” deleted. You can restore it from your deleted stories.")
            return text % {"story": name}
        text = ngettext(
            "%(n)d story deleted. You can restore it from your deleted stories.",
            "%(n)d stories deleted. You can restore them from your deleted stories.",
            count,
        )
        return text % {"n": count}

    def restored_message(self, rows: Sequence[Story]) -> str:
        if len(rows) == 1:
            return _("“%(story)s” restored, as it was.") % {"story": rows[0].title}
        text = ngettext("%(n)d story restored.", "%(n)d stories restored.", len(rows))
        return text % {"n": len(rows)}
