"""The rough way through two texts: a chain of segments that surely belong together.

Coarse to fine: neighbouring segments are joined two by two until few are left; the
best chain there opens a narrow band on the next finer level, and so on.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from .band import Band, Singles, around, whole
from .vectors import UNIT, quantised

_TOP = 512
"""Segments a side that are compared all with all."""
_RADIUS = 24
_AREA = 1_000_000
"""Places that may be looked at between two matches."""
_THRESHOLD = 0.25
"""Cosine that a match must pass; a little less between joined segments."""
_ROWS = 32


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
    """The chain with the highest sum of cosines above the threshold.

    Kept are the chains that no chain ending further left is as good as: a step is then
    a look-up among them (as in the search for a longest rising subsequence).
    """
    columns, sums, chains = [-1], [0.0], [_Chain(Match(-1, -1), None)]
    for row, column, gain in _possible(source, target, band, threshold):
        place = bisect_left(columns, column)
        total = sums[place - 1] + gain
        end = place
        while end < len(sums) and sums[end] <= total:
            end += 1
        if end > place or place == len(sums) or columns[place] > column:
            columns[place:end] = [column]
            sums[place:end] = [total]
            chains[place:end] = [_Chain(Match(row, column), chains[place - 1])]
    return list(_matches(chains[-1]))[::-1]


class _Chain(NamedTuple):
    last: Match
    before: "_Chain | None"


def _matches(chain: _Chain) -> Iterator[Match]:
    """The matches of a chain from its end."""
    while chain.before:
        yield chain.last
        chain = chain.before


def _possible(
    source: Singles, target: Singles, band: Band, threshold: float
) -> Iterator[tuple[int, int, float]]:
    """The pairs that are likelier than the threshold, and how much: row after row.

    In a row from the right: what is found there can't stand before a pair of the row.
    """
    left, right = quantised(source), quantised(target)
    for first in range(0, len(left), _ROWS):
        rows = slice(first, first + _ROWS)
        low, high = (border[:-1][rows, None] for border in (band.low, band.high))
        begin, end = int(low[0, 0]), min(int(high[-1, 0]), len(right))
        gains = left[rows] @ right[begin:end].T * UNIT - threshold
        column = np.arange(begin, end)
        gains[(column < low) | (column >= high)] = 0.0
        row, back = np.nonzero(gains[:, ::-1] > 0)
        column = end - 1 - back
        above = gains[row, column - begin]
        row += first
        yield from zip(row.tolist(), column.tolist(), above.tolist(), strict=True)
