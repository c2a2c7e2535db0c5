"""Vietnamese: sentences, words, keys, edges."""

import unicodedata
from pathlib import Path

import pytest

from termloom.evaluate.segmentation import read, read_lines, score
from termloom.languages import language
from termloom.model import Span

VIETNAMESE = language("vi")

SENTENCES = {
    "full stops": ["Hội đồng đã họp.", "Các bên ra tuyên bố."],
    "questions and exclamations": ["Ai đã ký?", "Mười hai nước!", "Thật vậy."],
    "a city": ["Ông sống ở TP. Hồ Chí Minh từ nhỏ.", "Bà cũng vậy."],
    "a city in small letters": ["Anh về Tp. HCM hôm qua.", "Trời mưa."],
    "scholars": ["GS.TS. Trần Văn Bình và ThS. Lê Hoa phát biểu.", "Rất hay."],
    "a district and a ward": ["Địa chỉ ở Q. 3, P. Bến Nghé.", "Xin liên hệ."],
    "and so on inside": ["Xe, pháo, v.v. đều đã cũ.", "Cần thay mới."],
    "and so on at the end": ["Họ có xe, pháo, v.v.", "Các nước khác thì không."],
    "initials": ["Ông J. W. Fulbright đến thăm.", "Họ gặp nhau."],
    "a person left unnamed": ["Chị H. cho biết như vậy.", "Không ai phản đối."],
    "thousands": ["Giá là 40.000 đồng.", "Năm 2022 rẻ hơn."],
    "a year at the end": ["Việc đó xảy ra năm 2022.", "Nay đã khác."],
    "an article": ["Điều 5 rất rõ.", "Các bên đồng ý."],
    "speech ends": ["Ông nói: “Chúng tôi đồng ý.”", "Cuộc họp kết thúc."],
    "speech goes on": ["“Tốt lắm!” ông nói.", "Mọi người cười."],
    "the words of the speaker": ["“Rất khó.” Bà Lan nói thêm.", "Họ ra về."],
    "a speaker who does more": ["“Rất khó.”", "Bà Lan nói thêm rằng họ ra về."],
    "a mail address": ["Xin viết cho a.b@c.vn.", "Cảm ơn."],
    "an ellipsis": ["Xe, pháo, tàu...", "Họ có đủ cả."],
    "an ellipsis within": ["Ông ấy... không biết.", "Ai cũng vậy."],
    "numbered items": ["1. Chúng tôi lên án.", "2. Chúng tôi kêu gọi."],
    "bullets": ["• Tăng cường phòng thủ.", "• Hỗ trợ đối tác."],
    "a bracket": ["Hội nghị (họp tại Bỉ. Năm nay.) đã bế mạc.", "Rất tốt."],
    "stops apart": ["Họ nói : đây là cái sai .", "Không ai trả lời ."],
    "stops and quotes apart": ['Ông nói : " Thôi ... " .', "Họ đi về ."],
    "a dash after speech": ['" Đi thôi ! " - ông nói .', "Họ đi ."],
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("what", SENTENCES)
def test_sentences_with(what: str, form: str) -> None:
    gold = [unicodedata.normalize(form, s) for s in SENTENCES[what]]  # type: ignore[arg-type]
    text = " ".join(gold)
    assert [text[a:b] for a, b in VIETNAMESE.sentences(text)] == gold


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội nghị họp tại Hà Nội.", "Hội nghị|họp|tại|Hà Nội|."),
        ("Điều 5, TP. HCM", "Điều|5|,|TP.|HCM"),
        ("giá 40.000 đồng\nvà 3,5%", "giá|40.000|đồng|và|3,5|%"),
        ("tên_tệp _a và b_", "tên_tệp|_a|và|b_"),
    ],
)
def test_words(text: str, expected: str, form: str) -> None:
    text = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    found = "|".join(text[a:b] for a, b in VIETNAMESE.tokens(text))
    assert unicodedata.normalize("NFC", found) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("Thuỷ quân", "thủy quân"),
        ("khoẻ", "khỏe"),
        ("uỷ ban", "ủy ban"),
        ("Ðảng", "Đảng"),
        ("ĐIỀU", "điều"),
        ("Mỹ", "Mĩ"),
        ("kỹ thuật", "kĩ thuật"),
        ("quý", "quí"),
        ("tỷ đồng", "tỉ đồng"),
        ("Bắc-Đại-Tây-Dương", "Bắc Đại Tây Dương"),
        ("châu Âu – Đại Tây Dương", "châu Âu-Đại Tây Dương"),
        ("an\u00a0ninh  mạng", "an ninh mạng"),
        ("phòng thủ", unicodedata.normalize("NFD", "phòng thủ")),
    ],
)
def test_spellings_of_one_term_share_a_key(one: str, other: str) -> None:
    assert VIETNAMESE.fold(one).text == VIETNAMESE.fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoàn", "hòan"), ("thuyền", "thuỳên"), ("má", "mà"), ("ta", "tà"), ("vi", "vy")],
)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert VIETNAMESE.fold(one).text != VIETNAMESE.fold(other).text


def test_a_key_leads_back_to_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "vì hoà bình")
    key, offsets = VIETNAMESE.fold(text)
    start = key.index("bình")
    found = text[slice(*offsets.span(Span(start, start + 4)))]
    assert found == unicodedata.normalize("NFD", "bình")


def test_a_key_leads_back_over_a_dash_between_words() -> None:
    key, offsets = VIETNAMESE.fold("xung đột Nga – Ukraine kéo dài")
    start = key.index("nga ukraine")
    assert offsets.span(Span(start, start + 11)) == Span(9, 22)


def test_a_dash_that_stands_at_a_figure_or_a_line_stays() -> None:
    for text in ("- Nga", "2022 - 2024", "Nga -", "10 - Nga"):
        assert "-" in VIETNAMESE.fold(text).text


def test_terms_begin_and_end_between_syllables() -> None:
    assert VIETNAMESE.is_edge("an ninh", 2)
    assert not VIETNAMESE.is_edge("an ninh", 1)
    assert not VIETNAMESE.is_edge(unicodedata.normalize("NFD", "hòa"), 2)


@pytest.mark.shared
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_borders_and_words_stay_above_the_floor(shared: Path, form: str) -> None:
    path = shared / "dev" / "seg" / "vi_ud_vtb_dev.txt"
    lines = [unicodedata.normalize(form, line) for line in read_lines(path)]  # type: ignore[arg-type]
    scores = score(list(read(lines, "vi")), "vi")
    assert scores.borders.f1 >= 0.985
    assert scores.words.f1 >= 0.957
