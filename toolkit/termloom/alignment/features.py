"""What speaks for and against a bead, as numbers; all of it symmetric in the sides."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .band import Band, Floats, Ints, Singles
from .cells import (
    CONTENT,
    FIGURES,
    NAMES,
    PRODUCT,
    READINGS,
    SHARE,
    SOURCE_SHARE,
    TARGET_SHARE,
    Cells,
)
from .keys import Keys
from .marks import COLON
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
    "other ending", "one ending", "deviation", "names shared", "marks agree",
)  # fmt: skip
"""Features of beads with two sides."""

DROP = (
    "best cosine", "best share", "length", "run", "paragraph", "heading", "short",
    "figures nowhere", "names nowhere",
)  # fmt: skip
"""Features of beads with one side."""

_AROUND = 3
"""Segments before and after a gap that could hold what was left out."""
_SHORT = 30
"""Characters, as the source writes, below which a segment is short."""
_SPARE, _FAR = 8.0, 2.0
"""Characters that lengths may differ by anyway; the most that they are held to."""
_MOST_MARKS = 6.0
"""Weight of missing marks beyond which more of them say nothing new."""
_HEADING = (0, COLON)
"""Closing marks of headings: none, or a colon."""
_FEW_MARKS = 0.2
"""Weight of marks below which their agreement says little."""

Values = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two texts and what is known of their segments near the path."""

    source: Side
    target: Side
    core: Band
    """Where beads of several segments on both sides may end: nearest the chain."""
    cells: Cells
    source_norms: Singles
    """Lengths of sums of vectors, see `span_norms`."""
    target_norms: Singles
    length_ratio: float
    """Characters of the source per character of the target."""
    weight_ratio: float
    """The same for tokens."""
    source_runs: Ints
    """(n,): length of the run of segments without a match on the chain that a segment
    stands in; 0 for a matched one."""
    target_runs: Ints


class _Half(NamedTuple):
    """One side of beads, and what the other side has to do with it."""

    size: int
    """Segments of a bead on this side."""
    ends: Ints
    """(k,): the last of them, counted from 1."""
    strips: Singles
    """(3, size + 2, k): sums over the other side for each segment and for those around
    the bead, see `Cells.across`; `CONTENT` as a part of the other side's tokens."""
    tokens: Floats
    """(k,): how many this side has; 0 without an encoder."""
    parts: Singles
    """(size, k): part of them that each segment has."""
    norms: Singles
    """Lengths of sums of this side's vectors."""
    other: Singles
    """(k,): length of the other side's vector."""

    @property
    def inner(self) -> Singles:
        """The strips without the segments around."""
        return self.strips[:, 1:-1]


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
    halves: tuple[_Half, _Half]
    shared: Singles
    """(3, k): weight of the figures, names and readings in common."""
    total: Singles
    """(k,): product of the sides' vectors."""
    cosine: Singles

    @property
    def rows(self) -> Ints:
        """(x, k): the source segments, counted from 1."""
        return self.i + np.arange(1 - self.x, 1)[:, None]

    @property
    def columns(self) -> Ints:
        """(y, k): the target segments, counted from 1."""
        return self.j + np.arange(1 - self.y, 1)[:, None]

    @property
    def more(self) -> int:
        """Segments beyond one on each side."""
        return self.x + self.y - 2


def _beads(pair: Pair, shape: tuple[int, int], i: Ints, j: Ints) -> _Beads:
    x, y = shape
    source, target = pair.source.weights, pair.target.weights
    tokens = _span(source, i, x), _span(target, j, y)
    some = [np.maximum(own, 1.0) for own in tokens]
    parts = _parts(source, i, x, some[0]), _parts(target, j, y, some[1])
    norms = pair.source_norms[x].take(i), pair.target_norms[y].take(j)
    across = pair.cells.across(_around(i, x), j, y)
    down = pair.cells.down(_around(j, y), i, x)
    across[CONTENT] /= some[1]
    down[CONTENT] /= some[0]
    left = _Half(x, i, across, tokens[0], parts[0], pair.source_norms, norms[1])
    right = _Half(y, j, down, tokens[1], parts[1], pair.target_norms, norms[0])
    total = across[PRODUCT, 1:-1].sum(0)
    cosine = total / (norms[0] * norms[1])
    shared = pair.cells.shared(i, j, x, y)
    return _Beads(pair, x, y, i, j, (left, right), shared, total, cosine)


def _span(sums: Floats, ends: Ints, size: int) -> Floats:
    """Sums over spans of segments, from the running sums over all."""
    return sums.take(ends) - sums.take(ends - size)


def _around(ends: Ints, size: int) -> Ints:
    """(size + 2, k): the segments of spans and those around them."""
    around: Ints = ends + np.arange(-size, 2)[:, None]
    return around


def _parts(sums: Floats, ends: Ints, size: int, whole: Floats) -> Singles:
    """(size, k): part of a span's sum that each of its segments has."""
    own = np.diff(sums.take(_around(ends, size)[:-1]), axis=0)
    return np.asarray(own / whole, np.float32)


def match_features(pair: Pair, shape: tuple[int, int], i: Ints, j: Ints) -> Singles:
    """The `MATCH` features, a row each, of beads of one shape that end at (i, j)."""
    beads = _beads(pair, shape, i, j)
    source, target = pair.source, pair.target
    same, other, one = _endings(beads)
    features = [
        *_meaning(beads),
        *_length(beads),
        *_cover(beads),
        *_edges(beads),
        *_outside(beads),
        beads.shared[FIGURES].clip(max=3),
        _missing(beads, beads.shared[FIGURES], source.figures, target.figures),
        _missing(beads, beads.shared[NAMES], source.names, target.names),
        beads.shared[READINGS].clip(max=3),
        same,
        *_markers(beads),
        _quotes(beads),
        *_borders(beads),
        other,
        one,
        _deviation(beads),
        beads.shared[NAMES].clip(max=3),
        _agreement(beads),
    ]
    return np.stack(features, dtype=np.float32)


def _meaning(beads: _Beads) -> list[Values]:
    """Cosine of the two sides, also times how many segments are more than one a side;
    mean of either side's part that is farthest off."""
    segments = beads.rows, beads.columns
    left, right = (
        (half.inner[PRODUCT] / half.norms[1].take(own)).min(0) / half.other
        for half, own in zip(beads.halves, segments, strict=True)
    )
    return [beads.cosine, beads.cosine * beads.more, (left + right) / 2]


def _length(beads: _Beads) -> list[Values]:
    """How far characters and tokens are apart, as logarithms of their ratio."""
    pair, (source, target) = beads.pair, beads.halves
    left = _span(pair.source.characters, beads.i, beads.x)
    right = _span(pair.target.characters, beads.j, beads.y)
    length = np.abs(np.log((left + 3) / (right * pair.length_ratio + 3)))
    others = target.tokens * pair.weight_ratio
    tokens = np.abs(np.log((source.tokens + 2) / (others + 2)))
    return [length, np.minimum(length * length, 2.25), tokens]


def _deviation(beads: _Beads) -> Values:
    """How far characters are apart, against how far they may be: the longer, the more
    (Gale and Church 1993)."""
    pair = beads.pair
    source, target = pair.source.characters, pair.target.characters
    left = _span(source, beads.i, beads.x)
    right = _span(target, beads.j, beads.y) * pair.length_ratio
    usual = max(float(source[-1]) / len(pair.source), 1.0)
    spread = np.sqrt(((left + right) / 2 + _SPARE) * usual)
    deviation: Values = np.minimum(np.abs(left - right) / spread, _FAR)
    return deviation


def _cover(beads: _Beads) -> list[Values]:
    """Mean share found of the two sides, also times how many segments are more than
    one a side; the lower share; mean and minimum of either side's weakest part."""
    left, right = ((h.inner[SHARE] * h.parts).sum(0) for h in beads.halves)
    row, column = (h.inner[SHARE].min(0) for h in beads.halves)
    cover = (left + right) / 2
    return [
        cover,
        cover * beads.more,
        np.minimum(left, right),
        (row + column) / 2,
        np.minimum(row, column),
    ]


def _edges(beads: _Beads) -> list[Values]:
    """What the outermost segments of a longer side are good for, at the worst.

    How much they raise the cosine, and how much of the other side is found in them in
    proportion to their length (at most 1.5). 0 and 1 where no side is longer.
    """
    if not beads.more:
        return [np.zeros(len(beads.i)), np.ones(len(beads.i))]
    cosines, shares = [], []
    for half in beads.halves:
        if (step := half.size - 1) > 0:
            edges = half.inner[:, ::step]
            rest = half.norms[step].take(half.ends - [[0], [1]]) * half.other
            cosines += list((beads.total - edges[PRODUCT]) / rest)
            shares += list(edges[CONTENT] / np.maximum(half.parts[::step], 0.02))
    gain = beads.cosine - np.maximum.reduce(cosines)
    return [gain, np.minimum.reduce(shares).clip(max=1.5)]


def _outside(beads: _Beads) -> list[Values]:
    """What the four segments around a bead have to do with its other side.

    How far the cosine is above their mean cosine; the highest of theirs; the most that
    one would raise the cosine; the most of a side found in one; the most of one found.
    """
    near, wider, found, cover = [], [], [], []
    for half in beads.halves:
        product, share, content = half.strips[:, :: half.size + 1]
        single = half.norms[1].take(half.ends - [[half.size], [-1]])
        longer = half.norms[half.size + 1].take(half.ends - [[0], [-1]])
        near += list(product / (single * half.other))
        wider += list((beads.total + product) / (longer * half.other))
        found += list(content)
        cover += list(share)
    return [
        beads.cosine - np.add.reduce(near) / 4,
        np.maximum.reduce(near),
        (np.maximum.reduce(wider) - beads.cosine).clip(-0.3, 0.3),
        np.maximum.reduce(found),
        np.maximum.reduce(cover),
    ]


def _missing(beads: _Beads, shared: Singles, source: Keys, target: Keys) -> Values:
    """Weight of the keys that one side alone has."""
    left = _span(source.mass, beads.i, beads.x)
    right = _span(target.mass, beads.j, beads.y)
    missing = np.maximum(left - shared, 0) + np.maximum(right - shared, 0)
    few: Values = np.minimum(missing, _MOST_MARKS)
    return few


def _agreement(beads: _Beads) -> Values:
    """Part of the figures, names and readings of both sides that both have."""
    shared, every = beads.shared.sum(0), np.zeros(len(beads.i))
    for side, ends, size in (
        (beads.pair.source, beads.i, beads.x),
        (beads.pair.target, beads.j, beads.y),
    ):
        for own in (side.figures, side.names, side.readings):
            every += _span(own.mass, ends, size)
    agreement: Values = shared / np.maximum(every - shared, _FEW_MARKS)
    return agreement


def _endings(beads: _Beads) -> list[Values]:
    """Whether both sides end in the same mark; in different ones; one side in none."""
    left = beads.pair.source.endings[beads.i - 1]
    right = beads.pair.target.endings[beads.j - 1]
    both = (left > 0) & (right > 0)
    return [both & (left == right), both & (left != right), (left > 0) != (right > 0)]


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
    values = pair.cells.at(rows, columns)
    norms = pair.source_norms[1, rows] * pair.target_norms[1, columns]
    ends = np.diff(own.borders, prepend=-1) > 0
    lengths = _span(own.characters, place, 1) * ratio
    common = pair.cells.common(rows, columns)
    features = [
        np.maximum((values[PRODUCT] / norms).max(0), 0),
        values[share].max(0),
        np.log1p(lengths),
        np.log1p(runs[place - 1]),
        ends[place] & ends[place - 1] & (own.borders[-1] > 0),
        np.isin(own.endings[place - 1], _HEADING),
        lengths < _SHORT,
        _nowhere(own.figures, place, common[FIGURES]),
        _nowhere(own.names, place, common[NAMES]),
    ]
    return np.stack(features, dtype=np.float32)


def _nowhere(own: Keys, place: Ints, found: Floats) -> Values:
    """Weight of a segment's keys that no near segment has as many of."""
    missing: Values = np.clip(_span(own.mass, place, 1) - found.max(0), 0, 3)
    return missing
