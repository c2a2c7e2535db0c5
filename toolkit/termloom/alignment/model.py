"""The learned weights: how much each piece of evidence counts."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .band import Band, Floats, Ints, Singles
from .features import DROP, MATCH, SHAPES, Pair, drop_features, match_features
from .search import NEVER, blocks, links

REVIEW = 0.9
"""Beads with a lower score should be looked at by a person."""
GAP = 5
"""Segments in a row without a match that count as one thing left out."""
DROPS = SHAPES[:2]
_ODD = 3.0
"""Ratio of lengths, against the usual one, beyond which nothing is joined."""
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
    """A set of weights by its name: the kind of evidence that it was learned for."""
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


def of_shape(pair: Pair, number: int, i: Ints, j: Ints) -> Singles:
    """The features, a row each, of beads of one shape that end at ``(i, j)``."""
    shape = SHAPES[number]
    make = match_features if all(shape) else drop_features
    return make(pair, shape, i, j)


def scores(pair: Pair, band: Band, weights: Weights) -> Singles:
    """The score of a bead of each shape at each place of a band."""
    size = int(band.start[-1])
    result = np.full((size, len(SHAPES)), NEVER, np.float32)
    result[:, : len(DROPS)] = 0.0
    for first, last in blocks(band):
        i, j = band.places(first, last)
        possible = (links(band, first, last, -1) < size) & ~_odd(pair, i, j)
        begin = int(band.start[first])
        for number, shape in enumerate(SHAPES):
            here = np.flatnonzero(possible[:, number])
            if len(here):
                features = of_shape(pair, number, i[here], j[here])
                chosen = weights.match if all(shape) else weights.drop
                known = chosen @ features + weights.shapes[number]
                result[begin + here, number] = known
    return result


def _odd(pair: Pair, i: Ints, j: Ints) -> NDArray[np.bool_]:
    """Shapes that join segments whose lengths are too far apart to be worth a try."""
    source, target = pair.source.characters, pair.target.characters
    left = np.stack([source[i] - source[np.maximum(i - x, 0)] for x, _ in SHAPES], 1)
    right = np.stack([target[j] - target[np.maximum(j - y, 0)] for _, y in SHAPES], 1)
    ratio = (left + 3) / (right * pair.length_ratio + 3)
    odd: NDArray[np.bool_] = (ratio > _ODD) | (ratio < 1 / _ODD)
    odd[:, : len(DROPS) + 1] = False
    return odd


def habits(pair: Pair, shapes: Sequence[int], weights: Weights) -> Singles:
    """What to add to the score of each shape, by a first try at this text.

    Some translators join and drop more than others. What is left out in long runs
    says nothing about that.
    """
    counts = np.bincount(_SORTS[shapes], minlength=3).astype(np.float64)
    counts[0] -= sum(
        int((runs >= GAP).sum()) for runs in (pair.source_runs, pair.target_runs)
    )
    own = counts.clip(min=0) + _HABIT * weights.habits
    gains = weights.habit * np.log(own / own.sum() / weights.habits)
    every: Singles = gains.astype(np.float32)[_SORTS]
    return every
