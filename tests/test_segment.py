"""Segments, sentences, words and keys: what holds in every language."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soup import ALPHABETS, WORDS, soup
from termloom.errors import InputError
from termloom.languages import language, tokeniser
from termloom.model import Document, Span
from termloom.segmenting import segment
from termloom.tags import LANGUAGES
from termloom.text import normalise

any_language = pytest.mark.parametrize("tag", LANGUAGES)


def visible(text: str) -> str:
    return "".join(text.split())


def assert_spans_in_order(spans: list[Span], text: str) -> None:
    """In order, apart, without white space at the ends, and nothing left out."""
    ends = [0, *(end for span in spans for end in span), len(text)]
    assert ends == sorted(ends)
    assert all(text[a:b] and text[a:b] == text[a:b].strip() for a, b in spans)
    assert "".join(visible(text[a:b]) for a, b in spans) == visible(text)


@any_language
@settings(max_examples=40)
@given(st.data())
def test_sentences_and_words_slice_the_text_and_lose_nothing(
    tag: str, data: st.DataObject
) -> None:
    text = data.draw(soup(tag))
    assert_spans_in_order(language(tag).sentences(text), text)
    assert_spans_in_order(language(tag).tokens(text), text)


@any_language
@settings(max_examples=40)
@given(st.data())
def test_nfd_gives_the_same_sentences_and_words(tag: str, data: st.DataObject) -> None:
    composed = unicodedata.normalize("NFC", data.draw(soup(tag)))
    apart = unicodedata.normalize("NFD", composed)
    for find in (language(tag).sentences, language(tag).tokens):
        from_apart = [normalise(apart[a:b]).text for a, b in find(apart)]
        assert from_apart == [normalise(composed[a:b]).text for a, b in find(composed)]


@any_language
@settings(max_examples=40)
@given(st.data())
def test_a_mark_stays_with_its_letter(tag: str, data: st.DataObject) -> None:
    text = data.draw(soup(tag))
    for a, _ in (*language(tag).sentences(text), *language(tag).tokens(text)):
        on_letter = a and not text[a - 1].isspace()
        assert not (on_letter and unicodedata.combining(text[a]))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("vi", "Hội nghị đã họp ở TP. Hồ Chí Minh. Chúng tôi đồng ý."),
        ("en", "The café’s owner met Gen. Müller. They agreed."),
    ],
)
def test_nfd_gives_the_same_borders(tag: str, text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    for find in (language(tag).sentences, language(tag).tokens):
        found = [unicodedata.normalize("NFC", apart[a:b]) for a, b in find(apart)]
        assert found == [text[a:b] for a, b in find(text)]


@any_language
@settings(max_examples=60)
@given(st.data())
def test_folding_is_idempotent_and_leads_back(tag: str, data: st.DataObject) -> None:
    text = data.draw(soup(tag))
    key, offsets = language(tag).fold(text)
    assert language(tag).fold(key).text == key
    starts, stops = list(offsets.starts), list(offsets.stops)
    assert len(starts) == len(stops) == len(key)
    assert starts == sorted(starts)
    assert stops == sorted(stops)
    assert all(0 <= a < b <= len(text) for a, b in zip(starts, stops, strict=True))


@any_language
@settings(max_examples=40)
@given(st.data())
def test_nfd_has_the_same_key(tag: str, data: st.DataObject) -> None:
    text = data.draw(soup(tag))
    fold = language(tag).fold
    assert fold(unicodedata.normalize("NFD", text)).text == fold(text).text


@any_language
@settings(max_examples=40)
@given(st.data())
def test_segments_slice_the_document(tag: str, data: st.DataObject) -> None:
    document = Document("soup", tag, normalise(data.draw(soup(tag))).text)
    segments = segment(document)
    assert [s.index for s in segments] == list(range(len(segments)))
    assert all(document.text[slice(*s.span)] == s.text for s in segments)
    assert "".join(visible(s.text) for s in segments) == visible(document.text)


@any_language
@settings(max_examples=40)
@given(st.data())
def test_presplit_gives_one_segment_a_line(tag: str, data: st.DataObject) -> None:
    document = Document("soup", tag, normalise(data.draw(soup(tag))).text)
    segments = segment(document, presplit=True)
    assert [s.text for s in segments] == [
        line.strip() for line in document.text.split("\n")
    ]
    assert all(document.text[slice(*s.span)] == s.text for s in segments)


@any_language
def test_the_edges_of_a_text_are_edges(tag: str) -> None:
    rules = language(tag)
    assert rules.is_edge("NATO", 0)
    assert rules.is_edge("NATO", 4)
    assert not rules.is_edge("NATO", 2)


@any_language
def test_an_empty_text_has_nothing(tag: str) -> None:
    rules = language(tag)
    assert rules.sentences("") == rules.tokens("") == rules.sentences(" \u00a0") == []
    assert rules.fold("").text == ""


def test_paragraphs_are_counted_as_lines() -> None:
    segments = segment(Document("x", "en", "Title\n\nOne. Two."))
    assert [(s.text, s.paragraph) for s in segments] == [
        ("Title", 0),
        ("One.", 2),
        ("Two.", 2),
    ]


def test_any_usual_tag_finds_the_rules() -> None:
    assert language("zh-TW") is language("zh-Hant")
    assert language("EN") is language("en")


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(InputError, match="choose from: en"):
        language("tlh")


def test_only_chinese_has_tokenizers_by_name() -> None:
    with pytest.raises(InputError, match="only Chinese has tokenizers by name"):
        tokeniser("vi", "rjieba")


@pytest.mark.parametrize(
    ("tag", "term", "text"),
    [
        ("en", "heads of state", "The heads of state met."),
        ("vi", "phòng thủ tập thể", "Chúng tôi bàn về phòng thủ tập thể."),
        ("zh-Hans", "一体化防空反导", "加强一体化防空反导能力。"),
        ("zh-Hant", "一体化防空反导", "加強一體化防空反導能力。"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_terms_stay_whole(tag: str, term: str, text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    (spans,) = tokeniser(tag, terms=[term])([text])
    key = language(tag).fold(term).text
    assert key in [language(tag).fold(text[a:b]).text for a, b in spans]
    assert_spans_in_order(spans, text)


def test_a_term_inside_a_longer_word_is_left_alone() -> None:
    assert tokeniser("en", terms=["NATO"])(["NATOs"]) == [[Span(0, 5)]]
    text = "hân hoan"
    assert tokeniser("vi", terms=["oan"])([text]) == tokeniser("vi")([text])


def test_a_tokeniser_takes_many_texts() -> None:
    assert tokeniser("en")(["One.", "", "Two"]) == [
        [Span(0, 3), Span(3, 4)],
        [],
        [Span(0, 3)],
    ]


def mixture(tag: str, size: int) -> str:
    pieces = [*ALPHABETS[tag], *WORDS[tag]]
    unit = "".join(pieces[(i * 7) % len(pieces)] for i in range(400))
    return (unit * (size // len(unit) + 1))[:size]


@pytest.mark.parametrize("tag", ["en", "zh-Hant", "vi"])
def test_a_megabyte_of_soup_keeps_every_place(tag: str) -> None:
    text = mixture(tag, 1_000_000)
    assert_spans_in_order(language(tag).sentences(text), text)
    offsets = language(tag).fold(text).offsets
    assert all(a <= b for a, b in pairwise(offsets.starts))
    assert all(a <= b for a, b in pairwise(offsets.stops))


@pytest.mark.parametrize("tag", ["en", "zh-Hant", "vi"])
@pytest.mark.parametrize(
    "unit", ["A", "_", "a@", "a.b", "co-", "1.", "( a. ", '"', "“。"]
)
def test_long_runs_of_one_thing_keep_every_place(tag: str, unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert_spans_in_order(language(tag).sentences(text), text)
    assert_spans_in_order(language(tag).tokens(text), text)
    assert visible(language(tag).fold(text).text)
