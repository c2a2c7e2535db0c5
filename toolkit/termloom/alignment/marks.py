"""What can be read off a segment without knowing its language well."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .. import tags
from ..values import values

_CLOSERS = " \"'”’»」』）)】］]》*"
_ENDINGS = (".。．", "!！", "?？", ":：", ",，;；、", "…—-")
COLON = 4
"""Class of closing marks that colons are."""
_OPEN, _CLOSE = "“「『«", "”」』»"
_LETTER = "[A-Za-zÀ-ɏḀ-ỿ]"
_WORD = re.compile(rf"{_LETTER}+(?:[-'’.&]{_LETTER}+)*[0-9]*")
_MARKER = re.compile(
    r"\s*(?:[(（]\s*(?P<a>[0-9]{1,3}|[a-z]|[ivx]{1,5}|[一二三四五六七八九十]{1,3})\s*[)）]"
    r"|(?P<b>[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[IVX]{1,5}|[a-z])"
    r"(?:[)．、）]|\.(?![0-9])))"
)
_HAN_DIGITS = "一二三四五六七八九"


class Marks(NamedTuple):
    """The marks of one segment; strings in it mean the same in every language."""

    figures: frozenset[str]
    """Numbers, dates and references that a translation must show."""
    names: frozenset[str]
    """Names and acronyms in Latin letters, and figures that may be left out."""
    marker: str
    """Number or letter of a list item or paragraph at its beginning, or nothing."""
    ending: int
    """Class of the closing punctuation mark; 0 for none."""
    quotes: int
    """Opening quotation marks less closing ones."""
    straight: int
    """Quotation marks that don't tell which they are."""


@lru_cache(maxsize=1 << 14)
def marks(text: str, language: str) -> Marks:
    """The marks of a segment in one of our languages.

    Kept for a while: with three languages and more each text is in several pairs.
    """
    found = values(text, language)
    firm = {f"#{key}" for one in found if one.firm for key in one.value.keys}
    soft = {f"#{key}" for one in found if not one.firm for key in one.value.keys}
    return Marks(
        figures=frozenset(firm),
        names=frozenset({*soft, *_names(text, language)} - firm),
        marker=_marker(text),
        ending=_ending(text),
        quotes=sum(map(text.count, _OPEN)) - sum(map(text.count, _CLOSE)),
        straight=text.count('"'),
    )


def _names(text: str, language: str) -> Iterator[str]:
    """Latin words without accents: all in Chinese, those with capitals elsewhere."""
    every = tags.is_chinese(language)
    for word in _WORD.findall(text):
        if every or not word.islower():
            yield _plain(word.casefold())


def _plain(word: str) -> str:
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _ending(text: str) -> int:
    last = text.rstrip(_CLOSERS)[-1:]
    if not last:
        return 0
    return next((n for n, marks in enumerate(_ENDINGS, 1) if last in marks), 0)


def _marker(text: str) -> str:
    match = _MARKER.match(text)
    if not match:
        return ""
    label: str = match["a"] or match["b"]
    if label[0] in "十" + _HAN_DIGITS:
        return str(_han_number(label))
    return label.casefold()


def _han_number(numeral: str) -> int:
    """A number below a hundred: 三 → 3, 十二 → 12, 二十 → 20."""
    tens, ten, ones = numeral.rpartition("十")
    value = (_HAN_DIGITS.find(tens) + 1 or 1) * 10 if ten else 0
    return value + _HAN_DIGITS.find(ones) + 1 if ones else value
