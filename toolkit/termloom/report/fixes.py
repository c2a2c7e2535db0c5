"""Corrections of form that need no thought, written into a new file."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..checks import Finding
from ..decode import decode
from ..errors import InputError
from ..files import opened, write_atomically
from ..interchange import Wishes, convert
from ..model import Document, Row, Span

_APART = "P405"
"""The code of letters stored apart from their marks: a matter of the whole file."""


def write_fixed(source: Path, target: Path, findings: Sequence[Finding]) -> int:
    """Writes the translation anew with its corrections; gives their number.

    Raises `InputError` where the target exists, and for files other than plain text
    and tables.
    """
    composed = any(finding.code == _APART for finding in findings)
    document = next((f.side.document for f in findings if f.side.document), None)
    fixes = [f for f in findings if f.fix is not None and f.side is f.unit.target]
    if document is None:
        _write_rows(source, target, fixes, composed=composed)
    else:
        text = fixed(_decoded(source, document), _spans(fixes))
        write_atomically(target, [_composed(text) if composed else text])
    return len(fixes) + composed


def fixed(text: str, fixes: Iterable[tuple[Span, str]]) -> str:
    """A text with stretches of it replaced; of two that overlap the later counts."""
    end = len(text)
    for span, better in sorted(fixes, reverse=True):
        if span.stop <= end:
            text = text[: span.start] + better + text[span.stop :]
            end = span.start
    return text


def _spans(fixes: Iterable[Finding]) -> list[tuple[Span, str]]:
    return [(f.side.place(f.span), f.fix) for f in fixes if f.fix is not None]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _decoded(source: Path, document: Document) -> str:
    origin = document.origin
    if origin.format != "text":
        told = f'no corrections into "{origin.format}"; save it as plain text first'
        raise InputError(told, place=str(source))
    with opened(source) as file:
        data = file.read()
    return decode(data, language=document.language, place=str(source)).text


def _write_rows(
    source: Path, target: Path, fixes: Iterable[Finding], *, composed: bool
) -> None:
    by_cell: defaultdict[tuple[int, str], list[Finding]] = defaultdict(list)
    for finding in fixes:
        by_cell[finding.side.unit, finding.side.language].append(finding)

    def change(number: int, row: Row) -> Row:
        cells = {
            tag: fixed(text, _spans(by_cell.get((number, tag), ())))
            for tag, text in row.cells.items()
        }
        if composed:
            cells = {tag: _composed(text) for tag, text in cells.items()}
        return replace(row, cells=cells)

    convert(source, target, Wishes(change=change))
