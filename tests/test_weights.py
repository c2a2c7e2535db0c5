"""Learning the aligner's weights: the documents that are made for it, and its slope."""

import json
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from termloom.alignment import align
from termloom.alignment.model import Seen, Weights, certain, signature
from termloom.alignment.model import weights as shipped
from termloom.encoders import load

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[1]
LINES = 603


@pytest.fixture
def learner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    return import_module("alignment_weights")


@pytest.fixture
def parallel(tmp_path: Path) -> Path:
    for tag in ("en", "vi"):
        text = "".join(f"{tag} {n} one, two, three and four\n" for n in range(LINES))
        (tmp_path / f"{tag}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_made_documents_hold_every_segment_once_in_order(
    learner: Any, parallel: Path
) -> None:
    documents = list(learner.made(parallel))
    assert len({document.name for document in documents}) == 21
    for document in documents:
        for side, lines in ((0, document.source), (1, document.target)):
            order = list(chain.from_iterable(bead[side] for bead in document.gold))
            assert order == list(range(len(lines)))
    assert documents == list(learner.made(parallel))


def test_a_folds_lines_stand_in_no_other_fold(learner: Any, parallel: Path) -> None:
    seen: dict[str, set[str]] = {}
    for document in learner.made(parallel):
        numbers = {line.split()[1] for line in document.source if line[:3] == "en "}
        seen.setdefault(document.fold, set()).update(numbers)
    assert len(seen) == 3
    assert sum(map(len, seen.values())) == len(set.union(*seen.values()))


def test_a_gap_takes_about_a_fifth_of_one_side(learner: Any, parallel: Path) -> None:
    gaps = [d for d in learner.made(parallel) if d.name.endswith("gap")]
    for document in gaps:
        sizes = sorted((len(document.source), len(document.target)))
        assert 0.65 <= sizes[0] / sizes[1] <= 0.92


def test_lines_of_one_side_alone_have_no_counterpart(
    learner: Any, parallel: Path
) -> None:
    for document in learner.made(parallel):
        if document.name.endswith("frame"):
            sides = [
                [
                    side[bead[k][0]]
                    for bead in document.gold
                    if len(bead[k]) > len(bead[1 - k])
                ]
                for k, side in enumerate((document.source, document.target))
            ]
            numbers = [
                {line.split()[1] for line in own if " " in line} for own in sides
            ]
            assert all(numbers)


def test_clauses_go_one_to_one_in_spoken_documents(
    learner: Any, parallel: Path
) -> None:
    (document, *_) = (d for d in learner.made(parallel) if d.name.endswith("spoken"))
    single = [bead for bead in document.gold if len(bead[0]) == len(bead[1]) == 1]
    assert len(single) > 100
    for (i,), (j,) in single:
        ends = document.source[i], document.target[j]
        assert ends[0].removeprefix("en ") == ends[1].removeprefix("vi ")


def lessons(learner: Any) -> tuple[Any, Any]:
    prior = learner.Prior.read(
        learner.HERE / "alignment_prior.json", (learner.NEAR, learner.FREE)
    )
    folder = ROOT / "corpus" / "gold"
    document = next(iter(learner.documents(folder / "news-sample", ("en", "vi"))))
    return learner.lessons([(document, 2.0)], learner.with_vectors(), prior), prior


def test_the_slope_says_how_the_loss_changes(learner: Any) -> None:
    given, prior = lessons(learner)
    known = learner.tried(given, prior.weights, prior)
    known = known._replace(freedom=np.array([0.3]))
    start = prior.weights + 0.1
    _, slope = learner.loss(start, given, known, prior)
    for number in (0, 6, len(slope) // 2 - 3, len(slope) // 2 + 6, len(slope) - 1):
        step = np.zeros(len(slope))
        step[number] = 1e-3
        losses = [
            learner.loss(start + sign * step, given, known, prior)[0]
            for sign in (1, -1)
        ]
        assert (losses[0] - losses[1]) / 2e-3 == pytest.approx(slope[number], rel=2e-3)


def test_the_learner_finds_the_beads_that_the_aligner_finds(learner: Any) -> None:
    given, prior = lessons(learner)
    document = given.texts[0].document
    sets = [shipped(name) for name in (learner.NEAR, learner.FREE)]
    weights = np.concatenate(
        [[*w.match, *w.drop, *kinds(learner, w), w.habit] for w in sets]
    )
    (made,) = learner.decoded(given, weights, prior)
    sides = [learner.segments(lines) for lines in (document.source, document.target)]
    languages = dict(
        zip(("source_language", "target_language"), document.languages, strict=True)
    )
    found = align(*sides, **languages, encoder=load())
    assert list(made.beads) == [(bead.sources, bead.targets) for bead in found.beads]
    known = Seen(made.shares, np.full(len(made.shares), made.freedom))
    scores = [bead.score for bead in found.beads]
    assert certain(known).tolist() == pytest.approx(scores, abs=2e-3)


def kinds(learner: Any, weights: Weights) -> list[float]:
    known = dict(zip(map(learner.kind, learner.SHAPES), weights.shapes, strict=True))
    return [known[name] for name in learner.KINDS]


def test_the_shipped_weights_are_those_that_their_signature_names(
    learner: Any,
) -> None:
    path = ROOT / "toolkit" / "termloom" / "alignment" / "weights.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    learned = [content["sets"], content["certainty"]]
    assert signature() == f"weights-{learner.digest(learned)}"
    prior = learner.Prior.read(learner.HERE / "alignment_prior.json", (learner.NEAR,))
    assert content["made"]["prior"] == prior.digest
