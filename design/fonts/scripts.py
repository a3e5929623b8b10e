"""The characters of each font file: a browser fetches those whose characters a page has.

No character is in two files of a face: a browser would fetch both.
"""

from itertools import groupby


def code_points(ranges: str) -> set[int]:
    """Returns the characters of a unicode-range such as "U+0041-005A, U+00DF"."""
    found: set[int] = set()
    for item in ranges.split(","):
        first, _, last = item.strip().removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def unicode_range(characters: set[int]) -> str:
    """The opposite of `code_points`."""
    ranges = []
    for _, run in groupby(enumerate(sorted(characters)), key=lambda item: item[1] - item[0]):
        first, *others = (character for _, character in run)
        ranges.append(f"U+{first:04X}" + (f"-{others[-1]:04X}" if others else ""))
    return ", ".join(ranges)


# English prose, with the é of "café": all that most pages of an English site need.
ENGLISH = (
    "U+0000-007E, U+00A0, U+00A3, U+00A9, U+00AD, U+00B0, U+00B7, U+00BD, U+00D7, "
    "U+00E9, U+2009-200D, U+2010-2015, U+2018-2019, U+201C-201D, U+2026, U+202F, U+2060, U+20AC, "
    "U+2212"
)
# Of a face that few readers fetch.
WITHOUT_ENGLISH = {
    # The languages of western Europe; quotation marks, dashes and signs of prose.
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+0178, U+0192, U+02BB-02BC, U+02C6, U+02DA, "
    "U+02DC, U+1E9E, U+2000-209F, U+20AC, U+2116, U+2122, U+2150-215F, U+2190-2193, U+2212-2215, "
    "U+2248, U+2260, U+2264-2265, U+25CA",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-0177, U+0179-0191, U+0193-019F, U+01A2-01AE, "
    "U+01B1-02BA, U+02BD-02C5, U+02C7-02D9, U+02DB, U+02DD-02FF, U+1E00-1E9D, U+1E9F, "
    "U+20A0-20AA, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
    "vietnamese": "U+01A0-01A1, U+01AF-01B0, U+0300-0331, U+1EA0-1EF9, U+20AB",
    "cyrillic": "U+0400-052F, U+1C80-1C88, U+2DE0-2DFF, U+A640-A69F",
    "greek": "U+0370-03FF",
    "greek-ext": "U+1F00-1FFF",
}
# The book face: most pages fetch the first file only.
SCRIPTS = {
    "english": ENGLISH,
    **WITHOUT_ENGLISH,
    "latin": unicode_range(code_points(WITHOUT_ENGLISH["latin"]) - code_points(ENGLISH)),
}
# The letters of "Dyslexia": the English reading settings set the name of that face in it.
SAMPLE = {"sample": "U+0044, U+0061, U+0065, U+0069, U+006C, U+0073, U+0078-0079"}
