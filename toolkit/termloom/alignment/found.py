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


def found(doubts: Iterable[Doubt], encoder: Encoder) -> Iterator[list[float]]:
    """For each part of each source how far it is found in the target: 0 to 1.

    0.5 for parts without a word, and where the encoder sees no tokens. Translations
    reach 0.45 and more, parts that are missing mostly stay below.
    """
    known = list(doubts)
    sources = encoder.encode(doubt.source for doubt in known)
    targets = encoder.encode(doubt.target for doubt in known)
    for doubt, source, target in zip(known, sources, targets, strict=True):
        best = _best((source, target), doubt.languages, encoder.signature)
        yield [_mean(source, best, part) for part in doubt.parts]


_NOTHING = 0.5
_LITTLE = 10.0
"""Information of a part below which it says nothing."""


def _best(
    pair: tuple[Encoding, Encoding], languages: tuple[str, str], encoder: str
) -> Singles:
    """How near the nearest token of the target is to each telling one of the source."""
    if not all(len(side.states) for side in pair):
        return np.full(int(_telling(pair[0]).sum()), _NOTHING, np.float32)
    usual = [mean(encoder, tag, pair[0].states.shape[1]) for tag in languages]
    source, target = (
        tokens([side], own.states, own.weight).states(0, 1)
        for side, own in zip(pair, usual, strict=True)
    )
    nearest: Singles = (source @ target.T).max(1) * np.float32(UNIT)
    return nearest


def _mean(source: Encoding, best: Singles, part: Span) -> float:
    """Mean over the telling tokens of a part, weighted by how much they say."""
    kept = _telling(source)
    starts, information = source.spans[kept, 0], source.information[kept]
    weights = information * ((part.start <= starts) & (starts < part.stop))
    total = float(weights.sum())
    return float(weights @ best) / total if total >= _LITTLE else _NOTHING


def _telling(encoding: Encoding) -> NDArray[np.bool_]:
    return telling(encoding.information, np.array([0, len(encoding.information)]))
