"""One rule of a word list finds a word in all its spellings, in little time."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serial.moderation.word_lists.matcher import MAX_MATCHES, Matcher
from serial.moderation.word_lists.patterns import InvalidRule, parse_rule
from tests.cases import each_case
from tests.moderation.word_lists.reference import find_slowly
from tests.sampling import examples

CYRILLIC_O = "\u043e"


def found(rule: str, text: str) -> list[str]:
    return [text[match.start : match.end] for match in Matcher([(rule, rule)]).find(text)]


@each_case(
    "rule, text, words",
    [
        ("commission", "A commission!", ["commission"]),
        ("commission", "Commissions", []),
        ("commission*", "Commissions and commissioned", ["Commissions", "commissioned"]),
        ("*mission", "permission, Mission", ["permission", "Mission"]),
        ("com*ion", "communion is no mission", ["communion"]),
        ("com*ion", "comion com", ["comion"]),
        ("ab*ba", "aba abba", ["abba"]),
        ("a*b", "ab axb b", ["ab", "axb"]),
        ("*miss*", "permissive", ["permissive"]),
        ("*a*c*e*", "abcdef aecbd", ["abcdef"]),
        # Accents, composed or not, case, styles and invisible characters.
        ("commission", "CÓMMISSIÖN commissio\u0301n", ["CÓMMISSIÖN", "commissio\u0301n"]),
        ("cómmission", "commission", ["commission"]),
        ("commission", "ｃｏｍｍｉｓｓｉｏｎ 𝐜𝐨𝐦𝐦𝐢𝐬𝐬𝐢𝐨𝐧", ["ｃｏｍｍｉｓｓｉｏｎ", "𝐜𝐨𝐦𝐦𝐢𝐬𝐬𝐢𝐨𝐧"]),
        ("commission", "com\u200bmis\u00adsion", ["com\u200bmis\u00adsion"]),
        ("straße", "STRASSE", ["STRASSE"]),
        # Letters that look alike.
        ("commission", f"c{CYRILLIC_O}mmissi{CYRILLIC_O}n", [f"c{CYRILLIC_O}mmissi{CYRILLIC_O}n"]),
        ("commission", "c0mm1ss10n c0mmi$$ion c@mmission", ["c0mm1ss10n", "c0mmi$$ion"]),
        ("hello", "he11o h3llo!", ["he11o", "h3llo"]),
        ("a$ap", "nobody can type a rule by a look", []),
        ("1488", "in 1488", ["1488"]),
        ("h8", "I h8 it", ["h8"]),
        # Words beside symbols stay words.
        ("wow", "wow!great @wow $wow$ wow|", ["wow"] * 4),
        ("great", "wow!great", ["great"]),
        # Phrases, whatever is between the words; "*" is any word.
        ("open for commission*", "Open... for\ncommissions", ["Open... for\ncommissions"]),
        ("discount for * authors", "Discount for new authors", ["Discount for new authors"]),
        ("discount for * authors", "Discount for authors", []),
        ("* commission*", "Commissions! My commissions", ["My commissions"]),
        ("* * authors", "authors; all $new$ authors", ["all $new$ authors"]),
        ("* authors", "authors", []),
        ("a b", "a a b", ["a b"]),
        ("don't", "DON’T, don't", ["DON’T", "don't"]),
        ("my portfolio", "my p0rtf0li0", ["my p0rtf0li0"]),
        # Other languages. Those without spaces have no whole words.
        ("заказ*", "Заказы открыты", ["Заказы"]),
        ("عمولة", "العمولة عُمولة", ["عُمولة"]),
        ("依頼", "ご依頼ください", ["ご依頼ください"]),
        ("雨", "雨の駅", ["雨の駅"]),
        ("कमीशन", "कमीशन कमाशन", ["कमीशन"]),
        ("커미션*", "커미션을 받아요", ["커미션을"]),
    ],
)
def test_rule_finds_words(rule: str, text: str, words: list[str]) -> None:
    assert found(rule, text) == words


@each_case("rule", ["", "*", "* *", "a", "a*", "...", "x" * 101, "a " * 11])
def test_rule_that_says_nothing_or_too_much_is_invalid(rule: str) -> None:
    with pytest.raises(InvalidRule):
        parse_rule(rule)


# "abcabc" has letters enough to be looked up by every third of its grams.
PIECES = st.sampled_from(
    ["a", "b", "ab", "ba", "abb", "abcabc", "0", "l", "1", "é", CYRILLIC_O, "雨"]
)
SEPARATORS = st.sampled_from([" ", ", ", "!", "@", "$", "|", "_", "\u200b", "\0"])
WORDS = st.lists(PIECES, min_size=1, max_size=4).map("".join)
PATTERNS = st.lists(st.one_of(PIECES, st.just("*")), min_size=1, max_size=4).map("".join)
RULES = st.lists(PATTERNS, min_size=1, max_size=3).map(" ".join)
TEXTS = st.lists(st.one_of(WORDS, SEPARATORS), max_size=14).map("".join)


def is_valid(rule: str) -> bool:
    try:
        return bool(parse_rule(rule))
    except InvalidRule:
        return False


@settings(max_examples=examples(150))
@given(rules=st.lists(RULES.filter(is_valid), min_size=1, max_size=8, unique=True), text=TEXTS)
def test_matcher_agrees_with_slow_reference(rules: list[str], text: str) -> None:
    expected = find_slowly(rules, text)
    matches = Matcher((rule, rule) for rule in rules).find(text)
    assert {(match.key, match.start, match.end) for match in matches} == expected or (
        len(expected) > MAX_MATCHES
    )
    assert len(set(matches)) == len(matches)


SYLLABLES = ("ba", "co", "mi", "ssi", "on", "tra", "le", "ver", "ny", "gla", "ss", "har", "pen")


def random_rules(number: int) -> list[str]:
    """Words, phrases, and all kinds of wildcards."""
    random_ = random.Random(7)  # noqa: S311 - the same in every run

    def word() -> str:
        return "".join(random_.choices(SYLLABLES, k=3))

    shapes = ("{}", "{}", "{}*", "*{}", "*{}*", "{}*{}", "{} {} {}", "{} * {}*")
    return [random_.choice(shapes).format(word(), word(), word()) for _ in range(number)]


HOSTILE = (
    "a",
    "a ",
    "a!",
    "1l",
    "\u0301",
    "\u200b",
    "\ufdfa",
    "*_",
    "雨",
    "commission ",
    "cob1 ",
    "ver",
)


@each_case("unit", HOSTILE)
def test_hostile_text_takes_little_time(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    start = time.process_time()
    assert len(HOSTILE_MATCHER.find(text)) <= MAX_MATCHES
    # Four times what the worst takes: "a!", with rules that nobody needs.
    assert time.process_time() - start < 1


HOSTILE_RULES = [
    *random_rules(300),
    *(f"a{'* a' * length}b" for length in range(9)),
    *(f"*{'a*' * length}b*" for length in range(1, 9)),
    *(f"{'co' * length}*x" for length in range(1, 9)),
]
HOSTILE_MATCHER = Matcher((rule, rule) for rule in HOSTILE_RULES)
