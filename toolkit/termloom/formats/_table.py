"""Memories, glossaries and lists as tables of cells, a header row first."""

from collections.abc import Iterable, Iterator, Sequence

from ..model import Candidate, Concept, Row, Term, TermPair
from . import Losses

Cell = str | float | int | None
"""What stands in a table: text, a number or nothing."""

TERM_COLUMNS = (
    "concept_id",
    "language",
    "term",
    "kind",
    "status",
    "score",
    "count",
    "domain",
    "definition",
    "source",
    "context",
)
ABOUT_ROWS = ("score", "flags", "document", "note")


def memory(
    rows: Iterable[Row], languages: Sequence[str], losses: Losses
) -> Iterator[list[Cell]]:
    """A line a row: id, a column a language, score, flags, document, note."""
    yield ["id", *languages, *ABOUT_ROWS]
    for number, row in enumerate(rows, start=1):
        where = row.id or str(number)
        note_row_losses(row, languages, where, losses)
        yield [
            where,
            *(row.cells.get(tag, "") for tag in languages),
            None if row.score is None else round(row.score, 4),
            " ".join(row.flags),
            row.document,
            row.note,
        ]


def note_row_losses(
    row: Row, languages: Sequence[str], where: str, losses: Losses
) -> None:
    """Note what a row has and a table has no columns for."""
    for tag in row.cells:
        if tag not in languages:
            losses.add(tag, "language not among those written", where)
    if any("⟦" in name for name in row.properties):
        losses.add("inline codes", "only their places are kept", where)
    if any("⟦" not in name for name in row.properties):
        losses.add("properties", "the table has no columns for them", where)


def terms(
    concepts: Iterable[Concept], languages: Sequence[str], losses: Losses
) -> Iterator[list[Cell]]:
    """A line a term, in the columns that `TERM_COLUMNS` names."""
    yield list(TERM_COLUMNS)
    for concept in concepts:
        _note_concept_losses(concept, losses)
        for term in chosen(concept, languages):
            if term.note:
                reason = "the table has no column for it"
                losses.add("term note", reason, concept.id)
            note_context_losses(concept, term, losses)
            yield term_line(concept, term)


def chosen(concept: Concept, languages: Sequence[str]) -> Iterator[Term]:
    """The terms in these languages, in their order; all terms for none."""
    if not languages:
        yield from concept.terms
    for tag in languages:
        yield from concept.in_language(tag)


def term_line(concept: Concept, term: Term) -> list[Cell]:
    """The cells of one term."""
    return [
        concept.id,
        term.language,
        term.form,
        term.kind.value,
        term.status.value,
        None if term.score is None else round(term.score, 4),
        term.count,
        concept.domain,
        concept.definition,
        term.source,
        term.contexts[0].text if term.contexts else "",
    ]


def _note_concept_losses(concept: Concept, losses: Losses) -> None:
    for name in ("source", "note", "agreed"):
        if getattr(concept, name):
            losses.add(f"concept {name}", "the table has no column for it", concept.id)


def note_context_losses(concept: Concept, term: Term, losses: Losses) -> None:
    """Note the contexts after the first."""
    if len(term.contexts) > 1:
        losses.add("context", "only the first is written", concept.id)


def candidates(found: Iterable[Candidate]) -> Iterator[list[Cell]]:
    """A line a candidate, in the order given."""
    yield ["language", "form", "score", "count"]
    for each in found:
        yield [each.language, each.form, round(each.score, 4), each.count]


def pairs(found: Iterable[TermPair]) -> Iterator[list[Cell]]:
    """A line a pair, in the order given; the evidence as ``name=value``."""
    yield [
        "source_language",
        "source",
        "target_language",
        "target",
        "score",
        "count",
        "evidence",
    ]
    for each in found:
        yield [
            each.source_language,
            each.source,
            each.target_language,
            each.target,
            round(each.score, 4),
            each.count,
            "; ".join(map(str, each.evidence)),
        ]
