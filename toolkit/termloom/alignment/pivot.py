"""Three and more languages: rows joined over the first, the pivot.

Every pair of languages is aligned. A row holds what the pairs with the pivot join;
the other pairs tell whether that is right, and join what the pivot leaves out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, pairwise

from ..encoders import Encoder, Encoding
from ..encoders.cached import Cached
from ..model import Bead, Evidence, Row, Segment
from .alignment import Alignment, align
from .kept import kept
from .rows import flags, identified, row

Texts = Mapping[str, Sequence[Segment]]
Alignments = Mapping[tuple[str, str], Alignment]


def align_all(texts: Texts, *, encoder: Encoder) -> dict[tuple[str, str], Alignment]:
    """The alignment of every pair of languages, in the order of ``texts``.

    With an encoder whose results are kept on disk, alignments are as well.
    """
    once = _Once(encoder)

    def made(a: str, b: str) -> Alignment:
        return align(
            texts[a], texts[b], source_language=a, target_language=b, encoder=once
        )

    def found(a: str, b: str) -> Alignment:
        if not isinstance(encoder, Cached):
            return made(a, b)
        pair = texts[a], texts[b]
        return kept(pair, (a, b), encoder.signature, partial(made, a, b))

    return {(a, b): found(a, b) for a, b in combinations(texts, 2)}


class _Once:
    """An encoder that is asked but once for each text."""

    def __init__(self, encoder: Encoder) -> None:
        self.signature = encoder.signature
        self._encoder = encoder
        self._known: dict[str, Encoding] = {}

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        wanted = list(texts)
        new = [text for text in dict.fromkeys(wanted) if text not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return (self._known[text] for text in wanted)


@dataclass(slots=True)
class _Group:
    """Segments that go into one row."""

    segments: dict[str, list[int]] = field(default_factory=dict)
    beads: list[tuple[str, Bead]] = field(default_factory=list)
    """The beads that join them, with the name of their pair."""

    def add(self, pair: tuple[str, str], bead: Bead) -> None:
        for language, own in zip(pair, (bead.sources, bead.targets), strict=True):
            known = self.segments.setdefault(language, [])
            known += [index for index in own if index not in known]
        self.beads.append((f"{pair[0]}–{pair[1]}", bead))


def pivot(
    texts: Texts, alignments: Alignments, *, document: str = ""
) -> tuple[Row, ...]:
    """Rows of all languages; ``alignments`` as `align_all` gives them.

    Rows follow the pivot, the first language of ``texts``; what it lacks stands
    behind the row that precedes it in its own language. ``triangle`` flags rows about
    which the pairs without the pivot disagree, ``review`` those with a low score.
    """
    groups = _groups(texts, alignments)
    _add_rest(groups, texts, alignments)
    crossed = _Crossed(alignments, next(iter(texts)))
    made = (
        row(
            texts,
            {tag: group.segments[tag] for tag in texts if tag in group.segments},
            document=document,
            score=score,
            flags=flags(score) + ("triangle",) * crossed(group),
            evidence=tuple(Evidence(name, bead.score) for name, bead in group.beads),
        )
        for group in groups
        for score in [min((bead.score for _, bead in group.beads), default=1.0)]
    )
    return identified(one for one in made if one.cells)


def _groups(texts: Texts, alignments: Alignments) -> list[_Group]:
    """Stretches of the pivot that no bead reaches across, with what they hold."""
    first = next(iter(texts))
    own = {pair: found for pair, found in alignments.items() if pair[0] == first}
    cuts = set(range(len(texts[first]) + 1))
    for alignment in own.values():
        for bead in alignment.beads:
            cuts -= set(bead.sources[1:])
    groups: list[_Group] = []
    number: dict[int, int] = {}
    for start, stop in pairwise(sorted(cuts)):
        number |= dict.fromkeys(range(start, stop), len(groups))
        groups.append(_Group({first: list(range(start, stop))}))
    for pair, alignment in own.items():
        for bead in alignment.beads:
            if bead.sources and bead.targets:
                groups[number[bead.sources[0]]].add(pair, bead)
    return groups


def _add_rest(groups: list[_Group], texts: Texts, alignments: Alignments) -> None:
    """Put in what has no counterpart in the pivot, joined by the other pairs."""
    first, *others = texts
    homes = {
        (language, index): number
        for number, group in enumerate(groups)
        for language, own in group.segments.items()
        for index in own
    }
    rest: list[_Group] = []
    taken: set[tuple[str, int]] = set(homes)
    for pair, alignment in alignments.items():
        if first in pair:
            continue
        for bead in alignment.beads:
            own = [(pair[0], i) for i in bead.sources]
            own += [(pair[1], j) for j in bead.targets]
            if bead.sources and bead.targets and taken.isdisjoint(own):
                rest.append(_Group())
                rest[-1].add(pair, bead)
                taken.update(own)
    for language in others:
        for index in range(len(texts[language])):
            if (language, index) not in taken:
                rest.append(_Group({language: [index]}))
    _insert(groups, rest, homes)


def _insert(
    groups: list[_Group], rest: list[_Group], homes: Mapping[tuple[str, int], int]
) -> None:
    """Each group behind the last one that precedes it in any of its languages."""

    def place(group: _Group) -> tuple[int, int]:
        before = [
            next(
                (homes[tag, i] for i in range(own[0], -1, -1) if (tag, i) in homes), -1
            )
            for tag, own in group.segments.items()
        ]
        return max(before), min(own[0] for own in group.segments.values())

    placed = [((number, -1), group) for number, group in enumerate(groups)]
    placed += [(place(group), group) for group in rest]
    placed.sort(key=lambda item: item[0])
    groups[:] = [group for _, group in placed]


class _Crossed:
    """Tells whether a pair without the pivot contradicts a group."""

    def __init__(self, alignments: Alignments, first: str) -> None:
        self._partners: dict[tuple[str, str], dict[int, set[int]]] = {}
        for (a, b), alignment in alignments.items():
            if first in (a, b):
                continue
            there = self._partners[a, b] = {}
            back = self._partners[b, a] = {}
            for bead in alignment.beads:
                there |= {i: set(bead.targets) for i in bead.sources}
                back |= {j: set(bead.sources) for j in bead.targets}

    def __call__(self, group: _Group) -> bool:
        for (a, b), partners in self._partners.items():
            found = {p for i in group.segments.get(a, ()) for p in partners[i]}
            own = set(group.segments.get(b, ()))
            if found - own or (own and group.segments.get(a) and not found):
                return True
        return False
