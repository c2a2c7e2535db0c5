"""Tables as text with tabs: as CSV in all else."""

from collections.abc import Iterable, Iterator

from ..model import Concept, Header, Row
from . import Format, Options
from ._csv_read import inspect, read_concepts, read_rows
from ._layouts import LAYOUTS
from .csv import EXCEL, glossary_table, lines, memory_table


def write_rows(
    rows: Iterable[Row], header: Header, options: Options
) -> Iterator[bytes]:
    """A memory: id, one column a language, score, flags, document, note."""
    yield from lines(memory_table(rows, header, options), options, "\t")


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """A glossary with a line a term, or in the profile's layout."""
    yield from lines(glossary_table(concepts, header, options), options, "\t")


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
    profiles=(EXCEL, *LAYOUTS),
)
