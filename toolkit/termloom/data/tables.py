"""The curated glossary as people edit it: two tables with tabs between the columns.

``concepts.tsv`` has a line a concept, ``terms.tsv`` a line a term. Nothing is quoted;
the first line names the columns.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..errors import FormatError
from ..model import Concept, Kind, Status, Term
from ..tags import LANGUAGES, is_chinese
from ..text import is_han

CONCEPT_COLUMNS = ("id", "domain", "definition", "source", "note", "agreed")
TERM_COLUMNS = ("concept", "language", "term", "kind", "status", "source", "note")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WITHOUT_HAN = (Kind.ACRONYM, Kind.ABBREVIATION, Kind.SHORT)
HOMONYM = "homonym"
"""Stands in the note of a term that names two concepts on purpose."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The concepts of the two tables, and where each thing stands in them."""

    concepts: tuple[Concept, ...]
    places: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """(concept) or (concept, language, form) → ``glossary/terms.tsv:12``."""
    orphans: tuple[str, ...] = ()
    """Complaints about terms whose concept is not in the table of concepts."""


def parse(concepts: str, terms: str, *, place: str = "glossary") -> Tables:
    """The concepts of the two tables, in the order of ``concepts.tsv``.

    Raises `FormatError` with file and line for a wrong header, a line with too few
    or too many columns, and an unknown kind or status.
    """
    places: dict[tuple[str, ...], str] = {}
    orphans: list[str] = []
    grouped: dict[str, list[Term]] = {}
    known: dict[str, dict[str, str]] = {}
    for where, line in _lines(concepts, CONCEPT_COLUMNS, f"{place}/concepts.tsv"):
        if line["id"] in known:
            raise FormatError(f'id "{line["id"]}" is used twice', place=where)
        known[line["id"]] = line
        places[line["id"],] = where
    for where, line in _lines(terms, TERM_COLUMNS, f"{place}/terms.tsv"):
        term = _term(line, where)
        if line["concept"] not in known:
            orphans.append(f'{where}: no concept "{line["concept"]}" in concepts.tsv')
        key = (line["concept"], term.language, term.form)
        if key in places:
            raise FormatError(f'"{term.form}" stands there twice', place=where)
        places[key] = where
        grouped.setdefault(line["concept"], []).append(term)
    found = tuple(_concept(line, grouped.get(name, ())) for name, line in known.items())
    return Tables(found, places, tuple(orphans))


def _lines(
    text: str, columns: tuple[str, ...], place: str
) -> Iterator[tuple[str, dict[str, str]]]:
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise FormatError(
            f"the first line must name the columns {', '.join(columns)}, tabs between",
            place=f"{place}:1",
        )
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if not line.strip():
            continue
        if len(cells) != len(columns):
            raise FormatError(
                f"{len(cells)} columns instead of {len(columns)}; put a tab between "
                "two columns, also after an empty one",
                place=f"{place}:{number}",
            )
        yield f"{place}:{number}", dict(zip(columns, cells, strict=True))


def _term(line: dict[str, str], where: str) -> Term:
    return Term(
        line["language"],
        line["term"],
        kind=Kind(_one_of(line["kind"], tuple(Kind), "kind", where)),
        status=Status(_one_of(line["status"], tuple(Status), "status", where)),
        source=line["source"],
        note=line["note"],
    )


def _one_of(word: str, choices: tuple[str, ...], what: str, where: str) -> str:
    if word not in choices:
        raise FormatError(
            f'unknown {what} "{word}"; choose from: {", ".join(choices)}', place=where
        )
    return word


def _concept(line: dict[str, str], terms: Iterable[Term]) -> Concept:
    return Concept(
        line["id"],
        tuple(terms),
        domain=line["domain"],
        definition=line["definition"],
        source=line["source"],
        note=line["note"],
        agreed=line["agreed"],
    )


def validate(
    concepts: Iterable[Concept], places: Mapping[tuple[str, ...], str] | None = None
) -> list[str]:
    """What breaks the rules of the curated glossary, a line each; none if sound.

    Ids are unique and well formed; each concept has terms, each language of it
    exactly one preferred one; a form stands for two concepts of a language only
    with the word *homonym* in a note; text is NFC without stray white space; the
    script fits the language.
    """
    concepts = tuple(concepts)
    places = places or {}
    counted = Counter(concept.id for concept in concepts)
    found = [f'id "{name}" is used twice' for name, n in counted.items() if n > 1]
    for concept in concepts:
        where = places.get((concept.id,), concept.id)
        found += [f"{where}: {text}" for text in _concept_problems(concept)]
        for term in concept.terms:
            key = (concept.id, term.language, term.form)
            at = places.get(key, concept.id)
            found += [f"{at}: {text}" for text in _term_problems(term)]
    return [*found, *_homonyms(concepts, places)]


def _concept_problems(concept: Concept) -> Iterator[str]:
    if not _ID.fullmatch(concept.id):
        yield f'id "{concept.id}"; use lower-case letters, digits and hyphens'
    if not concept.terms:
        yield f'concept "{concept.id}" has no term'
    for name in ("domain", "definition", "source", "note"):
        yield from _text_problems(getattr(concept, name), name)
    for tag in dict.fromkeys(term.language for term in concept.terms):
        own = concept.in_language(tag)
        preferred = sum(term.status is Status.PREFERRED for term in own)
        settled = any(term.status is not Status.CONVERTED for term in own)
        if preferred > 1 or (settled and not preferred):
            yield (
                f'concept "{concept.id}" has {preferred} preferred terms in {tag}; '
                "one is wanted"
            )
        for form, count in Counter(term.form for term in own).items():
            if count > 1:
                yield f'"{form}" stands twice under "{concept.id}" in {tag}'


def _term_problems(term: Term) -> Iterator[str]:
    if term.language not in LANGUAGES:
        yield f'language "{term.language}"; choose from: {", ".join(LANGUAGES)}'
    if not term.form.strip():
        yield "an empty term"
        return
    yield from _text_problems(term.form, "term")
    yield from _text_problems(term.note, "note")
    yield from _script_problems(term)


def _text_problems(text: str, name: str) -> Iterator[str]:
    if unicodedata.normalize("NFC", text) != text:
        yield f'{name} "{text}" is not NFC; type the accented letters as one'
    if text != " ".join(text.split()):
        yield f'{name} "{text}" has white space at its ends or doubled'


def _script_problems(term: Term) -> Iterator[str]:
    han = [character for character in term.form if is_han(character)]
    if not is_chinese(term.language):
        if han:
            yield f'"{term.form}" is Chinese, but is said to be {term.language}'
        return
    if not han and term.kind not in _WITHOUT_HAN:
        yield f'"{term.form}" is not Chinese, but is said to be {term.language}'
    own, other = ("gb2312", "big5")
    if term.language == "zh-Hant":
        own, other = other, own
    wrong = [c for c in han if not _is_in(c, own) and _is_in(c, other)]
    if wrong:
        yield f'"{term.form}": "{"".join(wrong)}" is not written in {term.language}'


def _is_in(character: str, standard: str) -> bool:
    """Whether a standard of one variety has the character."""
    try:
        character.encode(standard)
    except UnicodeEncodeError:
        return False
    return True


def _homonyms(
    concepts: Iterable[Concept], places: Mapping[tuple[str, ...], str]
) -> Iterator[str]:
    users: dict[tuple[str, str], list[tuple[str, Term]]] = {}
    for concept in concepts:
        for term in concept.terms:
            key = (term.language, term.form)
            users.setdefault(key, []).append((concept.id, term))
    for (tag, form), uses in users.items():
        names = list(dict.fromkeys(name for name, _ in uses))
        noted = all(HOMONYM in term.note for _, term in uses)
        if len(names) > 1 and not noted:
            where = places.get((names[-1], tag, form), names[-1])
            shown = ", ".join(names)
            yield (
                f'{where}: "{form}" stands for several concepts ({shown}); merge them, '
                f"or say {HOMONYM} in the note of each"
            )
