"""What the aligner adds up for many beads at once is what it would be for each."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from termloom.alignment.band import Band, around, whole
from termloom.alignment.features import SHAPES
from termloom.alignment.keys import common, keys
from termloom.alignment.search import best, probabilities, totals
from termloom.alignment.vectors import SCALE, quantised, widened

MARKS = st.lists(st.frozensets(st.sampled_from("abcd")), min_size=1, max_size=6)
SIZES = st.integers(1, 40)


def band(rows: int, columns: int) -> Band:
    points = [(k, k) for k in range(0, min(rows, columns), 3)]
    return around(points, (rows, columns), radius=2, area=50)


def scores(places: Band) -> np.ndarray:
    shape = int(places.start[-1]), len(SHAPES)
    return np.random.default_rng(1).standard_normal(shape, np.float32)


@given(MARKS, MARKS)
def test_two_segments_share_the_keys_that_both_have(
    left: list[frozenset[str]], right: list[frozenset[str]]
) -> None:
    source, target = keys(left, right, common=False)
    found = common(source, target, whole(len(left), len(right)))
    for place, weight in enumerate(found.tolist()):
        i, j = divmod(place, len(right))
        own = source.own(i)
        assert weight == sum(own[key] for key in own.keys() & target.own(j).keys())


@settings(max_examples=30)
@given(SIZES, SIZES)
def test_all_ways_weigh_the_same_from_either_end(rows: int, columns: int) -> None:
    places = band(rows, columns)
    before, behind = totals(places, scores(places))
    assert np.isclose(before[-2], behind[0])


@settings(max_examples=30)
@given(SIZES, SIZES)
def test_no_bead_of_the_best_way_is_impossible(rows: int, columns: int) -> None:
    places = band(rows, columns)
    known = scores(places)
    path = best(places, known)
    sure = probabilities(places, known, path)
    assert ((sure > 0) & (sure <= 1)).all()
    joined = np.array([SHAPES[shape] for _, shape in path]).sum(0)
    assert joined.tolist() == [rows, columns]


SMALL = st.integers(1, 3)
Bead = tuple[int, int, int]


def ways(i: int, j: int, rows: int, columns: int) -> Iterator[tuple[Bead, ...]]:
    """All ways from a place to the end: each bead's shape and where it ends."""
    if (i, j) == (rows, columns):
        yield ()
    for number, (x, y) in enumerate(SHAPES):
        k, m = i + x, j + y
        if k <= rows and m <= columns:
            yield from ((((number, k, m), *way)) for way in ways(k, m, rows, columns))


@settings(max_examples=20, deadline=None)
@given(SMALL, SMALL)
def test_a_segment_is_left_out_as_often_as_on_all_ways_together(
    rows: int, columns: int
) -> None:
    places = whole(rows + 1, columns + 1)
    known = scores(places)
    left_out: defaultdict[tuple[int, int], float] = defaultdict(float)
    total = 0.0
    for way in ways(0, 0, rows, columns):
        weight = np.exp(sum(known[i * (columns + 1) + j, n] for n, i, j in way))
        total += weight
        for number, i, j in way:
            if number < 2:
                left_out[number, (i, j)[number]] += weight
    path = [(i * (columns + 1), 0) for i in range(1, rows + 1)]
    path += [(rows * (columns + 1) + j, 1) for j in range(1, columns + 1)]
    wanted = [left_out[0, i] / total for i in range(1, rows + 1)]
    wanted += [left_out[1, j] / total for j in range(1, columns + 1)]
    assert np.allclose(probabilities(places, known, path), wanted, rtol=1e-4)


@settings(max_examples=30)
@given(SIZES, SIZES)
def test_a_turned_band_has_the_same_places(rows: int, columns: int) -> None:
    places = band(rows, columns)
    turned = places.turned(columns + 1)
    row, column = places.places(0, rows + 1)
    other, own = turned.places(0, columns + 1)
    assert sorted(zip(own, other, strict=True)) == list(zip(row, column, strict=True))


def test_half_precision_is_widened_without_loss() -> None:
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)]
    assert np.array_equal(widened(finite), finite.astype(np.float32))


def test_quantised_vectors_have_whole_numbers_and_one_length() -> None:
    vectors = np.random.default_rng(1).standard_normal((5, 384), np.float32)
    whole_numbers = quantised(vectors)
    assert np.array_equal(whole_numbers, np.rint(whole_numbers))
    assert np.allclose(np.linalg.norm(whole_numbers, axis=1), SCALE, rtol=1e-2)
    assert not quantised(np.zeros((1, 384), np.float32)).any()
