"""What the aligner knows of one text, as arrays with a row per segment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..encoders import Encoding
from .band import Floats, Ints, Singles
from .keys import Keys
from .vectors import UNIT, quantised, widened

LONGEST = 6
"""Segments of one side that a bead may hold."""
_AT_ONCE = 16
"""Segments whose states are added up together."""
_TELLING = 2.0
"""Information below which tokens (punctuation, particles) are left out: a quarter of
them, without loss."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The token states of all segments that say something.

    They are centred and quantised when they are asked for: together they are larger
    than everything else.
    """

    start: Ints
    """(n + 1,): where each segment's tokens begin."""
    information: Singles
    raw: Sequence[NDArray[np.float16]]
    """The states of each segment as the encoder gave them, for all its tokens."""
    begin: Ints
    """(n + 1,): where each segment's tokens begin among all of them."""
    telling: NDArray[np.bool_]
    """Which of them count."""
    middle: Singles
    """What all states have in common."""

    def states(self, first: int, last: int) -> Singles:
        """Quantised directions for the segments ``first … last - 1``."""
        if first == last:
            return np.zeros((0, len(self.middle)), np.float32)
        telling = self.telling[self.begin[first] : self.begin[last]]
        states = widened(np.concatenate(self.raw[first:last])[telling])
        states -= self.middle
        return quantised(states, out=states)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One text as the search sees it."""

    language: str
    vectors: Singles
    """(n, d): centred sums of token states, so that vectors of parts add up."""
    units: Singles
    """(n, d): their quantised directions."""
    norms: Floats
    """(n,): their lengths."""
    characters: Floats
    """(n + 1,): characters up to each segment."""
    weights: Floats
    """(n + 1,): tokens up to each segment."""
    tokens: Tokens | None
    figures: Keys
    names: Keys
    readings: Keys
    endings: Ints
    """(n,): class of the closing punctuation mark."""
    markers: Ints
    """(n,): label of the list item or paragraph that begins here; -1 for none."""
    quotes: Ints
    """(n + 1,): state of the quotations before each segment: the same where as many
    are open and the undirected marks are even or odd alike."""
    borders: Ints
    """(n + 1,): ends of paragraphs before each segment; all 0 where nothing is known
    of paragraphs."""

    def __len__(self) -> int:
        return len(self.endings)


def centred(encodings: Sequence[Encoding], mean: Floats, weight: float) -> Singles:
    """Vectors without what the language's vectors share, times their weights.

    The mean of the text is drawn towards ``mean`` as if that had ``weight`` segments.
    """
    vectors = np.stack([e.vector for e in encodings]).astype(np.float64)
    shared = (vectors.sum(0) + weight * mean) / (len(vectors) + weight)
    tokens = np.array([e.weight for e in encodings])
    return np.asarray((vectors - shared) * tokens[:, None], np.float32)


def tokens(encodings: Sequence[Encoding], mean: Floats, weight: float) -> Tokens:
    """The tokens of a text; their mean is drawn towards ``mean`` like the vectors'."""
    raw = [e.states for e in encodings]
    begin = np.cumsum([0, *map(len, raw)])
    information = np.concatenate([e.information for e in encodings])
    counting = telling(information, begin)
    return Tokens(
        start=np.concatenate([[0], np.cumsum(counting)])[begin],
        information=information[counting],
        raw=raw,
        begin=begin,
        telling=counting,
        middle=_middle(raw, mean, weight),
    )


def telling(information: Singles, begin: Ints) -> NDArray[np.bool_]:
    """Which tokens say enough to be looked at; all of a segment where none does."""
    enough = information >= _TELLING
    found = np.concatenate([[0], np.cumsum(enough)])[begin]
    lengths = np.diff(begin)
    silent: NDArray[np.bool_] = np.repeat(np.diff(found) == 0, lengths)
    return enough | silent


def _middle(raw: Sequence[NDArray[np.float16]], mean: Floats, weight: float) -> Singles:
    """Mean over the means of the segments' states."""
    shared, full = weight * mean, [states for states in raw if len(states)]
    for first in range(0, len(full), _AT_ONCE):
        own = full[first : first + _AT_ONCE]
        lengths = np.array(list(map(len, own)))
        parts = np.repeat(1 / lengths, lengths)
        shared = shared + parts @ widened(np.concatenate(own)).astype(np.float64)
    return np.asarray(shared / (len(full) + weight), np.float32)


def span_norms(units: Singles, norms: Floats) -> Singles:
    """(LONGEST + 2, n + 2): length of the sum of the ``k`` vectors before ``i``.

    Infinite where there are no such vectors; the empty segments before the first and
    behind the last have a length of 1.
    """
    count = len(units)
    squares = np.full((LONGEST + 2, count + 2), np.inf)
    sums = np.concatenate([[0], np.cumsum(norms**2)])
    for size in range(1, min(LONGEST, count) + 1):
        squares[size, size:-1] = sums[size:] - sums[: count + 1 - size]
    for apart in range(1, min(LONGEST, count)):
        products = np.vecdot(units[apart:], units[:-apart]) * UNIT
        pairs = 2 * products * norms[apart:] * norms[:-apart]
        total = np.concatenate([[0], np.cumsum(pairs)])
        for size in range(apart + 1, min(LONGEST, count) + 1):
            ends = np.arange(size, count + 1)
            squares[size, size:-1] += total[ends - apart] - total[ends - size]
    squares[1, [0, -1]] = 1.0
    return np.asarray(np.sqrt(np.maximum(squares, 1e-18)), np.float32)
