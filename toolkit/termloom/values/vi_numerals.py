"""How Vietnamese writes numbers: digits, words, and digits with a magnitude word."""

import re
from fractions import Fraction

from .amounts import Numeral
from .scan import DIGITS, PART, any_of, decimal, exact
from .value import Number

ONES = {
    **{"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8},
    **{"chín": 9, "mười": 10, "bẩy": 7, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5},
}
_LARGE = {
    **{"tá": 12, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6},
    **{"tỷ": 10**9, "tỉ": 10**9},
}

ONE = r"(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)\b"
_AFTER_TEN = r"(?:một|mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín)\b"
TENS = (
    rf"(?:{ONE} mươi\b(?: {_AFTER_TEN})?|mười\b(?: {_AFTER_TEN})?|{ONE} chục\b"
    rf"|{ONE} (?:mốt|lăm|nhăm)\b)"
)
HUNDREDS = rf"(?:{ONE}|không) trăm\b(?: rưỡi\b| (?:linh|lẻ) {ONE}| {TENS})?"
BIG = (
    r"(?!t[ỷỉ] (?:lệ|số|suất|giá|trọng|phú|mỉ)\b)"
    rf"(?:{any_of(_LARGE)})\b"
)
_FIGURE = (
    rf"(?:[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}}){{1,6}}(?![0-9])(?:,{DIGITS})?"
    rf"|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,6}}(?![0-9])(?:\.{DIGITS})?"
    rf"|[1-9][0-9]{{0,2}}(?: [0-9]{{3}}){{1,6}}(?![0-9])(?:,{DIGITS})?"
    rf"|{DIGITS}(?:[.,]{DIGITS}(?![.,][0-9])|{PART})?|{PART})"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_CHUNK = re.compile(
    rf"(?:(?P<group>{HUNDREDS}|{TENS}|(?:linh|lẻ) {ONE})|(?P<one>{ONE}|nửa\b)"
    rf"|(?P<figure>{_FIGURE}))(?: ?(?P<scale>(?:(?:nghìn|ngàn|vạn|triệu|trăm) )?{BIG})"
    r"(?P<half> rưỡi\b)?)?",
    re.IGNORECASE,
)

_POINT = re.compile(
    rf" phẩy (?P<zeros>(?:không )*)(?P<digits>{TENS}|{ONE}(?: (?!năm\b){ONE})*)"
    rf"(?: (?P<scale>{BIG}))?",
    re.IGNORECASE,
)


def numeral(text: str, start: int, money: bool) -> Numeral | None:
    total: Number = 0
    limit, at, stop, first = 10**19, start, start, 1
    while chunk := _CHUNK.match(text, at):
        scale = _scale(chunk["scale"])
        loose = stop > start and scale == 1 and not chunk["group"]
        if scale >= limit or loose:
            break
        total += _chunk_number(chunk) * scale
        first = first if stop > start else scale
        limit, stop = scale, chunk.end()
        if scale == 1 or text[stop : stop + 1] != " ":
            break
        at = stop + 1
    if stop == start:
        return None
    numeral = Numeral(exact(total), stop, scale=first)
    if not text[start].isalpha():
        return numeral
    point = _POINT.match(text, stop)
    return _judged(text, start, _decimal(total, point) if point else numeral)


def _decimal(whole: Number, point: re.Match[str]) -> Numeral:
    """hai phẩy năm, ba phẩy mười bốn, một phẩy hai tỷ"""
    digits = point["digits"]
    words = [digits] if re.fullmatch(TENS, digits, re.IGNORECASE) else digits.split()
    part = "0" * len(point["zeros"].split()) + "".join(str(spelled(w)) for w in words)
    scale = _scale(point["scale"])
    number = (whole + Fraction(int(part), 10 ** len(part))) * scale
    return Numeral(exact(number), point.end(), scale=scale)


def _scale(words: str | None) -> int:
    product = 1
    for word in (words or "").lower().split():
        product *= _LARGE.get(word, 100)
    return product


def _chunk_number(chunk: re.Match[str]) -> Number:
    half = Fraction(1, 2) if chunk["half"] else 0
    figure = chunk["figure"]
    if not figure:
        return spelled(chunk["group"] or chunk["one"]) + half
    marks = [mark for mark in figure if mark in ".,"]
    point = marks[-1] if marks and not _GROUPED.fullmatch(figure) else "\n"
    return decimal(figure, point=point) + half


def spelled(words: str) -> Number:
    """The number of words below a thousand."""
    words = words.lower()
    hundreds, trăm, rest = words.partition(" trăm")
    if trăm:
        return 100 * ONES.get(hundreds, 0) + (spelled(rest) if rest else 0)
    if "rưỡi" in words or "nửa" in words:
        return 50 if "rưỡi" in words else Fraction(1, 2)
    first, *others = [word for word in words.split() if word not in ("linh", "lẻ")]
    number = ONES[first]
    for word in others:
        tens = word in ("mươi", "chục", "mốt", "lăm", "nhăm") and number < 10
        number = number * (10 if tens else 1) + ONES.get(word, 0)
    return number


_FIVE_OF = (
    "mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|phần|năm|tuần|ngày|giờ|tiếng|phút|giây|lần|thập|"
    "thế|tháng (?:đầu|qua|tới|sau|trước|cuối)|người|nước|quốc|thành|con|cái|chiếc|bức|"
    "cuộc|bài|điểm|bước|nhóm|trụ|đội|tàu|bên|vụ|tỉnh|bang|câu|loại|trong|đồng|dự|mục|"
    "nguyên|tổ|cơ|lĩnh|khu|tên|quả|máy|xe|trận|bàn|trẻ|học|nhà|đơn|lữ|sư|tiểu|giai|"
    "ki-lô-mét|km|mét|độ|đô|euro|tấn|đối tác|cường quốc|chương|khẩu đội|hệ thống|gói|"
    "binh sĩ|sĩ quan|cảnh sát|nhân viên|sáng kiến|ưu tiên|yêu cầu|nhiệm vụ|văn kiện|"
    "hiệp|phái|tuyến|hướng|vùng|hãng|công ty|công dân|ủy viên|nghị sĩ|thủy thủ|đại sứ|"
    "tướng|ngôi|hòn|quan chức"
)
_NO_FIGURE = re.compile(
    r"ba (?:mẹ|má|tôi|anh|em|của|ơi|cháu|bà|nó|ruột|lô|hoa|gác|rọi|lê)\b"
    r"|chín (?:chắn|muồi|mọng|rộ)\b|hai lúa\b|một (?:hai|vài|số)\b"
    rf"|năm\b(?! (?:{_FIVE_OF})\b)",
    re.IGNORECASE,
)
_NAME_BEHIND = re.compile(r" [A-ZĐÀ-Ỹ][^ A-Z]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\"“(•–-]) ?$")


def _judged(text: str, start: int, numeral: Numeral) -> Numeral | None:
    """A numeral in words: one word alone is often no figure."""
    words = text[start : numeral.stop].split(" ")
    if len(words) > 1:
        return numeral._replace(firm=words[0].lower() != "nửa")
    if _NO_FIGURE.match(text, start) or _is_name(text, start, numeral.stop):
        return None
    return numeral._replace(firm=False, bare=words[0].lower() not in ("một", "nửa"))


def _is_name(text: str, start: int, stop: int) -> bool:
    """Ba Lan, Hai Bà Trưng: capitals where no sentence begins, or one behind."""
    if text[start].islower():
        return False
    before = text[max(start - 2, 0) : start]
    return bool(_NAME_BEHIND.match(text, stop)) or not _SENTENCE_START.search(before)
