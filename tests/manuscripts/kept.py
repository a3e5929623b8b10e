"""Reads, splits and converts a file, as an import does, and says what was kept."""

from dataclasses import dataclass
from pathlib import Path

from serial.manuscripts.chapter_texts import ConvertedChapter, convert_chapter
from serial.manuscripts.counting import Counts
from serial.manuscripts.documents import Document, Remark
from serial.manuscripts.importing.report import report_of
from serial.manuscripts.reading import read
from serial.manuscripts.splitting.cutting import plan_chapters
from serial.manuscripts.splitting.plan import Plan
from tests.manuscripts.truth import Novel


@dataclass
class Kept:
    document: Document
    plan: Plan
    chapters: list[ConvertedChapter]
    counts: Counts


def keep(path: Path) -> Kept:
    document = read(path)
    plan = plan_chapters(document)
    chapters = [convert_chapter(document, chapter) for chapter in plan.chapters]
    counts = Counts()
    for chapter in chapters:
        counts += chapter.counts
    return Kept(document, plan, chapters, counts)


def check_all_kept(novel: Novel, kept: Kept) -> None:
    """The source is counted right, and all of it is in the chapters.

    Some formats have more than the novel, such as "Chapter Notes"; it is left out.
    """
    for planned in kept.plan.chapters:
        # Those that are like another one are not.
        planned.is_selected = True
    report = report_of(kept.document, kept.plan)
    assert kept.document.counts == novel.counts + Counts(**report["left_out"])
    blank_breaks = kept.document.remarks.get(Remark.BLANK_BREAKS, 0)
    assert blank_breaks == novel.blank_breaks
    expected = Counts() + novel.counts
    markers = sum(chapter.marker_words for chapter in kept.chapters)
    expected.words -= markers
    expected.breaks += blank_breaks
    assert kept.counts + Counts(**report["titles"]) == expected
    assert [chapter.title for chapter in kept.plan.chapters] == list(novel.titles)
    for number, chapter in enumerate(kept.chapters, start=1):
        assert chapter.note_before == f"thanks for waiting, reader {number}!"
        assert chapter.note_after == "what did you think?"
        assert not chapter.left_out
