"""The loss report: what the file had, what the chapters have, and where the rest is."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import Count

from serial.manuscripts.chapter_texts import CHANGES, chapter_html
from serial.manuscripts.counting import COUNTED, Counts, counts_of
from serial.manuscripts.documents import Block, Document, Remark, Role
from serial.manuscripts.models import ImportedPicture, ManuscriptImport
from serial.manuscripts.planning.reading_job import facts_of
from serial.manuscripts.splitting.plan import Plan
from serial.markup.converting.conversion import count_html


def report_of(document: Document, plan: Plan) -> dict[str, Any]:
    """Returns what is known before the chapters are made.

    titles, left_out, not_selected: counts of the parts of the file that are in no chapter's text.
    """
    blocks = document.blocks
    titles = [
        block
        for chapter in plan.selected()
        for block in blocks[chapter.start : chapter.start + chapter.titles]
    ]
    taken: set[int] = set()
    for chapter in plan.selected():
        taken.update(range(chapter.start, chapter.end))
    not_selected = [
        block
        for index, block in enumerate(blocks)
        if index not in taken and block.role is not Role.LEFT_OUT
    ]
    left_out = [block for block in blocks if block.role is Role.LEFT_OUT]
    return {
        **facts_of(document),
        "titles": asdict(_count(document, titles)),
        "left_out": asdict(_count(document, left_out)),
        "not_selected": asdict(_count(document, not_selected)),
    }


def _count(document: Document, blocks: Sequence[Block]) -> Counts:
    """Counts these blocks as the conversion would."""
    text = [Block(html=block.html, notes=block.notes) for block in blocks]
    # They count as pictures of this site, which they would be.
    html = chapter_html(document, text, dict.fromkeys(document.pictures, "/media/picture.png"))
    if not html:
        return Counts()
    counted = count_html(html)
    counts = counts_of(counted.counts)
    # As those of the file: blank lines within letters are no breaks of its own.
    counts.breaks -= counted.blank_breaks
    return counts


def made_counts(act: ManuscriptImport) -> Counts:
    total = Counts()
    for counts in _saved_counts(act):
        total += Counts(**{name: counts.get(name, 0) for name in COUNTED})
    return total


def made_changes(act: ManuscriptImport) -> dict[str, int]:
    """Returns how often something was changed in the chapters, by what it is."""
    saved = list(_saved_counts(act))
    return {name: sum(counts.get(name, 0) for counts in saved) for name in CHANGES}


def _saved_counts(act: ManuscriptImport) -> Iterable[dict[str, int]]:
    return act.chapters.exclude(saved_revision=None).values_list("counts", flat=True)


def missing_counts(act: ManuscriptImport) -> dict[str, int]:
    """Returns by name how many of the file are nowhere; negative if there are more than it had.

    Only of an import that has ended, with all chapters.
    """
    report, made, changes = act.report, made_counts(act), made_changes(act)
    explained = {
        "words": changes["marker_words"],
        "breaks": -report["remarks"].get(Remark.BLANK_BREAKS, 0) - changes["blank_breaks"],
        "underline": changes["underlines"],
        "italic": -changes["underlines"],
    }
    missing = {}
    for name in COUNTED:
        elsewhere = sum(report[part][name] for part in ("titles", "left_out", "not_selected"))
        found = getattr(made, name) + elsewhere + explained.get(name, 0)
        if difference := report["counts"][name] - found:
            missing[name] = difference
    return missing


def reader_comments(act: ManuscriptImport) -> dict[str, int]:
    """Returns how many comments of readers were "made", "known" before, "empty" or "shortened".

    "not_selected" are those on chapters that were not imported.
    """
    totals = dict.fromkeys(("made", "known", "empty", "shortened"), 0)
    if act.with_comments:
        for counts in act.chapters.values_list("comments", flat=True):
            for name, count in counts.items():
                totals[name] += count
        handled = totals["made"] + totals["known"] + totals["empty"]
        in_file = act.report["remarks"].get(Remark.READER_COMMENTS, 0)
        totals["not_selected"] = max(in_file - handled, 0)
    return totals


def old_urls(act: ManuscriptImport) -> tuple[list[tuple[str, int | None]], list[str]]:
    """Returns the old URLs that this import redirects, and those that lead elsewhere already.

    The first with the primary key of the chapter; None for the page of the story.
    """
    claims: list[tuple[int | None, dict[str, list[str]]]] = [
        (None, act.story_changes.get("old_urls", {})),
        *act.chapters.order_by("position").values_list("chapter", "old_urls"),
    ]
    taken = [(url, chapter) for chapter, claim in claims for url in claim.get("taken", [])]
    return taken, [url for _chapter, claim in claims for url in claim.get("refused", [])]


def reasons_of_pictures(act: ManuscriptImport) -> dict[str, int]:
    """Returns how many pictures were left out, by the reason."""
    refused = ImportedPicture.objects.filter(act=act, file="").order_by("reason")
    return dict(refused.values_list("reason").annotate(Count("pk")))


def report_file(act: ManuscriptImport) -> dict[str, Any]:
    """Returns the whole report, to be downloaded."""
    chapters = act.chapters.order_by("position").values(
        "position", "title", "progress", "reason", "counts", "left_out", "comments", "old_urls"
    )
    return {
        "file": act.name,
        "imported_at": act.created_at.isoformat(),
        "source": act.report,
        "made": asdict(made_counts(act)),
        "missing": missing_counts(act) if act.ended_at else None,
        "refused_pictures": reasons_of_pictures(act),
        "reader_comments": reader_comments(act),
        "chapters": list(chapters),
    }
