"""Documents with known beads: read from folders, or made of parallel lines.

What is made of parallel lines is made at random, but the same for the same lines and
name: lines are joined with the next one, cut, left out, joined on one side and cut
elsewhere on the other, in the measure that a `Rates` says.
"""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from termloom import tags
from termloom.evaluate.alignment import Ladder, read_ladder

SIZE = 200
"""Lines behind a made document."""
PARTS = 3
"""Parts of the parallel lines that share no document."""
PART = 120
"""Beads of the parts that a long document is cut into."""


class Made(NamedTuple):
    """A document of two versions and its beads."""

    name: str
    fold: str
    """Documents of one fold are held out together."""
    languages: tuple[str, str]
    source: list[str]
    target: list[str]
    gold: Ladder


class Rates(NamedTuple):
    """How many of the beads are what; the rest goes one to one."""

    joined: float
    lost: float
    crossed: float
    three: float
    cut: float
    """Of what is joined: cut on one side instead of joined on the other."""


MEASURES = {
    "joined": Rates(0.15, 0.08, 0.03, 0.02, 0.0),
    "cut": Rates(0.15, 0.08, 0.03, 0.02, 0.5),
    "free": Rates(0.30, 0.03, 0.06, 0.06, 0.5),
    "gap": Rates(0.15, 0.08, 0.03, 0.02, 0.0),
    "scrap": Rates(0.15, 0.08, 0.03, 0.02, 0.0),
}
"""Kinds of made documents; a «gap» lacks a fifth of one side in one block, a «scrap»
has a tenth of one side only."""
BLOCKS = {"gap": 5, "scrap": 10}


def documents(folder: Path, languages: tuple[str, str]) -> Iterator[Made]:
    """All documents with gold beads below a folder, long ones in parts.

    Either ``src.txt``, ``tgt.txt`` and ``gold.txt`` in a folder that is called like
    ``en__vi`` (others are in ``languages``), or ``en.txt``, ``vi.txt`` and the beads
    in ``en__vi.txt``.
    """
    for path in sorted(folder.rglob("*.txt")):
        alone = path.name == "gold.txt"
        pair = _pair(path.parent.name if alone else path.stem) or languages
        if alone or "__" in path.stem:
            names = ("src", "tgt") if alone else pair
            source, target = (_lines(path.parent / f"{name}.txt") for name in names)
            name = "/".join(path.relative_to(folder.parent).with_suffix("").parts)
            whole = Made(name, folder.name, pair, source, target, read_ladder(path))
            yield from _parts(whole) if len(whole.gold) > 2 * PART else [whole]


def _pair(name: str) -> tuple[str, str] | None:
    source, middle, target = name.partition("__")
    return (tags.parse(source), tags.parse(target)) if middle else None


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _parts(whole: Made) -> Iterator[Made]:
    """Parts of a long document; neighbours are in one fold."""
    count = len(whole.gold) // PART
    for number in range(count):
        ends = (len(whole.gold) * k // count for k in (number, number + 1))
        own = whole.gold[slice(*ends)]
        beads = [
            ([whole.source[i] for i in x], [whole.target[j] for j in y]) for x, y in own
        ]
        name = f"{whole.name}/{number}"
        yield _made(name, f"part {number * PARTS // count}", whole.languages, beads)


Bead = tuple[list[str], list[str]]


def _made(
    name: str, fold: str, languages: tuple[str, str], beads: Sequence[Bead]
) -> Made:
    source: list[str] = []
    target: list[str] = []
    gold = []
    for own, other in beads:
        i, j = len(source), len(target)
        source += own
        target += other
        gold.append((tuple(range(i, len(source))), tuple(range(j, len(target)))))
    return Made(name, fold, languages, source, target, gold)


def made(folder: Path) -> Iterator[Made]:
    """Documents made of a folder's parallel files, such as ``en.txt`` and ``vi.txt``.

    Each two languages that are not both Chinese have one of each kind in each part of
    the lines.
    """
    known = {path.stem: _lines(path) for path in sorted(folder.glob("*.txt"))}
    texts = {tag: lines for tag, lines in known.items() if tag in tags.LANGUAGES}
    for pair in combinations(texts, 2):
        if not all(map(tags.is_chinese, pair)):
            lines = list(zip(*(texts[tag] for tag in pair), strict=True))
            for part in range(PARTS):
                yield from _of_part(
                    f"{folder.name}/{'__'.join(pair)}", pair, part, lines
                )


def _of_part(
    name: str, pair: tuple[str, str], part: int, lines: list[tuple[str, str]]
) -> Iterator[Made]:
    begin, end = (len(lines) * k // PARTS for k in (part, part + 1))
    for number, (kind, rates) in enumerate(MEASURES.items()):
        own = f"{name}/{part}/{kind}"
        chance = random.Random(own)
        first = begin + (end - begin - SIZE) * number // (len(MEASURES) - 1)
        beads = list(_beads(lines[first : first + SIZE], pair, rates, chance))
        if kind in BLOCKS:
            beads = list(_with_block(beads, kind, chance))
        yield _made(own, f"part {part}", pair, beads)


def _beads(
    lines: Sequence[tuple[str, str]],
    pair: tuple[str, str],
    rates: Rates,
    chance: random.Random,
) -> Iterator[Bead]:
    """The lines as beads of the wanted shapes, either side joined as often."""
    shapes = ("joined", "lost", "crossed", "three", "plain")
    weights = [*rates[:4], 1 - sum(rates[:4])]
    rest = list(lines)
    while rest:
        (shape,) = chance.choices(shapes, weights)
        cut = shape == "joined" and chance.random() < rates.cut
        size = {"joined": 1 if cut else 2, "crossed": 2, "three": 3}.get(shape, 1)
        taken, rest = rest[:size], rest[size:]
        side = chance.randrange(2)
        texts = [[line[k] for line in taken] for k in (side, 1 - side)]
        bead = _shaped(shape, cut, texts, pair[side], chance)
        yield bead if side == 0 else (bead[1], bead[0])


def _shaped(
    shape: str, cut: bool, texts: list[list[str]], tag: str, chance: random.Random
) -> Bead:
    """``texts`` are the side to change, in the language ``tag``, and the other."""
    own, other = texts
    if shape == "lost":
        return own, []
    if shape == "plain" or (len(own) == 1 and not cut):
        return own, other
    whole = _joined(own, tag)
    if shape == "crossed" or cut:
        return _cut(
            whole, tag, chance, away=len(own[0]) if shape == "crossed" else 0
        ), other
    return [whole], other


def _joined(lines: Sequence[str], tag: str) -> str:
    return ("" if tags.is_chinese(tag) else " ").join(map(str.strip, lines))


_STOPS = {True: re.compile("[，。；：！？、,]"), False: re.compile(r"[,;:.!?] ")}
_GAPS = {True: re.compile("(?<=.)"), False: re.compile(" ")}


def _cut(text: str, tag: str, chance: random.Random, *, away: int) -> list[str]:
    """A text in two, behind a punctuation mark if it has one, not near ``away``."""
    chinese = tags.is_chinese(tag)
    margin = 3 if chinese else 8
    for pattern in (_STOPS[chinese], _GAPS[chinese]):
        ends = [match.end() for match in pattern.finditer(text)]
        inside = [k for k in ends if margin < k < len(text) - margin]
        if fit := [k for k in inside if not away or abs(k - away) >= len(text) / 8]:
            place = chance.choice(fit)
            return [text[:place].strip(), text[place:].strip()]
    return [text]


def _with_block(
    beads: Sequence[Bead], kind: str, chance: random.Random
) -> Iterator[Bead]:
    """The beads without a block of one side, or with that block of it alone."""
    size, side = len(beads) // BLOCKS[kind], chance.randrange(2)
    first = chance.randrange(5, len(beads) - size - 5)
    for number, bead in enumerate(beads):
        if (first <= number < first + size) != (kind == "gap"):
            yield bead
        elif side:
            yield from (([one], []) for one in bead[0])
        else:
            yield from (([], [one]) for one in bead[1])
