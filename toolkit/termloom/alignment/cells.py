"""What each source segment has to do with each target segment near it."""

from dataclasses import dataclass

import numpy as np

from .band import Band, Ints, Singles
from .coverage import shares
from .keys import common
from .side import LONGEST, Side
from .vectors import UNIT

_ROWS = 16
PRODUCT, SOURCE_SHARE, TARGET_SHARE, FIGURES, NAMES, READINGS = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Facts about pairs of segments, for the pairs near a band of places.

    Segments are counted from 1 here, and there is an empty one before the first and
    behind the last of either side, so that neighbours can be asked for anywhere.
    """

    band: Band
    values: Singles
    """(6, size): product of the vectors, share of the source segment's content that
    is found in the target segment, the reverse, weight of the figures in common, of
    the names and of the Hán-Việt readings."""

    def at(self, rows: Ints, columns: Ints) -> Singles:
        """Values at ``rows × columns``, for (x, k) rows and (y, k) columns.

        The shape is (6, x, y, k).
        """
        base = self.band.base[rows]
        places = base[:, None, :] + columns[None, :, :]
        return np.take(self.values, places, axis=1)


def cells(source: Side, target: Side, places: Band) -> Cells:
    """The facts that beads ending at the places of a band can need."""
    rows = np.arange(len(source) + 2)
    low = places.low[np.clip(rows - 1, 0, len(source))] - LONGEST
    high = places.high[np.minimum(rows + LONGEST, len(source))] + 1
    band = Band.of(low.clip(min=0), high.clip(max=len(target) + 2))
    values = np.zeros((6, int(band.start[-1])), np.float32)
    for first in range(0, len(source), _ROWS):
        _fill(source, target, band, values, first, min(first + _ROWS, len(source)))
    if source.tokens is not None and target.tokens is not None:
        near = _near(places, len(target))
        row, column = near.places(0, len(source))
        flat = band.base[row + 1] + column + 1
        found = shares(source.tokens, target.tokens, near)
        values[SOURCE_SHARE, flat], values[TARGET_SHARE, flat] = found.T
    return Cells(band, values)


def _near(places: Band, width: int) -> Band:
    """For each source segment the target segments that a bead may join it with."""
    low = (places.low[:-1] - 1).clip(min=0)
    return Band.of(low, (places.high[1:] + 1).clip(max=width))


def _fill(
    source: Side, target: Side, band: Band, values: Singles, first: int, last: int
) -> None:
    """Products and keys of the source segments ``first … last - 1``."""
    left = max(int(band.low[first + 1]) - 1, 0)
    right = min(int(band.high[last]) - 1, len(target))
    row, column = band.places(first + 1, last + 1)
    inside = (column > left) & (column <= right)
    flat = band.start[first + 1] + np.flatnonzero(inside)
    row, column = row[inside] - first - 1, column[inside] - left - 1
    products = source.units[first:last] @ target.units[left:right].T
    norms = source.norms[first + row] * target.norms[left + column]
    values[PRODUCT, flat] = products[row, column] * UNIT * norms
    shape = last - first, right - left
    for channel, own, other in (
        (FIGURES, source.figures, target.figures),
        (NAMES, source.names, target.names),
        (READINGS, source.readings, target.readings),
    ):
        both = common(own.of(first, last), other.of(left, right), shape)
        values[channel, flat] = both[row, column]
