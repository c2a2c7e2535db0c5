"""What every written text goes through, so that no reader stumbles over it."""

import re
import unicodedata

from ..text import compose, unchanged
from . import Losses

_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNUSUAL_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_ILLEGAL = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(1, 17))
    + "]"
)
_LONG = 1000
CELL_LIMIT = 32767
"""UTF-16 units that a spreadsheet cell holds."""
CUT = " […]"
"""Stands at the end of a text that was cut to fit into a cell."""


def storable(text: str, losses: Losses, name: str, where: str) -> str:
    r"""The text in NFC, with ``\n`` for line ends, without illegal characters.

    What XML or a spreadsheet can't hold (control characters, half surrogates,
    noncharacters, byte order marks inside) is left out and noted in ``losses``.
    """
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable():
        text = _without_illegal(text, losses, name, where)
    return nfc(text)


def nfc(text: str) -> str:
    """NFC in linear time, also for long runs of combining marks."""
    if len(text) < _LONG:
        return unicodedata.normalize("NFC", text)
    return compose(unchanged(text)).text


def _without_illegal(text: str, losses: Losses, name: str, where: str) -> str:
    if _ILLEGAL.search(text):
        losses.add(name, "characters that the format can't hold left out", where)
        text = _ILLEGAL.sub("", text)
    if _UNUSUAL_BREAK.search(text):
        losses.add(name, "unusual line separators written as line breaks", where)
    return _BREAK.sub("\n", text)


def one_line(text: str) -> str:
    """The text with white space of every kind turned into single spaces."""
    return " ".join(text.split())


def fit_cell(text: str, losses: Losses, name: str, where: str) -> str:
    """The text, cut and marked where a spreadsheet cell can't hold it."""
    if len(text) * 2 <= CELL_LIMIT:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) // 2 <= CELL_LIMIT:
        return text
    losses.add(name, f"cut to the {CELL_LIMIT} characters that a cell holds", where)
    kept = units[: 2 * (CELL_LIMIT - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT


class Unique:
    """Makes ids unique: a second ``x`` becomes ``x-2``."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def __call__(self, wanted: str, losses: Losses, name: str = "id") -> str:
        if wanted not in self._used:
            self._used.add(wanted)
            return wanted
        number = 2
        while f"{wanted}-{number}" in self._used:
            number += 1
        losses.add(name, "used twice, numbered", wanted)
        self._used.add(f"{wanted}-{number}")
        return f"{wanted}-{number}"
