"""The rows of a plan, and what its form sends back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from django.http import QueryDict

from serial.chapters.models import Chapter
from serial.desk.importing.wording import doubt_text
from serial.manuscripts.documents import TEXT_MAX_LENGTH, Block, Document, Role
from serial.manuscripts.planning.changing import Typed
from serial.manuscripts.splitting.plan import Plan, PlannedChapter
from serial.params import parse_id
from serial.stories.models import Story

_LINE_LENGTH = 110
# Of the end of a long paragraph: more than a line, with its tags.
_HTML_LENGTH = 2_000
_TAG = re.compile("<[^<>]*>")
# Letters of a title in one row, on a phone.
_ROW_LENGTH = 26


@dataclass(frozen=True)
class PlanRow:
    """number: of the row, from 1. first_line, last_line: of the text. updates: its newer text."""

    number: int
    planned: PlannedChapter
    first_line: str
    last_line: str
    words: int
    note_before: str
    note_after: str
    doubt: str
    updates: Chapter | None

    @property
    def is_update(self) -> bool:
        """Whether it would change a chapter that the story has."""
        return self.updates is not None and not self.planned.is_unchanged

    @property
    def title_rows(self) -> int:
        return rows_of_title(self.planned.title)


def rows_of_title(title: str) -> int:
    """Returns the rows of its field, in browsers whose fields do not grow with their text."""
    return len(title) // _ROW_LENGTH + 1


def plan_rows(story: Story | None, document: Document, plan: Plan) -> list[PlanRow]:
    pks = [each.updates for each in plan.chapters if each.updates is not None]
    existing = story.chapters.without_text().in_bulk(pks) if story and pks else {}
    return [
        _row(number, document.blocks, planned, existing.get(planned.updates or 0))
        for number, planned in enumerate(plan.chapters, start=1)
    ]


def _row(
    number: int, blocks: Sequence[Block], planned: PlannedChapter, updates: Chapter | None
) -> PlanRow:
    body = blocks[planned.body : planned.body_end]
    texts = [block for block in body if block.words]
    words = sum(block.words for block in body)
    first = planned.start + planned.titles
    return PlanRow(
        number=number,
        planned=planned,
        first_line=_beginning(texts[0].text) if texts else "",
        last_line=_ending(texts[-1]) if len(texts) > 1 else "",
        words=words,
        note_before=_note_line(blocks[first : planned.body]),
        note_after=_note_line(blocks[planned.body_end : planned.end]),
        doubt=doubt_text(planned, words),
        updates=updates,
    )


def _note_line(blocks: Sequence[Block]) -> str:
    return _beginning(" ".join(block.text for block in blocks if block.role is not Role.LEFT_OUT))


def _beginning(text: str) -> str:
    if len(text) <= _LINE_LENGTH:
        return text
    beginning = text[:_LINE_LENGTH]
    return f"{beginning.rpartition(' ')[0].rstrip() or beginning} …"


def _ending(block: Block) -> str:
    text = block.text
    if len(text) >= TEXT_MAX_LENGTH:
        text = " ".join(unescape(_TAG.sub("", block.html[-_HTML_LENGTH:])).split())
    elif len(text) <= _LINE_LENGTH:
        return text
    ending = text[-_LINE_LENGTH:]
    return f"… {ending.partition(' ')[2] or ending}"


def read_typed(data: QueryDict) -> dict[int, Typed]:
    """Returns what the form sends, by the first block of each chapter."""
    selected, unnumbered = set(data.getlist("take")), set(data.getlist("unnumbered"))
    starts = [parse_id(value) for value in data.getlist("row")]
    return {
        start: Typed(
            title=data.get(f"title-{start}", "").replace("\0", ""),
            part=data.get(f"part-{start}", "").replace("\0", ""),
            is_selected=str(start) in selected,
            is_numbered=str(start) not in unnumbered,
        )
        for start in starts
        if start is not None
    }
