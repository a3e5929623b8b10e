"""Splitting a comment into words and the hosts of its links, as the spam score counts them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

# A letter of a script without spaces is a word. So are a sum of money, a sign and an emoji.
_WORD = re.compile(
    r"[぀-ヿ㐀-鿿豈-﫿฀-๿]"
    r"|[$€£¥]?\d+(?:[.,:]\d+)*[$€£¥%]?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[☀-➿⬀-⯿\U0001f000-\U0001faff♡@#$€£¥]"
)
_DIGIT = re.compile(r"\d")
_HOST = re.compile(
    r"(?P<start>https?://|www\.|@|\]\()?"
    # Begins at the start of a label only: otherwise a long word is read once for each letter.
    r"(?<![a-z0-9-])(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,18})\b(?P<path>/)?"
)
# Without a scheme or path "It ends here.And then" is two words, not a link.
_ENDINGS = frozenset(
    (
        *("app", "art", "biz", "blog", "cc", "club", "cn", "co", "com", "de", "dev", "eu", "gg"),
        *("info", "io", "link", "live", "ly", "me", "net", "online", "org", "page", "ru", "shop"),
        *("site", "store", "top", "tv", "uk", "us", "xyz"),
    )
)
# Names end here with two labels: "shop.example.co.uk" is a part of "example.co.uk".
_SHORT_SECOND = frozenset(("ac", "co", "com", "edu", "gov", "net", "org"))


class _FoldedCharacters(dict[int, str]):
    """Folds each character once."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code)).lower()
        kept = "".join(c for c in parts if unicodedata.category(c) not in ("Mn", "Cf"))
        self[code] = unicodedata.normalize("NFC", kept)
        return self[code]


_FOLDED = _FoldedCharacters()


def fold(text: str) -> str:
    """Returns it in lower case, without accents and invisible characters, and with plain letters
    for those in another shape, such as bold mathematical ones."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def split_words(text: str) -> list[str]:
    """Returns the folded words in their order. Each digit is 0, so that all prices are alike."""
    return _WORD.findall(_DIGIT.sub("0", fold(text)))


def find_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yields the same words with where they are in `text`, as (word, start, end)."""
    folded, origins = _DIGIT.sub("0", fold(text)), _origins(text)
    for match in _WORD.finditer(folded):
        start, end = origins[match.start()], origins[match.end() - 1] + 1
        yield match[0], start, end


def _origins(text: str) -> Sequence[int]:
    """Returns for each character of the folded text which of `text` it comes from."""
    if text.isascii():
        return range(len(text))
    return [n for n, character in enumerate(text) for _folded in fold(character)]


def find_hosts(text: str) -> Sequence[str]:
    """Returns the hosts of its links and email addresses, without their subdomains."""
    return [
        _without_subdomain(match["host"])
        for match in _HOST.finditer(fold(text))
        if match["start"] or match["path"] or match["host"].rpartition(".")[2] in _ENDINGS
    ]


def _without_subdomain(host: str) -> str:
    labels = host.removeprefix("www.").split(".")
    has_short_second = len(labels) > 2 and labels[-2] in _SHORT_SECOND
    return ".".join(labels[-3 if has_short_second else -2 :])
