"""How far parts of a text are found in what should be its translation."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..encoders import Encoder, Encoding
from ..model import Span
from .band import Singles
from .means import mean
from .side import telling, tokens
from .vectors import UNIT


class Doubt(NamedTuple):
    """A text of whose parts one may be missing in the other text."""

    source: str
    target: str
    parts: Sequence[Span]
    """Of the source."""
    languages: tuple[str, str]


class Trace(NamedTuple):
    """How far a part is found."""

    near: float
    """0 to 1: translations reach 0.45 and more, what is missing mostly less."""
    claimed: float
    """What of the target is nearest to the part, 1.0 for as much as it deserves."""


_LITTLE = 10.0
"""Information of a part up to which it says nothing."""


def found(
    doubts: Iterable[Doubt], encoder: Encoder, least: float = _LITTLE
) -> Iterator[list[Trace]]:
    """For each part of each source how far it is found in the target.

    0.5 and 1.0 for parts that say no more than ``least``, and where the encoder sees
    no tokens.
    """
    known = list(doubts)
    sources = encoder.encode(doubt.source for doubt in known)
    targets = encoder.encode(doubt.target for doubt in known)
    for doubt, source, target in zip(known, sources, targets, strict=True):
        yield list(_traces(doubt, (source, target), encoder.signature, least))


_NOTHING = Trace(0.5, 1.0)
_SHARED = 0.05
"""Nearness that makes a token of the source count e times as near as another."""


def _traces(
    doubt: Doubt, pair: tuple[Encoding, Encoding], encoder: str, least: float
) -> Iterator[Trace]:
    source, target = pair
    kept = _telling(source)
    starts, information = source.spans[kept, 0], source.information[kept]
    near = _nearness(pair, doubt.languages, encoder)
    if not near.size:
        yield from [_NOTHING] * len(doubt.parts)
        return
    shares = np.exp((near - near.max(0)) / _SHARED)
    claims = shares / shares.sum(0) @ target.information[_telling(target)]
    columns = np.column_stack([information, information * near.max(1), claims])
    sums = np.vstack([np.zeros(3), columns.cumsum(0, np.float64)])
    for part in doubt.parts:
        first, last = np.searchsorted(starts, part)
        weight, nearest, claimed = sums[last] - sums[first]
        if weight <= least:
            yield _NOTHING
        else:
            deserved = weight * sums[-1, 2] / sums[-1, 0]
            yield Trace(float(nearest / weight), float(claimed / deserved))


def _nearness(
    pair: tuple[Encoding, Encoding], languages: tuple[str, str], encoder: str
) -> Singles:
    """How near each telling token of the source is to each of the target."""
    if not all(len(side.states) for side in pair):
        return np.empty((0, 0), np.float32)
    usual = [mean(encoder, tag, pair[0].states.shape[1]) for tag in languages]
    source, target = (
        tokens([side], own.states, own.weight).states(0, 1)
        for side, own in zip(pair, usual, strict=True)
    )
    near: Singles = (source @ target.T) * np.float32(UNIT)
    return near


def _telling(encoding: Encoding) -> NDArray[np.bool_]:
    return telling(encoding.information, np.array([0, len(encoding.information)]))
