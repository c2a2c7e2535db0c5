"""Beads by dynamic programming over a band of places."""

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
    row, column = band.places(first, last)
    rows = row[:, None] + sign * _X
    columns = column[:, None] + sign * _Y
    inside = (rows >= 0) & (rows < len(band.low))
    rows = np.where(inside, rows, 0)
    inside &= (columns >= band.low[rows]) & (columns < band.high[rows])
    return np.where(inside, band.base[rows] + columns, int(band.start[-1]))


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
    chosen = np.zeros(size, np.int8)
    sums[0] = 0.0
    start = band.start.tolist()
    for first, last in blocks(band):
        origin = links(band, first, last, -1)
        origin[:, _NEXT] = size
        gains = scores[start[first] : start[last]]
        for row in range(first, last):
            here = slice(start[row], start[row + 1])
            block = slice(start[row] - start[first], start[row + 1] - start[first])
            totals = sums[origin[block]] + gains[block]
            choice = totals.argmax(1)
            top = np.maximum.reduce(totals, axis=1)
            if row == 0:
                top[0] = 0.0
            along = np.cumsum(gains[block, _NEXT], dtype=np.float64)
            along -= along[0]
            level = top - along
            reach = np.maximum.accumulate(level)
            choice[reach > level] = _NEXT
            sums[here] = reach + along
            chosen[here] = choice
    return _trace(band, chosen.astype(np.int64))


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
    size = int(band.start[-1])
    sums = np.full(size + 1, NEVER)
    start = band.start.tolist()
    for first, last in blocks(band):
        origin = links(band, first, last, -1)
        origin[:, _NEXT] = size
        gains = scores[start[first] : start[last]]
        for row in range(first, last):
            block = slice(start[row] - start[first], start[row + 1] - start[first])
            level = _sum(sums[origin[block]] + gains[block])
            if row == 0:
                level[0] = 0.0
            along = np.cumsum(gains[block, _NEXT], dtype=np.float64)
            along -= along[0]
            sums[start[row] : start[row + 1]] = (
                np.logaddexp.accumulate(level - along) + along
            )
    return sums


def backward(band: Band, scores: Singles) -> Floats:
    """Logarithm of the total weight of all ways from each place to the end."""
    size = int(band.start[-1])
    sums = np.full(size + 1, NEVER)
    start = band.start.tolist()
    padded = np.concatenate([scores, np.zeros((1, len(SHAPES)), np.float32)])
    shapes = np.arange(len(SHAPES))
    for first, last in reversed(blocks(band)):
        goal = links(band, first, last, 1)
        goal[:, _NEXT] = size
        gains = padded[goal, shapes]
        for row in range(last - 1, first - 1, -1):
            block = slice(start[row] - start[first], start[row + 1] - start[first])
            level = _sum(sums[goal[block]] + gains[block])
            if row == len(band.low) - 1:
                level[-1] = 0.0
            along = np.cumsum(
                scores[start[row] : start[row + 1], _NEXT], dtype=np.float64
            )
            along -= along[0]
            # A step to the right pays the score of the place it leads to.
            level = (level + along)[::-1]
            sums[start[row] : start[row + 1]] = (
                np.logaddexp.accumulate(level)[::-1] - along
            )
    return sums


def _sum(terms: Floats) -> Floats:
    top = np.maximum.reduce(terms, axis=1)
    weights = np.exp(terms - top[:, None])
    total: Floats = top + np.log(np.add.reduce(weights, axis=1))
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
