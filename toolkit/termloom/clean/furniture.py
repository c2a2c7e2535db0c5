"""What belongs to the page and not to the text: headers, footers, page numbers.

Where pages are known (PDF, form feeds) what stands at their edges again and again
is dropped. Elsewhere a line goes only if it interrupts a sentence, or if it can be
nothing but a page number or a line of a table of contents.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..model import Dropped
from .reflow import Line, begins_small, is_open, wrapping

_EDGE = 3
"""Lines at the top and bottom of a page where headers and footers stand."""
_TITLE = 10
"""Letters of the shortest title."""
_INTRUDERS = 3
_PAGE_LENGTH = 10
"""Lines between two headers, at the least."""
_NUMBER = re.compile(
    r"[-–—·|\[(\s]*(?:\d{1,4}|[ivxlc]{1,6})[-–—·|\])\s]*", re.IGNORECASE
)
_PAGE = re.compile(
    r"[-–—|\[(\s]*(?:"
    r"(?:page|p\.|pg\.|trang|tr\.)\s*\d{1,4}(?:\s*(?:/|of|trên|trong)\s*\d{1,4})?"
    r"|第\s*[\d一二三四五六七八九十百]+\s*[页頁](?:\s*[,，/]?\s*共\s*\d+\s*[页頁])?"
    r"|\d{1,4}\s*(?:/|of)\s*\d{1,4}"
    r"|[-–—]\s*\d{1,4}\s*[-–—]"
    r")[-–—|\])\s]*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:[.·…] ?){4,}\s*(?:\d+|[ivxlc]+)$")
_LONGEST = 200
"""Columns of a line that may be one of a table of contents."""
_DIGITS = re.compile(r"\d+")


def drop_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Dropped]]:
    """The lines without page furniture, and what was taken out, with reasons."""
    reasons: dict[int, str] = {}
    for find in (_page_numbers, _contents, _at_the_edges, _repeated, _intruders):
        for index, reason in find(_without(lines, reasons)):
            reasons.setdefault(index, reason)
    dropped = [
        Dropped(lines[index].number, lines[index].text, reason)
        for index, reason in sorted(reasons.items())
    ]
    return _closed_up(lines, reasons), dropped


Found = Iterator[tuple[int, str]]
Numbered = tuple[int, Line]
Kept = list[Numbered]


def _without(lines: Sequence[Line], reasons: dict[int, str]) -> Kept:
    return [(i, line) for i, line in enumerate(lines) if i not in reasons]


def _closed_up(lines: Sequence[Line], reasons: dict[int, str]) -> list[Line]:
    """The lines kept; what follows a gap is marked as torn from what precedes."""
    kept: list[Line] = []
    gap = False
    for index, line in enumerate(lines):
        if index in reasons:
            gap = True
            continue
        turned = bool(kept) and line.page != kept[-1].page
        if gap or turned:
            line = replace(line, apart=False if kept else line.apart, torn=True)
        kept.append(line)
        gap = False
    return kept


def _page_numbers(kept: Kept) -> Found:
    edges = {index for side in _edges(kept) for lines in side for index, _ in lines}
    width = wrapping([line for _, line in kept])
    for place, (index, line) in enumerate(kept):
        if line.whole:
            continue
        alone = index in edges or (width and _interrupts(kept, place, place + 1))
        if _PAGE.fullmatch(line.text) or (alone and _NUMBER.fullmatch(line.text)):
            yield index, "page number"


def _contents(kept: Kept) -> Found:
    for index, line in kept:
        if line.width <= _LONGEST and _CONTENTS.search(line.text):
            yield index, "table of contents"


def _edges(kept: Kept) -> tuple[list[list[Numbered]], list[list[Numbered]]]:
    """The lines at the top and at the bottom of each page, the outermost first."""
    pages: dict[int, list[Numbered]] = defaultdict(list)
    for index, line in kept:
        pages[line.page].append((index, line))
    if len(pages) < 2:
        return [], []
    tops = [lines[:_EDGE] for lines in pages.values()]
    return tops, [lines[: -_EDGE - 1 : -1] for lines in pages.values()]


def _at_the_edges(kept: Kept) -> Found:
    """Lines that are the same, digits aside, at the same edge of several pages.

    Between them and the edge stands nothing else. What stands at the top of the
    first page stays: it may be the title, which later pages repeat.
    """
    for reason, edges in zip(("page header", "page footer"), _edges(kept), strict=True):
        counts = Counter(key for lines in edges for key in {_key(x) for _, x in lines})
        for page, lines in enumerate(edges):
            for index, line in lines:
                if counts[_key(line)] < max(2, 0.3 * len(edges)):
                    break
                is_first_top = page == 0 and reason == "page header"
                if not (is_first_top and _may_be_a_title(line)):
                    yield index, reason


def _may_be_a_title(line: Line) -> bool:
    return is_open(line.text) and sum(c.isalpha() for c in line.text) >= _TITLE


def _repeated(kept: Kept) -> Found:
    """Lines that come back, page after page, and interrupt sentences where they do.

    Beside a line that is only a number they need not interrupt anything.
    """
    if not wrapping([line for _, line in kept]):
        return
    seen: dict[str, list[int]] = defaultdict(list)
    for place, (_, line) in enumerate(kept):
        seen[_key(line)].append(place)
    again = {place for places in seen.values() if len(places) > 1 for place in places}
    for places in seen.values():
        if len(places) < 2:
            continue
        rude = sum(_interrupts(kept, *_run(place, again)) for place in places)
        apart = min(after - place for place, after in pairwise(places))
        if apart >= _PAGE_LENGTH:
            rude += sum(_beside_number(kept, place, again) for place in places)
        if 2 * rude >= len(places):
            reason = "page header or footer, repeated"
            yield from ((kept[place][0], reason) for place in places)


def _beside_number(kept: Kept, place: int, again: set[int]) -> bool:
    """Whether a repeated line and a number stand together, whichever this is."""
    is_number = _NUMBER.fullmatch(kept[place][1].text) is not None
    return any(
        near in again and is_number != bool(_NUMBER.fullmatch(kept[near][1].text))
        for near in (place - 1, place + 1)
    )


def _run(place: int, among: set[int]) -> tuple[int, int]:
    """The run of neighbouring places around one, as start and stop."""
    start = stop = place
    while start - 1 in among and place - start < _INTRUDERS:
        start -= 1
    while stop + 1 in among and stop - place < _INTRUDERS:
        stop += 1
    return start, stop + 1


def _interrupts(kept: Kept, start: int, stop: int) -> bool:
    """Whether the lines of these places stand inside a sentence."""
    if start == 0 or stop >= len(kept) or stop - start > _INTRUDERS:
        return False
    before, after = kept[start - 1][1], kept[stop][1]
    if not is_open(before.text):
        return False
    same_script = not before.text[-1:].isascii() and not after.text[:1].isascii()
    return begins_small(after.text) or (same_script and not after.text[:1].isupper())


def _intruders(kept: Kept) -> Found:
    """Up to three short lines between the two halves of a sentence.

    The line before is full and ends in mid-sentence, the line after goes on with a
    small letter, and its first word would have fitted behind the intruder.
    """
    width = wrapping([line for _, line in kept])
    place = 1
    while width and place < len(kept):
        stop = _intrusion(kept, place, width)
        for index, _ in kept[place:stop]:
            yield index, "page header or footer inside a sentence"
        place = max(stop, place) + 1


def _intrusion(kept: Kept, start: int, width: int) -> int:
    """Where an intrusion that begins at a place stops; the place itself if none."""
    before = kept[start - 1][1]
    if not is_open(before.text) or before.width < 0.8 * width:
        return start
    for stop in range(start, min(start + _INTRUDERS, len(kept) - 1)):
        line, after = kept[stop][1], kept[stop + 1][1]
        if line.width > 0.75 * width or begins_small(line.text) or line.whole:
            return start
        if not is_open(line.text):
            return start
        if begins_small(after.text) and after.width > line.width:
            return stop + 1
    return start


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()))
