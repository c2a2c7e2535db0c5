"""Glyphs that PDF files give in place of the characters they show."""

import re
import unicodedata

from ..model import Mapped
from ..text import substitute

_RADICALS = "⺁⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳"
_CHARACTERS = "厂母民虎西见角贝车長长门青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟"
_SHOWN = {**dict(zip(_RADICALS, _CHARACTERS, strict=True)), "⸺": "——"}
_GLYPH = re.compile(f"[\ufb00-\ufb06\u2f00-\u2fd5{''.join(_SHOWN)}]")


def shown(mapped: Mapped, language: str) -> Mapped:
    """The text with ligatures and radicals replaced by the characters they show."""

    def character(glyph: str) -> str:
        plain = _SHOWN.get(glyph) or unicodedata.normalize("NFKC", glyph)
        return "户" if plain == "戶" and language == "zh-Hans" else plain

    return substitute(mapped, _GLYPH, character)
