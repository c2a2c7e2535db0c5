"""What each source segment has to do with each target segment near it."""

from dataclasses import dataclass

import numpy as np

from .band import Band, Floats, Ints, Singles
from .coverage import shares
from .keys import common
from .side import LONGEST, Side
from .vectors import UNIT

_ROWS = 16
PRODUCT, SOURCE_SHARE, TARGET_SHARE = range(3)
SHARE, CONTENT = 1, 2
FIGURES, NAMES, READINGS = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Facts about pairs of segments, for the pairs near a band of places.

    Segments are counted from 1 here, and there is an empty one before the first and
    behind the last of either side, so that neighbours can be asked for anywhere.
    """

    band: Band
    turned: Band
    """The same pairs, target segment after target segment."""
    values: Singles
    """(3, size): product of the vectors, share of the source segment's content that
    is found in the target segment, the reverse."""
    keys: Floats
    """(3, size): weight of the figures, names and Hán-Việt readings in common."""
    rows: Floats
    """(3, size + 1): running sums along source segments, see `across`."""
    columns: Floats
    """(3, size + 1): running sums along target segments, see `down`."""
    both: Floats
    """(3, size + 1): running sums both ways, see `shared`."""

    def at(self, rows: Ints, columns: Ints) -> Singles:
        """The values, (3, …), of pairs of segments."""
        return self.values.take(self.band.base[rows] + columns, axis=1)

    def common(self, rows: Ints, columns: Ints) -> Floats:
        """The keys, (3, …), of pairs of segments."""
        return self.keys.take(self.band.base[rows] + columns, axis=1)

    def across(self, rows: Ints, ends: Ints, count: int) -> Singles:
        """What source segments have to do with the ``count`` targets up to ``ends``.

        (3, …): sums of the products, of the shares of the source segment (`SHARE`),
        of the target tokens that are found in it (`CONTENT`).
        """
        return _between(self.rows, self.band.base.take(rows) + ends, count)

    def down(self, columns: Ints, ends: Ints, count: int) -> Singles:
        """The same for target segments and the ``count`` sources up to ``ends``."""
        return _between(self.columns, self.turned.base.take(columns) + ends, count)

    def shared(self, i: Ints, j: Ints, x: int, y: int) -> Singles:
        """Weight of the figures that ``x`` sources and ``y`` targets have in common,
        of the names and of the Hán-Việt readings, (3, k)."""
        right = _between(self.both, self.turned.base.take(j) + i, x)
        left = _between(self.both, self.turned.base.take(j - y) + i, x)
        return right - left


def _between(sums: Floats, places: Ints, count: int) -> Singles:
    places += 1
    upper = sums.take(places, axis=1)
    places -= count
    upper -= sums.take(places, axis=1)
    return upper.astype(np.float32)


def cells(source: Side, target: Side, places: Band) -> Cells:
    """The facts that beads ending at the places of a band can need."""
    band = _wide(places, len(source), len(target))
    turned = band.turned(len(target) + 2)
    column, row = turned.places(0, len(turned.low))
    order = band.base[row] + column
    values, keys = _facts(source, target, places, band)
    own, other = (_sizes(side) for side in (source, target))
    row, column = band.places(0, len(band.low))
    product, there, back = values
    rows = _running(np.stack([product, there, back * other[column]]))
    columns = np.stack([product, back, there * own[row]])
    along = _running(keys)
    within = along[:, 1:] - along[:, band.start[row]]
    down, both = (_running(facts[:, order]) for facts in (columns, within))
    return Cells(band, turned, values, keys, rows, down, both)


def _wide(places: Band, sources: int, targets: int) -> Band:
    """Where the neighbours lie of beads that end in a band."""
    rows = np.arange(sources + 2)
    low = places.low[np.clip(rows - 1, 0, sources)] - LONGEST
    high = places.high[np.minimum(rows + LONGEST, sources)] + 1
    return Band.of(low.clip(min=0), high.clip(max=targets + 2))


def _sizes(side: Side) -> Floats:
    """Tokens of each segment, counted from 1."""
    return np.concatenate([[0.0], np.diff(side.weights), [0.0]])


def _running(values: Floats) -> Floats:
    sums = np.zeros((len(values), values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums


def _facts(
    source: Side, target: Side, places: Band, band: Band
) -> tuple[Singles, Floats]:
    """The values of the cells of a band, and the weights of what both sides have."""
    inner = _inner(band, len(source), len(target))
    flat = _flat(band, inner)
    values = np.zeros((3, int(band.start[-1])), np.float32)
    values[PRODUCT, flat] = _products(source, target, inner)
    if source.tokens is not None and target.tokens is not None:
        near = _near(places, len(target))
        found = shares(source.tokens, target.tokens, near)
        values[SOURCE_SHARE:, _flat(band, near)] = found.T
    keys = np.zeros(values.shape)
    keys[FIGURES, flat] = common(source.figures, target.figures, inner)
    keys[NAMES, flat] = common(source.names, target.names, inner)
    keys[READINGS, flat] = common(source.readings, target.readings, inner)
    return values, keys


def _inner(band: Band, sources: int, targets: int) -> Band:
    """The band without the empty segments, counted from 0."""
    low, high = band.low[1 : sources + 1], band.high[1 : sources + 1]
    return Band.of(low.clip(min=1) - 1, high.clip(max=targets + 1) - 1)


def _flat(band: Band, inner: Band) -> Ints:
    """Where pairs of segments, counted from 0, have their cells."""
    row, column = inner.places(0, len(inner.low))
    flat: Ints = band.base[row + 1] + column + 1
    return flat


def _near(places: Band, width: int) -> Band:
    """For each source segment the target segments that a bead may join it with."""
    low = (places.low[:-1] - 1).clip(min=0)
    return Band.of(low, (places.high[1:] + 1).clip(max=width))


def _products(source: Side, target: Side, near: Band) -> Singles:
    """Products of the vectors of the pairs in a band."""
    blocks = []
    lengths = source.norms * UNIT
    for first in range(0, len(source), _ROWS):
        rows = slice(first, first + _ROWS)
        low, high = near.low[rows], near.high[rows]
        columns = slice(int(low[0]), int(high[-1]))
        products = source.units[rows] @ target.units[columns].T
        column = np.arange(columns.start, columns.stop)
        inside = (low[:, None] <= column) & (column < high[:, None])
        products *= lengths[rows, None]
        products *= target.norms[columns]
        blocks.append(products[inside])
    return np.concatenate(blocks)
