"""Word packages → paragraphs and tables, as Word would show them."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from ..clean import is_open, joint
from ..errors import FormatError
from ._xml import local
from ._zipped import check_size

_LIMIT = 100_000_000
"""Bytes that one part may unpack to; the text of a book has some millions."""
_OLD = b"\xd0\xcf\x11\xe0"
_SKIPPED = frozenset(
    (
        *("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "tblPr", "tcPr"),
        *("sdtPr", "sdtEndPr", "sectPr", "Fallback", "rt", "annotationRef"),
    )
)
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\v",
    "cr": "\v",
    "noBreakHyphen": "\u2011",
}
_BREAK = "\v"
_DAMAGE = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError)
"""What the zip module raises for archives that are cut, locked or scrambled."""


class Paragraph(NamedTuple):
    """One paragraph; ``reason`` says why it is no part of the text, if it isn't."""

    text: str
    reason: str = ""


class Package:
    """An opened Word document. Raises `FormatError` for anything else."""

    def __init__(self, data: bytes, place: str) -> None:
        if data.startswith(_OLD):
            raise FormatError(
                "an old .doc or a document with a password; save it as plain .docx",
                place=place,
            )
        self._place = place
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            check_size(self._archive.infolist(), place)
        except _DAMAGE as error:
            raise FormatError(
                f"not a Word document, or a damaged one ({error}); open it in a word "
                "processor and save it anew as .docx",
                place=place,
            ) from error
        self._names = {name.casefold(): name for name in self._archive.namelist()}
        self._main = self._main_part()

    def _main_part(self) -> str:
        for relation in self._part("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                name = relation.get("Target", "").lstrip("/")
                if name.casefold() in self._names and name.endswith(".xml"):
                    return str(name)
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise FormatError("a zip archive, but no Word document", place=self._place)

    def body(self) -> Any:
        """The element that holds the text."""
        for child in self._part(self._main):
            if local(child.tag) == "body":
                return child
        raise FormatError("the document has no body", place=self._place)

    def parts(self, kind: str) -> Iterator[Any]:
        """The parts of a kind beside the main one: ``header``, ``footnotes`` …"""
        folder = self._main.rpartition("/")[0].casefold()
        for key, name in sorted(self._names.items()):
            path, _, file = key.rpartition("/")
            if path == folder and re.fullmatch(rf"{kind}\d*\.xml", file):
                yield self._part(name)

    def _part(self, name: str) -> Any:
        """The root of a part; an empty list if the package has no such part."""
        from lxml import etree

        found = self._names.get(name.casefold())
        if found is None:
            return []
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True
        )
        try:
            if self._archive.getinfo(found).file_size > _LIMIT:
                raise FormatError(
                    f'"{found}" unpacks to more than {_LIMIT:,} bytes; refused',
                    place=self._place,
                )
            root = etree.fromstring(self._archive.read(found), parser)
        except _DAMAGE as error:
            raise FormatError(
                f'"{found}" is damaged ({error})', place=self._place
            ) from error
        except etree.XMLSyntaxError as error:
            raise FormatError(
                f'"{found}" is no well-formed XML ({error})', place=self._place
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise FormatError(
                f'"{found}" has a document type, which Word never writes; refused',
                place=self._place,
            )
        return root


def paragraphs(element: Any, reason: str = "") -> Iterator[Paragraph]:
    """The paragraphs inside an element, tables row by row, in the order shown."""
    joined = ""
    for child in element:
        name = local(child.tag)
        if name == "p":
            text, hidden, boxes = _content(child)
            if _mark_is_deleted(child):
                joined += text
            else:
                yield from _split(joined + text, reason or _of_style(child))
                joined = ""
            yield from (Paragraph(part, "hidden text") for part in hidden)
            for box in boxes:
                yield from paragraphs(box, reason)
        elif name == "tr" and _is_deleted_row(child):
            continue
        elif name and name not in _SKIPPED:
            inner = "table of contents" if _is_contents(child) else ""
            yield from paragraphs(child, reason or inner)
    if joined:
        yield from _split(joined, reason)


def tables(element: Any) -> Iterator[list[list[str]]]:
    """The tables that are not inside another one: rows of cells."""
    for child in element:
        if local(child.tag) == "tbl":
            rows = (row for row in child if local(row.tag) == "tr")
            yield [list(_cells(row)) for row in rows if not _is_deleted_row(row)]
        elif local(child.tag) not in {*_SKIPPED, "p", ""}:
            yield from tables(child)


def _cells(row: Any) -> Iterator[str]:
    for child in row:
        name = local(child.tag)
        if name == "tc":
            shown = (p.text for p in paragraphs(child) if not p.reason)
            yield "\n".join(text for text in shown if text.strip())
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(child)


def _content(paragraph: Any) -> tuple[str, list[str], list[Any]]:
    """The text of a paragraph, its hidden text, and the text boxes tied to it."""
    text: list[str] = []
    hidden: list[str] = []
    boxes: list[Any] = []

    def walk(element: Any, out: list[str]) -> None:
        for child in element:
            name = local(child.tag)
            if name in _SKIPPED:
                continue
            if name == "t":
                out.append(child.text or "")
            elif name in _CHARACTERS:
                out.append(_CHARACTERS[name])
            elif name == "txbxContent":
                boxes.append(child)
            elif name:
                walk(child, hidden if name == "r" and _is_hidden(child) else out)

    walk(paragraph, text)
    unseen = "".join(hidden).strip()
    return "".join(text), [unseen] if unseen else [], boxes


def _split(text: str, reason: str) -> Iterator[Paragraph]:
    """A line break inside a paragraph ends it where it ends a sentence."""
    shown = ""
    for part in text.replace("\t", " ").split(_BREAK):
        if shown.strip() and part.strip() and is_open(shown):
            shown = (
                shown.rstrip() + joint(shown.rstrip(), part.lstrip()) + part.lstrip()
            )
        elif not shown.strip() or not part.strip():
            shown += part
        else:
            yield Paragraph(shown, reason)
            shown = part
    yield Paragraph(shown, reason)


def _child(element: Any, *path: str) -> Any:
    for name in path:
        element = next((c for c in element if local(c.tag) == name), None)
        if element is None:
            return None
    return element


def _value(element: Any) -> str:
    """The attribute ``w:val``, whatever its namespace."""
    if element is None:
        return ""
    found = (v for k, v in element.attrib.items() if k.rpartition("}")[2] == "val")
    return str(next(found, ""))


def _is_on(element: Any) -> bool:
    return element is not None and _value(element) not in ("0", "false", "off")


def _is_hidden(run: Any) -> bool:
    return _is_on(_child(run, "rPr", "vanish"))


def _mark_is_deleted(paragraph: Any) -> bool:
    return _child(paragraph, "pPr", "rPr", "del") is not None


def _is_deleted_row(row: Any) -> bool:
    return _child(row, "trPr", "del") is not None


def _of_style(paragraph: Any) -> str:
    style = _value(_child(paragraph, "pPr", "pStyle")).casefold()
    is_contents = style.startswith("toc") and style[3:].strip().isdigit()
    return "table of contents" if is_contents else ""


def _is_contents(element: Any) -> bool:
    gallery = _child(element, "sdtPr", "docPartObj", "docPartGallery")
    return _value(gallery) == "Table of Contents"
