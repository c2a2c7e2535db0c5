"""The page that shows what a build made."""

from termloom.model import Concept, Context, Header, Term
from termloom.report import kwic, render

HEADER = Header("t", ("en", "zh-Hans", "vi"), "en", "termloom")


def test_a_keyword_is_found_in_any_spelling() -> None:
    assert kwic("They hold Naval Assets there.", "naval asset", "en") == (
        "They hold ",
        "Naval Assets",
        " there.",
    )
    assert kwic("Sự hoà bình.", "hòa bình", "vi").key == "hoà bình"


def test_long_contexts_are_cut_at_both_sides() -> None:
    left, key, right = kwic("前" * 60 + "北约" + "后" * 60, "北约", "zh-Hans")
    assert (left[0], key, right[-1]) == ("…", "北约", "…")
    assert len(left) == len(right) == 25


def test_a_form_that_is_not_there_marks_nothing() -> None:
    assert kwic("nothing here", "NATO", "en") == ("", "", "nothing here")


def test_each_language_shows_its_contexts_and_each_term_says_its_language() -> None:
    terms = (
        Term("zh-Hans", "海军", count=1, contexts=(Context("d", "我们有海军。"),)),
        Term(
            "vi", "hải quân", count=1, contexts=(Context("d", "Chúng ta có hải quân."),)
        ),
    )
    page = render(HEADER, [], [Concept("navy", terms)], ["a <clash>"], ["a decision"])
    assert '<h3 lang="zh-Hans">海军</h3>' in page
    assert "<mark>hải quân</mark>" in page
    assert '<p class="kwic" lang="vi">' in page
    assert "a &lt;clash&gt;" in page
    assert "a decision" in page
