"""What English and Vietnamese share: stops, spaces, list markers, bullets."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..model import Span
from ..text import trim

_CLOSERS = "\"'”’»)\\]}*_"
_OPENERS = "\"'“‘«([{*_ "
_STOP = re.compile(
    rf"(?<![.!?…])([.!?…]++(?:\s[.!?](?![\w.]))*+)"
    rf"([{_CLOSERS}]*+(?:\s[”’»)\]](?=\s))*+)\s++"
)
_STRAIGHT_QUOTE = re.compile(r"([\"'])(?:\s++|\Z)")
_WORD = re.compile(r"[\w.'’&°º@-]+$")
_NEXT_WORD = re.compile(r"[\w'’]+(?:-\w+)?")
_ENUMERATOR = re.compile(
    r"[(\[•⁃*-]?\s?(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[ivxl]{2,6}|[IVXL]{2,6})"
    r"\s?[.)\]]{0,2}"
)
_BULLET = re.compile(r"[•‣⁃◦▪●▸](?<=\S\s.)(?=\s*\S)")
_MARKER = re.compile(
    r"(?<!\S)(?:[•⁃]\s?)?(?:(\d{1,2})\s?(\.\)|\)|\.)|([a-z])(\.\)|\)|\.))(?=\s)"
)
_REACH = 300


class Stop(NamedTuple):
    """A place where a sentence may end, and what stands around it."""

    sentence: str
    """The sentence as far as it is known, cut off at the left if long."""
    word: str
    """The word right before the stop; empty where a space stands between."""
    marks: str
    closers: str
    following: str
    """What comes next, cut off if long; never empty."""

    @property
    def first(self) -> str:
        """The first character of what follows, past opening marks."""
        return self.following.lstrip(_OPENERS)[:1]

    @property
    def next_word(self) -> str:
        """The first word of what follows, past opening marks."""
        match = _NEXT_WORD.match(self.following.lstrip(_OPENERS))
        return match.group() if match else ""


Rule = Callable[[Stop], bool | None]
"""Whether a sentence ends here; None where the rule has no opinion."""


def split(
    paragraph: str, is_end: Callable[[Stop], bool], cuts: Iterable[int]
) -> list[Span]:
    """Sentences that end at stops or at cuts known already, in order, trimmed."""
    known = sorted({*cuts, *_list_items(paragraph), *_bullets(paragraph)})
    spans: list[Span] = []
    at = 0
    for cut in sorted({*known, *_ends(paragraph, is_end, known), len(paragraph)}):
        span = trim(paragraph, Span(at, cut))
        if span.start < span.stop:
            spans.append(span)
        at = cut
    return spans


def _ends(
    paragraph: str, is_end: Callable[[Stop], bool], cuts: list[int]
) -> Iterator[int]:
    begin = 0
    for match in _STOP.finditer(paragraph):
        known = bisect_right(cuts, match.start())
        begin = max(begin, cuts[known - 1] if known else 0)
        sentence = paragraph[max(begin, match.start() - _REACH) : match.start()]
        closers, end = match.group(2), match.end()
        quote = _STRAIGHT_QUOTE.match(paragraph, end)
        if quote and sentence.count(quote.group(1)) % 2:
            closers, end = closers + quote.group(1), quote.end()
        if end == len(paragraph):
            return
        word = _WORD.search(sentence[-40:])
        marks, following = match.group(1), paragraph[end : end + _REACH]
        stop = Stop(sentence, word.group() if word else "", marks, closers, following)
        if is_end(stop):
            begin = end
            yield begin


def _bullets(paragraph: str) -> Iterator[int]:
    return (match.start() for match in _BULLET.finditer(paragraph))


def _list_items(paragraph: str) -> Iterator[int]:
    """Items of lists run on in one line: ``1. … 2. … 3. …``."""
    begin = len(paragraph) - len(paragraph.lstrip(" •⁃-*"))
    items: list[re.Match[str]] = []
    for match in _MARKER.finditer(paragraph):
        place, style = _place(match)
        if items and (place - 1, style) == _place(items[-1]):
            items.append(match)
        elif match.start() <= begin or (place == 1 and _may_begin_list(match)):
            yield from _cuts(items, begin)
            items = [match]
    yield from _cuts(items, begin)


def _may_begin_list(marker: re.Match[str]) -> bool:
    return _before(marker).endswith((":", ".", "!", "?"))


def _before(marker: re.Match[str]) -> str:
    return marker.string[max(0, marker.start() - 8) : marker.start()].rstrip()


def _cuts(items: Sequence[re.Match[str]], begin: int) -> Iterator[int]:
    """Where the items of a list begin; none where they are part of a sentence.

    A list within a paragraph has capitals behind its markers, no commas before.
    """
    is_whole = items and items[0].start() <= begin
    if is_whole or (len(items) > 1 and all(map(_stands_alone, items))):
        yield from (item.start() for item in items)


def _stands_alone(item: re.Match[str]) -> bool:
    text = item.string[item.end() : item.end() + 8].lstrip(_OPENERS)
    return text[:1].isupper() and not _before(item).endswith((",", ";"))


def _place(match: re.Match[str]) -> tuple[int, str]:
    """The number of an item and the look of its marker."""
    number, after_number, letter, after_letter = match.groups()
    if number:
        return int(number), "1" + str(after_number)
    return ord(letter) - ord("a") + 1, "a" + str(after_letter)


def first_verdict(rules: Sequence[Rule], stop: Stop) -> bool | None:
    """What the first rule with an opinion says."""
    for rule in rules:
        verdict = rule(stop)
        if verdict is not None:
            return verdict
    return None


def goes_on(stop: Stop) -> bool | None:
    """A comma, a closing mark or a dash with a small letter continues."""
    rest = stop.following.lstrip('"”’ ')
    if not rest or rest[0] in ",;:)]}»":
        return False
    is_dash = rest[0] in "-–—"
    return False if is_dash and rest.lstrip("-–— ")[:1].islower() else None


def is_marker(stop: Stop) -> bool | None:
    """``1.`` or ``(a).`` at the very beginning counts an item."""
    if not stop.sentence.strip():
        return False
    whole = _ENUMERATOR.fullmatch(stop.sentence + stop.marks + stop.closers)
    return False if whole and "." in stop.marks else None


def is_inside_brackets(stop: Stop) -> bool | None:
    """No border within brackets that opened inside the sentence."""
    opened = stop.sentence.rfind("(")
    if opened <= 0 or ")" in stop.sentence[opened:] or ")" in stop.closers:
        return None
    if stop.sentence[opened - 1] in ":;=-":  # a sad face
        return None
    return False if ")" in stop.following else None
