"""What a conversion of HTML left out or guessed, in sentences for the author."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from serial.markup.converting.report import Report

_NAMES: Final = {
    "audio": gettext_lazy("a sound"),
    "canvas": gettext_lazy("a drawing"),
    "comment": gettext_lazy("comments"),
    "embed": gettext_lazy("an embedded file"),
    "iframe": gettext_lazy("an embedded page"),
    "input": gettext_lazy("a form field"),
    "math": gettext_lazy("the layout of a formula"),
    "object": gettext_lazy("an embedded file"),
    "small-caps": gettext_lazy("small capitals"),
    "select": gettext_lazy("a form field"),
    "svg": gettext_lazy("a drawing"),
    "template": gettext_lazy("a hidden part of the page"),
    "textarea": gettext_lazy("a form field"),
    "video": gettext_lazy("a video"),
}
# Names of more pictures would hide the other sentences.
_MOST_NAMES: Final = 10


def describe_conversion(report: Report) -> Iterator[str]:
    if report.pictures:
        yield _picture_warning(report.pictures)
    if report.unknown:
        names = dict.fromkeys(str(_NAMES.get(name, name)) for name in report.unknown)
        yield _("Left out: %(names)s.") % {"names": ", ".join(names)}
    if report.blank_breaks:
        yield ngettext(
            "A blank line was read as a scene break.",
            "%(count)d blank lines were read as scene breaks.",
            report.blank_breaks,
        ) % {"count": report.blank_breaks}
    if report.has_tracked_changes:
        yield _(
            "The text has tracked changes: deleted words are struck through. Accept the changes "
            "in the other program and paste again, or remove them here."
        )
    if report.has_underlines:
        yield _("Underlined text was made italic.")
    if report.result is not None and report.result != report.source:
        yield _("Some formatting may have been lost. Compare the text with the original.")


def _picture_warning(pictures: tuple[str, ...]) -> str:
    names = ", ".join(pictures[:_MOST_NAMES])
    return ngettext(
        "%(count)d picture was left out: %(names)s. Add it with “Picture” above a chapter’s text.",
        "%(count)d pictures were left out: %(names)s. "
        "Add them with “Picture” above a chapter’s text.",
        len(pictures),
    ) % {"count": len(pictures), "names": f"{names} …" if len(pictures) > _MOST_NAMES else names}
