"""The rough way through two texts without vectors: by their lengths, and by words that
need no translation.

Gale and Church 1993, «A Program for Aligning Sentences in Bilingual Corpora», with
figures, Latin-script names, Hán-Việt readings and terms of the shipped glossary as
anchors, and with long runs that are left out.
"""

import math
from collections.abc import Iterator, Sequence
from csv import DictReader
from dataclasses import replace
from importlib.resources import files
from itertools import accumulate

import numpy as np

from ..encoders.none import NoEncoder
from ..languages import language
from ..model import Segment
from ..terms.match import Finder, Matcher
from .band import Band, Floats, Ints
from .keys import common
from .marks import COLON
from .path import Match
from .prepare import Prepared, prepare, sides
from .side import Side

_PRIORS = {
    (1, 1): 0.85, (2, 1): 0.04, (1, 2): 0.04, (2, 2): 0.015, (3, 1): 0.01,
    (1, 3): 0.01, (3, 2): 0.005, (2, 3): 0.005, (3, 3): 0.002, (4, 1): 0.002,
    (1, 4): 0.002,
}  # fmt: skip
_LONGEST = 4
_VARIANCE = 6.8
"""Of the characters of a translation per character of the original, as English
writes."""
_FAR = 7.0
"""Standard deviations beyond which lengths say nothing more."""
_ANCHOR = 2.0
"""What an anchor that is rare in the texts is worth, as a logarithm of odds."""
_RUN, _EACH = 6.0, 1.6
"""Cost of leaving out a run of segments, and of each of them."""
_BAND, _MOST = 60, 1_000
"""Places on either side of the diagonal that are looked at, beside as many as one text
has more than the other; the most of those."""
_AREA = 4_000_000
"""Places that are looked at anyway."""
_LENGTHS = {"en": 1.0, "vi": 1.02, "zh-Hans": 0.31, "zh-Hant": 0.3}
"""How long the same content is, in characters."""
_OWN = 0.15
"""How far, as a logarithm, a translation's length may be from the usual."""
_NEVER = -1e9
_KEPT = ("?？", "!！", '"“”「」『』«»', "(（", ";；")
"""Punctuation that a translation mostly keeps, in all its forms."""


def prepared(
    sources: Sequence[Segment], targets: Sequence[Segment], languages: tuple[str, str]
) -> Prepared:
    """Two texts ready for the search, the way through them found without vectors."""
    terms = _terms(sources, languages[0]), _terms(targets, languages[1])
    known = sides((sources, targets), languages, NoEncoder(), terms)
    source, target = map(_without_colons, known)
    return prepare(source, target, _matches(source, target))


def _without_colons(side: Side) -> Side:
    """A heading may have a colon in one language and nothing in the other."""
    return replace(side, endings=np.where(side.endings == COLON, 0, side.endings))


def _terms(segments: Sequence[Segment], tag: str) -> list[frozenset[str]]:
    """What each segment has that means the same in every language: concepts of the
    shipped glossary, everyday words, punctuation."""
    from ..data import curated

    matcher, words = Matcher(curated(), tag), _everyday(tag)
    finder, fold = Finder(words, tag), language(tag).fold

    def own(text: str) -> Iterator[str]:
        yield from (f"concept {found.concept.id}" for found in matcher.find(text))
        for key in finder.present(fold(text).text):
            yield from words[key]
        yield from (f"mark {kept}" for kept in _KEPT if any(m in text for m in kept))

    return [frozenset(own(segment.text)) for segment in segments]


def _everyday(tag: str) -> dict[str, list[str]]:
    """Folded form → the everyday words that it may be."""
    table = (files(__package__) / "words.tsv").read_text(encoding="utf-8")
    fold = language(tag).fold
    words: dict[str, list[str]] = {}
    for row in DictReader(table.splitlines(), delimiter="\t"):
        for form in row[tag.partition("-")[0]].split("|"):
            words.setdefault(fold(form).text, []).append(f"word {row['en']}")
    return words


def _matches(source: Side, target: Side) -> list[Match]:
    """The pairs of single segments on the best way.

    Where lengths are so far from the usual that a part of one text must be missing,
    what is matched at first tells how long the translation is.
    """
    lengths = [side.characters / _LENGTHS[side.language] for side in (source, target)]
    ratio = lengths[1][-1] / lengths[0][-1]
    if abs(math.log(ratio)) >= _OWN:
        found = np.array(_Search(source, target, *lengths).matches(), np.int64)
        own, other = (
            np.diff(side)[places].sum()
            for side, places in zip(lengths, found.reshape(-1, 2).T, strict=True)
        )
        ratio = other / own if own else 1.0
    return _Search(source, target, lengths[0], lengths[1] / ratio).matches()


class _Search:
    """Dynamic programming, row after row, over the places near the diagonal."""

    def __init__(self, source: Side, target: Side, left: Floats, right: Floats) -> None:
        """``left`` and ``right`` are lengths up to each segment."""
        n, m = len(source), len(target)
        reach = max(_BAND + min(abs(n - m), _MOST), _AREA // (2 * n))
        middle = np.arange(n + 1) * m // n
        self._low = (middle - reach).clip(min=0)
        self._high = (middle + reach + 1).clip(max=m + 1)
        self._left = left
        self._right = [right - _before(right, y, 0.0) for y in range(_LONGEST + 1)]
        last = np.minimum(np.arange(n) + _LONGEST, n)
        low = (self._low[1:] - _LONGEST).clip(min=0)
        self._near = Band.of(low, self._high[last] - 1)
        self._anchors = _beyond_chance(
            common(source.figures, target.figures, self._near)
            + common(source.names, target.names, self._near)
            + common(source.readings, target.readings, self._near),
            self._near,
        )

    def matches(self) -> list[Match]:
        """The pairs of single segments on the best way."""
        steps = list(self._steps())
        i, j = len(self._left) - 1, len(self._right[0]) - 1
        found = []
        while i or j:
            x, y = steps[i][:, j - self._low[i]].tolist()
            if x == y == 1:
                found.append(Match(i - 1, j - 1))
            i, j = i - x, j - y
        return found[::-1]

    def _steps(self) -> Iterator[Ints]:
        """For each row, (2, width): the segments of the best bead or run that ends at
        each place."""
        width = len(self._right[0])
        rows: list[Floats] = []
        anchors: list[Floats] = []
        run, since = np.full(width, _NEVER), np.zeros(width, np.int64)
        for i, (low, high) in enumerate(zip(self._low, self._high, strict=True)):
            here = slice(int(low), int(high))
            row = np.full(width, _NEVER)
            row[0] = 0.0 if i == 0 else _NEVER
            sums, step = row[here], np.zeros((2, high - low), np.int32)
            if i:
                anchors = [self._anchored(i - 1), *anchors[: _LONGEST - 1]]
                self._join(i, here, rows, list(accumulate(anchors)), sums, step)
                begins = rows[0] - _RUN > run
                since[begins] = i - 1
                run = np.where(begins, rows[0] - _RUN, run) - _EACH
                _take(sums, step, run[here], (i - since[here], 0))
            _along(sums, step)
            rows = [row, *rows[: _LONGEST - 1]]
            yield step

    def _anchored(self, segment: int) -> Floats:
        """Weight of the anchors that a source segment has in common with the targets
        up to each."""
        near = self._near
        sums = np.zeros(len(self._right[0]))
        own = self._anchors[near.start[segment] : near.start[segment + 1]]
        sums[near.low[segment] + 1 : near.high[segment] + 1] = np.cumsum(own)
        return sums

    def _join(
        self,
        i: int,
        here: slice,
        rows: list[Floats],
        anchors: list[Floats],
        sums: Floats,
        step: Ints,
    ) -> None:
        """Try all beads of two sides that end in a row.

        ``rows`` are the sums of those before, ``anchors`` those in common with the
        last segment, the last two and so on.
        """
        for (x, y), prior in _PRIORS.items():
            if x <= i:
                left, right = self._left[i] - self._left[i - x], self._right[y][here]
                shared = anchors[x - 1] - _before(anchors[x - 1], y, 0.0)
                gain = math.log(prior) + _ANCHOR * shared[here] + _chance(left, right)
                origin = _before(rows[x - 1], y, _NEVER)[here]
                _take(sums, step, origin + gain, (x, y))


def _beyond_chance(shared: Floats, near: Band) -> Floats:
    """What two segments have in common, less what such segments mostly have."""
    mean = max(float(shared.mean()), 1e-9)
    places = near.places(0, len(near.low))
    own, other = (
        (np.bincount(each, shared) / np.bincount(each).clip(min=1))[each]
        for each in places
    )
    beyond: Floats = shared - own * other / mean
    return beyond


def _before(values: Floats, count: int, none: float) -> Floats:
    """The values so many places before; ``none`` where there is no such place."""
    return np.concatenate([np.full(count, none), values])[: len(values)]


def _chance(left: float, right: Floats) -> Floats:
    """How likely lengths are so far apart by chance: about the logarithm of erfc."""
    spread = np.sqrt(np.maximum((left + right) / 2, 1.0) * _VARIANCE)
    far = np.minimum(np.abs(right - left) / spread, _FAR)
    chance: Floats = -far * (0.72 + 0.42 * far)
    return chance


def _take(
    sums: Floats, step: Ints, total: Floats, segments: tuple[int | Ints, int | Ints]
) -> None:
    """Keep what is better than the best so far, and how many segments it takes."""
    better = total > sums
    sums[better] = total[better]
    for own, count in zip(step, segments, strict=True):
        own[better] = np.broadcast_to(count, better.shape)[better]


def _along(sums: Floats, step: Ints) -> None:
    """Try runs of target segments that are left out."""
    column = np.arange(len(sums))
    level = sums + _EACH * column
    top = np.maximum.accumulate(level)
    origin = np.maximum.accumulate(np.where(level == top, column, 0))
    _take(sums, step, top - _EACH * column - _RUN, (0, column - origin))
