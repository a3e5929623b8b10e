"""Slugs keep what a word is made of in any script, and part words wherever a title does."""

from unicodedata import normalize

from serial.slugs.generation import SLUG_MAX_LENGTH, find_free_slug, make_slug
from tests.cases import each_case

UNCHANGED = [
    "मेरी-किताब",
    "কবিতা-ও-গান",
    "ਪੰਜਾਬੀ-ਕਿਤਾਬ",
    "ગુજરાતી-વાર્તા",
    "என்-வீடு",
    "తెలుగు-కథ",
    "ಕನ್ನಡ-ಕಥೆ",
    "മലയാളം-കഥ",
    "ශ්\u200dරී-ලාංකික",
    "ความรักครั้งที่สอง",
    "นิทานเด็กดีทำดี",
    "ນິທານຄຳສອນ",
    "រឿងព្រេងខ្មែរ",
    "ပုံပြင်များ",
    "مُحَمَّد",
    "שָׁלוֹם",
    "x\u030c-ray",
]


@each_case("slug", UNCHANGED)
def test_marks_stay_with_their_letters(slug: str) -> None:
    assert make_slug(slug.replace("-", " "), "none") == slug
    assert make_slug(slug, "none") == slug


@each_case("slug", UNCHANGED)
def test_both_unicode_forms_of_a_title_have_one_slug(slug: str) -> None:
    assert make_slug(normalize("NFD", slug), "none") == make_slug(slug, "none")


@each_case(
    ("title", "slug"),
    [
        ("Harry/Draco", "harry-draco"),
        ("Version 2.0", "version-2-0"),
        ("7:45 to Dover", "7-45-to-dover"),
        ("Night—and day", "night-and-day"),
        ("1914–1918", "1914-1918"),
        ("Vice\u2011versa", "vice-versa"),
        ("No…why?", "no-why"),
        ("¾ Past", "3-4-past"),
        ("2½ Men", "2-1-2-men"),
        ("10² Ways", "10-2-ways"),
        ("4×100 Relay", "4x100-relay"),
        ("4 × 100", "4-x-100"),
        ("Ann×Bea", "ann-bea"),
        ("this|that&more", "this-that-more"),
        ("序幕：黎明、黄昏。终", "序幕-黎明-黄昏-终"),
        ("ドラゴン・ナイト", "ドラゴン-ナイト"),
        ("བོད་ཡིག", "བོད-ཡིག"),
        ("♥ hearts ♥ and ⭐️ stars 🌟", "hearts-and-stars"),
        ("  -- _Draft_ --  ", "draft"),
    ],
)
def test_words_are_parted_where_punctuation_stood(title: str, slug: str) -> None:
    assert make_slug(title, "none") == slug


@each_case(
    ("title", "slug"),
    [
        ("Don't Look", "dont-look"),
        ("Don’t Look", "dont-look"),
        ("It´s Me", "its-me"),
        ("‘Twas Night", "twas-night"),
        ('דו"ח', "דוח"),
        ("דו״ח", "דוח"),
        ("2,500 Miles", "2500-miles"),
        ("A Novel·la", "a-novella"),
        ("Zucker\u00adbrot", "zuckerbrot"),
        ("می\u200cروم", "میروم"),
        ("İzmir", "izmir"),
    ],
)
def test_words_are_not_parted_within(title: str, slug: str) -> None:
    assert make_slug(title, "none") == slug


@each_case("title", ["\u3164", "\u200b\u200d", "\ufe0f", "\u0301", "🦊 !", "_-_"])
def test_title_without_visible_letters_has_no_slug(title: str) -> None:
    assert make_slug(title, "none") == "none"


@each_case("letter", ["कि", "क्षि", "ที่", "က်", "x\u030c"])
@each_case("start", ["", "a", "ab", "abc"])
def test_long_slug_is_cut_between_letters(start: str, letter: str) -> None:
    slug = make_slug(start + letter * 80, "none")
    count = (SLUG_MAX_LENGTH - len(start)) // len(letter)
    assert slug == start + letter * count
    numbered = find_free_slug(slug, lambda wanted: wanted == slug)
    assert numbered.removesuffix("-2") in [start + letter * (count - less) for less in (0, 1, 2)]
    assert len(numbered) <= SLUG_MAX_LENGTH
