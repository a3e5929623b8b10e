"""Replacing changes as little of the source as it can, and never breaks its formatting."""

from hypothesis import given, settings
from hypothesis import strategies as st

from serial.markup.searching.finding import find_matches
from serial.markup.searching.query import Query
from serial.markup.searching.replacing import apply_changes, changes_of
from tests.cases import each_case
from tests.sampling import examples


def replace(text: str, by: str, source: str, **options: bool) -> str:
    query = Query(text=text, **options)
    changes = changes_of(find_matches(query, source), query, by, source)
    return apply_changes(source, [change for change in changes if change.is_possible])


@each_case(
    "text, by, source, expected",
    [
        # The formatting stays where the letters stay.
        ("Mara", "Lara", "Ma*ra* **M**ara *Mara*", "La*ra* **L**ara *Lara*"),
        ("said Mara", "said Ben", "he said *Mara* and *said* Mara", "he said *Ben* and *said* Ben"),
        ("Mara", "Maraya", "*Mara* M*ara*", "*Maraya* M*araya*"),
        # Where none of them stays, a mark inside goes with its partner.
        ("Mara", "Ben", "Ma*ra* *Ma*ra M*ar*a Ma<i>ra</i>", "Ben Ben Ben Ben"),
        # Where it begins or ends elsewhere, somebody has to decide.
        ("Mara", "Ben", "*oh Ma*ra Ma*ra Lind* Ma[r](b)a", "*oh Ma*ra Ma*ra Lind* Ma[r](b)a"),
        ("Mara Lind", "Ben", "Mara[^1] Lind", "Mara[^1] Lind"),
        ("Mara", "Ben", "Ma*ra*Ma*ra", "BenMa*ra"),
        # The author's own marks stay.
        ("Mara's", "Lara's", "Mara's Mara’s Ma\u00adra’s", "Lara's Lara’s La\u00adra’s"),
        ("mara—no", "lara—no", "mara--no", "lara--no"),
        # Unless a mark is what is replaced.
        ("'", "’", "it's it’s", "it’s it’s"),
        ("--", "—", "a -- b — c --- d", "a — b — c — d"),
        ("...", "…", "so... so…", "so… so…"),
        # Capitals follow what was there.
        ("mara", "ben", "mara Mara MARA", "ben Ben BEN"),
        ("Mara", "Ben", "mara Mara MARA", "ben Ben BEN"),
        ("the Guild", "the Order", "The Guild, the guild", "The Order, the Order"),
        ("MARA", "Ben", "MARA Mara", "Ben Ben"),
        # Nothing: one of the two spaces goes too.
        ("mara", "", "Mara so, a Mara b", "so, a b"),
        ("mara", "", "a, Mara, b", "a, , b"),
        # A sign that means something in regular expressions.
        (r"\1", r"\2", r"a \1", r"a \2"),
        ("(a", "(b", "(a+)+ (A", "(b+)+ (b"),
        ("a.example/x", "b.example/y", "[c](https://a.example/x)", "[c](https://b.example/y)"),
    ],
)  # fmt: skip
def test_replacing(text: str, by: str, source: str, expected: str) -> None:
    assert replace(text, by, source) == expected


def test_capitals_as_typed() -> None:
    assert replace("Rose", "Iris", "rose Rose ROSE", matches_capitals=True) == "rose Iris ROSE"


SIGNS = st.text(alphabet="ab *_~\\<i>/[]()^.&;'’-—\n\u0301\u00adß", max_size=40)


@settings(max_examples=examples(60))
@given(SIGNS, st.text(alphabet="ab '-*", min_size=1, max_size=4), SIGNS)
def test_changes_of_any_text_are_in_order_and_apart(source: str, text: str, by: str) -> None:
    query = Query(text=text)
    changes = changes_of(find_matches(query, source), query, by, source)
    position = 0
    for change in changes:
        if change.is_possible:
            assert position <= change.start <= change.end <= len(source)
            position = change.end
