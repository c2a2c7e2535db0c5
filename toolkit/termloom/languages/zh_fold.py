"""The key under which spellings of the same Chinese words meet."""

import re
from functools import cache, lru_cache

from ..model import Mapped
from ..text import HAN, CharacterFold, compose, squeeze, substitute, unchanged
from .zh_script import to_simplified

_VARIANTS = str.maketrans(
    "著祇衹麽藉瞭妳祂牠粧徬锺覆榖彊噁甦划份账・‧∙",
    "着只只么借了你它它妆彷钟复谷强恶苏画分帐···",
)
_BESIDE = f"[{HAN}、。《》〈〉·]"
_SPACE = re.compile(rf'[ "]+(?={_BESIDE})|(?<={_BESIDE})[ "]+')


@cache
def _characters() -> CharacterFold:
    return CharacterFold(lambda c: to_simplified(c).translate(_VARIANTS))


@lru_cache(maxsize=16)
def fold(text: str) -> Mapped:
    """Simplified, half width, small letters, no spaces or quotes beside Chinese.

    Character by character, so that a part of a text has a part of its key:
    ``裡`` = ``裏`` = ``里``, ``臺`` = ``台``, ``第 ５ 條`` = ``第5条``,
    ``「愛國者」飛彈`` = ``愛國者飛彈``.
    """
    mapped = squeeze(_characters().fold(compose(unchanged(text))))
    if " " in mapped.text or '"' in mapped.text:
        return substitute(mapped, _SPACE, "")
    return mapped
