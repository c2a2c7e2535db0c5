"""How far the content of a segment is found in segments of the other text.

Each token of a middle layer looks for its best counterpart in every near segment of
the other side and splits itself between them; a segment's share of another is the
mean over its tokens, weighted by how much they say.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .band import Band, Ints, Singles
from .side import Tokens
from .vectors import UNIT

_ROWS = 32
"""Source segments whose tokens are split together."""
_STEP = 8
"""Those of them that are multiplied together: more would meet more segments that are
near to some of them only."""
_AHEAD = 64
"""Segments whose states are made ready together."""
_SHARPNESS = 25.0
"""Inverse temperature of the split."""
_APART = -1 / UNIT
"""Product of two vectors that point away from each other."""


class _Text:
    """The tokens of a text, with the states of the segments at hand."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._first = self._last = 0
        self._states = tokens.states(0, 0)
        self.start = tokens.start
        self.counts = np.diff(tokens.start)
        self.information = tokens.information
        mass = _sums(tokens.information[None, :], tokens.start)[0]
        self.mass = np.maximum(mass, 1e-9)

    def places(self, segments: range) -> slice:
        """Where the tokens of some segments are."""
        return slice(*self.start[[segments.start, segments.stop]].tolist())

    def starts(self, segments: range) -> Ints:
        """Where each segment's tokens begin among them, and the end of the last."""
        start = self.start[segments.start : segments.stop + 1]
        return np.asarray(start - start[0])

    def states(self, segments: range) -> Singles:
        """The states of some segments, which must move on with each call."""
        if segments.stop > self._last:
            self._advance(segments.start, segments.stop)
        places, origin = self.places(segments), int(self.start[self._first])
        return self._states[places.start - origin : places.stop - origin]

    def _advance(self, first: int, last: int) -> None:
        begin = min(first, self._last)
        kept = self._states[self.start[begin] - self.start[self._first] :]
        end = min(max(last, self._last + _AHEAD), len(self.counts))
        new = self._tokens.states(self._last, end)
        self._states = np.concatenate([kept, new])
        self._first, self._last = begin, end


class _Block(NamedTuple):
    """Some source segments and all target segments near any of them."""

    rows: range
    columns: range
    inside: NDArray[np.bool_]
    """(rows, columns): which pairs are in the band."""


def shares(source: Tokens, target: Tokens, near: Band) -> Singles:
    """Both shares for the pairs of segments in a band, a row per pair.

    Column 0: how much of the source segment is found in the target segment; column
    1: the reverse.
    """
    left, right, blocks, pulls = _Text(source), _Text(target), _blocks(near), []
    found = np.zeros((int(near.start[-1]), 2), np.float32)
    totals = np.full(int(target.start[-1]), 1e-30, np.float32)
    for block in blocks:
        forth, back = _maxima(left, right, near, block)
        found[_flat(near, block), 0] = _found(left, block, forth)[block.inside]
        pull = _strength(back)
        pull *= np.repeat(block.inside, right.counts[_slice(block.columns)], axis=1)
        totals[right.places(block.columns)] += np.add.reduce(pull, axis=0)
        pulls.append(pull)
    for block, pull in zip(blocks, pulls, strict=True):
        places = right.places(block.columns)
        pull *= right.information[places] / totals[places]
        back = _sums(pull, right.starts(block.columns))
        back /= right.mass[_slice(block.columns)]
        found[_flat(near, block), 1] = back[block.inside]
    return found


def _slice(numbers: range) -> slice:
    return slice(numbers.start, numbers.stop)


def _inside(part: slice, whole: slice) -> slice:
    """Where a part lies in what was cut out of the same."""
    return slice(part.start - whole.start, part.stop - whole.start)


def _flat(near: Band, block: _Block) -> slice:
    return slice(int(near.start[block.rows.start]), int(near.start[block.rows.stop]))


def _blocks(near: Band) -> list[_Block]:
    blocks = []
    for first in range(0, len(near.low), _ROWS):
        rows = range(first, min(first + _ROWS, len(near.low)))
        low, high = near.low[_slice(rows), None], near.high[_slice(rows), None]
        columns = range(int(low[0, 0]), int(high[-1, 0]))
        column = np.arange(columns.start, columns.stop)
        blocks.append(_Block(rows, columns, (low <= column) & (column < high)))
    return blocks


def _maxima(
    left: _Text, right: _Text, near: Band, block: _Block
) -> tuple[Singles, Singles]:
    """Highest products: of each source token in each target segment, and reversely.

    (source tokens, columns) and (rows, target tokens).
    """
    tokens = left.places(block.rows), right.places(block.columns)
    sizes = [places.stop - places.start for places in tokens]
    forth = np.full((sizes[0], len(block.columns)), _APART, np.float32)
    back = np.full((len(block.rows), sizes[1]), _APART, np.float32)
    for first in range(block.rows.start, block.rows.stop, _STEP):
        rows = range(first, min(first + _STEP, block.rows.stop))
        columns = range(int(near.low[first]), int(near.high[rows.stop - 1]))
        products = left.states(rows) @ right.states(columns).T
        own = _inside(left.places(rows), tokens[0])
        other = _inside(right.places(columns), tokens[1])
        row = _inside(_slice(rows), _slice(block.rows))
        column = _inside(_slice(columns), _slice(block.columns))
        starts = left.starts(rows), right.starts(columns)
        forth[own, column] = _grouped(np.maximum, products, starts[1], _APART)
        back[row, other] = _row_maxima(products, starts[0])
    return forth, back


def _found(left: _Text, block: _Block, forth: Singles) -> Singles:
    """How much of the source segments is found in the target segments."""
    rows = _slice(block.rows)
    split = _strength(forth)
    split *= np.repeat(block.inside, left.counts[rows], axis=0)
    whole = np.maximum(np.add.reduce(split, axis=1), 1e-30)
    split *= (left.information[left.places(block.rows)] / whole)[:, None]
    sums = _sums(split.T, left.starts(block.rows)).T
    return np.asarray(sums / left.mass[rows, None])


def _strength(products: Singles) -> Singles:
    cosines = products * np.float32(UNIT)
    cosines -= 1
    cosines *= np.float32(_SHARPNESS)
    strength: Singles = np.exp(cosines, out=cosines)
    return strength


def _sums(values: Singles, start: Ints) -> Singles:
    """Sum of each group of columns."""
    return _grouped(np.add, values, start, 0.0)


def _grouped(combine: np.ufunc, values: Singles, start: Ints, none: float) -> Singles:
    """Each group of columns combined; ``none`` where a group has none."""
    empty = start[1:] == start[:-1]
    if not empty.any():
        return np.asarray(combine.reduceat(values, start[:-1], axis=1))
    result = np.full((len(values), len(empty)), none, np.float32)
    if values.size:
        full = start[:-1][~empty]
        result[:, ~empty] = combine.reduceat(values, full, axis=1)
    return result


def _row_maxima(values: Singles, start: Ints) -> Singles:
    """Highest value of each group of rows, which are few: whole rows are compared."""
    result = np.full((len(start) - 1, values.shape[1]), _APART, np.float32)
    for group, (first, last) in enumerate(pairwise(start.tolist())):
        if first < last:
            np.maximum.reduce(values[first:last], out=result[group])
    return result
