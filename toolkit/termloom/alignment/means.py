"""What the vectors of a language have in common, for texts too short to tell."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from .band import Floats

WEIGHT = 20.0
"""Segments that a language's known mean counts for beside the text's own."""


class Mean(NamedTuple):
    """The mean vector of a language's segments and of their token states."""

    vector: Floats
    states: Floats
    weight: float
    """Segments that it counts for; 0 where nothing is known."""


def mean(encoder: str, language: str, width: int) -> Mean:
    """The mean for an encoder of that signature."""
    known = _known()
    if encoder.startswith(known["encoder"]) and language in known["languages"]:
        found = known["languages"][language]
        return Mean(np.array(found["vector"]), np.array(found["states"]), WEIGHT)
    return Mean(np.zeros(width), np.zeros(width), 0.0)


@cache
def _known() -> dict[str, Any]:
    text = (files(__package__) / "means.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
