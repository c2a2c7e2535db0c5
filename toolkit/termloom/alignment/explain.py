"""The reasons behind beads, as a reviewer may want to see them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..model import Evidence
from .features import DROP, MATCH, SHAPES, Pair, drop_features, match_features

_SHOWN = {
    "cosine": "meaning",
    "weaker cover": "content found",
    "length": "length",
    "figures missing": "figures missing",
    "same marker": "same number",
}
_ALWAYS = ("cosine", "weaker cover", "length")


class Place(NamedTuple):
    """A bead by its shape's number and the place where it ends."""

    shape: int
    i: int
    j: int


def explain(pair: Pair, beads: Sequence[Place]) -> list[tuple[Evidence, ...]]:
    """What spoke for each bead: names and plain values."""
    numbers = np.array([bead.shape for bead in beads], np.int64)
    found: dict[int, tuple[Evidence, ...]] = {}
    for number in sorted({bead.shape for bead in beads}):
        own = np.flatnonzero(numbers == number).tolist()
        shape = SHAPES[number]
        i = np.array([beads[n].i for n in own])
        j = np.array([beads[n].j for n in own])
        if all(shape):
            made = map(_joined, match_features(pair, shape, i, j).T.tolist())
        else:
            made = map(_left_out, drop_features(pair, shape, i, j).T.tolist())
        found |= dict(zip(own, made, strict=True))
    return [found[n] for n in range(len(beads))]


def _joined(row: Sequence[float]) -> tuple[Evidence, ...]:
    values = dict(zip(MATCH, row, strict=True))
    return tuple(
        Evidence(shown, round(values[name], 4))
        for name, shown in _SHOWN.items()
        if values[name] or name in _ALWAYS
    )


def _left_out(row: Sequence[float]) -> tuple[Evidence, ...]:
    values = dict(zip(DROP, row, strict=True))
    return (Evidence("best counterpart", round(values["best cosine"], 4)),)
