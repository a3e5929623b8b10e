"""A search finds what readers see, in any spelling of marks, and gives its place in the source."""

from serial.markup.searching.excerpts import excerpt_around
from serial.markup.searching.finding import find_matches
from serial.markup.searching.query import Query
from tests.cases import each_case


def mark(text: str, source: str, *, is_markup: bool = True, **options: bool) -> str:
    """Returns the source with brackets around each match."""
    out, position = "", 0
    for match in find_matches(Query(text=text, **options), source, is_markup=is_markup):
        out += source[position : match.start] + "⟦" + source[match.start : match.end] + "⟧"
        position = match.end
    return out + source[position:]


FOUND = [
    ("mara", "Mara, MARA and camaraderie", "⟦Mara⟧, ⟦MARA⟧ and ca⟦mara⟧derie"),
    # Marks, whichever way either of them is typed.
    ("Mara's", "Mara's and Mara’s", "⟦Mara's⟧ and ⟦Mara’s⟧"),
    ("Mara’s", "Mara's and Mara’s", "⟦Mara's⟧ and ⟦Mara’s⟧"),
    ('"No', "“No”, \"no\", „No“", "⟦“No⟧”, ⟦\"no⟧\", ⟦„No⟧“"),
    ("no—wait", "No--wait, no—wait, no –wait", "⟦No--wait⟧, ⟦no—wait⟧, no –wait"),
    ("so...", "So… so.... so.", "⟦So…⟧ ⟦so....⟧ so."),
    ("well-known", "well\u2011known", "⟦well\u2011known⟧"),
    # Spaces and line ends within a paragraph.
    ("old  lamp", "old lamp, old\nlamp, old\u00a0lamp", "⟦old lamp⟧, ⟦old\nlamp⟧, ⟦old\u00a0lamp⟧"),
    ("old lamp", "> the old  \n> lamp", "> the ⟦old  \n> lamp⟧"),
    ("old lamp", "old\n\nlamp and old\n \nlamp", "old\n\nlamp and old\n \nlamp"),
    # Formatting.
    ("mara", "Ma*ra* __Mara__ M~~a~~ra", "⟦Ma*ra⟧* __⟦Mara⟧__ ⟦M~~a~~ra⟧"),
    ("mara", "Ma<em>ra</em>", "⟦Ma<em>ra⟧</em>"),
    ("said mara", "said *Mara* said [Mara](/m)", "⟦said *Mara⟧* ⟦said [Mara⟧](/m)"),
    ("mara ran", "Mara[^1] ran", "⟦Mara[^1] ran⟧"),
    ("a & b", "a &amp; b", "⟦a &amp; b⟧"),
    ("mara", "<p>Ma</p><p>ra</p>", "<p>Ma</p><p>ra</p>"),
    ("level", "<Level Up> <level>", "<⟦Level⟧ Up> <⟦level⟧>"),
    # What readers do not see.
    ("mara", "[a](/mara) ![](mara.png)", "[a](/mara) ![](mara.png)"),
    ("mara", "<i title='mara'>b</i>", "<i title='mara'>b</i>"),
    ("mara", "https://a.example/mara www.mara.example", "https://a.example/mara www.mara.example"),
    ("letter", "::: letter\nA letter\n:::", "::: letter\nA ⟦letter⟧\n:::"),
    # Unless the search is about the source.
    ("*mara*", "*Mara* Mara", "⟦*Mara*⟧ Mara"),
    ("a.example/m", "https://a.example/mara", "https://⟦a.example/m⟧ara"),
    ("a.example", "[b](https://a.example)", "[b](https://⟦a.example⟧)"),
    # Characters that are composed, invisible, or longer in lower case.
    ("café", "cafe\u0301 café CAFÉ", "⟦cafe\u0301⟧ ⟦café⟧ ⟦CAFÉ⟧"),
    ("cafe\u0301", "café", "⟦café⟧"),
    ("mara", "Ma\u00adra M\u200bara", "⟦Ma\u00adra⟧ ⟦M\u200bara⟧"),
    ("sos", "ΣΟΣ \u0130 sos", "ΣΟΣ \u0130 ⟦sos⟧"),
    ("σος", "ΣΟΣ", "⟦ΣΟΣ⟧"),
    ("灯", "古い灯の", "古い⟦灯⟧の"),
    ("aa", "aaaaa", "⟦aa⟧⟦aa⟧a"),
    ("", "any", "any"),
    ("\u200b", "any", "any"),
]  # fmt: skip


@each_case("text, source, expected", FOUND)
def test_matches(text: str, source: str, expected: str) -> None:
    assert mark(text, source) == expected


WHOLE = [
    ("ann", "Ann, Anna, *Ann*'s, Joann, Ann-B", "⟦Ann⟧, Anna, *⟦Ann⟧*'s, Joann, ⟦Ann⟧-B"),
    ("ann", "ann\nann ann1 \"ann\"", "⟦ann⟧\n⟦ann⟧ ann1 \"⟦ann⟧\""),
    ("…", "so… and…so", "so⟦…⟧ and⟦…⟧so"),
    ("灯", "古い灯の", "古い⟦灯⟧の"),
]  # fmt: skip


@each_case("text, source, expected", WHOLE)
def test_whole_words(text: str, source: str, expected: str) -> None:
    assert mark(text, source, whole_words=True) == expected


def test_capitals_as_typed_and_lines_without_markup() -> None:
    assert mark("Rose", "rose Rose ROSE", matches_capitals=True) == "rose ⟦Rose⟧ ROSE"
    assert mark("Mara", "Ma*ra* Mara", is_markup=False) == "Ma*ra* ⟦Mara⟧"


@each_case(
    "source, before, after",
    [
        ("One. He saw X there. Two.", "He saw ", " there."),
        ("“Stop!” X said… And so on.", "", " said…"),
        ("No. “Stop!” he said to X! he said.", "“Stop!” he said to ", "! he said."),
        ("One.\n\nX\n\nTwo.", "", ""),
        ("X" + " word" * 99, "", " word" * 23 + "…"),
        ("word " * 99 + "X", "…" + "word " * 23, ""),
    ],
)
def test_excerpt_is_the_sentence(source: str, before: str, after: str) -> None:
    start = source.index("X")
    assert excerpt_around(source, start, start + 1) == (before, after)
