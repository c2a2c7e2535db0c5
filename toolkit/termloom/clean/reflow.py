"""Lines → paragraphs: undoing the hard line breaks of PDF, e-mail and print.

Whether a file, or a block of it between empty lines, is wrapped at all is decided
from three measurements together: how many lines end in mid-sentence, how many of
those are so long that the next word would not have fitted, and, in scripts with
case, how many lines begin with a small letter. Files with one sentence or one
paragraph per line fail them and stay as they are.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ..model import Span
from ..text import is_han

_LONGEST = 200
"""Columns. Longer lines were not wrapped by anybody."""
_NARROWEST = 40
_PAIRS = 3
_FULL = 0.75
"""Share of lines broken in mid-sentence that must be full; headings come first."""
_MANY = 10
"""So many full lines before small letters are enough where lists stand between."""
_LATIN_SLACK, _HAN_SLACK = 0.12, 4
_CLOSERS = "\"'”’»)）]】」』》〉＂＇"
_ENDS = ".!?;:…。！？；：．"
_ASIDE = re.compile(r"[.!?。！？]\s*[(（][^()（）]*[)）]$")
"""Something in parentheses behind the end of a sentence."""
_ITEM = re.compile(
    r"[•●○▪■◦‣∙◆►·*]\s*\S|[–—-]\s+\S"
    r"|(?P<number>\d{1,3})\s*(?:[.．](?!\d)|[)）、])"
    r"|[(（](?:\d{1,3}|[a-zA-Z]|[ivxIVX]+|[一二三四五六七八九十]+)[)）]"
    r"|[a-zA-Z][)）]\s|[IVX]+\.\s|[一二三四五六七八九十]+、"
)
_HEAD = re.compile(
    r"第[一二三四五六七八九十百\d]+[条條章节節款项項]"
    r"|(?:Article|Chapter|Section|Annex|Điều|Chương|Mục|Phụ lục) (?:\d+|[IVX]+)\b"
)
_OPENERS = {
    "en": re.compile(
        r"(?:We|It|They|He|She|This|These|Those|There|Our|Their|In|At|On|As|If|When|"
        r"While|Since|However|Moreover|Today|The|An?|All),? [a-z]"
    ),
    "vi": re.compile(
        r"(?:Chúng|Tôi|Họ|Đây|Khi|Nếu|Trong|Với|Những|Để|Tuy|Do|Vì),? [^\W\dA-Z_]"
    ),
}
"""Words with a capital only at the beginning of a sentence, before a small letter."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FIRST = re.compile(r"\s*(?:[^\W\d_]|\S)\S*")
_STOP = re.compile(r"[.!?]['\"”’)]*(?:\s|$)|[。！？]")
"""The end of a sentence: lists of terms or titles have none."""
_STUMP = re.compile(r"[^\W\d_]{1,4}[。！？；.]")
"""What can't begin a paragraph: the last characters of a sentence."""
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_PREFIXES = frozenset(
    (
        *("all", "anti", "co", "counter", "cross", "cyber", "ex", "half", "high"),
        *("long", "low", "mid", "multi", "non", "post", "self", "semi", "well"),
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty."""

    number: int
    """1-based, in the file."""
    span: Span
    """In the text at hand, without white space at its ends."""
    text: str
    indent: int = 0
    width: int = 0
    """Columns: a Chinese character has two."""
    page: int = 0
    apart: bool = False
    """An empty line stands before."""
    torn: bool = False
    """A page ended before this line, or a header or footer was taken out."""
    whole: bool = False
    """The file says that this is a paragraph of its own."""


class Piece(NamedTuple):
    """Part of a paragraph: a stretch of a line and what joins it to the last."""

    line: Line
    span: Span
    joint: str


Paragraph = list[Piece]


def columns(text: str) -> int:
    """The width of a text where Chinese characters are two columns wide."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def is_open(text: str) -> bool:
    """Whether a line ends in mid-sentence."""
    if text.rstrip(_CLOSERS + " ").endswith(tuple(_ENDS)):
        return False
    return _ASIDE.search(text) is None


def is_item(text: str) -> bool:
    """Whether a line begins with a bullet or a number of its own."""
    return _ITEM.match(text) is not None


def begins_small(text: str) -> bool:
    """Whether the first character of a line, quotes aside, is a small letter."""
    return text.lstrip("\"'“‘«(").strip()[:1].islower()


def reflow(lines: Sequence[Line], language: str) -> list[Paragraph]:
    """The paragraphs that the lines make up, in order; every line is in one."""
    paragraphs: list[Paragraph] = []
    words = _Words(lines)
    of_file = _wrapped_at(list(_pairs(lines)), lines)
    for block in _blocks(lines):
        wrapped_at = _of_block(block, of_file)
        for index, line in enumerate(block):
            last = block[index - 1] if index else None
            if last and _joins(last, line, wrapped_at, language):
                _append(paragraphs[-1], line, words)
            else:
                paragraphs.append([Piece(line, line.span, "")])
    return list(_mend(paragraphs, words)) if not of_file else paragraphs


def wrapping(lines: Sequence[Line]) -> int:
    """The column at which a text was wrapped, 0 if it was not."""
    return _wrapped_at(list(_pairs(lines)), lines)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if block and (line.apart or line.whole or block[-1].whole):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    for block in _blocks(lines):
        yield from pairwise(block)


def _of_block(block: Sequence[Line], of_file: int) -> int:
    """The column of one block, which may have another than its file, or none."""
    pairs = list(_pairs(block))
    broken = _broken(pairs)
    if len(broken) < _PAIRS:
        return of_file or _wrapped_by_the_looks(block)
    if not of_file:
        return _wrapped_at(pairs, block)
    width = _usual_longest(line.width for line in block)
    full = sum(_is_full(a, b, width) for a, b in broken)
    return width if width >= _NARROWEST and full >= 0.5 * len(broken) else 0


def _wrapped_by_the_looks(block: Sequence[Line]) -> int:
    """For two to four lines: a long one in mid-sentence, then a small letter.

    In Chinese, which has no small letters, lines of the same length.
    """
    if not 1 < len(block) <= _PAIRS + 1 or is_open(block[-1].text):
        return 0
    width = max(line.width for line in block)
    even = width - min(line.width for line in block[:-1]) <= 2 and len(block) >= _PAIRS
    for first, second in _pairs(block):
        if first.width < _NARROWEST or not _is_full(first, second, width):
            return 0
        goes_on = begins_small(second.text) or (even and is_han(second.text[0]))
        if not (is_open(first.text) and goes_on):
            return 0
    return width if width <= _LONGEST else 0


def _wrapped_at(pairs: Sequence[tuple[Line, Line]], lines: Sequence[Line]) -> int:
    """The column at which the lines were wrapped, 0 if the evidence is not there."""
    pairs = [pair for pair in pairs if pair[0].width <= _LONGEST]
    broken = _broken(pairs)
    if len(pairs) < _PAIRS or len(broken) < max(2, 0.4 * len(pairs)):
        return 0
    if sum(_STOP.search(line.text) is not None for line in lines) < len(lines) / 12:
        return 0
    width = _usual_longest(line.width for line in lines if line.width <= _LONGEST)
    fits = [_is_full(a, b, width) for a, b in broken]
    headings = fits.index(True) if True in fits else len(fits)
    full = [pair for pair, is_full in zip(broken, fits, strict=True) if is_full]
    capitals = sum(_has_case(b.text) and not begins_small(b.text) for _, b in full)
    tried = len(fits) - headings
    many = (
        len(full) >= _MANY and len(full) >= 0.4 * tried and not capitals * 3 > len(full)
    )
    enough = len(full) >= max(2, _FULL * tried) or (many and _has_case(full[0][1].text))
    if width < _NARROWEST or not enough or capitals > 0.5 * len(full):
        return 0
    return width


def _broken(pairs: Iterable[tuple[Line, Line]]) -> list[tuple[Line, Line]]:
    """Neighbours of which the first ends in mid-sentence."""
    return [(a, b) for a, b in pairs if is_open(a.text) and not is_item(b.text)]


def _usual_longest(widths: Iterable[int]) -> int:
    ordered = sorted(widths)
    return ordered[int(0.9 * (len(ordered) - 1))]


def _has_case(text: str) -> bool:
    first = text.lstrip("\"'“‘«(").strip()[:1]
    return first.islower() or first.isupper()


def _is_full(line: Line, after: Line, width: int) -> bool:
    """Whether the first word of the line after would not have fitted."""
    room, word = _slack(after, width)
    return line.width + word >= width - room


def _slack(after: Line, width: int) -> tuple[int, int]:
    """Columns of tolerance, and those that the next word would have taken."""
    if is_han(after.text[0]):
        return _HAN_SLACK, 2
    found = _FIRST.match(after.text)
    word = columns(found[0]) if found else 0
    return int(_LATIN_SLACK * width), word + 1


def _joins(last: Line, line: Line, wrapped_at: int, language: str) -> bool:
    """Whether a line goes on in the next one, in a block wrapped at a column."""
    if not wrapped_at or last.width > _LONGEST or _begins_anew(last, line, wrapped_at):
        return False
    full = _is_full(last, line, wrapped_at)
    if not is_open(last.text):
        tight = last.width + _slack(line, wrapped_at)[1] > wrapped_at
        return tight and not line.torn and line.indent <= last.indent
    if begins_small(line.text):
        return full or last.width >= 0.5 * wrapped_at
    return full and not _opens(line.text, language)


def _begins_anew(last: Line, line: Line, wrapped_at: int) -> bool:
    """Whether a bullet, a number, a heading or an indent begins a paragraph."""
    runs_on = is_open(last.text) and _is_full(last, line, wrapped_at)
    found = _ITEM.match(line.text)
    if found:
        return not (runs_on and found["number"]) or line.indent > last.indent
    if _HEAD.match(line.text):
        return not runs_on
    indented = line.indent >= last.indent + 2 and not is_item(last.text)
    return indented and not (is_open(last.text) and begins_small(line.text))


def _opens(text: str, language: str) -> bool:
    """Whether a line can only begin a sentence: the end of the last one is lost."""
    opener = _OPENERS.get(language)
    return opener is not None and opener.match(text) is not None


class _Words:
    """What the text itself tells of its hyphens and spaces."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._texts = [line.text for line in lines]
        self._counts: Counter[str] | None = None
        self._spaced: bool | None = None

    def count(self, word: str) -> int:
        if self._counts is None:
            whole = (_HYPHENATED.sub("", text) for text in self._texts)
            found = (re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", t) for t in whole)
            self._counts = Counter(w.casefold() for words in found for w in words)
        return self._counts[word.casefold()]

    @property
    def spaced(self) -> bool:
        """Whether Chinese and Latin words stand apart in this text."""
        if self._spaced is None:
            text = "\n".join(self._texts)
            apart = len(re.findall(r"[\u4e00-\u9fff] [A-Za-z0-9]", text))
            close = len(re.findall(r"[\u4e00-\u9fff][A-Za-z0-9]", text))
            self._spaced = apart > close
        return self._spaced


def joint(before: str, after: str, *, spaced: bool = False) -> str:
    """What stands between two lines of one paragraph: a space, or nothing.

    Nothing between Chinese characters and beside Chinese punctuation; between
    Chinese and Latin script what the rest of the text does (``spaced``).
    """
    first, second = before[-1:], after[:1]
    if first in "-\u2010/—–" and before[-2:-1].strip():
        return ""
    chinese = [unicodedata.east_asian_width(c) in ("W", "F") for c in first + second]
    if any(chinese):
        letters = all(c.isalnum() for c in first + second)
        return " " if spaced and letters and not all(chinese) else ""
    return " "


def _append(paragraph: Paragraph, line: Line, words: _Words) -> None:
    """Put a line behind a paragraph, undoing hyphenation at the line end."""
    last = paragraph[-1]
    hyphenated = _HYPHENATED.search(last.line.text)
    if hyphenated and begins_small(line.text):
        if _is_soft(hyphenated, line.text, words):
            cut = Span(last.span.start, last.span.stop - 1)
            paragraph[-1] = Piece(last.line, cut, last.joint)
        paragraph.append(Piece(line, line.span, ""))
        return
    between = joint(last.line.text, line.text, spaced=words.spaced)
    paragraph.append(Piece(line, line.span, between))


def _is_soft(hyphenated: re.Match[str], after: str, words: _Words) -> bool:
    """Whether a hyphen at a line end only divides a word."""
    if hyphenated[0].endswith("\u00ad"):
        return True
    first = hyphenated[1]
    rest = _WORD.match(after)
    if not rest:
        return False
    if words.count(first + rest[0]) or words.count(f"{first}-{rest[0]}"):
        return bool(words.count(first + rest[0]))
    return first.casefold() not in _PREFIXES and not words.count(first)


def _mend(paragraphs: Sequence[Paragraph], words: _Words) -> Iterator[Paragraph]:
    """Put sentences together that an empty line cuts in two.

    Only prose is mended: the first part holds a whole sentence before the one
    that breaks off, or the second begins with a stump; and the second ends one.
    """
    last: Paragraph | None = None
    for paragraph in paragraphs:
        if last and _is_cut(last[-1].line, paragraph[0].line):
            _append(last, paragraph[0].line, words)
            last.extend(paragraph[1:])
            continue
        if last:
            yield last
        last = paragraph
    if last:
        yield last


def _is_cut(last: Line, line: Line) -> bool:
    if not (line.apart or line.torn) or last.whole or line.whole or is_item(line.text):
        return False
    text = last.text
    prose = any(mark in text for mark in ("。", "！", "？", ". ", "! ", "? "))
    stump = _STUMP.match(line.text) and any(mark in text for mark in ",，、;；")
    runs_on = begins_small(line.text) or is_han(line.text[0])
    ends = text[-1].isalpha() and not is_open(line.text)
    return bool(prose or stump) and ends and runs_on and last.width >= _NARROWEST
