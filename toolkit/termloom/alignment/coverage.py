"""How far the content of a segment is found in segments of the other text.

Each token of a middle layer looks for its best counterpart in every near segment of
the other side and splits itself between them; a segment's share of another is the
mean over its tokens, weighted by how much they say.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .band import Band, Ints, Singles
from .side import Tokens
from .vectors import UNIT

_ROWS = 8
_SHARPNESS = 25.0
"""Inverse temperature of the split."""


class _Window:
    """The states of the segments at hand: they move on along with the band."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._first = self._last = 0
        self._states = tokens.states(0, 0)

    def of(self, first: int, last: int) -> Singles:
        """States of the segments ``first … last - 1``; neither ever decreases."""
        start = self._tokens.start
        begin = max(first, self._first)
        kept = self._states[start[min(begin, self._last)] - start[self._first] :]
        new = self._tokens.states(max(first, self._last), last)
        self._states = np.concatenate([kept, new]) if len(new) else kept
        self._first, self._last = begin, max(last, self._last)
        return self._states[: start[last] - start[first]]


class _Block(NamedTuple):
    """A few source segments and all target segments near any of them."""

    rows: range
    columns: range
    open: Singles
    """(rows, columns): 1 for pairs inside the band, else 0."""


def shares(source: Tokens, target: Tokens, near: Band) -> Singles:
    """Both shares for the pairs of segments in a band, a row per pair.

    Column 0: how much of the source segment is found in the target segment; column
    1: the reverse.
    """
    found = np.zeros((int(near.start[-1]), 2), np.float32)
    blocks, pulls, window = [], [], _Window(target)
    totals = np.full(int(target.start[-1]), 1e-30, np.float32)
    for first in range(0, len(near.low), _ROWS):
        block = _block(near, range(first, min(first + _ROWS, len(near.low))))
        forth, back = _pulls(source, target, block, window)
        found[_flat(near, block), 0] = forth[block.open > 0]
        begin, end = target.start[[block.columns.start, block.columns.stop]]
        totals[begin:end] += back.sum(0)
        blocks.append(block)
        pulls.append(back)
    for block, back in zip(blocks, pulls, strict=True):
        begin, end = target.start[[block.columns.start, block.columns.stop]]
        split = back / totals[begin:end] * target.information[begin:end]
        starts = target.start[block.columns.start : block.columns.stop + 1] - begin
        mass = _sums(target.information[None, begin:end], starts)
        share = _sums(split, starts) / np.maximum(mass, 1e-9)
        found[_flat(near, block), 1] = share[block.open > 0]
    return found


def _block(near: Band, rows: range) -> _Block:
    columns = range(int(near.low[rows.start]), int(near.high[rows.stop - 1]))
    column = np.arange(columns.start, columns.stop)
    low = near.low[rows.start : rows.stop, None]
    high = near.high[rows.start : rows.stop, None]
    inside = (low <= column) & (column < high)
    return _Block(rows, columns, inside.astype(np.float32))


def _flat(near: Band, block: _Block) -> slice:
    return slice(int(near.start[block.rows.start]), int(near.start[block.rows.stop]))


def _pulls(
    source: Tokens, target: Tokens, block: _Block, window: _Window
) -> tuple[Singles, Singles]:
    """Source shares (rows × columns); pull of the rows on target tokens."""
    begin, end = source.start[[block.rows.start, block.rows.stop]]
    left = target.start[block.columns.start]
    tops = source.start[block.rows.start : block.rows.stop + 1] - begin
    starts = target.start[block.columns.start : block.columns.stop + 1] - left
    states = source.states(block.rows.start, block.rows.stop)
    others = window.of(block.columns.start, block.columns.stop)
    products = states @ others.T
    row = np.repeat(np.arange(len(block.rows)), np.diff(tops))
    pull = _strength(_maxima(products, starts)) * block.open[row]
    information = source.information[begin:end, None]
    split = pull / np.maximum(pull.sum(1, keepdims=True), 1e-30) * information
    mass = np.maximum(_sums(information.T, tops).T, 1e-9)
    column = np.repeat(np.arange(len(block.columns)), np.diff(starts))
    back = _strength(_row_maxima(products, tops)) * block.open[:, column]
    shares: Singles = (_sums(split.T, tops).T / mass).astype(np.float32)
    return shares, back


def _strength(products: Singles) -> Singles:
    cosines = products * np.float32(UNIT)
    strength: Singles = np.exp((cosines - 1) * np.float32(_SHARPNESS))
    return strength


def _maxima(values: Singles, starts: Ints) -> Singles:
    """Highest value of each group of columns; a cosine of -1 where there are none."""
    result = np.full((len(values), len(starts) - 1), -1 / UNIT, np.float32)
    full = np.flatnonzero(np.diff(starts))
    if len(full) and len(values):
        result[:, full] = np.maximum.reduceat(values, starts[full], axis=1)
    return result


def _row_maxima(values: Singles, starts: Ints) -> Singles:
    """The same for groups of rows: few of them, so that whole rows are compared."""
    result = np.full((len(starts) - 1, values.shape[1]), -1 / UNIT, np.float32)
    for group, (first, last) in enumerate(pairwise(starts.tolist())):
        if first < last:
            np.maximum.reduce(values[first:last], out=result[group])
    return result


def _sums(values: Singles, starts: Ints) -> Singles:
    """Sum of each group of columns."""
    result = np.zeros((len(values), len(starts) - 1), np.float32)
    full = np.flatnonzero(np.diff(starts))
    if len(full) and len(values):
        result[:, full] = np.add.reduceat(values, starts[full], axis=1)
    return result
