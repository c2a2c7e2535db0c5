"""Tables as text with commas: memories and glossaries, out and in.

Every field is quoted. A cell that a spreadsheet would take for a formula gets an
apostrophe in front, which reading takes away again. The profile ``excel`` adds the
byte order mark that Excel needs to see UTF-8, and its line ends.
"""

import re
from collections.abc import Iterable, Iterator

from ..model import Candidate, Concept, Header, Row, TermPair
from . import Format, Losses, Options, _table
from ._adapt import as_concept
from ._clean import fit_cell, storable
from ._csv_correct import correct
from ._csv_read import inspect, read_concepts, read_rows
from ._layouts import LAYOUTS, table
from ._table import Cell

EXCEL = "excel"
_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"[+\-]?\d+([.,]\d+)?%?")


def write_rows(
    rows: Iterable[Row], header: Header, options: Options
) -> Iterator[bytes]:
    """A memory: id, one column a language, score, flags, document, note."""
    yield from lines(memory_table(rows, header, options), options)


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """A glossary with a line a term (see `_table.TERM_COLUMNS`), or as the profile."""
    yield from lines(glossary_table(concepts, header, options), options)


def memory_table(
    rows: Iterable[Row], header: Header, options: Options
) -> Iterator[list[Cell]]:
    """The cells of a memory; in a tool's glossary layout each row is a concept."""
    if options.profile in LAYOUTS:
        concepts = (as_concept(row, options.losses) for row in rows)
        return glossary_table(concepts, header, options)
    languages = options.languages or header.languages
    return _table.memory(rows, languages, options.losses)


def glossary_table(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[list[Cell]]:
    """The cells of a glossary, in the profile's layout."""
    if options.profile in LAYOUTS:
        languages = options.languages or header.languages
        return table(options.profile, concepts, languages, options.losses)
    return _table.terms(concepts, options.languages, options.losses)


def write_candidates(found: Iterable[Candidate], options: Options) -> Iterator[bytes]:
    """Term candidates: language, form, score, count."""
    yield from lines(_table.candidates(found), options)


def write_pairs(found: Iterable[TermPair], options: Options) -> Iterator[bytes]:
    """Term pairs: languages, forms, score, count, evidence."""
    yield from lines(_table.pairs(found), options)


def lines(
    cells: Iterable[list[Cell]], options: Options, delimiter: str = ","
) -> Iterator[bytes]:
    """The lines of a table; cells too long for a spreadsheet are cut and noted."""
    end = "\r\n" if options.profile == EXCEL else "\n"
    names: list[Cell] = []
    for number, line in enumerate(cells, start=1):
        names = names or line
        written = (
            _field(cell, str(name), str(number), options.losses)
            for name, cell in zip(names, line, strict=True)
        )
        mark = "\ufeff" if number == 1 and options.profile == EXCEL else ""
        yield (mark + delimiter.join(written) + end).encode()


def _field(cell: Cell, name: str, where: str, losses: Losses) -> str:
    if cell is None:
        return '""'
    text = str(cell)
    text = guard(storable(text, losses, name, f"line {where}"))
    text = fit_cell(text, losses, name, f"line {where}")
    return '"' + text.replace('"', '""') + '"'


def guard(text: str) -> str:
    """The text with an apostrophe in front if a spreadsheet might run it."""
    if _RISKY.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


FORMAT = Format(
    name="csv",
    title="Table as text, with commas",
    suffixes=(".csv",),
    unit="table rows",
    read_rows=read_rows,
    write_rows=write_rows,
    read_concepts=read_concepts,
    write_concepts=write_concepts,
    inspect=inspect,
    correct=correct,
    loses=("concept note", "concept source", "agreed", "term note", "properties"),
    profiles=(EXCEL, *LAYOUTS),
)
