"""Workbooks: memories and glossaries for people, out and in.

A workbook begins with a sheet that says what it is. A glossary has a sheet with a
concept a row, to read, and one with a term a row, to edit: that one is read back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .. import tags
from ..model import (
    TO_REVIEW,
    Candidate,
    Concept,
    Header,
    Kind,
    Row,
    Status,
    Term,
    TermPair,
)
from . import Format, Options, _table, _words
from ._adapt import as_concept
from ._layouts import LAYOUTS, table
from ._sheets import MOST_ROWS, Book, Column, Rule, Run, Sheet, when
from ._xlsx_correct import correct
from ._xlsx_read import (
    BUILT,
    TERMS,
    inspect,
    looks_like,
    read_concepts,
    read_edited,
    read_rows,
)

__all__ = ["FORMAT", "read_edited", "write_concepts", "write_rows"]

ABOUT, MEMORY, CONCEPTS = "About", "Memory", "Concepts"

CANDIDATES, PAIRS = "Candidates", "Pairs"
_CONTEXTS = 3
_TO_REVIEW = "To review"


class Look(NamedTuple):
    """How a status looks, the mark before its terms, and what it means."""

    fill: str
    ink: str
    mark: str
    meaning: str


LOOKS = {
    Status.PREFERRED: Look("DCFCE7", "166534", "", "use this term"),
    Status.ADMITTED: Look("F1F5F9", "334155", "", "may be used as well"),
    Status.DEPRECATED: Look("FEE2E2", "991B1B", "✗ ", "do not use"),
    Status.PROPOSED: Look("FEF3C7", "92400E", "? ", "found, not yet confirmed"),
    Status.CONVERTED: Look(
        "DBEAFE", "1E40AF", "≈ ", "made from the other Chinese variety, not confirmed"
    ),
}


def write_rows(
    rows: Iterable[Row], header: Header, options: Options
) -> Iterator[bytes]:
    """A memory: id, a column a language, score, flags, document, note.

    Goes on in a second sheet where one is full.
    """
    if options.profile:
        found = (as_concept(row, options.losses) for row in rows)
        yield from _in_layout(found, header, options)
        return
    languages = options.languages or header.languages
    book = Book(header.title, "Translation memory", header.date, options.losses)
    about = _about(book, "Translation memory", header)
    sheets = [_memory_sheet(book, languages, MEMORY)]
    counts: Counter[str] = Counter()
    table = _table.memory(_counted(rows, counts), languages, options.losses)
    next(table)
    for line in table:
        if sheets[-1].rows == MOST_ROWS - 1:
            title = f"{MEMORY} {len(sheets) + 1}"
            sheets.append(_memory_sheet(book, languages, title))
        sheets[-1].append(line)
    for sheet in sheets:
        sheet.close()
    facts = {"Rows": f"{sum(sheet.rows for sheet in sheets):,}"}
    facts |= {f"Rows with {_words.title(tag)}": f"{counts[tag]:,}" for tag in languages}
    if counts[_TO_REVIEW]:
        facts[_TO_REVIEW] = f"{counts[_TO_REVIEW]:,} rows, marked in amber"
    _tell(about, header, languages, facts)
    yield from book.save()


def _counted(rows: Iterable[Row], counts: Counter[str]) -> Iterator[Row]:
    for row in rows:
        counts.update(tag for tag, text in row.cells.items() if text.strip())
        counts[_TO_REVIEW] += row.to_review
        yield row


def _memory_sheet(book: Book, languages: Sequence[str], title: str) -> Sheet:
    wide = min(70, max(28, 150 // max(len(languages), 1)))
    columns = [
        Column("Id", 14),
        *(Column(_words.title(tag), wide, tag) for tag in languages),
        Column("Score", 8, number_format="0.00"),
        Column("Flags", 10),
        Column("Document", 20),
        Column("Note", 18),
    ]
    last = len(columns) - 1
    score, flags = chr(ord("A") + last - 3), chr(ord("A") + last - 2)
    low = f"AND(ISNUMBER(${score}2),${score}2<0.5)"
    each = (f'ISNUMBER(SEARCH("{flag}",${flags}2))' for flag in sorted(TO_REVIEW))
    review = f"OR({','.join(each)})"
    rules = [
        Rule(f"AND({low},{review})", last - 3, last - 3, "FEF3C7", "991B1B", bold=True),
        Rule(low, last - 3, last - 3, ink="991B1B", bold=True),
        Rule(review, 0, last, fill="FEF3C7"),
    ]
    return Sheet(book, title, columns, rules, frozen="B2")


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """A glossary: a sheet with a concept a row and one with a term a row.

    A hidden sheet keeps what can be edited, so that edits can be told later.
    """
    languages = options.languages or header.languages
    if options.profile:
        yield from _in_layout(concepts, header, options)
        return
    book = Book(header.title, "Glossary", header.date, options.losses)
    about = _about(book, "Glossary", header)
    by_concept = _concept_sheet(book, languages)
    by_term = _term_sheet(book)
    built = Sheet(book, BUILT, [Column(name, 20) for name in _BUILT], is_hidden=True)
    counts: Counter[str] = Counter()
    for concept in concepts:
        terms = list(_table.chosen(concept, languages))
        by_concept.append(_concept_line(concept, terms, languages))
        for term in terms:
            _table.note_context_losses(concept, term, options.losses)
            by_term.append(_term_line(concept, term), term.language)
            built.append(_built_line(concept, term), term.language)
            counts.update((term.language, term.status))
    by_concept.close()
    by_term.close()
    built.close()
    facts = {"Concepts": f"{by_concept.rows:,}", "Terms": f"{by_term.rows:,}"}
    facts |= {f"Terms in {_words.title(tag)}": f"{counts[tag]:,}" for tag in languages}
    _tell(about, header, languages, facts, counts)
    yield from book.save()


def _in_layout(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """One sheet in the layout of an outside tool."""
    languages = options.languages or header.languages
    book = Book(header.title, "Glossary", header.date, options.losses)
    lines = table(options.profile, concepts, languages, options.losses)
    tongues = {tags.for_tools(tag): tag for tag in languages}
    names = [str(name) for name in next(lines)]
    sheet = Sheet(book, TERMS, [Column(n, 28, tongues.get(n, "")) for n in names])
    for line in lines:
        sheet.append(line)
    sheet.close()
    yield from book.save()


def _concept_sheet(book: Book, languages: Sequence[str]) -> Sheet:
    columns = [
        Column("Concept id", 22),
        Column("Domain", 22),
        *(Column(_words.title(tag), 30, tag) for tag in languages),
        Column("Definition", 40),
        Column("Note", 22),
    ]
    return Sheet(book, CONCEPTS, columns, frozen="B2")


def _concept_line(
    concept: Concept, terms: Sequence[Term], languages: Sequence[str]
) -> list[Any]:
    order = list(LOOKS)
    cells = []
    for tag in languages:
        own = [term for term in terms if term.language == tag]
        own.sort(key=lambda term: order.index(term.status))
        cells.append([_run(term) for term in own])
    return [concept.id, concept.domain, *cells, concept.definition, concept.note]


def _run(term: Term) -> Run:
    look = LOOKS[term.status]
    return Run(
        look.mark + term.form,
        look.ink,
        bold=term.status is Status.PREFERRED,
        strike=term.status is Status.DEPRECATED,
    )


def _term_sheet(book: Book) -> Sheet:
    columns = [
        Column("Concept id", 20),
        Column("Language", 10),
        Column("Term", 36, is_key=True),
        Column("Kind", 13, choices=tuple(Kind)),
        Column("Status", 12, choices=tuple(Status)),
        Column("Score", 8, number_format="0.00"),
        Column("Count", 8, number_format="0"),
        Column("Domain", 22),
        Column("Definition", 40),
        Column("Source", 20),
        Column("Context", 60),
        Column("Term note", 26),
        Column("Concept note", 26),
        Column("Concept source", 20),
        Column("Agreed", 12),
    ]
    rules = [
        Rule(f'$E2="{status}"', 4, 4, fill=look.fill, ink=look.ink)
        for status, look in LOOKS.items()
    ]
    struck = Rule('$E2="deprecated"', 2, 2, ink="991B1B", strike=True)
    border = Rule("$A2<>$A1", 0, len(columns) - 1, line_above=True)
    rules += [struck, border]
    return Sheet(book, TERMS, columns, rules, frozen="D2", printed=11)


def _term_line(concept: Concept, term: Term) -> list[Any]:
    return [
        *_table.term_line(concept, term),
        term.note,
        concept.note,
        concept.source,
        concept.agreed,
    ]


_BUILT = (
    *("Concept id", "Language", "Term", "Kind", "Status", "Term note", "Count"),
    *("Domain", "Definition", "Concept note"),
)


def _built_line(concept: Concept, term: Term) -> list[Any]:
    return [
        *(concept.id, term.language, term.form, term.kind, term.status, term.note),
        *(term.count, concept.domain, concept.definition, concept.note),
    ]


def _about(book: Book, kind: str, header: Header) -> Sheet:
    title = header.title.strip() or "termloom"
    title = title if title.casefold() != kind.casefold() else f"{title} (termloom)"
    return Sheet(
        book, ABOUT, [Column(kind, 30, is_key=True), Column(title, 90)], is_cover=True
    )


_TO_EDIT = f"""\
the sheet "{TERMS}": it is the one that is read back (termloom decide).
Status, kind, notes, domain and definition may be changed.
Another concept id joins a term to that concept; a new id makes a concept.
A new row is a new term; a row taken out is a term refused."""


def _tell(
    about: Sheet,
    header: Header,
    languages: Sequence[str],
    facts: dict[str, str],
    counts: Counter[str] | None = None,
) -> None:
    """Fills the first sheet."""
    about.append(["Date", when(header.date).strftime("%d %B %Y")])
    about.append(["Languages", "\n".join(map(_words.title, languages))])
    for name, fact in facts.items():
        about.append([name, fact])
    if counts is not None:
        about.append(["To edit", _TO_EDIT])
        for status, look in LOOKS.items():
            terms = "1 term" if counts[status] == 1 else f"{counts[status]:,} terms"
            told = f"{look.meaning} — {terms}"
            about.append([status.capitalize(), told], fill=look.fill, ink=look.ink)
    about.append(["Made by", header.signature])
    about.close()


Contexts = Mapping[tuple[str, str, int], str]
"""Language, document and segment → the text of the segment."""


def write_candidates(
    found: Sequence[Candidate],
    pairs: Sequence[TermPair],
    contexts: Contexts,
    header: Header,
    options: Options,
) -> Iterator[bytes]:
    """Term candidates with sentences that show them, and pairs of terms."""
    book = Book(header.title, "Term candidates", header.date, options.losses)
    about = _about(book, "Term candidates", header)
    sheet = Sheet(book, CANDIDATES, _CANDIDATE_COLUMNS, frozen="C2")
    for each in found:
        told = _contexts(each, contexts)
        line = [each.language, each.form, round(each.score, 4), each.count, *told]
        sheet.append(line, each.language)
    sheet.close()
    counts = Counter(each.language for each in found)
    facts = {f"In {_words.title(t)}": f"{counts[t]:,}" for t in header.languages}
    if pairs:
        _pair_sheet(book, pairs)
        facts["Pairs"] = f"{len(pairs):,}"
    _tell(about, header, header.languages, facts)
    yield from book.save()


_CANDIDATE_COLUMNS = (
    Column("Language", 10),
    Column("Form", 36, is_key=True),
    Column("Score", 8, number_format="0.00"),
    Column("Count", 8, number_format="0"),
    *(Column(f"Context {number}", 55) for number in range(1, _CONTEXTS + 1)),
)


def _contexts(candidate: Candidate, contexts: Contexts) -> list[str]:
    """Up to three segments that hold the form, each once."""
    keys = ((candidate.language, p.document, p.segment) for p in candidate.places)
    told = list(dict.fromkeys(contexts[key] for key in keys if key in contexts))
    return [*told, *[""] * _CONTEXTS][:_CONTEXTS]


def _pair_sheet(book: Book, pairs: Sequence[TermPair]) -> None:
    lines = _table.pairs(pairs)
    widths = (17, 36, 17, 36, 8, 8, 60)
    formats = {"score": "0.00", "count": "0"}
    columns = [
        Column(
            str(name).replace("_", " ").capitalize(),
            width,
            number_format=formats.get(str(name), ""),
            is_key=name in ("source", "target"),
        )
        for name, width in zip(next(lines), widths, strict=True)
    ]
    sheet = Sheet(book, PAIRS, columns)
    for line in lines:
        sheet.append(line, str(line[2]))
    sheet.close()


FORMAT = Format(
    name="xlsx",
    title="Excel workbook",
    suffixes=(".xlsx", ".xlsm"),
    unit="table rows",
    looks_like=looks_like,
    read_rows=read_rows,
    write_rows=write_rows,
    read_concepts=read_concepts,
    write_concepts=write_concepts,
    inspect=inspect,
    correct=correct,
    loses=("evidence", "properties", "contexts after the first"),
    profiles=tuple(name for name in LAYOUTS if name != "deepl"),
)
