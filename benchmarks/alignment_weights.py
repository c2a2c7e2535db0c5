"""Learn the weights of the aligner, and show what they are worth.

    python benchmarks/alignment_weights.py --gold 2 FOLDER … --parallel FOLDER
        [--langs en,zh-Hans] [--prior FILE] [--out FILE] [--folds]

``--gold`` names a folder of documents with known beads and how much each counts,
``--parallel`` one of files that go line by line (made_documents.py says how both look);
``--langs`` are the languages where a folder's name does not say. The weights are those
under which the gold beads are likeliest, drawn towards the prior: a set learned on
literary prose (alignment_prior.json), without which documents would teach them away
from free translation. ``--out`` writes what was learned of all documents with the
settings and a digest of the data. ``--folds`` first learns without each fold in turn
and shows F1, strict and lax, of what was held out: every kind of documents, and each
third of what is long enough to be cut (documents of parallel lines, long gold).
"""

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
from made_documents import MEASURES, Made, documents, made
from numpy.typing import NDArray
from scipy.optimize import minimize

from termloom import tags
from termloom.alignment.features import DROP, MATCH, SHAPES
from termloom.alignment.model import (
    DROPS,
    KINDS,
    habits,
    kind,
    possible,
)
from termloom.alignment.prepare import Prepared, prepare, sides
from termloom.alignment.search import NEVER, best, links, totals
from termloom.encoders import Encoder, load
from termloom.evaluate.alignment import Ladder, Score, score
from termloom.model import Segment, Span

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
PULL = 2.0
"""How strongly weights are drawn towards the prior: the usual L2 term."""
ROUNDS, STEPS = 2, 60
"""Times that texts' habits are measured anew; steps of the optimiser in each."""
BARRED = -1e4
"""Score of beads that are not gold, where only gold may be: worse than any way, and
small enough to be added up exactly."""
HERE = Path(__file__).parent
NAMES = (*MATCH, *DROP, *KINDS, "habit")
"""What a vector of weights holds."""


def _weighed() -> list[Ints]:
    """For each shape which of the weights its beads use."""
    match, drop = np.arange(len(MATCH)), len(MATCH) + np.arange(len(DROP))
    first = len(MATCH) + len(DROP)
    return [
        np.array(
            [
                *(match if all(shape) else drop),
                first + KINDS.index(kind(shape)),
                len(NAMES) - 1,
            ]
        )
        for shape in SHAPES
    ]


WEIGHED = _weighed()


class Evidence(NamedTuple):
    """Beads of one shape that a document could have."""

    shape: int
    places: Ints
    origins: Ints
    features: NDArray[np.float32]
    """A row a bead: its features, 1 for the shape, what the text's habits say."""


class Lesson(NamedTuple):
    """A document as the learner sees it."""

    document: Made
    weight: float
    prepared: Prepared
    evidence: list[Evidence]
    gold: list[NDArray[np.bool_]]
    """Which of them stand on a way through the gold beads."""


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
    encoder, prior = load(), Prior.read(told.prior)
    texts = [
        (document, float(weight))
        for weight, folder in told.gold
        for document in documents(Path(folder), (source, target))
    ]
    texts += [(document, 1.0) for folder in told.parallel for document in made(folder)]
    lessons = [lesson(document, weight, encoder) for document, weight in texts]
    if told.folds:
        show("held out", held_out(lessons, prior))
    learned = learn(lessons, prior)
    show("learned from", measured(lessons, learned, prior))
    if told.out:
        told.out.write_text(written(learned, prior, lessons), encoding="utf-8")


class Prior(NamedTuple):
    """Where the weights start from and are held near."""

    weights: Floats
    habits: Floats
    digest: str

    @classmethod
    def read(cls, path: Path) -> "Prior":
        """The prior of a file that looks like the weights' file."""
        content = path.read_bytes()
        known = json.loads(content)["sets"]["states"]
        values = [
            *(known["match"][name] for name in MATCH),
            *(known["drop"][name] for name in DROP),
            *(known["shapes"][name] for name in KINDS),
            known["habit"],
        ]
        digest = hashlib.sha256(content).hexdigest()[:16]
        return cls(np.array(values), np.array(known["habits"]), digest)


def lesson(document: Made, weight: float, encoder: Encoder) -> Lesson:
    """What can be seen of a document without any weights."""
    texts = segments(document.source), segments(document.target)
    prepared = prepare(*sides(texts, document.languages, encoder))
    evidence = list(_evidence(prepared))
    gold = _gold(prepared, evidence, document.gold)
    return Lesson(document, weight, prepared, evidence, gold)


def segments(lines: Sequence[str]) -> list[Segment]:
    """Each line is a segment and a paragraph."""
    return [Segment("", i, Span(0, len(s)), s, i) for i, s in enumerate(lines)]


def _evidence(prepared: Prepared) -> Iterator[Evidence]:
    band = prepared.band
    origins = links(band, 0, len(band.low), -1)
    for number, places, features in possible(prepared.pair, band):
        extra = np.ones((2, len(places)), np.float32)
        rows = np.vstack([features, extra]).T
        yield Evidence(number, places, origins[places, number], rows)


def _gold(
    prepared: Prepared, evidence: Sequence[Evidence], gold: Ladder
) -> list[NDArray[np.bool_]]:
    """The gold beads; where one can't be, what lies inside it."""
    rows, columns = prepared.band.places(0, len(prepared.band.low))
    places = np.concatenate([each.places for each in evidence])
    sizes = [np.tile(SHAPES[each.shape], (len(each.places), 1)) for each in evidence]
    stop = np.stack([rows[places], columns[places]], 1)
    start = stop - np.concatenate(sizes)
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
    wanted = exact | (inside & ~met[bead])
    return np.split(wanted, np.cumsum([len(e.places) for e in evidence])[:-1])


# Learning -----------------------------------------------------------------------------


def learn(lessons: Sequence[Lesson], prior: Prior) -> Floats:
    """The weights under which the gold beads are likeliest."""
    weights = prior.weights
    for _ in range(ROUNDS):
        for each in lessons:
            own = decoded(each, weights, prior).habits
            for evidence in each.evidence:
                evidence.features[:, -1] = own[evidence.shape]
        arguments = lessons, prior.weights
        options = {"maxiter": STEPS}
        weights = minimize(
            loss, weights, arguments, "L-BFGS-B", jac=True, options=options
        ).x
    return weights


def loss(
    weights: Floats, lessons: Sequence[Lesson], prior: Floats
) -> tuple[float, Floats]:
    """How unlikely the gold beads are and how far off the prior is; its slope."""
    away = weights - prior
    total, slope = PULL / 2 * float(away @ away), PULL * away
    for each in lessons:
        known = table(each, weights)
        every, expected = expectation(each, known)
        for own, gold in zip(each.evidence, each.gold, strict=True):
            known[own.places[~gold], own.shape] = BARRED
        right, wanted = expectation(each, known)
        if every - right < -BARRED / 2:
            total += each.weight * (every - right)
            slope = slope + each.weight * (expected - wanted)
    return total, slope


def table(lesson: Lesson, weights: Floats) -> Floats:
    """The score of each bead."""
    size = int(lesson.prepared.band.start[-1])
    result = np.full((size, len(SHAPES)), NEVER)
    result[:, : len(DROPS)] = 0.0
    for shape, places, _, features in lesson.evidence:
        result[places, shape] = features @ weights[WEIGHED[shape]]
    return result


def expectation(lesson: Lesson, known: Floats) -> tuple[float, Floats]:
    """Logarithm of the total weight of all ways; the mean features of a way."""
    band = lesson.prepared.band
    before, behind = totals(band, known)
    result = np.zeros(len(NAMES))
    for shape, places, origins, features in lesson.evidence:
        sums = before[origins] + known[places, shape] + behind[places] - behind[0]
        result[WEIGHED[shape]] += np.exp(np.minimum(sums, 0.0)) @ features
    return float(behind[0]), result


class Decoded(NamedTuple):
    """The best way through a document, and the habits that a first try showed."""

    beads: Ladder
    habits: Floats


def decoded(lesson: Lesson, weights: Floats, prior: Prior) -> Decoded:
    """What the aligner would make of a document, but for what it takes apart again."""
    band = lesson.prepared.band
    for own in lesson.evidence:
        own.features[:, -1] = 0.0
    known = table(lesson, weights)
    first = [shape for _, shape in best(band, known)]
    gains = habits(lesson.prepared.pair, first, prior.habits)
    shapes = [SHAPES[shape] for _, shape in best(band, known + weights[-1] * gains)]
    ends = accumulate(shapes, lambda at, size: (at[0] + size[0], at[1] + size[1]))
    beads = [
        (tuple(range(i - x, i)), tuple(range(j - y, j)))
        for (i, j), (x, y) in zip(ends, shapes, strict=True)
    ]
    return Decoded(beads, gains)


# Showing ------------------------------------------------------------------------------


def held_out(lessons: Sequence[Lesson], prior: Prior) -> dict[str, Score]:
    """Scores of each fold under weights learned without it."""
    result: dict[str, Score] = defaultdict(Score)
    for fold in sorted({each.document.fold for each in lessons}):
        rest = [each for each in lessons if each.document.fold != fold]
        own = [each for each in lessons if each.document.fold == fold]
        for name, found in measured(own, learn(rest, prior), prior).items():
            result[name] = result[name].plus(found)
        sys.stderr.write(f"learned without {fold}\n")
    return result


def measured(
    lessons: Iterable[Lesson], weights: Floats, prior: Prior
) -> dict[str, Score]:
    """Scores by the first parts of the documents' names, and by how they were made."""
    result: dict[str, Score] = defaultdict(Score)
    for each in lessons:
        found = score(each.document.gold, decoded(each, weights, prior).beads)
        kind_, text, *rest = each.document.name.split("/")
        names = [kind_, f"{kind_}/{text}"]
        names += [f"{kind_} {rest[-1]}"] if rest[-1:] and rest[-1] in MEASURES else []
        for name in names:
            result[name] = result[name].plus(found)
    return result


def show(title: str, scores: dict[str, Score]) -> None:
    """A line for each group of documents."""
    sys.stdout.write(f"{title:<32}{'beads':>8}{'strict':>8}{'lax':>8}\n")
    for name, found in sorted(scores.items()):
        values = found.strict.f1, found.lax.f1
        line = f"{name:<32}{found.strict.found:>8}{values[0]:8.4f}{values[1]:8.4f}"
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def written(weights: Floats, prior: Prior, lessons: Sequence[Lesson]) -> str:
    """The weights' file: the weights, and what they were made of."""
    values = [round(float(weight), 4) for weight in weights]
    drop, shape = len(MATCH), len(MATCH) + len(DROP)
    known = {
        "match": dict(zip(MATCH, values[:drop], strict=True)),
        "drop": dict(zip(DROP, values[drop:shape], strict=True)),
        "shapes": dict(zip(KINDS, values[shape:-1], strict=True)),
        "habits": prior.habits.tolist(),
        "habit": values[-1],
    }
    content = {
        "signature": f"weights-{digest(known)}",
        "made": {
            "prior": prior.digest,
            "pull": PULL,
            "rounds": ROUNDS,
            "steps": STEPS,
            "data": dict(sources(lessons)),
        },
        "sets": {"states": known},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def sources(lessons: Sequence[Lesson]) -> Iterator[tuple[str, str]]:
    """Each kind of documents with its weight, number and digest."""
    kinds: dict[str, list[Lesson]] = defaultdict(list)
    for each in lessons:
        kinds[each.document.name.split("/")[0]].append(each)
    for name, own in kinds.items():
        content = digest([each.document for each in own])
        yield name, f"{own[0].weight:g} × {len(own)} documents, {content}"


def digest(content: object) -> str:
    """A few digits of the SHA-256 of something as JSON."""
    text = json.dumps(content, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


if __name__ == "__main__":
    main()
