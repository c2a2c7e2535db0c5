"""Figures that do not agree in value, whatever digits they are written in."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Severity, Span
from ..values import Difference, Found, Kind
from .check import Check, Context
from .segments import left
from .units import Finding, Side, Unit

_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_ROUND_YEAR = re.compile(r"(?<!\d)[12]\d{2}0(?!\d)")
_DECADE = re.compile(r"\bdecade\b|[这這本]个?個?十年|thập (?:kỷ|niên) này")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_OFTEN = 3
_SORTS = {
    Kind.PERCENT: "percent",
    Kind.MONEY: "money",
    Kind.REFERENCE: "reference",
    **dict.fromkeys(
        (Kind.DATE, Kind.TIME, Kind.DECADE, Kind.CENTURY, Kind.WEEKDAY), "date"
    ),
}


def number(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Number or quantity differs."""
    return _differing(units, context, "number")


def percent(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Percentage differs."""
    return _differing(units, context, "percent")


def money(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Sum of money differs."""
    return _differing(units, context, "money")


def date(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Date or time differs."""
    return _differing(units, context, "date")


def reference(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Reference to an article, paragraph or resolution differs."""
    return _differing(units, context, "reference")


def _differing(units: Sequence[Unit], context: Context, sort: str) -> Iterator[Finding]:
    untranslated = context.once(left, units)
    found = [
        _finding(unit, *unit.pair, difference)
        for unit, difference in context.differences(units)
        if unit.pair and _sort(difference) == sort and unit not in untranslated
    ]
    years = _years(units) if sort == "date" and found else Counter()
    for finding in found:
        if years[finding.found.strip(" 年")] >= _OFTEN and not finding.expected:
            yield replace(finding, severity=Severity.NOTE)
        else:
            yield finding


def _years(units: Sequence[Unit]) -> Counter[str]:
    """How many segments of the source name a year; it may be put in elsewhere."""
    return Counter(
        year
        for unit in units
        if unit.source
        for year in set(_YEAR.findall(unit.source.text))
    )


def _sort(difference: Difference) -> str:
    found = difference.source or difference.target
    if found is None:
        return ""
    value = found.value.ends[0] if found.value.ends else found.value
    return _SORTS.get(value.kind, "number")


def _finding(unit: Unit, source: Side, target: Side, difference: Difference) -> Finding:
    wanted, there = difference
    said, seen = _text(source, wanted), _text(target, there)
    if wanted and there:
        message = f"the source says “{said}”, the translation “{seen}”"
    elif wanted:
        message = f"“{said}” of the source is missing"
    else:
        message = f"“{seen}” is not in the source"
    firm = all(found.firm for found in difference if found)
    known = (
        there is not None
        and wanted is None
        and not _is_day(there)
        and (_is_written(seen, source.text) or _ends_decade(seen, source.text))
    )
    sure = unit.sure and not known and (firm or bool(wanted and there))
    return Finding(
        unit,
        target,
        there.span if there else Span(0, len(target.text)),
        message,
        found=seen,
        expected=(said,) if said else (),
        confidence=(0.9 if firm else 0.7) if sure else 0.5,
        cause=wanted.span if wanted else None,
        severity=None if sure else Severity.NOTE,
    )


def _text(side: Side, found: Found | None) -> str:
    return side.text[slice(*found.span)] if found else ""


def _is_day(found: Found) -> bool:
    """Whether it is a day of a month: 19/10 is not said by a 19th and a 10th."""
    return found.value.kind is Kind.DATE and None not in found.value.numbers[1:]


def _is_written(figure: str, text: str) -> bool:
    """Whether its digits stand in a text, if as another figure: 80 °F for «the 80s»."""
    digits = _DIGITS.findall(figure)
    whole = (rf"(?<!\d)(?<!\d[.,]){re.escape(own)}(?![.,]?\d)" for own in digits)
    return bool(digits) and all(re.search(own, text) for own in whole)


def _ends_decade(figure: str, text: str) -> bool:
    """Whether a year says which decade a text speaks of the end of."""
    return bool(_ROUND_YEAR.search(figure)) and bool(_DECADE.search(text))


CHECKS = tuple(
    Check(f"F30{place}", Severity.WARNING, find)
    for place, find in enumerate((number, percent, money, date, reference), start=1)
)
