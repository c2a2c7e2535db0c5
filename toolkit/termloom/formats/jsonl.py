"""JSON Lines: everything that a row or a concept holds, nothing lost.

Each line is an object with one key, ``row`` or ``concept``; fields that are empty
are left out.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from typing import Any, BinaryIO

from ..errors import FormatError
from ..model import (
    Concept,
    Context,
    Evidence,
    Header,
    Kind,
    Row,
    RowShape,
    Status,
    Term,
)
from . import Corrected, Format, Found, Options, _text_in
from ._adapt import as_concept, as_row
from ._correct import decoded, encoded, leave, line_starts, replaced

_OF_FILE = {"line", "shape"}


def write_rows(
    rows: Iterable[Row], header: Header, options: Options
) -> Iterator[bytes]:
    """A line a row. ``options.languages`` chooses cells; the header is not written."""
    for row in rows:
        told = _fields(row)
        if options.languages:
            kept = {t: row.cells[t] for t in options.languages if t in row.cells}
            told["cells"] = kept
        yield _line({"row": told})


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """A line a concept, with its terms. ``options.languages`` chooses terms."""
    for concept in concepts:
        told = _fields(concept)
        told["terms"] = [
            _fields(term)
            for term in concept.terms
            if not options.languages or term.language in options.languages
        ]
        yield _line({"concept": told})


def _fields(record: Row | Concept | Term) -> dict[str, Any]:
    """The fields that say more than their default; none about the file they're from."""
    told = {}
    for each in fields(record):
        if each.name in _OF_FILE:
            continue
        value = getattr(record, each.name)
        usual = {} if each.default is MISSING else each.default
        if value != usual:
            told[each.name] = value
    return told


def _line(record: dict[str, Any]) -> bytes:
    try:
        return (json.dumps(record, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:  # half surrogates, which only escapes can carry
        return (json.dumps(record) + "\n").encode()


def read_rows(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """The rows, in order; a concept among them as its row."""
    for record in _records(stream, options):
        if isinstance(record, Row):
            yield record
        else:
            yield as_row(record, options.losses)


def read_concepts(stream: BinaryIO, options: Options) -> Iterator[Concept]:
    """The concepts, in order; a row among them as its concept."""
    for record in _records(stream, options):
        if isinstance(record, Concept):
            yield record
        else:
            yield as_concept(record, options.losses)


def inspect(stream: BinaryIO, options: Options) -> Found:
    """The number of lines and, for each language, of those with text in it."""
    languages: Counter[str] = Counter()
    units = concepts = 0
    for record in _records(stream, options):
        units += 1
        if isinstance(record, Concept):
            concepts += 1
            tags = dict.fromkeys(term.language for term in record.terms)
            languages.update(tags.keys())
        else:
            languages.update(tag for tag, text in record.cells.items() if text.strip())
    kind = "concepts" if 2 * concepts > units else "rows"
    return Found(units, dict(languages), kind=kind)


def _records(stream: BinaryIO, options: Options) -> Iterator[Row | Concept]:
    for number, line in enumerate(_text_in.lines(stream, options), start=1):
        if not line.strip():
            continue
        place = f"{options.place}:{number}"
        try:
            yield _record(json.loads(line), number)
        except json.JSONDecodeError as error:
            raise FormatError(f"broken JSON: {error.msg}", place=place) from error
        except (
            TypeError,
            ValueError,
            KeyError,
            AttributeError,
            RecursionError,
        ) as error:
            raise FormatError(
                "no row or concept as termloom writes it; see docs/formats.md",
                place=place,
            ) from error


def _record(told: dict[str, Any], line: int) -> Row | Concept:
    if "concept" in told:
        found = dict(told["concept"])
        found["terms"] = tuple(_term(term) for term in found.get("terms", ()))
        return Concept(**found)
    found = dict(told["row"], line=line, shape=RowShape())
    found["flags"] = tuple(found.get("flags", ()))
    found["evidence"] = tuple(Evidence(*each) for each in found.get("evidence", ()))
    places = found.get("segments", {})
    found["segments"] = {tag: tuple(indices) for tag, indices in places.items()}
    found.setdefault("cells", {})
    _check_texts(found["cells"].values())
    return Row(**{"id": "", **found})


def _check_texts(found: Iterable[object]) -> None:
    if not all(isinstance(text, str) for text in found):
        raise TypeError


def _term(told: dict[str, Any]) -> Term:
    found = dict(told)
    _check_texts(found.get(name, "") for name in ("language", "form"))
    found["kind"] = Kind(found.get("kind", Kind.FULL))
    found["status"] = Status(found.get("status", Status.PREFERRED))
    found["contexts"] = tuple(Context(*each) for each in found.get("contexts", ()))
    found["evidence"] = tuple(Evidence(*each) for each in found.get("evidence", ()))
    return Term(**{"form": "", **found})


def correct(data: bytes, cells: Iterable[Corrected], options: Options) -> bytes:
    """The file with corrections in its rows; other lines stay as they are."""
    encoding = _text_in.encoding_of(data, options)
    text = decoded(data, encoding, options.place)
    starts = [*line_starts(text), len(text)]
    changed: dict[int, dict[str, Any]] = {}
    for cell in cells:
        line = text[starts[cell.line - 1] : starts[cell.line]]
        told = changed.get(cell.line) or json.loads(line.removeprefix("\ufeff"))
        texts = told.get("row", {}).get("cells", {})
        if texts.get(cell.language) == cell.text:
            texts[cell.language] = "".join(cell.pieces)
            changed[cell.line] = told
        else:
            leave(cell, "no text of a row, left as it is", options.losses)
    edits: list[tuple[int, int, str]] = []
    for number, told in changed.items():
        start = text.index("{", starts[number - 1])
        old = text[start : starts[number]].rstrip()
        edits.append((start, start + len(old), _line(told).decode().rstrip()))
    return encoded(replaced(text, edits), encoding, options.place)


FORMAT = Format(
    name="jsonl",
    title="JSON Lines, lossless",
    suffixes=(".jsonl", ".ndjson"),
    unit="lines",
    looks_like=lambda head: head.lstrip().startswith((b'{"row":', b'{"concept":')),
    read_rows=read_rows,
    write_rows=write_rows,
    read_concepts=read_concepts,
    write_concepts=write_concepts,
    inspect=inspect,
    correct=correct,
)
