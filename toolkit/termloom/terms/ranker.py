"""What is learned of stretches: how much each thing known of them counts.

The value of a stretch is a weighted sum of its features, and of a few bends of such
sums (one hidden layer), for what counts only together with something else.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


class Ranker(NamedTuple):
    """One set of weights, for n features and h bends."""

    direct: Values
    """(n,)"""
    inner: Values
    """(n, h)"""
    shift: Values
    """(h,)"""
    outer: Values
    """(h,)"""

    def values(self, features: NDArray[Any]) -> Values:
        """A value for each row of features; the greatest is best."""
        bends = np.tanh(features @ self.inner + self.shift)
        return np.asarray(features @ self.direct + bends @ self.outer, dtype=np.float64)

    def chances(self, features: NDArray[Any]) -> Values:
        """The values as shares of belief; they sum to 1."""
        values = self.values(features)
        powers = np.exp(values - values.max())
        return np.asarray(powers / powers.sum(), dtype=np.float64)


@cache
def ranker(name: str, features: Sequence[str]) -> Ranker:
    """The weights for ``alone`` (one pair of texts) or ``counted`` (many)."""
    known = _file()[name]
    table = np.array([known["features"][feature] for feature in features])
    rest = np.array(known["shift"]), np.array(known["outer"])
    return Ranker(table[:, 0], table[:, 1:], *rest)


@cache
def _file() -> dict[str, Any]:
    text = (files(__package__) / "ranker.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
