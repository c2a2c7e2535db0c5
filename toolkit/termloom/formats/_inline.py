"""Inline codes of other tools' files, shown in text as ``⟦a⟧bold⟦/a⟧`` and ``⟦b/⟧``.

Letters, because figures would look like numbers of the text. The markup behind a
code is kept in a property of its row, named after language and code (``vi/⟦a⟧``),
and comes back when the row is written to a format that knows inline codes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ._xml import content, escape, local

if TYPE_CHECKING:
    from lxml import etree

CODE = re.compile("⟦/?[a-z]+/?⟧")
_OPENS = {"bpt", "bx", "sc"}
_CLOSES = {"ept", "ex", "ec"}
SPANS = {"hi", "g", "pc"}
TRANSPARENT = {"mrk", "sub", "seg", "source", "target"}


def _letters(number: int) -> str:
    name = ""
    while number >= 0:
        name = chr(ord("a") + number % 26) + name
        number = number // 26 - 1
    return name


class Codes:
    """The inline codes of one unit: the same code gets the same letter everywhere."""

    def __init__(self) -> None:
        self._letters: dict[tuple[str, ...], str] = {}
        self.properties: dict[str, str] = {}

    def text(self, node: "etree._Element", language: str) -> str:
        """The text of a segment, with codes; fills ``properties``."""
        if not len(node):
            return node.text or ""
        seen: dict[tuple[str, ...], int] = {}
        opened: dict[str, str] = {}
        return "".join(self._pieces(node, language, seen, opened))

    def _pieces(
        self,
        node: "etree._Element",
        language: str,
        seen: dict[tuple[str, ...], int],
        opened: dict[str, str],
    ) -> Iterator[str]:
        yield node.text or ""
        for child in node:
            name = local(child.tag)
            if name in TRANSPARENT:
                yield from self._pieces(child, language, seen, opened)
            elif name in SPANS:
                start, stop = _tags(child)
                letter = self._letter(name, child, seen)
                yield self._kept(f"⟦{letter}⟧", start, language)
                yield from self._pieces(child, language, seen, opened)
                yield self._kept(f"⟦/{letter}⟧", stop, language)
            else:
                equivalent = child.get("equiv") or ""
                if CODE.fullmatch(equivalent):
                    yield self._kept(equivalent, child.get("disp") or "", language)
                else:
                    code = self._code(name, child, seen, opened)
                    yield self._kept(code, _raw(child), language)
            yield child.tail or ""

    def _code(
        self,
        name: str,
        node: "etree._Element",
        seen: dict[tuple[str, ...], int],
        opened: dict[str, str],
    ) -> str:
        pair = node.get("i") or node.get("rid") or node.get("startRef") or ""
        if name in _CLOSES and pair in opened:
            return f"⟦/{opened[pair]}⟧"
        letter = self._letter(name, node, seen)
        if name in _OPENS:
            opened[pair or node.get("id", "")] = letter
            return f"⟦{letter}⟧"
        is_end = name in _CLOSES or node.get("pos") == "end"
        return f"⟦/{letter}⟧" if is_end else f"⟦{letter}/⟧"

    def _letter(
        self,
        name: str,
        node: "etree._Element",
        seen: dict[tuple[str, ...], int],
    ) -> str:
        mark = node.get("x") or node.get("id") or content(node)
        key = (name, mark)
        seen[key] = seen.get(key, 0) + 1
        return self._letters.setdefault(
            (*key, str(seen[key])), _letters(len(self._letters))
        )

    def _kept(self, code: str, raw: str, language: str) -> str:
        self.properties[f"{language}/{code}"] = raw
        return code


def _raw(node: "etree._Element") -> str:
    from lxml import etree

    raw = etree.tostring(node, encoding="unicode", with_tail=False)
    return re.sub(r"\sxmlns(:\w+)?=\"[^\"]*\"", "", raw)


def _tags(node: "etree._Element") -> tuple[str, str]:
    raw = _raw(node)
    start = raw[: raw.index(">") + 1].replace("/>", ">")
    return start, f"</{start[1:].rstrip('>').split()[0]}>"


def expand(
    text: str, language: str, properties: Mapping[str, str], known: frozenset[str]
) -> str:
    """Text between tags, with the markup behind its codes put back.

    Markup of another format than the one whose elements are ``known`` stands
    escaped inside ``<ph>``. Where the codes of the text no longer fit together
    they stay as they are seen.
    """
    if "⟦" not in text:
        return escape(text)
    pieces: list[str] = []
    at = 0
    for code in CODE.finditer(text):
        raw = properties.get(f"{language}/{code.group()}")
        if raw is not None:
            pieces += escape(text[at : code.start()]), _adapted(raw, known)
            at = code.end()
    pieces.append(escape(text[at:]))
    whole = "".join(pieces)
    return whole if at == 0 or _fits(whole, known) else escape(text)


def _adapted(raw: str, known: frozenset[str]) -> str:
    name = re.match(r"</?([\w.-]+)", raw)
    return raw if name and name.group(1) in known else f"<ph>{escape(raw)}</ph>"


def _fits(markup: str, known: frozenset[str]) -> bool:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(f"<seg>{markup}</seg>", parser)
    except etree.XMLSyntaxError:
        return False
    return all(local(node.tag) in known | {"seg"} for node in root.iter())
