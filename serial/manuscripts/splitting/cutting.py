"""Where the chapters of a document begin, and which of its blocks are titles and notes."""

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Final

from serial.manuscripts.documents import Block, Document, Role
from serial.manuscripts.splitting.author_notes import find_note_ranges
from serial.manuscripts.splitting.plan import Doubt, Method, Plan, PlannedChapter
from serial.manuscripts.splitting.same_text import find_same_texts
from serial.manuscripts.splitting.titles import (
    Heading,
    bare_number,
    is_part_line,
    read_chapter_line,
    read_heading,
)

# Fewer words are hardly a chapter. Of 1,000 chapters of the sample texts, none was shorter.
SHORT_CHAPTER: Final = 120
# Before the first title: dedications, mottos, a table of contents.
_FRONT_MATTER: Final = 400
# A novel has at most a few hundred; more lines that look like titles are something else.
MAX_CHAPTERS: Final = 2_000
# A second line of a title, under "Chapter 7".
_SUBTITLE_MAX_WORDS: Final = 12
# Pages that are broken within chapters are shorter than this, as a rule.
_MIN_WORDS_OF_PAGES: Final = 300


def plan_chapters(document: Document, method: Method | None = None) -> Plan:
    """Splits by the method, or by the best one that the document has."""
    found = find_cuts(document)
    if method is None or method not in found:
        method = next(iter(found))
    cuts = found[method]
    blocks = document.blocks
    chapters = [
        _chapter(blocks, start, end)
        for start, end in zip(cuts, [*cuts[1:], len(blocks)], strict=True)
    ]
    chapters = [chapter for chapter in chapters if _is_any(blocks, chapter)]
    _add_front_matter(blocks, cuts, chapters, method)
    _doubt(document, chapters)
    return Plan(method, chapters, [str(each) for each in found])


def find_cuts(document: Document) -> dict[Method, list[int]]:
    """Returns where chapters begin, by each method that finds at least two; the best one first."""
    blocks = document.blocks
    by_method = {
        Method.FORMAT: _titles(blocks, 0, len(blocks)),
        Method.FILES: _file_cuts(blocks),
        Method.HEADINGS: _heading_cuts(blocks, 0, len(blocks)),
        Method.LINES: _line_cuts(blocks, 0, len(blocks)),
        Method.NUMBERS: _number_cuts(blocks),
        Method.PAGES: _page_cuts(blocks),
    }
    found = {method: cuts for method, cuts in by_method.items() if 2 <= len(cuts) <= MAX_CHAPTERS}
    if not found and by_method[Method.FORMAT]:
        found[Method.FORMAT] = by_method[Method.FORMAT]
    return {**found, Method.NONE: [0] if blocks else []}


def make_chapter(blocks: Sequence[Block], start: int, end: int) -> PlannedChapter:
    """Returns the chapter of these blocks, with its title and notes."""
    return _chapter(blocks, start, end)


def _titles(blocks: Sequence[Block], start: int, end: int) -> list[int]:
    """Returns where titles stand, or the parts right above them."""
    return [
        index - 1 if index > start and blocks[index - 1].role is Role.PART else index
        for index in range(start, end)
        if blocks[index].role is Role.TITLE
    ]


def _heading_cuts(blocks: Sequence[Block], start: int, end: int) -> list[int]:
    """Returns the headings of the first level that has several, and is not that of parts."""
    levels = Counter(_level(block) for block in blocks[start:end] if _level(block))
    candidates = [level for level in sorted(levels) if levels[level] >= 2]
    for level, deeper in zip(candidates, [*candidates[1:], 0], strict=False):
        if deeper and levels[deeper] > levels[level] and _are_parts(blocks, start, end, level):
            continue
        cuts = [index for index in range(start, end) if _level(blocks[index]) == level]
        return _with_parts_above(blocks, cuts, level)
    return []


def _level(block: Block) -> int:
    return block.level if block.role is Role.TEXT and block.text else 0


def _are_parts(blocks: Sequence[Block], start: int, end: int, level: int) -> bool:
    """Whether most headings of this level say so, or stand right above another heading."""
    indexes = [index for index in range(start, end) if _level(blocks[index]) == level]
    above = [
        index
        for index in indexes
        if is_part_line(blocks[index].text) or (index + 1 < end and blocks[index + 1].level > level)
    ]
    return len(above) > len(indexes) / 2


def _with_parts_above(blocks: Sequence[Block], cuts: list[int], level: int) -> list[int]:
    """A chapter begins with the headings of parts right above its own."""
    out = []
    for index in cuts:
        while index and 0 < _level(blocks[index - 1]) < level:
            index -= 1
        out.append(index)
    return sorted(set(out))


def _line_cuts(blocks: Sequence[Block], start: int, end: int) -> list[int]:
    """Returns the lines "Chapter 7", also those that a heading of a part stands above."""
    cuts = [index for index in range(start, end) if read_chapter_line(blocks[index].text)]
    if not any(read_heading(blocks[index].text).is_numbered for index in cuts):
        return []
    # A table of contents has them close together.
    cuts = [
        index
        for index, after in zip(cuts, [*cuts[1:], end], strict=True)
        if sum(block.words for block in blocks[index + 1 : after]) >= _SUBTITLE_MAX_WORDS
    ]
    return [
        index - 1 if index and is_part_line(blocks[index - 1].text) else index for index in cuts
    ]


def _number_cuts(blocks: Sequence[Block]) -> list[int]:
    """Returns the lines that are the next number each, from 1."""
    cuts: list[int] = []
    for index, block in enumerate(blocks):
        if bare_number(block.text) == len(cuts) + 1:
            cuts.append(index)
    return cuts


def _page_cuts(blocks: Sequence[Block]) -> list[int]:
    cuts = [0, *(i for i, block in enumerate(blocks) if block.begins_page and i)] if blocks else []
    words = [
        sum(block.words for block in blocks[start:end])
        for start, end in zip(cuts, [*cuts[1:], len(blocks)], strict=True)
    ]
    return cuts if words and median(words) >= _MIN_WORDS_OF_PAGES else []


def _file_cuts(blocks: Sequence[Block]) -> list[int]:
    """Files begin chapters; a file with several is split itself."""
    files = [index for index, block in enumerate(blocks) if block.file]
    if len(files) < 2:
        return []
    cuts: list[int] = []
    for start, end in zip(files, [*files[1:], len(blocks)], strict=True):
        titles = _titles(blocks, start, end)
        within = titles or _heading_cuts(blocks, start, end) or _line_cuts(blocks, start, end)
        cuts += within if len(within) > 1 else [start]
        words_above: int = sum(block.words for block in blocks[start : within[0]]) if within else 0
        if len(within) > 1 and words_above:
            cuts.append(start)
    return sorted(set(cuts))


def _chapter(blocks: Sequence[Block], start: int, end: int) -> PlannedChapter:
    while start < end and blocks[start].role is Role.LEFT_OUT:
        start += 1
    titles, part, heading = _read_titles(blocks, start, end)
    body, body_end = _note_ranges(blocks, start + titles, end)
    file = next((block.file for block in blocks[start : start + 1] if block.file), "")
    title = heading.title if heading else _title_of_file(file)
    return PlannedChapter(
        *(start, end, body, body_end, titles),
        title=title[:200],
        part=part[:200],
        is_numbered=heading is None or heading.is_numbered,
    )


def _read_titles(blocks: Sequence[Block], start: int, end: int) -> tuple[int, str, Heading | None]:
    """Returns how many blocks are titles, the title of a part, and that of the chapter."""
    index, part = start, ""
    if index < end - 1 and _is_part(blocks, index):
        part, index = blocks[index].text, index + 1
    if index >= end or not _is_title(blocks[index]):
        return (index - start, part, None)
    heading = read_heading(blocks[index].text)
    is_by_format = blocks[index].role is Role.TITLE
    index += 1
    if not heading.title and index < end - 1 and not is_by_format and _is_subtitle(blocks[index]):
        heading = Heading(blocks[index].text.strip(), heading.is_numbered)
        index += 1
    return index - start, part, heading


def _is_part(blocks: Sequence[Block], index: int) -> bool:
    block, after = blocks[index], blocks[index + 1]
    if block.role is Role.PART:
        return True
    is_above = bool(block.level) and after.level > block.level
    return is_above or (is_part_line(block.text) and _is_title(after))


def _is_title(block: Block) -> bool:
    if block.role is not Role.TEXT:
        return block.role is Role.TITLE
    return bool(
        (block.level and block.text) or read_chapter_line(block.text) or bare_number(block.text)
    )


def _is_subtitle(block: Block) -> bool:
    """Whether it is the title itself, under "Chapter 7"."""
    is_marked = bool(block.level or block.align == "center")
    return is_marked and 0 < block.words <= _SUBTITLE_MAX_WORDS and block.role is Role.TEXT


def _note_ranges(blocks: Sequence[Block], start: int, end: int) -> tuple[int, int]:
    """Returns where the text begins and ends, between the notes."""
    roles = [block.role for block in blocks[start:end]]
    if Role.NOTE_BEFORE in roles or Role.NOTE_AFTER in roles:
        before = _leading(roles, Role.NOTE_BEFORE)
        after = _leading(roles[before:][::-1], Role.NOTE_AFTER)
        return start + before, end - after
    first, last = find_note_ranges([block.text for block in blocks[start:end]])
    return start + first, start + last


def _leading(roles: Sequence[Role], role: Role) -> int:
    """Returns how many blocks until the last of this role, before any other that is shown."""
    count = 0
    for number, each in enumerate(roles, start=1):
        if each is role:
            count = number
        elif each is not Role.LEFT_OUT:
            break
    return count


def _title_of_file(name: str) -> str:
    """Returns "Salt" for "03 - Salt.docx"."""
    stem = name.rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    words = stem.replace("_", " ").strip()
    return read_heading(words).title if not words.isdigit() else ""


def _is_any(blocks: Sequence[Block], chapter: PlannedChapter) -> bool:
    return any(
        bool(block.words or block.html)
        for block in blocks[chapter.start : chapter.end]
        if block.role is not Role.LEFT_OUT
    )


def _add_front_matter(
    blocks: Sequence[Block], cuts: list[int], chapters: list[PlannedChapter], method: Method
) -> None:
    """Adds what stands before the first chapter. It is only selected if it may be one."""
    first = cuts[0] if cuts else 0
    text = [block for block in blocks[:first] if block.role is not Role.LEFT_OUT]
    words = sum(block.words for block in text)
    if not words:
        return
    chapter = _chapter(blocks, 0, first)
    if words < _FRONT_MATTER:
        chapter.is_selected, chapter.doubt = False, Doubt.FRONT_MATTER
    chapters.insert(0, chapter)


def _doubt(document: Document, chapters: list[PlannedChapter]) -> None:
    blocks = document.blocks
    for chapter in chapters:
        words = sum(block.words for block in blocks[chapter.body : chapter.body_end])
        if words < SHORT_CHAPTER and not chapter.doubt and len(chapters) > 1:
            chapter.doubt = Doubt.SHORT
    for later, earlier in find_same_texts(blocks, chapters).items():
        chapters[later].is_selected = False
        chapters[later].doubt, chapters[later].doubt_about = Doubt.SAME, earlier + 1
