"""Corrections of form that need no thought, written into a new file."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..checks import Finding, Side, Unit
from ..decode import decode
from ..errors import InputError
from ..files import check_target, format_for, format_to_write, opened, write_atomically
from ..formats import Corrected, Format, Loss, Options
from ..formats._correct import CORRECTION, decoded, encoded, replaced
from ..interchange import as_read, convert
from ..model import Document, Row
from ..text import Edit

_APART = "P405"
"""The code of letters stored apart from their marks: a matter of the whole file."""
_PARTS = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")


class Fixed(NamedTuple):
    """What was written."""

    corrections: int
    left: tuple[Loss, ...] = ()
    """Corrections that could not be put into the file."""
    lost: tuple[Loss, ...] = ()
    """What the format of the new file has no place for."""


def check_fix(source: Path, target: Path, *, force: bool = False) -> None:
    """Raises `InputError` and its like where `write_fixed` would, before any work."""
    check_target(target, force=force)
    if target.exists() and target.samefile(source):
        raise InputError("is the file that is checked; name another", place=str(target))
    found = format_for(source)
    if found.read_document is None:
        writer = _format_of(target, source, found)
        if writer is found and found.correct is None:
            raise InputError(_NOT_INTO.format(found.name), place=str(source))
    elif found.name != "text":
        raise InputError(_NOT_INTO.format(found.name), place=str(source))


_NOT_INTO = 'no corrections into "{}"; save it as plain text or a table first'


def write_fixed(
    source: Path,
    target: Path,
    units: Sequence[Unit],
    findings: Sequence[Finding],
    *,
    force: bool = False,
) -> Fixed:
    """Writes the translation anew with its corrections, and nothing else changed.

    Into another format than that of the source it is converted. Raises as `check_fix`
    does.
    """
    check_fix(source, target, force=force)
    composed = any(finding.code == _APART for finding in findings)
    fixes = [f for f in findings if f.fix is not None and f.side is f.unit.target]
    count = len(fixes) + composed
    reader = format_for(source)
    if reader.read_document:
        sides = (unit.target for unit in units)
        document = next((s.document for s in sides if s and s.document), None)
        text = _text(source, document, fixes, composed=composed)
        write_atomically(target, [text], force=force)
        return Fixed(count)
    cells = list(_corrected(units, fixes, composed=composed))
    tags = _languages(units)
    if _format_of(target, source, reader) is not reader or not reader.correct:
        lost = _converted(source, target, cells, tags, force=force)
        return Fixed(count, lost=lost)
    options = Options(str(source), as_read(source, tags).languages)
    with opened(source) as file:
        data = file.read()
    if cells:
        data = reader.correct(data, cells, options)
    write_atomically(target, [data], force=force)
    left = tuple(loss for loss in options.losses if loss.field == CORRECTION)
    return Fixed(count - sum(loss.entries for loss in left), left)


def _format_of(target: Path, source: Path, reader: Format) -> Format:
    same = target.suffix.casefold() == source.suffix.casefold()
    return reader if same else format_to_write(target)


def _text(
    source: Path,
    document: Document | None,
    fixes: Iterable[Finding],
    *,
    composed: bool,
) -> bytes:
    """A plain text in the encoding that it has."""
    with opened(source) as file:
        data = file.read()
    edits = [(*f.side.place(f.span), f.fix) for f in fixes if f.fix is not None]
    if document is None or not (edits or composed):
        return data
    name = decode(data, language=document.language, place=str(source)).encoding
    whole = decoded(data, name, str(source))
    text = whole.removeprefix("\ufeff")
    new = replaced(text, edits)
    mark = whole[: len(whole) - len(text)]
    return encoded(mark + (_composed(new) if composed else new), name, str(source))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _languages(units: Iterable[Unit]) -> tuple[str, ...]:
    """Of the source and the translations, in this order."""
    sides = [side for unit in units for side in (unit.source, unit.target) if side]
    return tuple(dict.fromkeys(side.language for side in sides))


def _corrected(
    units: Iterable[Unit], fixes: Iterable[Finding], *, composed: bool
) -> Iterator[Corrected]:
    """The texts with anything to correct; where ``composed``, letters in parts too."""
    edits: defaultdict[Unit, list[Edit]] = defaultdict(list)
    for finding in fixes:
        edits[finding.unit].append((*finding.span, finding.fix or ""))
    for unit in units:
        side = unit.target
        own = edits.get(unit, [])
        if side and composed:
            own = [*own, *_in_parts(side)]
        if side and own:
            yield Corrected(
                side.unit,
                side.language,
                side.text,
                side.row_line,
                side.sheet,
                unit.id or str(side.unit),
                tuple(own),
            )


def _in_parts(side: Side) -> Iterator[Edit]:
    for found in _PARTS.finditer(side.text):
        better = _composed(found[0])
        if better != found[0]:
            yield (*found.span(), better)


def _converted(
    source: Path,
    target: Path,
    cells: Iterable[Corrected],
    tags: tuple[str, ...],
    *,
    force: bool,
) -> tuple[Loss, ...]:
    """Writes another format; gives what that loses."""
    by_place = {(cell.row, cell.language): "".join(cell.pieces) for cell in cells}

    def change(number: int, row: Row) -> Row:
        new = {tag: by_place.get((number, tag), row.cells[tag]) for tag in row.cells}
        return replace(row, cells=new)

    wishes = replace(as_read(source, tags), change=change, force=force)
    return convert(source, target, wishes).losses
