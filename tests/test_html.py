"""Web pages and Markdown: the text of the page, nothing else, nothing lost unseen."""

import textwrap
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termloom.formats import html
from termloom.model import Document, Span

PROSE = (
    "The ministers met today and agreed on further steps to strengthen the defence of "
    "the Alliance. They will meet again in the autumn to review what has been done."
)


def read(source: str, language: str = "en") -> Document:
    return html.read_document(
        source.encode(),
        language,
        id="x",
        place="x.html",
        encoding=None,
        presplit=False,
    )


def paragraphs(source: str, language: str = "en") -> list[str]:
    return read(source, language).text.split("\n")


def dropped(source: str, language: str = "en") -> dict[str, str]:
    return {d.text: d.reason for d in read(source, language).origin.dropped}


def test_blocks_are_paragraphs_and_inline_elements_are_not() -> None:
    source = "<h1>Title</h1><p>One <b>bold</b> w<i>or</i>d.</p><ul><li>A<li>B</ul>"
    assert paragraphs(source) == ["Title", "One bold word.", "A", "B"]


def test_white_space_is_what_a_browser_shows() -> None:
    assert paragraphs("<p>\n  One\t two\n three </p>\n<p>four</p>") == [
        "One two three",
        "four",
    ]


def test_a_line_break_in_the_source_is_no_space_between_chinese_characters() -> None:
    assert paragraphs("<p>我们今天\n  开会。</p>", "zh-Hans") == ["我们今天开会。"]


def test_tables_are_read_row_by_row() -> None:
    source = "<table><tr><th>en<th>vi<tr><td>ally<td>đồng minh</table>"
    assert paragraphs(source) == ["en", "vi", "ally", "đồng minh"]


def test_two_line_breaks_end_a_paragraph_and_one_does_behind_a_sentence() -> None:
    assert paragraphs("<p>One<br><br />two.<br>Three<br>four</p>") == [
        "One",
        "two.",
        "Three four",
    ]


def test_entities_become_characters_and_map_as_a_whole() -> None:
    source = "<p>Allies &amp; partners &#8211; caf&eacute; &unknown; A&B</p>"
    document = read(source)
    assert document.text == "Allies & partners – café &unknown; A&B"
    at = document.text.index("–")
    start, stop = document.origin.offsets.span(Span(at, at + 1))
    assert source[start:stop] == "&#8211;"


def test_an_entity_may_be_a_mark_that_joins_the_letter_before() -> None:
    assert read("<p>Vie&#x302;&#x323;t</p>").text == "Việt"


def test_a_word_leads_back_to_its_place_in_the_file() -> None:
    source = "<html><body>\n<p>Điều <a href='x'>5</a> là cam kết\nsắt đá.</p></body>"
    for form in ("NFC", "NFD"):
        raw = unicodedata.normalize(form, source)
        document = read(raw, "vi")
        for word in ("Điều", "5", "cam kết", "sắt đá."):
            at = document.text.index(word)
            start, stop = document.origin.offsets.span(Span(at, at + len(word)))
            assert raw[start:stop] == unicodedata.normalize(form, word)


def test_scripts_menus_and_footers_are_dropped_and_recorded() -> None:
    source = f"""<html><head><title>T</title><style>p {{}}</style></head><body>
    <nav><a>Home</a></nav><script>run()</script><h1>News</h1><p>{PROSE}</p>
    <div class="social-share">Share</div><aside>See also</aside>
    <img src="a.jpg" alt="A tank"><!-- 123 -->
    <p hidden>secret</p><footer>Imprint</footer></body></html>"""
    assert paragraphs(source) == ["News", PROSE]
    assert dropped(source) == {
        "T": "page title",
        "p {}": "style sheet",
        "Home": "navigation",
        "run()": "script",
        "Share": 'marked "social"',
        "See also": "aside",
        "A tank": "picture",
        "123": "comment",
        "secret": "hidden",
        "Imprint": "page footer",
    }


def test_the_main_element_is_believed_if_it_holds_the_text() -> None:
    source = f"<h1>Title</h1><p>Teaser</p><main><p>{PROSE}</p></main><p>Legal</p>"
    assert paragraphs(source) == ["Title", PROSE]
    assert dropped(source) == {
        "Teaser": "outside the main content",
        "Legal": "outside the main content",
    }
    source = f"<main><p>Short</p></main><p>{PROSE}</p>"
    assert paragraphs(source) == ["Short", PROSE]


def test_a_class_that_would_take_the_whole_text_away_is_not_believed() -> None:
    source = f"<p>Title</p><div class='menu related'><p>{PROSE}</p></div>"
    assert paragraphs(source) == ["Title", PROSE]


def test_a_list_of_links_is_a_menu() -> None:
    links = "".join(f"<td><a href='{n}'>Page {n}</a></td>" for n in range(4))
    assert paragraphs(f"<table><tr>{links}</table><p>{PROSE}</p>") == [PROSE]
    link = f"<p>{PROSE}</p><p><a href='x'>The full text</a></p>"
    assert paragraphs(link) == [PROSE, "The full text"]


def test_paragraphs_in_another_language_are_left_out_of_a_bilingual_page() -> None:
    source = "<p lang='en'>Ally</p><p lang='vi'>Đồng minh</p><p>NATO</p>"
    assert paragraphs(source, "vi") == ["Đồng minh", "NATO"]
    assert dropped(source, "vi") == {"Ally": "in another language (en)"}
    source = "<p>The <i lang='fr'>acquis</i> stays.</p>"
    assert paragraphs(source) == ["The acquis stays."]


def test_reading_aids_over_characters_are_left_out() -> None:
    source = "<p><ruby>北约<rp>(</rp><rt>Běiyuē</rt><rp>)</rp></ruby>峰会</p>"
    assert paragraphs(source, "zh-Hans") == ["北约峰会"]


def test_what_is_embedded_does_not_cut_a_paragraph() -> None:
    source = "<p>The <script>run()</script>ministers <button>?</button> met.</p>"
    assert paragraphs(source) == ["The ministers met."]
    assert dropped(source) == {"run()": "script", "?": "button"}
    assert paragraphs("<td><button>Copy</button> Text</td>") == ["Text"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert paragraphs("<pre>one\ntwo\n\nthree</pre>") == ["one", "two", "three"]


@pytest.mark.parametrize(
    "source",
    [
        "<p>One<p>Two<div>Three",
        "<p>One</b></p></div><p>Two</p></p><p>Three",
        "<P>One</P><p\nclass=x>Two</p><p>Three</p",
        "<div><p>One</div>Two<br><br>Three",
        "One<h2>Two</h2>Three",
    ],
)
def test_careless_markup_is_forgiven(source: str) -> None:
    assert paragraphs(source) == ["One", "Two", "Three"]


def test_markdown_marks_are_taken_off() -> None:
    source = (
        "# Title\n\n[Link text](https://x.org/a_(b)) and **bold**, _slanted_ words.\n\n"
        "- item\n- other\n\n> said\n\n---\n\n![tank](a.jpg)\n\n2 * 3 * 4, a_b_c\n"
    )
    assert paragraphs(source) == [
        "Title",
        "Link text and bold, slanted words.",
        "item",
        "other",
        "said",
        "2 * 3 * 4, a_b_c",
    ]
    assert dropped(source) == {
        "https://x.org/a_(b)": "link target",
        "---": "rule",
        "a.jpg": "link target",
    }


def test_markdown_may_hold_html() -> None:
    source = (
        f"<!--17-->\n[Heading](u)\n------\n\n<div><p>{PROSE}<br/><br/>End.</p></div>"
    )
    assert paragraphs(source) == ["Heading", PROSE, "End."]


def test_wrapped_markdown_is_put_together() -> None:
    source = f"# Title\n\n{textwrap.fill(PROSE, 60)}\n"
    assert paragraphs(source) == ["Title", PROSE]


MARKUP = (
    "<p> </p> <div> </div> <b> </b> <br> <li> <td> <nav> </nav> <pre> </pre> <a> </a> "
    "<!-- --> <script> </script> &amp; &#233; &x; < > & </ <! <h1>"
)
TAGS = st.sampled_from(MARKUP.split())
WORDS = st.sampled_from(
    ["Allies ", "5", "国家", "Việt", "e\u0302\u0323", "\n", " ", "。"]
)


@example("&Việt<p>&amp;")
@given(st.lists(st.one_of(TAGS, WORDS), max_size=30).map("".join))
def test_any_soup_of_tags_gives_paragraphs_that_lead_back(soup: str) -> None:
    document = read(soup or "x")
    assert unicodedata.is_normalized("NFC", document.text)
    offsets = document.origin.offsets
    last = 0
    for index in range(len(document.text)):
        start, stop = offsets.span(Span(index, index + 1))
        assert last <= start <= stop <= len(soup or "x")
        last = start
        if document.text[index] in "A5国":
            assert (soup or "x")[start] == document.text[index]


@given(
    st.lists(st.sampled_from(["Allies", "met", "today", "国家", "Việt"]), min_size=1)
)
def test_no_word_between_tags_is_lost(words: list[str]) -> None:
    source = "".join(f"<p>{word}</p><br>" for word in words)
    assert paragraphs(source) == words
