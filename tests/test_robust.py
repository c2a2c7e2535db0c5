"""Alignment of texts that are not two neat versions of each other."""

from pathlib import Path
from typing import NamedTuple

import pytest

from termloom.alignment import align
from termloom.encoders import Encoder, load
from termloom.evaluate.alignment import Ladder, ladder, read_ladder, score
from termloom.model import Segment, Span

GOLD = Path(__file__).parents[1] / "corpus" / "gold"
PAIRS = ["en__zh-Hans", "en__vi", "zh-Hans__vi"]


class Text(NamedTuple):
    """Two versions of a text: a bead a tuple of segments on either side."""

    languages: tuple[str, str]
    beads: list[tuple[list[str], list[str]]]


@pytest.fixture(scope="module")
def e5() -> Encoder:
    return load("e5")


def text(pair: str, name: str = "declaration-sample") -> Text:
    source, target = pair.split("__")
    left, right = (
        (GOLD / name / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
        for tag in (source, target)
    )
    gold = read_ladder(GOLD / name / f"{pair}.txt")
    beads = [([left[i] for i in own], [right[j] for j in other]) for own, other in gold]
    return Text((source, target), beads)


def left_out(bead: tuple[list[str], list[str]], side: int) -> tuple[list[str], ...]:
    return ([], bead[1]) if side == 0 else (bead[0], [])


def segments(lines: list[str]) -> list[Segment]:
    return [Segment("t", i, Span(0, len(s)), s, i) for i, s in enumerate(lines)]


def laid(text: Text) -> tuple[list[str], list[str], Ladder]:
    """Both sides as lines, and the ladder; what has no counterpart stands singly."""
    source: list[str] = []
    target: list[str] = []
    gold = []
    for own, other in text.beads:
        groups = [(own, other)] if own and other else [([s], []) for s in own]
        groups += [] if own and other else [([], [t]) for t in other]
        for left, right in groups:
            i, j = len(source), len(target)
            source += left
            target += right
            gold.append((tuple(range(i, len(source))), tuple(range(j, len(target)))))
    return source, target, gold


def f1(text: Text, encoder: Encoder) -> tuple[float, float, bool]:
    """Strict and lax F1, and whether it is held to be a translation."""
    source, target, gold = laid(text)
    found = align(
        segments(source),
        segments(target),
        source_language=text.languages[0],
        target_language=text.languages[1],
        encoder=encoder,
    )
    rates = score(gold, ladder(found.beads))
    return rates.strict.f1, rates.lax.f1, found.translation


@pytest.mark.parametrize(("encoder", "floor"), [("e5", 0.98), ("none", 0.95)])
@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("pair", PAIRS)
def test_a_fifth_of_one_side_may_be_missing_in_one_block(
    pair: str, side: int, encoder: str, floor: float
) -> None:
    whole = text(pair)
    size = len(whole.beads) // 5
    beads = [
        left_out(b, side) if 2 * size <= n < 3 * size else b
        for n, b in enumerate(whole.beads)
    ]
    strict, lax, translation = f1(whole._replace(beads=beads), load(encoder))
    assert strict >= 0.95
    assert lax >= floor
    assert translation


@pytest.mark.parametrize("pair", PAIRS)
def test_boilerplate_may_stand_at_the_other_end(pair: str, e5: Encoder) -> None:
    whole = text(pair)
    moved = whole.beads[:3]
    beads = [left_out(b, 1) for b in moved]
    beads += [*whole.beads[3:], *(left_out(b, 0) for b in moved)]
    strict, lax, _ = f1(whole._replace(beads=beads), e5)
    assert strict >= 0.94
    assert lax >= 0.97


@pytest.mark.parametrize("pair", PAIRS)
def test_an_introduction_may_repeat_the_end(pair: str, e5: Encoder) -> None:
    whole = text(pair)
    beads = [*(left_out(b, 0) for b in whole.beads[-2:]), *whole.beads]
    strict, lax, _ = f1(whole._replace(beads=beads), e5)
    assert strict >= 0.95
    assert lax >= 0.98


@pytest.mark.parametrize("pair", PAIRS)
def test_a_paragraph_may_stand_twice_on_one_side(pair: str, e5: Encoder) -> None:
    whole = text(pair)
    twice = whole.beads[20:25]
    beads = [*whole.beads[:25], *(left_out(b, 0) for b in twice), *whole.beads[25:]]
    strict, lax, _ = f1(whole._replace(beads=beads), e5)
    assert lax >= 0.95
    assert strict >= 0.85


@pytest.mark.parametrize("pair", PAIRS)
def test_one_side_may_be_a_summary(pair: str, e5: Encoder) -> None:
    whole = text(pair)
    beads = [b if n % 5 == 0 else left_out(b, 1) for n, b in enumerate(whole.beads)]
    _, lax, translation = f1(whole._replace(beads=beads), e5)
    assert translation
    assert lax >= 0.9


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("pair", PAIRS)
def test_one_side_may_be_ten_times_as_long(pair: str, side: int, e5: Encoder) -> None:
    whole = text(pair)
    first, size = 30, len(whole.beads) // 10
    beads = [
        b if first <= n < first + size else left_out(b, side)
        for n, b in enumerate(whole.beads)
    ]
    _, lax, translation = f1(whole._replace(beads=beads), e5)
    assert translation
    assert lax >= 0.9


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("declaration-sample", "news-sample"),
        ("news-sample", "declaration-sample"),
        ("news-sample", "statement-sample"),
        ("statement-sample", "declaration-sample"),
    ],
)
def test_texts_that_are_no_translations_are_recognised(
    pair: str, one: str, other: str, e5: Encoder
) -> None:
    source, _, _ = laid(text(pair, one))
    _, target, _ = laid(text(pair, other))
    left, right = pair.split("__")
    found = align(
        segments(source),
        segments(target),
        source_language=left,
        target_language=right,
        encoder=e5,
    )
    assert not found.translation


STEPS = "11s1t1-11s1+1t1113"
"""What happens to news sentences in turn: s and t put two of one side into one, 3 three
of the target, - and + leave one out of the target and of the source."""


def news(shared: Path, pair: str) -> Text:
    """Lines of translated news with beads of many shapes."""
    source, target = pair.split("__")
    left, right = (
        (shared / "dev" / "ntrex" / f"{tag}.txt")
        .read_text(encoding="utf-8")
        .split("\n")
        for tag in (source, target)
    )
    space = ["" if tag.startswith("zh") else " " for tag in (source, target)]
    beads: list[tuple[list[str], list[str]]] = []
    at = 0
    for step in STEPS * 4:
        size = {"s": 2, "t": 2, "3": 3}.get(step, 1)
        own, other = left[at : at + size], right[at : at + size]
        at += size
        if step == "s":
            own = [space[0].join(own)]
        elif step in "t3":
            other = [space[1].join(other)]
        beads.append(([] if step == "+" else own, [] if step == "-" else other))
    return Text((source, target), beads)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("pair", "floor"), [("en__zh-Hans", 0.97), ("en__vi", 0.97), ("zh-Hans__vi", 0.94)]
)
def test_news_with_joined_and_missing_sentences_stays_right(
    shared: Path, pair: str, floor: float, e5: Encoder
) -> None:
    strict, lax, translation = f1(news(shared, pair), e5)
    assert strict >= floor
    assert lax >= 0.98
    assert translation
