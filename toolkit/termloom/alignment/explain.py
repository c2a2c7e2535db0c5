"""The reasons behind a bead, as a reviewer may want to see them."""

import numpy as np

from ..model import Evidence
from .features import DROP, MATCH, Pair, drop_features, match_features

_SHOWN = {
    "cosine": "meaning",
    "weaker cover": "content found",
    "length": "length",
    "figures missing": "figures missing",
    "same marker": "same number",
}
_ALWAYS = ("cosine", "weaker cover", "length")


def explain(pair: Pair, shape: tuple[int, int], i: int, j: int) -> tuple[Evidence, ...]:
    """What spoke for the bead that ends at ``(i, j)``: names and plain values."""
    make = match_features if all(shape) else drop_features
    row = make(pair, shape, np.array([i]), np.array([j]))[:, 0]
    found = dict(zip(MATCH if all(shape) else DROP, row.tolist(), strict=True))
    if not all(shape):
        return (Evidence("best counterpart", round(found["best cosine"], 4)),)
    return tuple(
        Evidence(shown, round(found[name], 4))
        for name, shown in _SHOWN.items()
        if found[name] or name in _ALWAYS
    )
