"""Glossaries for OmegaT: source, target and comment with tabs between, UTF-8.

A file holds one pair of languages. OmegaT takes a line that begins with ``#`` for a
remark and so would lose the term: such a term gets a space in front, which OmegaT
ignores.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import BinaryIO

from ..errors import FormatError, UnwritableError
from ..model import Concept, Header, Row, Status, Term
from . import Format, Found, Losses, Options, _text_in
from ._clean import nfc, one_line, storable
from ._xml import encoding_of

_ENTRY = re.compile(r"[^\t]*\S[^\t]*\t[^\t]*\S[^\t]*(\t[^\t]*)?$")
_NOT_OFFERED = (Status.DEPRECATED,)


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """A line for each source term with each target term that may be used.

    Terms not to be used are recognised on the source side and warned of in the
    comment on the target side. Raises `UnwritableError` unless there are exactly
    two languages.
    """
    languages = options.languages or header.languages
    if len(languages) != 2:
        raise UnwritableError(
            "an OmegaT glossary holds two languages, not "
            f'"{", ".join(languages)}"; name two with --langs'
        )
    source, target = languages
    told: set[tuple[str, str]] = set()
    for concept in concepts:
        for line in _lines(concept, source, target, options.losses):
            if line[:2] not in told:
                told.add(line[:2])
                yield ("\t".join(line) + "\n").encode()


def _lines(
    concept: Concept, source: str, target: str, losses: Losses
) -> Iterator[tuple[str, str, str]]:
    sources = concept.in_language(source)
    targets = concept.in_language(target)
    offered = [term for term in targets if term.status not in _NOT_OFFERED]
    if not sources or not offered:
        losses.add("concept", f"no term in {source} or {target}, left out", concept.id)
        return
    avoid = [term.form for term in targets if term.status in _NOT_OFFERED]
    for left, right in product(sources, offered):
        first = _field(left.form, losses, concept.id)
        second = _field(right.form, losses, concept.id)
        if first and second:
            first = f" {first}" if first.startswith("#") else first
            comment = _comment(concept, left, right, avoid)
            yield first, second, _field(comment, losses, concept.id)


def _field(text: str, losses: Losses, where: str) -> str:
    return one_line(storable(text, losses, "term", where))


def _comment(concept: Concept, left: Term, right: Term, avoid: Sequence[str]) -> str:
    parts = [] if right.status is Status.PREFERRED else [right.status.value]
    if left.status is Status.DEPRECATED:
        parts.append("the source term is deprecated")
    parts += [f"not: {', '.join(avoid)}"] if avoid else []
    parts += [text for text in (concept.domain, concept.definition) if text]
    return "; ".join(parts)


def read_concepts(stream: BinaryIO, options: Options) -> Iterator[Concept]:
    """A concept a line. ``options.languages`` names source and target language."""
    source, target = _pair(options)
    for number, (left, right, comment) in _entries(stream, options):
        terms = (Term(source, nfc(left)), Term(target, nfc(right)))
        yield Concept(str(number), terms, note=comment)


def read_rows(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """A row a line. ``options.languages`` names source and target language."""
    source, target = _pair(options)
    for number, (left, right, comment) in _entries(stream, options):
        cells = {source: left, target: right}
        yield Row(str(number), cells, note=comment, line=number)


def inspect(stream: BinaryIO, options: Options) -> Found:
    """The number of entries."""
    units = sum(1 for _ in _entries(stream, options))
    languages = dict.fromkeys(options.languages[:2], units)
    warnings = tuple(map(str, options.losses))
    return Found(units, languages, kind="concepts", warnings=warnings)


def _pair(options: Options) -> tuple[str, str]:
    if len(options.languages) < 2:
        raise FormatError(
            "an OmegaT glossary does not name its languages; name them: --langs en,vi, "
            f"or behind its name: {options.place}:en,vi",
            place=options.place,
        )
    return options.languages[0], options.languages[1]


def _entries(
    stream: BinaryIO, options: Options
) -> Iterator[tuple[int, tuple[str, str, str]]]:
    for number, line in enumerate(_text_in.lines(stream, options), start=1):
        fields = [field.strip() for field in line.split("\t")]
        if line.startswith("#") or not any(fields):
            continue
        if len(fields) < 2 or not (fields[0] and fields[1]):
            reason = "no source or no target, left out"
            options.losses.add("line", reason, f"line {number}")
            continue
        yield number, (fields[0], fields[1], "; ".join(filter(None, fields[2:])))


def _looks_like(head: bytes) -> bool:
    """Whether each whole line has two or three fields, as no prose has."""
    text = head.decode(encoding_of(head, strict=False), "ignore").removeprefix("\ufeff")
    lines = [line for line in text.split("\n")[:-1] if line.strip()]
    entries = [line for line in lines if not line.startswith("#")]
    return bool(entries) and all(_ENTRY.match(line) for line in entries)


FORMAT = Format(
    name="omegat",
    title="OmegaT glossary",
    suffixes=(".utf8", ".tab", ".txt"),
    unit="entries",
    looks_like=_looks_like,
    read_rows=read_rows,
    read_concepts=read_concepts,
    write_concepts=write_concepts,
    inspect=inspect,
    loses=("concept id", "kind", "score", "count", "source", "contexts", "evidence"),
)
