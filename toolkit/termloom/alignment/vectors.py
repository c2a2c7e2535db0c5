"""Vectors whose products come out the same on every machine."""

import numpy as np
from numpy.typing import NDArray

from .band import Singles

SCALE = 2000.0
"""Length of a quantised vector: its entries are whole numbers.

A product of two stays below 2**23, so that single precision holds every partial sum
exactly: neither the order of summation nor the number of threads can change it. Half
precision holds the entries.
"""
UNIT = 1 / SCALE**2
"""Turns a product of quantised vectors into a cosine."""


_SIGN_AND_DIGITS = np.int32(-0x70000001)


def widened(halves: NDArray[np.float16]) -> Singles:
    """The same finite numbers in single precision, made ten times as fast as numpy
    does it: sign and digits are shifted, and the exponent's origin is multiplied in."""
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= _SIGN_AND_DIGITS
    wide: Singles = bits.view(np.float32)
    wide *= np.float32(2.0**112)
    return wide


def quantised(vectors: Singles, out: Singles | None = None) -> Singles:
    """The same directions, all of length `SCALE` (zero stays), in whole numbers."""
    exact = vectors.astype(np.float64)
    norms = np.sqrt(np.vecdot(exact, exact))
    factors = (SCALE / np.maximum(norms, 1e-9)).astype(np.float32)
    scaled: Singles = np.multiply(vectors, factors[:, None], out=out)
    return np.rint(scaled, out=scaled)
