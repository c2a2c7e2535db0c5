"""The usual shape of a translation unit, read several times as fast as any XML.

Most units of a memory are two segments of plain text. What one regular expression
describes to the letter is well formed and needs no parser; whatever looks different
goes to the parser alone, and what is no unit at all hands over the rest of the file.
"""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from itertools import chain

from ._lines import Located, located
from ._xml import LARGEST, Pieces, local, safe_parser

_BAD = r"\ud800-\udfff\ufffe\uffff"
_TEXT = rf"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f{_BAD}]*"
_VALUE = rf'[^"<>&\x00-\x1f{_BAD}]*'
_PROP = rf'<prop type="({_VALUE})">({_TEXT})</prop>'
_VARIANT = rf'<tuv xml:lang="([A-Za-z0-9-]+)">\s*<seg>({_TEXT})</seg>\s*</tuv>\s*'
_UNIT = re.compile(
    rf'\s*<tu((?: [a-z]+="{_VALUE}")*)>\s*(?:<note>({_TEXT})</note>\s*)?'
    rf"((?:{_PROP.replace('(', '(?:')}\s*)*){_VARIANT}{_VARIANT}</tu>",
    re.ASCII,
)
_ATTRIBUTES = re.compile('([a-z]+)="([^"]*)"')
_NAMES = re.compile('([a-z]+)="')
_PROPS = re.compile(_PROP)
_BEGIN = re.compile(rb"(<tmx(?: [^<>]*)?>)[^\[]*?<body>")
_ODD = re.compile(rb"<!--|.<\?|\[", re.DOTALL)
_BREAK = re.compile(rb"\r\n?|\n")
_PIECE = 1 << 16
_ID = ' tuid="'
_END = "</tu>"


Quick = tuple[str, str | None, str, str, str, str, str, int, int]
"""A unit of two plain segments in two languages: attributes, note and props as they
stand in the file, code, text, code, text, the line of the first segment and how many
lines further down the second is."""


def attributes_of(quick: Quick) -> tuple[str, dict[str, str]]:
    """The id of a unit, if it has one, and its other attributes."""
    told = quick[0]
    if told.startswith(_ID) and told.count('"') == 2:
        return told[len(_ID) : -1], {}
    found = dict(_ATTRIBUTES.findall(told))
    return found.pop("tuid", ""), found


def props_of(quick: Quick) -> list[tuple[str, str]]:
    """Types and texts of a unit's props."""
    return _PROPS.findall(quick[2]) if quick[2] else []


def units(
    pieces: Pieces, place: str, are_apart: Callable[[str, str], bool]
) -> Iterator[Quick | Located]:
    """The header and the units of a file; raises as `parsed` does.

    ``are_apart`` says whether two codes stand for different languages.
    """
    first = next(pieces)
    begin = _BEGIN.search(first)
    if not begin or _ODD.search(first, 0, begin.end()):
        yield from _by_parser(chain([first], pieces), place)
        return
    head, rest = first[: begin.end()], first[begin.end() :]
    yield from _by_parser(iter([head + b"</body></tmx>"]), place)
    lines = len(_BREAK.findall(head))
    body = _Body(f"{begin[1].decode()}<body>", lines, place, are_apart)
    yield from body.units(chain([rest], pieces))


def _by_parser(pieces: Pieces, place: str) -> Iterator[Located]:
    return located(pieces, place, "tmx", ("header", "tu"), ("seg",))


def _is_odd(attributes: str) -> bool:
    """Whether an attribute may stand there twice, which XML forbids."""
    names = _NAMES.findall(attributes)
    return len(set(names)) < attributes.count("=")


class _Body:
    """What stands between ``<body>`` and the end."""

    def __init__(
        self,
        opening: str,
        lines: int,
        place: str,
        are_apart: Callable[[str, str], bool],
    ) -> None:
        self._opening = opening
        self._lines = lines
        """Line breaks so far."""
        self._place = place
        self._are_apart = are_apart
        self._parser = safe_parser()
        self._at = 0
        self._is_odd = False

    def units(self, pieces: Pieces) -> Iterator[Quick | Located]:
        """The units; from the first that is odd on, the parser gives them."""
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder("utf-8")("surrogateescape"), translate=True
        )
        text = ""
        for piece in pieces:
            more = decoder.decode(piece, final=not piece)
            text += more
            if _END in text[-len(more) - len(_END) :]:
                yield from self._whole(text)
                self._lines += text.count("\n", 0, self._at)
                text = text[self._at :]
            if self._is_odd or len(text) > LARGEST:
                break
        above = "\n" * min(self._lines - self._opening.count("\n"), LARGEST)
        rest = f"{self._opening}{above}{text}".encode(errors="surrogateescape")
        begun_character, ends_in_cr = decoder.getstate()
        rest += begun_character + b"\r" * (ends_in_cr & 1)
        starts = range(0, len(rest), _PIECE)
        begun = (rest[start : start + _PIECE] for start in starts)
        yield from _by_parser(chain(begun, pieces), self._place)

    def _whole(self, text: str) -> Iterator[Quick | Located]:
        """The units that a text holds to their ends."""
        at = self._at = counted = 0
        line = self._lines + 1
        match, are_apart, count = _UNIT.match, self._are_apart, text.count
        while True:
            while found := match(text, at):
                attributes, note, props, first, one, second, other = found.groups()
                if one.isspace() or other.isspace() or not one or not other:
                    break
                if not are_apart(first, second):
                    break
                if attributes.count("=") > 1 and _is_odd(attributes):
                    break
                at = self._at = found.end()
                start, stop = found.start(5), found.start(7)
                line += count("\n", counted, start)
                below = count("\n", start, stop)
                yield attributes, note, props, first, one, second, other, line, below
                line += below
                counted = stop
            end = text.find(_END, at) + len(_END)
            if end < len(_END):
                return
            line += count("\n", counted, at)
            counted = at
            unit_there = self._parsed(text[at:end], line)
            if unit_there is None:
                self._is_odd = True
                return
            at = self._at = end
            yield unit_there

    def _parsed(self, block: str, line: int) -> Located | None:
        """The unit that a stretch of the file is; None if it is not just that."""
        from lxml import etree

        whole = f"{self._opening}{block}</body></tmx>".encode(errors="surrogateescape")
        try:
            body = etree.fromstring(whole, self._parser)[0]
        except etree.XMLSyntaxError:
            return None
        is_unit = [local(node.tag) for node in body] == ["tu"]
        is_alone = is_unit and body[0].find(".//{*}tu") is None
        if not is_alone or (body.text or "").strip():
            return None
        above = line - 1 - self._opening.count("\n")
        segments = body[0].iter("{*}seg")
        return Located(body[0], [above + node.sourceline for node in segments])
