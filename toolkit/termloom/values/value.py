"""The language-neutral value of a figure, and where a text has it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from ..model import Span

Number = int | Fraction
Key = tuple[str, Number]
"""A sort of figure and its number, the common ground of loose comparison."""


class Kind(StrEnum):
    """What sort of figure a value is."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    MONEY = "money"
    QUANTITY = "quantity"
    DATE = "date"
    DECADE = "decade"
    CENTURY = "century"
    WEEKDAY = "weekday"
    TIME = "time"
    REFERENCE = "reference"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Value:
    """What a figure says, whatever the language and the digits it is written in.

    Two values are equal when they mean the same: 40 billion euros = 400亿欧元 =
    40 tỷ euro. `str` gives a plain notation: ``money 40000000000 EUR``.
    """

    kind: Kind
    numbers: tuple[Number | None, ...] = ()
    """One number; year, month, day of a date (None where not said); hour and
    minute of a time; first year of a decade; Monday is weekday 1; empty for ranges."""
    unit: str = ""
    """ISO 4217 code of money (empty when not said), sign of a unit (``km``,
    ``t``, ``year``), sort of a reference (``article``), ``point`` for percentage
    points."""
    ends: tuple["Value", ...] = ()
    """First and last value of a range."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """What stays of the value when writing habits are set aside.

        A year, a day, an article and a sum count as bare numbers, so that ``2022``
        meets ``2022年``; percentages, months, weekdays, decades, centuries and times
        with minutes stay apart. Distinct, in order of appearance.
        """
        if self.kind is Kind.RANGE:
            return tuple(dict.fromkeys(key for end in self.ends for key in end.keys))
        if self.kind is Kind.DATE:
            sorts = ("number", "month", "number")
            parts = zip(sorts, self.numbers, strict=True)
            return tuple((sort, number) for sort, number in parts if number is not None)
        return (self._key(),)

    def _key(self) -> Key:
        number = self.numbers[0] or 0
        if self.kind is Kind.TIME:
            minute = self.numbers[1] or 0
            clock = number % 12
            return ("time", clock * 60 + minute) if minute else ("number", clock or 12)
        if self.kind is Kind.DECADE:
            return ("decade", number % 100)
        if self.kind in (Kind.PERCENT, Kind.WEEKDAY, Kind.CENTURY):
            return (str(self.kind), number)
        return ("number", number)

    def __str__(self) -> str:
        if self.kind is Kind.RANGE:
            return " .. ".join(map(str, self.ends))
        if self.kind is Kind.DATE:
            return f"date {_calendar(self.numbers)}"
        if self.kind is Kind.TIME:
            return f"time {self.numbers[0]:02}:{self.numbers[1]:02}"
        name = self.unit if self.kind is Kind.REFERENCE else self.kind
        unit = "" if self.kind is Kind.REFERENCE else self.unit
        return f"{name} {_plain(self.numbers[0])} {unit}".rstrip()


class Found(NamedTuple):
    """A value and the stretch of the text that says it."""

    span: Span
    value: Value
    firm: bool = True
    """Whether a faithful translation must show it. Figures in digits and long
    numerals are firm; ``two``, ``half``, ``Monday``, the 16 of ``F-16`` are not."""


def _calendar(numbers: tuple[Number | None, ...]) -> str:
    year, month, day = numbers
    parts = ["-" if year is None else f"{year:04}"]
    if month is not None or day is not None:
        parts.append("" if month is None else f"{month:02}")
    if day is not None:
        parts.append(f"{day:02}")
    return "-".join(parts)


def _plain(number: Number | None) -> str:
    if not isinstance(number, Fraction):
        return str(number)
    denominator = number.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return str(number)
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
    whole, rest = divmod(int(number * 10**digits), 10**digits)
    return f"{whole}.{rest:0{digits}}" if digits else str(whole)
