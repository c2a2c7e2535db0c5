"""Ranking stretches as counterparts of a term, and learning how."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from termloom.terms.bitext import PAIRED_FEATURES
from termloom.terms.ranker import Ranker, ranker
from termloom.terms.spans import FEATURES

ROOT = Path(__file__).parents[1]
GOLD = (
    "source_language\ttarget_language\tsource\ttarget\tstart\tend\tanswers\n"
    "en\tvi\tThe pandemic spread.\tĐại dịch lan rộng.\t4\t12\tĐại dịch\n"
    "en\tvi\tHospitals are full.\tCác bệnh viện đã đầy.\t0\t9\tbệnh viện\n"
)
PAIRS = "source\ttarget\nThe pandemic spread.\tĐại dịch lan rộng.\n"


@pytest.fixture
def learner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    return import_module("term_weights")


def lessons(learner: Any, right: list[list[int]]) -> list[Any]:
    """Occurrences with the same four stretches, all ways of two features."""
    stretches = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
    return [
        learner.Lesson(stretches, np.isin(np.arange(4), numbers), 20.0)
        for numbers in right
    ]


def test_shares_of_belief_sum_to_one() -> None:
    rank = Ranker(np.ones(2), np.ones((2, 3)), np.zeros(3), np.ones(3))
    chances = rank.chances(np.array([[0.0, 1.0], [5.0, 5.0], [-1.0, 0.0]]))
    assert chances.sum() == pytest.approx(1)
    assert chances.argmax() == 1


def test_every_feature_has_its_weights() -> None:
    for name, features in (("alone", FEATURES), ("counted", PAIRED_FEATURES)):
        rank = ranker(name, features)
        assert len(rank.direct) == len(rank.inner) == len(features)
        assert rank.inner.shape[1] == len(rank.shift) == len(rank.outer)


@pytest.mark.checkout
def test_what_marks_right_stretches_is_learned(learner: Any) -> None:
    rank = learner.fitted(lessons(learner, [[2]] * 30), bends=2)
    assert rank.chances(lessons(learner, [[2]])[0].features).argmax() == 2


@pytest.mark.checkout
def test_what_counts_only_together_is_learned(learner: Any) -> None:
    either = lessons(learner, [[1, 2]] * 300)
    chances = learner.fitted(either, bends=2).chances(either[0].features)
    assert chances[[1, 2]].sum() > 0.9


@pytest.mark.checkout
def test_gold_becomes_a_file_of_weights(
    learner: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gold, pairs, out = (tmp_path / name for name in ("gold.tsv", "pairs.tsv", "w.json"))
    gold.write_text(GOLD, encoding="utf-8")
    pairs.write_text(PAIRS, encoding="utf-8")
    told = ["--gold", "1", gold, pairs, "--held", gold, pairs, "--out", out]
    monkeypatch.setattr("sys.argv", ["term_weights.py", *map(str, told)])
    learner.main()
    learned = json.loads(out.read_text(encoding="utf-8"))
    assert list(learned["alone"]["features"]) == list(FEATURES)
    assert list(learned["counted"]["features"]) == list(PAIRED_FEATURES)
    assert "gold.tsv en–vi" in capsys.readouterr().out
