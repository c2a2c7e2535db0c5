"""Bytes → text: which character encoding a file is in.

Certain signs come first (a byte order mark, bytes that are UTF-8 and more than
ASCII, a declaration inside the file), then a comparison: every encoding that users
of our languages have decodes the file strictly, and the texts are scored by how
ordinary their non-ASCII characters look. A choice that is not clear is an error.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from .errors import EncodingError, InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDE = (("utf-16-le",), ("utf-16-be",), ("utf-32-le",), ("utf-32-be",))
_LEGACY = (("gb18030",), ("cp950", "big5hkscs"), ("cp1252",), ("cp1258",))
"""The wider member of a family counts where the usual one does not decode."""
_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "cp950",
    "utf-16": "utf-8",
}
"""What a declaration means in practice (WHATWG Encoding, section 4.2)."""
_DECLARED = re.compile(
    rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)|<meta[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP package (DOCX, XLSX, ODT, EPUB …)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (DOC, XLS, PPT)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
)
_SAMPLE = 200_000
_ZEROS_WITHIN = 4096
_ENOUGH, _MARGIN = 0.7, 0.08
_REMEDY = "save it as UTF-8, or name its encoding"


_MISNAMED = {"ansi": "cp1252", "x-sjis": "cp932", "unicode": "utf-16"}
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


class Decoded(NamedTuple):
    """The text of a file, without a byte order mark, and how it was encoded."""

    text: str
    encoding: str


def decode(
    data: bytes, *, language: str = "", encoding: str | None = None, place: str = ""
) -> Decoded:
    """The text of a file in one of the encodings that users have.

    ``language`` tips the scales where encodings look alike; ``encoding`` settles
    the matter. Raises `EncodingError` for binary data and where the encoding can't
    be told, `InputError` for an encoding that Python doesn't know.
    """
    if encoding:
        return _as_told(data, encoding, place)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], name, place), name)
    _refuse_binary(data, place)
    if name := _by_zeros(data):
        return Decoded(_strict(data, name, place), name)
    text = _utf8(data, place)
    if text is None:
        text, name = _declared(data) or _likeliest(data, language, place)
        return Decoded(text, name)
    return Decoded(text, "utf-8")


def codec_for(label: str) -> str:
    """The codec that a declared encoding means: what its users wrote, not its norm.

    Raises `LookupError` for an encoding that Python does not know.
    """
    name = codecs.lookup(_MISNAMED.get(label.casefold(), label)).name
    "".encode(name)
    return _WIDER.get(name, name)


def _as_told(data: bytes, encoding: str, place: str) -> Decoded:
    try:
        name = codec_for(encoding)
    except LookupError:
        raise InputError(
            f'unknown encoding "{encoding}"; for example: utf-8, utf-16, gb18030, '
            "big5, cp1258",
            place=place,
        ) from None
    return Decoded(_strict(data, name, place).removeprefix("\ufeff"), name)


def _strict(data: bytes, name: str, place: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EncodingError(
            f'byte 0x{data[error.start]:02x} is not "{name}"; {_REMEDY}',
            place=f"{place}:{line}" if place else "",
        ) from None


def _refuse_binary(data: bytes, place: str) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise EncodingError(
                f"this is {what}, not plain text; name its format, or save it as text",
                place=place,
            )


def _by_zeros(data: bytes) -> str:
    """UTF-16 with many plain letters: every second byte is zero, no other is."""
    low, high = data[0:_ZEROS_WITHIN:2], data[1:_ZEROS_WITHIN:2]
    often = max(2, 0.3 * len(high))
    if len(data) % 2 or (0 in low) == (0 in high):
        return ""
    if high.count(0) >= often:
        return "utf-16-le"
    return "utf-16-be" if low.count(0) >= often else ""


def _utf8(data: bytes, place: str) -> str | None:
    """The text if it is UTF-8; an error if it is UTF-8 but for a few bytes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        rest = data.decode("utf-8", "replace")
        good = sum(c > "\x7f" and c != "\ufffd" for c in rest)
        if good >= 2 * rest.count("\ufffd"):
            _strict(data[: error.end], "utf-8", place)
        return None
    return None if "\0" in text else text


def _declared(data: bytes) -> Decoded | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    label = (found[1] or found[2]).decode("ascii").casefold()
    name = _LABELS.get(label, label)
    try:
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeDecodeError):
        return None


def _likeliest(data: bytes, language: str, place: str) -> Decoded:
    scored: list[tuple[float, str]] = []
    texts: set[str] = set()
    for name, text in _readings(data):
        if text not in texts:
            scored.append((plausibility(text, language), name))
            texts.add(text)
    scored.sort(reverse=True)
    best = scored[0][0] if scored else 0.0
    if best < _ENOUGH:
        raise EncodingError(
            "this is no text in an encoding that can be told (binary data?); "
            f"{_REMEDY}",
            place=place,
        )
    if len(scored) > 1 and best - scored[1][0] < _MARGIN:
        raise EncodingError(
            f"can't tell the character encoding: {scored[0][1]} and {scored[1][1]} "
            f"both fit; {_REMEDY}",
            place=place,
        )
    return Decoded(_strict(data, scored[0][1], place), scored[0][1])


def _readings(data: bytes) -> Iterator[tuple[str, str]]:
    """The encodings that decode the file's beginning, one of each family."""
    families = _WIDE if len(data) % 2 == 0 else ()
    for family in (*families, *(() if b"\0" in data else _LEGACY)):
        for name in family:
            text = _start(data, name)
            if text is not None:
                yield name, text
                break


def _start(data: bytes, name: str) -> str | None:
    """The decoded beginning of a file, None if it does not decode."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        return decoder.decode(data[:_SAMPLE], final=len(data) <= _SAMPLE)
    except UnicodeDecodeError:
        return None


def plausibility(text: str, language: str = "") -> float:
    """0 to 1: how ordinary the non-ASCII characters of a decoded text look.

    1 for a text all in ASCII, 0 for one with control characters in it.
    """
    text = unicodedata.normalize("NFC", text)
    total, count = 0.0, 0
    for place, character in enumerate(text):
        if character < "\x7f":
            if character < " " and character not in "\t\n\r\f\x0b\x1a\x1b":
                return 0.0
            continue
        before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
        total += _weight(before, character, after, language)
        count += 1
    return total / count if count else 1.0


def _weight(before: str, character: str, after: str, language: str) -> float:
    if character in _PUNCTUATION:
        return 0.9
    for belongs, weigh in _CLASSES:
        if belongs(character):
            return weigh(before, character, after, language)
    return 0.0


_PUNCTUATION = frozenset(
    "‘’“”–—…•€£§©®°«»·×±²³½¼\u00a0"
    "。，、；：？！（）《》「」『』〈〉【】〔〕～％﹐﹑﹔﹕\u3000"
)
_VIETNAMESE = frozenset(
    letter
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    if not (letter := unicodedata.normalize("NFC", base + tone)).isascii()
) | frozenset("đĐ")


@cache
def _frequent(codec: str) -> frozenset[str]:
    """The everyday characters of a Chinese standard: its first level."""
    if codec == "gb2312":
        leads, trails = range(0xB0, 0xD8), range(0xA1, 0xFF)
    else:
        leads, trails = range(0xA4, 0xC7), range(0x40, 0xFF)
    cells = (bytes((lead, trail)) for lead in leads for trail in trails)
    return frozenset("".join(cell.decode(codec, "ignore") for cell in cells))


def _han(before: str, character: str, after: str, language: str) -> float:
    simplified = character in _frequent("gb2312")
    traditional = character in _frequent("big5")
    if language == "zh-Hant":
        return 1.0 if traditional else 0.5 * simplified
    if language == "zh-Hans":
        return 1.0 if simplified else 0.5 * traditional
    return 1.0 if simplified or traditional else 0.0


def _latin(before: str, character: str, after: str, language: str) -> float:
    """An accented letter: it stands in a word, beside plain letters."""
    if character.isupper() and before.islower():
        return 0.0
    beside = before + after
    if character in _VIETNAMESE:
        known = language in ("vi", "") or character <= "\xff"
        pair = before not in _VIETNAMESE or before in "đĐưƯ"
        return (1.0 if known else 0.85) * (1.0 if pair and beside.isalpha() else 0.5)
    crowded = any(c > "\x7f" and c not in _PUNCTUATION for c in beside)
    ordinary = 0.4 if language == "vi" else 0.9
    return 0.1 if crowded or not beside.strip() else ordinary


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_latin(character: str) -> bool:
    return character.isalpha() and (
        character <= "\u024f" or "\u1e00" <= character <= "\u1eff"
    )


def _is_wide_ascii(character: str) -> bool:
    return "\uff01" <= character <= "\uff5e"


def _is_other_letter(character: str) -> bool:
    """Greek and Cyrillic: possible, but what wrong decoding often gives."""
    return "\u0370" <= character <= "\u04ff"


_CLASSES: tuple[
    tuple[Callable[[str], bool], Callable[[str, str, str, str], float]], ...
] = (
    (_is_han, _han),
    (_is_latin, _latin),
    (_is_wide_ascii, lambda *_: 0.9),
    (_is_other_letter, lambda *_: 0.2),
)
