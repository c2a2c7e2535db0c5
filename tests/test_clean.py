"""Hard line breaks are undone where the evidence says so, and nothing is lost."""

import re
import textwrap
import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termloom.formats import text as plain
from termloom.model import Document, Span

STATEMENT = (
    "We met today to discuss the war and its consequences for the security of Europe. "
    "Our commitment to collective defence is iron-clad, and we will defend every inch "
    "of Allied territory at all times, as enshrined in the founding treaty.",
    "We condemn the attacks on civilians in the strongest possible terms and call on "
    "all those who are responsible to stop them without delay. The ministers will "
    "review the plans when they meet again in the autumn of next year.",
    "The Alliance remains open to all democracies of Europe that share its values and "
    "are able to assume the obligations of membership. No third party has a say in "
    "this process, whatever it may claim in public or in private.",
)
DECLARATION = (
    "我们今天举行会议，讨论这场战争及其对欧洲安全的影响。我们对集体防御的承诺坚如"
    "磐石，我们将按照条约的规定，随时保卫盟国的每一寸领土。",
    "我们以最强烈的措辞谴责对平民的袭击，并呼吁所有责任人立即停止这种行为。各国"
    "部长将在明年秋季再次开会时审议这些计划，并提出进一步的建议。",
    "联盟的大门向所有认同其价值观并能够承担成员义务的欧洲民主国家开放。任何第三方"
    "都无权干预这一进程，无论其在公开或私下场合如何声称。",
)
THONG_CAO = (
    "Hôm nay chúng tôi họp để thảo luận về cuộc chiến và hậu quả của nó đối với an "
    "ninh châu Âu. Cam kết phòng thủ tập thể của chúng tôi là sắt đá và chúng tôi sẽ "
    "bảo vệ từng tấc đất của các nước đồng minh.",
    "Chúng tôi lên án các cuộc tấn công nhằm vào dân thường và kêu gọi những người "
    "chịu trách nhiệm chấm dứt ngay lập tức. Các bộ trưởng sẽ xem xét kế hoạch khi "
    "gặp lại nhau vào mùa thu năm sau.",
)


def read(source: str, language: str = "en", *, presplit: bool = False) -> Document:
    return plain.read_document(
        source.encode(),
        language,
        id="x",
        place="x.txt",
        encoding="utf-8",
        presplit=presplit,
    )


def paragraphs(source: str, language: str = "en") -> list[str]:
    return read(source, language).text.split("\n")


def dropped(source: str, language: str = "en") -> list[tuple[str, str]]:
    return [(d.text, d.reason) for d in read(source, language).origin.dropped]


def wrapped(paragraph: str, width: int, *, first: str = "") -> str:
    return textwrap.fill(paragraph, width, initial_indent=first, break_on_hyphens=False)


def wrapped_chinese(paragraph: str, length: int) -> str:
    starts = range(0, len(paragraph), length)
    return "\n".join(paragraph[start : start + length] for start in starts)


@pytest.mark.parametrize("width", [50, 72, 100])
@pytest.mark.parametrize(
    ("language", "texts"), [("en", STATEMENT), ("vi", THONG_CAO)], ids=["en", "vi"]
)
def test_wrapped_paragraphs_are_put_together(
    language: str, texts: tuple[str, ...], width: int
) -> None:
    source = "\n\n".join(wrapped(p, width) for p in texts)
    assert paragraphs(source, language) == list(texts)


@pytest.mark.parametrize("length", [22, 30, 40])
def test_chinese_lines_are_joined_without_a_space(length: int) -> None:
    source = "\n\n".join(wrapped_chinese(p, length) for p in DECLARATION)
    assert paragraphs(source, "zh-Hans") == list(DECLARATION)


def test_an_indent_begins_a_paragraph() -> None:
    source = "\n".join(wrapped(p, 72, first="    ") for p in STATEMENT)
    assert paragraphs(source) == list(STATEMENT)
    source = "\n".join("　　" + wrapped_chinese(p, 32) for p in DECLARATION)
    assert paragraphs(source, "zh-Hans") == list(DECLARATION)


def test_a_number_or_a_bullet_begins_a_paragraph() -> None:
    texts = [f"{n}. {p}" for n, p in enumerate(STATEMENT, 1)]
    assert paragraphs("\n".join(wrapped(p, 72) for p in texts)) == texts
    texts = [f"• {p}" for p in STATEMENT]
    source = "\n".join(textwrap.fill(p, 72, subsequent_indent="  ") for p in texts)
    assert paragraphs(source) == texts


def test_a_number_in_mid_sentence_begins_nothing() -> None:
    source = wrapped(STATEMENT[0], 72) + (
        "\nAll of this was adopted by the Allies under the terms of paragraph"
        "\n5. of the declaration that the ministers had prepared in the autumn"
        "\nof the year before, and it has been in force since."
    )
    assert "terms of paragraph 5. of the declaration" in read(source).text


def test_headings_stay_apart_from_what_follows() -> None:
    source = f"Joint Statement\nBrussels, 24 March\n{wrapped(STATEMENT[0], 72)}"
    assert paragraphs(source) == [
        "Joint Statement",
        "Brussels, 24 March",
        STATEMENT[0],
    ]


def test_a_lost_line_end_does_not_glue_two_sentences() -> None:
    source = "\n".join(wrapped(p, 72) for p in STATEMENT[:2])
    source += (
        "\nTransatlantic coordination remains crucial for a response to the current"
    )
    source += (
        "\nWe call on all states to uphold the international order, as enshrined in"
    )
    source += "\nthe Charter, and to abstain from supporting the war effort in any way."
    last = paragraphs(source)[-1]
    assert last.startswith("We call on all states")


@pytest.mark.parametrize(
    ("language", "texts"),
    [("en", STATEMENT), ("vi", THONG_CAO), ("zh-Hans", DECLARATION)],
    ids=["en", "vi", "zh"],
)
def test_one_paragraph_a_line_stays_as_it_is(
    language: str, texts: tuple[str, ...]
) -> None:
    assert paragraphs("\n".join(texts), language) == list(texts)


def test_one_sentence_a_line_stays_as_it_is() -> None:
    sentences = [s.strip() + "." for p in STATEMENT for s in p.split(".") if s.strip()]
    assert paragraphs("\n".join(sentences)) == sentences
    sentences = [s + "。" for p in DECLARATION for s in p.split("。") if s]
    assert paragraphs("\n".join(sentences), "zh-Hans") == sentences


def test_lists_of_terms_stay_as_they_are() -> None:
    terms = "deterrence,collective defence,air policing,burden sharing,host nation"
    terms += ",forward presence of multinational battlegroups,mine countermeasures"
    assert paragraphs("\n".join(terms.split(","))) == terms.split(",")
    titles = ["北约峰会公报", "关于乌克兰问题的联合声明", "国防部长会议", "常设理事会"]
    assert paragraphs("\n".join(titles), "zh-Hans") == titles


def test_titles_and_phrases_of_the_same_length_stay_as_they_are() -> None:
    titles = [
        f"关于加强北约东翼防御的第{n}号决议草案及其说明附件文本内容"
        for n in "一二三四五六七八"
    ]
    assert paragraphs("\n".join(titles), "zh-Hans") == titles
    phrase = "support for the long-term security of partners in region number"
    phrases = [f"{phrase} {n}" for n in range(10, 30)]
    assert paragraphs("\n".join(phrases)) == phrases


def test_code_and_lists_stay_apart_in_a_wrapped_text() -> None:
    items = ["• air defence,", "• mine countermeasures,", "• host nation support."]
    blocks = [*(wrapped(p, 72) for p in STATEMENT), "\n".join(items)]
    assert paragraphs("\n\n".join(blocks)) == [*STATEMENT, *items]


def test_a_hyphen_that_divides_a_word_goes_and_others_stay() -> None:
    source = (
        "The ministers agreed that the transforma-\ntion of the command structure will"
        " be com-\npleted soon, that the non-\nproliferation treaty holds, and that a"
        " well-\nknown risk remains. The trans\u00ad\natlantic bond is strong and the"
        " long-\nterm commitment of all Allies to it has been confirmed here today."
    )
    text = read(source).text
    for word in ("transformation", "completed", "transatlantic"):
        assert word in text
    for word in ("non-proliferation", "well-known", "long-term"):
        assert word in text


def test_a_footer_inside_a_sentence_is_dropped_and_recorded() -> None:
    lines = wrapped(" ".join(STATEMENT), 72).split("\n")
    lines[3:3] = ["Annex 20", "Defence Committee 2021-22"]
    assert lines[5][0].islower()
    source = "\n".join(lines)
    assert paragraphs(source) == [" ".join(STATEMENT)]
    reason = "page header or footer inside a sentence"
    assert dropped(source) == [
        ("Annex 20", reason),
        ("Defence Committee 2021-22", reason),
    ]


def test_headers_footers_and_numbers_of_pages_are_dropped() -> None:
    lines = wrapped(" ".join(STATEMENT), 60).split("\n")
    pages = [lines[:4], lines[4:8], lines[8:]]
    source = "\f".join(
        "\n".join(["The Alliance Review", *page, f"- {n} -\n"])
        for n, page in enumerate(pages, 1)
    )
    assert paragraphs(source) == ["The Alliance Review", " ".join(STATEMENT)]
    assert dropped(source) == [
        ("- 1 -", "page number"),
        ("The Alliance Review", "page header"),
        ("- 2 -", "page number"),
        ("The Alliance Review", "page header"),
        ("- 3 -", "page number"),
    ]


def test_a_header_that_comes_back_is_dropped_without_page_marks() -> None:
    lines = wrapped(" ".join(STATEMENT), 60).split("\n")
    for place in (8, 4):
        lines.insert(place, "The Alliance Review, a quarterly of the Council, 2024")
    source = "\n".join(lines)
    assert paragraphs(source) == [" ".join(STATEMENT)]
    assert {reason for _, reason in dropped(source)} == {
        "page header or footer, repeated"
    }


@pytest.mark.parametrize(
    "number", ["Page 3 of 12", "第 3 页 共 12 页", "Trang 3/12", "- 3 -"]
)
def test_page_numbers_are_known_by_their_words(number: str) -> None:
    assert dropped(f"{STATEMENT[0]}\n{number}\n{STATEMENT[1]}") == [
        (number, "page number")
    ]


def test_a_table_of_contents_is_dropped() -> None:
    source = f"Introduction ........ 3\n第一章……………… 5\n{STATEMENT[0]}"
    assert paragraphs(source) == [STATEMENT[0]]
    assert {reason for _, reason in dropped(source)} == {"table of contents"}


def test_what_a_web_site_puts_around_a_text_is_dropped() -> None:
    source = "\n\n".join(
        [
            "查看原文",
            "张三 2023-07-19",
            *DECLARATION,
            "相关文章",
            "© 2024 某某网 版权所有",
        ]
    )
    assert paragraphs(source, "zh-Hans") == list(DECLARATION)
    source = "\n".join(
        ["Share this page", *STATEMENT, "Tags: , ,", "Comments are closed."]
    )
    assert paragraphs(source) == list(STATEMENT)
    source = "\n".join([*THONG_CAO, "Chia sẻ bài viết", "Tin liên quan"])
    assert paragraphs(source, "vi") == list(THONG_CAO)


def test_the_same_words_inside_a_text_stay() -> None:
    source = "\n".join([STATEMENT[0], "Comments", STATEMENT[1]])
    assert paragraphs(source) == [STATEMENT[0], "Comments", STATEMENT[1]]


def test_a_list_of_buttons_is_a_text_of_its_own() -> None:
    buttons = ["Home", "Search", "Print", "Log in", "Next"]
    assert paragraphs("\n".join(buttons)) == buttons


def test_a_heading_that_is_repeated_is_dropped_once() -> None:
    source = (
        "Statement by the Heads of State - Brussels\n\nNews\n\n"
        f"• Statement by the Heads of\nState\n{STATEMENT[0]}"
    )
    assert paragraphs(source) == [
        "Statement by the Heads of State - Brussels",
        "News",
        STATEMENT[0],
    ]


def test_sentences_and_headings_of_parts_are_no_repetitions() -> None:
    lines = [
        "Joint Declaration on the Protection of Undersea Cables",
        "They met on 5 May in Brussels.",
        "Protection of undersea cables",
        "They met on 5 May in Brussels.",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_a_sentence_cut_by_an_empty_line_is_mended() -> None:
    cut = DECLARATION[1].index("部长") + 1
    source = "\n\n".join([DECLARATION[0], DECLARATION[1][:cut], DECLARATION[1][cut:]])
    assert paragraphs(source, "zh-Hans") == list(DECLARATION[:2])
    cut = STATEMENT[1].index("The ministers") + len("The ministers")
    halves = [STATEMENT[1][:cut], STATEMENT[1][cut:].strip()]
    assert paragraphs("\n\n".join([STATEMENT[0], *halves])) == list(STATEMENT[:2])


def test_a_title_is_not_glued_to_the_first_paragraph() -> None:
    title = "西方推动向乌克兰提供更多军事援助，而非北约入盟邀请"
    source = "\n\n".join([title, *DECLARATION])
    assert paragraphs(source, "zh-Hans") == [title, *DECLARATION]


def test_ligatures_and_radicals_of_pdf_text_become_characters() -> None:
    assert read("The eﬀect of the conﬂict").text == "The effect of the conflict"
    assert read("⼤西洋⻓期⾏动⺠主", "zh-Hans").text == "大西洋长期行动民主"
    assert read("⻔⼾开放", "zh-Hans").text == "门户开放"


SENTENCES = {
    "en": "We the Allies defend every inch of territory today, said 5 ministers.",
    "vi": "Chúng tôi bảo vệ từng tấc đất, các bộ trưởng nói hôm nay. Điều 5",
    "zh-Hans": "我 们 今 天 保 卫 每 一 寸 领 土 ， 部 长 说 。 NATO 5",
}


@st.composite
def soups(draw: st.DrawFn) -> tuple[str, str]:
    """Lines of words, empty lines, indents, odd line ends; NFC or NFD."""
    language = draw(st.sampled_from(sorted(SENTENCES)))
    space = "" if language.startswith("zh") else " "
    words = st.lists(st.sampled_from(SENTENCES[language].split()), max_size=18).map(
        space.join
    )
    prefix = st.sampled_from(["", "", "", "    ", "• ", "2. ", "　　", "\t"])
    line = st.builds(lambda a, b: a + b, prefix, words)
    end = st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", "\r", "\f", "\u2028"])
    lines = draw(st.lists(st.tuples(line, end), max_size=25))
    form = draw(st.sampled_from(["NFC", "NFD"]))
    return unicodedata.normalize(form, "".join(a + b for a, b in lines)), language


def squashed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


@given(soups())
def test_every_line_is_in_the_text_or_among_the_dropped(soup: tuple[str, str]) -> None:
    source, language = soup
    document = read(source, language)
    text = squashed(document.text)
    left_out = {squashed(d.text) for d in document.origin.dropped}
    for line in source.splitlines():
        assert squashed(line) in text or squashed(line) in left_out


def without_dropped(document: Document, source: str, start: int, stop: int) -> str:
    """``source[start:stop]`` but for what was left out of its lines."""
    left_out = {(line.line, squashed(line.text)) for line in document.origin.dropped}
    parts = re.findall("[^\n\r\f\u2028]+|.", source[start:stop], re.DOTALL)
    starts = accumulate(map(len, parts), initial=start)
    return "".join(
        part
        for part, at in zip(parts, starts, strict=False)
        if (document.origin.line(at), squashed(part)) not in left_out
    )


@given(soups())
def test_every_paragraph_leads_back_to_its_place_in_the_file(
    soup: tuple[str, str],
) -> None:
    source, language = soup
    document = read(source, language)
    assert unicodedata.is_normalized("NFC", document.text)
    at = 0
    for paragraph in document.text.split("\n"):
        start, stop = document.origin.offsets.span(Span(at, at + len(paragraph)))
        behind = squashed(source[start:stop])
        if behind != squashed(paragraph):
            behind = squashed(without_dropped(document, source, start, stop))
        assert behind == squashed(paragraph)
        at += len(paragraph) + 1


@given(soups())
def test_a_clean_text_is_made_of_the_characters_of_the_file(
    soup: tuple[str, str],
) -> None:
    document = read(*soup)
    assert document.text == document.text.strip()
    assert "\n\n" not in document.text


@given(soups())
def test_presplit_gives_a_paragraph_a_line(soup: tuple[str, str]) -> None:
    source, language = soup
    document = read(source, language, presplit=True)
    lines = source.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    expected = [unicodedata.normalize("NFC", x) for x in lines.split("\n")]
    shown = [x.translate({0x0C: " ", 0x2028: " "}).strip() for x in expected]
    assert document.text.split("\n") == shown
    assert not document.origin.dropped
