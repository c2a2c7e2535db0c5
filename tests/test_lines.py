"""The line of the file on which each text of a row stands."""

import io
from collections.abc import Callable
from xml.parsers import expat

import pytest
from openpyxl import Workbook

from termloom.formats import Options, named
from termloom.model import Row

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<tmx version="1.4">\n<header\n/><body>\n'
)
PLAIN = (
    '<tu tuid="{0}">\n<note>two\nlines</note>\n<prop type="x">a\nb</prop>\n'
    '<tuv xml:lang="en">\n<seg>One\ntext {0}</seg></tuv>\n\n'
    '<tuv xml:lang="vi"><seg>Một</seg></tuv></tu>\n'
)
ODD = (
    '<tu tuid="{0}"><!-- a\n<seg> and a </tuv> in a remark -->'
    '<tuv xml:lang="en"><note>n\n</note><seg>One\n<ph>x\ny</ph>text</seg></tuv>'
    '<tuv\nxml:lang="vi">\n<seg>\nM<![CDATA[<seg>\n]]>ột</seg>\n</tuv>\n'
    '<tuv xml:lang="zh-CN">\n<seg></seg></tuv>\n</tu>\n'
)
LONE = '<tu tuid="{0}"><!-- a </tu> in a\nremark -->' + PLAIN.format("{0}")[15:]
XLIFF = (
    '<?xml version="1.0"?>\n<xliff version="1.2"><file source-language="en" '
    'target-language="vi" original="f"><header><skl><internal-file>\n<source/>\n'
    "</internal-file></skl></header>\n<body>{}</body></file></xliff>"
)
UNIT = (
    '<trans-unit id="{0}"><note>a\nnote</note><source>One\n<g id="1">text</g></source>'
    "\n<!-- <target>\n--><target>\nMột</target><alt-trans><source>\n</source>\n"
    "<target>no</target></alt-trans></trans-unit>\n"
)


def read(name: str, data: bytes | str, place: str = "a") -> list[Row]:
    reader = named(name).read_rows
    assert reader
    raw = data.encode() if isinstance(data, str) else data
    return list(reader(io.BytesIO(raw), Options(place)))


def wanted(data: bytes, unit: str, *names: str) -> list[list[int]]:
    """For each unit the lines of its elements of those names, by another parser."""
    found: list[list[int]] = []
    parser = expat.ParserCreate()

    def start(name: str, _: dict[str, str]) -> None:
        if name == unit:
            found.append([])
        elif name in names and found:
            found[-1].append(parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.Parse(data, True)
    return found


def in_utf16(text: str) -> bytes:
    return text.replace("utf-8", "utf-16").encode("utf-16")


@pytest.mark.parametrize(
    "encoded", [str.encode, in_utf16, lambda text: text.replace("\n", "\r\n").encode()]
)
@pytest.mark.parametrize("top", ["", "<!-- by\na tool -->\n", "\n" * 70_000])
def test_a_text_of_a_tmx_stands_where_its_segment_begins(
    top: str, encoded: Callable[[str], bytes]
) -> None:
    shapes = [PLAIN, ODD, PLAIN, PLAIN, ODD, LONE, ODD, PLAIN] * 40
    units = "".join(shape.format(n) for n, shape in enumerate(shapes))
    first, rest = HEAD.split("\n", 1)
    body = units if top.strip() else top + units
    text = f"{first}\n{top if top.strip() else ''}{rest}{body}</body></tmx>"
    data = encoded(text)
    rows = read("tmx", data)
    for row, lines in zip(rows, wanted(data, "tu", "seg"), strict=True):
        tags = ("en", "vi", "zh-Hans")
        assert [row.line_of(tag) for tag in tags[: len(lines)]] == lines


def test_each_variant_of_a_language_has_its_line() -> None:
    variants = "".join(
        f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>\n'
        for tag, text in (("en", "One"), ("vi", "Một"), ("vi", "Một thôi"))
    )
    rows = read("tmx", f"{HEAD}<tu>\n{variants}</tu></body></tmx>")
    assert [(row.line, row.line_of("vi")) for row in rows] == [(6, 7), (6, 8)]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_text_of_an_xliff_stands_where_source_and_target_begin(ends: str) -> None:
    units = "\n" * 70_000 + "".join(UNIT.format(n) for n in range(300))
    data = XLIFF.format(units).replace("\n", ends).encode()
    lines = wanted(data, "trans-unit", "source", "target")
    rows = read("xliff", data)
    assert len(rows) == len(lines) == 300
    for row, (source, target, *_) in zip(rows, lines, strict=True):
        assert (row.line_of("en"), row.line_of("vi")) == (source, target)


def test_sentences_of_a_unit_have_the_lines_of_their_marks() -> None:
    def marked(*texts: str) -> str:
        marks = enumerate(texts)
        return "\n".join(f'<mrk mtype="seg" mid="{n}">{t}</mrk>' for n, t in marks)

    unit = (
        f'<trans-unit id="a"><source>A. B.</source>\n<seg-source>{marked("A.", "B.")}'
        f"</seg-source>\n<target>{marked('Á.', 'Bê.')}</target></trans-unit>"
    )
    rows = read("xliff", XLIFF.format(unit))
    assert [(row.line, row.line_of("vi")) for row in rows] == [(6, 8), (7, 9)]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_message_stands_where_its_msgid_and_msgstr_begin(
    ends: str, encoding: str
) -> None:
    text = (
        f'msgid ""\nmsgstr "Language: vi\\n"\n"Content-Type: text/plain; '
        f'charset={encoding}\\n"\n\n# a remark\n#. a note\n#, fuzzy\nmsgctxt "menu"\n'
        'msgid ""\n"One "\n"text"\nmsgstr ""\n"Một"\n\n'
        '#~ msgid "old"\n#~ msgstr "cũ"\n\nmsgid "file"\nmsgid_plural "files"\n'
        'msgstr[0] "tệp"\nmsgstr[1] "các tệp"\n'
    )
    rows = read("po", text.replace("\n", ends).encode(encoding))
    assert [(row.line, row.line_of("vi")) for row in rows] == [
        (9, 12),
        (18, 20),
        (19, 21),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("top", ["", "sep=,\n", "A title\n\n"])
def test_a_row_of_a_table_has_the_line_on_which_its_record_begins(
    top: str, encoding: str, ends: str
) -> None:
    text = f'{top}en,vi\n"One\n\ntext",Một\n\nTwo,"Hai\n"\nThree,Ba\n'
    rows = read("csv", text.replace("\n", ends).encode(encoding))
    above = top.count("\n")
    assert [row.line - above for row in rows] == [2, 6, 8]


def test_a_concept_of_several_lines_has_the_first() -> None:
    text = (
        'concept_id,language,term,definition\na,en,one,"b\nc"\na,vi,một,\nb,en,two,\n'
    )
    assert [row.line for row in read("csv", text)] == [2, 5]


def test_a_row_of_a_workbook_has_the_number_that_excel_shows() -> None:
    book = Workbook()
    for sheet in (book.active, book.create_sheet("Two")):
        sheet.append(["A title"])
        sheet.append([])
        sheet.append(["en", "vi"])
        sheet.append([])
        sheet.append(["One", "Một"])
    stream = io.BytesIO()
    book.save(stream)
    rows = read("xlsx", stream.getvalue())
    places = [(row.shape.sheet, row.line) for row in rows]
    assert places == [("Sheet", 5), ("Two", 5)]
    book.remove(book["Two"])
    book.save(alone := io.BytesIO())
    [row] = read("xlsx", alone.getvalue())
    assert (row.shape.sheet, row.line) == ("", 5)


def test_a_line_of_json_and_of_a_glossary_of_omegat_is_the_row() -> None:
    rows = read("jsonl", '\n{"row": {"id": "a", "cells": {"en": "x"}}}\n')
    assert [row.line for row in rows] == [2]
    reader = named("omegat").read_rows
    assert reader
    stream = io.BytesIO(b"# remark\none\tm\n")
    assert [r.line for r in reader(stream, Options("a", ("en", "vi")))] == [2]


def test_rows_that_lie_alike_share_what_says_so() -> None:
    rows = read("tmx", HEAD + PLAIN * 2 + ODD * 2 + "</body></tmx>")
    assert rows[0].shape is rows[1].shape
    assert rows[2].shape is rows[3].shape
