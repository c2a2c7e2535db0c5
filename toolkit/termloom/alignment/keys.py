"""Marks of two texts as numbers with weights, to be compared fast."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .band import Band, Floats, Ints


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

    def own(self, segment: int) -> dict[int, float]:
        """The keys of a segment and their weights."""
        own = slice(*self.start[segment : segment + 2])
        ids, weights = self.ids[own].tolist(), self.weights[own].tolist()
        return dict(zip(ids, weights, strict=True))


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


def common(source: Keys, target: Keys, near: Band) -> Floats:
    """Weight of the keys that both segments have, for each pair in a band."""
    width = len(target.start)
    there = np.sort(target.ids * width + _segments(target))
    own = _segments(source)
    first = np.searchsorted(there, source.ids * width + near.low[own])
    last = np.searchsorted(there, source.ids * width + near.high[own])
    counts = last - first
    key = np.repeat(np.arange(len(own)), counts)
    skipped = np.cumsum(counts) - counts - first
    column = there[np.arange(len(key)) - skipped[key]] % width
    place = near.base[own[key]] + column
    size = int(near.start[-1])
    return np.asarray(np.bincount(place, source.weights[key], minlength=size))


def _segments(keys: Keys) -> Ints:
    """The segment of each key."""
    return np.repeat(np.arange(len(keys.start) - 1), np.diff(keys.start))
