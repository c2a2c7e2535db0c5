"""XML in, safely and as a stream; XML out, as text."""

import codecs
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from ..decode import codec_for
from ..errors import EncodingError, FormatError, InputError

if TYPE_CHECKING:
    from lxml import etree

_CHUNK = 1 << 16
LARGEST = 1 << 22
"""Bytes of one unit; no tool writes so many."""
_PROLOG_LIMIT = 1 << 20
_WIDE = ("utf-16", "utf-32")
_WINDOWS = re.compile(rb"[\x80-\x9f]")
"""Bytes of letters and quotes on Windows, of control characters in ISO 8859-1."""
_NO_CHANCE = 4
"""So many characters in a row are not valid UTF-8 by accident."""
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)""")
_NOISE = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"\A\s*<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_ENTITY = re.compile(r"<!ENTITY\b(.*?)>", re.DOTALL)
_HARMLESS = re.compile(r"""\s+[\w.-]+\s+("[^"&%]{0,200}"|'[^'&%]{0,200}')\s*""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


_LIMITS = {
    "Text node too long": "an element with more than 10 MB of text",
    "Excessive depth": "elements nested more than 256 deep",
    "AttValue length too long": "an attribute with more than 10 MB of text",
    "amplification": "entities that swell the text",
}
"""What the parser says of its limits → what the user is told."""


_SAFE = {
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
    "huge_tree": False,
}
Pieces = Iterator[bytes]
"""A file in UTF-8, a piece at a time."""


def escape(text: str) -> str:
    """Text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attributes(values: Mapping[str, str]) -> str:
    """Attributes as they stand in a tag, each after a space; empty ones left out."""
    return "".join(f' {n}="{_attribute(v)}"' for n, v in values.items() if v)


def _attribute(value: str) -> str:
    if value.isalnum():
        return value
    value = escape(value).replace('"', "&quot;")
    return value.replace("\n", "&#10;").replace("\t", "&#9;")


@cache
def local(tag: object) -> str:
    """The name of an element without its namespace; empty for comments."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def content(node: "etree._Element") -> str:
    """The text of an element and of all elements in it."""
    return "".join(map(str, node.itertext()))


def root_of(head: bytes) -> str:
    """The local name of the root element that a file begins with; or nothing."""
    text = head.decode(encoding_of(head, strict=False), "ignore")
    found = _ROOT.match(_DOCTYPE.sub("", _NOISE.sub("", text.removeprefix("\ufeff"))))
    return found.group(1) if found else ""


def encoding_of(head: bytes, *, strict: bool = True) -> str:
    """The encoding of an XML file: byte order mark, zero bytes, declaration."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    if head[:1] == b"\0":
        return "utf-16-be"
    if head[1:2] == b"\0":
        return "utf-16-le"
    found = _DECLARED.match(head)
    name = found.group(1).decode("ascii") if found else "utf-8"
    try:
        name = codec_for(name)
    except LookupError as error:
        if not strict:
            return "utf-8"
        raise EncodingError(
            f'the file names an unknown encoding "{name}"; save it as UTF-8'
        ) from error
    if strict and name.startswith(_WIDE):
        raise EncodingError(
            f'the file says that it is "{name}", but its characters are single bytes; '
            "correct its first line, or name its encoding"
        )
    if strict and name not in ("ascii", "utf-8") and _is_utf8(head):
        raise EncodingError(
            f'the file says that it is "{name}", but it is UTF-8; correct its first '
            "line, or name its encoding"
        )
    if name == "iso8859-1" and _WINDOWS.search(head):
        return "cp1252"
    return "utf-8" if name == "ascii" or name.startswith(_WIDE) else name


def _is_utf8(head: bytes) -> bool:
    """Whether the bytes beyond ASCII are UTF-8, and too many for mere chance."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return sum(character > "\x7f" for character in text) >= _NO_CHANCE


class _Recoded:
    """A byte stream turned into UTF-8, whose beginning was looked at first."""

    def __init__(self, stream: BinaryIO, place: str, encoding: str) -> None:
        self._stream = stream
        self._place = place
        head = stream.read(_CHUNK)
        if not head.strip():
            raise FormatError("the file is empty", place=place)
        try:
            self._encoding = encoding or encoding_of(head)
        except EncodingError as error:
            raise EncodingError(str(error), place=place) from error
        self._decoder = codecs.getincrementaldecoder(self._encoding)("strict")
        bom = next((mark for mark, _ in _BOMS if head.startswith(mark)), b"")
        self._ready = self._utf8(head[len(bom) :])

    def prolog(self) -> str:
        """What stands before the root element and the root's name, no comments."""
        while True:
            text = _NOISE.sub("", self._ready.decode("utf-8", "ignore"))
            if re.search(r"<[\w.:-]+[\s/>]", text) or len(self._ready) > _PROLOG_LIMIT:
                return text
            more = self._stream.read(_CHUNK)
            if not more:
                return text
            self._ready += self._utf8(more)

    def __iter__(self) -> Iterator[bytes]:
        """The pieces of the file."""
        yield self._ready
        while raw := self._stream.read(_CHUNK):
            if piece := self._utf8(raw):
                yield piece
        yield self._utf8(b"")

    def _utf8(self, raw: bytes) -> bytes:
        if self._encoding == "utf-8":
            return raw
        try:
            return self._decoder.decode(raw, final=not raw).encode()
        except UnicodeDecodeError as error:
            raise EncodingError(
                f'the bytes are no "{self._encoding}", the encoding that the file '
                "names; save it again as UTF-8",
                place=self._place,
            ) from error


def _check_prolog(prolog: str, place: str, roots: tuple[str, ...]) -> None:
    for entity in _ENTITY.finditer(prolog):
        if not _HARMLESS.fullmatch(entity.group(1)):
            raise FormatError(
                "the file defines entities that lead elsewhere or nest; take them out",
                place=place,
            )
    found = _ROOT.match(_DOCTYPE.sub("", prolog))
    wanted = " or ".join(f"<{name}>" for name in roots)
    if not found:
        raise FormatError(f"not XML with {wanted} at its beginning", place=place)
    if found.group(1) not in roots:
        raise FormatError(
            f'begins with "<{found.group(1)}>" instead of {wanted}', place=place
        )


def opened(
    stream: BinaryIO, place: str, roots: tuple[str, ...], encoding: str = ""
) -> Pieces:
    """The pieces of a file in UTF-8, whatever it was in.

    Raises `FormatError` for another root or entities that are more than a short text,
    and `EncodingError` for bytes that are not what the file says.
    """
    recoded = _Recoded(stream, place, encoding)
    _check_prolog(recoded.prolog(), place, roots)
    return iter(recoded)


def elements(
    stream: BinaryIO,
    place: str,
    roots: tuple[str, ...],
    *names: str,
    encoding: str = "",
) -> Iterator["etree._Element"]:
    """The elements of those local names, each whole, then forgotten.

    Raises as `opened` and `parsed` do.
    """
    return parsed(opened(stream, place, roots, encoding), place, roots, *names)


def parsed(
    pieces: Pieces, place: str, roots: tuple[str, ...], *names: str
) -> Iterator["etree._Element"]:
    """The elements of those local names in a file that comes in pieces.

    Raises `FormatError` with the line for broken XML and for elements without end. A
    document type is never loaded. None of the elements may lie in another of them.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=[f"{{*}}{name}" for name in (*roots, *names)],
        encoding="utf-8",
        resolve_entities="internal",
        **_SAFE,
    )
    root: etree._Element | None = None
    growing = _Growing(names, place)
    try:
        for piece in pieces:
            parser.feed(piece)
            for event, node in parser.read_events():
                if root is None:
                    root = node
                if event == "end" and node is not root:
                    yield node
                    node.clear()
            if root is not None:
                growing.check(_forget(root, names), len(piece))
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _refused(error, place) from error


def safe_parser() -> "etree.XMLParser":
    """A parser that loads nothing and resolves nothing."""
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, **_SAFE)


def _forget(root: "etree._Element", names: tuple[str, ...]) -> "etree._Element":
    """Frees all that is complete; gives the last element that is still growing."""
    node = root
    while local(node.tag) not in names and len(node):
        del node[:-1]
        node = node[-1]
    return node


class _Growing:
    """Watches how much of a file goes into a single element."""

    def __init__(self, names: tuple[str, ...], place: str) -> None:
        self._names = names
        self._place = place
        self._last: tuple[object, int] = (None, 0)
        self._size = 0

    def check(self, node: "etree._Element", size: int) -> None:
        """Raises `FormatError` for a unit, tag or text of more than `LARGEST`."""
        is_unit = local(node.tag) in self._names
        now = (node, 0 if is_unit else len(node))
        self._size = self._size + size if now == self._last else 0
        self._last = now
        if self._size > LARGEST:
            raise FormatError(
                f"one element of more than {LARGEST >> 20} MB; refused",
                place=f"{self._place}:{node.sourceline}",
            )


def _refused(error: "etree.XMLSyntaxError", place: str) -> InputError:
    where = f"{place}:{error.lineno or 1}"
    why = str(error.msg or "it ends too early").split(", line ")[0]
    if limit := next((known for known in _LIMITS if known in why), ""):
        return FormatError(f"{_LIMITS[limit]}; refused", place=where)
    if "not proper UTF-8" in why or "Invalid bytes" in why:
        return EncodingError(
            "not valid UTF-8; save it as UTF-8 or name its encoding", place=where
        )
    return FormatError(f"broken XML: {why}", place=where)
