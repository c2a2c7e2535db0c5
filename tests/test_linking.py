"""Terms of texts that are no translations, linked by meaning."""

from collections.abc import Iterable, Iterator

import numpy as np

from termloom.encoders import Encoding, load
from termloom.model import Candidate, Place, Segment, Span
from termloom.tags import LANGUAGES
from termloom.terms.linking import _needed, linked
from termloom.terms.merge import Tie, merge
from termloom.terms.weave import _across_scripts


class Meanings:
    """An encoder for which the number in a text is its meaning."""

    signature = "meanings"

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        for text in texts:
            number = int("".join(c for c in text if c.isdigit()) or 0)
            vector = np.random.default_rng(number).normal(size=64).astype(np.float32)
            yield Encoding(
                vector,
                1.0,
                vector[None].astype(np.float16),
                np.array([[0, len(text)]], np.int32),
                np.ones(1, np.float32),
            )


def candidates(tag: str, forms: list[str]) -> list[Candidate]:
    return [
        Candidate(tag, form, 1, 1.0, (Place("d", n, Span(0, len(form))),))
        for n, form in enumerate(forms)
    ]


def ties(left: list[str], right: list[str], encoder: object = None) -> dict[str, str]:
    found = {"zh-Hans": candidates("zh-Hans", left), "vi": candidates("vi", right)}
    segments = {
        tag: [
            Segment("d", n, Span(0, len(c.form)), c.form, n) for n, c in enumerate(own)
        ]
        for tag, own in found.items()
    }
    pairs = [("zh-Hans", "vi")]
    own = encoder or Meanings()
    return {t.form: t.other for t in linked(found, segments, pairs, own)}  # type: ignore[arg-type]


def test_terms_of_one_meaning_meet() -> None:
    left = [f"词{n}" for n in range(40)]
    right = [f"từ {n}" for n in reversed(range(60))]
    assert ties(left, right) == {f"词{n}": f"từ {n}" for n in range(40)}


def test_acronyms_meet_only_themselves() -> None:
    left = [f"词{n}" for n in range(40)] + ["NMI 41", "BMD 42"]
    right = [f"từ {n}" for n in range(40)] + ["NIF 41", "BMD 42"]
    found = ties(left, right)
    assert "NMI 41" not in found
    assert found["BMD 42"] == "BMD 42"


def test_terms_that_stand_once_must_be_nearer() -> None:
    once, often = (Candidate("vi", "an ninh mạng", n, 1.0, ()) for n in (1, 5))
    assert _needed((once, once)) > _needed((once, often)) > _needed((often, often))


def test_single_words_must_be_nearer_than_phrases_and_names() -> None:
    word, name = (Candidate("en", form, 5, 1.0, ()) for form in ("aid", "Aidland"))
    assert _needed((word, word)) > _needed((word, name))


def test_few_terms_are_not_linked() -> None:
    assert ties(["词1", "词2"], ["từ 1", "từ 2"]) == {}


def test_an_encoder_without_vectors_links_nothing() -> None:
    many = [f"词{n}" for n in range(40)]
    assert ties(many, many, load("none")) == {}


def test_links_of_both_chinese_scripts_lead_to_one_concept() -> None:
    ties_ = [
        Tie("en", "infrastructure", "zh-Hans", "基础设施", 0.7, "a"),
        Tie("zh-Hant", "基礎設施", "vi", "cơ sở hạ tầng", 0.7, "b"),
    ]
    (tie,) = _across_scripts(ties_)
    assert (tie.form, tie.other) == ("基礎設施", "基础设施")
    (concept,) = merge([], [*ties_, tie], {}).concepts
    assert {term.language for term in concept.terms} == {*LANGUAGES}
