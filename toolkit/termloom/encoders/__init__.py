"""Sentence encoders: texts in, vectors and token states out.

``e5`` is bundled and the default; ``e5-fast`` is the same, faster and not reproducible
to the last bit; ``none`` does without; any other name is a sentence-transformers model.
"""

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


def load(name: str = "e5", *, cached: bool = True) -> Encoder:
    """An encoder by its name, with its results kept on disk unless told otherwise.

    ``e5-fast`` is never cached: its vectors depend on the texts beside them. Raises
    `MissingModel` or `MissingExtra`.
    """
    if name == "none":
        from .none import NoEncoder

        return NoEncoder()
    if name == "e5-fast":
        from .e5 import E5

        return E5("fast")
    encoder = _loaded(name)
    if not cached:
        return encoder
    from .cached import Cached

    return Cached(encoder)


def _loaded(name: str) -> Encoder:
    if name == "e5":
        from .e5 import E5

        return E5()
    from .transformer import Transformer

    return Transformer(name)
