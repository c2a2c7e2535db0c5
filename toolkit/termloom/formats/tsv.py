"""Tables as text with tabs: as CSV in all else."""

from collections.abc import Iterable, Iterator

from ..model import Concept, Header, Row
from . import Format, Options, _table
from ._csv_read import inspect, read_concepts, read_rows
from .csv import EXCEL, lines


def write_rows(
    rows: Iterable[Row], header: Header, options: Options
) -> Iterator[bytes]:
    """A memory: id, one column a language, score, flags, document, note."""
    languages = options.languages or header.languages
    yield from lines(_table.memory(rows, languages, options.losses), options, "\t")


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """A glossary with a line a term; see `_table.TERM_COLUMNS`."""
    table = _table.terms(concepts, options.languages, options.losses)
    yield from lines(table, options, "\t")


FORMAT = Format(
    name="tsv",
    title="Table as text, with tabs",
    suffixes=(".tsv",),
    unit="table rows",
    read_rows=read_rows,
    write_rows=write_rows,
    read_concepts=read_concepts,
    write_concepts=write_concepts,
    inspect=inspect,
    loses=("concept note", "concept source", "agreed", "term note", "properties"),
    profiles=(EXCEL,),
)
