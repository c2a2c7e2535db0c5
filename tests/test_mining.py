"""Mining: sentences that say the same, in texts that are no translations."""

import json
from itertools import product
from pathlib import Path

import pytest
from typer.testing import CliRunner

from termloom.alignment import mine
from termloom.cli import app
from termloom.encoders import Encoder, load
from termloom.errors import InputError
from termloom.evaluate.alignment import read_ladder
from termloom.model import Segment, Span

GOLD = Path(__file__).parents[1] / "corpus" / "gold"
PAIRS = ["en__zh-Hans", "en__zh-Hant", "en__vi", "zh-Hans__vi"]
RUN = CliRunner()


@pytest.fixture(scope="module")
def e5() -> Encoder:
    return load("e5")


def lines(name: str, tag: str) -> list[str]:
    return (GOLD / name / f"{tag}.txt").read_text(encoding="utf-8").splitlines()


def segments(texts: list[str]) -> list[Segment]:
    return [Segment("t", i, Span(0, len(t)), t, i) for i, t in enumerate(texts)]


def comparable(pair: str) -> tuple[list[str], list[str], set[tuple[str, str]]]:
    """Half of one text among another on either side; the target runs backwards.

    Right are sentences of one bead of the text.
    """
    source, target = pair.split("__")
    gold = read_ladder(GOLD / "declaration-sample" / f"{pair}.txt")
    left = lines("declaration-sample", source)
    right = lines("declaration-sample", target)
    own = lines("news-sample", source)[:12] + left[: len(left) * 2 // 3]
    other = (lines("news-sample", target)[14:] + right[len(right) // 3 :])[::-1]
    joined = {(left[i], right[j]) for bead in gold for i, j in product(*bead)}
    return own, other, joined


@pytest.mark.parametrize("pair", PAIRS)
def test_translated_sentences_are_found_among_others(pair: str, e5: Encoder) -> None:
    own, other, gold = comparable(pair)
    source, target = pair.split("__")
    found = mine(
        segments(own),
        segments(other),
        source_language=source,
        target_language=target,
        encoder=e5,
    )
    pairs = {(own[b.sources[0]], other[b.targets[0]]) for b in found}
    there = {(s, t) for s, t in gold if s in own and t in other}
    assert len(pairs - gold) <= 1
    assert len(pairs & there) >= 0.6 * len(there)


def test_a_segment_is_in_one_pair_at_the_most(e5: Encoder) -> None:
    own, other, _ = comparable("en__vi")
    twice = segments([*own, *own]), segments([*other, *other])
    found = mine(*twice, source_language="en", target_language="vi", encoder=e5)
    for side in ([b.sources for b in found], [b.targets for b in found]):
        assert len(set(side)) == len(side)


def test_texts_without_anything_in_common_give_nothing(e5: Encoder) -> None:
    left = [
        "Add the chopped onions and stir until they turn golden.",
        "The museum opens at nine and is closed on Mondays.",
        "Her second novel won a prize for young writers.",
        "Heavy snow is expected in the mountains tonight.",
    ]
    right = [
        "Đội chủ nhà ghi hai bàn thắng trong hiệp một.",
        "Giá xăng dầu tăng nhẹ vào cuối tuần qua.",
        "Con mèo nhà tôi thích ngủ trên mái nhà.",
        "Trường đại học công bố điểm chuẩn năm nay.",
    ]
    found = mine(
        segments(left),
        segments(right),
        source_language="en",
        target_language="vi",
        encoder=e5,
    )
    assert found == ()


def test_a_sentence_does_not_win_for_want_of_others(e5: Encoder) -> None:
    found = mine(
        segments(["The museum opens at nine and is closed on Mondays."]),
        segments(["Con mèo nhà tôi thích ngủ trên mái nhà."]),
        source_language="en",
        target_language="vi",
        encoder=e5,
    )
    assert found == ()


def test_an_empty_text_has_no_pairs(e5: Encoder) -> None:
    some = segments(["NATO met in Madrid."])
    for texts in ((some, []), ([], some), (segments(["", " "]), some)):
        languages = {"source_language": "en", "target_language": "vi"}
        assert mine(*texts, **languages, encoder=e5) == ()


def test_mining_needs_an_encoder() -> None:
    some = segments(["NATO met in Madrid."])
    with pytest.raises(InputError, match="choose an encoder"):
        mine(
            some,
            some,
            source_language="en",
            target_language="vi",
            encoder=load("none"),
        )


def test_the_command_marks_what_it_mined(tmp_path: Path) -> None:
    own, other, _ = comparable("en__vi")
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, texts in zip(paths, (own, other), strict=True):
        path.write_text("\n".join(texts), encoding="utf-8")
    run = ["align", *map(str, paths), "--langs", "en,vi", "--presplit", "--mine", "-q"]
    output = RUN.invoke(app, run).stdout.splitlines()
    rows = [json.loads(line)["row"] for line in output]
    assert rows
    assert all(row["flags"] == ["mined"] for row in rows)
    assert all(row["score"] >= 0.9 for row in rows)
    rungs = RUN.invoke(app, [*run, "--format", "ladder"]).stdout.splitlines()
    assert len(rungs) == len(rows)


def test_texts_that_are_no_translations_are_pointed_to_mining(tmp_path: Path) -> None:
    for name, tag in (("news-sample", "en"), ("declaration-sample", "vi")):
        (tmp_path / f"{tag}.txt").write_bytes((GOLD / name / f"{tag}.txt").read_bytes())
    paths = [str(tmp_path / f"{tag}.txt") for tag in ("en", "vi")]
    done = RUN.invoke(app, ["align", *paths, "--langs", "en,vi", "--presplit", "-q"])
    assert "--mine" in str(done.exception)
