"""The rough way without vectors: what two texts have in common without a model."""

from csv import DictReader
from importlib.resources import files

import numpy as np
import pytest

from termloom.alignment.band import whole
from termloom.alignment.plain import _beyond_chance, _terms, prepared
from termloom.languages import language
from termloom.model import Segment, Span

TAGS = {"en": "en", "zh": "zh-Hans", "vi": "vi"}


def segments(*texts: str) -> list[Segment]:
    return [Segment("t", i, Span(0, len(t)), t, i) for i, t in enumerate(texts)]


def words() -> list[dict[str, str]]:
    table = (files("termloom.alignment") / "words.tsv").read_text(encoding="utf-8")
    return list(DictReader(table.splitlines(), delimiter="\t"))


def test_every_everyday_word_has_forms_in_each_language() -> None:
    rows = words()
    assert len({row["en"] for row in rows}) == len(rows) > 200
    for row in rows:
        for name, tag in TAGS.items():
            folded = [language(tag).fold(f).text for f in row[name].split("|")]
            assert all(folded)
            assert len(set(folded)) == len(folded), row


@pytest.mark.parametrize(
    ("one", "other", "tag"),
    [
        ("Why is the door open?", "门为什么开着？", "zh-Hans"),
        ("Why is the door open?", "門為什麼開著？", "zh-Hant"),
        ("Why is the door open?", "Tại sao cửa mở?", "vi"),
    ],
)
def test_everyday_words_and_questions_are_the_same_in_all_languages(
    one: str, other: str, tag: str
) -> None:
    (left,), (right,) = _terms(segments(one), "en"), _terms(segments(other), tag)
    assert {"word why", "word door", "word open|opened", "mark ?？"} <= left & right


def test_what_all_segments_have_in_common_is_no_anchor() -> None:
    everywhere = np.full(12, 0.5)
    assert np.allclose(_beyond_chance(everywhere, whole(3, 4)), 0)
    rare = everywhere + np.eye(3, 4).ravel()
    found = _beyond_chance(rare, whole(3, 4)).reshape(3, 4)
    assert found[:, :3].argmax(1).tolist() == [0, 1, 2]


def test_a_heading_may_have_a_colon_in_one_language_alone() -> None:
    texts = segments("第十一条"), segments("Điều 11:")
    pair = prepared(*texts, ("zh-Hans", "vi")).pair
    assert pair.source.endings.tolist() == pair.target.endings.tolist()
