"""The reasons behind beads, as a reviewer may want to see them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..model import Evidence
from .band import Ints
from .features import DROP, MATCH, SHAPES, Pair, drop_features, match_features

_SHOWN = {
    "cosine": "meaning",
    "weaker cover": "content found",
    "length": "length",
    "figures missing": "figures missing",
    "same marker": "same number",
}
MEANT = {"meaning", "content found", "best counterpart"}
"""What only vectors tell."""
_ALWAYS = {*MEANT, "length"}
_LEFT_OUT = {"best cosine": "best counterpart"}


class Place(NamedTuple):
    """A bead by its shape's number and the place where it ends."""

    shape: int
    i: int
    j: int


def places(path: Sequence[tuple[int, int]]) -> list[Place]:
    """The beads of a path through a band, given by their shapes' numbers."""
    result, i, j = [], 0, 0
    for _, number in path:
        i, j = i + SHAPES[number][0], j + SHAPES[number][1]
        result.append(Place(number, i, j))
    return result


def explain(pair: Pair, beads: Sequence[Place]) -> list[tuple[Evidence, ...]]:
    """What spoke for each bead: names and plain values."""
    numbers = np.array([bead.shape for bead in beads], np.int64)
    found: dict[int, tuple[Evidence, ...]] = {}
    for number in sorted({bead.shape for bead in beads}):
        own = np.flatnonzero(numbers == number).tolist()
        i = np.array([beads[n].i for n in own])
        j = np.array([beads[n].j for n in own])
        found |= dict(zip(own, _reasons(pair, SHAPES[number], i, j), strict=True))
    return [found[n] for n in range(len(beads))]


def _reasons(
    pair: Pair, shape: tuple[int, int], i: Ints, j: Ints
) -> Iterator[tuple[Evidence, ...]]:
    """The same for beads of one shape that end at (i, j)."""
    joined = all(shape)
    shown, names = (_SHOWN, MATCH) if joined else (_LEFT_OUT, DROP)
    features = (match_features if joined else drop_features)(pair, shape, i, j)
    values = features[[names.index(name) for name in shown]].T
    for row in np.round(values.astype(np.float64), 4).tolist():
        reasons = map(Evidence, shown.values(), row)
        yield tuple([one for one in reasons if one.value or one.name in _ALWAYS])
