"""XLIFF: 2.1 out, both generations in."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hostile import kept, refusal, row_lists, written
from termloom.errors import FormatError, UnwritableError
from termloom.formats import Options, named
from termloom.model import Concept, Row, Status, Term

DATA = Path(__file__).parent / "data"
XLIFF = named("xliff")
PAIR = Options(languages=("en", "vi"))
ROWS = [
    Row("s-1", {"en": "Allies & friends.", "vi": "Đồng minh."}, 0.9, "statement"),
    Row("=2", {"en": "Not yet."}, flags=("review",), note="a\nb"),
    Row("3", {"en": "x", "vi": "y"}, properties={"x-client": "A"}),
]


def read(data: bytes | str) -> list[Row]:
    assert XLIFF.read_rows
    raw = data.encode() if isinstance(data, str) else data
    return list(XLIFF.read_rows(io.BytesIO(raw), Options("a.xlf")))


def old(
    *units: str, languages: str = 'source-language="en" target-language="vi"'
) -> str:
    return (
        '<?xml version="1.0"?><xliff version="1.2" '
        'xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file original="a.txt" datatype="plaintext" {languages}><body>'
        f"<group>{''.join(units)}</group></body></file></xliff>"
    )


def new(*units: str) -> str:
    return (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" '
        f'srcLang="en-US" trgLang="zh-TW"><file id="f">{"".join(units)}</file></xliff>'
    )


def test_a_memory_is_written_as_it_always_was() -> None:
    data = written("xliff", ROWS, PAIR)
    assert data.decode() == (DATA / "memory.xlf").read_text(encoding="utf-8")


def test_everything_of_a_row_comes_back() -> None:
    back = read(written("xliff", ROWS, PAIR))
    without = [
        Row(**{n: getattr(r, n) for n in Row.__slots__ if n != "properties"})
        for r in back
    ]
    assert without[:2] == ROWS[:2]
    assert back[2].properties == {"x-client": "A", "state": "translated"}


@given(row_lists())
def test_any_rows_come_back_as_far_as_xml_can_hold_them(rows: list[Row]) -> None:
    back = read(written("xliff", rows, PAIR))
    expected = []
    for row in rows:
        cells = {tag: kept(row.cells.get(tag, "")) for tag in ("en", "vi")}
        if cells["en"].strip():
            cells = {tag: text for tag, text in cells.items() if text.strip()}
            expected.append((row.id, cells, row.score, row.flags, row.document))
    assert [(r.id, r.cells, r.score, r.flags, r.document) for r in back] == expected


def test_a_glossary_stands_in_the_glossary_module() -> None:
    concept = Concept(
        "m",
        (
            Term("en", "rocket", status=Status.DEPRECATED),
            Term("en", "missile"),
            Term("vi", "tên lửa"),
        ),
        definition="A weapon.",
    )
    root = etree.fromstring(written("xliff", [concept], PAIR))
    assert [e.text for e in root.iter("{*}term")] == ["missile", "rocket"]
    assert next(root.iter("{*}source")).text == "missile"
    assert next(root.iter("{*}definition")).text == "A weapon."


def test_three_languages_are_refused_with_the_way_out() -> None:
    with pytest.raises(UnwritableError, match="--langs"):
        written("xliff", ROWS, Options())


def test_rows_without_source_text_are_noted() -> None:
    options = Options(languages=("en", "vi"))
    written("xliff", [Row("1", {"vi": "a"})], options)
    assert [loss.first for loss in options.losses] == ["1"]


def test_inline_codes_of_a_memory_come_back_from_xliff() -> None:
    row = Row(
        "1",
        {"en": "⟦a⟧x⟦/a⟧ ⟦b/⟧ ⟦z⟧", "vi": "y"},
        properties={"en/⟦a⟧": "<b>", "en/⟦/a⟧": "</b>", "en/⟦b/⟧": "<br/>"},
    )
    data = written("xliff", [row], PAIR)
    assert data.count(b"<ph ") == 3
    back = read(data)[0]
    assert back.cells == row.cells
    assert {k: back.properties[k] for k in row.properties} == row.properties


def test_units_of_version_1_are_read_with_state_and_notes() -> None:
    unit = (
        '<trans-unit id="7" approved="yes"><source>a</source>'
        '<target state="final">b</target><alt-trans><target>c</target></alt-trans>'
        "<note>n</note></trans-unit>"
    )
    row = read(old(unit))[0]
    assert (row.id, row.cells, row.note) == ("7", {"en": "a", "vi": "b"}, "n")
    assert row.document == "a.txt"
    assert row.properties == {"approved": "yes", "state": "final"}


def test_sentences_that_a_tool_marked_are_rows_of_their_own() -> None:
    unit = (
        '<trans-unit id="7"><source>A. B.</source><seg-source>'
        '<mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk>'
        "</seg-source>"
        '<target><mrk mtype="seg" mid="1">Á.</mrk> <mrk mtype="seg" mid="2"/>'
        "</target></trans-unit>"
    )
    rows = read(old(unit))
    assert [(r.id, r.cells) for r in rows] == [
        ("7/1", {"en": "A.", "vi": "Á."}),
        ("7/2", {"en": "B."}),
    ]


def test_segments_of_version_2_are_rows_of_their_own() -> None:
    unit = (
        '<unit id="u"><notes><note>n</note></notes><segment id="s1"><source>A</source>'
        "<target>甲</target></segment><ignorable><source> </source></ignorable>"
        "<segment><source>B</source></segment></unit>"
    )
    rows = read(new(unit))
    assert [(r.id, r.cells) for r in rows] == [
        ("u/s1", {"en": "A", "zh-Hant": "甲"}),
        ("u/2", {"en": "B"}),
    ]
    assert {r.note for r in rows} == {"n"}


def test_inline_codes_have_the_same_letters_on_both_sides() -> None:
    unit = (
        '<trans-unit id="1"><source><g id="1">a</g><x id="2"/></source>'
        '<target><x id="2"/><g id="1">b</g></target></trans-unit>'
    )
    assert read(old(unit))[0].cells == {"en": "⟦a⟧a⟦/a⟧⟦b/⟧", "vi": "⟦b/⟧⟦a⟧b⟦/a⟧"}


def test_units_are_counted() -> None:
    assert XLIFF.inspect
    units = '<trans-unit id="1"><source>a</source></trans-unit>' * 2
    data = old(units + '<trans-unit id="3"/>').encode()
    found = XLIFF.inspect(io.BytesIO(data), Options("a.xlf"))
    assert (found.units, found.languages, found.source) == (3, {"en": 2}, "en")
    assert "no source" in found.warnings[0]


def test_a_target_without_a_language_is_told_of() -> None:
    options = Options("a.xlf")
    data = old(
        '<trans-unit id="1"><source>a</source><target>b</target></trans-unit>',
        languages='source-language="en"',
    )
    assert XLIFF.read_rows
    rows = list(XLIFF.read_rows(io.BytesIO(data.encode()), options))
    assert rows[0].cells == {"en": "a", "und": "b"}
    assert [loss.field for loss in options.losses] == ["target"]


def test_a_text_and_its_rewording_in_the_same_language_both_stay() -> None:
    unit = (
        '<trans-unit id="1"><source>color</source><target>colour</target></trans-unit>'
    )
    both = 'source-language="{}" target-language="{}"'
    for codes, second in ((("en-US", "en-GB"), "en-GB"), (("de", "de"), "de-x-target")):
        found = XLIFF.inspect(
            io.BytesIO(old(unit, languages=both.format(*codes)).encode()),
            Options("a.xlf"),
        )
        assert list(found.languages) == [codes[0][:2], second]


def test_the_user_may_name_languages_that_the_file_does_not() -> None:
    unit = '<trans-unit id="1"><source>a</source><target>b</target></trans-unit>'
    data = io.BytesIO(old(unit, languages="").encode())
    assert XLIFF.read_rows
    rows = list(XLIFF.read_rows(data, Options("a.xlf", ("en", "vi"))))
    assert rows[0].cells == {"en": "a", "vi": "b"}


def test_a_document_packed_into_the_file_is_passed_over() -> None:
    unit = '<trans-unit id="1"><source>a</source><target>b</target></trans-unit>'
    packed = '<internal-file form="base64">' + "QUJD\n" * 3_000_000 + "</internal-file>"
    head = f"<header><reference>{packed}</reference><x/></header><body>"
    assert [r.cells for r in read(old(unit).replace("<body>", head))] == [
        {"en": "a", "vi": "b"}
    ]


def test_lines_are_counted_through_a_packed_document() -> None:
    packed = "<s:internal-file>\n\n" + "x" * 200_000 + "\n</s:internal-file>"
    head = f'<header xmlns:s="s">{packed}<internal-file/></header><body>\n<oops>'
    broken = old("").replace("<body>", head)
    with pytest.raises(FormatError, match=rf"a\.xlf:{broken.count(chr(10)) + 1}:"):
        read(broken)


@given(st.binary(max_size=40), st.integers(0, 900))
def test_damage_is_refused_or_read_but_never_a_crash(noise: bytes, at: int) -> None:
    good = written("xliff", ROWS, PAIR)
    told = refusal(read, good[:at] + noise + good[at + len(noise) :])
    assert not told or told.startswith("a.xlf:")
