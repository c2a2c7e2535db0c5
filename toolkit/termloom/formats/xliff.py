"""Bilingual files as XLIFF: 2.1 out, 1.2 and 2.x in.

Also the files of Trados (``.sdlxliff``) and memoQ (``.mqxliff``), as far as they
are plain XLIFF 1.2.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product

from ..errors import UnwritableError
from ..model import Concept, Header, Row, Status
from . import Format, Losses, Options
from ._clean import Unique, one_line, storable
from ._inline import CODE
from ._xliff_read import SIDES, UNITS, inspect, read_rows, rows_by_number
from ._xml import attributes, escape, root_of
from ._xml_correct import correct

_NOT_IN_ID = re.compile(r"[^\w.\-]")
_GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"


def write_rows(
    rows: Iterable[Row], header: Header, options: Options
) -> Iterator[bytes]:
    """An XLIFF 2.1 file with a unit a row; rows without source text are left out.

    Raises `UnwritableError` unless there are exactly two languages.
    """
    source, target = _pair(options.languages or header.languages, header)
    writer = _Writer(source, target, options.losses)
    yield writer.head(header)
    for number, row in enumerate(rows, start=1):
        yield writer.unit(row, row.id.strip() or str(number))
    yield b"  </file>\n</xliff>\n"


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """An XLIFF 2.1 file with a unit a concept and all its terms in the glossary module.

    The unit's text is the first term that may be used on either side. Raises
    `UnwritableError` unless there are exactly two languages.
    """
    source, target = _pair(options.languages or header.languages, header)
    writer = _Writer(source, target, options.losses)
    yield writer.head(header)
    for concept in concepts:
        yield writer.concept(concept)
    yield b"  </file>\n</xliff>\n"


def _pair(languages: Sequence[str], header: Header) -> tuple[str, str]:
    if len(languages) != 2:
        raise UnwritableError(
            f'XLIFF holds two languages, not "{", ".join(languages)}"; name two with '
            "--langs"
        )
    source, target = sorted(languages, key=lambda tag: tag != header.source_language)
    return source, target


class _Writer:
    def __init__(self, source: str, target: str, losses: Losses) -> None:
        self._source = source
        self._target = target
        self._losses = losses
        self._unique = Unique()

    def head(self, header: Header) -> bytes:
        told = attributes({"srcLang": self._source, "trgLang": self._target})
        title = self._text(one_line(header.title), "title", "header")
        made = self._text(header.signature, "signature", "header")
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" '
            f'xmlns:gls="{_GLOSSARY}" version="2.1"{told}>\n'
            '  <file id="f1">\n    <notes>\n'
            f'      <note category="title">{escape(title)}</note>\n'
            f'      <note category="signature">{escape(made)}</note>\n    </notes>\n'
        ).encode()

    def unit(self, row: Row, where: str) -> bytes:
        """One unit; empty where the row has no source text."""
        text = self._text(row.cells.get(self._source, ""), self._source, where)
        if not text.strip():
            self._losses.add("row", f"no text in {self._source}, left out", where)
            return b""
        if row.evidence:
            self._losses.add("evidence", "XLIFF has no place for it", where)
        translation = self._text(row.cells.get(self._target, ""), self._target, where)
        notes = "".join(
            f"        <note{attributes({'category': name})}>{escape(value)}</note>\n"
            for name, value in self._notes(row, where)
        )
        notes = f"      <notes>\n{notes}      </notes>\n" if notes else ""
        segment = self._segment(text, translation, row)
        return f"{self._opening(where)}{notes}{segment}    </unit>\n".encode()

    def concept(self, concept: Concept) -> bytes:
        """One unit with its glossary; empty without a term on either side."""
        left = self._forms(concept, self._source)
        right = self._forms(concept, self._target)
        if not left or not right:
            reason = f"no term in {self._source} or {self._target}, left out"
            self._losses.add("concept", reason, concept.id)
            return b""
        meaning = escape(self._text(concept.definition, "definition", concept.id))
        defined = f"<gls:definition>{meaning}</gls:definition>" if meaning else ""
        entries = "".join(
            f"        <gls:glossEntry><gls:term>{escape(a)}</gls:term>"
            f"<gls:translation>{escape(b)}</gls:translation>{defined}</gls:glossEntry>\n"
            for a, b in product(left, right)
        )
        segment = self._segment(left[0], right[0], Row(concept.id, {}))
        glossary = f"      <gls:glossary>\n{entries}      </gls:glossary>\n"
        return f"{self._opening(concept.id)}{glossary}{segment}    </unit>\n".encode()

    def _forms(self, concept: Concept, tag: str) -> list[str]:
        own = sorted(
            concept.in_language(tag), key=lambda t: t.status is Status.DEPRECATED
        )
        forms = (one_line(self._text(t.form, tag, concept.id)) for t in own)
        return [form for form in dict.fromkeys(forms) if form]

    def _opening(self, where: str) -> str:
        name = _NOT_IN_ID.sub("_", self._text(where, "id", where)) or "_"
        name = self._unique(name, self._losses)
        told = {"id": name} if name == where else {"id": name, "name": one_line(where)}
        return f"    <unit{attributes(told)}>\n"

    def _segment(self, text: str, translation: str, row: Row) -> str:
        properties = row.properties
        source = _marked(text, self._source, properties)
        parts = f"        <source>{source}</source>\n"
        if translation.strip():
            target = _marked(translation, self._target, properties)
            parts += f"        <target>{target}</target>\n"
        state = attributes({"state": "translated"}) if translation.strip() else ""
        return f"      <segment{state}>\n{parts}      </segment>\n"

    def _notes(self, row: Row, where: str) -> Iterator[tuple[str, str]]:
        if row.note:
            yield "", self._text(row.note, "note", where)
        if row.score is not None:
            yield "score", f"{row.score:.4f}"
        if row.flags:
            yield "flags", self._text(" ".join(row.flags), "flags", where)
        if row.document:
            yield "document", self._text(row.document, "document", where)
        for name, value in row.properties.items():
            if "⟦" not in name:
                yield self._text(name, "name", where), self._text(value, name, where)

    def _text(self, text: str, name: str, where: str) -> str:
        return storable(text, self._losses, name, where)


def _marked(text: str, language: str, properties: Mapping[str, str]) -> str:
    """The text with an empty ``ph`` for each inline code that has markup behind it."""
    if "⟦" not in text:
        return escape(text)
    pieces: list[str] = []
    at = 0
    used = Unique()
    for code in CODE.finditer(text):
        raw = properties.get(f"{language}/{code.group()}")
        if raw is None:
            continue
        sort = "open" if "/" not in code.group() else "close"
        sort = "alone" if code.group().endswith("/⟧") else sort
        name = used(f"{code.group().strip('⟦/⟧')}-{sort}", Losses())
        told = attributes({"id": name, "equiv": code.group(), "disp": raw})
        pieces += escape(text[at : code.start()]), f"<ph{told}/>"
        at = code.end()
    return "".join(pieces) + escape(text[at:])


FORMAT = Format(
    name="xliff",
    title="XML Localisation Interchange File Format",
    suffixes=(".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf"),
    unit="units",
    looks_like=lambda head: root_of(head) == "xliff",
    read_rows=read_rows,
    write_rows=write_rows,
    write_concepts=write_concepts,
    inspect=inspect,
    correct=partial(correct, read=rows_by_number, units=UNITS, inside=SIDES),
    loses=("evidence", "third and further languages"),
)
