"""Beads without vectors: lengths, and words that need no translation.

Gale and Church 1993, «A Program for Aligning Sentences in Bilingual Corpora», with
figures, Latin-script names and terms of the shipped glossary as anchors.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from ..encoders.none import NoEncoder
from ..model import Segment
from ..terms.match import Matcher
from ..values import values
from .keys import Marked
from .path import Match
from .prepare import Prepared, prepare, sides
from .readings import readings

_PRIORS = {
    (1, 1): 0.85, (1, 0): 0.01, (0, 1): 0.01, (2, 1): 0.04, (1, 2): 0.04,
    (2, 2): 0.015, (3, 1): 0.01, (1, 3): 0.01, (3, 2): 0.005, (2, 3): 0.005,
    (3, 3): 0.002, (4, 1): 0.002, (1, 4): 0.002,
}  # fmt: skip
_VARIANCE = 6.8
"""Of the characters of a translation per character of the original."""
_ANCHOR = 16.0
"""What full agreement of the anchors is worth, as a logarithm of odds."""
_DROP = 3.0
"""Cost of leaving a segment out, beside its prior."""
_BAND = 60
_LENGTHS = {"en": 1.0, "vi": 1.02, "zh-Hans": 0.31, "zh-Hant": 0.3}
"""How long the same content is, in characters."""
_OWN = 0.15
"""How far, as a logarithm, a translation's length may be from the usual."""
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9&'-]{2,}")


def prepared(
    sources: Sequence[Segment], targets: Sequence[Segment], languages: tuple[str, str]
) -> Prepared:
    """Two texts ready for the search, the way through them found without vectors."""
    texts = sources, targets
    terms = _terms(sources, languages[0]), _terms(targets, languages[1])
    matches = _Search(sources, targets, languages, terms).matches()
    return prepare(*sides(texts, languages, NoEncoder(), terms), matches)


class _Search:
    def __init__(
        self,
        sources: Sequence[Segment],
        targets: Sequence[Segment],
        languages: tuple[str, str],
        terms: tuple[Marked, Marked],
    ) -> None:
        sides = sources, targets
        keys = [
            [a | b for a, b in zip(_keys(segments, tag), own, strict=True)]
            for segments, tag, own in zip(sides, languages, terms, strict=True)
        ]
        heard = readings(sources, languages), readings(targets, languages[::-1])
        common = set[str]().union(*heard[0]) & set[str]().union(*heard[1])
        for side, sounds in zip(keys, heard, strict=True):
            for own, other in zip(side, sounds, strict=True):
                own |= other & common
        counts: Counter[object] = Counter()
        for side in keys:
            counts.update(key for own in side for key in own)
        self._weight = {key: 1 / count for key, count in counts.items()}
        self._keys = keys
        self._lengths = [[len(s.text) + 1 for s in segments] for segments in sides]
        self._ratio = _ratio(sum(self._lengths[1]) / sum(self._lengths[0]), languages)

    def matches(self) -> list[Match]:
        """The pairs of single segments on the best way."""
        n, m = (len(side) for side in self._keys)
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {
            (0, 0): (0, (0, 0))
        }
        reach = _BAND + abs(n - m)
        for i in range(n + 1):
            middle = i * m // max(n, 1)
            for j in range(max(0, middle - reach), min(m, middle + reach) + 1):
                found = [
                    (best[i - x, j - y][0] + self._gain(i, j, x, y), (x, y))
                    for x, y in _PRIORS
                    if (i - x, j - y) in best
                ]
                if found:
                    best[i, j] = max(found)
        shapes = []
        i, j = n, m
        while i or j:
            x, y = best[i, j][1]
            shapes.append((i, j, x, y))
            i, j = i - x, j - y
        return [Match(i - 1, j - 1) for i, j, x, y in reversed(shapes) if x == y == 1]

    def _gain(self, i: int, j: int, x: int, y: int) -> float:
        prior = math.log(_PRIORS[x, y])
        if not x or not y:
            return prior - _DROP
        left = sum(self._lengths[0][i - x : i])
        right = sum(self._lengths[1][j - y : j])
        mean = (left + right / self._ratio) / 2
        spread = math.sqrt(mean * _VARIANCE * self._ratio)
        deviation = (right - left * self._ratio) / spread
        chance = max(math.erfc(abs(deviation) / math.sqrt(2)), 1e-12)
        return prior + math.log(chance) + _ANCHOR * self._agreement(i, j, x, y)

    def _agreement(self, i: int, j: int, x: int, y: int) -> float:
        """Share of the anchors that both sides have, rare ones counting more."""
        one = set().union(*self._keys[0][i - x : i])
        other = set().union(*self._keys[1][j - y : j])
        both = sum(self._weight[key] for key in one & other)
        every = sum(self._weight[key] for key in one | other)
        return both / every if every else 0.0


def _ratio(found: float, languages: tuple[str, str]) -> float:
    """Characters of the target per character of the source: what the texts have, or
    the usual where that is so far off that a part of one text must be missing."""
    usual = _LENGTHS[languages[1]] / _LENGTHS[languages[0]]
    return found if abs(math.log(found / usual)) < _OWN else usual


def _keys(segments: Sequence[Segment], tag: str) -> list[set[object]]:
    """What a segment says that is the same in every language."""
    found = []
    for segment in segments:
        text = segment.text
        own: set[object] = {key for f in values(text, tag) for key in f.value.keys}
        own |= {word.group().casefold() for word in _WORD.finditer(text)}
        found.append(own)
    return found


def _terms(segments: Sequence[Segment], tag: str) -> list[frozenset[str]]:
    """The concepts of the shipped glossary that each segment names."""
    from ..data import curated

    matcher = Matcher(curated(), tag)
    return [
        frozenset(f"concept {found.concept.id}" for found in matcher.find(segment.text))
        for segment in segments
    ]
