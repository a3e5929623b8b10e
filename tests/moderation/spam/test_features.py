"""What the spam score sees of a comment."""

import time
from datetime import timedelta

import pytest

from serial.moderation.spam.features import ScoredComment, named_features, vector_of
from serial.moderation.spam.words import find_hosts, find_words, fold, split_words
from tests.cases import each_case


@each_case(
    ("text", "words"),
    [
        ("Nice chapter, isn’t it?", ["nice", "chapter", "isn’t", "it"]),
        ("I charge $45.50 or 120€", ["i", "charge", "$00.00", "or", "000€"]),
        ("CÓMMISSIONS 𝗼𝗽𝗲𝗻, c\u200bo\u0301m", ["commissions", "open", "com"]),
        ("感想です", ["感", "想", "て", "す"]),
        ("❤️❤️ so good 😭", ["❤", "❤", "so", "good", "😭"]),
        ("me@example.org #art_deal", ["me", "@", "example", "org", "#", "art", "deal"]),
        ("", []),
        ("...", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words
    found = list(find_words(text))
    assert [word for word, _start, _end in found] == words


def test_words_are_found_where_they_are_in_the_text() -> None:
    text = "Soﬁa’s CÓ\u0301MMISSION: 𝗼𝗽𝗲𝗻"
    places = {word: text[start:end] for word, start, end in find_words(text)}
    assert places == {"sofia’s": "Soﬁa’s", "commission": "CÓ\u0301MMISSION", "open": "𝗼𝗽𝗲𝗻"}
    assert fold("Ｆｕｌｌ wídth") == "full width"


@each_case(
    ("text", "hosts"),
    [
        (
            "see https://shop.Example.co.uk/a?b and www.art.example",
            ["example.co.uk", "art.example"],
        ),
        ("[here](deals.example.com) or pay.example/now", ["example.com", "pay.example"]),
        ("write me@mail.example", ["mail.example"]),
        ("myshop.store is open", ["myshop.store"]),
        ("It ends here.And then... what?No", []),
        ("v1.2 and 3.5 stars, e.g. this", []),
    ],
)
def test_hosts_of_links(text: str, hosts: list[str]) -> None:
    assert find_hosts(text) == hosts


def test_named_features() -> None:
    comment = ScoredComment(body="See x.art, see x.art!", is_guest=True, other_stories=9)
    assert named_features(comment) == pytest.approx(
        # Three words and three two-grams: "see x", "x art", "art see".
        dict.fromkeys(
            ["word:see", "word:x", "word:art", "pair:see x", "pair:x art", "pair:art see"],
            6**-0.5,
        )
        | dict.fromkeys(["link:x.art", "links:2", "account:guest", "stories:4"], 0.4)
    )


@each_case(
    ("age", "name"),
    [
        (timedelta(hours=1), "account:day"),
        (timedelta(days=3), "account:week"),
        (timedelta(days=8), "account:month"),
        (timedelta(days=31), "account:year"),
        (timedelta(days=9999), "account:older"),
        (None, None),
    ],
)
def test_account_age(age: timedelta | None, name: str | None) -> None:
    features = named_features(ScoredComment(body="Hi", is_guest=False, account_age=age))
    accounts = [each for each in features if each.startswith("account:")]
    assert accounts == ([name] if name else [])


@each_case("part", ["word ", "a", "a.", "a-", "www.", "@a.b ", "❤", "語", "\u0301", "1.", "a@"])
def test_no_text_takes_long(part: str) -> None:
    """Bounds the growth, not the speed: a text that takes its square would take seconds."""
    body = (part * 10_000)[:10_000]
    start = time.process_time()
    vector_of(ScoredComment(body=body, is_guest=True))
    assert time.process_time() - start < 0.2
