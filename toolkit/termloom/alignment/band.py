"""Which places of the grid «source × target» the aligner looks at.

A place ``(i, j)`` says: the first ``i`` source and the first ``j`` target segments
are done. Everything is kept for a band of places only, row after row in flat arrays,
so that cost and memory grow with the length of the texts, not with its square.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


class Band(NamedTuple):
    """For each row the columns ``low … high - 1``; neither ever decreases."""

    low: Ints
    high: Ints
    start: Ints
    """Where each row begins in a flat array, and the end of the last row."""
    base: Ints
    """For each row what leads from a column to its place in a flat array."""

    @classmethod
    def of(cls, low: Ints, high: Ints) -> "Band":
        """The band with these borders."""
        start = np.concatenate([[0], np.cumsum(high - low)])
        return cls(low, high, start, start[:-1] - low)

    def turned(self, columns: int) -> "Band":
        """For each of the columns ``0 … columns - 1`` its rows."""
        column = np.arange(columns)
        return Band.of(
            np.searchsorted(self.high, column, side="right"),
            np.searchsorted(self.low, column, side="right"),
        )

    def places(self, first: int, last: int) -> tuple[Ints, Ints]:
        """Row and column of every place of the rows ``first … last - 1``."""
        widths = self.high[first:last] - self.low[first:last]
        rows = np.repeat(np.arange(first, last), widths)
        flat = np.arange(self.start[first], self.start[last])
        return rows, flat - np.repeat(self.base[first:last], widths)

    def has(self, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
        """Which places are in the band."""
        inside: NDArray[np.bool_] = self.low.take(rows) <= columns
        inside &= columns < self.high.take(rows)
        return inside


def whole(rows: int, columns: int) -> Band:
    """The band that leaves nothing out."""
    return Band.of(np.zeros(rows, np.int64), np.full(rows, columns, np.int64))


def around(
    matches: Sequence[tuple[int, int]],
    shape: tuple[int, int],
    *,
    radius: int,
    area: int,
) -> Band:
    """Places near a chain of matched segments, between ``(0, 0)`` and ``shape``.

    Between two matches the whole rectangle is open unless it has more places than
    ``area``: then a corridor of that size along its diagonal.
    """
    rows, columns = shape
    ends = [(-1, -1), *matches, (rows, columns)]
    sources = np.array([i for i, _ in ends], np.int64)
    targets = np.array([j for _, j in ends], np.int64)
    row = np.arange(rows + 1)
    gap = np.clip(np.searchsorted(sources, row, side="left") - 1, 0, len(ends) - 2)
    top, left = sources[gap] + 1, targets[gap] + 1
    height, width = sources[gap + 1] - top, targets[gap + 1] - left
    slope = width / np.maximum(height, 1)
    half = np.where(height * width > area, area / np.maximum(height, 1) / 2, np.inf)
    middle = left + (row - top) * slope
    low = np.maximum(left, np.ceil(middle - half - slope)) - radius
    high = np.minimum(left + width, np.floor(middle + half + slope)) + radius + 1
    low[0], high[-1] = 0, columns + 1
    low = np.minimum.accumulate(np.clip(low, 0, columns)[::-1])[::-1]
    high = np.maximum.accumulate(np.clip(high, 1, columns + 1))
    return Band.of(low.astype(np.int64), high.astype(np.int64))
