"""What the pages say of a replacement."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext, ngettext

from serial.chapters.models import Replacement
from serial.chapters.replacing.progress import ReplacementProgress


def what_label(progress: ReplacementProgress) -> str:
    """Returns what it does, or has done: "Replaced “Hanna” by “Anna”: 14 places in 3 chapters"."""
    replacement = progress.act
    if replacement.is_running():
        return _doing(replacement)
    if replacement.undone_at:
        return gettext("Undone: %(what)s") % {"what": _done(replacement)}
    if replacement.undo_asked_at:
        return gettext("Undoing: %(what)s") % {"what": _done(replacement)}
    count = count_label(progress.places, progress.changed)
    return gettext("%(what)s: %(count)s") % {"what": _done(replacement), "count": count}


def count_label(places: int, chapters: int) -> str:
    """Returns "14 places in 3 chapters"."""
    of_places = ngettext("%(n)s place", "%(n)s places", places)
    of_chapters = ngettext("%(n)s chapter", "%(n)s chapters", chapters)
    return gettext("%(places)s in %(chapters)s") % {
        "places": of_places % {"n": intcomma(places)},
        "chapters": of_chapters % {"n": intcomma(chapters)},
    }


def _doing(replacement: Replacement) -> str:
    if not replacement.replacement:
        return gettext("Removing “%(old)s”") % _words(replacement)
    return gettext("Replacing “%(old)s” by “%(new)s”") % _words(replacement)


def _done(replacement: Replacement) -> str:
    if not replacement.replacement:
        return gettext("Removed “%(old)s”") % _words(replacement)
    return gettext("Replaced “%(old)s” by “%(new)s”") % _words(replacement)


def _words(replacement: Replacement) -> dict[str, str]:
    return {"old": replacement.searched, "new": replacement.replacement}
