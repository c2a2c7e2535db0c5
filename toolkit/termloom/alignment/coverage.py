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

_ROWS = 8
_AHEAD = 16
"""Segments whose states are made ready together."""
_SHARPNESS = 25.0
"""Inverse temperature of the split."""


class _Part(NamedTuple):
    """The tokens of a few segments."""

    place: slice
    """Of the tokens among those of the whole text."""
    information: Singles
    start: Ints
    """Where each segment's tokens begin, and the end of the last."""
    counts: Ints
    mass: Singles
    """What each segment's tokens say together."""


class _Window:
    """The tokens of the segments at hand: they move on along with the band."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._first = self._last = 0
        self._states = tokens.states(0, 0)
        self._counts = np.diff(tokens.start)
        mass = _sums(tokens.information[None, :], tokens.start)[0]
        self._mass = np.maximum(mass, 1e-9)

    def of(self, first: int, last: int) -> tuple[_Part, Singles]:
        """The segments ``first … last - 1``, which never decrease; their states."""
        if last > self._last:
            self._advance(first, last)
        start = self._tokens.start[first : last + 1]
        begin, end = start[[0, -1]].tolist()
        own = self._tokens.information[begin:end], start - begin
        counts, mass = self._counts[first:last], self._mass[first:last]
        origin = int(self._tokens.start[self._first])
        states = self._states[begin - origin : end - origin]
        return _Part(slice(begin, end), *own, counts, mass), states

    def _advance(self, first: int, last: int) -> None:
        start = self._tokens.start
        begin = min(first, self._last)
        kept = self._states[start[begin] - start[self._first] :]
        end = min(max(last, self._last + _AHEAD), len(start) - 1)
        new = self._tokens.states(self._last, end)
        self._states = np.concatenate([kept, new])
        self._first, self._last = begin, end


class _Block(NamedTuple):
    """A few source segments and all target segments near any of them."""

    flat: slice
    """The places of the pairs inside the band."""
    inside: NDArray[np.bool_]
    """(rows, columns): which pairs are."""
    other: _Part
    pull: Singles
    """(rows, target tokens): how hard the source segments pull at them."""


def shares(source: Tokens, target: Tokens, near: Band) -> Singles:
    """Both shares for the pairs of segments in a band, a row per pair.

    Column 0: how much of the source segment is found in the target segment; column
    1: the reverse.
    """
    found = np.zeros((int(near.start[-1]), 2), np.float32)
    windows, blocks = (_Window(source), _Window(target)), []
    totals = np.full(int(target.start[-1]), 1e-30, np.float32)
    for first in range(0, len(near.low), _ROWS):
        rows = range(first, min(first + _ROWS, len(near.low)))
        there, block = _looked_for(windows, near, rows)
        found[block.flat, 0] = there[block.inside]
        totals[block.other.place] += np.add.reduce(block.pull, axis=0)
        blocks.append(block)
    for block in blocks:
        other = block.other
        split = block.pull / totals[other.place] * other.information
        back = _sums(split, other.start) / other.mass
        found[block.flat, 1] = back[block.inside]
    return found


def _looked_for(
    windows: tuple[_Window, _Window], near: Band, rows: range
) -> tuple[Singles, _Block]:
    """How much of some source segments is in each near target segment; their block."""
    columns = range(int(near.low[rows.start]), int(near.high[rows.stop - 1]))
    column = np.arange(columns.start, columns.stop)
    low, high = near.low[rows.start : rows.stop], near.high[rows.start : rows.stop]
    inside = (low[:, None] <= column) & (column < high[:, None])
    own, states = windows[0].of(rows.start, rows.stop)
    other, others = windows[1].of(columns.start, columns.stop)
    products = states @ others.T
    forth = _strength(_maxima(products, other.start))
    forth *= np.repeat(inside, own.counts, axis=0)
    forth *= (own.information / np.add.reduce(forth, axis=1).clip(1e-30))[:, None]
    there = _sums(forth.T, own.start).T / own.mass[:, None]
    back = _strength(_row_maxima(products, own.start))
    back *= np.repeat(inside, other.counts, axis=1)
    start, stop = near.start[[rows.start, rows.stop]].tolist()
    return there, _Block(slice(start, stop), inside, other, back)


def _strength(products: Singles) -> Singles:
    cosines = products * np.float32(UNIT)
    cosines -= 1
    cosines *= np.float32(_SHARPNESS)
    strength: Singles = np.exp(cosines, out=cosines)
    return strength


def _maxima(values: Singles, start: Ints) -> Singles:
    """Highest value of each group of columns; a cosine of -1 where there are none."""
    return _grouped(np.maximum, values, start, -1 / UNIT)


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
    """The same for groups of rows: few of them, so that whole rows are compared."""
    result = np.full((len(start) - 1, values.shape[1]), -1 / UNIT, np.float32)
    for group, (first, last) in enumerate(pairwise(start.tolist())):
        if first < last:
            np.maximum.reduce(values[first:last], out=result[group])
    return result
