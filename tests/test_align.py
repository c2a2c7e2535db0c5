"""Sentence alignment: every segment once, in order, and right on hand-made gold."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from termloom.alignment import align
from termloom.cli import app
from termloom.encoders import Encoder, load
from termloom.evaluate.alignment import ladder, read_ladder, score
from termloom.model import Bead, Segment, Span

GOLD = Path(__file__).parents[1] / "corpus" / "gold"
PAIRS = [
    (text, pair)
    for text in ("declaration-sample", "statement-sample", "news-sample")
    for pair in ("en__zh-Hans", "en__zh-Hant", "en__vi", "zh-Hans__vi")
]
RUN = CliRunner()


def segments(texts: list[str]) -> list[Segment]:
    return [Segment("t", i, Span(0, len(t)), t, i) for i, t in enumerate(texts)]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


loaded = cache(load)


@pytest.fixture(scope="module")
def e5() -> Encoder:
    return loaded("e5")


def sides(text: str, pair: str) -> tuple[list[Segment], list[Segment], tuple[str, str]]:
    source, target = pair.split("__")
    left = segments(lines(GOLD / text / f"{source}.txt"))
    right = segments(lines(GOLD / text / f"{target}.txt"))
    return left, right, (source, target)


def beads(text: str, pair: str, encoder: Encoder) -> tuple[Bead, ...]:
    left, right, (source, target) = sides(text, pair)
    return align(
        left, right, source_language=source, target_language=target, encoder=encoder
    ).beads


@pytest.mark.parametrize(("text", "pair"), PAIRS)
def test_the_sample_corpus_aligns_like_its_gold(
    text: str, pair: str, e5: Encoder
) -> None:
    gold = read_ladder(GOLD / text / f"{pair}.txt")
    assert score(gold, ladder(beads(text, pair, e5))).strict.f1 >= 0.9


def test_without_an_encoder_alignment_is_worse_but_works() -> None:
    gold = read_ladder(GOLD / "declaration-sample" / "en__vi.txt")
    found = beads("declaration-sample", "en__vi", load("none"))
    assert score(gold, ladder(found)).strict.f1 >= 0.75


def test_every_bead_with_two_sides_says_why(e5: Encoder) -> None:
    for bead in beads("news-sample", "en__vi", e5):
        assert 0 <= bead.score <= 1
        if bead.sources and bead.targets:
            assert {"meaning", "length"} <= {e.name for e in bead.evidence}


def test_texts_on_other_matters_are_no_translations(e5: Encoder) -> None:
    left, _, _ = sides("declaration-sample", "en__vi")
    _, right, _ = sides("news-sample", "en__vi")
    found = align(left, right, source_language="en", target_language="vi", encoder=e5)
    assert not found.translation
    assert "%" in found.reason


def test_a_missing_section_costs_only_its_own_segments(e5: Encoder) -> None:
    left, right, (source, target) = sides("declaration-sample", "en__zh-Hans")
    gold = read_ladder(GOLD / "declaration-sample" / "en__zh-Hans.txt")
    cut = next(j for i, j in gold if i == (20,))[0]
    kept = segments([s.text for s in right[:cut] + right[cut + 15 :]])
    found = align(
        left, kept, source_language=source, target_language=target, encoder=e5
    ).beads
    expected = {
        (i, tuple(k if k < cut else k - 15 for k in j))
        for i, j in gold
        if i and j and not set(j) & set(range(cut, cut + 15))
    }
    right_ones = expected & set(ladder(found))
    assert len(right_ones) >= 0.9 * len(expected)


TEXT = st.lists(
    st.sampled_from(
        ["", " ", "NATO met.", "It met in 2022.", "北约 2022", "Điều 5.", "?"]
    ),
    max_size=9,
)


@settings(max_examples=40)
@given(TEXT, TEXT)
@pytest.mark.parametrize("name", ["e5", "none"])
def test_beads_cover_every_segment_exactly_once_in_order(
    name: str, left: list[str], right: list[str]
) -> None:
    found = align(
        segments(left),
        segments(right),
        source_language="en",
        target_language="zh-Hans",
        encoder=loaded(name),
    ).beads
    assert [i for bead in found for i in bead.sources] == list(range(len(left)))
    assert [j for bead in found for j in bead.targets] == list(range(len(right)))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    made = []
    for tag in ("en", "zh-Hans", "vi"):
        path = tmp_path / f"a.{tag}.txt"
        path.write_bytes((GOLD / "news-sample" / f"{tag}.txt").read_bytes())
        made.append(str(path))
    return made


def test_a_ladder_has_exact_line_numbers_with_empty_lines(
    files: list[str], tmp_path: Path
) -> None:
    shifted = tmp_path / "b.en.txt"
    shifted.write_text("\n" + Path(files[0]).read_text(encoding="utf-8"))
    run = ["align", str(shifted), files[2], "--langs", "en,vi", "--presplit"]
    done = RUN.invoke(app, [*run, "--format", "ladder", "--quiet"])
    assert done.exit_code == 0
    first, second, *_ = done.stdout.splitlines()
    assert (first, second) == ("[0]:[]", "[1]:[0]")


def test_three_languages_come_out_in_one_row(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "news.tmx"
    run = ["align", *files, "--langs", "en,zh-Hans,vi", "--presplit", "-o", str(out)]
    assert RUN.invoke(app, [*run, "--quiet"]).exit_code == 0
    tmx = out.read_text(encoding="utf-8")
    assert '<tuv xml:lang="zh-CN"><seg>并非所有人都被说服。</seg></tuv>' in tmx
    assert (
        '<tuv xml:lang="vi-VN"><seg>Không phải ai cũng bị thuyết phục.</seg></tuv>'
        in tmx
    )


@pytest.mark.parametrize(
    ("languages", "message"),
    [
        ("en", "3 files, but 1 languages"),
        ("en,en-GB,vi", 'one language twice ("en" and "en-GB")'),
        ("en,zh-Hans,xx", "unknown language"),
    ],
)
def test_wrong_languages_are_refused(
    files: list[str], languages: str, message: str
) -> None:
    done = RUN.invoke(app, ["align", *files, "--langs", languages])
    assert done.exit_code != 0
    assert message in str(done.exception)


def test_an_output_that_can_not_be_written_is_told_before_the_work(
    files: list[str], tmp_path: Path
) -> None:
    run = ["align", *files, "--langs", "en,zh-Hans,vi", "-o"]
    for name, message in [
        ("a.doc", 'no format of this ending: ".doc"'),
        ("a.en.txt", 'no format of this ending: ".txt"'),
        ("none/a.tmx", "make it first"),
    ]:
        done = RUN.invoke(app, [*run, str(tmp_path / name)])
        assert message in str(done.exception)
        assert done.stderr == ""


@pytest.mark.shared
@pytest.mark.parametrize(
    ("folder", "floor"),
    [
        ("udhr/en__vi", 0.985),
        ("udhr/en__zh-Hans", 0.985),
        ("udhr/zh-Hans__vi", 0.985),
        ("bible_enzh/001", 0.87),
    ],
)
def test_quality_does_not_sink(
    shared: Path, e5: Encoder, folder: str, floor: float
) -> None:
    place = shared / "dev" / folder
    names = Path(folder).name.split("__") if "__" in folder else ["en", "zh-Hans"]
    found = align(
        segments(lines(place / "src.txt")),
        segments(lines(place / "tgt.txt")),
        source_language=names[0],
        target_language=names[1],
        encoder=e5,
    ).beads
    assert score(read_ladder(place / "gold.txt"), ladder(found)).strict.f1 >= floor
