"""Properties of paragraph ids that hold for all texts and all edits."""

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.paragraphs.aligning import align
from serial.markup.paragraphs.anchors import locate_anchor
from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import PreviousBlock
from serial.markup.paragraphs.history_updates import carry_history_over
from serial.markup.paragraphs.similarity import count_shared, resemblance, split_words
from serial.markup.paragraphs.sketches import code_bag, sketch_bag
from tests.markup.versions import Version
from tests.sampling import examples

# So many words that two random paragraphs share almost nothing.
WORDS = [f"{a}{b}{c}" for a in ("ka", "lo", "mi", "nu") for b in "bdfgklmnprst" for c in "aeiouy"]
SHORT = ["“No.”", "“Yes.”", "* * *", "“No,” she said.", "", "He waited."]


def paragraph(seed: int, words: int = 14) -> str:
    return " ".join(random.Random(seed).sample(WORDS, words)) + "."  # noqa: S311


def with_typo(text: str, position: int) -> str:
    words = text.split()
    words[position % len(words)] = "typo"
    return " ".join(words)


# Smaller seeds make the surrounding paragraphs; tests make the ones they change from here on.
FIRST_UNUSED_SEED = 10_000
paragraphs = st.integers(0, FIRST_UNUSED_SEED - 1).map(paragraph)
repeats = st.sampled_from(SHORT)
# Unique long paragraphs, and among them repeated short lines.
chapters = st.lists(paragraphs | repeats, max_size=12).map(
    lambda texts: [t for i, t in enumerate(texts) if t in SHORT or t not in texts[:i]]
)
# Made of few texts, so almost everything is repeated.
few = [*SHORT, paragraph(1), paragraph(2), f"{paragraph(1)} {paragraph(2)}", paragraph(3, 7)]
few += [with_typo(paragraph(1), 3), with_typo(paragraph(1), 8), with_typo(paragraph(2), 5)]
jumbles = st.lists(st.sampled_from(few), max_size=12)
positions = st.integers(0, 1_000)


def insert(texts: Sequence[str], position: int, *new: str) -> list[str]:
    position %= len(texts) + 1
    return [*texts[:position], *new, *texts[position:]]


@settings(max_examples=examples(100))
@given(chapters | jumbles)
def test_saving_unchanged_text_changes_nothing(texts: list[str]) -> None:
    version = Version.first(texts)
    assert version.ids == tuple(range(1, len(texts) + 1))
    assert version.next(texts) == version


@settings(max_examples=examples(150))
@given(chapters | jumbles, paragraphs | repeats, positions)
def test_one_added_then_removed(texts: list[str], text: str, position: int) -> None:
    """If the added text equals its neighbours, any of them may get the new id."""
    version = Version.first(texts)
    longer = version.next(insert(texts, position, text))
    added = version.history.next_id
    assert [paragraph_id for paragraph_id in longer.ids if paragraph_id != added] == list(
        version.ids
    )
    assert longer.texts[longer.ids.index(added)] == text
    shorter = longer.next(texts)
    assert shorter.ids == version.ids
    assert shorter.next(longer.texts).ids == longer.ids


@settings(max_examples=examples(150))
@given(chapters | jumbles, positions)
def test_one_deleted_then_restored(texts: list[str], position: int) -> None:
    version = Version.first([*texts, paragraph(FIRST_UNUSED_SEED)])
    position %= len(version.texts)
    shorter = version.next([*version.texts[:position], *version.texts[position + 1 :]])
    (deleted,) = set(version.ids) - set(shorter.ids)
    assert version.texts[version.ids.index(deleted)] == version.texts[position]
    assert shorter.ids == tuple(
        paragraph_id for paragraph_id in version.ids if paragraph_id != deleted
    )
    assert shorter.next(version.texts).ids == version.ids


@settings(max_examples=examples(200))
@given(chapters | jumbles, paragraphs | st.sampled_from(few), paragraphs | repeats, positions)
def test_one_rewritten_then_restored(texts: list[str], one: str, other: str, position: int) -> None:
    version = Version.first(insert(texts, position, one))
    rewritten = version.next(insert(texts, position, other))
    position %= len(texts) + 1
    kept = [paragraph_id for paragraph_id in version.ids if paragraph_id != position + 1]
    assert [paragraph_id for paragraph_id in rewritten.ids if paragraph_id in kept] == kept
    assert rewritten.next(version.texts).ids == version.ids
    assert rewritten.next(version.texts).next(rewritten.texts).ids == rewritten.ids


@settings(max_examples=examples(100))
@given(chapters, positions, positions)
def test_paragraph_with_a_typo_keeps_its_id(texts: list[str], position: int, word: int) -> None:
    version = Version.first(insert(texts, position, paragraph(FIRST_UNUSED_SEED)))
    later = version.next(insert(texts, position, with_typo(paragraph(FIRST_UNUSED_SEED), word)))
    assert later.ids == version.ids
    assert later.next(version.texts).ids == version.ids


@settings(max_examples=examples(100))
@given(chapters, st.sets(positions, max_size=6), positions)
def test_many_typos_change_no_ids(texts: list[str], edited: set[int], word: int) -> None:
    version = Version.first(texts)
    new = [with_typo(t, word) if i in edited and t not in SHORT else t for i, t in enumerate(texts)]
    assert version.next(new).ids == version.ids


@settings(max_examples=examples(150))
@given(chapters | st.lists(repeats, max_size=12), positions, positions)
def test_one_moved_then_moved_back(texts: list[str], start: int, end: int) -> None:
    version = Version.first(insert(texts, start, paragraph(FIRST_UNUSED_SEED)))
    paragraph_id = start % (len(texts) + 1) + 1
    others = [i for i in version.ids if i != paragraph_id]
    end %= len(texts) + 1
    moved = version.next(insert(texts, end, paragraph(FIRST_UNUSED_SEED)))
    assert list(moved.ids) == [*others[:end], paragraph_id, *others[end:]]
    assert moved.next(version.texts).ids == version.ids


# The numbers of words of three parts, all different.
lengths = st.permutations([6, 11, 17])


@settings(max_examples=examples(150))
@given(chapters, positions, lengths, st.integers(2, 3))
def test_one_split_then_merged(texts: list[str], position: int, words: list[int], n: int) -> None:
    parts = [paragraph(FIRST_UNUSED_SEED + seed, length) for seed, length in enumerate(words[:n])]
    version = Version.first(insert(texts, position, " ".join(parts)))
    split = version.next(insert(texts, position, *parts))
    position %= len(texts) + 1
    paragraph_id, largest = position + 1, words[:n].index(max(words[:n]))
    ids = split.ids[position : position + n]
    assert ids[largest] == paragraph_id
    assert split.splits == {paragraph_id: ids}
    assert set(ids) - {paragraph_id} == set(range(len(texts) + 2, len(texts) + 1 + n))
    merged = split.next(version.texts)
    assert merged.ids == version.ids
    assert merged.history.absorbed == {i: paragraph_id for i in ids if i != paragraph_id}
    again = merged.next(split.texts)
    assert (again.ids, again.splits) == (split.ids, split.splits)


@settings(max_examples=examples(150))
@given(chapters, positions, lengths, st.integers(2, 3))
def test_several_merged_then_split(
    texts: list[str], position: int, words: list[int], n: int
) -> None:
    parts = [paragraph(FIRST_UNUSED_SEED + seed, length) for seed, length in enumerate(words[:n])]
    version = Version.first(insert(texts, position, *parts))
    merged = version.next(insert(texts, position, " ".join(parts)))
    position %= len(texts) + 1
    ids = version.ids[position : position + n]
    largest = ids[words[:n].index(max(words[:n]))]
    assert merged.ids == (*version.ids[:position], largest, *version.ids[position + n :])
    assert merged.history.absorbed == {i: largest for i in ids if i != largest}
    assert not merged.history.deleted
    for paragraph_id in ids:
        assert locate_anchor(paragraph_id, merged.ids, merged.history).paragraph_id == largest
    split = merged.next(version.texts)
    assert (split.ids, split.splits) == (version.ids, {largest: ids})


@settings(max_examples=examples(200))
@given(st.lists(jumbles | chapters, max_size=6))
def test_ids_and_history_are_consistent_after_any_saves(versions: list[list[str]]) -> None:
    version = Version()
    for texts in versions:
        before, version = version, version.next(texts)
        assert len(version.ids) == len(texts)
        assert len(set(version.ids)) == len(version.ids)
        assert max((before.history.next_id - 1, *version.ids)) + 1 == version.history.next_id
        _check_restored_ids(before, version)
        _check_positions(version)
        for paragraph_id, parts in version.splits.items():
            assert paragraph_id in parts
            assert set(parts) <= set(version.ids)


def _check_restored_ids(before: Version, version: Version) -> None:
    for paragraph_id, text in zip(version.ids, version.texts, strict=True):
        if paragraph_id < before.history.next_id and paragraph_id not in before.ids:
            former_ids = before.history.former_ids.get(text_digest(text), ())
            assert paragraph_id in former_ids or _is_similar(before, paragraph_id, text)


def _is_similar(version: Version, former_id: int, text: str) -> bool:
    new = code_bag(split_words(text))
    former = map(sketch_bag, version.history.sketches[former_id])
    return any(resemblance(count_shared(bag, new), bag, new) >= 0.5 for bag in former)


def _check_positions(version: Version) -> None:
    history, present = version.history, set(version.ids)
    for paragraph_id in range(1, history.next_id):
        position = locate_anchor(paragraph_id, present, history)
        assert position.paragraph_id in present | {0}
        assert (position.paragraph_id == paragraph_id and not position.is_orphaned) == (
            paragraph_id in present
        )
        known = [paragraph_id in ids for ids in (present, history.deleted, history.absorbed)]
        assert sum(known) == 1
    for paragraph_id, key in zip(version.ids, map(text_digest, version.texts), strict=True):
        assert paragraph_id not in history.former_ids.get(key, ())


@settings(max_examples=examples(100))
@given(jumbles | chapters, jumbles | chapters, jumbles | chapters)
def test_history_with_known_ids_equals_the_history_of_the_alignment(
    first: list[str], second: list[str], third: list[str]
) -> None:
    version = Version.first(first).next(second)
    alignment = align(version.blocks, third, version.history)
    carried_over = carry_history_over(version.blocks, alignment.ids, third, version.history)
    assert (carried_over.next_id, carried_over.former_ids) == (
        alignment.history.next_id,
        alignment.history.former_ids,
    )
    assert (
        carried_over.deleted.keys() - alignment.history.deleted.keys()
        <= alignment.history.absorbed.keys()
    )
    assert alignment.history.deleted.items() <= carried_over.deleted.items()


@settings(max_examples=examples(100))
@given(jumbles, jumbles)
def test_restored_version_has_its_former_ids(first: list[str], second: list[str]) -> None:
    """Deleted paragraphs are present again, and paragraphs of the later version are deleted."""
    version = Version.first(first)
    later = version.next(second)
    history = carry_history_over(later.blocks, version.ids, version.texts, later.history)
    assert not set(version.ids) & (history.deleted.keys() | history.absorbed.keys())
    assert history.next_id == later.history.next_id
    blocks = [PreviousBlock(*pair) for pair in zip(version.ids, version.texts, strict=True)]
    assert align(blocks, version.texts, history).ids == version.ids
    for paragraph_id in later.ids:
        assert locate_anchor(paragraph_id, version.ids, history).paragraph_id in {0, *version.ids}
