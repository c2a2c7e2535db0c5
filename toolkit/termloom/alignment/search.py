"""Beads by dynamic programming over a band of places."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .band import Band, Floats, Ints, Singles
from .features import SHAPES

NEVER = -1e9
_NEXT = SHAPES.index((0, 1))
"""The one shape that stays in its row."""
_DOWN = SHAPES.index((1, 0))
"""The one that stays in its column."""
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


class _Rows(NamedTuple):
    """Some rows of a band, ready to be gone through one by one."""

    start: Ints
    """Where each begins in the arrays, and the end of the last."""
    links: Ints
    """Where each shape comes from, but those along the row: nowhere."""
    gains: Floats
    """Scores of the beads behind the links."""
    along: Floats
    """Running sum, in each row, of the scores of its places' steps to the right."""


def _onward(band: Band, scores: Singles, first: int, last: int) -> _Rows:
    """The rows ``first … last - 1`` as they are reached from the beginning."""
    begin, end = band.start[[first, last]].tolist()
    start, own = band.start[first : last + 1] - begin, scores[begin:end]
    origin = links(band, first, last, -1)
    origin[:, _NEXT] = band.start[-1]
    return _Rows(start, origin, own.astype(np.float64), _along(own, start))


def _along(scores: Singles, start: Ints) -> Floats:
    sums = np.cumsum(scores[:, _NEXT], dtype=np.float64)
    sums -= np.repeat(sums[start[:-1]], np.diff(start))
    return sums


def best(band: Band, scores: Singles) -> list[tuple[int, int]]:
    """The best path: place (flat number) and shape of each bead, in order."""
    size = int(band.start[-1])
    sums = np.full(size + 1, NEVER)
    chosen = np.zeros(size, np.int64)
    number = np.arange(np.max(band.high - band.low))
    for first, last in blocks(band):
        here = slice(int(band.start[first]), int(band.start[last]))
        start, origin, gains, along = _onward(band, scores, first, last)
        choice, into = chosen[here], sums[here]
        level, reach = np.empty_like(along), np.empty_like(along)
        for row, (begin, end) in enumerate(pairwise(start.tolist()), first):
            own = slice(begin, end)
            totals = sums.take(origin[own])
            totals += gains[own]
            choice[own] = shapes = totals.argmax(1)
            top = totals[number[: end - begin], shapes]
            if row == 0:
                top[0] = 0.0
            np.subtract(top, along[own], out=level[own])
            np.maximum.accumulate(level[own], out=reach[own])
            np.add(reach[own], along[own], out=into[own])
        choice[reach > level] = _NEXT
    return _trace(band, chosen)


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


def totals(band: Band, scores: Singles) -> tuple[Floats, Floats]:
    """Logarithms of the total weight of all ways to each place, and from it to the end.

    The first has one more for where no place is. Both are made together, a row from
    the beginning with one from the end: that takes half as many steps.
    """
    size, start = int(band.start[-1]), band.start.tolist()
    behind = [2 * size - place for place in start]
    sums = np.full(2 * size + 1, NEVER)
    for first, last in blocks(band):
        rows = _both_ways(band, scores, first, last)
        ends = zip(*(rows.start[k::2].tolist() for k in range(3)), strict=False)
        for row, (begin, middle, end) in enumerate(ends, first):
            level = _sum(sums.take(rows.links[begin:end]) + rows.gains[begin:end])
            if row == 0:
                level[[0, middle - begin]] = 0.0
            level -= rows.along[begin:end]
            there, back = level[: middle - begin], level[middle - begin :]
            np.logaddexp.accumulate(there, out=there)
            np.logaddexp.accumulate(back, out=back)
            level += rows.along[begin:end]
            sums[start[row] : start[row + 1]] = there
            sums[behind[-1 - row] : behind[-2 - row]] = back
    return np.append(sums[:size], NEVER), sums[size:-1][::-1]


def _both_ways(band: Band, scores: Singles, first: int, last: int) -> _Rows:
    """Rows from the beginning of a band and, by turns, as many from its end.

    Behind all places the rows from the end are counted on, turned round.
    """
    size, count = int(band.start[-1]), len(band.low)
    one = _onward(band, scores, first, last)
    one.links[one.links == size] = 2 * size
    other = _turned(band, scores, count - last, count - first)
    widths = [np.diff(rows.start) for rows in (one, other)]
    numbers = [np.repeat(np.arange(last - first), own) for own in widths]
    order = np.argsort(np.concatenate(numbers), kind="stable")
    start = np.cumsum([0, *np.stack(widths, axis=1).flat])
    pairs = zip(one[1:], other[1:], strict=True)
    return _Rows(start, *(np.concatenate(pair)[order] for pair in pairs))


def _turned(band: Band, scores: Singles, first: int, last: int) -> _Rows:
    """The rows ``last - 1 … first`` as they are reached from the end."""
    size, begin, end = band.start[[-1, first, last]].tolist()
    start = band.start[first : last + 1] - begin
    goal = links(band, first, last, 1)
    # A step to the right pays the score of the place it leads to.
    gains = scores[np.minimum(goal, size - 1), np.arange(len(SHAPES))]
    goal = np.where(goal < size, 2 * size - 1 - goal, 2 * size)
    goal[:, _NEXT] = 2 * size
    along = _along(scores[begin:end], start)
    turned = goal[::-1], gains[::-1].astype(np.float64), -along[::-1]
    return _Rows(start[-1] - start[::-1], *turned)


def _sum(terms: Floats) -> Floats:
    """The logarithm of the sum of exponentials of each row."""
    top = terms[np.arange(len(terms)), terms.argmax(1)]
    terms -= top[:, None]
    total: Floats = np.add.reduce(np.exp(terms, out=terms), axis=1)
    np.log(total, out=total)
    total += top
    return total


def probabilities(band: Band, scores: Singles, path: list[tuple[int, int]]) -> Floats:
    """How much of the total weight of all ways goes through each bead of one.

    For a segment left out: of all ways that leave it out, wherever they pass it.
    """
    before, behind = totals(band, scores)
    places = np.array([place for place, _ in path])
    shapes = np.array([shape for _, shape in path])
    rows, columns = _where(band, places)
    gains = scores[places, shapes]
    origins = band.base[rows - _X[shapes]] + columns - _Y[shapes]
    total = before[origins] + gains + behind[places] - behind[0]
    sure: Floats = np.exp(np.minimum(total, 0.0))
    for shape, ends in ((_NEXT, columns), (_DOWN, rows)):
        own = shapes == shape
        sure[own] = _left_out(band, scores, before, behind, shape)[ends[own]]
    return sure


def _where(band: Band, places: Ints) -> tuple[Ints, Ints]:
    """Row and column of places given by their flat numbers."""
    rows = np.searchsorted(band.start, places, side="right") - 1
    return rows, places - band.base[rows]


def _left_out(
    band: Band, scores: Singles, before: Floats, behind: Floats, shape: int
) -> Floats:
    """How much of the total weight of all ways leaves out each segment of one side."""
    rows, columns = band.places(0, len(band.low))
    up, left = (rows - _X[shape]).clip(min=0), columns - _Y[shape]
    inside = (rows >= _X[shape]) & (band.low[up] <= left) & (left < band.high[up])
    origins = np.where(inside, band.base[up] + left, len(behind))
    total = before[origins] + scores[:, shape] + behind - behind[0]
    ends = columns if _Y[shape] else rows
    return np.bincount(ends, np.exp(np.minimum(total, 0.0))).clip(max=1.0)
