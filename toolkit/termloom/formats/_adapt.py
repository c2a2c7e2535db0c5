"""Between rows and concepts, for formats that know one of them only."""

from ..model import Concept, Row, Status, Term
from . import Losses
from ._clean import nfc, one_line


def as_row(concept: Concept, losses: Losses) -> Row:
    """A concept as one row: in each language the first term that may be used."""
    cells: dict[str, str] = {}
    for term in sorted(concept.terms, key=lambda t: t.status is Status.DEPRECATED):
        if term.language in cells:
            losses.add("term", "only one in each language is written", concept.id)
        cells.setdefault(term.language, term.form)
    return Row(concept.id, cells, document=concept.domain, note=concept.definition)


def as_concept(row: Row, losses: Losses) -> Concept:
    """A row of a glossary as one concept: each text a preferred term."""
    for name in ("flags", "properties"):
        if getattr(row, name):
            losses.add(name, "a concept has no place for them", row.id)
    score = row.score
    terms = (
        Term(tag, nfc(one_line(text)), score=score) for tag, text in row.cells.items()
    )
    return Concept(row.id, tuple(terms), note=row.note, source=row.document)
