"""JSON Lines hold everything."""

import io
import json

import pytest
from hypothesis import given

from hostile import concept_lists, row_lists, written
from termloom.errors import FormatError
from termloom.formats import Options, named
from termloom.model import Concept, Context, Evidence, Kind, Row, Status, Term

JSONL = named("jsonl")
ROW = Row(
    "1",
    {"en": "a", "vi": ""},
    score=0.0,
    document="d",
    segments={"en": (0, 1), "vi": ()},
    flags=("review",),
    note="n",
    evidence=(Evidence("length", 0.123456789, "x"),),
    properties={"x": "y"},
)
TERM = Term(
    "en",
    "a",
    Kind.ACRONYM,
    Status.CONVERTED,
    "s",
    "n",
    0.5,
    3,
    (Context("d", "t"),),
    (Evidence("e", 1.0),),
)


def rows(data: bytes) -> list[Row]:
    assert JSONL.read_rows
    return list(JSONL.read_rows(io.BytesIO(data), Options("a.jsonl")))


def concepts(data: bytes) -> list[Concept]:
    assert JSONL.read_concepts
    return list(JSONL.read_concepts(io.BytesIO(data), Options("a.jsonl")))


def test_every_field_of_a_row_comes_back() -> None:
    back = rows(written("jsonl", [ROW], Options()))[0]
    told = set(Row.__slots__) - {"line", "shape"}
    assert all(getattr(back, name) == getattr(ROW, name) for name in told)


@pytest.mark.parametrize(
    "record",
    [
        '{"row": {"cells": ["a"]}}',
        '{"row": {"cells": {"en": 5}}}',
        '{"concept": {"id": "a", "terms": [{"language": "en", "form": 5}]}}',
    ],
)
def test_what_is_no_text_is_refused_with_its_line(record: str) -> None:
    with pytest.raises(FormatError, match=r"^a\.jsonl:2: no row or concept"):
        rows(f"\n{record}\n".encode())


def test_every_field_of_a_concept_comes_back() -> None:
    concept = Concept("c", (TERM,), "law", "A rule.", "s", "n", "2020")
    back = concepts(written("jsonl", [concept], Options()))[0]
    assert back.definition == "A rule."
    for name in Term.__slots__:
        assert getattr(back.terms[0], name) == getattr(TERM, name)


@given(row_lists())
def test_any_rows_come_back_as_they_were(found: list[Row]) -> None:
    assert (rows(written("jsonl", found, Options())) if found else []) == found


@given(concept_lists())
def test_any_concepts_come_back_as_they_were(found: list[Concept]) -> None:
    assert (concepts(written("jsonl", found, Options())) if found else []) == found


def test_each_line_is_an_object_of_its_own() -> None:
    lines = written("jsonl", [ROW, ROW], Options()).splitlines()
    assert [list(json.loads(line)) for line in lines] == [["row"], ["row"]]


def test_languages_can_be_chosen() -> None:
    data = written("jsonl", [ROW], Options(languages=("en",)))
    assert rows(data)[0].cells == {"en": "a"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"{}\n", r"a\.jsonl:1: no row or concept"),
        (b'{"row": {"id": "1", "colour": 2}}\n', "no row or concept"),
        (b'{"row": {}}\n{"row": \n', r"a\.jsonl:2: broken JSON"),
        (b"[1]\n", "no row or concept"),
        (b'{"concept": {"id": "c", "terms": [{"kind": "x"}]}}\n', "no row"),
        (b'{"row": ' + b"[" * 100_000 + b"\n", "broken JSON|no row"),
    ],
    ids=range(7),
)
def test_broken_lines_are_refused_with_their_number(data: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        rows(data)


def test_lines_are_counted() -> None:
    assert JSONL.inspect
    data = written("jsonl", [ROW], Options())
    found = JSONL.inspect(io.BytesIO(data), Options())
    assert (found.units, found.languages, found.kind) == (1, {"en": 1}, "rows")
