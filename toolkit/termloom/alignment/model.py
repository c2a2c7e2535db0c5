"""The learned weights: how much each piece of evidence counts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .band import Band, Floats, Ints, Singles
from .features import (
    DROP,
    MATCH,
    SHAPES,
    Pair,
    Values,
    drop_features,
    match_features,
)
from .search import NEVER, blocks, links
from .side import LONGEST, Side

REVIEW = 0.9
"""Beads with a lower score should be looked at by a person."""
NEAR, FREE, PLAIN = "near", "free", "none"
"""Names of the sets of weights: for close and for free translations, and for texts
without vectors."""
GAP = 5
"""Segments in a row without a match that count as one thing left out."""
DROPS = SHAPES[:2]
_ODD = 3.0
"""Ratio of lengths, against the usual one, beyond which nothing is joined."""
_SIZES = range(LONGEST + 1)
_TELLING = 10
"""Beads from which on a text tells how freely it is translated."""
_USUAL = {("en", "vi"): 0.58, ("en", "zh"): 0.56, ("vi", "zh"): 0.47}
"""Content found in beads of one to one of news, of the middle one."""
_FREE, _CLOSE = 0.7, 0.85
"""Part of it that a translation has which is free, and one which is not. Scripture has
0.66, charters 0.84 and more."""
_HABIT = 40.0
"""Beads that the usual habits count for beside a text's own."""


def kind(shape: tuple[int, int]) -> str:
    """The name under which both directions of a shape are weighed: ``1-2``."""
    return f"{min(shape)}-{max(shape)}"


KINDS = tuple(dict.fromkeys(map(kind, SHAPES)))
_SORTS = np.array([0 if not all(s) else 1 if s == (1, 1) else 2 for s in SHAPES])
"""Sort of each shape: left out, one to one, joined."""


class Weights(NamedTuple):
    """One set of weights."""

    match: Floats
    drop: Floats
    shapes: Floats
    """One a shape."""
    habits: Floats
    """(3,): how often segments are left out, go one to one, are joined."""
    habit: float
    """How much a text's own habits count."""


@cache
def weights(name: str) -> Weights:
    """A set of weights by its name."""
    chosen = _file()["sets"][name]
    return Weights(
        np.array([chosen["match"][feature] for feature in MATCH]),
        np.array([chosen["drop"][feature] for feature in DROP]),
        np.array([chosen["shapes"][kind(shape)] for shape in SHAPES]),
        np.array(chosen["habits"]),
        chosen["habit"],
    )


def signature() -> str:
    """Which weights these are."""
    return str(_file()["signature"])


@cache
def _file() -> dict[str, Any]:
    text = (files(__package__) / "weights.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


class Possible(NamedTuple):
    """Beads of one shape that could be."""

    shape: int
    """Its place in `SHAPES`."""
    places: Ints
    """Where they end, as flat numbers of a band's places."""
    features: Singles
    """A row a feature."""


def possible(pair: Pair, band: Band) -> Iterator[Possible]:
    """The beads that could end in a band and what speaks for them, block by block."""
    size = int(band.start[-1])
    for first, last in blocks(band):
        i, j = band.places(first, last)
        inside = links(band, first, last, -1) < size
        near = pair.core.has(i, j)
        left, right = _lengths(pair.source, i), _lengths(pair.target, j)
        begin = int(band.start[first])
        for number, (x, y) in enumerate(SHAPES):
            could = inside[:, number]
            if x > 1 and y > 1:
                could = could & near
            if x + y > 2:
                could = could & _even(left[x], right[y] * pair.length_ratio)
            here = np.flatnonzero(could)
            if len(here):
                make = match_features if x and y else drop_features
                features = make(pair, (x, y), i.take(here), j.take(here))
                yield Possible(number, begin + here, features)


def _lengths(side: Side, ends: Ints) -> list[Floats]:
    """Characters of the spans of 0, 1 … `LONGEST` segments that end somewhere."""
    sums = side.characters
    return [sums[ends] - sums[np.maximum(ends - size, 0)] for size in _SIZES]


def _even(left: Floats, right: Floats) -> NDArray[np.bool_]:
    """Whether the lengths of two sides are near enough to be worth a try."""
    ratio = (left + 3) / (right + 3)
    even: NDArray[np.bool_] = (ratio <= _ODD) & (ratio >= 1 / _ODD)
    return even


def scores(pair: Pair, band: Band, *sets: Weights) -> Singles:
    """(sets, places, shapes): what beads score by each set of weights."""
    shape = len(sets), int(band.start[-1]), len(SHAPES)
    result = np.full(shape, NEVER, np.float32)
    result[..., : len(DROPS)] = 0.0
    match = np.array([known.match for known in sets], np.float32)
    drop = np.array([known.drop for known in sets], np.float32)
    shapes = np.array([known.shapes for known in sets], np.float32)
    for number, places, features in possible(pair, band):
        chosen = match if all(SHAPES[number]) else drop
        result[:, places, number] = chosen @ features + shapes[:, [number]]
    return result


def freedom(pair: Pair, ends: Sequence[tuple[int, int]]) -> float:
    """How freely a text is translated, by a first try at it: 0 to 1.

    ``ends`` are the places where its beads of one to one end: the less of their
    content is found on the other side, the freer. 0 where too little is known.
    """
    sides = pair.source, pair.target
    one, other = sorted(side.language.partition("-")[0] for side in sides)
    usual = _USUAL.get((one, other))
    if usual is None or pair.source.tokens is None or len(ends) < _TELLING:
        return 0.0
    i, j = np.array(ends).T
    cover = np.median(match_features(pair, (1, 1), i, j)[MATCH.index("cover")])
    return float(np.clip((_CLOSE - cover / usual) / (_CLOSE - _FREE), 0, 1))


CERTAINTY = ("always", "share", "free")
"""What a score is made of."""
_SURE = 1e-4
"""How near to 0 and 1 a share is told from them."""
_STEEP = 1.5
"""Power of a share's log odds: high shares are worth more than they say, middling ones
less."""


class Seen(NamedTuple):
    """What tells how likely beads are to be exactly right."""

    shares: Floats
    """Their shares of all ways through a text."""
    freedom: Floats
    """How freely their text is translated."""


def certain(seen: Seen, known: Mapping[str, float] | None = None) -> Floats:
    """How likely beads are to be exactly right; ``known`` are other weights.

    The freer a text, the likelier it is that others join more or less there, whatever
    speaks for a bead.
    """
    known = _file()["certainty"] if known is None else known
    shares = np.clip(seen.shares, _SURE, 1 - _SURE)
    told = np.log(shares / (1 - shares))
    odds = known["always"] + known["share"] * np.sign(told) * np.abs(told) ** _STEEP
    agreed = 1 - known["free"] * seen.freedom**2
    sure: Floats = agreed / (1 + np.exp(-odds))
    return sure


def mixed(near: Values, free: Values, freedom: float) -> Values:
    """What weights or scores are for a text of some freedom."""
    return near + (free - near) * near.dtype.type(freedom)


def habits(pair: Pair, shapes: Sequence[int], usual: Floats) -> Floats:
    """For each shape how much more often than usual it is, by a first try at a text.

    Some translators join and drop more than others. What is left out in long runs
    says nothing about that. A logarithm.
    """
    counts = np.bincount(_SORTS[shapes], minlength=3).astype(np.float64)
    counts[0] -= sum(
        int((runs >= GAP).sum()) for runs in (pair.source_runs, pair.target_runs)
    )
    own = counts.clip(min=0) + _HABIT * usual
    gains: Floats = np.log(own / own.sum() / usual)[_SORTS]
    return gains
