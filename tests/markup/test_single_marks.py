"""Single marks open a quotation or are apostrophes, by the word, the paragraph and the chapter."""

import pytest

from serial.markup.rendering import Options, render
from tests.cases import each_case
from tests.sampling import shorten

# Dialect in speech that has double marks: nothing closes these marks.
ELIDED = [
    ('"It \'ud be a pity," he said.', "“It ’ud be a pity,” he said."),
    ("\"You're a bad 'un, Tuck.\"", "“You’re a bad ’un, Tuck.”"),
    ('"Take the mule \'stead of the mare."', "“Take the mule ’stead of the mare.”"),
    ('"She sailed for \'Frisco," he said.', "“She sailed for ’Frisco,” he said."),
    ('"\'Pon my word!"', "“’Pon my word!”"),
    ("\"'E 'ad a 'orse,\" said 'Enry.", "“’E ’ad a ’orse,” said ’Enry."),
    ("\"Where's 'Arriet gone?\"", "“Where’s ’Arriet gone?”"),
    ('"Go \'long with you," she said.', "“Go ’long with you,” she said."),
    ("\"I 'low he's goin' home.\"", "“I ’low he’s goin’ home.”"),
    ("\"He might 'a' drowned.\"", "“He might ’a’ drowned.”"),
    ("\"'T ain't so, an' 't never was.\"", "“’T ain’t so, an’ ’t never was.”"),
    ("\"Ask 'Zekiel, or ask 'Zekiel's wife.\"", "“Ask ’Zekiel, or ask ’Zekiel’s wife.”"),
    ("\"She'd 'a' come—'course she would.\"", "“She’d ’a’ come—’course she would.”"),
    ("It was in the winter of '49, or '50.", "It was in the winter of ’49, or ’50."),
    ("the '49ers and the '60's", "the ’49ers and the ’60’s"),
    (
        "\"Drop it, 'less you're 'fraid,\" said 'Liza.",
        "“Drop it, ’less you’re ’fraid,” said ’Liza.",
    ),
    ("\"'Cordin' to 'im, 'f I may say so\"", "“’Cordin’ to ’im, ’f I may say so”"),
    ('"\'S not my fault," he said.', "“’S not my fault,” he said."),
    ('He played the \'cello to "the masses".', "He played the ’cello to “the masses”."),
]

# Marks that only close a word, so a mark before another word remains an apostrophe.
WORD_ENDS = [
    ("\"He was goin' to 'Frisco.\"", "“He was goin’ to ’Frisco.”"),
    ("\"It's the boys' room 'stead of mine.\"", "“It’s the boys’ room ’stead of mine.”"),
    ("\"I 'spect th' ol' man's sleepin'.\"", "“I ’spect th’ ol’ man’s sleepin’.”"),
    ("\"Them's the Hardys' 'taters, an' yourn's in th' barn.\"",
     "“Them’s the Hardys’ ’taters, an’ yourn’s in th’ barn.”"),
]  # fmt: skip

# Something closes these.
QUOTED = [
    ("\"He said, 'Go home,' and I went.\"", "“He said, ‘Go home,’ and I went.”"),
    ("\"I heard 'Fire!' and ran.\"", "“I heard ‘Fire!’ and ran.”"),
    ("\"He said, 'I'll tell 'em,' and did.\"", "“He said, ‘I’ll tell ’em,’ and did.”"),
    ("\"'Tell 'Arry I'm 'ere,' he says.\"", "“‘Tell ’Arry I’m ’ere,’ he says.”"),
    ("\"I said 'round the barn,' not through it.\"", "“I said ‘round the barn,’ not through it.”"),
    ("the so-called 'boys' room' upstairs", "the so-called ‘boys’ room’ upstairs"),
    ("the 't' of 'tin' and the 'e's' of 'see'", "the ‘t’ of ‘tin’ and the ‘e’s’ of ‘see’"),
    ("the letter 'a' was missing", "the letter ‘a’ was missing"),
    ("his 're-education' of the men", "his ‘re-education’ of the men"),
    ("a 'cause' and an 'effect'—or so", "a ‘cause’ and an ‘effect’—or so"),
    ("the 'captain' was his cousin", "the ‘captain’ was his cousin"),
    ("\"Is 'Colin' a name, or 'Merlin'?\"", "“Is ‘Colin’ a name, or ‘Merlin’?”"),
    ("\"He wrote to 'M. Bell' and 'S. Bell'.\"", "“He wrote to ‘M. Bell’ and ‘S. Bell’.”"),
    ("a copy of the 'Pink 'un' in his pocket", "a copy of the ‘Pink ’un’ in his pocket"),
    ('"He wrote, \'I shall never—"', "“He wrote, ‘I shall never—”"),
]

BRITISH = [
    ("'It 'ud be a pity,' he said.", "‘It ’ud be a pity,’ he said."),
    ("'E's a bad 'un, 'Arry is,' said Tuck.", "‘E’s a bad ’un, ’Arry is,’ said Tuck."),
    ("'I shall wait,' she said, 'till it rains.'", "‘I shall wait,’ she said, ‘till it rains.’"),
    ("'Round the corner,' he said, 'and left.'", "‘Round the corner,’ he said, ‘and left.’"),
    ("'I'm goin' 'ome,' he said, 'to 'Ackney.'", "‘I’m goin’ ’ome,’ he said, ‘to ’Ackney.’"),
    ("'The boys' room,' he said, 'is locked.'", "‘The boys’ room,’ he said, ‘is locked.’"),
    ("'I was'—he stopped—'going home.'", "‘I was’—he stopped—‘going home.’"),
    ("'I was going to—", "‘I was going to—"),
    ("'She said \"Never!\" and left,' he said.", "‘She said “Never!” and left,’ he said."),
    ("'\"Never!\" she said,' he told us.", "‘“Never!” she said,’ he told us."),
    ("'Goin' like a good 'un, with 'is 'at on.'", "‘Goin’ like a good ’un, with ’is ’at on.’"),
    ("'At five-an'-twenty to four 'e put 'is 'at on.'",
     "‘At five-an’-twenty to four ’e put ’is ’at on.’"),
    ("He went to 'Frisco in '98.", "He went to ’Frisco in ’98."),
]  # fmt: skip

GLUED = [
    ('but..."That\'s it." He went.', "but…“That’s it.” He went."),
    ('but…"That\'s it."', "but…“That’s it.”"),
    ('he said,"Go." She went.', "he said,“Go.” She went."),
    ('It rained."Come in," she said.', "It rained.“Come in,” she said."),
    ('"Go."She left. "Stay."', "“Go.”She left. “Stay.”"),
    ('"Go!"she said. "Stay."', "“Go!”she said. “Stay.”"),
    ('"Never—"he began, "I never..."', "“Never—“he began, “I never…”"),
    ('It ended."So it did', "It ended.”So it did"),
    ("'Go.'She left. 'Stay.'", "‘Go.’She left. ‘Stay.’"),
    ("He said,'Go.' She went.", "He said,‘Go.’ She went."),
]

# Beside a line end that is not the end of the paragraph, or spaces that set marks apart.
SPACED = [
    ('"one <br>"two"', "“one\n“two”"),
    ('"one <br>"', "“one\n”"),
    ('"<br> one"', "“\none”"),
    ('"I was . . . " he said. "Was."', "“I was . . . ” he said. “Was.”"),
    ('"He said, \'Go.\' " She went.', "“He said, ‘Go.’ ” She went."),
    ('"He said, \'Go.\' "—and she went.', "“He said, ‘Go.’ ”—and she went."),
    ('" \'Go,\' he said."', "“ ‘Go,’ he said.”"),
    ('"\u200a\'Go,\' he said, \'or stay.\'\u200a" She went.',
     "“\u200a‘Go,’ he said, ‘or stay.’\u200a” She went."),
]  # fmt: skip

INLINE = [
    ("\"*'Fire!'* he cried, and 'Arry ran.\"", "“‘Fire!’ he cried, and ’Arry ran.”"),
    ('"the *\'Arry* of old"', "“the ’Arry of old”"),
    ("\"['Frisco](/x) and 'Arry\"", "“’Frisco and ’Arry”"),
    ("'a **bad** 'un,' he said", "‘a bad ’un,’ he said"),
]


@each_case(
    ("typed", "expected"),
    ELIDED + WORD_ENDS + QUOTED + BRITISH + GLUED + SPACED + INLINE,
)
def test_marks_of_a_paragraph(typed: str, expected: str) -> None:
    assert render(typed, Options()).text == expected


def render_chapter(*paragraphs: str) -> list[str]:
    return render("\n\n".join(paragraphs), Options()).text.split("\n\n")


def test_speech_in_double_marks_makes_an_unclosed_single_mark_an_apostrophe() -> None:
    *_, last = render_chapter('"Who comes?"', '"Sir."', '"He told Bligh to send \'Rastus in."')
    assert last == "“He told Bligh to send ’Rastus in.”"


def test_word_that_lacks_its_beginning_does_so_in_the_whole_chapter() -> None:
    """Even where the mark could be closed."""
    *_, last = render_chapter('"I met \'Lonzo."', "\"I heard 'Lonzo call, 'Wait,' twice.\"")
    assert last == "“I heard ’Lonzo call, ‘Wait,’ twice.”"


def test_word_that_also_stands_alone_in_the_chapter_is_no_such_word() -> None:
    *_, last = render_chapter('"I met \'Lonzo."', "Lonzo it was.", "\"The 'Lonzo' in the letter\"")
    assert last == "“The ‘Lonzo’ in the letter”"


def test_single_marks_hold_no_double_ones_where_speech_is_in_double_marks() -> None:
    *_, last = render_chapter('"I met \'Lonzo."', "'Lonzo sat. \"I said, 'Go,'\" he began.")
    assert last == "’Lonzo sat. “I said, ‘Go,’” he began."


def test_chapter_without_paragraphs_that_begin_with_speech_has_a_style_too() -> None:
    _, last = render_chapter("She said, 'No.'", "He said, 'Yes, 'Arry,' and, 'I am going to.")
    assert last == "He said, ‘Yes, ’Arry,’ and, ‘I am going to."


def test_quotation_continued_in_the_next_paragraph_opens_again() -> None:
    assert render_chapter("\"'Dear Sir, I write.", "\"'Yours, A.'\" He wept.") == [
        "“‘Dear Sir, I write.",
        "“‘Yours, A.’” He wept.",
    ]


def test_british_speech_continued_in_the_next_paragraph_opens_again() -> None:
    assert render_chapter("'One,' she said; 'and two.", "'Three,' she said, 'and four.'") == [
        "‘One,’ she said; ‘and two.",
        "‘Three,’ she said, ‘and four.’",
    ]


def test_british_speech_that_is_cut_off_opens_and_the_next_paragraph_too() -> None:
    assert render_chapter("'I was going to—", "'Where?'", "He said, 'To the—") == [
        "‘I was going to—",
        "‘Where?’",
        "He said, ‘To the—",
    ]


def test_british_dialect_in_open_speech() -> None:
    *_, last = render_chapter("'Yes.'", "'No.'", "'I saw 'Arold an' 'is missis, up 'Ampstead way.'")
    assert last == "‘I saw ’Arold an’ ’is missis, up ’Ampstead way.’"


def test_verse_opens_in_every_line() -> None:
    text = render("'The sea is wide,\n'The sea is deep,\n'And I'm asleep.'", Options()).text
    assert text == "‘The sea is wide,\n‘The sea is deep,\n‘And I’m asleep.’"


def test_mark_in_a_footnote_or_heading_is_its_own_paragraph() -> None:
    text = render("# 'Arry's day\n\n\"He 'ad it.[^1]\"\n\n[^1]: 'Ad: had.", Options()).text
    assert text.startswith("’Arry’s day\n\n“He ’ad it.[1]”")


@pytest.mark.extended
@each_case("unit", ["'a ", "b' ", "a'b' ", "'\" ", "—'a", ".'a", "'a' \"b\" "])
def test_time_is_in_proportion_to_the_length(unit: str) -> None:
    """Would take minutes if it were quadratic."""
    render(shorten("'A " + unit * 20_000, 5), Options())


SMALL_WORDS = "\n\nThe rain had stopped, and every bird in the hall and on the hill began to sing."
VERSE = [
    # Lines of verse that were joined, each with its mark.
    "‘The rain is over on the hills, ‘And every bird has come to sing.’",
    "“‘The rain is over on the hills, ‘And every bird has come to sing.’”",
    "‘No sound was in the sleeping town ‘The rain had not been first to make.’",
    # Speech within speech.
    "‘He comes in wet, and says I, ‘The rain again,’ and he never laughs.’",
    # A small word, the names of places and of people are apostrophes.
    "‘They’re up at the ’All, and ’e was at Surrey ’All as well,’ said Ruth.",
    "‘I went to ’Ull with ’Udson, and saw ’Becca there,’ said Ruth.",
    "‘She took my ’and, ’and over ’and,’ said Ruth.",
]


@each_case("text", VERSE)
def test_capital_of_a_common_word_within_a_sentence_opens(text: str) -> None:
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    # Two more paragraphs show that speech is in single marks.
    speech = "\n\n'Go,' she said.\n\n'No,' he said." if text[0] == "‘" else ""
    rendered = render(straight + SMALL_WORDS + speech, Options()).text
    assert rendered.split("\n\n")[0] == text
