"""Beads by dynamic programming over a band of places."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .band import Band, Floats, Ints, Singles
from .features import SHAPES

NEVER = -1e9
_NEXT = SHAPES.index((0, 1))
"""The one shape that stays in its row."""
_X = np.array([x for x, _ in SHAPES])
_Y = np.array([y for _, y in SHAPES])
_PLACES = 1 << 14


def links(band: Band, first: int, last: int, sign: int) -> Ints:
    """For the places of some rows where each shape comes from (-1) or leads to (1).

    Flat numbers of places; that behind the last place where there is none.
    """
    size, step = int(band.start[-1]), sign * _Y
    rows = np.arange(first, last)[:, None] + sign * _X
    inside = (rows >= 0) & (rows < len(band.low))
    rows = np.where(inside, rows, 0)
    low = np.where(inside, band.low[rows], size) - step
    borders = low, band.high[rows] - step, band.base[rows] + step
    widths = band.high[first:last] - band.low[first:last]
    low, high, base = (np.repeat(border, widths, axis=0) for border in borders)
    column = band.places(first, last)[1][:, None]
    return np.where((low <= column) & (column < high), base + column, size)


def blocks(band: Band) -> list[tuple[int, int]]:
    """Row ranges of a bounded number of places."""
    result, first = [], 0
    while first < len(band.low):
        limit = band.start[first] + _PLACES
        last = int(np.searchsorted(band.start, limit, side="right")) - 1
        last = min(max(last, first + 1), len(band.low))
        result.append((first, last))
        first = last
    return result


def best(band: Band, scores: Singles) -> list[tuple[int, int]]:
    """The best path: place (flat number) and shape of each bead, in order."""
    size = int(band.start[-1])
    sums = np.full(size + 1, NEVER)
    chosen = np.zeros(size, np.int64)
    number = np.arange(np.max(band.high - band.low))
    for first, last in blocks(band):
        block = _Block.of(band, scores, first, last, -1)
        level, reach = np.empty_like(block.along), np.empty_like(block.along)
        choice = chosen[block.places]
        for row, here, inside in block.rows:
            totals = sums.take(block.links[inside])
            totals += block.gains[inside]
            choice[inside] = shapes = totals.argmax(1)
            top = totals[number[: len(shapes)], shapes]
            if row == 0:
                top[0] = 0.0
            np.subtract(top, block.along[inside], out=level[inside])
            np.maximum.accumulate(level[inside], out=reach[inside])
            np.add(reach[inside], block.along[inside], out=sums[here])
        choice[reach > level] = _NEXT
    return _trace(band, chosen)


class _Block(NamedTuple):
    """Some rows of a band, ready to be gone through one by one."""

    places: slice
    links: Ints
    """Where each shape comes from or leads to, but those along the row: nowhere."""
    gains: Floats
    """Scores of the beads behind the links."""
    along: Floats
    """Running sum, in each row, of the scores of its places' steps to the right."""
    rows: list[tuple[int, slice, slice]]
    """Number of each row, its places in the band, and in this block."""

    @classmethod
    def of(
        cls, band: Band, scores: Singles, first: int, last: int, sign: int
    ) -> "_Block":
        """The rows ``first … last - 1``."""
        begin, end = band.start[[first, last]].tolist()
        own, ways = scores[begin:end], links(band, first, last, sign)
        gains = own if sign < 0 else _led_to(scores, ways)
        ways[:, _NEXT] = band.start[-1]
        start = band.start[first : last + 1].tolist()
        rows = [
            (row, slice(a, b), slice(a - begin, b - begin))
            for row, (a, b) in enumerate(pairwise(start), first)
        ]
        along = np.cumsum(own[:, _NEXT], dtype=np.float64)
        along -= np.repeat(along[band.start[first:last] - begin], np.diff(start))
        return cls(slice(begin, end), ways, gains.astype(np.float64), along, rows)


def _led_to(scores: Singles, ways: Ints) -> Singles:
    """The score of each shape where it leads to."""
    shapes = np.arange(len(SHAPES))
    return scores[np.minimum(ways, len(scores) - 1), shapes]


def _trace(band: Band, chosen: Ints) -> list[tuple[int, int]]:
    base = band.base.tolist()
    i, j = len(band.low) - 1, int(band.high[-1]) - 1
    path = []
    while i or j:
        place = base[i] + j
        shape = int(chosen[place])
        path.append((place, shape))
        i, j = i - SHAPES[shape][0], j - SHAPES[shape][1]
    return path[::-1]


def forward(band: Band, scores: Singles) -> Floats:
    """Logarithm of the total weight of all ways to each place."""
    sums = np.full(int(band.start[-1]) + 1, NEVER)
    for first, last in blocks(band):
        block = _Block.of(band, scores, first, last, -1)
        for row, here, inside in block.rows:
            level = _sum(sums.take(block.links[inside]) + block.gains[inside])
            if row == 0:
                level[0] = 0.0
            level -= block.along[inside]
            np.logaddexp.accumulate(level, out=level)
            np.add(level, block.along[inside], out=sums[here])
    return sums


def backward(band: Band, scores: Singles) -> Floats:
    """Logarithm of the total weight of all ways from each place to the end."""
    sums = np.full(int(band.start[-1]) + 1, NEVER)
    for first, last in reversed(blocks(band)):
        block = _Block.of(band, scores, first, last, 1)
        for row, here, inside in reversed(block.rows):
            level = _sum(sums.take(block.links[inside]) + block.gains[inside])
            if row == len(band.low) - 1:
                level[-1] = 0.0
            # A step to the right pays the score of the place it leads to.
            level += block.along[inside]
            reach = np.logaddexp.accumulate(level[::-1])[::-1]
            np.subtract(reach, block.along[inside], out=sums[here])
    return sums


def _sum(terms: Floats) -> Floats:
    """The logarithm of the sum of exponentials of each row."""
    top = np.maximum.reduce(terms, axis=1)
    terms -= top[:, None]
    total = np.add.reduce(np.exp(terms, out=terms), axis=1)
    np.log(total, out=total)
    total += top
    return total


def probabilities(band: Band, scores: Singles, path: list[tuple[int, int]]) -> Floats:
    """How much of the total weight of all ways goes through each bead of one."""
    before, behind = forward(band, scores), backward(band, scores)
    places = np.array([place for place, _ in path])
    shapes = np.array([shape for _, shape in path])
    rows = np.searchsorted(band.start, places, side="right") - 1
    columns = places - band.base[rows]
    origins = band.base[rows - _X[shapes]] + columns - _Y[shapes]
    gains = scores[places, shapes]
    total = before[origins] + gains + behind[places] - behind[0]
    sure: Floats = np.exp(np.minimum(total, 0.0))
    return sure
