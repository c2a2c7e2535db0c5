"""Normalising and folding: the way back is never lost."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termloom.model import Mapped, OffsetMap, Span
from termloom.text import (
    MAY_JOIN,
    CharacterFold,
    compose,
    is_han,
    is_word_edge,
    normalise,
    on_composed,
    rewrite,
    squeeze,
    substitute,
    trim,
    unchanged,
)

MARKS = "aeoxđ가각 \u0301\u0323\u0302\u0306\u031b\u0344\u0958\u2126\uf900\u1ea5\u00e9"
marked = st.text(st.sampled_from(MARKS) | st.characters(), max_size=40)


def assert_leads_back(mapped: Mapped, source: str) -> None:
    """Every code point stands for a stretch of the source, in order."""
    starts, stops = list(mapped.offsets.starts), list(mapped.offsets.stops)
    assert len(starts) == len(stops) == len(mapped.text)
    assert mapped.offsets.length == len(source)
    assert starts == sorted(starts)
    assert stops == sorted(stops)
    assert all(0 <= a < b <= len(source) for a, b in zip(starts, stops, strict=True))


@given(marked)
def test_normalising_gives_nfc_with_a_way_back(raw: str) -> None:
    mapped = normalise(raw)
    assert unicodedata.is_normalized("NFC", mapped.text)
    assert_leads_back(mapped, raw)


@given(marked)
def test_normalising_twice_changes_nothing_more(raw: str) -> None:
    once = normalise(raw).text
    assert normalise(once).text == once


@given(marked)
def test_nfd_and_nfc_meet(raw: str) -> None:
    decomposed = unicodedata.normalize("NFD", raw)
    assert normalise(decomposed).text == normalise(raw).text


@given(marked)
def test_composing_agrees_with_the_standard(raw: str) -> None:
    assert compose(unchanged(raw)).text == unicodedata.normalize("NFC", raw)


def test_a_composed_letter_stands_for_its_letter_and_marks() -> None:
    raw = unicodedata.normalize("NFD", "nước Việt")
    mapped = normalise(raw)
    start = mapped.text.index("Việt")
    span = mapped.offsets.span(Span(start, start + 4))
    assert raw[slice(*span)] == unicodedata.normalize("NFD", "Việt")


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0c"])
def test_every_line_end_becomes_a_newline(newline: str) -> None:
    assert normalise(f"one{newline}two").text == "one\ntwo"


def test_what_xml_cannot_hold_is_left_out() -> None:
    raw = "a\x00b\x1bc\x7f\ud800d\ufffe\te"
    mapped = normalise(raw)
    assert mapped.text == "abcd\te"
    assert_leads_back(mapped, raw)


def test_a_control_character_does_not_keep_letter_and_mark_apart() -> None:
    assert normalise("e\x00\u0301").text == "é"


def test_no_mark_lies_where_none_is_looked_for() -> None:
    marks = (chr(n) for n in range(0x110000) if unicodedata.category(chr(n))[0] == "M")
    assert [mark for mark in marks if not MAY_JOIN.match(mark)] == []


def test_a_lone_mark_is_kept() -> None:
    assert normalise("\u0301a").text == "\u0301a"


def test_a_cut_ending_belongs_to_what_is_left_of_its_word() -> None:
    mapped = rewrite("two missiles", [(4, 12, "missile")])
    assert mapped.text == "two missile"
    assert mapped.offsets.span(Span(4, 11)) == Span(4, 12)


def test_a_replaced_stretch_is_one_piece() -> None:
    mapped = rewrite("a … b", [(2, 3, "...")])
    assert [mapped.offsets.span(Span(i, i + 1)) for i in (2, 3, 4)] == [Span(2, 3)] * 3


def test_rewriting_on_top_of_rewriting_leads_to_the_first_text() -> None:
    import re

    raw = "Vie\u0323\u0302t  Nam"
    mapped = substitute(compose(unchanged(raw)), re.compile(" +"), " ")
    assert mapped.text == "Việt Nam"
    assert raw[slice(*mapped.offsets.span(Span(0, 4)))] == "Vie\u0323\u0302t"
    assert_leads_back(mapped, raw)


def test_text_that_needs_nothing_keeps_the_identity() -> None:
    assert normalise("Plain text.").offsets == OffsetMap.identity(11)


@pytest.mark.parametrize(
    ("spelled", "key"),
    [
        ("ＮＡＴＯ　２０２２", "nato 2022"),
        ("“a” «b» 「c」", '"a" "b" "c"'),
        ("Euro–Atlantic−1", "euro-atlantic-1"),
        ("no\u00adbreak\u200b\ufeff", "nobreak"),
        ("5\u00a0km\u202f!", "5 km !"),
        ("ﬁve½", "five1⁄2"),
        ("⑤", "5"),
    ],
)
def test_characters_that_look_alike_fold_alike(spelled: str, key: str) -> None:
    assert CharacterFold().fold(unchanged(spelled)).text == key


@example("ῢ")
@given(st.text(max_size=40))
def test_folding_characters_twice_changes_nothing_more(text: str) -> None:
    characters = CharacterFold()
    once = characters.fold(compose(unchanged(text)))
    assert_leads_back(once, text)
    assert characters.fold(compose(unchanged(once.text))).text == once.text


def test_spare_spaces_go_and_the_rest_leads_back() -> None:
    mapped = squeeze(unchanged("  a   b "))
    assert mapped.text == "a b"
    assert mapped.offsets.span(Span(2, 3)) == Span(6, 7)


def test_finds_in_nfd_come_back_whole() -> None:
    text = unicodedata.normalize("NFD", "hòa bình")
    found = on_composed(text, lambda t: [Span(0, t.index(" "))])
    assert text[slice(*found[0])] == unicodedata.normalize("NFD", "hòa")


def test_trimming_keeps_inner_spaces() -> None:
    assert trim("x  a b  y", Span(1, 8)) == Span(3, 6)
    assert trim("   ", Span(0, 3)) == Span(0, 0)


def test_word_edges_are_not_inside_words_or_clusters() -> None:
    text = "NATO’s e\u0301lan"
    assert is_word_edge(text, 4)
    assert not is_word_edge(text, 2)
    assert not is_word_edge(text, 8)
    assert is_word_edge(text, 0)
    assert is_word_edge(text, len(text))
    assert [n for n in range(6) if is_word_edge("3.5% a", n)] == [0, 1, 3, 4, 5]


def test_chinese_characters_are_told_from_punctuation() -> None:
    assert all(map(is_han, "中國々〇𠮷"))
    assert not any(map(is_han, "。「Aă가あ"))


@pytest.mark.parametrize(
    "unit", ["a\u0301\u0323", "e\u0323\u0302\u0301 ", "x\r\n", "\x00a", "𝒜½ﬁ"]
)
def test_a_megabyte_keeps_every_place(unit: str) -> None:
    raw = unit * (1_000_000 // len(unit))
    text, offsets = normalise(raw)
    assert text == unicodedata.normalize("NFC", text)
    assert all(a <= b for a, b in pairwise(offsets.starts))
    assert offsets.stops[-1] == len(raw)


def test_a_pile_of_marks_is_composed() -> None:
    assert normalise("a" + "\u0301\u0323" * 250_000).text.startswith("ạ")
