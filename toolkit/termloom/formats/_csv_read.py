"""Text tables as people have them: commas, semicolons or tabs, any encoding."""

import csv
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from ..errors import FormatError
from ..model import Concept, Row
from . import Found, Options, _table_read, _text_in
from ._columns import Layout
from ._table_read import Line, Table

_END = "\ufdd0"
"""A line of its own behind the last; inside a cell it tells that a quote is open."""
_MOST_CELLS = 16_384
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def read_rows(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """A memory: a row a line; columns are recognised by the header."""
    yield from _table_read.rows(_table(stream, options), options.place)


def read_concepts(stream: BinaryIO, options: Options) -> Iterator[Concept]:
    """A glossary, with a line a term or a line a concept."""
    yield from _table_read.concepts(_table(stream, options), options.place)


def inspect(stream: BinaryIO, options: Options) -> Found:
    """The number of lines with data."""
    return _table_read.inspect(_table(stream, options))


def unguard(text: str) -> str:
    """The text without the apostrophe that kept spreadsheets from running it."""
    return text[1:] if _GUARDED.match(text) else text


def layout_of(stream: BinaryIO, options: Options) -> Layout:
    """Which column holds what."""
    return _table(stream, options).layout


def _table(stream: BinaryIO, options: Options) -> Table:
    return _table_read.table(_cells(stream, options), options)


def _cells(stream: BinaryIO, options: Options) -> Iterator[Line]:
    lines = _text_in.lines(stream, options)
    first = list(islice(lines, 1))
    delimiter = delimiter_of(first[0])
    skipped = int(first[0].startswith("sep="))
    csv.field_size_limit(_text_in.LONGEST_LINE)
    reader = csv.reader(chain(first[skipped:], lines, [_END]), delimiter=delimiter)
    before = line = skipped
    try:
        for cells in reader:
            before, line = line, reader.line_num + skipped
            _check_row(cells, f"{options.place}:{before + 1}")
            if cells[-1:] != [_END]:
                yield Line(before + 1, [unguard(cell) for cell in cells], line)
    except csv.Error as error:
        raise FormatError(
            f"broken table: {error}", place=f"{options.place}:{line + 1}"
        ) from error


def _check_row(cells: list[str], place: str) -> None:
    if len(cells) > _MOST_CELLS:
        raise FormatError(
            f"a row of {len(cells):,} cells; this is no table", place=place
        )
    if cells and cells[-1].endswith(_END) and cells != [_END]:
        raise FormatError(
            "broken table: a quote opens in this row and never closes", place=place
        )


def delimiter_of(line: str) -> str:
    """A tab, else the one of comma, semicolon, bar that splits the first line the most.

    Sentences have commas, hardly ever tabs. Excel's ``sep=;`` in a first line of its
    own settles the matter.
    """
    if told := re.match("sep=(.)", line):
        return told[1]
    head = re.sub('"(?:[^"]|"")*"', "", line)
    return "\t" if "\t" in head else max(",;|", key=head.count)
