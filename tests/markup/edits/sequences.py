"""Sequences of saves with a known truth, by kind of edit."""

from collections.abc import Callable, Sequence

from tests.markup.edits.changes import Draft, Paragraph, Writer

Saves = Sequence[Draft]


def _once(edit: Callable[[Writer, Draft], Draft]) -> Callable[[Writer, Draft], Saves]:
    return lambda writer, draft: [draft, edit(writer, draft)]


def _retyped(writer: Writer, draft: Draft) -> Saves:
    """A scene is deleted, the rest is edited, and the scene is typed again with small changes."""
    start = writer.rng.randrange(len(draft) - 12)
    end = start + writer.rng.randint(3, 12)
    scene = writer.retext(
        draft[start:end], writer.some(draft[start:end], 0.6), lambda text: _reworded(writer, text)
    )
    without = [*draft[:start], *draft[end:]]
    edited = writer.typos(without)
    return [draft, without, edited, [*edited[:start], *scene, *edited[start:]]]


def _reworded(writer: Writer, text: str) -> str:
    """Replaces a word in ten, or makes a typo in a short text."""
    words = text.split()
    for _ in range(max(1, len(words) // 10)):
        words = writer.typo(" ".join(words)).split()
    return " ".join(words)


def _merged_and_split(writer: Writer, draft: Draft) -> Saves:
    """Paragraphs are merged in one save, and split again, with a typo, in a later one."""
    merged, split = list(draft), list(draft)
    at: list[int] = []
    for i in reversed(writer.some(draft[:-1], 0.05)):
        if at and at[-1] <= i + 2:
            continue
        at.append(i)
        first, second = draft[i : i + 2]
        merged[i : i + 2] = [
            Paragraph(f"{first.text} {second.text}", first.sources | second.sources)
        ]
        edited = writer.rng.choice((i, i + 1))
        split[edited] = Paragraph(writer.typo(split[edited].text), split[edited].sources)
    return [draft, merged, split]


def _mixed(writer: Writer, draft: Draft) -> Saves:
    """Eight saves, each with one to three edits of any kind but a rewrite."""
    edits = [
        *(Writer.typos, Writer.short_lines, Writer.insertions, Writer.deletions),
        *(Writer.replacements, Writer.splits, Writer.merges, Writer.moves),
    ]
    saves = [draft]
    for _ in range(8):
        for edit in writer.rng.sample(edits, writer.rng.randint(1, 3)):
            draft = edit(writer, draft)
        saves.append(draft)
    return saves


KINDS: dict[str, Callable[[Writer, Draft], Saves]] = {
    "typos": _once(Writer.typos),
    "short lines": _once(Writer.short_lines),
    "rewritten": _once(Writer.rewrites),
    "rewritten, added, deleted": _once(Writer.revision),
    "inserted": _once(Writer.insertions),
    "deleted": _once(Writer.deletions),
    "replaced": _once(Writer.replacements),
    "split": _once(Writer.splits),
    "merged": _once(Writer.merges),
    "moved": _once(Writer.moves),
    "deleted and retyped": _retyped,
    "merged, then split": _merged_and_split,
    "mixed": _mixed,
}
