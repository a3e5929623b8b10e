"""Deleting chapters: what the pages say before and after."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from serial.chapters.deleting import delete_chapter, undelete_chapter
from serial.chapters.models import Chapter
from serial.desk.deletion_facts import chapter_facts, released_count, undelete_deadline
from serial.desk.soft_delete_admin import SoftDeletingAdmin


class ChapterDeleting(SoftDeletingAdmin[Chapter]):
    def soft_delete(self, obj: Chapter) -> None:
        delete_chapter(obj)

    def undelete(self, obj: Chapter) -> None:
        undelete_chapter(obj)

    def deletion_title(self, rows: Sequence[Chapter]) -> str:
        if len(rows) == 1:
            return _("Delete “%(chapter)s”?") % {"chapter": rows[0].label()}
        return ngettext("Delete %(n)d chapter?", "Delete %(n)d chapters?", len(rows)) % {
            "n": len(rows)
        }

    def deletion_button(self, rows: Sequence[Chapter]) -> str:
        if len(rows) == 1:
            return _("Delete the chapter")
        return ngettext("Delete %(n)d chapter", "Delete %(n)d chapters", len(rows)) % {
            "n": len(rows)
        }

    def deletion_facts(self, rows: Sequence[Chapter]) -> list[str]:
        gone = chapter_facts(Chapter.objects.filter(pk__in=[chapter.pk for chapter in rows]))
        has = ngettext("It has %(counts)s.", "They have %(counts)s.", len(rows))
        facts = [has % {"counts": ", ".join(gone)}] if gone else []
        if released := released_count(rows):
            text = ngettext(
                "%(n)d of them is released: readers can no longer open it, and its comments "
                "are gone with it.",
                "%(n)d of them are released: readers can no longer open them, and their comments "
                "are gone with them.",
                released,
            )
            single = _("It is released: readers can no longer open it or read its comments.")
            facts.append(single if len(rows) == 1 else text % {"n": released})
        text = ngettext(
            "You can restore it for %(days)s. Then it is erased.",
            "You can restore them for %(days)s. Then they are erased.",
            len(rows),
        )
        return [*facts, text % {"days": undelete_deadline()}]

    def deletion_message(self, count: int, name: str) -> str:
        if name:
            text = _("“%(chapter)s” deleted. You can restore it for %(days)s.")
            return text % {"chapter": name, "days": undelete_deadline()}
        text = ngettext(
            "%(n)d chapter deleted. You can restore it for %(days)s.",
            "%(n)d chapters deleted. You can restore them for %(days)s.",
            count,
        )
        return text % {"n": count, "days": undelete_deadline()}

    def restored_message(self, rows: Sequence[Chapter]) -> str:
        if len(rows) == 1:
            return _("“%(chapter)s” restored, near its former place.") % {
                "chapter": rows[0].label()
            }
        text = ngettext("%(n)d chapter restored.", "%(n)d chapters restored.", len(rows))
        return text % {"n": len(rows)}
