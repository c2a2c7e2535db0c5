"""TMX 1.1 to 1.4 as other tools write it → rows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO

from .. import tags
from ..model import Evidence, Row, RowShape
from . import Found, Options, _tmx_quick
from ._inline import Codes
from ._lines import Located, numbered, told
from ._tmx_quick import Quick
from ._xml import local, opened

if TYPE_CHECKING:
    from lxml import etree

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EVIDENCE = re.compile(r"([^=]+)=(-?[0-9.]+)(?: \((.*)\))?", re.DOTALL)
_PLACES = re.compile(r"[\w-]+:[0-9,]*(?: [\w-]+:[0-9,]*)*")
_SCORE = re.compile(r"[01]\.[0-9]+")
_OURS = {"x-score", "x-flags", "x-document", "x-segments", "x-evidence"}


def read_rows(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """The units of a TMX file as rows, the source language first.

    Where a unit has several variants of one language each gives a row of its own.
    Inline codes stand in the text as ``⟦a⟧``. Raises `FormatError` with the line.
    """
    return _rows(_units(stream, options), options)


def rows_by_number(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """The same rows, with the number of each ``seg`` in the file for its line."""
    pieces = opened(stream, options.place, ("tmx",), options.encoding)
    found = numbered(pieces, options.place, "tmx", ("header", "tu"), ("seg",))
    return _rows(_counted(found), options)


def _rows(
    units: Iterable[tuple[int, Quick | Located, str]], options: Options
) -> Iterator[Row]:
    for number, found, source in units:
        if not isinstance(found, Located):
            yield _quick_row(found, number, source)
            continue
        unit = _Unit(found, number, source)
        if unit.cells:
            yield unit.row()
        if unit.more:
            yield from unit.further_rows()
        for problem in unit.problems:
            options.losses.add("unit", problem, unit.id)


def inspect(stream: BinaryIO, options: Options) -> Found:
    """The number of ``tu`` and, for each language, of those with text in it."""
    languages: Counter[str] = Counter()
    units = 0
    first = ""
    for units, found, source in _units(stream, options):
        first = first or source
        if not isinstance(found, Located):
            languages.update(_pair(found[3], found[5])[:2])
            continue
        unit = _Unit(found, units, source)
        languages.update(unit.cells.keys())
        if len(unit.cells) == 1:
            unit.problems.append("text in one language only")
        for problem in unit.problems:
            options.losses.add("unit", problem, unit.id)
    warnings = tuple(map(str, options.losses))
    return Found(units, dict(languages), warnings=warnings, source=first)


def _units(
    stream: BinaryIO, options: Options
) -> Iterator[tuple[int, Quick | Located, str]]:
    pieces = opened(stream, options.place, ("tmx",), options.encoding)
    return _counted(_tmx_quick.units(pieces, options.place, _are_apart))


def _counted(
    units: Iterable[Quick | Located],
) -> Iterator[tuple[int, Quick | Located, str]]:
    """1-based number, ``tu`` and source language of each unit."""
    source = ""
    number = 0
    for found in units:
        if not isinstance(found, Located):
            number += 1
            yield number, found, source
        elif local(found.node.tag) == "header":
            source = _source(found.node.get("srclang"))
        else:
            number += 1
            own = found.node.get("srclang")
            yield number, found, _source(own) if own else source


@cache
def _are_apart(code: str, other: str) -> bool:
    return _tag(code)[0] != _tag(other)[0]


@cache
def _source(code: str | None) -> str:
    code = (code or "").strip()
    return "" if code in ("", "*all*") else tags.parse_or_keep(code)


@cache
def _tag(code: str) -> tuple[str, bool]:
    """Our tag for a code, and whether it is the usual code for it."""
    code = code.strip()
    tag = tags.parse_or_keep(code)
    usual = (tag.casefold(), tags.for_tools(tag).casefold())
    return tag, code.casefold() in usual


def _quick_row(quick: Quick, number: int, source: str) -> Row:
    """The row of a unit in its usual shape."""
    _, note, _, first, text, second, translation, line, more = quick
    name, attributes = _tmx_quick.attributes_of(quick)
    if attributes and (own := attributes.pop("srclang", "")):
        source = _source(own)
    tag, other, kept = _pair(first, second)
    if other == source:
        cells = {other: translation, tag: text}
    else:
        cells = {tag: text, other: translation}
    facts: dict[str, Any] = {}
    properties = dict(kept)
    if attributes:
        properties = {f"@{key}": value for key, value in attributes.items()} | kept
    for key, value in _tmx_quick.props_of(quick):
        _put(key or "prop", value, facts, properties)
    return Row(
        name.strip() or str(number),
        cells,
        note=note or "",
        properties=properties,
        line=line,
        shape=_shape(other, more),
        **facts,
    )


@cache
def _shape(tag: str, lines: int) -> RowShape:
    return RowShape(((tag, lines),))


@cache
def _pair(first: str, second: str) -> tuple[str, str, dict[str, str]]:
    """The tags of two codes, and the codes that would not come back by themselves."""
    told = {_tag(code)[0]: code for code in (first, second) if not _tag(code)[1]}
    kept = {f"{tag}/@xml:lang": code for tag, code in told.items()}
    return _tag(first)[0], _tag(second)[0], kept


def _varieties(node: "etree._Element") -> dict[str, str]:
    """Code → tag, where one unit has two varieties of a language: ``en-US``, ``en-GB``.

    The usual variety of a language, or else the first, keeps the plain tag.
    """
    codes = [n.get(_XML_LANG) or n.get("lang") or "" for n in node]
    told = sorted(filter(None, codes), key=lambda code: not _tag(str(code))[1])
    first: dict[str, str] = {}
    for code in told:
        first.setdefault(_tag(code)[0], tags.spelt(code))
    return {c: tags.spelt(c) for c in told if tags.spelt(c) != first[_tag(c)[0]]}


class _Unit:
    """One ``tu``, taken to pieces."""

    cells: dict[str, str]
    more: dict[str, list[tuple[str, int]]]
    """Language → its variants after the first, each with its line."""
    problems: list[str]

    def __init__(self, found: Located, number: int, source: str) -> None:
        node = found.node
        self.id = str(number)
        self._all_lines = found.lines
        self._source = source
        self._apart: dict[str, str] = {}
        self._read(node)
        if self.more and (apart := _varieties(node)):
            self._apart = apart
            self._read(node)
        if not self.cells:
            self.problems.append("no text in any language")
        elif source in self.cells and next(iter(self.cells)) != source:
            self.cells = {source: self.cells[source], **self.cells}

    def _read(self, node: "etree._Element") -> None:
        """Takes in everything, from the beginning."""
        self.cells, self.more, self.problems = {}, {}, []
        self._facts: dict[str, Any] = {}
        self._lines: dict[str, int] = {}
        self._left = iter(self._all_lines)
        self._properties: dict[str, str] = {}
        self._codes: Codes | None = None
        for name, value in node.items():
            if name == "tuid":
                self.id = str(value).strip() or self.id
            elif name != "srclang":
                self._properties[f"@{local(name)}"] = str(value)
        self._note = self._gather(node, "")

    def _gather(self, node: "etree._Element", prefix: str) -> str:
        """Takes in variants, texts and props; gives the notes."""
        notes = []
        for child in node:
            name = local(child.tag)
            if name == "tuv":
                self._take_variant(child)
            elif name == "prop":
                name = f"{prefix}{child.get('type') or 'prop'}"
                _put(name, child.text or "", self._facts, self._properties)
            elif name == "note":
                notes.append(child.text or "")
        return "\n".join(notes) if notes else ""

    def _take_variant(self, node: "etree._Element") -> None:
        code = node.get(_XML_LANG) or node.get("lang") or ""
        segment = node[-1] if len(node) else None
        if segment is not None and local(segment.tag) != "seg":
            segment = next((n for n in node if local(n.tag) == "seg"), None)
        tag, is_usual = _tag(str(code)) if code else self._unnamed()
        tag = self._apart.get(str(code), tag)
        text, line = "", 0
        if segment is not None:
            text, line = self._text(segment, tag), next(self._left, 0)
            self._lines.setdefault(tag, line)
        if not text.strip():
            self.problems.append("a variant without text, left out")
            return
        if tag not in self.cells:
            self.cells[tag] = text
        else:
            self.more.setdefault(tag, []).append((text, line))
            self.problems.append("several variants of a language, a row each")
        if not is_usual:
            self._properties[f"{tag}/@xml:lang"] = str(code)
        if len(node) > 1 or len(node.attrib) > 1:
            self._describe_variant(node, tag)

    def _unnamed(self) -> tuple[str, bool]:
        """What a variant is in that names no language: the source, or nobody knows."""
        known = self._source and self._source not in self.cells
        return (self._source if known else "und"), True

    def _describe_variant(self, node: "etree._Element", tag: str) -> None:
        for name, value in node.items():
            if name not in (_XML_LANG, "lang"):
                self._properties[f"{tag}/@{local(name)}"] = str(value)
        if note := self._gather(node, f"{tag}/"):
            self._properties[f"{tag}/note"] = note

    def _text(self, segment: "etree._Element", tag: str) -> str:
        if not len(segment):
            return segment.text or ""
        self._codes = self._codes or Codes()
        return self._codes.text(segment, tag)

    def row(self) -> Row:
        """The row of the first variants."""
        if self._codes:
            self._properties |= self._codes.properties
        return Row(
            self.id,
            self.cells,
            note=self._note,
            properties=self._properties,
            **told(self._lines),
            **self._facts,
        )

    def further_rows(self) -> Iterator[Row]:
        """A row for each further turn of the language with the most variants."""
        before = [self.cells]
        first = self.row()
        for turn in range(max(map(len, self.more.values()))):
            cells, lines = dict(self.cells), dict(self._lines)
            for tag, variants in self.more.items():
                if turn < len(variants):
                    cells[tag], lines[tag] = variants[turn]
            if cells not in before:
                name = f"{self.id}~{turn + 2}"
                yield replace(first, id=name, cells=cells, **told(lines))
            before.append(cells)


def _put(
    name: str, value: str, facts: dict[str, Any], properties: dict[str, str]
) -> None:
    """Takes in a prop: a field of ours, or a property."""
    if name in _OURS and (found := _meaning(name, value)):
        if name == "x-evidence":
            found = {"evidence": facts.get("evidence", ()) + found["evidence"]}
        facts |= found
        return
    key = name
    number = 1
    while key in properties:
        number += 1
        key = f"{name}#{number}"
    properties[key] = value


@lru_cache(maxsize=4096)
def _meaning(name: str, value: str) -> dict[str, Any]:
    """A field of a row; nothing where the text is not as we write it."""
    if name == "x-score" and _SCORE.fullmatch(value):
        return {"score": float(value)}
    if name == "x-flags":
        return {"flags": tuple(value.split())}
    if name == "x-document":
        return {"document": value}
    if name == "x-segments" and _PLACES.fullmatch(value):
        places = (place.partition(":") for place in value.split())
        found = {t: tuple(int(i) for i in n.split(",") if i) for t, _, n in places}
        return {"segments": found}
    if name == "x-evidence" and (each := _EVIDENCE.fullmatch(value)):
        return {"evidence": (Evidence(each[1], float(each[2]), each[3] or ""),)}
    return {}
