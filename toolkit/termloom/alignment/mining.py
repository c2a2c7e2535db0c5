"""Sentence pairs of texts that are no translations but speak of the same matters.

Two segments are a pair if each is the other's best, by how far their cosine exceeds
that of their neighbours (Artetxe and Schwenk 2019, «Margin-based Parallel Corpus
Mining with Multilingual Sentence Embeddings»); a learned model of that margin, the
content found, lengths, figures and names tells how sure it is.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..encoders import Encoder
from ..errors import InputError
from ..model import Bead, Evidence, Segment
from .band import Floats, Ints, Singles
from .keys import Keys
from .prepare import sides
from .side import Side, Tokens
from .vectors import UNIT

MINED = 0.9
"""Score from which pairs are offered."""
_NEIGHBOURS = 4
_SHORTEST = 5
"""Tokens that a segment must have: shorter ones say too little to be compared."""
_ROWS = 256
_BIAS = -10.9
_WEIGHTS = {
    "margin": 3.2, "lead": 13.2, "meaning": -3.3, "content found": 28.6,
    "length": -2.8, "figures missing": -2.6, "names missing": -1.0,
}  # fmt: skip
"""Learned on news sentences of five pairs of languages, shuffled among others."""


def mine(
    sources: Sequence[Segment],
    targets: Sequence[Segment],
    *,
    source_language: str,
    target_language: str,
    encoder: Encoder,
) -> tuple[Bead, ...]:
    """The pairs of segments that say the same, in the order of the source.

    Each segment is in one pair at the most; most are in none. Raises `InputError` for
    the encoder ``none``.
    """
    if encoder.signature == "none":
        raise InputError("mining needs vectors; choose an encoder other than none")
    left, right = _distinct(sources), _distinct(targets)
    if not left or not right:
        return ()
    texts = [sources[i] for i in left], [targets[j] for j in right]
    source, target = sides(texts, (source_language, target_language), encoder)
    found = (_bead(pair, source, target) for pair in _pairs(source, target))
    return tuple(
        Bead((left[i],), (right[j],), bead.score, bead.evidence)
        for bead in found
        for (i,), (j,) in [(bead.sources, bead.targets)]
        if bead.score >= MINED
    )


def _distinct(segments: Sequence[Segment]) -> list[int]:
    """The first segment of each text that there is."""
    first: dict[str, int] = {}
    for number, segment in enumerate(segments):
        if text := segment.text.strip():
            first.setdefault(text, number)
    return list(first.values())


class _Pair(NamedTuple):
    """Two segments, each the other's best."""

    source: int
    target: int
    margin: float
    lead: float
    """How far the next best of either is behind."""


def _pairs(source: Side, target: Side) -> Iterator[_Pair]:
    units = source.units, target.units
    near = _nearest(*units), _nearest(*units[::-1])
    forth, back = _best(*units, *near), _best(*units[::-1], *near[::-1])
    own, other = (np.diff(side.weights) >= _SHORTEST for side in (source, target))
    for i, j in enumerate(forth.place.tolist()):
        if back.place[j] == i and own[i] and other[j]:
            lead = min(forth.lead[i], back.lead[j])
            yield _Pair(i, j, float(forth.margin[i]), float(lead))


def _nearest(own: Singles, other: Singles) -> Floats:
    """For each segment the mean cosine of those nearest to it in the other text."""
    count = min(_NEIGHBOURS, len(other))
    means = [
        np.partition(own[first : first + _ROWS] @ other.T, -count)[:, -count:].mean(1)
        for first in range(0, len(own), _ROWS)
    ]
    return np.concatenate(means, dtype=np.float64) * UNIT


class _Best(NamedTuple):
    """For each segment its best in the other text."""

    place: Ints
    margin: Floats
    lead: Floats


def _best(own: Singles, other: Singles, near: Floats, far: Floats) -> _Best:
    """By the cosine, less the mean of what both have at their nearest."""
    blocks = []
    for first in range(0, len(own), _ROWS):
        rows = slice(first, first + _ROWS)
        margins = own[rows] @ other.T * UNIT - (near[rows, None] + far) / 2
        place = margins.argmax(1)
        row = np.arange(len(place))
        margin = margins[row, place]
        margins[row, place] = -1
        behind = margins.max(1) if len(other) > 1 else margin
        blocks.append((place, margin, margin - behind))
    return _Best(*(np.concatenate(parts) for parts in zip(*blocks, strict=True)))


def _bead(pair: _Pair, source: Side, target: Side) -> Bead:
    i, j, margin, lead = pair
    meaning = float(source.units[i] @ target.units[j] * UNIT)
    values = {"margin": margin, "lead": lead, "meaning": meaning}
    if source.tokens is not None and target.tokens is not None:
        values["content found"] = _content(source.tokens, target.tokens, i, j)
    values["length"] = _length(source, target, i, j)
    values["figures missing"] = _missing(source.figures, target.figures, i, j)
    values["names missing"] = _missing(source.names, target.names, i, j)
    weighed = _BIAS + sum(_WEIGHTS[name] * value for name, value in values.items())
    evidence = (Evidence(name, round(value, 4)) for name, value in values.items())
    score = round(float(1 / (1 + np.exp(-weighed))), 4)
    return Bead((i,), (j,), score, tuple(evidence))


def _content(source: Tokens, target: Tokens, i: int, j: int) -> float:
    """Mean likeness of the tokens to the most like ones of the other, at the worse."""
    cosines = source.states(i, i + 1) @ target.states(j, j + 1).T * UNIT
    left, right = (
        side.information[slice(*side.start[n : n + 2])]
        for side, n in ((source, i), (target, j))
    )
    return min(_mean(cosines.max(1), left), _mean(cosines.max(0), right))


def _mean(values: NDArray[np.floating], weights: Singles) -> float:
    return float(np.average(values, weights=weights))


def _length(source: Side, target: Side, i: int, j: int) -> float:
    """How far the lengths are apart, against those of the texts' mean segments."""
    lengths = [
        (side.characters[n + 1] - side.characters[n] + 3)
        / (side.characters[-1] / len(side) + 3)
        for side, n in ((source, i), (target, j))
    ]
    return float(abs(np.log(lengths[0] / lengths[1])))


def _missing(source: Keys, target: Keys, i: int, j: int) -> float:
    own, other = source.own(i), target.own(j)
    alone = own.keys() ^ other.keys()
    return sum((own | other)[key] for key in alone)
