"""Rules for figures that all languages write alike: dates and times in digits."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from ..model import Span
from .scan import Reading, nothing, one
from .value import Found, Kind, Number, Value

_YEAR_FIRST = re.compile(
    r"(?P<year>[12][0-9]{3})([-/.])(?P<a>[0-9]{1,2})\2(?P<b>[0-9]{1,2})(?![0-9])"
)
_YEAR_LAST = re.compile(
    r"(?P<a>[0-9]{1,2})([-/.])(?P<b>[0-9]{1,2})\2"
    r"(?P<year>[12][0-9]{3}|(?<=/)[0-9]{2})(?![0-9]|[-/.][0-9])"
)
_YEARS = re.compile(r"([12][0-9])([0-9]{2})[-\u2013/]([0-9]{2})(?![-\u2013/.0-9])")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])(?::[0-5][0-9])?(?![:0-9])")
_NO_FIGURE = re.compile(r"[0-9]{25,}|[0-9]{1,24}(?:\.[0-9]{1,24}){2,}|24/7(?![0-9])")
_ALL_DAY = re.compile(
    r"24/24(?![0-9])(?: giờ)?"
    r"|24小[时時](?=不间断|不間斷|全天候|有人|[值轮輪监監待运運戒巡])"
    r"|(?<=全天)24小[时時]"
)
_FRACTION = re.compile(r"([1-9])/([2-9]|10)(?![0-9/])")
_ITEM = re.compile(r"[0-9]{1,3}(?:[.)](?![0-9])|\u3001)")
_SEPTEMBER = re.compile(r"9/11(?![0-9/])")
_MARGIN = re.compile(r"(?:^|\n)[ \t]*\(?$")


def date(year: Number | None, month: int | None, day: int | None) -> Value | None:
    """The date, or None where month or day can't be."""
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= 31:
        return None
    return Value(Kind.DATE, (year, month, day))


def dates(
    match: re.Match[str], year: int | None, month: int | None, days: Sequence[int]
) -> Reading | None:
    """The date of a match, or two where its group ``last`` names another day.

    Two days are a range if the group ``to`` stands between them, else a list.
    """
    values = [date(year, month, day) for day in days or (None,)]
    sure = tuple(value for value in values if value)
    if len(sure) < len(values):
        return None
    start, stop = match.span()
    firm = year is not None or (month is not None and bool(days))
    if len(sure) == 1:
        return one(start, stop, sure[0], firm=firm)
    if match["to"]:
        return one(start, stop, Value(Kind.RANGE, ends=sure), firm=firm)
    first = Found(Span(start, match.end("first")), sure[0], firm)
    return Reading((first, Found(Span(match.start("last"), stop), sure[1], firm)), stop)


def year_range(match: re.Match[str], number: Callable[[str], int]) -> Reading:
    """The year of the group ``first``, or the years from there to ``last``."""
    written = [year for year in (match["first"], match["last"]) if year]
    ends = tuple(Value(Kind.DATE, (number(year), None, None)) for year in written)
    value = ends[0] if len(ends) == 1 else Value(Kind.RANGE, ends=ends)
    return one(match.start(), match.end(), value)


def full_year(written: str) -> int:
    """The year of two or four digits; 69 and below lie in this century."""
    year = int(written)
    if len(written) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def numeric_date(text: str, start: int, *, day_first: bool) -> Reading | None:
    """2022-03-24, 24/3/2022; ``day_first`` decides where both numbers are months."""
    match = _YEAR_FIRST.match(text, start) or _YEAR_LAST.match(text, start)
    if not match:
        return None
    a, b = int(match["a"]), int(match["b"])
    swap = match.re is _YEAR_LAST and (day_first if max(a, b) <= 12 else a > 12)
    month, day = (b, a) if swap else (a, b)
    value = date(full_year(match["year"]), month, day)
    return one(start, match.end(), value) if value else None


def september(text: str, start: int) -> Reading | None:
    """9/11"""
    match = _SEPTEMBER.match(text, start)
    return one(start, match.end(), Value(Kind.DATE, (None, 9, 11))) if match else None


def years(text: str, start: int) -> Reading | None:
    """2021-22"""
    match = _YEARS.match(text, start)
    if not match or match[3] <= match[2]:
        return None
    first, last = int(match[1] + match[2]), int(match[1] + match[3])
    ends = Value(Kind.CARDINAL, (first,)), Value(Kind.CARDINAL, (last,))
    return one(start, match.end(), Value(Kind.RANGE, ends=ends))


def clock(text: str, start: int) -> Reading | None:
    """19:00"""
    match = _CLOCK.match(text, start)
    if not match:
        return None
    value = Value(Kind.TIME, (int(match[1]) % 24, int(match[2])))
    return one(start, match.end(), value)


def fraction(text: str, start: int) -> Reading | None:
    """2/3"""
    match = _FRACTION.match(text, start)
    if not match or int(match[1]) >= int(match[2]):
        return None
    value = Value(Kind.CARDINAL, (Fraction(int(match[1]), int(match[2])),))
    return one(start, match.end(), value)


def no_figure(text: str, start: int) -> Reading | None:
    """Versions, addresses and set phrases in digits, which say no number."""
    match = _NO_FIGURE.match(text, start)
    return nothing(match.end()) if match else None


def all_day(text: str, start: int) -> Reading | None:
    """24 hours, which *around the clock* says without a figure."""
    match = _ALL_DAY.match(text, start)
    if not match:
        return None
    value = Value(Kind.QUANTITY, (24,), "h")
    return one(start, match.end(), value, firm=False)


def item(text: str, start: int) -> Reading | None:
    """The number before a paragraph or list item."""
    match = _ITEM.match(text, start)
    if not match or not _MARGIN.search(text, max(start - 9, 0), start):
        return None
    stop = match.end() - 1
    value = Value(Kind.REFERENCE, (int(text[start:stop]),), "item")
    return one(start, stop, value, firm=False)
