"""Tables as text with tabs: as CSV in all else."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..model import Concept, Header, Row
from . import Options
from .csv import FORMAT as CSV
from .csv import glossary_table, lines, memory_table


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


FORMAT = replace(
    CSV,
    name="tsv",
    title="Table as text, with tabs",
    suffixes=(".tsv",),
    write_rows=write_rows,
    write_concepts=write_concepts,
)
