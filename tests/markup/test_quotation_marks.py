"""Straight quotation marks become curly, depending on the characters around them."""

import pytest

from serial.markup.rendering import Options, render
from tests.cases import each_case

DIALOGUE = [
    ('"Hello," she said.', "“Hello,” she said."),
    ("\"I wasn't gonna—", "“I wasn’t gonna—"),
    ('"— No, just forget it," he interrupted.', "“— No, just forget it,” he interrupted."),
    ('"– No', "“– No"),
    (
        '"When you said you had a little spot on the beach –',
        "“When you said you had a little spot on the beach –",
    ),
    ('"I was—" he said.', "“I was—” he said."),
    ('"I was –" he said.', "“I was –” he said."),
    ('"Wait—"', "“Wait—”"),
    ('"Wait-"', "“Wait-”"),
    ('"No—", he said', "“No—”, he said"),
    ('"No—"?', "“No—”?"),
    ('he said, "—and then', "he said, “—and then"),
    ('"I was"—he paused—"going home."', "“I was”—he paused—“going home.”"),
    ('"I was—"—he paused', "“I was—”—he paused"),
    ('He said—"…and then', "He said—“…and then"),
    ('"…sever our partnership."', "“…sever our partnership.”"),
    ('"But then..." she said', "“But then…” she said"),
    ('"Well…" she said', "“Well…” she said"),
    ('"Yes?" "No!" "Why."', "“Yes?” “No!” “Why.”"),
    ('("Quite so.")', "(“Quite so.”)"),
    ('["Quite so."]', "[“Quite so.”]"),
    ('"your legs aren\'t broken" he told her', "“your legs aren’t broken” he told her"),
    ("in the basement. \"I don't know", "in the basement. “I don’t know"),
    ('"yes"/"no"', "“yes”/“no”"),
    ('non-"expert"', "non-“expert”"),
    ('She asked:"Why?"', "She asked:“Why?”"),
    ('"Go."She left', "“Go.”She left"),
    ('"Yes.""No."', "“Yes.”“No.”"),
    ('\u00a0\u00a0"Hello"', "“Hello”"),
    ('"¿Qué?" he said', "“¿Qué?” he said"),
    ('"Wait"; "stop": "go"', "“Wait”; “stop”: “go”"),
    ('he wrote "?" on it', "he wrote “?” on it"),
    ('"Émile," "Ω," "Ж"', "“Émile,” “Ω,” “Ж”"),
    ('"7:42pm - Call"', "“7:42pm - Call”"),
    ('"😀" she typed', "“😀” she typed"),
    ('\u200b"Pasted,\u200b" he said', "\u200b“Pasted,\u200b” he said"),
]

NESTED = [
    ("how 'unprofessional',\" he began", "how ‘unprofessional’,” he began"),
    ("there's no 'thank you' necessary", "there’s no ‘thank you’ necessary"),
    ("\"'Tis 'true,' he said\"", "“’Tis ‘true,’ he said”"),
    ("\"'Yes,' he said, 'I do.'\"", "“‘Yes,’ he said, ‘I do.’”"),
    ("'\"Yes,\" he said.'", "‘“Yes,” he said.’"),
    ("\"He said 'no'\"", "“He said ‘no’”"),
    ("\"He said 'no—'\" she began", "“He said ‘no—’” she began"),
    ("\"— 'No,' he said", "“— ‘No,’ he said"),
    ('"\'Cause I said so"', "“’Cause I said so”"),
    ('"\'Night, Liv."', "“’Night, Liv.”"),
    ("“'Tis nothing”", "“’Tis nothing”"),
    ('""', "“”"),
    ('an empty "" here', "an empty “” here"),
]

APOSTROPHES = [
    ("layin' there", "layin’ there"),
    ("Quit bitchin',\" he", "Quit bitchin’,” he"),
    ("Ronnie's", "Ronnie’s"),
    ("an 80's station", "an 80’s station"),
    ("G'night, Liv", "G’night, Liv"),
    ("the dogs' bowls", "the dogs’ bowls"),
    ("get 'em", "get ’em"),
    ("'Em over there", "’Em over there"),
    ("back in the '80s", "back in the ’80s"),
    ("back in '99", "back in ’99"),
    ("the '80's", "the ’80’s"),
    ("wait 'til then", "wait ’til then"),
    ("'cause I said", "’cause I said"),
    (
        "'Twas night. 'Tis day. 'Twasn't me. 'Twould. 'Tisn't.",
        "’Twas night. ’Tis day. ’Twasn’t me. ’Twould. ’Tisn’t.",
    ),
    ("rock 'n' roll", "rock ’n’ roll"),
    ("rock 'n roll", "rock ’n roll"),
    ("rock'n'roll", "rock’n’roll"),
    ("'Course not. 'Cept him.", "’Course not. ’Cept him."),
    ("'Bout time. 'Round here. 'Nuff said. 'Kay.", "’Bout time. ’Round here. ’Nuff said. ’Kay."),
    ("'round-the-clock", "’round-the-clock"),
    ("'S'all right. 'S'pose so.", "’S’all right. ’S’pose so."),
    ("'Sblood, 'sdeath!", "’Sblood, ’sdeath!"),
    ("no—'cause I said", "no—’cause I said"),
    ("O'Brien's y'all o'clock", "O’Brien’s y’all o’clock"),
    ("I'd've", "I’d’ve"),
    ("the word 'cause' here", "the word ‘cause’ here"),
    ("the number '10' here", "the number ‘10’ here"),
    ("'I don't know,' he said.", "‘I don’t know,’ he said."),
    ("'emotional' is not 'em", "‘emotional’ is not ’em"),
    ("'is it true?'", "‘is it true?’"),
]

NUMBERS = [
    ("5'10\" tall", "5′10″ tall"),
    ("I'm 5'10", "I’m 5′10"),
    ('"I\'m 5\'10"."', "“I’m 5′10″.”"),
    ('"in Room 10"', "“in Room 10”"),
    ('a 10" pipe, 5" x 7"', "a 10″ pipe, 5″ x 7″"),
    ("6' tall, 30' by 40', 3'x4'", "6′ tall, 30′ by 40′, 3′x4′"),
    ("5' 10\" tall", "5′ 10″ tall"),
    ('"A 9" nail," he said. "At least 6\'."', "“A 9″ nail,” he said. “At least 6′.”"),
    ('"Room 9" and "ten"', "“Room 9” and “ten”"),
    ("'It was 6' tall,' he said.", "‘It was 6’ tall,’ he said."),
    ('so since 1895", they', "so since 1895”, they"),
    ("in the 90's, in 1895'", "in the 90’s, in 1895’"),
]

ISOLATED = [
    ('a " b', 'a " b'),
    ("a ' b", "a ' b"),
    ('"', '"'),
    ('" Hello', "“ Hello"),
    ('Hello "', "Hello ”"),
]

WITH_MARKUP = [
    ('*"like this"*', "“like this”"),
    ('"*like* this"', "“like this”"),
    ('"**No**"', "“No”"),
    ('**"No**"', "“No”"),
    ('*"I was—*"', "“I was—”"),
    ("*don*'t", "don’t"),
    ('["a link"](/x)', "“a link”"),
    ('[a "link"](/x) "b"', "a “link” “b”"),
    ('`"code"` "said"', '"code" “said”'),
    ('"`code`"', "“code”"),
    ('"a word[^1]" b\n\n[^1]: "n"', "“a word[1]” b\n\n[1] “n”"),
    ('said\n"Hello"\n"World"', "said\n“Hello”\n“World”"),
    ("and\n'em", "and\n’em"),
    ('# "A title"', "“A title”"),
    ('- "An item"', "“An item”"),
    ('> "Quoted"', "“Quoted”"),
    ('| "a" |\n|---|\n| "b" |', "“a”\n“b”"),
    ('<b>"raw"</b> "tags"', "“raw” “tags”"),
    ('one<br>"two"', "one\n“two”"),
]

UNCHANGED = [
    (r"\"straight\"", '"straight"'),
    (r"5\'10\"", "5'10\""),
    (r'"a \"b\" c"', '“a "b" c”'),
    ("&quot;entity&quot; &#39;", '"entity" \''),
    ("“curly” ‘marks’ ’em «guillemets» „low“", "“curly” ‘marks’ ’em «guillemets» „low“"),
    ("`don't`", "don't"),
    ('<!-- "x" --> y', "y"),
]


@each_case(
    ("typed", "expected"),
    DIALOGUE + NESTED + APOSTROPHES + NUMBERS + ISOLATED + WITH_MARKUP + UNCHANGED,
)
def test_english_text(typed: str, expected: str) -> None:
    assert render(typed, Options()).text == expected.replace("\u00a0", "")


def test_every_paragraph_of_a_long_speech_has_an_opening_mark() -> None:
    text = render('"One.\n\n"Two.\n\n"Three."', Options()).text
    assert text == "“One.\n\n“Two.\n\n“Three.”"


def test_mark_in_one_paragraph_does_not_affect_the_next() -> None:
    assert render('"I wasn\'t—\n\n"But you were," she said.', Options()).text.endswith(
        "“But you were,” she said."
    )


@pytest.mark.parametrize("language", ["en", "en-GB", "EN-us"])
def test_all_variants_of_english_have_curly_marks(language: str) -> None:
    assert render('"a"', Options(language=language)).text == "“a”"


@each_case("language", ["de", "fr-CA", "enm", "zh", ""])
def test_text_in_other_languages_is_unchanged(language: str) -> None:
    typed = "\"a\" -- 'b'... 5'10\""
    assert render(typed, Options(language=language)).text == typed


def test_smart_punctuation_can_be_switched_off() -> None:
    typed = "\"a\" -- 'b'..."
    assert render(typed, Options(smart_punctuation=False)).text == typed


def test_link_titles_and_urls_are_unchanged_but_alt_text_is_not() -> None:
    html = render('!["a"](/media/it\'s--a.png \'the "t"\')', Options()).html
    # An apostrophe is not allowed in an image's URL, so only the alternative text is left.
    assert html == "<p>“a”</p>"
    html = render('["a"](/it\'s--a \'the "t"\') !["b"](/media/b--c.png)', Options()).html
    assert 'href="/it\'s--a" title="the &quot;t&quot;"' in html
    assert 'src="/media/b--c.png" alt="“b”"' in html
