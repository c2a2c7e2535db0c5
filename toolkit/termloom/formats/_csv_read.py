"""Text tables as people have them: commas, semicolons or tabs, any encoding."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from ..errors import FormatError
from ..model import Concept, Row
from . import Found, Options, _table_read, _text_in
from ._table_read import Line, Table

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


def _table(stream: BinaryIO, options: Options) -> Table:
    return _table_read.table(_cells(stream, options), options)


def _cells(stream: BinaryIO, options: Options) -> Iterator[Line]:
    lines = _text_in.lines(stream, options)
    first = list(islice(lines, 1))
    delimiter = _delimiter(first[0])
    skipped = int(first[0].startswith("sep="))
    csv.field_size_limit(_text_in.LONGEST_LINE)
    line = skipped
    row: list[str] = []
    reader = csv.reader(_noted(chain(first[skipped:], lines), row), delimiter=delimiter)
    try:
        for cells in reader:
            before, raw = line, row.copy()
            row.clear()
            line = reader.line_num + skipped
            yield line, [unguard(cell) for cell in cells]
    except csv.Error as error:
        raise FormatError(
            f"broken table: {error}",
            place=f"{options.place}:{reader.line_num + skipped}",
        ) from error
    if line > skipped and _is_open(raw, delimiter):
        raise FormatError(
            "broken table: a quote opens in this row and never closes",
            place=f"{options.place}:{before + 1}",
        )


def _noted(lines: Iterable[str], row: list[str]) -> Iterator[str]:
    """The lines; those of the row that is being read stand in ``row`` as well."""
    for line in lines:
        row.append(line)
        yield line


def _is_open(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a quote that opens in a row is still open at its end."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _delimiter(line: str) -> str:
    """The one of tab, semicolon, comma, bar that splits the first line the most.

    Excel's ``sep=;`` in a first line of its own settles the matter.
    """
    if told := re.match("sep=(.)", line):
        return told[1]
    head = re.sub('"(?:[^"]|"")*"', "", line)
    return max(",\t;|", key=head.count)
