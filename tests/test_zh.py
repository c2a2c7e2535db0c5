"""Chinese, both varieties: sentences, words, keys, edges."""

from pathlib import Path

import pytest

from termloom.errors import InputError
from termloom.evaluate.segmentation import read, read_lines, score
from termloom.languages import language, tokeniser, zh
from termloom.model import Span

CHINESE = language("zh-Hans")

SENTENCES = {
    "full stops": ["理事会开了会。", "会议通过了声明。"],
    "questions and exclamations": ["谁签了字？", "十二个国家！", "真的？！", "真的。"],
    "closing quotes stay": ["他说：“我们同意。”", "会议结束了。"],
    "corner brackets stay": ["部長說：「我們同意。」", "會議結束了。"],
    "nested quotes": ["她说：“他只说了‘可以。’”", "我们走了。"],
    "nested corner brackets": ["她說：「他只說『可以。』」", "我們走了。"],
    "words of the one who spoke": ["“我们同意。”部长说。", "会议结束了。"],
    "words of one with a Latin name": ["“快上岸！” Ann Roe 接着说。", "人们走了。"],
    "speech goes on after the speaker": ["“好！”他说，“我们走吧。”", "门开了。"],
    "a particle after the quote": ["“立即停火！”的呼声很高。", "没有人反对。"],
    "a quote of several sentences": ["他说：“第一，停火。", "第二，撤军。”", "很好。"],
    "straight quotes": ['他说:"我们同意。"', "会议结束了。"],
    "straight quotes open": ["会议结束了。", '"我们同意，"部长说。'],
    "half-width stops": ["盟国同意吗?", "当然同意!", "会议结束了。"],
    "half-width full stops throughout": ["盟国很团结.", "会议结束了."],
    "a decimal point": ["经费增长3.5%。", "明年再增长2.1%。"],
    "a dot in a name": ["约翰·F.肯尼迪来访。", "他发表了讲话。"],
    "a Latin abbreviation": ["U.S.政府发表声明。", "No.5文件有效。"],
    "a numbered paragraph": ["12. 我们谴责袭击。", "袭击必须停止。"],
    "Chinese list markers": ["一、总则。", "（二）范围。", "3.定义。"],
    "a title with a stop": ["《团结起来！》是一首歌。", "大家都会唱。"],
    "a title first": ["《起来！》很有名。", "大家都会唱。"],
    "an inserted bracket": ["我们重申（这很重要。）这一承诺。", "会议结束了。"],
    "a bracket of its own": ["会议结束了。", "（完）"],
    "a note": ["IAMD(注:一体化防空反导。)很重要。", "我们同意。"],
    "a short pause": ["他……不知道。", "没有人知道。"],
    "a long ellipsis": ["我们走了很远的路……", "后来天亮了。"],
    "an ellipsis behind a full stop": ["他沉默了。……", "后来呢？"],
    "an ellipsis in a quote": ["他说：“我们走了……”", "门关上了。"],
    "semicolons hold together": ["一要团结；二要防御；三要合作。", "会议结束了。"],
    "a question mark in an address": ["见www.nato.int/a?b=1页面。", "那里有全文。"],
    "doubled full stops": ["会议结束了。。", "我们走吧。"],
    "a closing quote that was typed as an opening one": [
        "他说：“我们同意。“",
        "会议在“国会”结束了。",
    ],
    "a quote right behind a sentence": ["会议结束了。", "“我们同意”是他的话。"],
    "a stray quote": ["会议结束了。", "”我们同意，”部长说。"],
}


@pytest.mark.parametrize("what", SENTENCES)
def test_sentences_with(what: str) -> None:
    gold = SENTENCES[what]
    text = "".join(gold)
    assert [text[a:b] for a, b in CHINESE.sentences(text)] == gold


def test_spaces_between_sentences_belong_to_none() -> None:
    text = "会议结束了。 全文见后。　完"
    assert [text[a:b] for a, b in CHINESE.sentences(text)] == text.split()


def test_a_paragraph_in_english_goes_by_english_rules() -> None:
    text = "The U.S. agreed. We left."
    assert CHINESE.sentences(text) == [Span(0, 16), Span(17, 25)]


def words(text: str) -> str:
    return "|".join(text[a:b] for a, b in CHINESE.tokens(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北约秘书长访问乌克兰。", "北约|秘书长|访问|乌克兰|。"),
        ("這個國家有30個盟國", "這|個|國家|有|30|個|盟國"),
        ("1,234.5億和3.5%……", "1,234.5|億|和|3.5%|……"),
        ("第51条——F-16", "第51|条|——|F-16"),
        ("他拿著槍，很著名", "他|拿|著|槍|，|很|著名"),
        ("在Bogotá见Jean-François", "在|Bogotá|见|Jean-François"),
        ("首都Москва，α粒子，5×3", "首都|Москва|，|α|粒子|，|5|×|3"),
        ("ＩＡＭＤ 与 the NATO", "ＩＡＭＤ|与|the|NATO"),
        (
            "info@nato.int和https://nato.int/a。",
            "info@nato.int|和|https://nato.int/a|。",
        ),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected


def test_traditional_words_are_the_simplified_ones() -> None:
    hans = "国家元首和政府首脑在布鲁塞尔讨论了俄罗斯对乌克兰的侵略。"
    hant = "國家元首和政府首腦在布魯塞爾討論了俄羅斯對烏克蘭的侵略。"
    assert CHINESE.tokens(hant) == CHINESE.tokens(hans)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("一体化防空反导", "我们加强一体化防空反导能力。"),
        ("國家元首和政府首腦", "國家元首和政府首腦今天開會。"),
        ("国家元首和政府首脑", "國家元首和政府首腦今天開會。"),
        ("北约-乌克兰理事会", "北约-乌克兰理事会成立。"),
        ("ＩＡＭＤ", "IAMD很重要。"),
        ("360度", "我们采取360度全方位办法。"),
    ],
)
def test_glossary_terms_stay_whole(term: str, text: str) -> None:
    tokenise = tokeniser("zh-Hant", terms=[term, "不相干"])
    found = [text[a:b] for a, b in tokenise([text])[0]]
    assert max(found, key=len) == max(
        (w for w in found if len(w) == len(term)), default="none"
    )


def test_the_longest_term_wins() -> None:
    tokenise = zh.tokeniser(terms=["防空", "防空反导", "一体化防空反导"])
    text = "一体化防空反导和防空"
    assert [text[a:b] for a, b in tokenise([text])[0]] == [
        "一体化防空反导",
        "和",
        "防空",
    ]


def test_a_term_is_not_found_inside_a_latin_word() -> None:
    tokenise = zh.tokeniser(terms=["IS"])
    text = "ISAF与IS组织"
    found = [text[a:b] for a, b in tokenise([text])[0]]
    assert "ISAF" in found
    assert "IS" in found


def test_what_a_term_cuts_stays_as_a_rest() -> None:
    tokenise = zh.tokeniser(terms=["国会"])
    text = "中国会议"
    assert [text[a:b] for a, b in tokenise([text])[0]] == ["中", "国会", "议"]


def test_an_unknown_tokenizer_is_an_error() -> None:
    with pytest.raises(InputError, match="choose from: rjieba, hanlp"):
        zh.tokeniser("jieba")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("國家", "国家"),
        ("裡", "裏"),
        ("臺灣", "台湾"),
        ("意味著", "意味着"),
        ("計畫", "计划"),
        ("第 ５ 條", "第5条"),
        ("北約（NATO）", "北约 (nato)"),
        ("「侵略」", "“侵略”"),
        ("30 個盟國", "30个盟国"),
        ("布林肯‧安東尼", "布林肯·安东尼"),
        ("北約\u200b盟國", "北约盟国"),
    ],
)
def test_spellings_of_one_term_share_a_key(one: str, other: str) -> None:
    assert CHINESE.fold(one).text == CHINESE.fold(other).text


def test_a_key_leads_back_over_left_out_spaces() -> None:
    text = "根據第 5 條 行動"
    key, offsets = CHINESE.fold(text)
    start = key.index("第5条")
    assert text[slice(*offsets.span(Span(start, start + 3)))] == "第 5 條"


def test_terms_may_begin_between_any_two_chinese_characters() -> None:
    assert CHINESE.is_edge("北约盟国", 2)
    assert CHINESE.is_edge("由NATO领导", 1)
    assert not CHINESE.is_edge("由NATO领导", 3)


@pytest.mark.shared
def test_borders_and_words_stay_above_the_floor(shared: Path) -> None:
    lines = read_lines(shared / "dev" / "seg" / "zh-Hant_ud_pud.txt")
    scores = score(list(read(lines, "zh-Hant")), "zh-Hant")
    assert scores.borders.f1 >= 0.995
    assert scores.words.f1 >= 0.86
