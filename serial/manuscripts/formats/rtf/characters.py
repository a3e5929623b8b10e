"""The code pages of RTF, and the characters that have a word of their own."""

import codecs
from typing import Final

DEFAULT_CODEC: Final = "cp1252"
# By \fcharset. 0 and 1 are the code page of the file.
_OF_CHARSET: Final = {
    **{77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5", 83: "mac_roman"},
    **{128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253"},
    **{162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251"},
    **{222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
_OF_CODE_PAGE: Final = {
    **{10000: "mac_roman", 10001: "shift_jis", 10007: "mac_cyrillic", 10029: "mac_latin2"},
    **{20866: "koi8-r", 21866: "koi8-u", 54936: "gb18030", 65001: "utf-8"},
}
CHARACTERS: Final = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "\u2014",
    "endash": "\u2013",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
SYMBOLS: Final = {"~": "\u00a0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
# What no text has, as translate() takes it.
_CONTROLS: Final = dict.fromkeys((*range(9), *range(11, 32), 127))
_SURROGATES: Final = range(0xD800, 0xE000)


def codec_of_charset(charset: int) -> str:
    """Returns the codec of a font; empty if it is that of the file."""
    return _OF_CHARSET.get(charset, "")


def codec_of_code_page(number: int) -> str:
    """Returns the codec of \\ansicpg, or the usual one if there is none with this number."""
    if number in _OF_CODE_PAGE:
        return _OF_CODE_PAGE[number]
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return DEFAULT_CODEC


def decode(data: bytes, codec: str) -> str:
    return data.decode(codec, errors="replace").translate(_CONTROLS)


def read_unicode(number: int, high: int) -> tuple[str, int]:
    """Returns the character of \\u, and a first half that waits for its second.

    Numbers are of 16 bits, with or without a sign. high: the first half before it, or 0.
    """
    code = number + 0x10000 if number < 0 else number
    if 0xD800 <= code < 0xDC00:
        return "", code
    if code in _SURROGATES:
        is_pair = high and code >= 0xDC00
        return (chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if is_pair else "\ufffd"), 0
    if 0xF020 <= code <= 0xF0FF:
        # Fonts of symbols lie in the private area, at the place of the letter.
        code -= 0xF000
    return (chr(code).translate(_CONTROLS) if 0 <= code <= 0x10FFFF else "\ufffd"), 0
