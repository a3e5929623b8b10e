"""Finds the encoding of a text by its bytes."""

import codecs
import re
from typing import Final
from unicodedata import category

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# Of East Asia: strict decoders, whose text must mostly be of these scripts.
_EAST_ASIAN: Final = ("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
_EAST_ASIAN_SIGNS: Final = re.compile(
    "[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\u2010-\u2026]"
)
_COMMON_HAN: Final = frozenset(
    "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从的一是不了人我在有他這為之大來以個中上們到說國和地也子時道出而要於就下得可你年生自會那後能對著事其裡所去行過家"
)
_CYRILLIC: Final = ("windows-1251", "koi8-r", "mac_cyrillic")
_COMMON_CYRILLIC: Final = frozenset("оеаинтслвркдмупыяОНВПСТК")
# Bytes where old Macs have quotation marks and small letters with accents. Windows has capitals
# and signs there, which do not stand in such places.
_MAC_MARKS: Final = re.compile(
    rb"(?<![A-Za-z])[\xd2\xd4](?=[A-Za-z])|(?<=[a-z])\xd5(?=[a-z])|(?<=[.,!?])\xd3"
    rb"|(?<=[a-z])[\x87-\x90\x98-\x9f](?=[a-z])"
)
_WINDOWS_MARKS: Final = re.compile(rb"[\x85\x91-\x97]")
_CHECKED: Final = 200_000
_CONTROLS: Final = re.compile("[\x80-\x84\x86-\x9f]")
_OF_WINDOWS: Final = {
    code: sign
    for code in range(0x80, 0xA0)
    if (sign := bytes([code]).decode("cp1252", errors="ignore"))
}


def decode(data: bytes) -> tuple[str, str]:
    """Returns the text, and the name of its encoding. Every sequence of bytes is some text."""
    text, name = _decode(data)
    return repair_quotes(text), name


def repair_quotes(text: str) -> str:
    """Returns the text with the quotation marks and dashes that Windows has at 0x80 to 0x9F.

    Programs that took cp1252 for Latin-1 wrote control characters in their place. The next line
    (0x85) alone is left as the end of a line.
    """
    if text.isascii() or not _CONTROLS.search(text):
        return text
    return text.translate(_OF_WINDOWS)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name.removesuffix("-sig")
    for name in _candidates(data):
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace"), "cp1252"


def _candidates(data: bytes) -> list[str]:
    sample = data[:_CHECKED]
    wide = _wide(sample)
    if wide:
        return [wide]
    declared = _DECLARED.search(sample[:4_000])
    name = (declared[1] or declared[2]).decode("ascii") if declared else ""
    return ["utf-8", *([name] if name and _is_text_encoding(name) else []), _guess(sample)]


def _is_text_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _wide(sample: bytes) -> str:
    """Returns the kind of UTF-16 without a mark at its start, or an empty string."""
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) / 5 and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) / 5 and odd < even / 10 else ""


def _guess(sample: bytes) -> str:
    high = re.sub(rb"[\x00-\x7f]+", b" ", sample)
    if not high.strip():
        return "ascii"
    scores = {name: _east_asian_score(sample, name) for name in _EAST_ASIAN}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0.9:
        return best
    cyrillic = {name: _cyrillic_score(sample, name) for name in _CYRILLIC}
    best = max(cyrillic, key=lambda name: cyrillic[name])
    # Few letters of a text in a Latin script are outside of ASCII.
    if cyrillic[best] > 0.6 and len(high.replace(b" ", b"")) > len(sample) / 4:
        return best
    mac, windows = len(_MAC_MARKS.findall(sample)), len(_WINDOWS_MARKS.findall(sample))
    return "mac_roman" if mac > windows else "cp1252"


def _east_asian_score(sample: bytes, name: str) -> float:
    """Returns the share of signs that are plausible among those outside of ASCII."""
    try:
        text = codecs.getincrementaldecoder(name)("strict").decode(sample, final=False)
    except UnicodeDecodeError:
        return 0
    signs = [sign for sign in text if sign > "\x7f"]
    if len(signs) < 4:
        return 0
    plausible = sum(bool(_EAST_ASIAN_SIGNS.match(sign)) for sign in signs)
    common = sum(
        sign in _COMMON_HAN or "\u3040" <= sign <= "\u30ff" or sign >= "\uac00" for sign in signs
    )
    half_width = sum("\uff61" <= sign <= "\uff9f" for sign in signs)
    if half_width > len(signs) / 2 or common < len(signs) / 10:
        return 0
    return plausible / len(signs) + common / len(signs) / 10


def _cyrillic_score(sample: bytes, name: str) -> float:
    text = sample.decode(name, errors="replace")
    signs = [sign for sign in text if sign > "\x7f"]
    letters = [
        sign for sign in signs if category(sign) in ("Ll", "Lu") and "\u0400" <= sign <= "\u04ff"
    ]
    if not letters:
        return 0
    lower = sum(sign.islower() for sign in letters)
    common = sum(sign in _COMMON_CYRILLIC for sign in letters)
    if lower < len(letters) * 0.7:
        return 0
    return len(letters) / len(signs) * common / len(letters)
