"""Documents with known beads: read from folders, or made of parallel lines.

What is made of parallel lines is made at random, but the same for the same lines and
name: lines are joined with the next one, cut, left out, joined on one side and cut
elsewhere on the other, in the measure that a `Rates` says.
"""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from termloom import tags
from termloom.evaluate.alignment import Ladder, read_ladder

SIZE = 200
"""Lines behind a made document."""
LIKE = 1.7
"""Ratio of lengths up to which clauses may be translations of each other."""
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
    "frame": Rates(0.10, 0.04, 0.03, 0.02, 0.5),
    "spoken": Rates(0.15, 0.08, 0.03, 0.02, 0.0),
}
"""Kinds of made documents; a «gap» lacks a fifth of one side in one block, a «scrap»
has a tenth of one side only, a «frame» has headings and lines of either side that are
not in the other, «spoken» is made of short clauses."""
BLOCKS = {"gap": 5, "scrap": 10}
FRAMED, PLACES, MOST = 150, 4, 4
"""Of a «frame»: lines that are translated; places inside where lines of one side stand,
beside the beginning and the end; such lines that a side has there at the most."""


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
    return normalize("NFC", path.read_text(encoding="utf-8")).splitlines()


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
        chosen = lines[first : first + SIZE]
        if kind == "spoken":
            if any(map(tags.is_chinese, pair)):
                continue
            chosen = list(_clauses(chosen, pair))[:SIZE]
        spare = chosen[FRAMED:] if kind == "frame" else []
        beads = list(_beads(chosen[: len(chosen) - len(spare)], pair, rates, chance))
        if kind in BLOCKS:
            beads = list(_with_block(beads, kind, chance))
        if spare:
            beads = list(_framed(beads, spare, pair, chance))
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


def _framed(
    beads: Sequence[Bead],
    spare: list[tuple[str, str]],
    pair: tuple[str, str],
    chance: random.Random,
) -> Iterator[Bead]:
    """The beads, and between them lines that stand on one side only."""
    chance.shuffle(spare)
    lines = [
        [_heading(line[k], pair[k], chance) for line in spare[k::2]] for k in (0, 1)
    ]
    places = {0, len(beads), *chance.sample(range(len(beads)), PLACES)}
    for number in range(len(beads) + 1):
        if number in places:
            source, target = (
                [own.pop() for _ in range(chance.randint(0, MOST)) if own]
                for own in lines
            )
            yield from (([one], []) for one in source)
            yield from (([], [one]) for one in target)
        yield from beads[number : number + 1]


def _heading(text: str, tag: str, chance: random.Random) -> str:
    """A line as it is, or the beginning of it, without a mark at its end or a colon."""
    if chance.random() < 0.4:
        return text
    gaps = [match.end() for match in _GAPS[tags.is_chinese(tag)].finditer(text)]
    longest = 16 if tags.is_chinese(tag) else 50
    short = [k for k in gaps if k <= longest] or [len(text)]
    start = text[: chance.choice(short)].strip(" ,;:.!?，。；：！？、")
    return start + chance.choice(("", "", ":"))


def _clauses(
    lines: Sequence[tuple[str, str]], pair: tuple[str, str]
) -> Iterator[tuple[str, str]]:
    """Clause by clause the lines whose sides have as many of like lengths."""
    for line in lines:
        parts = [_split(text, tag) for text, tag in zip(line, pair, strict=True)]
        if _alike(*parts):
            yield from zip(*parts, strict=True)


def _split(text: str, tag: str) -> list[str]:
    ends = [match.end() for match in _STOPS[tags.is_chinese(tag)].finditer(text)]
    places = [0, *(k for k in ends if 0 < k < len(text)), len(text)]
    return [text[a:b].strip() for a, b in pairwise(places)]


def _alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether clauses seem to go one to one."""
    if len(left) != len(right):
        return False
    ratio = sum(map(len, left)) / max(sum(map(len, right)), 1)
    ratios = (len(a) / max(len(b), 1) / ratio for a, b in zip(left, right, strict=True))
    return all(1 / LIKE < each < LIKE for each in ratios)
