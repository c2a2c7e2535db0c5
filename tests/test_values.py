"""Figures mean the same in every language, whatever they are written in."""

import datetime
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termloom.errors import InputError
from termloom.values import Difference, Kind, Value, differences, values, vi

TABLE = Path(__file__).parent / "data" / "values.tsv"
LANGUAGES = ("en", "zh-Hans", "zh-Hant", "vi")


def cases() -> list[tuple[str, str, str]]:
    rows = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return [(language, text, said) for language, text, said in map(split, rows)]


def split(row: str) -> list[str]:
    return row.split("\t")


def said(text: str, language: str) -> list[str]:
    return [str(found.value) for found in values(text, language)]


def only(text: str, language: str) -> Value:
    (found,) = values(text, language)
    return found.value


@pytest.mark.parametrize(("language", "text", "expected"), cases())
def test_the_table_of_usage_is_read_right(
    language: str, text: str, expected: str
) -> None:
    assert " | ".join(said(text, language)) == expected


def test_the_table_is_long_and_covers_every_variety() -> None:
    assert len(cases()) >= 300
    assert {language for language, _, _ in cases()} == set(LANGUAGES)


def test_the_look_ahead_of_the_vietnamese_scan_hides_no_figure() -> None:
    texts = [text for language, text, _ in cases() if language == "vi"]
    texts += [f"{label} 5" for label in vi._LABELS] + ["https://a.vn/5"]
    ahead, begin, rest = vi._TRIGGER.pattern.partition("(?:(?P<url>")
    seen = set()
    for place in (m for text in texts for m in re.finditer(begin + rest, text)):
        seen.add(place.lastgroup)
        assert re.match(ahead, place.string[place.start() :]), place
    assert seen == set(vi._TRIGGER.groupindex)


@pytest.mark.parametrize(
    "saying",
    [
        {"en": "40 billion", "zh-Hans": "400亿", "zh-Hant": "400億", "vi": "40 tỷ"},
        {"en": "1,234.5", "zh-Hans": "1,234.5", "zh-Hant": "1234.5", "vi": "1.234,5"},
        {
            "en": "24 March 2022",
            "zh-Hans": "2022年3月24日",
            "zh-Hant": "2022 年 3 月 24 日",
            "vi": "ngày 24 tháng 3 năm 2022",
        },
        {"en": "Article 5", "zh-Hans": "第5条", "zh-Hant": "第五條", "vi": "Điều 5"},
        {
            "en": "Article 51",
            "zh-Hans": "第五十一条",
            "zh-Hant": "第 51 條",
            "vi": "Điều 51",
        },
        {
            "en": "Resolution 1325",
            "zh-Hans": "第1325号决议",
            "zh-Hant": "第1325號決議",
            "vi": "Nghị quyết 1325",
        },
        {"en": "paragraph 4", "zh-Hans": "第4段", "zh-Hant": "第四款", "vi": "khoản 4"},
        {
            "en": "40 billion euros",
            "zh-Hans": "400亿欧元",
            "zh-Hant": "四百億歐元",
            "vi": "40 tỉ euro",
        },
        {
            "en": "two per cent",
            "zh-Hans": "百分之二",
            "zh-Hant": "2％",
            "vi": "hai phần trăm",
        },
        {"en": "360-degree", "zh-Hans": "360度", "zh-Hant": "360 度", "vi": "360 độ"},
        {
            "en": "3,800 kilometres",
            "zh-Hans": "3,800千米",
            "zh-Hant": "3800公里",
            "vi": "3.800 ki-lô-mét",
        },
        {"en": "3.30 p.m.", "zh-Hans": "下午3点半", "zh-Hant": "15:30", "vi": "15h30"},
        {"en": "Tuesday", "zh-Hans": "星期二", "zh-Hant": "週二", "vi": "thứ Ba"},
        {
            "en": "the 1930s",
            "zh-Hans": "20世纪30年代",
            "zh-Hant": "1930年代",
            "vi": "những năm 1930",
        },
        {"en": "three decades", "zh-Hans": "三十年", "zh-Hant": "30年", "vi": "30 năm"},
    ],
    ids=lambda saying: saying["en"],
)
def test_the_same_figure_has_the_same_value(saying: dict[str, str]) -> None:
    found = {only(text, language) for language, text in saying.items()}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("english", "language", "other"),
    [
        ("in 2022", "zh-Hans", "2022年"),
        ("in 2022", "vi", "năm 2022"),
        ("the 75th anniversary", "zh-Hans", "75周年"),
        ("Rule 5", "zh-Hans", "第5条"),
        ("3 p.m.", "vi", "3 giờ"),
        ("the 1980s", "zh-Hans", "80年代"),
    ],
)
def test_loosely_the_same_figures_share_their_keys(
    english: str, language: str, other: str
) -> None:
    assert only(english, "en").keys == only(other, language).keys


def test_a_percentage_is_no_bare_number() -> None:
    assert only("2%", "en").keys != only("2 ships", "en").keys


def test_a_range_has_the_keys_of_both_ends() -> None:
    assert only("24-25 March 2022", "en").keys == (
        ("number", 2022),
        ("month", 3),
        ("number", 24),
        ("number", 25),
    )


def test_spans_hold_the_figure_and_its_unit() -> None:
    text = "Chi 40 tỷ euro, rồi Điều 5."
    spans = [text[slice(*found.span)] for found in values(text, "vi")]
    assert spans == ["40 tỷ euro", "Điều 5"]


@pytest.mark.parametrize("day", ["5 May", "24-25 June", "May 2025", "5 Sept."])
def test_the_full_stop_of_the_sentence_is_no_part_of_a_date(day: str) -> None:
    text = f"They met on {day.rstrip('.')}."
    spans = [text[slice(*found.span)] for found in values(text, "en")]
    assert spans == [day]


def test_full_width_and_thin_spaces_do_not_move_spans() -> None:
    text = "共\u2009４０\u2009％，第５条"
    spans = [text[slice(*found.span)] for found in values(text, "zh-Hans")]
    assert spans == ["４０\u2009％", "第５条"]


def test_yuan_is_meant_by_the_bare_sign_in_simplified_text_alone() -> None:
    assert only("100元", "zh-Hans").unit == "CNY"
    assert only("100元", "zh-Hant").unit == ""


@pytest.mark.parametrize(
    ("text", "language", "firm"),
    [
        ("32 Allies", "en", True),
        ("thirty-two Allies", "en", True),
        ("two Allies", "en", False),
        ("on Monday", "en", False),
        ("F-16 jets", "en", False),
        ("三十二个盟国", "zh-Hans", True),
        ("三个盟国", "zh-Hans", False),
        ("ba mươi hai nước", "vi", True),
        ("ba nước", "vi", False),
        ("tháng 3", "vi", False),
    ],
)
def test_what_a_translation_may_leave_unsaid_is_not_firm(
    text: str, language: str, firm: bool
) -> None:
    (found,) = values(text, language)
    assert found.firm is firm


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match='unknown language "fr"'):
        values("5", "fr")


def test_values_say_themselves_plainly() -> None:
    assert str(Value(Kind.CARDINAL, (Fraction(5, 2),))) == "cardinal 2.5"
    assert str(Value(Kind.CARDINAL, (Fraction(2, 3),))) == "cardinal 2/3"
    assert str(Value(Kind.DATE, (None, None, 24))) == "date ---24"


# Comparing a text with its translation


def compared(source: str, target: str, language: str) -> list[Difference]:
    return differences(values(source, "en"), values(target, language))


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("40,000 troops in 30 days", "30天内4万名士兵", "zh-Hans"),
        ("Both sides met twice.", "Hai bên đã gặp nhau hai lần.", "vi"),
        ("It was the first visit.", "这是访问。", "zh-Hans"),
        ("a year later", "1年后", "zh-Hans"),
        ("winds of 85 mph", "每小时85英里的风", "zh-Hans"),
        ("385 miles away", "620公里外", "zh-Hans"),
        ("In May, the 1980s", "trong những năm 80", "vi"),
        ("The three pillars rest.", "支柱", "zh-Hans"),
        ("as in Article 5", "như trong Điều 5", "vi"),
        ("takes Article VI seriously", "coi trọng Điều VI.", "vi"),
        (
            "Articles I and II, Articles IV to VI",
            "第一条、第二条、第四条至第六条",
            "zh-Hans",
        ),
        ("Article 6: all", "Điều 6: tất cả", "vi"),
        ("among 5 ships", "trong số 5 tàu", "vi"),
        ("one in four children", "四分之一的儿童", "zh-Hans"),
        ("one in four children", "một phần tư trẻ em", "vi"),
        ("one in four", "cứ bốn người thì một", "vi"),
        ("1 in 10 people", "十分之一的人", "zh-Hant"),
        ("one in ten people", "每10人中有1人", "zh-Hans"),
        ("a quarter of them", "每四人就有一人", "zh-Hant"),
        ("three out of four Allies", "四分之三的盟国", "zh-Hans"),
        ("1 in 100,000", "十万分之一", "zh-Hans"),
        ("half the members", "50%的成员", "zh-Hans"),
        ("25 per cent of them", "một phần tư", "vi"),
        ("along the 38th parallel", "沿三八线", "zh-Hans"),
        ("24 hours a day", "24/24 giờ", "vi"),
        ("around the clock", "24/24 giờ", "vi"),
        ("around the clock", "24小时待命", "zh-Hans"),
        ("24 hours a day", "24小时值守", "zh-Hans"),
        ("shortly after 1 p.m.", "không lâu sau 13 giờ", "vi"),
        ("for 13 hours", "trong 13 giờ", "vi"),
        ("more than doubling its length", "長度變成原來的2倍以上", "zh-Hant"),
        ("it doubled", "tăng gấp đôi", "vi"),
        ("staffed around the clock", "24小時有人值勤", "zh-Hant"),
        ("Arrow 3 missiles", "箭三型飛彈", "zh-Hant"),
        ("it doubled", "增加一倍", "zh-Hans"),
        ("it lasted 90 minutes", "kéo dài 1,5 giờ", "vi"),
        ("it lasted 90 minutes", "kéo dài một tiếng rưỡi", "vi"),
        ("it lasted 90 minutes", "持续了一个半小时", "zh-Hans"),
        ("within 48 hours", "trong vòng hai ngày", "vi"),
        ("within 48 hours", "兩天內", "zh-Hant"),
        ("14 to 21 days", "hai đến ba tuần", "vi"),
        ("18 months", "một năm rưỡi", "vi"),
        ("6 months", "半年", "zh-Hans"),
        ("500 kg of explosives", "半吨炸药", "zh-Hans"),
        ("2 hours 30 minutes", "2 giờ 30 phút", "vi"),
        ("in his 60s", "六十多歲", "zh-Hant"),
        ("Exports fell in the first half.", "Xuất khẩu giảm trong 6 tháng đầu.", "vi"),
        ("the first 6 months of 2025", "2025年上半年", "zh-Hans"),
        ("the first half of 2025", "2025年前6个月", "zh-Hans"),
        ("At 3:45 p.m.", "Lúc 4 giờ kém 15 chiều", "vi"),
        ("the 3rd floor", "三楼", "zh-Hans"),
        ("a 30% discount", "七折优惠", "zh-Hans"),
        ("a 10-fold increase", "增加了九倍", "zh-Hans"),
        ("the 13th Congress", "Đại hội XIII của Đảng", "vi"),
        ("this year, last month", "今（114）年，上（5）月", "zh-Hant"),
        ("from 5 May", "5月5日零时起", "zh-Hans"),
        ("the 1992 Consensus", "九二共識", "zh-Hant"),
    ],
)
def test_a_faithful_translation_has_no_difference(
    source: str, target: str, language: str
) -> None:
    assert compared(source, target, language) == []


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("40 billion euros", "40亿欧元", "zh-Hans"),
        ("24 March 2022", "2022年3月25日", "zh-Hans"),
        ("24 March 2022", "ngày 24 tháng 5 năm 2022", "vi"),
        ("Article 51", "第五十二条", "zh-Hans"),
        ("three pillars", "四大支柱", "zh-Hans"),
        ("on Tuesday", "hôm thứ Tư", "vi"),
        ("2% of GDP", "3% GDP", "vi"),
        ("40 km", "40 dặm", "vi"),
        ("5 million euros", "500万美元", "zh-Hans"),
        ("the 1930s", "những năm 1830", "vi"),
        ("4. We agree.", "1. 我们同意。", "zh-Hans"),
        ("two of two ships", "hai trong ba tàu", "vi"),
        ("five working days", "bảy ngày làm việc", "vi"),
        ("from four to eight", "从四个增至六个", "zh-Hans"),
        ("a third more attacks", "攻击增加四分之一", "zh-Hans"),
        ("a fivefold increase", "增至四倍", "zh-Hans"),
        ("tripling output", "tăng gấp đôi sản lượng", "vi"),
        ("shortly after 2 p.m.", "không lâu sau 13 giờ", "vi"),
        ("for 3 hours", "trong 15 giờ", "vi"),
        ("four partners", "năm đối tác", "vi"),
        ("one in four children", "五分之一的儿童", "zh-Hans"),
        ("one in four children", "một phần năm trẻ em", "vi"),
        ("one in ten people", "每20人中有1人", "zh-Hans"),
        ("a quarter of them", "每五人就有一人", "zh-Hant"),
        ("along the 38th parallel", "沿北纬39度线", "zh-Hans"),
        ("it lasted 90 minutes", "kéo dài 2 giờ", "vi"),
        ("within 49 hours", "trong 2 ngày", "vi"),
        ("the first nine months", "6 tháng đầu năm", "vi"),
        ("the first 5 months", "前6个月", "zh-Hans"),
        ("a 10-fold increase", "增至9倍", "zh-Hans"),
        ("today, 15 May", "今（14）日", "zh-Hant"),
    ],
)
def test_a_changed_figure_is_one_difference_with_both_sides(
    source: str, target: str, language: str
) -> None:
    (difference,) = compared(source, target, language)
    assert difference.source is not None
    assert difference.target is not None


def test_a_figure_left_out_and_one_added_are_told_apart() -> None:
    (lacking,) = compared("30 Allies", "盟国", "zh-Hans")
    (added,) = compared("Allies", "30个盟国", "zh-Hans")
    assert lacking.target is None
    assert added.source is None


# Value → rendering → value

ENGLISH_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ENGLISH_TENS = [
    "",
    "",
    *["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
]


def english(number: int) -> str:
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = f" {english(number % size)}" if number % size else ""
            return f"{english(number // size)} {word}{rest}"
    if number >= 100:
        rest = f" and {english(number % 100)}" if number % 100 else ""
        return f"{ENGLISH_ONES[number // 100]} hundred{rest}"
    if number >= 20:
        rest = f"-{ENGLISH_ONES[number % 10]}" if number % 10 else ""
        return ENGLISH_TENS[number // 10] + rest
    return ENGLISH_ONES[number]


def han(number: int) -> str:
    for size, sign in ((10**12, "兆"), (10**8, "亿"), (10**4, "万")):
        if number >= size:
            return han(number // size) + sign + han_rest(number % size, size)
    for size, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            first = "〇一二三四五六七八九"[number // size] + sign
            return first + han_rest(number % size, size)
    return "〇一二三四五六七八九"[number]


def han_rest(number: int, size: int) -> str:
    if not number:
        return ""
    return ("零" if number < size // 10 else "") + han(number)


VIETNAMESE = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def vietnamese(number: int, *, full: bool = False) -> str:
    for size, word in ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn")):
        if number >= size:
            rest = number % size
            said = f" {vietnamese(rest, full=rest < 1000)}" if rest else ""
            return f"{vietnamese(number // size)} {word}{said}"
    hundreds, rest = divmod(number, 100)
    words = [f"{VIETNAMESE[hundreds]} trăm"] if hundreds or full else []
    if rest and rest < 10:
        words += ["linh"] if words else []
        words += [VIETNAMESE[rest]]
    elif rest:
        words += [vietnamese_tens(rest)]
    return " ".join(words)


def vietnamese_tens(number: int) -> str:
    tens, one = divmod(number, 10)
    last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(one, VIETNAMESE[one])
    first = "mười" if tens == 1 else f"{VIETNAMESE[tens]} mươi"
    return f"{first} {last}".strip()


NUMBERS = st.one_of(st.integers(2, 200), st.integers(2, 10**12 - 1))
AMOUNTS = st.decimals(0, 10**6, places=2).map(Fraction)


@given(NUMBERS)
def test_english_words_come_back(number: int) -> None:
    assert only(f"{english(number)} ships", "en") == Value(Kind.CARDINAL, (number,))


@given(st.one_of(st.integers(2, 200), st.integers(2, 10**16 - 1)))
def test_han_numerals_come_back(number: int) -> None:
    expected = Value(Kind.CARDINAL, (number,))
    assert only(f"{han(number)}个", "zh-Hans") == expected
    traditional = han(number).replace("万", "萬").replace("亿", "億")
    assert only(f"{traditional}個", "zh-Hant") == expected


@given(NUMBERS)
def test_vietnamese_words_come_back(number: int) -> None:
    text = f"có {vietnamese(number)} người"
    assert only(text, "vi") == Value(Kind.CARDINAL, (number,))


@given(AMOUNTS)
def test_digits_come_back_by_each_languages_marks(amount: Fraction) -> None:
    expected = Value(Kind.CARDINAL, (amount,))
    grouped = f"{float(amount):,.2f}"
    swapped = grouped.translate(str.maketrans(",.", ".,"))
    assert only(grouped, "en") == expected
    assert only(grouped, "zh-Hans") == expected
    assert only(grouped.replace(",", "\u00a0"), "en") == expected
    assert only(swapped, "vi") == expected


@given(st.integers(1, 10**6))
def test_mixed_chinese_magnitudes_come_back(number: int) -> None:
    assert only(f"{number}万人", "zh-Hans").numbers == (number * 10**4,)
    assert only(f"{number}億人", "zh-Hant").numbers == (number * 10**8,)
    assert only(f"{number} triệu người", "vi").numbers == (number * 10**6,)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_dates_come_back(day: datetime.date) -> None:
    expected = Value(Kind.DATE, (day.year, day.month, day.day))
    written = {
        "en": [
            f"{day.day} {day:%B %Y}",
            f"{day:%B} {day.day}, {day.year}",
            f"{day:%Y-%m-%d}",
            f"{day:%m/%d/%Y}",
        ],
        "zh-Hans": [
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year}年{han(day.month)}月{han(day.day)}日",
        ],
        "zh-Hant": [f"{day.year} 年 {day.month} 月 {day.day} 日"],
        "vi": [
            f"ngày {day.day} tháng {day.month} năm {day.year}",
            f"ngày {day.day}/{day.month}/{day.year}",
            f"{day.day}-{day.month}-{day.year}",
        ],
    }
    for language, texts in written.items():
        assert {only(text, language) for text in texts} == {expected}


@given(st.integers(2, 300))
def test_references_come_back(number: int) -> None:
    expected = Value(Kind.REFERENCE, (number,), "article")
    assert only(f"Article {number}", "en") == expected
    assert only(f"第{number}条", "zh-Hans") == expected
    assert only(f"第{han(number)}條", "zh-Hant") == expected
    assert only(f"Điều {number}", "vi") == expected


@given(AMOUNTS.filter(lambda amount: amount > 0))
def test_percentages_and_money_come_back(amount: Fraction) -> None:
    digits = f"{float(amount):.2f}"
    comma = digits.replace(".", ",")
    percent, money = Value(Kind.PERCENT, (amount,)), Value(Kind.MONEY, (amount,), "EUR")
    assert only(f"{digits}%", "en") == percent
    assert only(f"百分之{digits}", "zh-Hans") == percent
    assert only(f"{comma} phần trăm", "vi") == percent
    assert only(f"€{digits}", "en") == money
    assert only(f"{digits}歐元", "zh-Hant") == money
    assert only(f"{comma} euro", "vi") == money


@given(st.integers(0, 23), st.integers(1, 59))
def test_times_come_back(hour: int, minute: int) -> None:
    expected = Value(Kind.TIME, (hour, minute))
    half = "a.m." if hour < 12 else "p.m."
    assert only(f"at {hour % 12 or 12}:{minute:02} {half}", "en") == expected
    assert only(f"{hour}时{minute}分", "zh-Hans") == expected
    assert only(f"{hour}h{minute:02}", "vi") == expected


# Soup

PIECES = {
    "en": "one two twenty- hundred and million a half first 1 0 , . - / : % $ € 5th "
    "March May Articles no. I V to 2022 billion km a.m. F- \n",
    "zh-Hans": "一 二 两 十 百 千 万 亿 零 〇 第 条 号 决议 年 月 日 半 点 分 "
    "百分之 % 3 1 , . - / ： 至 、 个 元 美元 周 星期 几 多 上午 附件 公里 兆 成 \n",
    "vi": "một hai năm mươi mười trăm nghìn tỷ lăm linh rưỡi phần thứ tháng ngày Điều "
    "các số 1 0 . , - / : % $ h giờ chiều tuần đô la nửa "
    "chủ nhật hàng quý thế kỷ đầu tiên \n",
}
PIECES["zh-Hant"] = PIECES["zh-Hans"].replace("万", "萬").replace("两", "兩")


@st.composite
def soup(draw: st.DrawFn) -> tuple[str, str]:
    language = draw(st.sampled_from(LANGUAGES))
    piece = st.sampled_from(PIECES[language].split(" ")) | st.text(max_size=3)
    gap = st.sampled_from(["", " "])
    parts = draw(st.lists(st.tuples(piece, gap), max_size=25))
    text = "".join(piece + gap for piece, gap in parts)
    return (text.upper() if draw(st.booleans()) else text), language


@given(soup())
def test_spans_are_in_order_inside_the_text_and_apart(case: tuple[str, str]) -> None:
    text, language = case
    found = values(text, language)
    stops = [0, *(edge for f in found for edge in f.span), len(text)]
    assert all(before <= after for before, after in pairwise(stops))
    assert all(text[slice(*f.span)].strip() for f in found)
    assert all(str(f.value) and f.value.keys for f in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_runs_of_figures_are_read_to_the_end(language: str) -> None:
    parts = PIECES[language].replace("\n", "9" * 60).split(" ")
    text = " ".join(parts * 400) + "1,111," * 8000 + "二" * 8000 + "năm " * 8000
    found = values(text + " 2022", language)
    assert slice(*found[-1].span) == slice(len(text) + 1, len(text) + 5)


# Real translations


@pytest.mark.shared
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "vi"])
def test_news_translations_rarely_disagree(language: str, shared: Path) -> None:
    folder = shared / "dev" / "ntrex"
    source, target = (
        (folder / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
        for tag in ("en", language)
    )
    lines = [
        bool(compared(one, other, language))
        for one, other in zip(source, target, strict=True)
    ]
    assert sum(lines) / len(lines) < 0.02
