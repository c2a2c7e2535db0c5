"""Glossaries in the layouts that outside tools import."""

import csv
import io

import pytest

from hostile import written
from termloom.errors import UnwritableError
from termloom.formats import Options, named
from termloom.model import Concept, Row, Status, Term

GLOSSARY = [
    Concept(
        "missile",
        (
            Term("en", "missile"),
            Term("en", "guided missile", status=Status.ADMITTED),
            Term("en", "rocket", status=Status.DEPRECATED),
            Term("zh-Hant", "飛彈"),
            Term("vi", "tên lửa"),
        ),
        domain="weapons",
        definition="A guided weapon.",
        note="n",
    ),
    Concept("shield", (Term("vi", "khiên"),)),
]


def lines(profile: str, *languages: str) -> tuple[list[list[str]], list[str]]:
    options = Options(languages=languages, profile=profile)
    text = written("csv", GLOSSARY, options).decode()
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    return table, [loss.field for loss in options.losses]


@pytest.mark.parametrize("profile", ["trados", "memoq", "multiterm"])
def test_synonyms_stand_in_one_cell(profile: str) -> None:
    table, lost = lines(profile, "en", "zh-Hant", "vi")
    assert table == [
        ["ID", "Domain", "Definition", "Note", "en-US", "zh-TW", "vi-VN"],
        [
            "missile",
            "weapons",
            "A guided weapon.",
            "n",
            "missile|guided missile",
            "飛彈",
            "tên lửa",
        ],
        ["shield", "", "", "", "", "", "khiên"],
    ]
    assert lost == ["deprecated term"]


def test_matecat_forbids_in_lines_of_their_own() -> None:
    table, lost = lines("matecat", "en", "vi")
    assert table == [
        ["Forbidden", "Domain", "Subdomain", "Definition", "en-US", "vi-VN"],
        ["", "weapons", "", "A guided weapon.", "missile", "tên lửa"],
        ["", "weapons", "", "A guided weapon.", "guided missile", "tên lửa"],
        ["TRUE", "weapons", "", "A guided weapon.", "rocket", ""],
        ["", "", "", "", "", "khiên"],
    ]
    assert lost == []


def test_phrase_names_a_concept_by_its_first_term() -> None:
    table, lost = lines("phrase", "en", "vi")
    assert table == [
        ["term", "description", "translatable", "en-US", "vi-VN"],
        ["missile", "A guided weapon.", "true", "missile", "tên lửa"],
    ]
    assert lost == ["synonym", "deprecated term", "concept"]


def test_deepl_has_no_header_and_each_source_once() -> None:
    table, lost = lines("deepl", "en", "zh-Hant")
    assert table == [
        ["missile", "飛彈", "en", "zh"],
        ["guided missile", "飛彈", "en", "zh"],
    ]
    assert lost == ["deprecated term", "concept"]


def test_weblate_has_context_and_comments() -> None:
    table, _ = lines("weblate", "en", "vi")
    assert table[:2] == [
        ["source", "target", "context", "developer_comments"],
        ["missile", "tên lửa", "weapons", "A guided weapon."],
    ]


@pytest.mark.parametrize("profile", ["deepl", "weblate"])
def test_layouts_of_two_languages_refuse_more(profile: str) -> None:
    with pytest.raises(UnwritableError, match="--langs"):
        lines(profile, "en", "zh-Hant", "vi")


def test_a_memory_becomes_a_glossary_in_a_layout() -> None:
    options = Options(languages=("en", "vi"), profile="trados")
    rows = [Row("1", {"en": "ally", "vi": "đồng minh"})]
    assert '"ally","đồng minh"' in written("csv", rows, options).decode()


@pytest.mark.parametrize("profile", ["trados", "matecat", "phrase"])
def test_workbooks_come_in_these_layouts_as_well(profile: str) -> None:
    options = Options(languages=("en", "vi"), profile=profile)
    data = written("xlsx", GLOSSARY, options)
    reader = named("xlsx").read_concepts
    assert reader
    found = list(reader(io.BytesIO(data), Options()))
    assert found[0].in_language("vi")[0].form == "tên lửa"


def test_what_trados_gets_can_be_read_back() -> None:
    options = Options(languages=("en", "vi"), profile="trados")
    data = written("csv", GLOSSARY, options)
    reader = named("csv").read_concepts
    assert reader
    found = list(reader(io.BytesIO(data), Options()))
    assert [t.form for t in found[0].terms] == ["missile", "guided missile", "tên lửa"]
    assert found[0].definition == "A guided weapon."
