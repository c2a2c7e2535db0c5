"""Beads without vectors: lengths, and words that need no translation.

Gale and Church 1993, «A Program for Aligning Sentences in Bilingual Corpora», with
figures, Latin-script names and terms of the shipped glossary as anchors.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..model import Bead, Evidence, Segment
from ..terms.match import Matcher
from ..values import values
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


def beads(
    sources: Sequence[Segment], targets: Sequence[Segment], languages: tuple[str, str]
) -> list[Bead]:
    """The beads of two texts, in order; scores stay below what needs no review."""
    search = _Search(sources, targets, languages)
    return list(search.beads())


class _Search:
    def __init__(
        self,
        sources: Sequence[Segment],
        targets: Sequence[Segment],
        languages: tuple[str, str],
    ) -> None:
        sides = sources, targets
        keys = [
            _keys(segments, tag) for segments, tag in zip(sides, languages, strict=True)
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

    def beads(self) -> Iterator[Bead]:
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
        yield from (self._bead(*shape) for shape in reversed(shapes))

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

    def _bead(self, i: int, j: int, x: int, y: int) -> Bead:
        sources, targets = tuple(range(i - x, i)), tuple(range(j - y, j))
        if not x or not y:
            return Bead(sources, targets, 0.5)
        anchors = self._agreement(i, j, x, y)
        score = round(0.5 + 0.39 * anchors, 4)
        return Bead(sources, targets, score, (Evidence("anchors", round(anchors, 4)),))


def _ratio(found: float, languages: tuple[str, str]) -> float:
    """Characters of the target per character of the source: what the texts have, or
    the usual where that is so far off that a part of one text must be missing."""
    usual = _LENGTHS[languages[1]] / _LENGTHS[languages[0]]
    return found if abs(math.log(found / usual)) < _OWN else usual


def _keys(segments: Sequence[Segment], tag: str) -> list[set[object]]:
    """What a segment says that is the same in every language."""
    from ..data import curated

    matcher = Matcher(curated(), tag)
    found = []
    for segment in segments:
        text = segment.text
        own: set[object] = {key for f in values(text, tag) for key in f.value.keys}
        own |= {word.group().casefold() for word in _WORD.finditer(text)}
        own |= {f"concept {o.concept.id}" for o in matcher.find(text)}
        found.append(own)
    return found
