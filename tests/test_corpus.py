"""The sample corpus and its gold agree with each other and with reading."""

import json
import re
from pathlib import Path

import pytest

from termloom.manifest import load
from termloom.reading import read
from termloom.segmenting import segment

CORPUS = Path(__file__).parents[1] / "corpus"
GOLD = CORPUS / "gold"
TEXTS = {text.id: text for text in load(CORPUS / "corpus.toml").texts}
LANGUAGES = ("en", "zh-Hans", "zh-Hant", "vi")
PAIRS = (
    ("en", "zh-Hans"),
    ("en", "zh-Hant"),
    ("en", "vi"),
    ("zh-Hans", "vi"),
    ("zh-Hans", "zh-Hant"),
)
LABELS = {"en": "sample", "zh-Hans": "样本|示例", "zh-Hant": "範例", "vi": "mẫu"}
ACRONYMS = ("IAMD", "NSATU", "DIANA", "JATEC", "SACEUR", "BMD", "CBRN")


def gold(text: str, language: str) -> list[str]:
    path = GOLD / text / f"{language}.txt"
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def beads(text: str, source: str, target: str) -> list[tuple[list[int], list[int]]]:
    ladder = (GOLD / text / f"{source}__{target}.txt").read_text(encoding="utf-8")
    sides = (line.split(":") for line in ladder.splitlines())
    return [(json.loads(left), json.loads(right)) for left, right in sides]


def test_three_texts_stand_in_four_languages() -> None:
    assert sorted(TEXTS) == ["declaration-sample", "news-sample", "statement-sample"]
    assert all(set(text.versions) == set(LANGUAGES) for text in TEXTS.values())


def test_manifest_says_that_the_texts_are_samples() -> None:
    assert all(text.sample for text in TEXTS.values())
    assert all(text.title.startswith("Sample:") for text in TEXTS.values())


def test_there_are_at_least_120_english_segments() -> None:
    assert sum(len(gold(text, "en")) for text in TEXTS) >= 120


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_first_lines_mark_the_text_as_a_sample(text: str, language: str) -> None:
    head = "\n".join(gold(text, language)[:2])
    assert re.search(LABELS[language], head, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_reading_and_segmenting_give_the_gold(text: str, language: str) -> None:
    version = TEXTS[text].versions[language]
    document = read(version.path, language, format=version.format)
    assert [s.text for s in segment(document)] == gold(text, language)


@pytest.mark.parametrize(("source", "target"), PAIRS)
@pytest.mark.parametrize("text", TEXTS)
def test_gold_beads_hold_every_line_once_in_order(
    text: str, source: str, target: str
) -> None:
    pairs = beads(text, source, target)
    sources = [index for left, _ in pairs for index in left]
    targets = [index for _, right in pairs for index in right]
    assert sources == list(range(len(gold(text, source))))
    assert targets == list(range(len(gold(text, target))))
    assert ([], []) not in pairs


@pytest.mark.parametrize("target", LANGUAGES[1:])
def test_translations_split_join_and_drop_sentences(target: str) -> None:
    shapes = {
        (len(left), len(right))
        for text in TEXTS
        for left, right in beads(text, "en", target)
    }
    assert {(1, 1), (1, 2), (2, 1), (1, 0), (0, 1)} <= shapes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_acronyms_of_the_field(language: str) -> None:
    whole = "\n".join(line for text in TEXTS for line in gold(text, language))
    assert [a for a in ACRONYMS if a not in whole] == []


def test_wrapped_text_has_page_headers_and_numbers_inside_sentences() -> None:
    document = read(CORPUS / "declaration-sample" / "en.txt", "en")
    reasons = {dropped.reason for dropped in document.origin.dropped}
    assert {"page header", "page number"} <= reasons
