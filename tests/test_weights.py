"""Learning the aligner's weights: the documents that are made for it, and its slope."""

import json
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from termloom.alignment.model import signature
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
    assert len({document.name for document in documents}) == 15
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


def test_the_slope_says_how_the_loss_changes(learner: Any) -> None:
    prior = learner.Prior.read(learner.HERE / "alignment_prior.json")
    folder = ROOT / "corpus" / "gold"
    document = next(iter(learner.documents(folder / "news-sample", ("en", "vi"))))
    lessons = [learner.lesson(document, 2.0, load())]
    start = prior.weights + 0.1
    _, slope = learner.loss(start, lessons, prior.weights)
    for number in (0, 6, len(slope) - 3):
        step = np.zeros(len(slope))
        step[number] = 1e-3
        losses = [
            learner.loss(start + sign * step, lessons, prior.weights)[0]
            for sign in (1, -1)
        ]
        assert (losses[0] - losses[1]) / 2e-3 == pytest.approx(slope[number], rel=1e-3)


def test_the_shipped_weights_are_those_that_their_signature_names(
    learner: Any,
) -> None:
    path = ROOT / "toolkit" / "termloom" / "alignment" / "weights.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    assert signature() == f"weights-{learner.digest(content['sets']['states'])}"
    prior = learner.Prior.read(learner.HERE / "alignment_prior.json")
    assert content["made"]["prior"] == prior.digest
