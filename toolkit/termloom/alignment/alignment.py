"""Two texts in, beads out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from ..encoders import Encoder
from ..model import Bead, Evidence, Segment
from . import plain
from .explain import MEANT, Place, explain, places
from .features import SHAPES
from .model import (
    FREE,
    NEAR,
    PLAIN,
    Seen,
    Weights,
    certain,
    freedom,
    habits,
    mixed,
    scores,
    signature,
    weights,
)
from .prepare import Prepared, prepare, sides
from .search import best, probabilities
from .side import Side


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of two texts, and whether they are translations at all."""

    beads: tuple[Bead, ...]
    translation: bool
    reason: str
    """Why they are held to be translations, or not."""
    signature: str
    """Encoder and weights."""


def align(
    sources: Sequence[Segment],
    targets: Sequence[Segment],
    *,
    source_language: str,
    target_language: str,
    encoder: Encoder,
) -> Alignment:
    """The beads of two texts: every segment exactly once, in order.

    Segments without text belong to the bead that they stand in, or make one of their
    own. Texts that are no translations of each other come back as such, with the
    least bad beads.
    """
    left = [i for i, s in enumerate(sources) if _has_text(s)]
    right = [j for j, t in enumerate(targets) if _has_text(t)]
    beads: list[Bead] = []
    if left and right:
        languages = source_language, target_language
        full = [sources[i] for i in left], [targets[j] for j in right]
        if encoder.signature == "none":
            beads = without_vectors(*full, languages)
        else:
            beads = likeliest(*sides(full, languages, encoder))
    restored = _restored(beads, left, right, len(sources), len(targets))
    covered = _covered(restored, sources, targets)
    translation = covered >= _TRANSLATED or min(len(left), len(right)) < _FEW
    reason = f"{covered:.0%} of the text is surely covered"
    return Alignment(
        tuple(restored), translation, reason, f"{encoder.signature}/{signature()}"
    )


def _has_text(segment: Segment) -> bool:
    """Whether there is anything to see: zero-width characters are nothing."""
    return any(c.isprintable() and not c.isspace() for c in segment.text)


_TRANSLATED = 0.35
"""Covered share from which texts are held to be translations. Translations reach 0.8
and more, summaries 0.5, texts on other matters 0.2 at the most."""
_UNRELATED, _SAME = 0.2, 0.5
"""Meaning of beads that are joined by chance, and of those that surely belong."""
_FEW = 5
"""Segments below which a text is too short to tell."""


def _covered(
    beads: Sequence[Bead], sources: Sequence[Segment], targets: Sequence[Segment]
) -> float:
    """How much of the better covered side has a sure counterpart: 0 to 1.

    A summary is covered by the text that it sums up, not the other way round.
    """
    two_sided = [bead for bead in beads if bead.sources and bead.targets]
    shares = [0.0]
    for segments, side in ((sources, "sources"), (targets, "targets")):
        total = sum(len(segment.text) for segment in segments)
        found = sum(
            bead.score * _alike(bead) * len(segments[i].text)
            for bead in two_sided
            for i in getattr(bead, side)
        )
        shares.append(found / total if total else 0.0)
    return max(shares)


def _alike(bead: Bead) -> float:
    """How far a bead's meaning tells that it is more than the least bad: 0 to 1."""
    meaning = next((e.value for e in bead.evidence if e.name == "meaning"), _SAME)
    return min(max((meaning - _UNRELATED) / (_SAME - _UNRELATED), 0.0), 1.0)


def likeliest(source: Side, target: Side) -> list[Bead]:
    """The best beads, less those that join what does not say the same.

    Its products are small: threads would spend their time waiting for each other.
    """
    with threadpool_limits(1, "blas"):
        found = _best(prepare(source, target), weights(NEAR), weights(FREE))
        beads = list(_unlike_apart(found.beads))
        shares = np.array([bead.score for bead in beads])
        free = np.full(len(beads), found.freedom)
        sure = certain(Seen(shares, free)).round(4).tolist()
    return [replace(b, score=score) for b, score in zip(beads, sure, strict=True)]


def without_vectors(
    sources: Sequence[Segment], targets: Sequence[Segment], languages: tuple[str, str]
) -> list[Bead]:
    """The best beads by lengths and marks; scores stay below what needs no review."""
    known = weights(PLAIN)
    found = _best(plain.prepared(sources, targets, languages), known, known)
    return [_doubted(bead) for bead in found.beads]


def _doubted(bead: Bead) -> Bead:
    """A bead without what only vectors can tell."""
    shown = tuple(each for each in bead.evidence if each.name not in MEANT)
    return replace(bead, score=round(bead.score * _DOUBT, 4), evidence=shown)


class _Found(NamedTuple):
    """The best beads, their scores their shares of all ways through the texts."""

    beads: list[Bead]
    freedom: float


def _best(prepared: Prepared, near: Weights, free: Weights) -> _Found:
    """``near`` and ``free`` are the weights for a close and for a free translation."""
    pair, band, _ = prepared
    known, other = scores(pair, band, near, free)
    first = places(best(band, known))
    single = [(i, j) for number, i, j in first if SHAPES[number] == (1, 1)]
    share = freedom(pair, single)
    own = habits(pair, [place.shape for place in first], near.habits)
    habit = near.habit + (free.habit - near.habit) * share
    known = mixed(known, other, share) + (habit * own).astype(np.float32)
    path = best(band, known)
    sure = probabilities(band, known, path).tolist()
    ends = places(path)
    made = map(_bead, ends, sure, explain(pair, ends))
    return _Found(list(made), share)


def _bead(place: Place, share: float, shown: tuple[Evidence, ...]) -> Bead:
    (x, y), i, j = SHAPES[place.shape], place.i, place.j
    score = round(share, 4)
    return Bead(tuple(range(i - x, i)), tuple(range(j - y, j)), score, shown)


_DOUBT = 0.89
"""What a score is worth where meaning was not looked at."""
_UNSURE, _UNLIKE, _FIGURE = 0.6, 0.2, 0.05
"""Score and likeness below which segments were joined for want of anything better;
what a figure that one side lacks takes from the likeness."""


def _unlike_apart(beads: Iterable[Bead]) -> Iterator[Bead]:
    """The beads, those taken apart again that join what does not say the same.

    On development data three in four beads of so low a score and likeness are wrong.
    """
    for bead in beads:
        joined = bead.sources and bead.targets
        if joined and bead.score < _UNSURE and _likeness(bead) < _UNLIKE:
            sure = round(1 - bead.score, 4)
            yield from (Bead((i,), (), sure, bead.evidence) for i in bead.sources)
            yield from (Bead((), (j,), sure, bead.evidence) for j in bead.targets)
        else:
            yield bead


def _likeness(bead: Bead) -> float:
    values = {name: value for name, value, _ in bead.evidence}
    return values["meaning"] - _FIGURE * values.get("figures missing", 0.0)


def _restored(
    beads: list[Bead], left: list[int], right: list[int], sources: int, targets: int
) -> list[Bead]:
    """The beads over all segments, those without text included."""
    result: list[Bead] = []
    at, to = 0, 0
    for bead in beads:
        own = [left[i] for i in bead.sources], [right[j] for j in bead.targets]
        first = own[0][0] if own[0] else at, own[1][0] if own[1] else to
        result += [Bead((i,), (), 1.0) for i in range(at, first[0])]
        result += [Bead((), (j,), 1.0) for j in range(to, first[1])]
        at = own[0][-1] + 1 if own[0] else at
        to = own[1][-1] + 1 if own[1] else to
        result.append(
            Bead(
                tuple(range(first[0], at)),
                tuple(range(first[1], to)),
                bead.score,
                bead.evidence,
            )
        )
    result += [Bead((i,), (), 1.0) for i in range(at, sources)]
    result += [Bead((), (j,), 1.0) for j in range(to, targets)]
    return result
