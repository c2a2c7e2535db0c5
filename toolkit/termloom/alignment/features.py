"""What speaks for and against a bead, as numbers; all of it symmetric in the sides."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .band import Floats, Ints, Singles
from .cells import (
    FIGURES,
    NAMES,
    PRODUCT,
    READINGS,
    SOURCE_SHARE,
    TARGET_SHARE,
    Cells,
)
from .keys import Keys
from .side import Side

SHAPES = (
    (1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (1, 5),
    (5, 1), (1, 6), (6, 1), (2, 2), (2, 3), (3, 2), (2, 4), (4, 2), (3, 3), (3, 4),
    (4, 3), (4, 4),
)  # fmt: skip
"""Numbers of source and target segments that a bead may have."""

MATCH = (
    "cosine", "cosine joined", "weaker parts", "length", "length²", "tokens", "cover",
    "cover joined", "weaker cover", "weaker parts' cover", "weakest cover",
    "edge gain", "edge share", "margin", "best neighbour", "outer gain", "outer found",
    "outer cover", "figures shared", "figures missing", "names missing",
    "readings shared", "same ending", "same marker", "other marker", "quotes differ",
    "borders inside", "borders meet",
)  # fmt: skip
"""Features of beads with two sides."""

DROP = ("best cosine", "best share", "length", "run", "paragraph")
"""Features of beads with one side."""

_AROUND = 3
"""Segments before and after a gap that could hold what was left out."""

Values = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two texts and what is known of their segments near the path."""

    source: Side
    target: Side
    cells: Cells
    source_norms: Floats
    target_norms: Floats
    length_ratio: float
    """Characters of the source per character of the target."""
    weight_ratio: float
    """The same for tokens."""
    source_runs: Ints
    """(n,): length of the run of segments without a match on the chain that a segment
    stands in; 0 for a matched one."""
    target_runs: Ints


class _Beads(NamedTuple):
    """Beads of one shape, given by the places where they end.

    Here the last axis of all arrays runs over the beads: sums over a bead's segments
    are then sums of long rows, which numpy does ten times as fast.
    """

    pair: Pair
    x: int
    y: int
    i: Ints
    j: Ints
    rows: Ints
    """(x, k): the source segments, counted from 1."""
    columns: Ints
    """(y, k): the target segments, counted from 1."""

    @property
    def more(self) -> int:
        """Segments beyond one on each side."""
        return self.x + self.y - 2


def match_features(pair: Pair, shape: tuple[int, int], i: Ints, j: Ints) -> Singles:
    """The `MATCH` features, a row each, of beads of one shape that end at (i, j)."""
    x, y = shape
    rows, columns = i + np.arange(1 - x, 1)[:, None], j + np.arange(1 - y, 1)[:, None]
    beads = _Beads(pair, x, y, i, j, rows, columns)
    values = pair.cells.at(
        np.clip(np.vstack([i - x, rows, i + 1]), 0, len(pair.source) + 1),
        np.clip(np.vstack([j - y, columns, j + 1]), 0, len(pair.target) + 1),
    )
    inner = values[:, 1:-1, 1:-1]
    source, target = pair.source, pair.target
    shares = inner[SOURCE_SHARE], inner[TARGET_SHARE]
    meaning = _meaning(beads, inner[PRODUCT])
    features = [
        *meaning,
        *_length(beads),
        *_cover(beads, *shares),
        *_edges(beads, inner[PRODUCT], *shares),
        *_outside(beads, values, meaning[0]),
        inner[FIGURES].sum((0, 1)).clip(max=3),
        _missing(beads, inner[FIGURES], source.figures, target.figures),
        _missing(beads, inner[NAMES], source.names, target.names),
        inner[READINGS].sum((0, 1)).clip(max=3),
        source.endings[i - 1] == target.endings[j - 1],
        *_markers(beads),
        _quotes(beads),
        *_borders(beads),
    ]
    return np.stack(features, dtype=np.float32)


def _meaning(beads: _Beads, products: Singles) -> list[Values]:
    """Cosine of the two sides, also times how many segments are more than one a side;
    mean of either side's part that is farthest off."""
    pair, i, j = beads.pair, beads.i, beads.j
    norm_x, norm_y = pair.source_norms[beads.x, i], pair.target_norms[beads.y, j]
    by_row, by_column = products.sum(1), products.sum(0)
    row = (by_row / pair.source_norms[1, beads.rows]).min(0) / norm_y
    column = (by_column / pair.target_norms[1, beads.columns]).min(0) / norm_x
    cosine = by_row.sum(0) / (norm_x * norm_y)
    return [cosine, cosine * beads.more, (row + column) / 2]


def _length(beads: _Beads) -> list[Values]:
    """How far characters and tokens are apart, as logarithms of their ratio."""
    pair, (x, y), i, j = beads.pair, (beads.x, beads.y), beads.i, beads.j
    source, target = pair.source.characters, pair.target.characters
    left, right = source[i] - source[i - x], target[j] - target[j - y]
    length = np.abs(np.log((left + 3) / (right * pair.length_ratio + 3)))
    source, target = pair.source.weights, pair.target.weights
    left, right = source[i] - source[i - x], target[j] - target[j - y]
    tokens = np.abs(np.log((left + 2) / (right * pair.weight_ratio + 2)))
    return [length, np.minimum(length * length, 2.25), tokens]


def _cover(beads: _Beads, there: Singles, back: Singles) -> list[Values]:
    """Mean share found of the two sides, also times how many segments are more than
    one a side; the lower share; mean and minimum of either side's weakest part."""
    by_row, by_column = there.sum(1), back.sum(0)
    left = _mean(by_row, beads.pair.source, beads.rows)
    right = _mean(by_column, beads.pair.target, beads.columns)
    cover = (left + right) / 2
    row, column = by_row.min(0), by_column.min(0)
    return [
        cover,
        cover * beads.more,
        np.minimum(left, right),
        (row + column) / 2,
        np.minimum(row, column),
    ]


def _mean(values: Values, side: Side, segments: Ints) -> Values:
    """Mean over a few segments, weighted by their numbers of tokens."""
    weights = side.weights[segments] - side.weights[segments - 1]
    mean: Values = (values * weights).sum(0) / np.maximum(weights.sum(0), 1e-9)
    return mean


def _edges(
    beads: _Beads, products: Singles, there: Singles, back: Singles
) -> list[Values]:
    """What the outermost segments of a longer side are good for, at the worst.

    How much they raise the cosine, and how much of the other side is found in them in
    proportion to their length (at most 1.5). 0 and 1 where no side is longer.
    """
    pair, i, j = beads.pair, beads.i, beads.j
    if beads.x == beads.y == 1:
        return [np.zeros(len(i)), np.ones(len(i))]
    norm_x, norm_y = pair.source_norms[beads.x, i], pair.target_norms[beads.y, j]
    total = products.sum((0, 1))
    whole = total / (norm_x * norm_y)
    gain, share = np.full(len(i), np.inf), np.full(len(i), 1.5)
    for edge in (0, -1):
        if beads.y > 1:
            rest = total - products[:, edge].sum(0)
            norms = norm_x * pair.target_norms[beads.y - 1, j + min(edge, 0)]
            found = _mean(there[:, edge], pair.source, beads.rows)
            part = _part(pair.target, beads.columns, edge)
            gain = np.minimum(gain, whole - rest / norms)
            share = np.minimum(share, found / part)
        if beads.x > 1:
            rest = total - products[edge].sum(0)
            norms = norm_y * pair.source_norms[beads.x - 1, i + min(edge, 0)]
            found = _mean(back[edge], pair.target, beads.columns)
            part = _part(pair.source, beads.rows, edge)
            gain = np.minimum(gain, whole - rest / norms)
            share = np.minimum(share, found / part)
    return [gain, share]


def _outside(beads: _Beads, values: Singles, cosine: Values) -> list[Values]:
    """What the four segments around a bead have to do with its other side.

    How far the cosine is above their mean cosine; the highest of theirs; the most that
    one would raise the cosine; the most of a side found in one; the most of one found.
    """
    pair, (x, y), (i, j) = beads.pair, (beads.x, beads.y), (beads.i, beads.j)
    norm_x, norm_y = pair.source_norms[x, i], pair.target_norms[y, j]
    products = values[PRODUCT]
    total = cosine * norm_x * norm_y
    near, gains, found, cover = [], [], [], []
    for edge, place, wider in ((0, j - y, j), (-1, j + 1, j + 1)):
        sums = products[1:-1, edge].sum(0)
        near.append(sums / (norm_x * _single(pair.target_norms, place)))
        gains.append((total + sums) / (norm_x * _span(pair.target_norms, y + 1, wider)))
        found.append(_mean(values[SOURCE_SHARE, 1:-1, edge], pair.source, beads.rows))
        cover.append(values[TARGET_SHARE, 1:-1, edge].sum(0))
    for edge, place, wider in ((0, i - x, i), (-1, i + 1, i + 1)):
        sums = products[edge, 1:-1].sum(0)
        near.append(sums / (norm_y * _single(pair.source_norms, place)))
        gains.append((total + sums) / (norm_y * _span(pair.source_norms, x + 1, wider)))
        found.append(
            _mean(values[TARGET_SHARE, edge, 1:-1], pair.target, beads.columns)
        )
        cover.append(values[SOURCE_SHARE, edge, 1:-1].sum(0))
    gain = np.maximum.reduce(gains) - cosine
    return [
        cosine - np.add.reduce(near) / 4,
        np.maximum.reduce(near),
        gain.clip(-0.3, 0.3),
        np.maximum.reduce(found),
        np.maximum.reduce(cover),
    ]


def _span(norms: Floats, size: int, ends: Ints) -> Floats:
    """Norms of spans; infinite where the text has no such span."""
    if size >= len(norms):
        return np.full(len(ends), np.inf)
    inside = (ends >= size) & (ends < norms.shape[1])
    return np.where(inside, norms[size, np.where(inside, ends, 0)], np.inf)


def _part(side: Side, segments: Ints, edge: int) -> Values:
    """Part of a span's tokens that its first or last segment has."""
    weights = side.weights[segments] - side.weights[segments - 1]
    part: Values = weights[edge] / np.maximum(weights.sum(0), 1.0)
    return np.maximum(part, 0.02)


def _missing(beads: _Beads, both: Singles, source: Keys, target: Keys) -> Values:
    """Weight of the keys that one side alone has."""
    shared = both.sum((0, 1))
    left = source.mass[beads.i] - source.mass[beads.i - beads.x]
    right = target.mass[beads.j] - target.mass[beads.j - beads.y]
    missing = np.maximum(left - shared, 0) + np.maximum(right - shared, 0)
    few: Values = np.minimum(missing, 3)
    return few


def _markers(beads: _Beads) -> list[Values]:
    """Whether both sides begin with the same list marker; with different ones."""
    left = beads.pair.source.markers[beads.i - beads.x]
    right = beads.pair.target.markers[beads.j - beads.y]
    both = (left >= 0) & (right >= 0)
    return [both & (left == right), both & (left != right)]


def _quotes(beads: _Beads) -> Values:
    """Whether one side closes its quotations and the other does not."""
    source, target = beads.pair.source.quotes, beads.pair.target.quotes
    left = source[beads.i] != source[beads.i - beads.x]
    right = target[beads.j] != target[beads.j - beads.y]
    differ: Values = (left != right).astype(np.float32)
    return differ


def _borders(beads: _Beads) -> list[Values]:
    """Ends of paragraphs inside; whether both sides end one."""
    source, target = beads.pair.source.borders, beads.pair.target.borders
    i, j = beads.i, beads.j
    inside = source[i - 1] - source[i - beads.x] + target[j - 1] - target[j - beads.y]
    meet = (source[i] > source[i - 1]) & (target[j] > target[j - 1])
    return [inside.astype(np.float32), meet.astype(np.float32)]


def drop_features(pair: Pair, shape: tuple[int, int], i: Ints, j: Ints) -> Singles:
    """The `DROP` features, a row each, of segments left out before ``(i, j)``."""
    near = np.arange(1 - _AROUND, _AROUND + 1)[:, None]
    if shape == (1, 0):
        own, place, runs = pair.source, i, pair.source_runs
        share, ratio = SOURCE_SHARE, 1.0
        rows, columns = i[None, :], np.clip(j + near, 0, len(pair.target) + 1)
    else:
        own, place, runs = pair.target, j, pair.target_runs
        share, ratio = TARGET_SHARE, pair.length_ratio
        rows, columns = np.clip(i + near, 0, len(pair.source) + 1), j[None, :]
    values = pair.cells.at(rows, columns).reshape(len(pair.cells.values), len(near), -1)
    norms = _single(pair.source_norms, rows) * _single(pair.target_norms, columns)
    ends = np.diff(own.borders, prepend=-1) > 0
    features = [
        np.maximum((values[PRODUCT] / norms).max(0), 0),
        values[share].max(0),
        np.log1p((own.characters[place] - own.characters[place - 1]) * ratio),
        np.log1p(runs[place - 1]),
        ends[place] & ends[place - 1] & (own.borders[-1] > 0),
    ]
    return np.stack(features, dtype=np.float32)


def _single(norms: Floats, places: Ints) -> Floats:
    """Norms of single segments; those outside the text count as 1."""
    inside = np.clip(places, 1, norms.shape[1] - 1)
    return np.where(inside == places, norms[1, inside], 1.0)
