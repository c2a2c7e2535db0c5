"""The key under which spellings of the same Vietnamese words meet."""

import re
from functools import lru_cache

from ..model import Mapped
from ..text import CharacterFold, compose, squeeze, substitute, unchanged

_CHARACTERS = CharacterFold(lambda c: "đ" if c in "ðɖ" else c)
_OLD_PLACE = re.compile(r"(?:[òóỏõọ][ae]|[ùúủũụ]y)(?![^\W\d_])")
_PLAIN = dict(zip("òóỏõọùúủũụ", "ooooouuuuu", strict=True))
_TONED = {
    bare + vowel: toned
    for vowel, toned_vowels in (("a", "àáảãạ"), ("e", "èéẻẽẹ"), ("y", "ỳýỷỹỵ"))
    for bare, toned in zip(
        "òóỏõọ" if vowel != "y" else "ùúủũụ", toned_vowels, strict=True
    )
}
_WITH_Y = """
    hy hỷ ky ký kỳ kỷ kỹ kỵ ly lý lỳ lỵ my mỹ mỳ mỵ quy quý quỳ quỷ quỹ quỵ sy sỹ
    ty tý tỳ tỷ tỵ
"""
_SYLLABLE_WITH_Y = re.compile(rf"\b(?:{'|'.join(_WITH_Y.split())})\b")
_Y_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_DASH = re.compile(r"(?<=[^\W\d_]) - (?=[^\W\d_])")


@lru_cache(maxsize=16)
def fold(text: str) -> Mapped:
    """Small letters, one place for the tone, one of i and y, no hyphens or dashes.

    ``Hoà`` = ``hòa`` and ``thuỷ`` = ``thủy``, but never ``hoàn``: the tone may
    stand on either vowel only where oa, oe or uy ends the syllable. ``Nga – NATO``
    = ``Nga-NATO``: papers set the dash of a double name in either way.
    """
    folded, offsets = squeeze(_CHARACTERS.fold(compose(unchanged(text))))
    folded = _OLD_PLACE.sub(_new_place, folded)
    folded = _SYLLABLE_WITH_Y.sub(lambda m: m.group().translate(_Y_TO_I), folded)
    mapped = Mapped(_HYPHEN.sub(" ", folded), offsets)
    return substitute(mapped, _DASH, " ") if " - " in folded else mapped


def _new_place(match: re.Match[str]) -> str:
    vowels = match.group()
    return _PLAIN[vowels[0]] + _TONED[vowels]
