"""What every Chinese tokeniser of ours shares, whatever model is behind it."""

import re
from collections.abc import Iterable

from ..model import Mapped
from ..text import compose, unchanged
from .whole import Terms
from .zh_script import to_simplified

_PARTICLE = re.compile("(?<![显名土编原专巨论遗卓昭合译所])著(?![名作者称述录有书])")
"""OpenCC leaves 著 alone, for 著名 has it in both varieties; mostly it is 着."""
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_HALF_WIDTH = {
    code: code - 0xFEE0
    for first, last in ("０９", "ＡＺ", "ａｚ")
    for code in range(ord(first), ord(last) + 1)
}


def plain(text: str) -> Mapped:
    """The form that tokenisers are fed with, which leads back to the text.

    Simplified characters, half-width letters and digits: one for each character
    of the composed text.
    """
    composed, offsets = compose(unchanged(text))
    simplified = _PARTICLE.sub("着", to_simplified(composed))
    if _FULL_WIDTH.search(simplified):
        simplified = simplified.translate(_HALF_WIDTH)
    return Mapped(simplified, offsets)


def known(terms: Iterable[str]) -> Terms:
    """Terms that are looked for in plain text."""
    return Terms(terms, lambda term: plain(term).text)
