"""Corrections in a copy of a table as text: columns, header, quotes stay."""

import io
import re
from collections.abc import Iterable, Iterator
from functools import cache

from . import Corrected, Options, _text_in
from ._correct import BREAK, Spot, decoded, encoded, placed, replaced
from ._csv_read import delimiter_of, layout_of, unguard


def correct(data: bytes, cells: Iterable[Corrected], options: Options) -> bytes:
    """The table with corrections in its cells."""
    layout = layout_of(io.BytesIO(data), options)
    encoding = _text_in.encoding_of(data, options)
    whole = decoded(data, encoding, options.place)
    text = whole.removeprefix("\ufeff")
    first = BREAK.split(text, maxsplit=1)[0]
    records = dict(_records(text, delimiter_of(first)))
    edits: list[tuple[int, int, str]] = []
    for cell in cells:
        column = layout.column(cell.language)
        fields = records.get(cell.line, [])
        known = 0 <= column < len(fields)
        spots = _spots(text, *fields[column]) if known else []
        edits += placed(cell, spots, options.losses)
    mark = whole[: len(whole) - len(text)]
    return encoded(mark + replaced(text, edits), encoding, options.place)


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    rest = rf"[^{re.escape(delimiter)}\r\n]*"
    return re.compile(f'"(?:[^"]|"")*+(?:"{rest})?|{rest}')


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The 1-based line on which a record begins, and where its fields are."""
    match = _field(delimiter).match
    at, line = 0, 1
    while at < len(text):
        start, fields = at, []
        while found := match(text, at):
            fields.append(found.span())
            at = found.end() + 1
            if text[found.end() : at] != delimiter:
                break
        ending = BREAK.match(text, fields[-1][1])
        at = ending.end() if ending else len(text)
        yield line, fields
        line += len(BREAK.findall(text, start, at))


def _spots(text: str, start: int, stop: int) -> list[Spot]:
    """The characters of a cell, without quotes and what guards against formulas."""
    spots = list(_characters(text, start, stop))
    cell = "".join(spot.text for spot in spots)
    return spots[len(cell) - len(unguard(cell)) :]


def _characters(text: str, start: int, stop: int) -> Iterator[Spot]:
    quoted = text.startswith('"', start)
    at = start + quoted
    while at < stop:
        if quoted and text[at] == '"':
            double = text.startswith('""', at)
            if double:
                yield Spot('"', at, at + 2)
            quoted = double
            at += 1 + double
        else:
            yield Spot(text[at], at, at + 1)
            at += 1
