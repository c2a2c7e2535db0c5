"""Learn the weights of the aligner, and show what they are worth.

    python benchmarks/alignment_weights.py --gold 2 FOLDER … --parallel FOLDER
        [--langs en,zh-Hans] [--prior FILE] [--out FILE] [--folds]

``--gold`` names a folder of documents with known beads and how much each counts,
``--parallel`` one of files that go line by line (made_documents.py says how both look);
``--langs`` are the languages where a folder's name does not say. The weights are those
under which the gold beads are likeliest, drawn towards the prior: a set learned on
literary prose (alignment_prior.json), without which documents would teach them away
from free translation. Close and free translations have a set each, and a text is held
to lie between them; texts without vectors have one of their own. ``--folds`` learns
without each fold in turn and shows F1, strict and lax, of what was held out: every kind
of documents, and each third of what is long enough to be cut (documents of parallel
lines, long gold). ``--out`` does the same, learns from the held-out beads what a score
is worth, and writes it with what was learned of all documents, the settings and a
digest of the data.
"""

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from made_documents import MEASURES, Made, documents, made
from numpy.typing import NDArray
from scipy.optimize import minimize

from termloom import tags
from termloom.alignment import plain
from termloom.alignment.features import DROP, MATCH, SHAPES, Pair
from termloom.alignment.model import (
    CERTAINTY,
    DROPS,
    FREE,
    KINDS,
    NEAR,
    PLAIN,
    REVIEW,
    Seen,
    certain,
    freedom,
    habits,
    kind,
    possible,
)
from termloom.alignment.prepare import Prepared, prepare, sides
from termloom.alignment.search import links
from termloom.encoders import load
from termloom.evaluate.alignment import Ladder, Score, Sure, curve, score
from termloom.model import Segment, Span

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
PULL = {NEAR: 2.0, FREE: 200.0, PLAIN: 0.5}
"""How strongly weights are drawn towards the prior: the usual L2 term."""
ROUNDS, STEPS = 2, 150
"""Times that texts' habits are measured anew; steps of the optimiser in each."""
NEVER = -1e9
HERE = Path(__file__).parent
NAMES = (*MATCH, *DROP, *KINDS, "habit")
"""What a set of weights holds."""
_FIRST, _SHAPES = len(MATCH), len(MATCH) + len(DROP)
_KIND = np.array([KINDS.index(kind(shape)) for shape in SHAPES])
_SIZES = np.array(SHAPES)


class Text(NamedTuple):
    """A document as the learner sees it."""

    document: Made
    weight: float
    pair: Pair


class Lattice(NamedTuple):
    """Beads by where they lead from and to, in steps that only look back."""

    origin: Ints
    place: Ints
    steps: list[tuple[slice, Ints]]
    """The beads of one diagonal of all documents; where those of each place begin."""
    ends: tuple[Ints, Ints]
    """First and last place of each document."""
    size: int

    @classmethod
    def of(
        cls, origin: Ints, place: Ints, diagonal: Ints, ends: tuple[Ints, Ints]
    ) -> "Lattice":
        """The lattice of beads that are sorted by diagonal and place."""
        cuts = np.flatnonzero(np.diff(diagonal, prepend=-1, append=-1))
        steps = []
        for first, last in pairwise(cuts.tolist()):
            own = slice(first, last)
            steps.append((own, np.flatnonzero(np.diff(place[own], prepend=-1))))
        return cls(origin, place, steps, ends, int(ends[1].max()) + 1)

    def sums(self, scores: Floats) -> Floats:
        """Logarithm of the total weight of all ways to each place."""
        sums = np.full(self.size, NEVER)
        sums[self.ends[0]] = 0.0
        for own, starts in self.steps:
            terms = sums[self.origin[own]] + scores[own]
            top = np.maximum.reduceat(terms, starts)
            counts = np.diff(starts, append=len(terms))
            weights = np.exp(terms - np.repeat(top, counts))
            total = top + np.log(np.add.reduceat(weights, starts))
            sums[self.place[own][starts]] = np.maximum(total, NEVER)
        return sums

    def shares(self, scores: Floats, sums: Floats) -> Floats:
        """How much of the total weight of all ways goes through each bead."""
        mass = np.zeros(self.size)
        mass[self.ends[1]] = 1.0
        result = np.zeros(len(scores))
        for own, _ in reversed(self.steps):
            origin, place = self.origin[own], self.place[own]
            gains = np.minimum(sums[origin] + scores[own] - sums[place], 0.0)
            result[own] = mass[place] * np.exp(gains)
            np.add.at(mass, origin, result[own])
        return result

    def best(self, scores: Floats) -> list[list[int]]:
        """The beads of the best way through each document."""
        sums = np.full(self.size, NEVER)
        sums[self.ends[0]] = 0.0
        chosen = np.full(self.size, -1)
        for own, starts in self.steps:
            terms = sums[self.origin[own]] + scores[own]
            top = np.maximum.reduceat(terms, starts)
            won = terms == np.repeat(top, np.diff(starts, append=len(terms)))
            chosen[self.place[own][won]] = own.start + np.flatnonzero(won)
            sums[self.place[own][starts]] = top
        return [self._way(chosen, *end) for end in zip(*self.ends, strict=True)]

    def _way(self, chosen: Ints, first: int, last: int) -> list[int]:
        way = []
        while last != first:
            way.append(int(chosen[last]))
            last = self.origin[way[-1]]
        return way[::-1]


class Lessons(NamedTuple):
    """All documents, and all beads that they could have."""

    texts: list[Text]
    text: Ints
    """Which one each bead is of."""
    shape: Ints
    stop: Ints
    """(n, 2): the places where they end."""
    features: Singles
    """A row a bead: 0 for what it does not have."""
    gold: Flags
    """Which of them stand on a way through the gold beads."""
    every: Lattice
    right: Lattice
    """The gold ones alone."""

    @property
    def weights(self) -> Floats:
        """How much each document counts."""
        return np.array([text.weight for text in self.texts])


class Known(NamedTuple):
    """What a first try at the documents tells of them."""

    freedom: Floats
    gains: Floats
    """(documents, shapes): how much more often than usual a shape is."""


def main() -> None:
    """Learn what the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", nargs=2, action="append", default=[])
    parser.add_argument("--parallel", action="append", type=Path, default=[])
    parser.add_argument("--langs", default="en,zh-Hans")
    parser.add_argument("--prior", type=Path, default=HERE / "alignment_prior.json")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", action="store_true")
    told = parser.parse_args()
    source, target = map(tags.parse, told.langs.split(","))
    texts = [
        (document, float(weight))
        for weight, folder in told.gold
        for document in documents(Path(folder), (source, target))
    ]
    texts += [(document, 1.0) for folder in told.parallel for document in made(folder)]
    sets: dict[str, Floats] = {}
    certainty: dict[str, float] = {}
    for names, way in (((NEAR, FREE), with_vectors()), ((PLAIN,), without_vectors)):
        prior = Prior.read(told.prior, names)
        given = lessons(texts, way, prior)
        learned = learn(given, prior)
        if told.folds or told.out:
            scores, beads = held_out(given, learned, prior)
            show(f"{names[0]}, held out", scores)
            certainty |= {} if certainty else trust(beads)
            show_curve(beads, certainty)
        show(f"{names[0]}, learned from", measured(given, learned, prior))
        sets |= dict(zip(names, np.split(learned, len(names)), strict=True))
    if told.out:
        content = written(sets, certainty, prior, texts)
        told.out.write_text(content, encoding="utf-8")


class Prior(NamedTuple):
    """Where the weights start from and are held near."""

    weights: Floats
    """Of one set after the other, as are those that are learned."""
    pull: Floats
    habits: Floats
    digest: str

    @property
    def sets(self) -> int:
        """How many sets there are."""
        return len(self.weights) // len(NAMES)

    @classmethod
    def read(cls, path: Path, names: Sequence[str]) -> "Prior":
        """The priors of some sets, from a file that looks like the weights' file.

        What it does not know is 0.
        """
        content = path.read_bytes()
        sets = json.loads(content)["sets"]
        known = [sets[PLAIN if name == PLAIN else NEAR] for name in names]
        values = [
            value
            for own in known
            for value in (
                *(own["match"].get(name, 0.0) for name in MATCH),
                *(own["drop"].get(name, 0.0) for name in DROP),
                *(own["shapes"][name] for name in KINDS),
                own["habit"],
            )
        ]
        return cls(
            np.array(values),
            np.repeat([PULL[name] for name in names], len(NAMES)),
            np.array(known[0]["habits"]),
            hashlib.sha256(content).hexdigest()[:16],
        )


# What can be seen of documents --------------------------------------------------------

Way = Callable[[Made], Prepared]


def with_vectors() -> Way:
    """How documents are made ready with the default encoder."""
    encoder = load()

    def way(document: Made) -> Prepared:
        texts = segments(document.source), segments(document.target)
        return prepare(*sides(texts, document.languages, encoder))

    return way


def without_vectors(document: Made) -> Prepared:
    """A document made ready without an encoder."""
    return plain.prepared(
        segments(document.source), segments(document.target), document.languages
    )


def segments(lines: Sequence[str]) -> list[Segment]:
    """Each line is a segment and a paragraph."""
    return [Segment("", i, Span(0, len(s)), s, i) for i, s in enumerate(lines)]


class _Beads(NamedTuple):
    """The beads that one document could have; places are counted from its first."""

    origin: Ints
    place: Ints
    shape: Ints
    stop: Ints
    features: Singles
    gold: Flags
    size: int

    def some(self, chosen: Flags | Ints) -> "_Beads":
        """Some of them, or all in another order."""
        return _Beads(
            self.origin[chosen],
            self.place[chosen],
            self.shape[chosen],
            self.stop[chosen],
            self.features[chosen],
            self.gold[chosen],
            self.size,
        )

    def lattice(self) -> Lattice:
        """The lattice of this document alone."""
        ends = np.array([0]), np.array([self.size - 1])
        return Lattice.of(self.origin, self.place, self.stop.sum(1), ends)


def lessons(texts: Iterable[tuple[Made, float]], way: Way, prior: Prior) -> Lessons:
    """All that can be learned from documents that count so much each."""
    known, beads = [], []
    for document, weight in texts:
        prepared = way(document)
        known.append(Text(document, weight, prepared.pair))
        beads.append(_likely(_beads(document, prepared), prior))
    return _together(known, beads)


def _beads(document: Made, prepared: Prepared) -> _Beads:
    band = prepared.band
    every = links(band, 0, len(band.low), -1)
    rows, columns = band.places(0, len(band.low))
    parts = []
    for number, places, found in possible(prepared.pair, band):
        features = np.zeros((len(places), _SHAPES), np.float32)
        own = slice(0, _FIRST) if all(SHAPES[number]) else slice(_FIRST, _SHAPES)
        features[:, own] = found.T
        stop = np.stack([rows[places], columns[places]], 1)
        shape = np.full(len(places), number)
        parts.append((every[places, number], places, shape, stop, features))
    origin, place, shape, stop, features = map(np.concatenate, zip(*parts, strict=True))
    gold = _gold(document.gold, stop - _SIZES[shape], stop)
    beads = _Beads(origin, place, shape, stop, features, gold, int(band.start[-1]))
    return beads.some(np.lexsort((place, stop.sum(1))))


def _gold(gold: Ladder, start: Ints, stop: Ints) -> Flags:
    """The gold beads; where one can't be, what lies inside it."""
    ends = np.cumsum([(0, 0), *((len(x), len(y)) for x, y in gold)], axis=0)
    by_source, by_target = (
        np.searchsorted(ends[:, k], start[:, k], side="right") - 1 for k in (0, 1)
    )
    bead = np.where(stop[:, 0] > start[:, 0], by_source, by_target)
    first, last = ends[bead], ends[bead + 1]
    inside = ((first <= start) & (stop <= last)).all(1)
    exact = ((first == start) & (stop == last)).all(1)
    met = np.zeros(len(gold), bool)
    met[bead[exact]] = True
    wanted: Flags = exact | (inside & ~met[bead])
    return wanted


LEAST, DULL, DULL_LEAST = 1e-9, 0.5, 1e-4
"""Share of all ways below which a bead is left out, and the same by weights that tell
less clearly: a tenth is left, and the rest hardly changes what is learned."""


def _likely(beads: _Beads, prior: Prior) -> _Beads:
    """The beads that are worth a look, and gold's."""
    lattice = beads.lattice()
    scores = _linear(beads, prior.weights[: len(NAMES)])
    kept = beads.gold.copy()
    for factor, least in ((1.0, LEAST), (DULL, DULL_LEAST)):
        sums = lattice.sums(scores * factor)
        kept |= lattice.shares(scores * factor, sums) > least
    return beads.some(kept)


def _together(texts: list[Text], beads: list[_Beads]) -> Lessons:
    """One table of the beads of all documents."""
    first = np.cumsum([0, *(own.size for own in beads)])
    counts = [len(own.place) for own in beads]
    shift, text = (
        np.repeat(first[:-1], counts),
        np.repeat(np.arange(len(beads)), counts),
    )
    origin, place, shape, stop, features, gold = (
        np.concatenate([own[k] for own in beads]) for k in range(6)
    )
    order = np.lexsort((place + shift, stop.sum(1)))
    origin, place, diagonal = (
        values[order] for values in (origin + shift, place + shift, stop.sum(1))
    )
    gold = gold[order]
    ends = first[:-1], first[1:] - 1
    return Lessons(
        texts,
        text[order],
        shape[order],
        stop[order],
        features[order],
        gold,
        Lattice.of(origin, place, diagonal, ends),
        Lattice.of(origin[gold], place[gold], diagonal[gold], ends),
    )


# Learning -----------------------------------------------------------------------------


def learn(lessons: Lessons, prior: Prior, start: Floats | None = None) -> Floats:
    """The weights under which the gold beads are likeliest.

    Variables are scaled so that the loss is about as steep in all of them.
    """
    weights = prior.weights if start is None else start
    for _ in range(ROUNDS if start is None else 1):
        known = tried(lessons, weights, prior)
        scale = np.sqrt(curvature(weights, lessons, known, prior))

        def scaled(
            values: Floats, known: Known = known, scale: Floats = scale
        ) -> tuple[float, Floats]:
            total, slope = loss(values / scale, lessons, known, prior)
            return total, slope / scale

        options = {"maxiter": STEPS, "ftol": 1e-7, "gtol": 1e-3}
        found = minimize(
            scaled, weights * scale, method="L-BFGS-B", jac=True, options=options
        )
        weights = found.x / scale
    return weights


def loss(
    weights: Floats, lessons: Lessons, known: Known, prior: Prior
) -> tuple[float, Floats]:
    """How unlikely the gold beads are and how far off the prior is; its slope."""
    away = weights - prior.weights
    scores = scored(lessons, weights, known)
    sums, right = (
        lattice.sums(own)
        for lattice, own in (
            (lessons.every, scores),
            (lessons.right, scores[lessons.gold]),
        )
    )
    last = lessons.every.ends[1]
    counted = lessons.weights * (right[last] > NEVER / 2)
    shares = lessons.every.shares(scores, sums)
    shares[lessons.gold] -= lessons.right.shares(scores[lessons.gold], right)
    total = float(counted @ (sums[last] - right[last])) + prior.pull @ away**2 / 2
    slope = _sums(lessons, known, shares * counted[lessons.text], prior.sets, power=1)
    return float(total), slope + prior.pull * away


def curvature(weights: Floats, lessons: Lessons, known: Known, prior: Prior) -> Floats:
    """About how much the slope changes with each weight."""
    scores = scored(lessons, weights, known)
    shares = lessons.every.shares(scores, lessons.every.sums(scores))
    spread = shares * (1 - shares) * lessons.weights[lessons.text]
    return prior.pull + _sums(lessons, known, spread, prior.sets, power=2)


def _sums(
    lessons: Lessons, known: Known, factors: Floats, sets: int, *, power: int
) -> Floats:
    """Sums of the beads' features or of their squares, for each set of weights."""
    count, free = len(known.freedom), known.freedom[lessons.text]
    result = []
    for part in (1 - free, free)[:sets]:
        own = factors * part**power
        features = lessons.features if power == 1 else lessons.features**2
        shapes = np.bincount(
            lessons.text * len(SHAPES) + lessons.shape, own, count * len(SHAPES)
        ).reshape(count, -1)
        kinds = np.bincount(_KIND, shapes.sum(0), len(KINDS))
        habit = (shapes * known.gains**power).sum()
        result += [own.astype(np.float32) @ features, kinds, [habit]]
    return np.concatenate(result)


def scored(lessons: Lessons, weights: Floats, known: Known) -> Floats:
    """The score of each bead."""
    near, free = weights[: len(NAMES)], weights[-len(NAMES) :]
    gains = known.gains[lessons.text, lessons.shape]
    share = known.freedom[lessons.text]
    scores = _linear(lessons, near) + near[-1] * gains
    other = _linear(lessons, free) + free[-1] * gains if share.any() else scores
    return scores + (other - scores) * share


def _linear(beads: _Beads | Lessons, weights: Floats) -> Floats:
    """The scores of beads by one set of weights, habits left out."""
    known: Floats = beads.features @ weights[:_SHAPES].astype(np.float32)
    return known + weights[_SHAPES:-1][_KIND][beads.shape]


def tried(lessons: Lessons, weights: Floats, prior: Prior) -> Known:
    """What the best ways by the weights for close translations tell of documents."""
    ways = lessons.every.best(_linear(lessons, weights[: len(NAMES)]))
    free, gains = [], []
    for text, way in zip(lessons.texts, ways, strict=True):
        shapes = lessons.shape[way]
        single = lessons.stop[way][shapes == SHAPES.index((1, 1))]
        free.append(freedom(text.pair, [(int(i), int(j)) for i, j in single]))
        gains.append(habits(text.pair, shapes.tolist(), prior.habits))
    return Known(np.array(free), np.array(gains))


class Decoded(NamedTuple):
    """The beads of a document, and how sure each is."""

    beads: Ladder
    shares: Floats
    freedom: float


def decoded(lessons: Lessons, weights: Floats, prior: Prior) -> list[Decoded]:
    """What the aligner would make of each, but for what it takes apart again."""
    known = tried(lessons, weights, prior)
    scores = scored(lessons, weights, known)
    shares = lessons.every.shares(scores, lessons.every.sums(scores))
    shares = _wherever(lessons, shares)
    ways = lessons.every.best(scores)
    return [
        Decoded([_bead(lessons, bead) for bead in way], shares[way], float(free))
        for way, free in zip(ways, known.freedom, strict=True)
    ]


def _wherever(lessons: Lessons, shares: Floats) -> Floats:
    """The shares; of a segment left out of all ways that leave it out."""
    result = shares.copy()
    for number in range(len(DROPS)):
        own = lessons.shape == number
        segments = np.stack([lessons.text[own], lessons.stop[own, number]])
        _, same = np.unique(segments, axis=1, return_inverse=True)
        result[own] = np.bincount(same, shares[own])[same].clip(max=1.0)
    return result


def _bead(lessons: Lessons, bead: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    (x, y), (i, j) = SHAPES[lessons.shape[bead]], lessons.stop[bead].tolist()
    return tuple(range(i - x, i)), tuple(range(j - y, j))


# What a score is worth ----------------------------------------------------------------


class Judged(NamedTuple):
    """A bead of a document that was not learned from."""

    text: Text
    share: float
    is_alone: bool
    """Whether it has one side only."""
    freedom: float
    is_right: bool


FREER = 0.5
"""Freedom from which on a text counts as free."""
PROMISED = 0.98
"""Share of right beads among those that need no review."""


def trust(beads: Sequence[Judged]) -> dict[str, float]:
    """By what a bead's share of all ways tells how likely it is right.

    The likeliest for close translations; of free ones how many of the beads with two
    sides are wrong that would need no review: if too many, all of them need it.
    """
    close = [bead for bead in beads if bead.freedom < FREER]
    joined = [b for b in beads if b.freedom >= FREER and not b.is_alone]
    high = [bead.is_right for bead in joined if bead.share >= REVIEW]
    known, right = seen(close), np.array([bead.is_right for bead in close])
    agreed = sum(high) / len(high) if high else 1.0
    free = 1 - (agreed if agreed >= PROMISED else min(agreed, REVIEW - 0.01))

    def weighed(values: Iterable[float]) -> dict[str, float]:
        return dict(zip(CERTAINTY, (*values, free), strict=True))

    def unlikely(values: Floats) -> float:
        sure = certain(known, weighed(values))
        return -float(np.log(np.where(right, sure, 1 - sure).clip(min=1e-9)).sum())

    found = minimize(unlikely, [0.0, 1.0], method="L-BFGS-B").x
    return {name: round(float(x), 4) for name, x in weighed(found).items()}


def judged(text: Text, found: Decoded) -> Iterator[Judged]:
    """The beads that the aligner would make of a document."""
    gold = set(text.document.gold)
    for bead, share in zip(found.beads, found.shares, strict=True):
        alone = not all(bead)
        yield Judged(text, float(share), alone, found.freedom, bead in gold)


def seen(beads: Sequence[Judged]) -> Seen:
    """What beads' scores are made of."""
    return Seen(
        np.array([bead.share for bead in beads]),
        np.array([bead.freedom for bead in beads]),
    )


# Showing ------------------------------------------------------------------------------


def held_out(
    lessons: Lessons, learned: Floats, prior: Prior
) -> tuple[dict[str, Score], list[Judged]]:
    """Scores and beads of each fold under weights learned without it."""
    scores: dict[str, Score] = defaultdict(Score)
    beads: list[Judged] = []
    for fold in sorted({text.document.fold for text in lessons.texts}):
        texts = [
            text._replace(weight=text.weight * (text.document.fold != fold))
            for text in lessons.texts
        ]
        weights = learn(lessons._replace(texts=texts), prior, learned)
        found = decoded(lessons, weights, prior)
        for text, own in zip(lessons.texts, found, strict=True):
            if text.document.fold == fold:
                _add(scores, text, own)
                beads += judged(text, own)
        sys.stderr.write(f"learned without {fold}\n")
    return scores, beads


def measured(lessons: Lessons, weights: Floats, prior: Prior) -> dict[str, Score]:
    """Scores of all documents."""
    scores: dict[str, Score] = defaultdict(Score)
    found = decoded(lessons, weights, prior)
    for text, own in zip(lessons.texts, found, strict=True):
        _add(scores, text, own)
    return scores


def _add(scores: dict[str, Score], text: Text, own: Decoded) -> None:
    """Count a document by the first parts of its name, and by how it was made."""
    found = score(text.document.gold, own.beads)
    kind_, name, *rest = text.document.name.split("/")
    names = [kind_, f"{kind_}/{name}"]
    names += [f"{kind_} {rest[-1]}"] if rest[-1:] and rest[-1] in MEASURES else []
    for each in names:
        scores[each] = scores[each].plus(found)


def show(title: str, scores: dict[str, Score]) -> None:
    """A line for each group of documents."""
    sys.stdout.write(f"{title:<32}{'beads':>8}{'strict':>8}{'lax':>8}\n")
    for name, found in sorted(scores.items()):
        values = found.strict.f1, found.lax.f1
        line = f"{name:<32}{found.strict.found:>8}{values[0]:8.4f}{values[1]:8.4f}"
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def show_curve(beads: Sequence[Judged], certainty: dict[str, float]) -> None:
    """How many held-out beads of a score are right, for each kind of documents."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for each in beads:
        kinds["all"].append(each)
        kinds[each.text.document.name.split("/")[0]].append(each)
    for name, own in kinds.items():
        scores = certain(seen(own), certainty)
        known = [Sure(x, e.is_right) for x, e in zip(scores, own, strict=True)]
        for step in curve(known):
            sys.stdout.write(
                f"{name:<16}{step.start:.2f}–{step.stop:.2f}"
                f"{step.beads:8}{step.right:8.4f}\n"
            )


def written(
    sets: dict[str, Floats],
    certainty: dict[str, float],
    prior: Prior,
    texts: Sequence[tuple[Made, float]],
) -> str:
    """The weights' file: the weights, and what they were made of."""
    known = {name: _named(weights, prior.habits) for name, weights in sets.items()}
    content = {
        "signature": f"weights-{digest([known, certainty])}",
        "made": {
            "prior": prior.digest,
            "pull": PULL,
            "rounds": ROUNDS,
            "steps": STEPS,
            "data": dict(sources(texts)),
        },
        "sets": known,
        "certainty": certainty,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _named(weights: Floats, usual: Floats) -> dict[str, object]:
    values = [round(float(weight), 4) for weight in weights]
    return {
        "match": dict(zip(MATCH, values[:_FIRST], strict=True)),
        "drop": dict(zip(DROP, values[_FIRST:_SHAPES], strict=True)),
        "shapes": dict(zip(KINDS, values[_SHAPES:-1], strict=True)),
        "habits": usual.tolist(),
        "habit": values[-1],
    }


def sources(texts: Sequence[tuple[Made, float]]) -> Iterator[tuple[str, str]]:
    """Each kind of documents with its weight, number and digest."""
    kinds: dict[str, list[Made]] = defaultdict(list)
    weights = {document.name.split("/")[0]: weight for document, weight in texts}
    for document, _ in texts:
        kinds[document.name.split("/")[0]].append(document)
    for name, own in kinds.items():
        yield name, f"{weights[name]:g} × {len(own)} documents, {digest(own)}"


def digest(content: object) -> str:
    """A few digits of the SHA-256 of something as JSON."""
    text = json.dumps(content, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


if __name__ == "__main__":
    main()
