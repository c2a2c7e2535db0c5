"""Tables of cells as users have them → rows and concepts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import NamedTuple

from ..model import Concept, Context, Kind, Row, RowShape, Status, Term
from . import Found, Losses, Options, _words
from ._adapt import as_row
from ._clean import nfc
from ._columns import Layout, demand, layout

_HEADER_WITHIN = 10
_SEVERAL = re.compile(r"\s*[\n;；|]\s*")
_MARKS = {
    "✗ ": Status.DEPRECATED,
    "? ": Status.PROPOSED,
    "≈ ": Status.CONVERTED,
}
"""What the sheet with a concept a row puts before such terms."""


class Line(NamedTuple):
    """A line of a table; in a workbook a row of a sheet."""

    number: int
    """1-based; of the first, where line breaks in cells make it several."""
    cells: list[str]
    last: int
    """1-based number of the last; names what has no id."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns are known."""

    layout: Layout
    lines: Iterator[Line]
    """The lines with data: those without any text are not among them."""
    losses: Losses
    places: dict[tuple[str, ...], str] = field(default_factory=dict)
    sheet: str = ""
    """Of a workbook with several."""

    def cell(self, cells: list[str], role: str) -> str:
        """What a line says in the column of a role; empty where there is none."""
        column = self.layout.roles.get(role)
        return "" if column is None or column >= len(cells) else cells[column].strip()


def table(lines: Iterable[Line], options: Options) -> Table:
    """The table that these lines make up.

    Its header is recognised by its words; it may stand below a title.
    """
    filled = (line for line in lines if any(cell.strip() for cell in line.cells))
    head = list(islice(filled, _HEADER_WITHIN)) or [Line(1, [], 1)]
    layouts = [layout(line.cells, options) for line in head]
    at = next((i for i, each in enumerate(layouts) if _is_header(each)), 0)
    for line in head[:at]:
        reason = "left out"
        options.losses.add("lines above the header", reason, f"line {line.number}")
    found = layouts[at]
    start = at + 1 if found.names else at
    rest = chain((line for line in head[start:] if line.cells), filled)
    checked = _checked(rest, found, options.losses)
    return Table(found, checked, options.losses, options.places)


def _is_header(found: Layout) -> bool:
    named = bool(found.names) and len(found.texts) > 1
    return named or found.is_by_term or found.is_by_pair


def _checked(lines: Iterator[Line], found: Layout, losses: Losses) -> Iterator[Line]:
    width = len(found.names)
    for line in lines:
        if width and any(cell.strip() for cell in line.cells[width:]):
            reason = "more cells than the header has, left out"
            losses.add("line", reason, f"line {line.number}")
        yield line


def rows(found: Table, place: str) -> Iterator[Row]:
    """A row a line. Raises `FormatError` where languages are not known."""
    known = demand(found.layout, place)
    shape = RowShape(sheet=found.sheet)
    if known.is_by_term:
        for line, concept in _by_id(found, place):
            row = as_row(concept, found.losses)
            yield replace(row, line=line, shape=shape)
        return
    for number, (line, cells, _) in enumerate(found.lines, start=1):
        texts = dict(_texts(found, cells))
        if not texts:
            found.losses.add("line", "no text in any language", f"line {line}")
            continue
        yield Row(
            found.cell(cells, "id") or str(number),
            texts,
            score=_score(found.cell(cells, "score")),
            document=found.cell(cells, "document"),
            flags=tuple(found.cell(cells, "flags").split()),
            note=found.cell(cells, "note"),
            properties=dict(_properties(known, cells)),
            line=line,
            shape=shape,
        )


def _texts(found: Table, cells: list[str]) -> Iterator[tuple[str, str]]:
    columns = dict(found.layout.texts)
    if found.layout.is_by_pair:
        for side in ("source", "target"):
            tag = _words.tag(found.cell(cells, f"{side}_language"))
            columns[tag or ""] = found.layout.roles[side]
    for tag, column in columns.items():
        if tag and column < len(cells) and cells[column].strip():
            yield tag, cells[column]


_ROW_ROLES = ("id", "score", "document", "flags", "note")


def _properties(known: Layout, cells: list[str]) -> Iterator[tuple[str, str]]:
    columns = list(known.others)
    sides = ("source", "target", "source_language", "target_language")
    used = (*_ROW_ROLES, *(sides if known.is_by_pair else ()))
    columns += [column for role, column in known.roles.items() if role not in used]
    for column in sorted(columns):
        if column < len(cells) and cells[column].strip():
            name = known.names[column] if column < len(known.names) else ""
            yield name.strip() or f"column {column + 1}", cells[column]


def _score(text: str) -> float | None:
    try:
        score = float(text.replace(",", "."))
    except ValueError:
        return None
    return score if 0 <= score <= 1 else None


def concepts(found: Table, place: str) -> Iterator[Concept]:
    """A concept a line, or one for all lines with its id, in order of appearance.

    Where a line is a concept, a cell may hold several terms, one a line or with
    ``;`` or ``|`` between them: the first is preferred, the others are admitted.
    """
    known = demand(found.layout, place)
    if known.is_by_term:
        yield from (concept for _, concept in _by_id(found, place))
        return
    for number, (line, cells, _) in enumerate(found.lines, start=1):
        terms = tuple(_terms_of_line(found, cells))
        if terms:
            concept = _concept(found, cells, str(number), terms)
            found.places[concept.id,] = f"{place}:{line}"
            yield concept


def _by_id(found: Table, place: str) -> Iterator[tuple[int, Concept]]:
    """A concept for all lines with its id, and the first of them."""
    groups: dict[str, list[Line]] = {}
    for line in found.lines:
        name = found.cell(line.cells, "id") or f"line-{line.last}"
        groups.setdefault(name, []).append(line)
    for name, lines in groups.items():
        named = [(line, _term(found, line.number, line.cells)) for line in lines]
        terms = tuple(term for _, term in named if term)
        for line, term in named:
            if term:
                where = f"{place}:{line.number}"
                found.places[name, term.language, term.form] = where
        if terms:
            first = lines[0]
            found.places[name,] = f"{place}:{first.number}"
            yield first.number, _concept(found, first.cells, name, terms)


def terms_by_line(found: Table) -> Iterator[tuple[int, Concept]]:
    """The line and the term of each line that is one, as a concept of one term.

    What a line says of its concept is in the concept.
    """
    for line, cells, _ in found.lines:
        term = _term(found, line, cells)
        if term:
            yield line, _concept(found, cells, f"line-{line}", (term,))


def _concept(
    found: Table, cells: list[str], name: str, terms: tuple[Term, ...]
) -> Concept:
    by_term = found.layout.is_by_term
    return Concept(
        found.cell(cells, "id") or name,
        terms,
        domain=nfc(found.cell(cells, "domain")),
        definition=nfc(found.cell(cells, "definition")),
        source=found.cell(cells, "concept_source" if by_term else "source"),
        note=found.cell(cells, "concept_note" if by_term else "note"),
        agreed=found.cell(cells, "agreed"),
    )


def _terms_of_line(found: Table, cells: list[str]) -> Iterator[Term]:
    word = found.cell(cells, "status")
    for tag, text in _texts(found, cells):
        forms = [nfc(form) for form in _SEVERAL.split(text.strip()) if form]
        for place, form in enumerate(dict.fromkeys(forms)):
            usual = Status.ADMITTED if place else Status.PREFERRED
            marked = _MARKS.get(form[:2])
            status = marked or _words.status(word) or usual
            yield Term(tag, form[2:].strip() if marked else form, status=status)


def _term(found: Table, line: int, cells: list[str]) -> Term | None:
    where = f"line {line}"
    form = nfc(" ".join(found.cell(cells, "term").split()))
    code = found.cell(cells, "language")
    tag = _words.language(code) or code
    if not form or not tag:
        found.losses.add("line", "no term or no language, left out", where)
        return None
    text = found.cell(cells, "context")
    count = found.cell(cells, "count")
    return Term(
        tag,
        form,
        kind=_known_kind(found.cell(cells, "kind"), where, found.losses),
        status=_known_status(found.cell(cells, "status"), where, found.losses),
        source=found.cell(cells, "source"),
        note=found.cell(cells, "term_note") or found.cell(cells, "note"),
        score=_score(found.cell(cells, "score")),
        count=int(count) if count.isdecimal() else 0,
        contexts=(Context("", text),) if text else (),
    )


def _known_status(word: str, where: str, losses: Losses) -> Status:
    found = _words.status(word)
    if word and not found:
        losses.add("status", f'unknown word "{word}", taken as preferred', where)
    return found or Status.PREFERRED


def _known_kind(word: str, where: str, losses: Losses) -> Kind:
    found = _words.kind(word)
    if word and not found:
        losses.add("kind", f'unknown word "{word}", taken as full form', where)
    return found or Kind.FULL


def inspect(found: Table) -> Found:
    """The number of lines and, for each language, of those with text in it."""
    languages: Counter[str] = Counter()
    units = 0
    for _, cells, _ in found.lines:
        units += 1
        if found.layout.is_by_term:
            code = found.cell(cells, "language")
            languages.update([_words.language(code) or code])
        else:
            languages.update(tag for tag, _ in _texts(found, cells))
    if not found.layout.is_known:
        reason = "no header that names languages; name them with --langs"
        found.losses.add("columns", reason)
    kind = "concepts" if found.layout.is_glossary else "rows"
    return Found(units, dict(languages), kind=kind, warnings=_said(found.losses))


def _said(losses: Losses) -> tuple[str, ...]:
    return tuple(map(str, losses))
