"""SKOS in Turtle: what a vocabulary server loads."""

import re

from hypothesis import given

from hostile import concept_lists, one_line, written
from termloom.formats import Options
from termloom.model import Concept, Kind, Status, Term

GLOSSARY = [
    Concept(
        "iamd/1",
        (
            Term("en", "IAMD", Kind.ACRONYM, Status.ADMITTED),
            Term("en", 'air "and" missile\\defence'),
            Term("en", "rocket defence", status=Status.DEPRECATED),
            Term("zh-Hans", "防空反导", status=Status.PROPOSED, score=0.5),
        ),
        domain="air defence",
        definition="Defence.\nOf all.",
        agreed="2016-02-29",
    )
]
_LABEL = re.compile(r'skos:(\w+Label) "((?:[^"\\\n]|\\["\\nt])*)"@([\w-]+)')


def labels(text: str) -> list[tuple[str, ...]]:
    return _LABEL.findall(text)


def test_each_language_has_one_preferred_label() -> None:
    text = written("skos", GLOSSARY, Options()).decode()
    assert labels(text) == [
        ("prefLabel", r"air \"and\" missile\\defence", "en"),
        ("altLabel", "IAMD", "en"),
        ("hiddenLabel", "rocket defence", "en"),
        ("altLabel", "防空反导", "zh-Hans"),
    ]
    assert "<urn:x-termloom:concept:iamd%2F1> a skos:Concept ;" in text
    assert r'skos:definition "Defence.\nOf all."@en' in text


def test_what_skos_has_no_place_for_is_told() -> None:
    options = Options()
    written("skos", GLOSSARY, options)
    told = {loss.field for loss in options.losses}
    assert told == {"agreed", "term kind", "term score", "status"}


def test_a_concept_without_a_term_in_the_languages_is_left_out_and_told() -> None:
    options = Options(languages=("vi",))
    assert "skos:Concept " not in written("skos", GLOSSARY, options).decode()
    assert [loss.field for loss in options.losses] == ["concept"]


@given(concept_lists())
def test_any_term_is_one_label_and_every_statement_ends(
    concepts: list[Concept],
) -> None:
    text = written("skos", concepts, Options()).decode()
    forms = {
        (concept.id, term.language, one_line(term.form))
        for concept in concepts
        for term in concept.terms
        if one_line(term.form)
    }
    assert len(labels(text)) == len(forms)
    assert all(block.endswith(" .") for block in text.strip().split("\n\n"))
