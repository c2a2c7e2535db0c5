"""Marks of two texts as numbers with weights, to be compared fast."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .band import Floats, Ints


class Own(NamedTuple):
    """The keys of a few segments."""

    segments: Ints
    """0 for the first of them."""
    ids: Ints
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """One kind of marks in all segments of a text."""

    start: Ints
    """(n + 1,): where each segment's keys begin."""
    ids: Ints
    weights: Floats
    """How much a key says: rare ones more, at most 1."""
    mass: Floats
    """(n + 1,): weight of the keys up to each segment."""

    def of(self, first: int, last: int) -> Own:
        """The keys of the segments ``first … last - 1``."""
        begin, end = self.start[first], self.start[last]
        counts = np.diff(self.start[first : last + 1])
        segments = np.repeat(np.arange(last - first), counts)
        return Own(segments, self.ids[begin:end], self.weights[begin:end])


Marked = Sequence[frozenset[str]]


def keys(source: Marked, target: Marked, *, common: bool) -> tuple[Keys, Keys]:
    """The marks of both texts; with ``common`` those alone that both texts have."""
    left = Counter(mark for marks in source for mark in marks)
    right = Counter(mark for marks in target for mark in marks)
    used = sorted(left.keys() & right.keys() if common else left.keys() | right.keys())
    numbers = {mark: number for number, mark in enumerate(used)}
    often = np.array([max(left[mark], right[mark]) for mark in used], np.float64)
    size = max(len(source), len(target), 2)
    rarity = np.log1p(size / np.maximum(often, 1)) / np.log1p(size)
    # Multiples of 1/1024: sums come out the same in any order.
    weights = np.round(rarity * 1024) / 1024
    return _keys(source, numbers, weights), _keys(target, numbers, weights)


def _keys(texts: Marked, numbers: dict[str, int], weights: Floats) -> Keys:
    ids = [sorted(numbers[mark] for mark in own if mark in numbers) for own in texts]
    start = np.concatenate([[0], np.cumsum([len(own) for own in ids])]).astype(np.int64)
    flat = np.array([number for own in ids for number in own], np.int64)
    mass = np.concatenate([[0.0], np.cumsum(weights[flat])])
    return Keys(start, flat, weights[flat], mass[start])


def common(source: Own, target: Own, shape: tuple[int, int]) -> Floats:
    """Weight of the keys that each segment of one shares with each of the other."""
    both = np.concatenate([source.ids, target.ids])
    names, places = np.unique(both, return_inverse=True)
    has = np.zeros((shape[0], len(names)))
    wants = np.zeros((shape[1], len(names)))
    has[source.segments, places[: len(source.ids)]] = source.weights
    wants[target.segments, places[len(source.ids) :]] = 1
    return has @ wants.T
