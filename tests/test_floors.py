"""Quality that must not fall, on the development data beside the checkout.

The floors lie a little under what was measured last (docs/terms.md).
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from termloom import recipe
from termloom.data import curated
from termloom.encoders import load
from termloom.evaluate.spans import Item, evaluate
from termloom.languages import language
from termloom.model import Concept
from termloom.terms.match import Matcher
from termloom.terms.pairs import pairs

pytestmark = pytest.mark.shared
MOST = 4
"""Occurrences of one concept that are asked for."""


def items(
    texts: list[tuple[str, str]], source: str, target: str, concepts: list[Concept]
) -> list[Item]:
    """Places where a known term and its counterpart stand in a pair of texts."""
    sides = [Matcher(concepts, tag) for tag in (source, target)]
    seen: defaultdict[str, int] = defaultdict(int)
    found = []
    for one, other in texts:
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


PAIR = ("en", "zh-Hant")


def folded(source: str, target: str) -> tuple[str, str]:
    one, other = (
        language(tag).fold(form).text
        for tag, form in zip(PAIR, (source, target), strict=True)
    )
    return one, other


def best_pairs(built: recipe.Built, most: int) -> set[tuple[str, str]]:
    best = [p for p in built.pairs if p.target_language == PAIR[1]][:most]
    return {folded(p.source, p.target) for p in best}


@pytest.mark.parametrize(("with_glossary", "floor"), [(False, 0.73), (True, 0.95)])
def test_known_pairs_are_found_among_the_best(
    statement: recipe.Built, with_glossary: bool, floor: float
) -> None:
    rows = statement.memories[PAIR]
    if with_glossary:
        made = pairs(rows, *PAIR, encoder=load("e5"), known=curated())
        statement = replace(statement, pairs=tuple(made))
    texts = [(r.cells["en"], r.cells["zh-Hant"]) for r in rows if len(r.cells) == 2]
    found = best_pairs(statement, 400)
    hits = [
        any(folded(i.source[slice(*i.span)], a) in found for a in i.answers)
        for i in items(texts, *PAIR, list(curated()))
    ]
    assert len(hits) > 80
    assert sum(hits) / len(hits) >= floor


def test_the_best_pairs_are_those_of_the_glossary(statement: recipe.Built) -> None:
    known = {
        folded(a.form, b.form)
        for concept in curated()
        for a in concept.in_language(PAIR[0])
        for b in concept.in_language(PAIR[1])
    }
    assert len(best_pairs(statement, 100) & known) >= 75


@pytest.mark.parametrize(("tag", "floor"), [("en", 80), ("zh-Hans", 76), ("vi", 83)])
def test_the_best_candidates_are_terms_of_the_glossary(
    statement: recipe.Built, tag: str, floor: int
) -> None:
    fold = language(tag).fold
    known = {fold(t.form).text for c in curated() for t in c.in_language(tag)}
    best = [c for c in statement.candidates if c.language == tag][:100]
    assert sum(fold(c.form).text in known for c in best) >= floor


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
    [("en", "vi", 0.92, 0.94), ("zh-Hans", "vi", 0.92, 0.95)],
)
def test_counterparts_in_news_are_found(
    shared: Path, source: str, target: str, exact: float, overlap: float
) -> None:
    texts = [
        (shared / "dev" / "ntrex" / f"{tag}.txt").read_text("utf-8").splitlines()
        for tag in (source, target)
    ]
    rows = list(zip(*texts, strict=True))
    wanted = items(rows, source, target, list(curated()))
    score = evaluate(wanted, rows, source, target, load("e5"))
    assert score.items > 50
    assert score.exact / score.items >= exact
    assert score.overlap / score.items >= overlap
