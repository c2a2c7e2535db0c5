"""How Chinese writes numbers: digits, Han numerals, and both mixed."""

import re
from fractions import Fraction

from .amounts import Numeral
from .scan import DIGITS, PART, decimal, exact
from .value import Number

_DIGITS = {
    **{han: value for value, han in enumerate("〇一二三四五六七八九")},
    **{han: value for value, han in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{"貳": 2, "參": 3, "参": 3, "陸": 6, "两": 2, "兩": 2},
}
_TENS = {"廿": 20, "卅": 30}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

_ONE = "[一二三四五六七八九两兩]"
_ZERO = "[零〇]"
_LARGE_GUARD = "兆(?![瓦赫字位欧歐帕比])"
_UP_TO_THOUSANDS = (
    rf"(?:{_ONE}千)?{_ZERO}?(?:{_ONE}百)?{_ZERO}?(?:{_ONE}?十|[廿卅])?{_ONE}?"
)
_HAN = (
    rf"(?=[一二三四五六七八九两兩十廿卅])(?:{_UP_TO_THOUSANDS}[多余餘]?{_LARGE_GUARD})?"
    rf"{_ZERO}?(?:{_UP_TO_THOUSANDS}[多余餘]?[万萬]?[亿億])?"
    rf"{_ZERO}?(?:{_UP_TO_THOUSANDS}[多余餘]?[万萬])?{_ZERO}?{_UP_TO_THOUSANDS}"
)
_BANK_ONE = "[壹贰貳叁參参肆伍陆陸柒捌玖]"
_BANK = rf"{_BANK_ONE}[拾佰仟万萬亿億](?:零|{_BANK_ONE}|[拾佰仟万萬亿億])*"
START = "[0-9一二三四五六七八九十两兩]"
NUMERALS = re.compile("[〇零一二三四五六七八九十百千万萬亿億两兩几幾数數]")
POSITIONAL = re.compile(
    r"[一二三四五六七八九][〇零一二三四五六七八九]{3}(?![一二三四五六七八九十百千万萬亿億])"
    r"|[一二三四五六七八九][〇零一二三四五六七八九]{1,3}(?= ?[号號])"
)
SPELLED = re.compile(rf"(?P<bank>{_BANK})|(?P<han>{_HAN})")
_POINT = re.compile(r"[点點]([〇零一二三四五六七八九]{1,6})(?![十百千分刻])")
_ZERO_POINT = re.compile(f"零{_POINT.pattern}")
_FIGURE = re.compile(
    r"(?:[1-9][0-9]{0,2}(?:(?:[,，][0-9]{3}){1,6}|(?: [0-9]{3}){1,6})(?![0-9])"
    rf"|{DIGITS})(?:\.{DIGITS}(?!\.[0-9])|{PART})?|{PART}"
)
_SCALE = re.compile(
    rf" ?[多余餘]? ?([十百千]?[万萬][亿億]?|[百千]?[亿億]|{_LARGE_GUARD}"
    r"|百(?!分)|千(?![米克瓦吨噸卡赫焦伏兆]))"
)
_TEN_THOUSANDS = (10**4, 10**8)
_DIGIT_ALONE = re.compile("[1-9](?![0-9.,/%-])")
"""3万5 is 35,000."""
_COUNTED = re.compile(
    " ?[多余餘]?[个個名位国國人家次种種项項条條点點方届屆轮輪场場艘架辆輛枚支只隻座所份"
    "楼樓件套批组組层層页頁章卷册冊篇句段步台颗顆棵口户戶间間栋棟根张張块塊片对對级級期类類"
    "代集部派党黨省市县縣区區村校大者边邊侧側地端员員票球日局股倍番株]|分(?!之)"
)


def numeral(text: str, start: int, money: bool) -> Numeral | None:
    """The number at a place, in digits or Han; 半 counts before a unit."""
    if text.startswith("半", start):
        return Numeral(Fraction(1, 2), start + 1, firm=False, bare=False)
    return figure(text, start) or spelled(text, start)


def figure(text: str, start: int) -> Numeral | None:
    """Digits, alone or with Han magnitudes: 40,000, 1.5亿, 1亿2000万."""
    total: Number = 0
    stop, limit, first = start, 10**16, 1
    while match := _FIGURE.match(text, stop):
        scaled = _SCALE.match(text, match.end())
        scale = magnitude(scaled[1]) if scaled else 1
        number = decimal(match[0].replace("，", ",")) * scale
        if scale == 1 and limit in _TEN_THOUSANDS and _DIGIT_ALONE.match(text, stop):
            number *= limit // 10
        if number >= limit:
            break
        total += number
        first = first if stop > start else scale
        stop, limit = (scaled or match).end(), scale
    if stop == start:
        return None
    return Numeral(exact(total), stop, scale=first)


def magnitude(words: str) -> int:
    """千万 is ten million."""
    product = 1
    for word in words:
        product *= _SMALL.get(word) or _LARGE[word]
    return product


def spelled(text: str, start: int) -> Numeral | None:
    """A Han numeral; one character alone counts before a measure word only."""
    if match := POSITIONAL.match(text, start):
        return Numeral(_digit_by_digit(match[0]), match.end())
    if zero := _ZERO_POINT.match(text, start):
        return _decimal(text, 0, zero)
    match = SPELLED.match(text, start)
    if not match or not match[0]:
        return None
    whole, stop = _han(match[0]), match.end()
    if point := _POINT.match(text, stop):
        return _decimal(text, whole, point)
    short = len(match[0]) == 1
    bare = match[0] != "一" and not (short and not _COUNTED.match(text, stop))
    scale = _LARGE.get(match[0][-1], 1)
    return Numeral(whole, stop, firm=not short, scale=scale, bare=bare)


def _decimal(text: str, whole: int, point: re.Match[str]) -> Numeral:
    """三点一四, 一点五亿"""
    scaled = _SCALE.match(text, point.end())
    scale = magnitude(scaled[1]) if scaled else 1
    part = Fraction(_digit_by_digit(point[1]), 10 ** len(point[1]))
    stop = (scaled or point).end()
    return Numeral(exact((whole + part) * scale), stop, scale=scale)


def _digit_by_digit(han: str) -> int:
    return int("".join(str(_DIGITS[digit]) for digit in han))


def _han(words: str) -> int:
    """The number of a well-formed Han numeral."""
    total = section = digit = 0
    last, largest = 1, 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
            last = last if digit else 1
        elif word in _TENS:
            section += _TENS[word]
        elif word in _SMALL:
            section += (digit or 1) * _SMALL[word]
            digit, last = 0, _SMALL[word]
        elif word in _LARGE:
            total, largest = _enlarge(total, section + digit, _LARGE[word], largest)
            section, digit, last = 0, 0, _LARGE[word]
    return total + section + digit * (last // 10 if last >= 100 else 1)


def _enlarge(total: int, section: int, scale: int, largest: int) -> tuple[int, int]:
    """万 and 亿 multiply what stands before them; 万亿 multiplies twice."""
    if largest and scale > largest:
        return (total + section) * scale, scale
    return total + section * scale, scale


SHORT = (
    "(?:[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?"
    "|[一二三四五六七八九])"
)


def read(written: str) -> int:
    """The number of digits or Han, also of a year written digit by digit."""
    if written.isascii():
        return int(written)
    if len(written) > 2 and "十" not in written:
        return _digit_by_digit(written)
    return _han(written)
