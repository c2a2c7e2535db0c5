"""Figures in Vietnamese; dates have the day first."""

import re
from fractions import Fraction
from functools import partial

from ..model import Span
from . import digits
from .amounts import (
    HALF_YEAR,
    Grammar,
    amount,
    in_code,
    labels,
    loosened,
    prefixes,
    units,
)
from .scan import (
    PART,
    ROMAN,
    URL,
    Reading,
    any_of,
    exact,
    first_of,
    nothing,
    one,
    roman,
    scan,
)
from .value import Found, Kind, Value
from .vi_numerals import BIG, HUNDREDS, ONE, ONES, TENS, numeral, spelled

_UNITS = units("vi")
_MONEY = any_of(prefixes(_UNITS))
_NO_UNIT = (
    r"đồng (?:minh|chí|đội|nghiệp|bào|bằng|hương|sự|phạm|loại)\b|đô (?:thị|đốc|hộ)\b"
    r"|tấn công\b|tuần (?:tra|dương)\b|ký (?:kết|hiệu)\b|tiếng (?:nói|súng|nổ)\b"
)
_GRAMMAR = Grammar(
    numeral=numeral,
    join=re.compile(r" ?[-\u2013] ?| đến | tới | lên | xuống (?:còn )?", re.IGNORECASE),
    before=re.compile(rf"({_MONEY}) ?(?=[0-9])", re.IGNORECASE),
    behind=re.compile(
        rf"[ -]?(?!(?-i:[GM]\b)|{_NO_UNIT})({any_of(_UNITS)})(?:(?<=[%°$€£¥])|(?!\w))",
        re.IGNORECASE,
    ),
    units=_UNITS,
    half="rưỡi",
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,6}(?![.0-9])")


def _grouped(text: str, start: int) -> Reading | None:
    """2.500.000 is a number here, not a version."""
    return _amount(text, start) if _GROUPED.match(text, start) else None


_OF_YEAR_HALF = re.compile(r" (?:đầu|cuối)\b", re.IGNORECASE)
_DAY_PART = re.compile(r" (?P<part>sáng|trưa|chiều|tối|đêm|khuya)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?:một hai|hai ba|ba bốn|bốn năm|năm sáu|năm bảy|sáu bảy|bảy tám|tám chín"
    r"|chín mười)\b(?! (?:mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ)\b)",
    re.IGNORECASE,
)


def _amount(text: str, start: int) -> Reading | None:
    if vague := _VAGUE.match(text, start):
        return nothing(vague.end())
    reading = amount(text, start, _GRAMMAR)
    if not reading:
        return None
    value = reading.found[0].value
    if value == HALF_YEAR and _OF_YEAR_HALF.match(text, reading.stop):
        return loosened(reading)
    return (value.unit == "h" and _hours(text, start, reading)) or reading


def _hours(text: str, start: int, reading: Reading) -> Reading | None:
    """The time of day of hours in words: «bảy giờ rưỡi tối», «lúc bảy giờ»."""
    part = _DAY_PART.match(text, reading.stop)
    said = part or _AT.search(text, max(start - 4, 0), start)
    hour, rest = divmod(reading.found[0].value.numbers[0] or 0, 1)
    if not said or rest not in (0, _HALF_HOUR) or hour > 24:
        return None
    if "tiếng" in text[start : reading.stop].lower():
        return None
    of_day = _hour(int(hour), part["part"] if part else "")
    stop = part.end() if part else reading.stop
    return one(start, stop, Value(Kind.TIME, (of_day, int(60 * rest))))


_HALF_HOUR = Fraction(1, 2)
_DAY_LONG = 24 * 60
_TIME = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])"
    r"(?:(?: ?giờ|[hg])(?: ?(?P<minute>[0-5][0-9]\b|[0-9](?= phút\b))(?: phút)?"
    r"| kém (?P<less>[1-5]?[0-9])\b(?: phút)?|(?P<half> rưỡi)?\b)"
    r"|[:.](?P<colon>[0-5][0-9])(?: giờ| ?h\b))"
    r"(?: (?P<part>sáng|trưa|chiều|tối|đêm|khuya)\b)?",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:lúc|vào|hồi) $", re.IGNORECASE)
_AFTER_TIME = re.compile(
    r"(?: \(| theo|,)? (?:ngày|hôm|GMT|giờ)\b"
    r"| (?:đến|tới|[-–]) [0-9]{1,2} ?(?:giờ|[hg]) ?[0-5][0-9]\b",
    re.IGNORECASE,
)
"""What stands behind a time of day, also another one with its minutes."""


def _time(text: str, start: int) -> Reading | None:
    match = _TIME.match(text, start)
    if not match:
        return digits.clock(text, start)
    around = _AT.search(text, max(start - 4, 0), start) or _AFTER_TIME.match(
        text, match.end()
    )
    said = any(match[name] for name in ("minute", "less", "colon", "part"))
    if not (said or around):
        return None
    minute = 30 if match["half"] else int(match["minute"] or match["colon"] or 0)
    past = 60 * _hour(int(match["hour"]), match["part"] or "") + minute
    past -= int(match["less"] or 0)
    return one(start, match.end(), Value(Kind.TIME, divmod(past % _DAY_LONG, 60)))


_LATE = {
    **dict.fromkeys(("chiều", "tối"), range(1, 12)),
    **dict.fromkeys(("đêm", "khuya"), range(6, 12)),
    "trưa": range(1, 4),
}


def _hour(hour: int, part: str) -> int:
    if hour == 12 and part.lower() in ("đêm", "khuya"):
        return 0
    return (hour + 12 if hour in _LATE.get(part.lower(), ()) else hour) % 24


_MONTH_WORDS = {
    **{"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6},
    **{"bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11},
    **{"mười hai": 12, "chạp": 12},
}
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9%]|[.,][0-9])"
_MONTH = r"(?:(?:1[0-2]|0?[1-9])(?![0-9%]|[.,:][0-9]))"
_NAMED = (
    rf"(?:{_MONTH}|(?!năm (?:[0-9]|nay|qua|tới|sau|trước|ngoái)|một lần)"
    rf"(?:{any_of(_MONTH_WORDS)})\b)"
)
_YEAR = r"[12][0-9]{3}(?![0-9]|[.,][0-9]{3})"
_OF_YEAR = rf"(?:(?:,? năm |, ?| ?[/-] ?| )(?P<year>{_YEAR}))?"
_TO = r" ?[-\u2013] ?| đến (?:ngày )?| tới (?:ngày )?"
_AND = r" và (?:ngày )?|, (?:ngày )?"
_DAYS = rf"(?P<first>{_DAY})(?:(?:(?P<to>{_TO})|{_AND})(?P<last>{_DAY}))?"
_ON = r"(?:(?:ngày|mùng|mồng) (?:mùng |mồng )?)?"
_DATE = re.compile(rf"{_ON}{_DAYS} tháng (?P<month>{_NAMED}){_OF_YEAR}", re.IGNORECASE)
_SHORT_DATE = re.compile(
    rf"(?P<on>{_ON})(?P<first>{_DAY})(?:(?P<to> ?[-\u2013] ?)(?P<last>{_DAY})(?=/))?"
    rf"(?P<mark>[/-])(?P<month>{_MONTH})(?![/-]?[0-9])",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(
    rf"(?:ngày|mùng|mồng) (?:mùng |mồng )?{_DAYS}(?![0-9/])", re.IGNORECASE
)
_MONTH_DATE = re.compile(rf"tháng (?P<month>{_NAMED}){_OF_YEAR}", re.IGNORECASE)
_MONTH_SLASH_YEAR = re.compile(rf"(?P<month>{_MONTH})[/-](?P<year>{_YEAR})(?!/)")
_DECREE = re.compile(r"(?:số|định|quyết|luật|tư|thị|lệnh|văn) $", re.IGNORECASE)
_YEARS = re.compile(
    rf"năm (?P<first>{_YEAR})(?:(?:{_TO})(?:năm )?(?P<last>{_YEAR}))?", re.IGNORECASE
)
_DAY_WORD = re.compile(r"(?:hôm|sáng|trưa|chiều|tối|đêm|từ|đến|vào) $", re.IGNORECASE)
_EACH = re.compile(r"(?:hàng|hằng|mỗi|từng|một|cả|các|những) $", re.IGNORECASE)


def _dates(match: re.Match[str]) -> Reading | None:
    parts = match.groupdict()
    days = [int(day) for day in (parts.get("first"), parts.get("last")) if day]
    year = int(parts["year"]) if parts.get("year") else None
    month = _month_number(parts["month"]) if parts.get("month") else None
    return digits.dates(match, year, month, days)


def _month_number(written: str) -> int:
    return int(written) if written.isdigit() else _MONTH_WORDS[written.lower()]


def _dated(pattern: re.Pattern[str], text: str, start: int) -> Reading | None:
    match = pattern.match(text, start)
    return _dates(match) if match else None


def _short_date(text: str, start: int) -> Reading | None:
    """``ngày 24/3`` or ``24-3``; without ``ngày`` 24/3 is a date, 1/3 a third."""
    match = _SHORT_DATE.match(text, start)
    if not match:
        return None
    said = match["on"] or _DAY_WORD.search(text, max(start - 6, 0), start)
    return _dates(match) if said or _looks_like_date(text, match) else None


def _looks_like_date(text: str, match: re.Match[str]) -> bool:
    """Whether 24/3 is no fraction, score or part of a code."""
    day, month = int(match["first"]), int(match["month"])
    if match["mark"] != "/" or in_code(text, *match.span()):
        return False
    return day >= month or month not in (2, 3, 4, 5, 10)


def _month_of_year(text: str, start: int) -> Reading | None:
    """``5/2024``, but not in ``Nghị định 10/2020``."""
    decree = _DECREE.search(text, max(start - 6, 0), start)
    return None if decree else _dated(_MONTH_SLASH_YEAR, text, start)


def _day(text: str, start: int) -> Reading | None:
    """``ngày 24/3/2022``, ``ngày 24``"""
    at = text.index(" ", start) + 1
    if numeric := digits.numeric_date(text, at, day_first=True):
        return one(start, numeric.stop, numeric.found[0].value)
    return _dated(_DAY_ALONE, text, start)


def _month(text: str, start: int) -> Reading | None:
    each = _EACH.search(text, max(start - 6, 0), start)
    return None if each else _dated(_MONTH_DATE, text, start)


def _years(text: str, start: int) -> Reading | None:
    match = _YEARS.match(text, start)
    return digits.year_range(match, int) if match else None


_DECADE = re.compile(
    r"(?:những năm|(?:những )?thập (?:niên|kỷ|kỉ)(?: những)?(?: năm)?) "
    rf"(?:(?P<year>[12][0-9]{{2}}0|[1-9]0)(?![0-9]|[.,][0-9])|(?P<word>{ONE} mươi\b))"
    rf"(?: (?:của )?thế (?:kỷ|kỉ) (?:thứ )?(?P<century>[0-9]{{1,2}}|(?-i:{ROMAN}))\b)?",
    re.IGNORECASE,
)
_CENTURY = re.compile(
    rf"thế (?:kỷ|kỉ) (?:thứ )?(?P<number>[0-9]{{1,2}}|(?-i:{ROMAN})|{TENS})(?!\w)",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"qu[ýí] (?P<number>I{1,3}|IV|[1-4]|một|hai|ba|tư|nhất)\b", re.IGNORECASE
)


def _any_number(written: str) -> int:
    """The number of digits, a Roman numeral or words."""
    if written.isdigit():
        return int(written)
    if written.isupper() and re.fullmatch(ROMAN, written):
        return roman(written)
    return int(spelled(written))


def _decade(text: str, start: int) -> Reading | None:
    match = _DECADE.match(text, start)
    if not match:
        return None
    year = _any_number(match["year"] or match["word"])
    if match["century"]:
        year = year % 100 + 100 * (_any_number(match["century"]) - 1)
    return one(start, match.end(), Value(Kind.DECADE, (year,)))


def _century(text: str, start: int) -> Reading | None:
    match = _CENTURY.match(text, start)
    if not match:
        return None
    value = Value(Kind.CENTURY, (_any_number(match["number"]),))
    return one(start, match.end(), value)


def _quarter(text: str, start: int) -> Reading | None:
    match = _QUARTER.match(text, start)
    if not match:
        return None
    value = Value(Kind.ORDINAL, (_any_number(match["number"]),))
    return one(start, match.end(), value, firm=False)


_NTH = re.compile(
    rf"thứ (?P<number>[0-9]{{1,4}}(?![.,]?[0-9])|(?-i:{ROMAN})"
    rf"|{HUNDREDS}|{TENS}|{ONE}|(?:nhất|nhì|tư|mười)\b)",
    re.IGNORECASE,
)
_WEEKDAYS = {
    **{"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6, "bẩy": 6},
    **{"2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6},
}
_ON_DAY = re.compile(
    r"\b(?:hôm|vào|sáng|trưa|chiều|tối|đêm|khuya|ngày|từ|đến|tới|hơn) $",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(r" (?:của|liên tiếp|kể|sau|trong|diễn)\b", re.IGNORECASE)
_DAY_BEHIND = re.compile(
    r" (?:tuần|vừa qua|hàng tuần|ngày|này|tới)\b|,? (?:ngày )?[0-9]| ?\(", re.IGNORECASE
)


def _ordinal(text: str, start: int) -> Reading | None:
    match = _NTH.match(text, start)
    if not match:
        return None
    word = match["number"]
    day = _WEEKDAYS.get(word.lower())
    if day and _is_weekday(text, match):
        return one(start, match.end(), Value(Kind.WEEKDAY, (day,)), firm=False)
    number = {"nhất": 1, "nhì": 2}.get(word.lower()) or _any_number(word)
    firm = word[0].isdigit() or number > 10
    return one(start, match.end(), Value(Kind.ORDINAL, (number,)), firm=firm)


def _is_weekday(text: str, match: re.Match[str]) -> bool:
    """thứ Hai is Monday, thứ hai is the second unless the words around say a day."""
    if match["number"][0].isupper():
        return True
    before = _ON_DAY.search(text, max(match.start() - 7, 0), match.start())
    if before:
        return not _OF_SEVERAL.match(text, match.end())
    return bool(_DAY_BEHIND.match(text, match.end()))


_SESSION = re.compile(rf"[\w ]+? (?P<number>(?![CL]\b){ROMAN})")


def _session(text: str, start: int) -> Reading | None:
    """Đại hội XIII, khóa XV"""
    match = _SESSION.match(text, start)
    if not match:
        return None
    value = Value(Kind.ORDINAL, (roman(match["number"]),))
    return one(start, match.end(), value, firm=False)


def _word(kind: Kind, number: int, word: str, text: str, start: int) -> Reading:
    """«đầu tiên» names a rank, «gấp đôi» a number."""
    return one(start, start + len(word), Value(kind, (number,)), firm=False)


_WORLD_WAR = re.compile(r"thế chiến (?:thứ )?(I|II|nhất|hai|[12])\b", re.IGNORECASE)


def _world_war(text: str, start: int) -> Reading | None:
    match = _WORLD_WAR.match(text, start)
    if not match:
        return None
    number = 1 if match[1].lower() in ("i", "1", "nhất") else 2
    return one(start, match.end(), Value(Kind.ORDINAL, (number,)), firm=False)


def _sunday(text: str, start: int) -> Reading | None:
    stop = start + len("chủ nhật") + (text[start + 3] != " ")
    return one(start, stop, Value(Kind.WEEKDAY, (7,)), firm=False)


_FRACTION = re.compile(
    rf"(?P<count>{TENS}|{ONE}|[0-9]{{1,2}}) phần "
    rf"(?P<part>{TENS}|{ONE}|tư\b|[0-9]{{1,2}}\b)(?! trăm)",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?:một nửa|(?<=hơn )nửa|(?<=quá )nửa)\b(?! (?:đêm|vời|đầu|cuối|sau))",
    re.IGNORECASE,
)


def _fraction(text: str, start: int) -> Reading | None:
    match = _FRACTION.match(text, start)
    if not match:
        return None
    number = Fraction(_any_number(match["count"]), _any_number(match["part"]))
    return one(start, match.end(), Value(Kind.CARDINAL, (exact(number),)), firm=False)


def _half(text: str, start: int) -> Reading | None:
    match = _HALF.match(text, start)
    if not match:
        return None
    value = Value(Kind.CARDINAL, (Fraction(1, 2),))
    return one(start, match.end(), value, firm=False)


_LABELS = labels("vi")
_NUMBERED = re.compile(
    rf"(?P<label>{any_of(_LABELS)}) (?:số |thứ )?"
    rf"(?P<number>[0-9]{{1,5}}|(?-i:(?![CL]\b){ROMAN}))(?!\w|[.,:]?[0-9]|%)"
    rf"(?! ?(?:%|phần|{BIG}))",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:, | và | hoặc | hay | đến | ?[-\u2013] ?)(?P<number>[0-9]{1,3})"
    r"(?![,.]?[0-9]|[%/])"
)
_NO_LABEL = re.compile(
    r"\b(?:tổng|con|một|đa|thiểu|dân|chỉ|hệ|tỷ|tỉ|góp|nhiều|tham|thông|doanh"
    r"|giai|công|thủ|phân|thành|cổ|danh|hạng|thời|địa|quan|trọng|học|luyện|tình|mô"
    r"|truyền) $",
    re.IGNORECASE,
)
_AMONG = re.compile(r"trong số ", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:các|những|tại) $", re.IGNORECASE)


def _reference(text: str, start: int) -> Reading | None:
    match = _NUMBERED.match(text, start)
    if not match:
        return None
    if text[start].islower() and _NO_LABEL.search(text, max(start - 7, 0), start):
        return None
    if _AMONG.match(text, max(start - 6, 0)):
        return None
    label, stop = _LABELS[match["label"].lower()], match.end()
    value = Value(Kind.REFERENCE, (_any_number(match["number"]),), label)
    found = [Found(Span(start, stop), value)]
    plural = _PLURAL.search(text, max(start - 7, 0), start)
    while plural and (more := _NEXT.match(text, stop)):
        value = Value(Kind.REFERENCE, (int(more["number"]),), label)
        stop = more.end()
        found.append(Found(Span(more.start("number"), stop), value))
    return Reading(tuple(found), stop)


_FIRST_LETTERS = first_of((*ONES, *_LABELS))
"""They are those of all that may begin a figure in words, which a test holds."""
_TRIGGER = re.compile(
    rf"(?=[0-9hw{first_of(prefixes(_UNITS))}]|{PART}|\b[{_FIRST_LETTERS}])"
    rf"(?:(?P<url>{URL})|(?P<digit>[0-9]|{PART})|\b(?i:"
    r"(?P<ordinal>thứ )|(?P<month>tháng )|(?P<years>năm (?=[12][0-9]{3}))"
    r"|(?P<decade>những năm |(?:những )?thập (?:niên|kỷ|kỉ) )"
    r"|(?P<century>thế (?:kỷ|kỉ) )"
    r"|(?P<day>(?:ngày|mùng|mồng) (?=mùng|mồng|[0-9]))|(?P<quarter>qu[ýí] )"
    r"|(?P<session>(?:đại hội|khóa|khoá|nhiệm kỳ) (?=(?-i:[IVX])))"
    r"|(?P<sunday>(?:chủ|chúa) nhật\b)|(?P<first>đầu tiên\b)"
    r"|(?P<twice>(?<=gấp )đôi\b)|(?P<war>thế chiến )"
    r"|(?P<idiom>(?:hàng (?:chục|trăm|nghìn|ngàn|triệu|tỷ)|bôn ba"
    r"|ngã (?:ba|tư|năm|sáu|bảy))\b)"
    rf"|(?P<label>(?:{any_of(_LABELS)}) (?=số |thứ |[0-9IVX]))"
    rf"|(?P<word>(?:{ONE}|mười\b|nửa\b|không trăm\b)))"
    rf"|(?P<money>(?i:{_MONEY})(?= ?[0-9])))"
)
_RULES = {
    "digit": (
        partial(digits.numeric_date, day_first=True),
        *(
            _grouped,
            digits.no_figure,
            digits.all_day,
            partial(_dated, _DATE),
            _short_date,
        ),
        *(
            _month_of_year,
            _time,
            digits.years,
            digits.fraction,
            digits.item,
        ),
        *(_fraction, _amount),
    ),
    "day": (partial(_dated, _DATE), _short_date, _day),
    "month": (_month,),
    "years": (_years,),
    "decade": (_decade,),
    "century": (_century,),
    "quarter": (_quarter,),
    "ordinal": (_ordinal,),
    "session": (_session,),
    "sunday": (_sunday,),
    "first": (partial(_word, Kind.ORDINAL, 1, "đầu tiên"),),
    "twice": (partial(_word, Kind.CARDINAL, 2, "đôi"),),
    "war": (_world_war,),
    "label": (_reference,),
    "word": (_fraction, _amount, _half),
    "money": (_amount,),
}

PARSERS = {"vi": partial(scan, trigger=_TRIGGER, rules=_RULES)}
"""Language tag → every figure of a text, in order."""
