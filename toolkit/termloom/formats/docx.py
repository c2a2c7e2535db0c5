"""Word documents (DOCX): a text, or a bitext in a table with a column a language.

Offsets lead into the extracted text, one paragraph a line: body with tables row by
row, then footnotes and endnotes. Inserted text of tracked changes is shown, deleted
text is not; numbers that Word makes itself are not in the file.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ..clean import as_lines, clean, document
from ..clean import presplit as split_already
from ..errors import FormatError
from ..model import Document, Dropped, Row
from ..text import normalise
from . import Format, Options, _table_read
from ._docx_read import Package, Paragraph, paragraphs, tables
from ._table_read import Line

_NOTES = ("footnotes", "endnotes")
_APART = (("header", "page header"), ("footer", "page footer"), ("comments", "comment"))


def read_document(
    data: bytes,
    language: str,
    *,
    id: str,
    place: str,
    encoding: str | None,
    presplit: bool,
) -> Document:
    """The text as Word shows it. With ``presplit`` empty paragraphs stay.

    Raises `FormatError` for what is no Word document, or a damaged one.
    """
    package = Package(data, place)
    dropped = list(_apart(package))
    shown: list[str] = []
    for paragraph in _text(package):
        if paragraph.reason:
            line = len(shown) + 1
            dropped.append(Dropped(line, paragraph.text.strip(), paragraph.reason))
        elif presplit or paragraph.text.strip():
            shown.append(paragraph.text.replace("\n", " "))
    source = "\n".join(shown)
    mapped = normalise(source)
    if presplit:
        mapped = split_already(mapped)
    else:
        lines = as_lines(mapped.text, whole=True)
        mapped, left_out = clean(mapped, lines, language)
        dropped += left_out
    return document(
        id,
        language,
        mapped,
        path=place,
        format="docx",
        source=source,
        dropped=dropped,
    )


def _text(package: Package) -> Iterator[Paragraph]:
    yield from paragraphs(package.body())
    for kind in _NOTES:
        for part in package.parts(kind):
            yield from (p for p in paragraphs(part) if p.text.strip())


def _apart(package: Package) -> Iterator[Dropped]:
    """Headers, footers and comments: each text once."""
    for kind, reason in _APART:
        texts = (
            p.text.strip() for part in package.parts(kind) for p in paragraphs(part)
        )
        yield from (Dropped(1, text, reason) for text in dict.fromkeys(texts) if text)


def read_rows(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """The rows of the tables with two and more columns, a column a language.

    The columns are known from a header row or from ``options.languages``; a table
    that continues another needs no header of its own. Raises `FormatError`.
    """
    package = Package(stream.read(), options.place)
    wide = [table for table in tables(package.body()) if _is_wide(table)]
    if not wide:
        raise FormatError("no table with two columns in it", place=options.place)
    found = _table_read.table(_lines(wide), options)
    yield from _table_read.rows(found, options.place)


def _is_wide(table: list[list[str]]) -> bool:
    return any(len(row) > 1 for row in table)


def _lines(found: Iterable[list[list[str]]]) -> Iterator[Line]:
    number = 0
    header: list[str] = []
    for table in found:
        for index, row in enumerate(table):
            number += 1
            if index or row != header:
                yield Line(number, row, number)
            header = header or row


FORMAT = Format(
    name="docx",
    title="Word document",
    suffixes=(".docx", ".docm", ".dotx"),
    unit="paragraphs",
    looks_like=lambda head: head.startswith(b"PK\x03\x04") and b"word/" in head,
    marks_paragraphs=True,
    read_document=read_document,
    read_rows=read_rows,
)
