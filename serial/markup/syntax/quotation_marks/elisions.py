"""Words that are written without their beginnings: 'em, 'tis, 'Frisco, '90s.

The lists say how likely the mark before a word is an apostrophe by the word alone. The marks around
it count as well (see single_marks.py), because many of these words, 'till for one, begin quotations
too.
"""

import re
from enum import IntEnum
from typing import Final


class Elision(IntEnum):
    """How likely a mark before a word is an apostrophe, by the word alone."""

    NONE = 0
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


# No words without the apostrophe.
_CERTAIN: Final = """
em ems tis tisn tisnt twas twasn twasnt twere tweren twill twon twont twould twouldn twixt tween
tain taint ud udn un uns ull cept ceptin cepting cuz cos cuse scuse scusin scusing spose sposed
sposing spect spected spectin specting nother nuther nough nuff bout bouts fraid feard gainst
mongst stead pon thout thouten nless longside tother ceivin specially spensive splain splained
zactly zackly sturb sturbed sturbance clar pears peared pearin lowed lowance rithmetic lection
lections lectric gator gators skeeter skeeters tater taters tatur taturs taties baccy bacca bacco
prentice prenticed prentices tarnal tention merica merican mericans talian talians frisco poleon
bliged parently larm larmed nited nitials pothecary portant ticklar ticlar dentical luminium neath
ooman oomen umman sylum postle postles xcept xactly cordin cording cordingly sblood sdeath sfoot
slife swounds
""".split()  # noqa: SIM905 - words read better in lines
# Said without their H, which leaves no word.
_WITH_H: Final = """
hadn half halfpenny halves hammer hammersmith hampstead handkerchief handsome hanky happen happened
happening happens happy haporth hardly harriet harris harrison harry hasn hasnt haunted have haven
havent havin having hawkins head headache headed heads heard hearing hearse heart hearts hearty
hannah harold hetty hilda howard hubert humphrey heathen heaven heavens heavy hector hello helpless
henrietta henry herb herbert herself hideous higgins higher highest highness himself hisself hobbs
hog hogs holiday holidays hollow holloway holmes holy home homely homes honest honour hook hope
hoped hopes hoping horace horn horrible horrid horse horseback horses hospital hospitals hotel
hotels hounslow house housemaid housekeeper houses hubert huge human humans humble humbug hundred
hundreds hundredweight hungry hunt hunted hunting hurried hurry hurt hurts husband husbands hush
hyde hypocrite hysterics
""".split()  # noqa: SIM905
# More often without their beginning than at the beginning of a quotation.
_LIKELY: Final = """
til till cause course round fore ere er ers im e ead low long way ways most deed tend spite tice
phone phones bus buses ad ow owd ome ouse elp ain aint fend night morning afternoon evening bye
change varsity squire squires cello kay sup mid midst coz lasses pinion possum possums fess scape
cute nam id ed vast lonzo liza lizabeth zekiel lijah lias bijah rastus melia dolphus gustus tilda
""".split()  # noqa: SIM905
# As often at the beginning of a quotation.
_POSSIBLE: Final = """
is as at all and air hair arm arms old ole ill its it'd eat edge ear ears ours are angel ask side
member special bove bate nay nigh eye eyes ark arrow ash oar a o y ell less
""".split()  # noqa: SIM905
# Parts of words; as a capital, an initial.
_LETTERS: Final = frozenset("d f ll ve re s t n nd st m r ee".split())  # noqa: SIM905

_ELISIONS: Final = (
    dict.fromkeys(_POSSIBLE, Elision.POSSIBLE)
    | dict.fromkeys(_LIKELY, Elision.LIKELY)
    | dict.fromkeys(_CERTAIN, Elision.CERTAIN)
    | dict.fromkeys(_LETTERS, Elision.CERTAIN)
    | dict.fromkeys((word[1:] for word in _WITH_H), Elision.CERTAIN)
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_YEAR: Final = re.compile(r"[0-9]{2}(?:['\u2019]?s|ers?)?(?![\w:%\u00b0])")
# A word between two marks is quoted, except for rock 'n' roll and might 'a' been.
_QUOTED_WORD: Final = re.compile("\\w+(?:['\u2019]\\w+)?['\u2019](?!\\w)|\\w[,.!?]['\u2019](?!\\w)")
_AND: Final = re.compile("n['\u2019]", re.IGNORECASE)
_HAVE: Final = re.compile("a['\u2019]\\s[a-z]")
_BEFORE_LETTER: Final = re.compile(
    r"(?:^|[^\w\s]\s?|\b(?:a|an|and|by|capital|is|letter|no|of|or|small|the|with|word)\s)$",
    re.IGNORECASE,
)
_IT: Final = re.compile("t['\u2019 ](?:ain|is|was|were|will|would)", re.IGNORECASE)
_THIS_IS: Final = re.compile("s['\u2019](?:all|good|matter|not|ok|pose|right|what)", re.IGNORECASE)


def elision_at(text: str, start: int, more: frozenset[str] = frozenset()) -> Elision:
    """How likely the word at `start` lacks its beginning. more: words that do, in lower case."""
    match = _WORD.match(text, start)
    if match is None:
        return _year_at(text, start)
    word = match[0]
    by_word = _ELISIONS.get(word.lower(), Elision.NONE)
    if by_word is Elision.NONE:
        return Elision.LIKELY if word.lower() in more else Elision.NONE
    if _AND.match(text, start) or (_HAVE.match(text, start) and not _is_letter(text, start)):
        return Elision.CERTAIN
    if by_word is Elision.CERTAIN and word.endswith("in"):
        return Elision.CERTAIN
    if _THIS_IS.match(text, start):
        return Elision.LIKELY
    if _QUOTED_WORD.match(text, start):
        return Elision.NONE
    if word.lower() in _LETTERS:
        return _letters_at(text, start, word)
    return by_word


def _year_at(text: str, start: int) -> Elision:
    is_year = _YEAR.match(text, start) and not _QUOTED_WORD.match(text, start)
    return Elision.LIKELY if is_year else Elision.NONE


def _letters_at(text: str, start: int, word: str) -> Elision:
    following = text[start + len(word) : start + len(word) + 1]
    is_initial = word.isupper() and not (len(word) == 1 and following.isspace())
    is_elided = not word.istitle() or len(word) == 1
    if _IT.match(text, start) or (is_elided and not is_initial and following != "-"):
        return Elision.CERTAIN
    return Elision.NONE


def _is_letter(text: str, start: int) -> bool:
    """Whether 'a' is the letter, by the word before it."""
    return _BEFORE_LETTER.search(text, max(0, start - 10), start - 1) is not None
