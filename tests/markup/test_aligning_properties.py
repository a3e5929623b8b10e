"""What holds for the ids of any text's blocks, whatever is done to it."""

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.paragraphs.aligning import align
from serial.markup.paragraphs.anchors import locate_anchor
from serial.markup.paragraphs.digests import text_digest
from serial.markup.paragraphs.history import PreviousBlock
from serial.markup.paragraphs.history_updates import carry_history_over
from tests.markup.drafts import Draft

# Long enough words for any two paragraphs of them to have next to nothing in common.
WORDS = [f"{a}{b}{c}" for a in ("ka", "lo", "mi", "nu") for b in "bdfgklmnprst" for c in "aeiouy"]
SHORT = ["“No.”", "“Yes.”", "* * *", "“No,” she said.", "", "He waited."]


def paragraph(seed: int, words: int = 14) -> str:
    return " ".join(random.Random(seed).sample(WORDS, words)) + "."  # noqa: S311


def with_typo(text: str, place: int) -> str:
    words = text.split()
    words[place % len(words)] = "typo"
    return " ".join(words)


# Seeds below this one give the paragraphs around those that a test has changed.
OWN = 10_000
paragraphs = st.integers(0, OWN - 1).map(paragraph)
repeats = st.sampled_from(SHORT)
# Each long paragraph once, and among them lines that are there again and again.
chapters = st.lists(paragraphs | repeats, max_size=12).map(
    lambda texts: [t for i, t in enumerate(texts) if t in SHORT or t not in texts[:i]]
)
# Of few texts: nearly everything is there more than once.
few = [*SHORT, paragraph(1), paragraph(2), f"{paragraph(1)} {paragraph(2)}", paragraph(3, 7)]
few += [with_typo(paragraph(1), 3), with_typo(paragraph(1), 8), with_typo(paragraph(2), 5)]
jumbles = st.lists(st.sampled_from(few), max_size=12)
places = st.integers(0, 1_000)


def put(texts: Sequence[str], place: int, *new: str) -> list[str]:
    place %= len(texts) + 1
    return [*texts[:place], *new, *texts[place:]]


@settings(max_examples=100, deadline=None)
@given(chapters | jumbles)
def test_saving_unchanged_changes_nothing(texts: list[str]) -> None:
    draft = Draft.of(texts)
    assert draft.ids == tuple(range(1, len(texts) + 1))
    assert draft.saved(texts) == draft


@settings(max_examples=150, deadline=None)
@given(chapters | jumbles, paragraphs | repeats, places)
def test_one_more_then_one_less(texts: list[str], text: str, place: int) -> None:
    """Of several alike side by side, any may be the new one."""
    draft = Draft.of(texts)
    more = draft.saved(put(texts, place, text))
    added = draft.history.next_id
    assert [paragraph_id for paragraph_id in more.ids if paragraph_id != added] == list(draft.ids)
    assert more.texts[more.ids.index(added)] == text
    less = more.saved(texts)
    assert less.ids == draft.ids
    assert less.saved(more.texts).ids == more.ids


@settings(max_examples=150, deadline=None)
@given(chapters | jumbles, places)
def test_one_less_then_back(texts: list[str], place: int) -> None:
    draft = Draft.of([*texts, paragraph(OWN)])
    place %= len(draft.texts)
    less = draft.saved([*draft.texts[:place], *draft.texts[place + 1 :]])
    (gone,) = set(draft.ids) - set(less.ids)
    assert draft.texts[draft.ids.index(gone)] == draft.texts[place]
    assert less.ids == tuple(paragraph_id for paragraph_id in draft.ids if paragraph_id != gone)
    assert less.saved(draft.texts).ids == draft.ids


@settings(max_examples=200, deadline=None)
@given(chapters | jumbles, paragraphs | st.sampled_from(few), paragraphs | repeats, places)
def test_one_rewritten_then_back(texts: list[str], one: str, other: str, place: int) -> None:
    draft = Draft.of(put(texts, place, one))
    rewritten = draft.saved(put(texts, place, other))
    place %= len(texts) + 1
    kept = [paragraph_id for paragraph_id in draft.ids if paragraph_id != place + 1]
    assert [paragraph_id for paragraph_id in rewritten.ids if paragraph_id in kept] == kept
    assert rewritten.saved(draft.texts).ids == draft.ids
    assert rewritten.saved(draft.texts).saved(rewritten.texts).ids == rewritten.ids


@settings(max_examples=100, deadline=None)
@given(chapters, places, places)
def test_a_typo_mended(texts: list[str], place: int, word: int) -> None:
    draft = Draft.of(put(texts, place, paragraph(OWN)))
    later = draft.saved(put(texts, place, with_typo(paragraph(OWN), word)))
    assert later.ids == draft.ids
    assert later.saved(draft.texts).ids == draft.ids


@settings(max_examples=100, deadline=None)
@given(chapters, st.sets(places, max_size=6), places)
def test_typos_all_over(texts: list[str], edited: set[int], word: int) -> None:
    draft = Draft.of(texts)
    new = [with_typo(t, word) if i in edited and t not in SHORT else t for i, t in enumerate(texts)]
    assert draft.saved(new).ids == draft.ids


@settings(max_examples=150, deadline=None)
@given(chapters | st.lists(repeats, max_size=12), places, places)
def test_one_moved_then_back(texts: list[str], start: int, end: int) -> None:
    draft = Draft.of(put(texts, start, paragraph(OWN)))
    paragraph_id = start % (len(texts) + 1) + 1
    others = [i for i in draft.ids if i != paragraph_id]
    end %= len(texts) + 1
    moved = draft.saved(put(texts, end, paragraph(OWN)))
    assert list(moved.ids) == [*others[:end], paragraph_id, *others[end:]]
    assert moved.saved(draft.texts).ids == draft.ids


# In three pieces, none of a length with another.
lengths = st.permutations([6, 11, 17])


@settings(max_examples=150, deadline=None)
@given(chapters, places, lengths, st.integers(2, 3))
def test_one_split_then_joined(texts: list[str], place: int, words: list[int], n: int) -> None:
    pieces = [paragraph(OWN + seed, length) for seed, length in enumerate(words[:n])]
    draft = Draft.of(put(texts, place, " ".join(pieces)))
    split = draft.saved(put(texts, place, *pieces))
    place %= len(texts) + 1
    paragraph_id, largest = place + 1, words[:n].index(max(words[:n]))
    ids = split.ids[place : place + n]
    assert ids[largest] == paragraph_id
    assert split.splits == {paragraph_id: ids}
    assert set(ids) - {paragraph_id} == set(range(len(texts) + 2, len(texts) + 1 + n))
    joined = split.saved(draft.texts)
    assert joined.ids == draft.ids
    assert joined.history.absorbed == {i: paragraph_id for i in ids if i != paragraph_id}
    again = joined.saved(split.texts)
    assert (again.ids, again.splits) == (split.ids, split.splits)


@settings(max_examples=150, deadline=None)
@given(chapters, places, lengths, st.integers(2, 3))
def test_several_merged_then_cut(texts: list[str], place: int, words: list[int], n: int) -> None:
    pieces = [paragraph(OWN + seed, length) for seed, length in enumerate(words[:n])]
    draft = Draft.of(put(texts, place, *pieces))
    merged = draft.saved(put(texts, place, " ".join(pieces)))
    place %= len(texts) + 1
    ids = draft.ids[place : place + n]
    largest = ids[words[:n].index(max(words[:n]))]
    assert merged.ids == (*draft.ids[:place], largest, *draft.ids[place + n :])
    assert merged.history.absorbed == {i: largest for i in ids if i != largest}
    assert not merged.history.deleted
    for paragraph_id in ids:
        assert locate_anchor(paragraph_id, merged.ids, merged.history).paragraph_id == largest
    cut = merged.saved(draft.texts)
    assert (cut.ids, cut.splits) == (draft.ids, {largest: ids})


@settings(max_examples=200, deadline=None)
@given(st.lists(jumbles | chapters, max_size=6))
def test_whatever_is_saved(versions: list[list[str]]) -> None:
    draft = Draft()
    for texts in versions:
        before, draft = draft, draft.saved(texts)
        assert len(draft.ids) == len(texts)
        assert len(set(draft.ids)) == len(draft.ids)
        assert max((before.history.next_id - 1, *draft.ids)) + 1 == draft.history.next_id
        _check_what_came_back(before, draft)
        _check_places(draft)
        for paragraph_id, pieces in draft.splits.items():
            assert paragraph_id in pieces
            assert set(pieces) <= set(draft.ids)


def _check_what_came_back(before: Draft, draft: Draft) -> None:
    for paragraph_id, text in zip(draft.ids, draft.texts, strict=True):
        if paragraph_id < before.history.next_id and paragraph_id not in before.ids:
            assert paragraph_id in before.history.former_ids[text_digest(text)]


def _check_places(draft: Draft) -> None:
    history, present = draft.history, set(draft.ids)
    for paragraph_id in range(1, history.next_id):
        place = locate_anchor(paragraph_id, present, history)
        assert place.paragraph_id in present | {0}
        assert (place.paragraph_id == paragraph_id and not place.is_orphaned) == (
            paragraph_id in present
        )
        known = [paragraph_id in ids for ids in (present, history.deleted, history.absorbed)]
        assert sum(known) == 1
    for paragraph_id, key in zip(draft.ids, map(text_digest, draft.texts), strict=True):
        assert paragraph_id not in history.former_ids.get(key, ())


@settings(max_examples=100, deadline=None)
@given(jumbles | chapters, jumbles | chapters, jumbles | chapters)
def test_following_is_aligning_with_the_ids_known(
    first: list[str], second: list[str], third: list[str]
) -> None:
    draft = Draft.of(first).saved(second)
    found = align(draft.placed, third, draft.history)
    followed = carry_history_over(draft.placed, found.ids, third, draft.history)
    assert (followed.next_id, followed.former_ids) == (
        found.history.next_id,
        found.history.former_ids,
    )
    assert followed.deleted.keys() - found.history.deleted.keys() <= found.history.absorbed.keys()
    assert found.history.deleted.items() <= followed.deleted.items()


@settings(max_examples=100, deadline=None)
@given(jumbles, jumbles)
def test_a_whole_version_that_comes_back(first: list[str], second: list[str]) -> None:
    """Its ids are known: what was lost is there again, and what was new is lost."""
    draft = Draft.of(first)
    later = draft.saved(second)
    history = carry_history_over(later.placed, draft.ids, draft.texts, later.history)
    assert not set(draft.ids) & (history.deleted.keys() | history.absorbed.keys())
    assert history.next_id == later.history.next_id
    placed = [PreviousBlock(*pair) for pair in zip(draft.ids, draft.texts, strict=True)]
    assert align(placed, draft.texts, history).ids == draft.ids
    for paragraph_id in later.ids:
        assert locate_anchor(paragraph_id, draft.ids, history).paragraph_id in {0, *draft.ids}
