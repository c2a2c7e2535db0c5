"""The rough way through two texts: a chain of segments that surely belong together.

Coarse to fine: neighbouring segments are joined two by two until few are left; the
best chain there opens a narrow band on the next finer level, and so on.
"""

from typing import NamedTuple

import numpy as np

from .band import Band, Floats, Singles, around, whole
from .vectors import UNIT, quantised

_TOP = 1024
"""Segments a side that are compared all with all."""
_RADIUS = 24
_AREA = 1_000_000
"""Places that may be looked at between two matches."""
_THRESHOLD = 0.25
"""Cosine that a match must pass; a little less between joined segments."""
_ROWS = 16


class Match(NamedTuple):
    """Two segments on the chain."""

    source: int
    target: int


def chain(source: Singles, target: Singles) -> list[Match]:
    """The best chain of one-to-one matches, both ends rising.

    The arguments are centred vectors, longer ones for longer segments: a joined
    segment's vector is the sum of its parts' vectors.
    """
    levels = [(source, target)]
    while max(map(len, levels[-1])) > _TOP:
        levels.append((_halved(levels[-1][0]), _halved(levels[-1][1])))
    band = whole(len(levels[-1][0]) + 1, len(levels[-1][1]) + 1)
    for number in range(len(levels) - 1, 0, -1):
        found = _best(*levels[number], band, _THRESHOLD * 0.8)
        band = _finer(found, *levels[number - 1])
    return _best(source, target, band, _THRESHOLD)


def _halved(vectors: Singles) -> Singles:
    even = vectors[: len(vectors) // 2 * 2]
    return np.concatenate([even[0::2] + even[1::2], vectors[len(even) :]])


def _finer(matches: list[Match], source: Singles, target: Singles) -> Band:
    shape = len(source), len(target)
    points = [
        (2 * m.source + k, 2 * m.target + k)
        for m in matches
        for k in (0, 1)
        if 2 * m.source + k < shape[0] and 2 * m.target + k < shape[1]
    ]
    return around(points, shape, radius=_RADIUS, area=_AREA)


def _best(
    source: Singles, target: Singles, band: Band, threshold: float
) -> list[Match]:
    """The chain with the highest sum of cosines above the threshold."""
    left, right = quantised(source), quantised(target)
    low, high = band.low.tolist(), band.high.tolist()
    sums = [np.zeros(high[0] - low[0])]
    for first in range(0, len(left), _ROWS):
        last = min(first + _ROWS, len(left))
        products = left[first:last] @ right[low[first] : high[last - 1]].T
        gains = products * UNIT - threshold
        for row in range(first, last):
            gain = gains[row - first, low[row] - low[first] : high[row] - low[first]]
            shift, width = low[row + 1] - low[row], high[row + 1] - low[row + 1]
            sums.append(_row(sums[row], gain, shift, width))
    return _trace(sums, low)


def _row(before: Floats, gain: Singles, shift: int, width: int) -> Floats:
    """Best sums after one more source segment, from those before it."""
    row = np.empty(width)
    kept = len(before) - shift
    row[:kept] = before[shift:]
    row[kept:] = before[-1]
    begin = max(shift - 1, 0)
    into = row[begin + 1 - shift : len(gain) + 1 - shift]
    matched = before[begin : begin + len(into)] + gain[begin : begin + len(into)]
    np.maximum(into, matched, out=into)
    return np.maximum.accumulate(row, out=row)


def _trace(sums: list[Floats], low: list[int]) -> list[Match]:
    matches = []
    column = low[-1] + len(sums[-1]) - 1
    for row in range(len(sums) - 1, 0, -1):
        here, above = sums[row], sums[row - 1]
        value = here[column - low[row]]
        column = low[row] + int(here.searchsorted(value))
        place = column - low[row - 1]
        if place >= len(above) or above[place] != value:
            column -= 1
            matches.append(Match(row - 1, column))
    return matches[::-1]
