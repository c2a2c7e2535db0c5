"""Sentence encoders: texts in, vectors and token states out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """One text as an encoder sees it; ``d`` is the encoder's width.

    An encoder without token states gives ``k = 0``; the encoder ``none`` gives
    ``d = 0``. Nothing is centred or normalised here.
    """

    vector: NDArray[np.float32]
    """(d,): mean of the last layer's token states."""
    weight: float
    """Number of tokens behind the vector."""
    states: NDArray[np.float16]
    """(k, d): token states of a middle layer."""
    spans: NDArray[np.int32]
    """(k, 2): the code points of the text that each token stands for."""
    information: NDArray[np.float32]
    """(k,): how much each token says; near 0 for punctuation."""


class Encoder(Protocol):
    """What the aligner asks of an encoder."""

    @property
    def signature(self) -> str:
        """Name, version and settings: changes when any vector may change."""

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """One encoding a text, in order; equal texts give equal encodings."""
