"""Builds a document from what is read in order: groups, paragraphs, text."""

import re
from typing import Final

from serial.markup.containers import CONTAINERS
from serial.markup.converting.document import Block, Document, Group, Marks, Paragraph, Run
from serial.markup.converting.reading.runs import normalise, split_at_blank_lines
from serial.markup.converting.reading.styles import Style
from serial.markup.converting.reading.tables import table_or_blocks

# The renderer nests at most 30 levels, and a list takes two.
MAX_GROUPS: Final = 12

# Word's line break and the separators of Unicode stand for themselves until the HTML is parsed.
LINE_BREAKS: Final = str.maketrans(dict.fromkeys("\x0b\u2028\u2029", "\ue00b"))
_LINE_BREAK: Final = re.compile("[\ue00b\x0b\u2028\u2029]")
_PARENTS: Final = {
    "li": frozenset({"ol", "ul"}),
    "tr": frozenset({"table"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
}
# What a style sheet makes of letters is what was seen.
_LETTERS: Final = {"uppercase": str.upper, "lowercase": str.lower}
_WHITE_SPACE: Final = re.compile("[ \t\n\r\f]+")


class DocumentBuilder:
    def __init__(self) -> None:
        self.document = Document(Group("document"))
        self.groups = [self.document.body]
        self.paragraph: Paragraph | None = None
        # The group whose label is being read.
        self.labelled: Group | None = None

    @property
    def group(self) -> Group:
        return self.groups[-1]

    def open_note(self, key: int) -> None:
        self.end_paragraph()
        self.groups.append(self.document.notes.setdefault(key, Group("note")))

    def open_group(self, group: Group, joins: bool = False) -> bool:
        """Adds a group; False if groups are too deep, or the parent or a label cannot have it.

        joins: continue with a group of the same kind if it is right above.
        """
        self.end_paragraph()
        parent = self.group
        last = parent.blocks[-1] if parent.blocks else None
        if joins and isinstance(last, Group) and last.kind == group.kind:
            self.groups.append(last)
            return True
        is_item = group.kind == "li"
        if group.kind in _PARENTS:
            if parent.kind not in _PARENTS[group.kind]:
                return False
        elif self.labelled is not None or len(self.groups) > MAX_GROUPS:
            return False
        if not is_item:
            parent = _block_parent(parent)
        parent.blocks.append(group)
        self.groups.append(group)
        return True

    def close_group(self) -> None:
        self.end_paragraph()
        group = self.groups.pop()
        container = CONTAINERS.get(group.kind)
        if container and container.element == "details" and not group.label:
            group.label = [Run(container.default_label)]
        if group.kind == "table":
            parent = _block_parent(self.group)
            parent.blocks[-1:] = table_or_blocks(group)

    def add_block(self, block: Block) -> None:
        self.end_paragraph()
        _block_parent(self.group).blocks.append(block)

    def start_paragraph(self, paragraph: Paragraph) -> None:
        self.end_paragraph()
        self.paragraph = paragraph

    def end_paragraph(self) -> None:
        """Adds the paragraph that was read, as several if it has blank lines."""
        paragraph, self.paragraph = self.paragraph, None
        if paragraph is None:
            return
        runs = normalise(paragraph.runs)
        if self.labelled is not None:
            self.labelled.label += [Run(" "), *runs] if self.labelled.label and runs else runs
            return
        if not runs and paragraph.is_bare and not any("\n" in r.text for r in paragraph.runs):
            return
        has_blank_lines = any("\n\n" in run.text for run in runs)
        parts = split_at_blank_lines(runs) if has_blank_lines else [runs]
        for part in parts:
            is_bare = paragraph.is_bare and len(parts) < 2
            self.add_block(
                Paragraph(
                    part,
                    paragraph.level,
                    paragraph.align,
                    paragraph.indent,
                    is_bare,
                    paragraph.list_level,
                    paragraph.list_marker,
                )
            )

    def add_run(self, run: Run, style: Style) -> None:
        if self.paragraph is None:
            self.paragraph = Paragraph(align=style.align, indent=style.indent, is_bare=True)
        self.paragraph.runs.append(run)

    def add_text(self, text: str, marks: Marks, style: Style) -> None:
        if style.white_space == "":
            text = _WHITE_SPACE.sub(" ", text)
        text = _LINE_BREAK.sub("\n", text)
        if style.letters in _LETTERS:
            text = _LETTERS[style.letters](text)
        if self.paragraph is None and not text.strip():
            return
        self.add_run(Run(text, marks), style)


def _block_parent(parent: Group) -> Group:
    """Word processors put a list into the list around it, not into its last item."""
    if parent.kind not in ("ol", "ul"):
        return parent
    last = parent.blocks[-1] if parent.blocks else None
    if not isinstance(last, Group):
        last = Group("li")
        parent.blocks.append(last)
    return last
