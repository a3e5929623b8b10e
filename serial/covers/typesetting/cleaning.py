"""Reduces a text to what the installed faces can set, so that no empty boxes stand in a cover."""

import re
import unicodedata
from itertools import groupby
from typing import Final

from icu4py.breakers import CharacterBreaker

from serial.covers.typesetting.faces import find_face

_JOINERS: Final = frozenset("\u200c\u200d")
# Marks on one letter. Vietnamese has two, Hebrew with points and cantillation three.
_MAX_MARKS: Final = 3


def settable_text(text: str, shipped: str) -> str:
    """Returns the text without what no face has, and with single spaces.

    shipped: see shipped_face().
    """
    normal = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    visible = "".join(filter(_is_visible, normal))
    clusters = (_settable_cluster(cluster, shipped) for cluster in CharacterBreaker(visible, "en"))
    return re.sub(r" +", " ", "".join(clusters)).strip()


def _is_visible(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character)[0] != "C"


def _settable_cluster(cluster: str, shipped: str) -> str:
    """Returns the cluster, or its first character, or nothing."""
    cluster = _limit_marks(cluster)
    return next((part for part in (cluster, cluster[0]) if find_face(part, shipped)), "")


def _limit_marks(cluster: str) -> str:
    runs = groupby(cluster, lambda character: unicodedata.category(character) in ("Mn", "Me"))
    return "".join("".join(run)[: _MAX_MARKS if is_mark else None] for is_mark, run in runs)
