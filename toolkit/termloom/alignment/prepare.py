"""From segments to what the search works on."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..encoders import Encoder
from ..model import Segment
from .band import Band, Floats, Ints, around
from .cells import cells
from .features import Pair
from .keys import Keys, Marked, keys
from .marks import Marks, marks
from .means import mean
from .model import GAP
from .path import Match, chain
from .readings import readings
from .side import Side, centred, span_norms, tokens
from .vectors import quantised

_SEEN, _RADIUS, _CORE = 5, 3, 1
"""Places on either side of the chain whose segments are compared, that beads may end
at, and that those of several segments on both sides may end at."""
_JOINED = 3
"""How many times as long as on the other side a gap may be where nothing is missing."""
_AREA = 20_000
"""Places between two matches that beads may end at."""


class Prepared(NamedTuple):
    """Two texts, ready for the search."""

    pair: Pair
    band: Band
    matches: list[Match]


def prepare(source: Side, target: Side, matches: list[Match] | None = None) -> Prepared:
    """Find the rough way through two texts and collect the evidence near it.

    The way is that of the vectors unless ``matches`` are given.
    """
    if matches is None:
        matches = chain(source.vectors, target.vectors)
    shape = len(source), len(target)
    seen, band, core = (
        around(matches, shape, radius=radius, area=_AREA)
        for radius in (_SEEN, _RADIUS, _CORE)
    )
    runs = (
        _runs({m.source for m in matches}, len(source)),
        _runs({m.target for m in matches}, len(target)),
    )
    pair = Pair(
        source,
        target,
        core,
        cells(source, target, seen),
        span_norms(source.units, source.norms),
        span_norms(target.units, target.norms),
        _ratio(source.characters, target.characters, *runs),
        _ratio(source.weights, target.weights, *runs),
        *runs,
    )
    return Prepared(pair, band, matches)


def sides(
    texts: tuple[Sequence[Segment], Sequence[Segment]],
    languages: tuple[str, str],
    encoder: Encoder,
    terms: tuple[Marked, Marked] | None = None,
) -> tuple[Side, Side]:
    """Encode two texts and read their marks.

    ``terms`` are more marks of each segment that mean the same in both languages.
    """
    left, right = (
        [marks(segment.text, language) for segment in text]
        for text, language in zip(texts, languages, strict=True)
    )
    figures = keys([m.figures for m in left], [m.figures for m in right], common=False)
    more = terms or ([frozenset()] * len(left), [frozenset()] * len(right))
    named = (
        [m.names | own for m, own in zip(side, extra, strict=True)]
        for side, extra in zip((left, right), more, strict=True)
    )
    names = keys(*named, common=True)
    sounds = keys(
        readings(texts[0], languages), readings(texts[1], languages[::-1]), common=True
    )
    source, target = zip(figures, names, sounds, strict=True)
    return (
        _side(texts[0], languages[0], encoder, left, source),
        _side(texts[1], languages[1], encoder, right, target),
    )


def _side(
    segments: Sequence[Segment],
    language: str,
    encoder: Encoder,
    own: Sequence[Marks],
    known: tuple[Keys, Keys, Keys],
) -> Side:
    encodings = list(encoder.encode(s.text for s in segments))
    usual = mean(encoder.signature, language, len(encodings[0].vector))
    vectors = centred(encodings, usual.vector, usual.weight)
    rich = any(len(e.states) for e in encodings)
    return Side(
        language=language,
        vectors=vectors,
        units=quantised(vectors),
        norms=np.sqrt((vectors.astype(np.float64) ** 2).sum(1)),
        characters=_running(len(s.text) for s in segments),
        weights=_running(e.weight for e in encodings),
        tokens=tokens(encodings, usual.states, usual.weight) if rich else None,
        figures=known[0],
        names=known[1],
        readings=known[2],
        endings=np.array([m.ending for m in own]),
        markers=np.array([_label(m.marker) for m in own]),
        quotes=_quotes(own),
        borders=_borders(segments),
    )


def _running(values: Iterable[float]) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.fromiter(values, np.float64))])


def _label(marker: str) -> int:
    """A number for a marker, the same in all texts; -1 for none."""
    return int.from_bytes(marker.encode()) if marker else -1


def _quotes(own: Sequence[Marks]) -> Ints:
    open_ = np.cumsum([0, *(m.quotes for m in own)])
    straight = np.cumsum([0, *(m.straight for m in own)])
    state: Ints = 2 * open_ + straight % 2
    return state


def _borders(segments: Sequence[Segment]) -> Ints:
    """Ends of paragraphs; none where every segment is one, or all are."""
    ends = [a.paragraph != b.paragraph for a, b in pairwise(segments)]
    known = any(ends) and not all(ends)
    return np.cumsum([0, *(end and known for end in ends), known])


def _runs(matched: set[int], count: int) -> Ints:
    """Length of the run of unmatched segments that each stands in; 0 for matched."""
    found = np.isin(np.arange(count), list(matched))
    run = np.cumsum(found)
    lengths = np.bincount(run[~found], minlength=count + 1)
    return np.where(found, 0, lengths[run])


def _ratio(
    source: Floats, target: Floats, source_runs: Ints, target_runs: Ints
) -> float:
    """Length of the source per length of the target, long gaps of one side left out.

    Where most segments have no match on the chain, only those that have one count: one
    side is a summary of the other.
    """
    sides = [(source, source_runs), (target, target_runs)]
    matched = min(float((runs == 0).mean()) for _, runs in sides)
    gaps = [np.cumsum(runs == 0) for _, runs in sides]
    size = max(int(own[-1]) for own in gaps) + 1
    lengths = [
        np.bincount(own, runs > 0, minlength=size)
        for own, (_, runs) in zip(gaps, sides, strict=True)
    ]
    short, long = np.minimum(*lengths), np.maximum(*lengths)
    missing = (long >= GAP) & (long > _JOINED * short) if matched >= 0.5 else long > 0
    left, right = (
        np.diff(sums)[(runs == 0) | ~missing[own]].sum()
        for own, (sums, runs) in zip(gaps, sides, strict=True)
    )
    return float((left or source[-1]) / max(right or target[-1], 1.0))
