"""Workbooks as people have them → tables of cells."""

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Any, BinaryIO

from ..errors import FormatError
from ..model import Concept, Row
from . import Found, Options, _table_read
from ._columns import Layout
from ._sheets import MOST_ROWS, unescaped
from ._table_read import Line, Table
from ._zipped import check_size

TERMS, BUILT = "Terms", "Built"
"""The sheet that people edit, and the hidden one with what was there before."""
_AT_ONCE = 500
_CONTROL = re.compile(r"_x00(0[0-9A-Fa-f]|1[0-9A-Fa-f])_")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)
"""What zipfile and openpyxl let through where a file is damaged."""
_OLD = b"\xd0\xcf\x11\xe0"


def looks_like(head: bytes) -> bool:
    """Whether a file begins like a workbook: a zip archive with such parts."""
    return head.startswith(b"PK\x03\x04") and b"xl/" in head


def read_rows(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """A memory: a row a line of each sheet whose header names languages."""
    for table in _tables(stream, options):
        yield from _table_read.rows(table, options.place)


def read_concepts(stream: BinaryIO, options: Options) -> Iterator[Concept]:
    """A glossary, with a line a term (those sheets alone, if any) or a concept."""
    for table in _tables(stream, options):
        yield from _table_read.concepts(table, options.place)


def inspect(stream: BinaryIO, options: Options) -> Found:
    """The number of lines with data in the sheets that hold the content."""
    parts = [_table_read.inspect(table) for table in _tables(stream, options)]
    languages: dict[str, int] = {}
    for part in parts:
        for tag, count in part.languages.items():
            languages[tag] = languages.get(tag, 0) + count
    kinds = [part.kind for part in parts]
    return Found(
        sum(part.units for part in parts),
        languages,
        kind=max(kinds, key=kinds.count, default="rows"),
        warnings=tuple(map(str, options.losses)),
    )


def layouts_of(stream: BinaryIO, options: Options) -> dict[str, Layout]:
    """Title of each sheet that holds the content → which column holds what."""
    return {title: table.layout for title, table in _titled(stream, options)}


Terms = list[tuple[int, Concept]]
"""Row numbers and concepts of one term."""


def read_edited(stream: BinaryIO, options: Options) -> tuple[Terms, Terms]:
    """The terms of a glossary as it was written, and as people made them since.

    Raises `FormatError` for a workbook that termloom did not write.
    """
    book = _opened(stream, options.place)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    missing = [name for name in (BUILT, TERMS) if name not in sheets]
    if missing:
        raise FormatError(
            f'no sheet "{missing[0]}"; name a glossary.xlsx that "termloom build" '
            "wrote",
            place=options.place,
        )
    built, edited = (
        list(_table_read.terms_by_line(_table_read.table(lines, options)))
        for name in (BUILT, TERMS)
        for lines in (_lines(sheets[name], options.place),)
    )
    return built, edited


def _tables(stream: BinaryIO, options: Options) -> list[Table]:
    """The tables, named where the workbook has several."""
    return [table for _, table in _titled(stream, options)]


def _titled(stream: BinaryIO, options: Options) -> list[tuple[str, Table]]:
    """The title of each sheet that holds the content, and its table."""
    book = _opened(stream, options.place)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in book.worksheets:
        if sheet not in shown and sheet.title != BUILT:
            options.losses.add("sheet", "hidden, left out", sheet.title)
    tables = []
    for sheet in shown:
        lines = _lines(sheet, options.place)
        first = next(lines, None)
        if first:
            table = _table_read.table(chain([first], lines), options)
            tables.append(replace(table, sheet=sheet.title))
    if not tables:
        raise FormatError("the workbook holds no text", place=options.place)
    by_term = [table for table in tables if table.layout.is_by_term]
    known = [table for table in tables if table.layout.is_known]
    chosen = by_term or known or tables[:1]
    if len(tables) > 1:
        return [(table.sheet, table) for table in chosen]
    return [(chosen[0].sheet, replace(chosen[0], sheet=""))]


def _opened(stream: BinaryIO, place: str) -> Any:
    from openpyxl import load_workbook

    data = stream if stream.seekable() else io.BytesIO(stream.read())
    _check(data, place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(data, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets many kinds through
        raise FormatError(f"broken workbook ({error})", place=place) from error


def _check(data: BinaryIO, place: str) -> None:
    """Refuses what is no workbook, and packages made to swell or to reach out."""
    if data.read(4) == _OLD:
        raise FormatError(
            "an old .xls or a workbook with a password; save it as plain .xlsx",
            place=place,
        )
    data.seek(0)
    try:
        with zipfile.ZipFile(data) as archive:
            parts = archive.infolist()
            if not any(part.filename.startswith("xl/") for part in parts):
                raise FormatError("a zip archive, but no workbook", place=place)
            check_size(parts, place)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(archive, part, place)
    except _DAMAGE as error:
        raise FormatError(
            f"not a workbook, or a damaged one ({error}); open it in a spreadsheet "
            "program and save it anew as .xlsx",
            place=place,
        ) from error
    data.seek(0)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, place: str) -> None:
    with archive.open(part) as file:
        if b"<!DOCTYPE" in file.read(1024):
            raise FormatError(
                f'"{part.filename}" in the workbook has a document type, which no '
                "workbook has; refused",
                place=place,
            )


def _lines(sheet: Any, place: str) -> Iterator[Line]:
    """The rows with any text in them."""
    if not hasattr(sheet, "iter_rows"):
        return
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(max_row=MOST_ROWS, values_only=True), start=1)
    try:
        while some := _some(rows):
            for number, cells in some:
                texts = [_text(cell) for cell in cells]
                if any(texts):
                    yield Line(number, texts, number)
    except _DAMAGE as error:
        raise FormatError(
            f'broken sheet "{sheet.title}" ({error})', place=place
        ) from error


def _some(rows: Iterator[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """The next rows; openpyxl warns of every part of a sheet that it passes over."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(islice(rows, _AT_ONCE))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return unescaped(_CONTROL.sub(_control, value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def _control(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in "\t\n" else ""
