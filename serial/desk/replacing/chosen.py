"""What the preview sends: the chosen places, each with the revision in which it was shown."""

from collections import defaultdict
from collections.abc import Iterable

from serial.chapters.replacing.starting import ChosenChapter
from serial.params import parse_id


def read_chosen(places: Iterable[str], chapters: Iterable[str]) -> list[ChosenChapter]:
    """places: "chapter.revision.number"; chapters, of whole chapters: "chapter.revision".

    What is not of this form is left out.
    """
    numbers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for value in places:
        if len(parts := _parse(value)) == 3:
            numbers[parts[0], parts[1]].append(parts[2])
    chosen = {
        chapter: ChosenChapter(chapter, revision, sorted(of_chapter))
        for (chapter, revision), of_chapter in numbers.items()
    }
    for value in chapters:
        if len(parts := _parse(value)) == 2:
            chosen[parts[0]] = ChosenChapter(parts[0], parts[1])
    return list(chosen.values())


def _parse(value: str) -> list[int]:
    parts = [parse_id(part) for part in value.split(".")]
    return [part for part in parts if part is not None] if None not in parts else []
