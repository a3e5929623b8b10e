"""Ids in texts of a chapter's length and more, and the chapter the project was started for."""

import re
from pathlib import Path

import pytest

from serial.markup.paragraphs.blocks import split_into_blocks
from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import ParagraphHistory
from serial.markup.rendering import Options, render
from tests.bench.bench_aligning import edit_texts
from tests.bench.bench_rendering import generate_prose
from tests.markup.drafts import Draft

FOLDER = Path(__file__).parents[3] / "shared" / "manuscripts"


def numbered(name: str, count: int) -> list[str]:
    return [" ".join(f"{name}{n}w{i}" for i in range(9)) for n in range(count)]


def test_every_paragraph_edited() -> None:
    draft = Draft.of(numbered("a", 60))
    assert draft.saved(re.sub("w5", "", text) for text in draft.texts).ids == draft.ids


def test_every_paragraph_rewritten() -> None:
    draft = Draft.of(numbered("a", 60))
    assert min(draft.saved(numbered("b", 60)).ids) == 61


def test_every_paragraph_rewritten_but_many_short_lines() -> None:
    """As many as there were: each stays what it is."""

    def with_answers(name: str) -> list[str]:
        return [line for text in numbered(name, 100) for line in (text, "“No.”")]

    draft = Draft.of(with_answers("a"))
    assert draft.saved(with_answers("b")).ids[1::2] == draft.ids[1::2]


def test_a_chapter_in_one_paragraph() -> None:
    draft = Draft.of([*numbered("a", 500), "the largest of all of them " * 9])
    later = draft.saved([" ".join(draft.texts)])
    assert later.ids == (501,)
    assert later.history.absorbed == dict.fromkeys(range(1, 501), 501)
    assert later.saved(draft.texts).ids == draft.ids


def test_only_the_newest_forms_are_remembered() -> None:
    lines = numbered("a", 5_100)
    first = Draft.of(lines).saved(["One."]).history.former_ids
    assert sum(map(len, first.values())) == 5_000
    assert text_digest(lines[99]) not in first
    assert {text_digest(lines[100]), text_digest(lines[-1])} <= first.keys()
    second = Draft.of(lines).saved(["One."]).saved(["Two."]).history.former_ids
    assert first.keys() - second.keys() == {text_digest(lines[100])}
    assert second.keys() - first.keys() == {text_digest("One.")}


def test_history_goes_through_json() -> None:
    assert ParagraphHistory.from_json({}) == ParagraphHistory()
    text = [
        block.text for block in split_into_blocks(render(generate_prose(2_000), Options()).html)
    ]
    history = Draft.of(text).saved(edit_texts(text)).history
    assert history.former_ids and history.deleted
    assert ParagraphHistory.from_json(history.as_json()) == history


@pytest.fixture(scope="module")
def manuscript() -> list[str]:
    for path in sorted(FOLDER.glob("000_*.txt")):
        html = render(path.read_text(encoding="utf-8"), Options()).html
        return [block.text for block in split_into_blocks(html)]
    pytest.skip("the manuscript is not here: it stays out of the repository")


def test_a_real_chapter_edited_all_over(manuscript: list[str]) -> None:
    draft = Draft.of(manuscript)
    new = edit_texts(manuscript)
    later = draft.saved(new)
    before = dict(zip(draft.texts, draft.ids, strict=True))
    after = dict(zip(later.texts, later.ids, strict=True))
    unique = {text for text in new if manuscript.count(text) == 1}
    assert len(unique) > 120
    assert {text: after[text] for text in unique} == {text: before[text] for text in unique}
    fresh = [text for text in new if text.startswith("Something new")]
    # One line of four words was edited right beside of a new one: that is too little to go by.
    assert len([i for i in later.ids if i > len(manuscript)]) <= len(fresh) + 1
    assert later.saved(manuscript).ids == draft.ids


def test_a_real_chapter_rewritten(manuscript: list[str]) -> None:
    words = " ".join(manuscript).split()
    other = [" ".join(words[i : i + 20][::-1]) for i in range(0, 3_000, 20)]
    assert min(Draft.of(manuscript).saved(other).ids) > len(manuscript)
