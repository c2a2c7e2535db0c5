"""Learn how stretches are ranked as counterparts of a term, and show what it is worth.

    python benchmarks/term_weights.py --gold 1.0 GOLD.tsv PAIRS.tsv …
        [--held GOLD.tsv PAIRS.tsv …] [--bends 8] [--out FILE]

The tables are those of `termloom eval spans`; the number says how much an occurrence
of each counts. The weights are those under which the right stretches are likeliest
among all that are asked, with a penalty on large ones: first for what one pair of
texts says, then, with the shares of belief that this gives, for what many say. Gold
that is ``--held`` is only measured. ``--out`` writes what was learned.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from termloom.encoders import Encoder, load
from termloom.evaluate import spans as measure
from termloom.evaluate.spans import Item, verdict
from termloom.terms.association import Association, Pair
from termloom.terms.bitext import (
    PAIRED_FEATURES,
    Answer,
    answers,
    counted,
    paired_features,
    ranked,
    reordered,
)
from termloom.terms.ranker import Ranker
from termloom.terms.spans import FEATURES

Floats = NDArray[np.float64]
PENALTY = 10.0
"""On the squares of the weights, each feature scaled to a spread of 1."""
LEAST = 0.05
"""Features that spread less count as spread so much: rare ones are not blown up."""
STEPS = 200
DIGITS = 3


class Study(NamedTuple):
    """A table of gold in one pair of languages, and all answers it asks for."""

    name: str
    weight: float
    items: list[Item]
    places: list[int | None]
    """For each item the number of its answer."""
    found: list[Answer]
    counts: dict[Pair, Association]


class Lesson(NamedTuple):
    """One occurrence: its stretches, and which are right."""

    features: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: float


class Rankers(NamedTuple):
    """What is learned."""

    alone: Ranker
    counted: Ranker


def main() -> None:
    """Learn what the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", nargs=3, action="append", default=[])
    parser.add_argument("--held", nargs=2, action="append", default=[])
    parser.add_argument("--bends", type=int, default=8)
    parser.add_argument("--out", type=Path)
    told = parser.parse_args()
    encoder = load()
    gold = [
        study
        for weight, *paths in told.gold
        for study in studies(float(weight), *map(Path, paths), encoder)
    ]
    rankers = learn(gold, told.bends)
    show("learned from", gold, rankers)
    held = [s for paths in told.held for s in studies(1.0, *map(Path, paths), encoder)]
    show("held out", held, rankers)
    if told.out:
        told.out.write_text(written(rankers), encoding="utf-8")


def studies(
    weight: float, gold: Path, pairs: Path, encoder: Encoder
) -> Iterable[Study]:
    """The tables of a file, one a pair of languages."""
    texts = measure.read_pairs(pairs)
    for languages, items in measure.read_gold(gold).items():
        bitext, places, asked = measure.asking(items, texts, *languages, encoder)
        found = list(answers(bitext, asked))
        numbers = {answer.asked: number for number, answer in enumerate(found)}
        name = f"{gold.name} {'–'.join(languages)}"
        own = [numbers.get(place) for place in places]
        yield Study(name, weight, items, own, found, counted(bitext, found))


def learn(gold: Sequence[Study], bends: int) -> Rankers:
    """Both rankers from all tables."""
    alone = fitted(
        [
            lesson
            for study in gold
            for lesson in lessons(study, study.found, [a.features for a in study.found])
        ],
        bends,
    )
    taught = []
    for study in gold:
        found = believed(study, alone)
        taught += lessons(study, found, paired_features(found, study.counts))
    return Rankers(alone, fitted(taught, bends))


def believed(study: Study, alone: Ranker) -> list[Answer]:
    """The answers as one pair of texts ranks them."""
    return [reordered(a, alone.chances(a.features)) for a in study.found]


def lessons(
    study: Study, found: Sequence[Answer], features: Sequence[NDArray[np.float32]]
) -> Iterable[Lesson]:
    """The occurrences of a table that have a right stretch and a wrong one."""
    for item, number in zip(study.items, study.places, strict=True):
        if number is not None:
            spans = found[number].spans
            right = np.array([verdict(item, span).exact for span in spans])
            if right.any() and not right.all():
                yield Lesson(features[number], right, study.weight)


def fitted(lessons: Sequence[Lesson], bends: int) -> Ranker:
    """The ranker under which right stretches are likeliest."""
    raw = np.concatenate([lesson.features for lesson in lessons]).astype(np.float64)
    middle, spread = raw.mean(axis=0), np.maximum(raw.std(axis=0), LEAST)
    features = (raw - middle) / spread
    right = np.concatenate([lesson.right for lesson in lessons]).astype(np.float64)
    starts = np.cumsum([0, *(len(lesson.right) for lesson in lessons)])[:-1]
    weight = np.array([lesson.weight for lesson in lessons])
    of = np.repeat(np.arange(len(lessons)), [len(lesson.right) for lesson in lessons])

    def loss(values: Floats) -> tuple[float, Floats]:
        rank = unpacked(values, features.shape[1], bends)
        bent = np.tanh(features @ rank.inner + rank.shift)
        scores = features @ rank.direct + bent @ rank.outer
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total = np.add.reduceat(powers, starts)
        good = np.add.reduceat(powers * right, starts) + 1e-12
        slope = (powers / total[of] - powers * right / good[of]) * weight[of]
        inside = np.outer(slope, rank.outer) * (1 - bent**2)
        parts = (features.T @ slope, features.T @ inside, inside.sum(0), bent.T @ slope)
        pull = packed(rank._replace(shift=np.zeros(bends)))
        off = float((weight * (np.log(total) - np.log(good))).sum())
        return off + PENALTY * float(pull @ pull), (
            packed(Ranker(*parts)) + 2 * PENALTY * pull
        )

    start = Ranker(
        np.zeros(features.shape[1]),
        np.random.default_rng(0).normal(0, 0.1, (features.shape[1], bends)),
        np.zeros(bends),
        np.random.default_rng(1).normal(0, 0.3, bends),
    )
    options = {"maxiter": STEPS}
    found = minimize(loss, packed(start), jac=True, method="L-BFGS-B", options=options)
    rank = unpacked(found.x, features.shape[1], bends)
    inner = rank.inner / spread[:, None]
    return Ranker(rank.direct / spread, inner, rank.shift - middle @ inner, rank.outer)


def packed(rank: Ranker) -> Floats:
    """A ranker as one vector."""
    return np.concatenate([part.ravel() for part in rank])


def unpacked(values: Floats, features: int, bends: int) -> Ranker:
    """The ranker that a vector holds."""
    sizes = np.cumsum([features, features * bends, bends])
    direct, inner, shift, outer = np.split(values, sizes)
    return Ranker(direct, inner.reshape(features, bends), shift, outer)


def show(title: str, gold: Sequence[Study], rankers: Rankers) -> None:
    """A line for each table: items, and shares found first, exact and overlapping."""
    sys.stdout.write(f"{title:<40} {'items':>6} {'exact':>6} {'overlap':>7}\n")
    for study in gold:
        found = ranked(believed(study, rankers.alone), study.counts, rankers.counted)
        right = [
            verdict(item, found[number].spans[0])
            for item, number in zip(study.items, study.places, strict=True)
            if number is not None
        ]
        shares = (sum(one[kind] for one in right) / len(study.items) for kind in (0, 1))
        numbers = " ".join(f"{share:>6.3f}" for share in shares)
        sys.stdout.write(f"{study.name:<40} {len(study.items):>6} {numbers}\n")
        sys.stdout.flush()


def written(rankers: Rankers) -> str:
    """The file of weights: for each feature its own and that into each bend."""
    kinds = dict(zip(("alone", "counted"), (FEATURES, PAIRED_FEATURES), strict=True))
    sets: dict[str, Any] = {}
    for (name, features), rank in zip(kinds.items(), rankers, strict=True):
        table = np.column_stack([rank.direct, rank.inner]).round(DIGITS)
        sets[name] = {
            "shift": rank.shift.round(DIGITS).tolist(),
            "outer": rank.outer.round(DIGITS).tolist(),
            "features": dict(zip(features, table.tolist(), strict=True)),
        }
    text = json.dumps(sets, ensure_ascii=False)
    return (
        text.replace('"features": {', '"features": {\n').replace("], ", "],\n") + "\n"
    )


if __name__ == "__main__":
    main()
