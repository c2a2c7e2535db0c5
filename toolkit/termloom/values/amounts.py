"""Numbers with what stands around them: units, currencies, ranges."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .scan import Reading, exact, one
from .value import Kind, Number, Value


class Numeral(NamedTuple):
    """A number as its language writes it, without unit."""

    number: Number
    stop: int
    firm: bool = True
    scale: int = 1
    """The magnitude word in it: a million in ``5 million``."""
    bare: bool = True
    """Whether it is a figure without a unit as well; English ``one`` is not."""


class Unit(NamedTuple):
    """What the words around a number make of it."""

    kind: Kind
    name: str = ""
    factor: int = 1


@cache
def units(language: str) -> Mapping[str, Unit]:
    """Spelling in lower case → unit, for a language's column of ``units.tsv``."""
    return {
        spelling: unit
        for spelling, unit in _spellings(language)
        if unit.kind is not Kind.REFERENCE
    }


@cache
def labels(language: str) -> Mapping[str, str]:
    """Spelling in lower case → sort of reference: ``art.`` → ``article``."""
    return {
        spelling: unit.name
        for spelling, unit in _spellings(language)
        if unit.kind is Kind.REFERENCE
    }


def _spellings(language: str) -> Iterator[tuple[str, Unit]]:
    table = (files(__package__) / "units.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in table.splitlines())
    column = header.index(language)
    for row in rows:
        unit = Unit(Kind(row[0]), row[1], int(row[2]))
        yield from ((name.lower(), unit) for name in row[column].split(", ") if name)


def prefixes(names: Mapping[str, Unit]) -> list[str]:
    """The signs and codes of money, which may stand before a number: ``us$``."""
    return [
        name
        for name, unit in names.items()
        if unit.kind is Kind.MONEY
        and (name[-1] in "$€£¥₫₹" or name in ("rmb", unit.name.lower()))
    ]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language builds amounts; the patterns match at a given place."""

    numeral: Callable[[str, int, bool], Numeral | None]
    """Reads a number; the flag says that a sum of money is meant."""
    join: re.Pattern[str]
    """What stands between the ends of a range."""
    before: re.Pattern[str]
    """What may stand before a number; group 1 is a key of ``units``."""
    behind: re.Pattern[str]
    """What may stand behind it; group 1 likewise."""
    units: Mapping[str, Unit]
    half: str = "\n"
    """The word in a unit's spelling that adds a half: 年半, năm rưỡi."""


class _Part(NamedTuple):
    numeral: Numeral
    unit: Unit | None
    stop: int
    prefixed: bool = False
    """Whether the unit stands before the number, and so for a whole range."""

    def value(self, unit: Unit | None, scale: int = 1) -> Value:
        unit = unit or Unit(Kind.CARDINAL)
        number = exact(self.numeral.number * scale * unit.factor)
        return Value(unit.kind, (number,), unit.name)


def amount(text: str, start: int, grammar: Grammar) -> Reading | None:
    """A number with its unit, or a range of two; None where there is none."""
    first = _part(text, start, grammar)
    if not first:
        return None
    coded = in_code(text, start, first.stop)  # from 5% in Q1 to 4% in Q2
    if not coded and (reading := _range(text, start, first, grammar)):
        return reading
    if not (first.unit or first.numeral.bare):
        return None
    firm = first.numeral.firm and not coded
    return one(start, first.stop, first.value(first.unit), firm=firm)


def _part(text: str, start: int, grammar: Grammar) -> _Part | None:
    before = grammar.before.match(text, start)
    unit = grammar.units[before[1].lower()] if before else None
    numeral = grammar.numeral(text, before.end() if before else start, bool(before))
    if not numeral:
        return None
    behind = grammar.behind.match(text, numeral.stop)
    stop = behind.end() if behind else numeral.stop
    if behind and grammar.half in behind[1]:
        numeral = numeral._replace(number=numeral.number + Fraction(1, 2))
    if behind and not unit:
        unit = grammar.units[behind[1].lower()]
    return _Part(numeral, unit, stop, bool(before))


def _range(text: str, start: int, first: _Part, grammar: Grammar) -> Reading | None:
    join = grammar.join.match(text, first.stop)
    second = _part(text, join.end(), grammar) if join else None
    if not second or not _share_unit(first, second):
        return None
    unit = second.unit or first.unit
    low = first.value(unit, _shared_scale(first.numeral, second.numeral))
    high = second.value(unit)
    rises = (low.numbers[0] or 0) < (high.numbers[0] or 0)
    if not rises and not _FROM.search(text, max(0, start - 5), start):
        return None
    firm = first.numeral.firm and second.numeral.firm
    return one(start, second.stop, Value(Kind.RANGE, ends=(low, high)), firm=firm)


HALF_YEAR = Value(Kind.QUANTITY, (6,), "month")
"""Of a year *the first half* says it too."""


def loosened(reading: Reading) -> Reading:
    """A reading of what a translation may say in another way."""
    found = tuple(found._replace(firm=False) for found in reading.found)
    return reading._replace(found=found)


_FROM = re.compile(r"\b(?:from|từ) $", re.IGNORECASE)
"""Before two numbers of which the first may be the larger: from 75 to 50 per cent."""
_NEAR = 10
"""Times the second number that the first has at most if both are of one magnitude."""


def _share_unit(first: _Part, second: _Part) -> bool:
    if not first.unit or first.unit == second.unit:
        return True
    return first.prefixed and not second.unit


def _shared_scale(first: Numeral, second: Numeral) -> int:
    """5 to 10 million begins at five million, 900 to 1.2 million at 900.

    From 3.4 to 2.9 million it is 3.4 million.
    """
    near = first.number * second.scale < _NEAR * second.number
    shared = first.scale == 1 and near
    return second.scale if shared else 1


def in_code(text: str, start: int, stop: int) -> bool:
    """Whether the figure belongs to a name such as F-16, COVID-19 or 5G."""
    before = text[max(start - 2, 0) : start].rstrip("-_")[-1:]
    behind = text[stop : stop + 1] if text[stop - 1].isdigit() else ""
    return any(letter.isalpha() and letter < "\u2e80" for letter in (before, behind))
