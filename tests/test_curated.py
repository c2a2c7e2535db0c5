"""The tables of the curated glossary and their rules."""

import unicodedata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from termloom import data
from termloom.cli import app
from termloom.data import parse, validate
from termloom.errors import FormatError
from termloom.model import Concept, Kind, Status, Term

CONCEPTS = "id\tdomain\tdefinition\tsource\tnote\tagreed\n"
TERMS = "concept\tlanguage\tterm\tkind\tstatus\tsource\tnote\n"


def concept(*terms: Term, id: str = "c") -> Concept:
    return Concept(id, terms)


def test_the_shipped_glossary_keeps_its_rules() -> None:
    assert data.problems() == []


def test_the_shipped_glossary_covers_the_domain_in_four_languages() -> None:
    concepts = data.curated()
    assert len(concepts) >= 150
    full = {"en", "zh-Hans", "zh-Hant", "vi"}
    complete = [c for c in concepts if {t.language for t in c.terms} == full]
    assert len(complete) >= 150


def test_terms_are_grouped_under_their_concepts_in_order() -> None:
    found = parse(
        CONCEPTS + "b\tlaw\tA thing.\ts\tn\t2020\na\t\t\t\t\t\n",
        TERMS
        + "a\ten\tx\tfull form\tpreferred\t\t\nb\tvi\ty\tacronym\tadmitted\ts\tn\n",
    )
    assert [c.id for c in found.concepts] == ["b", "a"]
    assert found.concepts[0] == Concept(
        "b", (Term("vi", "y", Kind.ACRONYM, Status.ADMITTED),), domain="law"
    )
    assert found.places["b", "vi", "y"] == "glossary/terms.tsv:3"


@pytest.mark.parametrize(
    ("concepts", "terms", "says"),
    [
        ("id\n", TERMS, r"concepts\.tsv:1: the first line must name the columns"),
        (CONCEPTS + "a\tb\n", TERMS, r"concepts\.tsv:2: 2 columns instead of 6"),
        (
            CONCEPTS + "a\t\t\t\t\t\n" * 2,
            TERMS,
            r'concepts\.tsv:3: id "a" is used twice',
        ),
        (CONCEPTS, TERMS + "a\ten\tx\tword\tpreferred\t\t\n", 'unknown kind "word"'),
        (CONCEPTS, TERMS + "a\ten\tx\tacronym\tbest\t\t\n", r"terms\.tsv:2: .*status"),
        (
            CONCEPTS,
            TERMS + "a\ten\tx\tacronym\tpreferred\t\t\n" * 2,
            r'terms\.tsv:3: "x" stands there twice',
        ),
    ],
)
def test_broken_tables_are_refused_with_file_and_line(
    concepts: str, terms: str, says: str
) -> None:
    with pytest.raises(FormatError, match=says):
        parse(concepts, terms)


def test_terms_of_no_concept_are_told_of() -> None:
    found = parse(CONCEPTS, TERMS + "a\ten\tx\tacronym\tpreferred\t\t\n")
    assert found.complaints == ('glossary/terms.tsv:2: no concept "a" in concepts.tsv',)


def test_an_id_that_is_no_id_is_told_of() -> None:
    found = parse(CONCEPTS + "A b\t\t\t\t\t\n", TERMS)
    assert 'concepts.tsv:2: id "A b"; use small letters' in found.complaints[0]


def test_a_proposal_needs_no_preferred_term_beside_it() -> None:
    assert validate([concept(Term("vi", "x", status=Status.PROPOSED))]) == []


def test_the_command_holds_a_table_to_the_rules_and_tells_the_line(
    tmp_path: Path,
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        '"concept_id","language","term","status"\n"a","en","x","preferred"\n'
        '"a","en","y","preferred"\n"b","zh-Hans","飛彈","preferred"\n',
        "utf-8",
    )
    done = CliRunner().invoke(app, ["convert", str(path), "--validate"])
    assert done.exit_code == 1
    assert f'{path}:2: concept "a" has 2 preferred terms in en' in done.stderr
    assert f'{path}:4: "飛彈": "飛彈" is not written in zh-Hans' in done.stderr


def test_the_command_reads_the_two_tables_of_a_directory(tmp_path: Path) -> None:
    (tmp_path / "concepts.tsv").write_text(CONCEPTS + "a\t\t\t\t\t\n", "utf-8")
    line = "a\ten\tx\tfull form\tpreferred\t\t\n"
    (tmp_path / "terms.tsv").write_text(TERMS + line, "utf-8")
    sound = CliRunner().invoke(app, ["convert", str(tmp_path), "--validate"])
    assert sound.exit_code == 0, sound.output
    (tmp_path / "terms.tsv").write_text(TERMS + line.replace("a\t", "b\t", 1), "utf-8")
    broken = CliRunner().invoke(app, ["convert", str(tmp_path), "--validate"])
    assert f'{tmp_path}/terms.tsv:2: no concept "b"' in broken.stderr


NFD = unicodedata.normalize("NFD", "điều")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (Concept("c", ()), "has no term"),
        (concept(Term("en", "x"), Term("en", "y")), "2 preferred terms in en"),
        (concept(Term("en", "x", status=Status.ADMITTED)), "0 preferred"),
        (concept(Term("vi", NFD)), "not NFC"),
        (concept(Term("vi", "a  b")), "white space"),
        (concept(Term("fr", "x")), 'language "fr"'),
        (concept(Term("en", "导弹")), "is Chinese"),
        (concept(Term("zh-Hans", "missile")), "is not Chinese"),
        (concept(Term("zh-Hans", "飛彈")), '"飛彈" is not written in zh-Hans'),
        (concept(Term("zh-Hant", "导弹")), '"导弹" is not written in zh-Hant'),
        (concept(Term("en", " ")), "an empty term"),
    ],
)
def test_each_rule_is_held(broken: Concept, says: str) -> None:
    assert any(says in problem for problem in validate([broken]))


def test_sound_concepts_give_no_complaint() -> None:
    sound = concept(
        Term("en", "NATO", Kind.ACRONYM),
        Term("zh-Hans", "北约"),
        Term("zh-Hant", "NATO", Kind.ACRONYM),
        Term("zh-Hans", "后", status=Status.ADMITTED),
        Term("vi", "NATO"),
    )
    assert validate([sound]) == []


def test_only_converted_terms_need_no_preferred_one() -> None:
    made = concept(Term("zh-Hant", "飛彈", status=Status.CONVERTED))
    assert validate([made]) == []


def test_a_form_of_two_concepts_needs_a_word_of_explanation() -> None:
    first, second = (concept(Term("en", "shield"), id=name) for name in ("a", "b"))
    assert "stands for several concepts (a, b)" in validate([first, second])[0]
    noted = [
        concept(Term("en", "shield", note="homonym: a plan"), id=name)
        for name in ("a", "b")
    ]
    assert validate(noted) == []
