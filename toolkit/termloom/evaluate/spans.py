"""How well the counterpart of a term in a sentence is found, against gold.

Gold is a table with the columns ``source_language``, ``target_language``,
``source``, ``target`` (two texts that translate each other), ``start``, ``end`` (the
term's code points in the source) and ``answers`` (the right stretches of the target,
divided by `` | ``). Statistics come from a table with ``source`` and ``target``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .. import files, tags
from ..decode import decode
from ..encoders import Encoder
from ..errors import FormatError
from ..languages import language
from ..model import Span
from ..terms.bitext import Asked, Bitext, answers, weighed
from ..terms.match import Finder

GOLD = [
    "source_language",
    "target_language",
    "source",
    "target",
    "start",
    "end",
    "answers",
]
PAIRS = ["source", "target"]
_OCCURRENCES = 20


class Item(NamedTuple):
    """A term in a source text, and what the target says for it."""

    source: str
    target: str
    span: Span
    answers: tuple[str, ...]


class Score(NamedTuple):
    """Counts over all items of a pair of languages."""

    items: int
    exact: int
    """Found first, but for case and punctuation."""
    overlap: int
    """Exact, or one holds the other and is at most twice as long."""


def read_gold(path: Path) -> dict[tuple[str, str], list[Item]]:
    """The items of each pair of languages. Raises `FormatError` with the line."""
    found: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for line, cells in _table(path, GOLD):
        source, target, *rest, start, end, right = cells
        if not (start.isdigit() and end.isdigit() and int(start) < int(end)):
            raise FormatError(
                f'"{start}", "{end}" is no stretch of text; give two numbers',
                place=f"{path}:{line}",
            )
        options = tuple(a.strip() for a in right.split("|") if a.strip())
        span = Span(int(start), int(end))
        pair = tags.parse(source), tags.parse(target)
        found[pair].append(Item(rest[0], rest[1], span, options))
    return dict(found)


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The pairs of texts for statistics. Raises `FormatError` with the line."""
    return [(cells[0], cells[1]) for _, cells in _table(path, PAIRS)]


def _table(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    with files.opened(path) as file:
        text = decode(file.read(), place=str(path)).text
    lines = text.splitlines()
    header = lines[0].split("\t") if lines else []
    missing = [name for name in columns if name not in header]
    if missing:
        raise FormatError(
            f'no column "{missing[0]}"; the first line names the columns: '
            + ", ".join(columns),
            place=f"{path}:1",
        )
    order = [header.index(name) for name in columns]
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if not line.strip():
            continue
        if len(cells) < len(header):
            raise FormatError(
                f"{len(cells)} cells instead of {len(header)}; divide them by tabs",
                place=f"{path}:{number}",
            )
        yield number, [cells[at] for at in order]


class Asking(NamedTuple):
    """The texts, and the places in them that must be asked to judge some items."""

    bitext: Bitext
    places: list[Asked]
    """Of the items."""
    asked: list[Asked]
    """Of the items and of their terms elsewhere, in order."""


def asking(
    items: Sequence[Item],
    pairs: Sequence[tuple[str, str]],
    source: str,
    target: str,
    encoder: Encoder,
) -> Asking:
    """Where to ask for the counterparts. ``pairs`` may lack pairs of the gold."""
    rows = {pair: row for row, pair in reversed(list(enumerate(pairs)))}
    texts = list(pairs)
    for item in items:
        if (item.source, item.target) not in rows:
            rows[item.source, item.target] = len(texts)
            texts.append((item.source, item.target))
    bitext = Bitext(texts, source, target, encoder)
    places = [Asked(rows[item.source, item.target], item.span) for item in items]
    return Asking(bitext, places, sorted({*places, *_others(bitext, places)}))


def evaluate(
    items: Sequence[Item],
    pairs: Sequence[tuple[str, str]],
    source: str,
    target: str,
    encoder: Encoder,
) -> Score:
    """How many counterparts are found first. ``pairs`` may lack pairs of the gold."""
    bitext, places, asked = asking(items, pairs, source, target, encoder)
    found = {a.asked: a for a in weighed(bitext, list(answers(bitext, asked)))}
    exact = overlap = 0
    for item, place in zip(items, places, strict=True):
        if place in found:
            right = verdict(item, found[place].spans[0])
            exact, overlap = exact + right.exact, overlap + right.overlap
    return Score(len(items), exact, overlap)


class Verdict(NamedTuple):
    """Whether a stretch of the target is a right answer."""

    exact: bool
    """But for case and punctuation."""
    overlap: bool
    """Exact, or one holds the other and is at most twice as long."""


def verdict(item: Item, span: Span) -> Verdict:
    """How right a stretch of the target is."""
    form = _plain(item.target[slice(*span)])
    right = {_plain(answer) for answer in item.answers}
    return Verdict(form in right, any(_overlap(form, answer) for answer in right))


def _others(bitext: Bitext, wanted: Sequence[Asked]) -> Iterator[Asked]:
    """More occurrences of the same terms, whose counterparts vote."""
    fold = language(bitext.source).fold
    forms = {bitext.pairs[row][0][slice(*span)] for row, span in wanted}
    finder = Finder((fold(form).text for form in forms), bitext.source)
    seen: defaultdict[int, int] = defaultdict(int)
    for row, (text, _) in enumerate(bitext.pairs):
        here = dict(reversed(list(finder.find(text))))
        for number, span in sorted(here.items()):
            if seen[number] < _OCCURRENCES:
                seen[number] += 1
                yield Asked(row, span)


def _plain(form: str) -> str:
    """Without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", form.casefold())


def _overlap(found: str, right: str) -> bool:
    short, long = sorted((found, right), key=len)
    return bool(short) and short in long and 2 * len(short) >= len(long)
