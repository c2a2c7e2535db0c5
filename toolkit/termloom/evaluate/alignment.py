"""How well beads agree with gold ones, by the definitions of the usual scorer.

Strict: a bead is right if gold has exactly this bead. Lax: if it shares a source and
a target segment with one gold bead. Beads with an empty side count for precision,
and are right only if gold has them; recall looks at gold beads with two sides
(Thompson and Koehn 2019, «Vecalign»).
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ..alignment.model import REVIEW
from ..encoders import Encoder
from ..errors import FormatError, InputError
from ..model import Bead
from ..reading import read
from ..versions import align

Ladder = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
"""Source and target segments of each bead, 0-based."""


class Rate(NamedTuple):
    """Right ones among found ones (precision) and among wanted ones (recall)."""

    right: int = 0
    found: int = 0
    met: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """0 to 1; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """0 to 1; 0 where nothing was wanted."""
        return self.met / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def plus(self, other: "Rate") -> "Rate":
        """The rate over both."""
        return Rate(*(a + b for a, b in zip(self, other, strict=True)))


class Score(NamedTuple):
    """Exact beads and overlapping beads."""

    strict: Rate = Rate()
    lax: Rate = Rate()

    def plus(self, other: "Score") -> "Score":
        """The score over both, every bead counting the same."""
        return Score(self.strict.plus(other.strict), self.lax.plus(other.lax))


def ladder(beads: Iterable[Bead]) -> Ladder:
    """Beads in the form that gold has."""
    return [(bead.sources, bead.targets) for bead in beads]


def score(gold: Ladder, found: Ladder) -> Score:
    """Compare the beads of one pair of texts with gold ones."""
    right, near, count = _hits(gold, found)
    met, close, wanted = _hits(_two_sided(found), _two_sided(gold))
    return Score(Rate(right, count, met, wanted), Rate(near, count, close, wanted))


def _two_sided(beads: Ladder) -> Ladder:
    return [bead for bead in beads if all(bead)]


def _hits(gold: Ladder, found: Ladder) -> tuple[int, int, int]:
    """How many beads are in gold, how many touch one there, how many there are."""
    known = {bead for bead in gold if any(bead)}
    asked = {bead for bead in found if any(bead)}
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for sources, targets in known:
        for source in sources:
            partners[source].update(targets)
    near = sum(
        (sources, targets) in known
        or any(not partners[s].isdisjoint(targets) for s in sources)
        for sources, targets in asked
    )
    return len(asked & known), near, len(asked)


def read_ladder(path: Path) -> Ladder:
    """Beads from a file with a line ``[0, 1]:[0]`` per bead; more fields are ignored.

    Raises `InputError` where there is no such file, `FormatError` with the line that
    is not a bead.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"can't read the gold beads ({error})", place=str(path)
        ) from error
    return [
        _bead(line, f"{path}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _bead(line: str, place: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    try:
        sources, targets, *_ = (ast.literal_eval(part) for part in line.split(":"))
        return tuple(map(int, sources)), tuple(map(int, targets))
    except (ValueError, SyntaxError, TypeError) as error:
        raise FormatError(
            f'"{line.strip()}" is no bead; write it like [0, 1]:[0]', place=place
        ) from error


def two(languages: Sequence[str], told: str) -> tuple[str, str]:
    """A pair of languages. Raises `InputError` for more or fewer."""
    if len(languages) != 2:
        raise InputError(f'two languages are needed, not "{told}"; write en,zh-Hans')
    return languages[0], languages[1]


class Sure(NamedTuple):
    """A bead's score, and whether gold has exactly this bead."""

    score: float
    is_right: bool


LEVELS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
"""Lower ends of the steps of a curve."""


class Step(NamedTuple):
    """The beads with scores from ``start`` to ``stop``."""

    start: float
    stop: float
    beads: int
    right: float
    """Share of them that are right; 0 where there are none."""


def curve(beads: Sequence[Sure]) -> list[Step]:
    """What scores are worth: the share of right beads, step by step.

    The first step holds the beads that are not flagged for review, all others one
    range of scores each.
    """
    ranges = [(REVIEW, 1.0), *pairwise((*LEVELS, 1.0))]
    return [_step(beads, start, stop) for start, stop in ranges]


def _step(beads: Sequence[Sure], start: float, stop: float) -> Step:
    top = stop if stop < 1 else 2.0
    own = [bead.is_right for bead in beads if start <= bead.score < top]
    return Step(start, stop, len(own), sum(own) / len(own) if own else 0.0)


class Measured(NamedTuple):
    """One pair of texts against its gold."""

    score: Score
    beads: tuple[Sure, ...]


def folder(path: Path, languages: tuple[str, str], encoder: Encoder) -> Measured:
    """Align ``src.txt`` with ``tgt.txt`` of a folder, and compare with ``gold.txt``.

    Raises `InputError` or `FormatError` for a file that is missing or wrong.
    """
    names = ("src.txt", "tgt.txt")
    documents = [
        read(path / name, tag, presplit=True)
        for name, tag in zip(names, languages, strict=True)
    ]
    gold = read_ladder(path / "gold.txt")
    found = align(documents, encoder=encoder, presplit=True)
    beads = found.alignments[languages].beads
    return Measured(score(gold, ladder(beads)), sure(gold, beads))


def sure(gold: Ladder, beads: Iterable[Bead]) -> tuple[Sure, ...]:
    """Each bead's score, and whether it is right."""
    known = set(gold)
    return tuple(
        Sure(bead.score, (bead.sources, bead.targets) in known) for bead in beads
    )
