"""Quality that must not fall, on the development data beside the checkout.

The floors lie a little under what was measured last (docs/terms.md).
"""

from collections import defaultdict
from pathlib import Path

import pytest

from termloom import recipe
from termloom.data import curated
from termloom.encoders import load
from termloom.evaluate.spans import Item, evaluate
from termloom.languages import language
from termloom.model import Concept
from termloom.terms.match import Matcher

pytestmark = pytest.mark.shared
MOST = 4
"""Occurrences of one concept that are asked for."""


def items(
    pairs: list[tuple[str, str]], source: str, target: str, concepts: list[Concept]
) -> list[Item]:
    """Places where a known term and its counterpart stand in a pair of texts."""
    sides = [Matcher(concepts, tag) for tag in (source, target)]
    seen: defaultdict[str, int] = defaultdict(int)
    found = []
    for one, other in pairs:
        there = defaultdict(set)
        for hit in sides[1].find_all(other):
            there[hit.concept.id].add(other[slice(*hit.span)])
        for hit in sides[0].find(one):
            name = hit.concept.id
            if there[name] and seen[name] < MOST:
                seen[name] += 1
                found.append(Item(one, other, hit.span, tuple(sorted(there[name]))))
    return found


@pytest.fixture(scope="module")
def statement(shared: Path) -> recipe.Built:
    return recipe.build(shared / "seeds" / "corpus.toml", curated=False)


def known_pairs(built: recipe.Built) -> set[tuple[str, str]]:
    fold = [language(tag).fold for tag in ("en", "zh-Hant")]
    best = [p for p in built.pairs if p.target_language == "zh-Hant"][:400]
    return {(fold[0](p.source).text, fold[1](p.target).text) for p in best}


def test_known_pairs_are_found_among_the_best_without_the_glossary(
    statement: recipe.Built,
) -> None:
    rows = statement.memories["en", "zh-Hant"]
    texts = [(r.cells["en"], r.cells["zh-Hant"]) for r in rows if len(r.cells) == 2]
    found, fold = known_pairs(statement), language("en").fold
    wanted = items(texts, "en", "zh-Hant", list(curated()))
    hits = [
        any(
            (fold(i.source[slice(*i.span)]).text, language("zh-Hant").fold(a).text)
            in found
            for a in i.answers
        )
        for i in wanted
    ]
    assert len(hits) > 80
    assert sum(hits) / len(hits) >= 0.62


def test_an_acronym_that_texts_explain_is_one_concept(
    statement: recipe.Built,
) -> None:
    acronyms = [
        "IAMD",
        "SACEUR",
        "NSATU",
        "DIANA",
        "JATEC",
        "BMD",
        "CBRN",
        "KFOR",
        "TPNW",
        "EDTs",
        "NMI",
        "WPS",
    ]
    for acronym in acronyms:
        owners = [
            c for c in statement.concepts if any(t.form == acronym for t in c.terms)
        ]
        assert len(owners) == 1, acronym
        assert len(owners[0].terms) > 1, acronym
    (iamd,) = (c for c in statement.concepts if any(t.form == "IAMD" for t in c.terms))
    assert {"zh-Hans", "vi"} <= {t.language for t in iamd.terms}


@pytest.mark.parametrize(
    ("source", "target", "exact", "overlap"),
    [("en", "vi", 0.88, 0.91), ("zh-Hans", "vi", 0.92, 0.93)],
)
def test_counterparts_in_news_are_found(
    shared: Path, source: str, target: str, exact: float, overlap: float
) -> None:
    texts = [
        (shared / "dev" / "ntrex" / f"{tag}.txt").read_text("utf-8").splitlines()
        for tag in (source, target)
    ]
    pairs = list(zip(*texts, strict=True))
    wanted = items(pairs, source, target, list(curated()))
    score = evaluate(wanted, pairs, source, target, load("e5"))
    assert score.items > 50
    assert score.exact / score.items >= exact
    assert score.overlap / score.items >= overlap
