"""The curated glossary as people edit it: two tables with tabs between the columns.

``concepts.tsv`` has a line a concept, ``terms.tsv`` a line a term. Nothing is quoted;
the first line names the columns.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import FormatError, InputError
from ..model import Concept, Kind, Status, Term
from ..tags import LANGUAGES, is_chinese
from ..text import is_han

CONCEPT_COLUMNS = ("id", "domain", "definition", "source", "note", "agreed")
TERM_COLUMNS = ("concept", "language", "term", "kind", "status", "source", "note")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WITHOUT_HAN = (Kind.ACRONYM, Kind.ABBREVIATION, Kind.SHORT)
_OPEN = (Status.CONVERTED, Status.PROPOSED)
"""Statuses of terms that nobody confirmed: they need no preferred one beside them."""
HOMONYM = "homonym"
"""Stands in the note of a term that names two concepts on purpose."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The concepts of the two tables, and where each thing stands in them."""

    concepts: tuple[Concept, ...]
    places: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """(concept) or (concept, language, form) → ``glossary/terms.tsv:12``."""
    complaints: tuple[str, ...] = ()
    """Complaints about ids: ill formed, or of terms without a concept."""


def parse(concepts: str, terms: str, *, place: str = "glossary") -> Tables:
    """The concepts of the two tables, in the order of ``concepts.tsv``.

    Raises `FormatError` with file and line for a wrong header, a line with too few
    or too many columns, and an unknown kind or status.
    """
    places: dict[tuple[str, ...], str] = {}
    complaints: list[str] = []
    grouped: dict[str, list[Term]] = {}
    known: dict[str, dict[str, str]] = {}
    for where, line in _lines(concepts, CONCEPT_COLUMNS, f"{place}/concepts.tsv"):
        if line["id"] in known:
            raise FormatError(f'id "{line["id"]}" is used twice', place=where)
        if not _ID.fullmatch(line["id"]):
            complaints.append(
                f'{where}: id "{line["id"]}"; use small letters, digits and hyphens'
            )
        known[line["id"]] = line
        places[line["id"],] = where
    for where, line in _lines(terms, TERM_COLUMNS, f"{place}/terms.tsv"):
        term = _term(line, where)
        if line["concept"] not in known:
            complaints.append(
                f'{where}: no concept "{line["concept"]}" in concepts.tsv'
            )
        key = (line["concept"], term.language, term.form)
        if key in places:
            raise FormatError(f'"{term.form}" stands there twice', place=where)
        places[key] = where
        grouped.setdefault(line["concept"], []).append(term)
    found = tuple(_concept(line, grouped.get(name, ())) for name, line in known.items())
    return Tables(found, places, tuple(complaints))


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


FILES = ("concepts.tsv", "terms.tsv")


def read(directory: Path) -> Tables:
    """The tables in a directory. Raises `InputError` where they miss or are broken."""
    missing = [name for name in FILES if not (directory / name).is_file()]
    if missing:
        raise InputError(
            f'no "{missing[0]}" in the directory; a glossary in a directory has '
            + " and ".join(FILES),
            place=str(directory),
        )
    texts = [(directory / name).read_text(encoding="utf-8") for name in FILES]
    return parse(*texts, place=str(directory))


def validate(
    concepts: Iterable[Concept],
    places: Mapping[tuple[str, ...], str] | None = None,
    *,
    place: str = "",
) -> list[str]:
    """What breaks the rules of a glossary, a line each; none if it is sound.

    Ids are unique; each concept has terms, each language of it exactly one preferred
    one; a form stands for two concepts of a language only with the word *homonym* in
    a note; text is NFC without stray white space; the script fits the language.
    ``places`` tell where concepts and terms stand; ``place`` is the file.
    """
    concepts = tuple(concepts)
    at = _Places(places or {}, place)
    counted = Counter(concept.id for concept in concepts)
    found = [
        f'{at(name)}: id "{name}" is used twice' for name, n in counted.items() if n > 1
    ]
    for concept in concepts:
        where = at(concept.id)
        found += [f"{where}: {text}" for text in _concept_problems(concept)]
        for term in concept.terms:
            where = at(concept.id, term.language, term.form)
            found += [f"{where}: {text}" for text in _term_problems(term)]
    return [*found, *_homonyms(concepts, at)]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where things stand, as well as it is known."""

    known: Mapping[tuple[str, ...], str]
    file: str

    def __call__(self, concept: str, *term: str) -> str:
        found = self.known.get((concept, *term)) or self.known.get((concept,))
        return found or (f"{self.file}: {concept}" if self.file else concept)


def _concept_problems(concept: Concept) -> Iterator[str]:
    if not concept.terms:
        yield f'concept "{concept.id}" has no term'
    for name in ("domain", "definition", "source", "note"):
        yield from _text_problems(getattr(concept, name), name)
    for tag in dict.fromkeys(term.language for term in concept.terms):
        own = concept.in_language(tag)
        preferred = sum(term.status is Status.PREFERRED for term in own)
        settled = any(term.status not in _OPEN for term in own)
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


def _homonyms(concepts: Iterable[Concept], at: Callable[..., str]) -> Iterator[str]:
    users: dict[tuple[str, str], list[tuple[str, Term]]] = {}
    for concept in concepts:
        for term in concept.terms:
            key = (term.language, term.form)
            users.setdefault(key, []).append((concept.id, term))
    for (tag, form), uses in users.items():
        names = list(dict.fromkeys(name for name, _ in uses))
        noted = all(HOMONYM in term.note for _, term in uses)
        if len(names) > 1 and not noted:
            where = at(names[-1], tag, form)
            shown = ", ".join(names)
            yield (
                f'{where}: "{form}" stands for several concepts ({shown}); merge them, '
                f"or say {HOMONYM} in the note of each"
            )
