"""Glossaries for OmegaT, read by its own rules."""

import io

import pytest
from hypothesis import given

from hostile import concept_lists, written
from termloom.errors import FormatError, UnwritableError
from termloom.formats import Options, detect, named
from termloom.model import Concept, Row, Status, Term

OMEGAT = named("omegat")
PAIR = ("en", "vi")


def text(concepts: list[Concept], options: Options | None = None) -> str:
    return written("omegat", concepts, options or Options(languages=PAIR)).decode()


def entries(data: str) -> list[list[str]]:
    """What OmegaT makes of a file: it splits at tabs and passes over remarks."""
    lines = [line for line in data.split("\n") if line and not line.startswith("#")]
    return [[field.strip() for field in line.split("\t")] for line in lines]


def test_each_source_term_stands_with_each_target_term_that_may_be_used() -> None:
    concept = Concept(
        "m",
        (
            Term("en", "missile"),
            Term("en", "rocket", status=Status.DEPRECATED),
            Term("vi", "tên lửa"),
            Term("vi", "phi đạn", status=Status.ADMITTED),
            Term("vi", "hỏa tiễn", status=Status.DEPRECATED),
        ),
        domain="weapons",
    )
    assert entries(text([concept])) == [
        ["missile", "tên lửa", "not: hỏa tiễn; weapons"],
        ["missile", "phi đạn", "admitted; not: hỏa tiễn; weapons"],
        ["rocket", "tên lửa", "the source term is deprecated; not: hỏa tiễn; weapons"],
        [
            "rocket",
            "phi đạn",
            "admitted; the source term is deprecated; not: hỏa tiễn; weapons",
        ],
    ]


def test_a_term_that_looks_like_a_remark_is_kept() -> None:
    data = text([Concept("c", (Term("en", "#MeToo"), Term("vi", "x")))])
    assert entries(data) == [["#MeToo", "x", ""]]


def test_tabs_and_line_breaks_become_spaces() -> None:
    data = text([Concept("c", (Term("en", "a\tb\nc\u2028d"), Term("vi", " x ")))])
    assert entries(data) == [["a b c d", "x", ""]]


def test_concepts_in_one_language_are_noted() -> None:
    options = Options(languages=PAIR)
    assert text([Concept("c", (Term("en", "a"),))], options) == ""
    assert [(loss.field, loss.first) for loss in options.losses] == [("concept", "c")]


def test_three_languages_are_refused_with_the_way_out() -> None:
    with pytest.raises(UnwritableError, match="--langs"):
        text([], Options(languages=("en", "vi", "zh-Hans")))


@given(concept_lists())
def test_any_glossary_has_whole_lines_and_no_entry_twice(
    concepts: list[Concept],
) -> None:
    data = text(concepts)
    assert len(data.splitlines()) == data.count("\n")
    found = entries(data)
    assert all(len(fields) == 3 and fields[0] and fields[1] for fields in found)
    pairs = [(a, b) for a, b, _ in found]
    assert len(set(pairs)) == len(pairs)


def test_a_glossary_is_read_with_the_languages_that_the_user_names() -> None:
    data = "# remark\nally\tđồng minh\tnote\nbad line\n#MeToo\tlost\n shield \tkhiên\n"
    options = Options("g.utf8", PAIR)
    assert OMEGAT.read_rows
    rows = list(OMEGAT.read_rows(io.BytesIO(data.encode()), options))
    assert rows == [
        Row("2", {"en": "ally", "vi": "đồng minh"}, note="note"),
        Row("5", {"en": "shield", "vi": "khiên"}),
    ]
    assert [loss.first for loss in options.losses] == ["line 3"]


def test_concepts_of_a_glossary_come_back() -> None:
    concept = Concept("c", (Term("en", "#tag"), Term("vi", "thẻ")))
    data = text([concept]).encode()
    assert OMEGAT.read_concepts
    back = list(OMEGAT.read_concepts(io.BytesIO(data), Options(languages=PAIR)))
    assert back[0].terms == concept.terms


def test_languages_that_nobody_names_are_asked_for() -> None:
    assert OMEGAT.read_rows
    with pytest.raises(FormatError, match="--langs"):
        list(OMEGAT.read_rows(io.BytesIO(b"a\tb\n"), Options("g.utf8")))


def test_entries_are_counted() -> None:
    assert OMEGAT.inspect
    found = OMEGAT.inspect(io.BytesIO(b"a\tb\n\n#c\td\ne\tf\n"), Options("g", PAIR))
    assert (found.units, found.languages) == (2, {"en": 2, "vi": 2})


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("# made by hand\nally\tđồng minh\nNATO\tNATO\tname\n", "omegat"),
        ("\ufeffally\tđồng minh\r\n", "omegat"),
        ("ally\tđồng minh\nThe Allies met.\n", "text"),
        ("1.\tThe Allies met.\t\t\t\tp. 3\n", "text"),
        ("The Allies met.\n", "text"),
        ("", "text"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_text_file_of_nothing_but_entries_is_a_glossary(
    encoding: str, head: str, name: str
) -> None:
    assert detect("a.txt", head.encode(encoding)).name == name
