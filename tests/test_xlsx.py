"""Workbooks: what people see, and what comes back."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from hostile import (
    HEADER,
    TEXTS,
    concept_lists,
    kept,
    one_line,
    refusal,
    row_lists,
    written,
)
from termloom.errors import FormatError
from termloom.formats import Options, _sheets, named, xlsx
from termloom.model import (
    Candidate,
    Concept,
    Context,
    Kind,
    Place,
    Row,
    Span,
    Status,
    Term,
    TermPair,
)
from termloom.report import Text

XLSX = named("xlsx")
ROWS = [
    Row("1", {"en": "Hello", "zh-Hans": "你好", "vi": "chào"}, 0.4, flags=("review",)),
    Row("2", {"en": "=1+1", "zh-Hant": "#N/A", "vi": "0012"}, 0.9, document="d"),
]
GLOSSARY = [
    Concept(
        "missile",
        (
            Term("en", "missile", source="NATO usage", note="t"),
            Term("zh-Hans", "导弹", count=3, score=0.5),
            Term("zh-Hans", "飞弹", status=Status.DEPRECATED, kind=Kind.VARIANT),
            Term("zh-Hant", "飛彈", status=Status.CONVERTED),
            Term("vi", "tên lửa", status=Status.PROPOSED),
        ),
        domain="weapons",
        definition="A guided weapon.",
        source="s",
        note="n",
        agreed="2020",
    ),
    Concept("nato", (Term("en", "NATO", Kind.ACRONYM), Term("vi", "NATO"))),
]


def opened(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def read_rows(data: bytes, **more: Any) -> list[Row]:
    assert XLSX.read_rows
    return list(XLSX.read_rows(io.BytesIO(data), Options("a.xlsx", **more)))


def read_concepts(data: bytes) -> list[Concept]:
    assert XLSX.read_concepts
    return list(XLSX.read_concepts(io.BytesIO(data), Options("a.xlsx")))


def workbook(*sheets: list[list[Any]], hidden: int | None = None) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, lines in enumerate(sheets):
        sheet = book.create_sheet(f"S{number}")
        for line in lines:
            sheet.append(line)
        if number == hidden:
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_same_rows_give_the_same_bytes() -> None:
    first = written("xlsx", ROWS, Options())
    assert first == written("xlsx", ROWS, Options())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2024-07-11T12:00:00Z") == 2


def test_a_memory_has_frozen_header_filter_widths_and_print_set_up() -> None:
    sheet = opened(written("xlsx", ROWS, Options()))["Memory"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:I3"
    assert sheet.column_dimensions["B"].width > 20
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert [cell.value for cell in sheet[1]][:3] == [
        "Id",
        "English (en)",
        "简体中文 (zh-Hans)",
    ]


def test_text_stays_text_and_scores_are_numbers() -> None:
    sheet = opened(written("xlsx", ROWS, Options()))["Memory"]
    cells = {cell.value: cell for line in sheet for cell in line if cell.value}
    for text in ("=1+1", "#N/A", "0012"):
        assert cells[text].data_type == "s"
    assert cells["=1+1"].quotePrefix
    assert cells[0.9].data_type == "n"
    assert cells[0.9].number_format == "0.00"


def test_chinese_gets_a_font_of_its_own_country() -> None:
    sheet = opened(written("xlsx", ROWS, Options()))["Memory"]
    fonts = {cell.value: cell.font.name for line in sheet for cell in line}
    assert fonts["你好"] == "Microsoft YaHei"
    assert fonts["繁體中文 (zh-Hant)"] == "Microsoft JhengHei"
    assert fonts["chào"] == "Calibri"


def test_rows_to_review_stand_out() -> None:
    sheet = opened(written("xlsx", ROWS, Options()))["Memory"]
    formulas = [r.formula[0] for f in sheet.conditional_formatting for r in f.rules]
    each = [f'ISNUMBER(SEARCH("{flag}",$G2))' for flag in ("review", "triangle")]
    assert f"OR({','.join(each)})" in formulas


def test_the_workbook_and_the_report_count_the_same_rows_to_review() -> None:
    flags = [("review",), ("triangle",), ("review", "triangle"), ("mined",), ()]
    rows = [Row(str(n), {"en": "a"}, flags=own) for n, own in enumerate(flags)]
    about = opened(written("xlsx", rows, Options()))["About"]
    told = {line[0].value: line[1].value for line in about}
    assert told["To review"] == "3 rows, marked in amber"
    assert len(Text("a", "a", {}, {}, rows).flagged) == 3


def test_the_first_sheet_says_what_the_file_is() -> None:
    book = opened(written("xlsx", GLOSSARY, Options()))
    told = {line[0].value: line[1].value for line in book["About"]}
    assert told["Glossary"] == HEADER.title
    assert told["Made by"] == HEADER.signature
    assert told["Date"] == "11 July 2024"
    assert told["Concepts"] == "2"
    assert told["Deprecated"] == "do not use — 1 term"


def test_a_glossary_offers_the_statuses_and_colours_them() -> None:
    sheet = opened(written("xlsx", GLOSSARY, Options()))["Terms"]
    offers = [v.formula1 for v in sheet.data_validations.dataValidation]
    assert f'"{",".join(Status)}"' in offers
    formulas = [r.formula[0] for f in sheet.conditional_formatting for r in f.rules]
    assert {f'$E2="{status}"' for status in Status} <= set(formulas)


def test_a_glossary_shows_a_concept_in_one_row() -> None:
    sheet = opened(written("xlsx", GLOSSARY, Options()))["Concepts"]
    shown = [cell.value for cell in sheet[2]]
    assert shown[:6] == [
        "missile",
        "weapons",
        "missile",
        "导弹\n✗ 飞弹",
        "≈ 飛彈",
        "? tên lửa",
    ]


def test_everything_of_a_glossary_comes_back() -> None:
    back = read_concepts(written("xlsx", GLOSSARY, Options()))
    assert back == GLOSSARY
    assert back[0].terms[0].source == "NATO usage"
    assert back[0].terms[0].note == "t"
    assert (back[0].note, back[0].source, back[0].agreed) == ("n", "s", "2020")
    assert (back[0].terms[1].count, back[0].terms[1].score) == (3, 0.5)


@settings(max_examples=25)
@given(row_lists())
def test_any_rows_come_back_as_far_as_a_cell_can_hold_them(rows: list[Row]) -> None:
    data = written("xlsx", rows, Options())
    expected = []
    for row in rows:
        cells = {tag: kept(text) for tag, text in row.cells.items()}
        cells = {tag: text for tag, text in cells.items() if text.strip()}
        if cells:
            expected.append((row.id, cells, row.score, row.flags, row.document))
    back = read_rows(data) if expected else []
    assert [(r.id, r.cells, r.score, r.flags, r.document) for r in back] == expected


@settings(max_examples=25)
@given(concept_lists())
def test_any_concepts_come_back(concepts: list[Concept]) -> None:
    expected = []
    for concept in concepts:
        terms = [
            (t.language, one_line(t.form), t.kind, t.status)
            for t in concept.terms
            if one_line(t.form)
        ]
        if terms:
            expected.append((concept.id, terms))
    if not expected:
        return
    back = read_concepts(written("xlsx", concepts, Options()))
    assert [
        (c.id, [(t.language, t.form, t.kind, t.status) for t in c.terms]) for c in back
    ] == expected


def test_text_that_excel_would_decode_comes_back_as_it_was() -> None:
    options = Options()
    rows = [Row("1", {"en": "_x0041_ and _x000D_", "vi": "x"})]
    data = written("xlsx", rows, options)
    assert "_x0041_" not in str(opened(data)["Memory"]["B2"].value)
    assert read_rows(data)[0].cells["en"] == "_x0041_ and _x000D_"
    assert len(options.losses) == 1


def test_long_texts_are_cut_and_noted() -> None:
    options = Options()
    rows = [Row("1", {"en": "x" * 40_000, "vi": "_x0041_" * 4_681})]
    back = read_rows(written("xlsx", rows, options))
    assert back[0].cells["en"].endswith("[…]")
    assert {loss.reason[:3] for loss in options.losses} == {"cut", "an "}


def test_hostile_texts_stand_in_every_field() -> None:
    concepts = [
        Concept(
            f"c{n}",
            (
                Term(
                    "en",
                    text or "x",
                    source=text,
                    note=text,
                    contexts=(Context("", text),),
                ),
            ),
            domain=text,
            definition=text,
            note=text,
        )
        for n, text in enumerate(TEXTS)
    ]
    book = opened(written("xlsx", concepts, Options()))
    types = {cell.data_type for s in book for line in s for cell in line if cell.value}
    assert types <= {"s", "n"}


def test_a_full_sheet_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("termloom.formats.xlsx.MOST_ROWS", 3)
    rows = [Row(str(n), {"en": f"a {n}", "vi": "b"}) for n in range(5)]
    data = written("xlsx", rows, Options())
    assert opened(data).sheetnames == ["About", "Memory", "Memory 2", "Memory 3"]
    assert [row.id for row in read_rows(data)] == ["0", "1", "2", "3", "4"]


def test_the_date_of_a_header_without_one_is_no_error() -> None:
    assert _sheets.when("") == datetime.datetime(2000, 1, 1)


def test_a_plain_bitext_is_read_by_its_header() -> None:
    lines = [
        ["English", "Vietnamese", "No"],
        ["a", "b", 1],
        [None, None, None],
        ["c", "d", 2],
    ]
    assert [(r.id, r.cells) for r in read_rows(workbook(lines))] == [
        ("1", {"en": "a", "vi": "b"}),
        ("2", {"en": "c", "vi": "d"}),
    ]


def test_numbers_dates_and_truth_values_become_text() -> None:
    lines = [["en", "vi"], [3.5, 12], [datetime.date(2024, 7, 11), True]]
    cells = [list(row.cells.values()) for row in read_rows(workbook(lines))]
    assert cells == [["3.5", "12"], ["2024-07-11", "TRUE"]]


def test_sheets_that_hold_something_else_are_passed_over() -> None:
    other = [["a page"], ["about"], ["this file"]]
    lines = [["en", "vi"], ["a", "b"]]
    assert len(read_rows(workbook(other, lines))) == 1


def test_hidden_sheets_are_told_of() -> None:
    assert XLSX.inspect
    data = workbook([["en", "vi"], ["a", "b"]], [["en", "vi"], ["c", "d"]], hidden=1)
    found = XLSX.inspect(io.BytesIO(data), Options("a.xlsx"))
    assert found.units == 1
    assert "hidden" in found.warnings[0]


def test_rows_are_counted() -> None:
    assert XLSX.inspect
    found = XLSX.inspect(io.BytesIO(written("xlsx", GLOSSARY, Options())), Options())
    assert (found.units, found.kind) == (7, "concepts")
    assert found.languages == {"en": 2, "zh-Hans": 2, "zh-Hant": 1, "vi": 2}


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


BOMB = zipped(xl__workbook_xml=b"<a/>", xl__sheet_xml=b" " * 60_000_000)
ENTITY = zipped(xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a workbook"),
        (b"hello", "not a workbook"),
        (b"\xd0\xcf\x11\xe0old", "old .xls"),
        (zipped(word__document_xml=b"<a/>"), "no workbook"),
        (zipped(xl__workbook_xml=b"<a/>"), "broken workbook"),
        (BOMB, "unpacks to"),
        (ENTITY, "document type"),
        (workbook([]), "holds no text"),
        (workbook([["x", "y"]]), "--langs"),
    ],
    ids=range(9),
)
def test_what_is_no_workbook_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says) as told:
        read_rows(data)
    assert str(told.value).startswith("a.xlsx: ")


def test_damage_is_refused_or_read_but_never_a_crash() -> None:
    good = written("xlsx", ROWS, Options())
    for at in range(0, len(good), 97):
        data = good[:at] + b"\0\xff" + good[at + 2 :]
        told = refusal(read_rows, data)
        assert not told or told.startswith("a.xlsx:")


def test_candidates_come_with_sentences_that_show_them() -> None:
    places = (Place("d", 0, Span(0, 4)), Place("d", 7, Span(0, 4)))
    found = [
        Candidate("en", "=ally", 3, 0.91234, (*places, places[0])),
        Candidate("zh-Hans", "盟国", 2, 0.5),
    ]
    pairs = [TermPair("en", "=ally", "zh-Hans", "盟国", 0.75, 2)]
    contexts = {("en", "d", 0): "=ally stands.", ("zh-Hans", "d", 0): "no"}
    data = b"".join(xlsx.write_candidates(found, pairs, contexts, HEADER, Options()))
    book = load_workbook(io.BytesIO(data))
    assert [c.value for c in book["Candidates"][2]] == [
        *("en", "=ally", 0.9123, 3, "=ally stands.", None, None)
    ]
    assert book["Candidates"]["B2"].data_type == "s"
    assert [c.value for c in book["Pairs"][2]][:4] == ["en", "=ally", "zh-Hans", "盟国"]
    assert ("Pairs", "1") in list(book["About"].values)
