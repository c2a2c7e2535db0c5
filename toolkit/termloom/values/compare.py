"""Which figures of a text and its translation do not agree."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from .value import Found, Key, Kind, Number, Value

_COUNTS = {Kind.CARDINAL, Kind.QUANTITY}
_MEASURED = (Kind.PERCENT, Kind.MONEY, Kind.QUANTITY)
_BASE = {"km/h": "km", "mi/h": "mi", "kn": "nmi", "°C": "°", "°F": "°"}
"""85 mph is also said as «85 miles an hour», 80 °F as «80 degrees»."""
_SIZES = {
    **{"mm": ("m", "0.001"), "cm": ("m", "0.01"), "m": ("m", "1"), "km": ("m", "1000")},
    **{"in": ("m", "0.0254"), "ft": ("m", "0.3048"), "yd": ("m", "0.9144")},
    **{"mi": ("m", "1609.344"), "nmi": ("m", "1852")},
    **{"g": ("kg", "0.001"), "kg": ("kg", "1"), "t": ("kg", "1000")},
    **{"oz": ("kg", "0.02835"), "lb": ("kg", "0.453592")},
    **{"m²": ("m²", "1"), "ft²": ("m²", "0.0929"), "acre": ("m²", "4046.86")},
    **{"ha": ("m²", "10000"), "km²": ("m²", "1000000"), "mi²": ("m²", "2589988")},
    **{"L": ("L", "1"), "gal": ("L", "3.785"), "bbl": ("L", "158.987")},
    **{"km/h": ("km/h", "1"), "mi/h": ("km/h", "1.609344"), "kn": ("km/h", "1.852")},
    **{"s": ("s", "1"), "min": ("s", "60"), "h": ("s", "3600"), "day": ("s", "86400")},
    **{"week": ("s", "604800"), "month": ("month", "1"), "year": ("month", "12")},
}
"""Unit → what it measures, in which size."""
_EXACT = ("s", "month")
"""Measures that nobody rounds."""
_IMPLIED = ((("number", 1),), (("number", 0),))
_ROUNDING = Fraction(3, 100)
"""Converted quantities are rounded; they may be off by this share."""


class Difference(NamedTuple):
    """A figure that the other side lacks or says otherwise."""

    source: Found | None
    """None where the translation has a figure too many."""
    target: Found | None
    """None where the translation lacks it."""


def differences(source: Sequence[Found], target: Sequence[Found]) -> list[Difference]:
    """The figures on which a text and its translation disagree.

    A figure agrees when each of its keys stands on the other side, however often.
    Of the rest, two that look like one figure changed are paired; what is left over
    counts only if it is firm. Then follow figures of one number in two units.
    A quantity converted to another unit (385 miles, 620 km) agrees.
    """
    left, right = missing(source, target), missing(target, source)
    unequal = _unequal(source, target, left, right) if left or right else ()
    return [*unequal, *_other_units(source, target)]


def _unequal(
    source: Sequence[Found],
    target: Sequence[Found],
    left: list[Found],
    right: list[Found],
) -> list[Difference]:
    """The figures missing on either side, two that look like one changed in pairs."""
    pairs = [
        *_paired(left, right, _same_kind_in_figures),
        *_paired(left, right, _same_sort_in_figures),
        *_paired(left, right, _same_sort_in_words),
        *_paired(_more_often(source, target), right, _same_sort_in_words),
        *_paired(left, _more_often(target, source), _same_sort_in_words),
    ]
    pairs = [pair for pair in pairs if not _is_rounded(pair)]
    pairs += [Difference(found, None) for found in left if _counts(found)]
    pairs += [Difference(None, found) for found in right if _counts(found)]
    return pairs


def _paired(
    left: list[Found], right: list[Found], alike: Callable[[Found, Found], bool]
) -> Iterator[Difference]:
    """Pairs of figures that are alike, taken out of both lists."""
    for found in left.copy():
        other = next((r for r in right if alike(found, r)), None)
        if other:
            left.remove(found)
            right.remove(other)
            yield Difference(found, other)


def missing(these: Sequence[Found], those: Sequence[Found]) -> list[Found]:
    """The figures of which the other side lacks a key, and does not say it otherwise.

    四分之一 says one in four as well, 50% a half, and two days 48 hours.
    """
    keys = {key for found in those for key in found.value.keys}
    lost = [found for found in these if not keys.issuperset(found.value.keys)]
    if not lost:
        return []
    said = keys.union(*(way for f in those for way in _other_ways(f.value)))
    timed = {*_said_in_hours(these, those), *_said_in_hours(those, these)}
    return [
        found
        for found in lost
        if not said.issuperset(found.value.keys)
        and not any(map(keys.issuperset, _other_ways(found.value)))
        and found.value not in timed
        and not any(_is_converted(found.value, other.value) for other in those)
    ]


def _said_in_hours(these: Sequence[Found], those: Sequence[Found]) -> Iterator[Value]:
    """The times of these that those say as hours and minutes, with what says them.

    «13 giờ», «2 giờ 30 phút»
    """
    spans = {(found.value.unit, *found.value.numbers): found.value for found in those}
    for time in (found.value for found in these if found.value.kind is Kind.TIME):
        hour, minute = time.numbers
        parts = [("h", hour), *([("min", minute)] if minute else [])]
        if all(part in spans for part in parts):
            yield from (time, *(spans[part] for part in parts))


def _other_ways(value: Value) -> list[tuple[Key, ...]]:
    """What else may say a share: its numbers (one is no figure), or a percentage.

    So may the years of a life say the 60s in which somebody is.
    """
    number = value.numbers[0] if value.numbers else None
    if value.kind is Kind.DECADE and number and number < 100:
        return [(("number", number),)]
    if value.kind is Kind.PERCENT and number and number < 100 and not value.unit:
        return [(("number", Fraction(number, 100)),)]
    if value.kind is not Kind.CARDINAL or not isinstance(number, Fraction):
        return []
    parts = tuple(("number", n) for n in number.as_integer_ratio() if n > 1)
    return [parts, (("percent", 100 * number),)] if number < 1 else []


def _counts(found: Found) -> bool:
    """Whether a figure may not be left out; one and none are said at will."""
    return found.firm and found.value.keys not in _IMPLIED


def _more_often(these: Sequence[Found], those: Sequence[Found]) -> list[Found]:
    """The figures that one side has more often than the other, at least once."""
    here = Counter(found.value.keys for found in these)
    there = Counter(found.value.keys for found in those)
    surplus = {keys for keys, count in here.items() if count > there[keys] > 0}
    return [found for found in these if found.value.keys in surplus]


def _same_kind_in_figures(source: Found, target: Found) -> bool:
    return source.firm and target.firm and source.value.kind is target.value.kind


def _same_sort_in_figures(source: Found, target: Found) -> bool:
    sorts = {sort for sort, _ in source.value.keys}
    shared = any(sort in sorts for sort, _ in target.value.keys)
    return shared and source.firm and target.firm


def _same_sort_in_words(source: Found, target: Found) -> bool:
    """A small number in words may stand for a small one only.

    *Five working days* has its unit out of sight, «bảy ngày làm việc» has it in sight.
    """
    a, b = source.value, target.value
    small = all(key[1] < 100 for value in (a, b) for key in value.keys)
    unlike = a.kind is not b.kind and {_sort(a), _sort(b)} <= _COUNTS
    return small and (unlike or (a.kind is b.kind and a.unit == b.unit))


def _sort(value: Value) -> Kind:
    return value.ends[0].kind if value.ends else value.kind


def _is_rounded(pair: Difference) -> bool:
    """Whether a quantity was converted and rounded, as 385 miles to 620 km."""
    if not pair.source or not pair.target:
        return False
    return _is_converted(pair.source.value, pair.target.value, _ROUNDING)


def _is_converted(a: Value, b: Value, rounding: Number = 0) -> bool:
    """Whether both are one quantity in two units: 90 minutes, «1,5 giờ»."""
    if a.ends and b.ends:
        return all(
            _is_converted(*ends, rounding) for ends in zip(a.ends, b.ends, strict=True)
        )
    if a.unit == b.unit or a.unit not in _SIZES or b.unit not in _SIZES:
        return False
    (of, one), (other, two) = _size(a), _size(b)
    near = 0 if of in _EXACT else rounding * one
    return of == other and abs(one - two) <= near


def _size(value: Value) -> tuple[str, Fraction]:
    of, size = _SIZES[value.unit]
    return of, Fraction(size) * (value.numbers[0] or 0)


def _other_units(
    source: Sequence[Found], target: Sequence[Found]
) -> Iterator[Difference]:
    by_keys: dict[tuple[Key, ...], list[Found]] = {}
    for found in target:
        by_keys.setdefault(found.value.keys, []).append(found)
    for found in source:
        rivals = by_keys.get(found.value.keys)
        if rivals and not any(_same_unit(found.value, r.value) for r in rivals):
            yield Difference(found, rivals[0])


def _same_unit(a: Value, b: Value) -> bool:
    """False only where both name a unit; a speed may be named by its length."""
    if a.ends and b.ends:
        return _same_unit(a.ends[-1], b.ends[-1])
    if a.kind is b.kind is Kind.DECADE:
        return a == b or any((n or 0) < 100 for n in (*a.numbers, *b.numbers))
    if a.kind not in _MEASURED or b.kind not in _MEASURED or not (a.unit and b.unit):
        return True
    return a.kind is b.kind and _BASE.get(a.unit, a.unit) == _BASE.get(b.unit, b.unit)
