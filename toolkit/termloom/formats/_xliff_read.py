"""XLIFF 1.2 and 2.x as other tools write it → rows."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from .. import tags
from ..model import Row
from . import Found, Losses, Options
from ._inline import Codes
from ._lines import Locate, Located, located, numbered, told
from ._xml import Pieces, content, local, opened

if TYPE_CHECKING:
    from lxml import etree

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNITS = ("trans-unit", "unit")
SIDES = ("source", "target", "mrk")
_SIDE_TAGS = [f"{{*}}{name}" for name in SIDES]
UNKNOWN = "und"
_PACKED = re.compile(rb"<((?:[\w.-]+:)?(?:internal-file|skeleton))(?:\s[^<>]*)?(?<!/)>")
_LONGEST_TAG = 4096
_OURS = ("score", "flags", "document")


class _Segment(NamedTuple):
    """The two sides of one segment, as elements."""

    id: str
    source: "etree._Element"
    target: "etree._Element | None"
    state: str


def read_rows(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """A row a segment: a unit with several gives several rows.

    Inline codes stand in the text as ``⟦a⟧``; suggestions (``alt-trans``, ``matches``)
    are passed over. Raises `FormatError` with the line.
    """
    for number, unit in enumerate(_units(stream, options), start=1):
        yield from _rows(unit, number, options)


def rows_by_number(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """The same rows, with the numbers of their elements in the file for lines."""
    for number, unit in enumerate(_units(stream, options, numbered), start=1):
        yield from _rows(unit, number, options)


def inspect(stream: BinaryIO, options: Options) -> Found:
    """The number of units and, for each language, of those with text in it."""
    languages: Counter[str] = Counter()
    units = 0
    first = ""
    for unit in _units(stream, options):
        units += 1
        rows = list(_rows(unit, units, options))
        cells = dict.fromkeys(tag for row in rows for tag in row.cells)
        languages.update(cells.keys())
        first = first or tags.parse_or_keep(_languages(unit.node, options)[0])
    warnings = tuple(map(str, options.losses))
    return Found(units, dict(languages), source=first, warnings=warnings)


def _units(
    stream: BinaryIO, options: Options, locate: Locate = located
) -> Iterator[Located]:
    pieces = opened(stream, options.place, ("xliff",), options.encoding)
    kept = _without_originals(pieces)
    return locate(kept, options.place, "xliff", UNITS, SIDES)


def _without_originals(pieces: Pieces) -> Pieces:
    """The pieces without the document that a tool packed into the file.

    It may be many times as large as the rest. Its line breaks stay.
    """
    text, closing = b"", b""
    for piece in pieces:
        text += piece
        while True:
            if not closing:
                opening = _PACKED.search(text)
                end = opening.end() if opening else _safe_end(text)
                yield text[:end]
                text = text[end:]
                if not opening:
                    break
                closing = b"</" + opening[1]
            end = text.find(closing)
            kept = end if end >= 0 else max(0, len(text) - len(closing))
            yield b"\n" * text.count(b"\n", 0, kept)
            text = text[kept:]
            if end < 0:
                break
            closing = b""
    yield text


def _safe_end(text: bytes) -> int:
    """Where a tag may begin whose end is still to come."""
    last = text.rfind(b"<", max(0, len(text) - _LONGEST_TAG))
    return last if last >= 0 else len(text)


def _languages(unit: "etree._Element", options: Options) -> tuple[str, str]:
    """Source and target language, from the nearest element that names them.

    A file without them has those that the user names.
    """
    source = target = ""
    for node in unit.iterancestors():
        source = source or node.get("source-language") or node.get("srcLang") or ""
        target = target or node.get("target-language") or node.get("trgLang") or ""
    wanted = (*options.languages, "", "")
    return source.strip() or wanted[0], target.strip() or wanted[1]


def _rows(found: Located, number: int, options: Options) -> Iterator[Row]:
    unit = found.node
    where = unit.get("name") or unit.get("id") or str(number)
    source, target = _languages(unit, options)
    file = next((n for n in unit.iterancestors() if local(n.tag) == "file"), unit)
    facts, properties, note = _described(unit)
    segments = list(_segments(unit))
    line_of = dict(zip(unit.iter(*_SIDE_TAGS), found.lines, strict=False))
    if not segments:
        options.losses.add("unit", "no source, left out", where)
    for each in segments:
        codes = Codes()
        cells: dict[str, str] = {}
        lines: dict[str, int] = {}
        for node, usual in ((each.source, source), (each.target, target)):
            if node is not None:
                tag = _put(cells, node, usual, codes, where, options.losses)
                lines[tag] = line_of.get(node, 0)
        if not cells:
            options.losses.add("segment", "no text, left out", where)
            continue
        state = {"state": each.state} if each.state else {}
        yield Row(
            f"{where}/{each.id}" if len(segments) > 1 else where,
            cells,
            note=note,
            properties={**properties, **state, **codes.properties},
            **told(lines),
            **{"document": file.get("original") or "", **facts},
        )


def _put(
    cells: dict[str, str],
    node: "etree._Element",
    usual: str,
    codes: Codes,
    where: str,
    losses: Losses,
) -> str:
    """Takes in a text, if it is one; gives its language."""
    tag = _tag_for((node.get(_XML_LANG) or "").strip() or usual, cells)
    text = codes.text(node, tag)
    if not text.strip():
        return tag
    if tag.startswith(UNKNOWN):
        losses.add(local(node.tag), "the file does not name its language", where)
    cells[tag] = text
    return tag


def _tag_for(code: str, cells: dict[str, str]) -> str:
    """The tag for a language code; one of its own, also for a second unnamed text."""
    choices = (tags.parse_or_keep(code), tags.spelt(code)) if code else (UNKNOWN,)
    free = (tag for tag in choices if tag not in cells)
    return next(free, f"{choices[0]}-x-target")


def _segments(unit: "etree._Element") -> Iterator[_Segment]:
    """The segments of a unit of either generation."""
    if local(unit.tag) == "unit":
        inside = [node for node in unit if local(node.tag) == "segment"]
        for number, node in enumerate(inside, start=1):
            source, target = _child(node, "source"), _child(node, "target")
            if source is not None:
                name = node.get("id") or str(number)
                yield _Segment(name, source, target, node.get("state") or "")
        return
    source, target = _child(unit, "source"), _child(unit, "target")
    state = (target.get("state") or "") if target is not None else ""
    split, parts = _parts(_child(unit, "seg-source")), _parts(target)
    if len(split) > 1 and split.keys() >= parts.keys() and parts:
        for name, piece in split.items():
            yield _Segment(name, piece, parts.get(name), state)
    elif source is not None:
        yield _Segment("1", source, target, state)


def _child(node: "etree._Element", name: str) -> "etree._Element | None":
    return next((child for child in node if local(child.tag) == name), None)


def _parts(node: "etree._Element | None") -> dict[str, "etree._Element"]:
    """The sentences that a tool marked in a text, by their numbers."""
    if node is None:
        return {}
    return {
        mark.get("mid") or str(number): mark
        for number, mark in enumerate(node.iter(), start=1)
        if local(mark.tag) == "mrk" and mark.get("mtype") == "seg"
    }


def _described(
    unit: "etree._Element",
) -> tuple[dict[str, Any], dict[str, str], str]:
    """Fields of a row, properties and note, from the notes of a unit."""
    facts: dict[str, Any] = {}
    properties: dict[str, str] = {}
    notes: list[str] = []
    for name in ("translate", "approved"):
        if value := unit.get(name):
            properties[name] = value
    group = _child(unit, "notes")
    for node in (*unit, *(group if group is not None else ())):
        if local(node.tag) != "note":
            continue
        category, text = node.get("category") or "", content(node)
        if category in _OURS:
            facts[category] = text
        elif category:
            properties[category] = text
        elif text.strip():
            notes.append(text)
    if "score" in facts:
        facts["score"] = float(facts["score"]) if _is_score(facts["score"]) else None
    if "flags" in facts:
        facts["flags"] = tuple(facts["flags"].split())
    return facts, properties, "\n".join(notes)


def _is_score(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and 0 <= float(text) <= 1
