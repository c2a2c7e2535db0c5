"""Times and numbers said without figures: *spring*, *next year*, *weekly*, *dozens*."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from ..model import Severity, Span
from ..tags import is_chinese
from ..values import Kind
from .check import Check, Context
from .units import Finding, Side, Unit, differing, pairs

_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november"
    "|december)"
)
_OF = rf"(?:(?:the|this|next|last) )?(?:year|month|decade|century|[12]\d{{3}}|{_MONTH})"
_DAY = rf"(?:the end of )?(?:{_MONTH}|[0-9]{{1,2}} {_MONTH}|[12]\d{{3}}\b)"
_TIMES = r"\b(?:once|twice|times|[0-9]+|[mb]illion)"
_HALVES, _NOON = "half of the day", 12
_LATE = "(?:1[3-9]|2[0-3])"
"""Hours of the afternoon where a day has twenty-four."""
_MINUTE = "[0-5][0-9]"
_HOUR = "(?:(?<=[0-9])|(?<=[0-9] ))"
_ENGLISH = {
    "part": (
        rf"(?:(?:beginning|start) of|early(?: in)?) {_OF}",
        rf"(?:middle of |mid[- ]){_OF}",
        rf"(?:end of|late(?: in)?) {_OF}|year[- ]end\b",
    ),
    "half": (
        rf"first (?:half|(?:six|6) months) of {_OF}",
        rf"(?:second half|last (?:six|6) months) of {_OF}",
    ),
    "season": (
        r"spring\b",
        r"summer\b",
        r"autumn\b|fall (?:of )?[12]\d{3}|(?:this|next|last) fall\b",
        r"winter\b",
    ),
    **{
        period: tuple(rf"{one} {period}\b" for one in ("last", "this", "next"))
        for period in ("year", "month", "week")
    },
    "day": (r"yesterday\b", r"today\b|tonight\b", r"tomorrow\b"),
    "side of a date": (
        rf"(?:before|prior to|by|until) {_DAY}",
        rf"(?:after|following) {_DAY}",
    ),
    _HALVES: (
        rf"{_HOUR}a(?:m\b|\.m\.)|morning\b",
        rf"{_HOUR}p(?:m\b|\.m\.)|afternoon\b|evening\b|(?:to)?night\b"
        rf"|{_LATE}:{_MINUTE}\b",
    ),
    "frequency": tuple(
        rf"(?:(?:every|each|per) |{_TIMES} an? ){period}\b|{often}\b"
        for period, often in (
            *(("day", "daily"), ("week", "weekly"), ("month", "monthly")),
            *(("quarter", "quarterly"), ("year", "yearly|annual(?:ly)?")),
            ("(?:two years|(?:second|other) year)", "biennial(?:ly)?"),
        )
    ),
    "size": (
        r"dozens of\b",
        r"hundreds of\b(?! (?:thousands|millions|billions))",
        r"(?<!tens of )(?<!hundreds of )thousands of\b",
        r"tens of thousands\b",
        r"hundreds of thousands\b",
        r"(?<!tens of )(?<!hundreds of )millions of\b",
        r"tens of millions\b",
        r"hundreds of millions\b",
        r"(?<!tens of )(?<!hundreds of )billions of\b",
    ),
}
_CHINESE = {
    "part": (
        "(?<=[年月代])初|(?<=月)上旬",
        r"(?<=[12]\d{3}年)年?中(?![国國东東])|(?<=[今明去]年)年中|(?<=月)中旬",
        "(?<=[年月代])[底末终終]|(?<=月)下旬",
    ),
    "half": ("上半年", "下半年"),
    "season": tuple(f"{one}[季天]|(?<=年){one}" for one in "春夏秋冬"),
    "year": ("去年|上年", "今年|本年", "明年|[来來次]年"),
    "month": ("上个?月|上個月", "本月|[这這][个個]?月", "下个?月|下個月"),
    "week": tuple(
        f"{one}(?:[周週]|[个個]?星期|[礼禮]拜)" for one in ("上", "[本这這]", "下")
    ),
    "day": ("昨[天日晚]", "今[天日晚]", "明[天日晚]"),
    "side of a date": tuple(
        f"(?:(?<=[0-9]{{4}}年)|(?<=[0-9][月日]))[之以]?{side}"
        for side in ("前", "[后後]")
    ),
    _HALVES: (
        "上午|[早清凌]晨|早[上间間安]|[今明]早",
        "[下中]午|午[后後]|傍晚|晚[上间間]|[今当當昨]晚|深夜"
        f"|(?<![0-9]){_LATE}(?::{_MINUTE}|[时時](?![代期])|[点點][0-9])",
    ),
    "frequency": (
        "[每逐][天日]",
        "[每逐](?:[周週]|[个個]?星期)",
        "[每逐按](?:月|[个個]月)",
        "[每逐按](?:季|[个個]季)",
        "[每逐按]年|年度",
        "每[两兩二隔][个個]?年",
    ),
    "size": tuple(
        f"[数數几幾]{one}(?![万萬亿億])|[数數]以{one}[计計]"
        for one in (
            *("十", "百", "千", "[万萬]", "十[万萬]", "百[万萬]", "千[万萬]", "[亿億]"),
            "十[亿億]",
        )
    ),
}
_ONE = "".join(
    f"(?<!{many} )" for many in ("[0-9]", "hai", "ba", "vài", "mấy", "nhiều", "những")
)
"""Not *two years later*, «hai năm sau»."""
_HALF_YEAR = "(?:nửa|(?:6|sáu) tháng)"
_NIGHT = r"(?<!\b[1-4] giờ )(?<!\b12 giờ )đêm"
"""Before midnight."""
_PERIOD = r"(?:năm|tháng|thập (?:niên|kỷ)|thế kỷ)\b"


def _half_of_day(part: str) -> str:
    """«8 giờ sáng», «buổi sáng», «sáng nay», but not «sáng kiến»."""
    before, behind = "giờ|h|[0-9]|buổi", "ngày|nay|qua|hôm|mai|sớm|thứ|[0-9]+"
    return rf"(?:{before}) {part}\b|{part} (?:{behind})\b"


_VIETNAMESE = {
    "part": (
        rf"(?<!nửa )(?<!tháng )(?<!quý )đầu {_PERIOD}",
        rf"(?<!nửa )giữa {_PERIOD}(?! \d+ (?:và|đến))",
        rf"(?<!nửa )(?<!tháng )(?<!quý )cuối {_PERIOD}",
    ),
    "half": (
        rf"{_HALF_YEAR} đầu (?:của )?năm\b",
        rf"{_HALF_YEAR} (?:cuối|sau) (?:của )?năm\b",
    ),
    "season": (r"mùa xuân\b", r"mùa (?:hè|hạ)\b", r"mùa thu\b", r"mùa đông\b"),
    "year": (r"năm ngoái\b", r"năm nay\b", rf"(?:sang năm|{_ONE}năm (?:tới|sau))\b"),
    **{
        sort: (
            rf"{_ONE}{period} (?:trước|vừa qua)\b",
            rf"{period} này\b",
            rf"{_ONE}{period} (?:tới|sau)\b",
        )
        for sort, period in (("month", "tháng"), ("week", "tuần"))
    },
    "day": (r"hôm qua\b", r"hôm nay\b", r"ngày mai\b"),
    "side of a date": tuple(
        rf"\b{side} (?:ngày |tháng |năm |cuối )+[0-9]" for side in ("trước", "sau")
    ),
    _HALVES: (
        _half_of_day("(?:sáng|sớm)"),
        rf"{_half_of_day(f'(?:trưa|chiều|tối|{_NIGHT})')}"
        rf"|{_LATE}(?: giờ |:|h){_MINUTE}\b",
    ),
    "frequency": tuple(
        rf"(?:hằng|hàng|mỗi|từng) {period}\b|{period} một lần\b"
        for period in ("ngày", "tuần", "tháng", "quý", rf"{_ONE}năm", "hai năm")
    ),
    "size": tuple(
        rf"(?:hàng|vài|mấy) (?:{one})\b(?! (?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b)"
        for one in (
            *("chục", "trăm", "nghìn|ngàn", "vạn|chục (?:nghìn|ngàn)"),
            *("trăm (?:nghìn|ngàn)", "triệu", "chục triệu", "trăm triệu", "tỷ|tỉ"),
        )
    ),
}
_SORTS = {"en": _ENGLISH, "zh-Hans": _CHINESE, "zh-Hant": _CHINESE, "vi": _VIETNAMESE}
"""Language → what is told apart → its values, in the same order, in small letters."""


def _compiled(tag: str, ways: Iterable[str]) -> re.Pattern[str]:
    edge = "" if is_chinese(tag) else r"\b"
    return re.compile(f"{edge}(?:{'|'.join(ways)})")


_WAYS = {
    tag: {sort: [_compiled(tag, [way]) for way in ways] for sort, ways in sorts.items()}
    for tag, sorts in _SORTS.items()
}
_ANY = {
    tag: _compiled(tag, chain.from_iterable(sorts.values()))
    for tag, sorts in _SORTS.items()
}
"""Most texts have none, which one look tells."""


def unlike(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Time, frequency or size that is said without figures differs."""
    for unit, source, target in pairs(units):
        if unit.sure and _ANY[source.language].search(_small(source.text)):
            yield from _unlike(unit, source, target)
        if unit.sure and not _said(target, _HALVES):
            yield from _too_early(unit, source, target, context)


def _unlike(unit: Unit, source: Side, target: Side) -> Iterator[Finding]:
    for sort in _WAYS[source.language]:
        here, there = _said(source, sort), _said(target, sort)
        lost = [span for n, span in here.items() if n not in there]
        strange = [span for n, span in there.items() if n not in here]
        if lost and strange:
            yield differing(unit, source, lost[0], target, strange[0])


def _too_early(
    unit: Unit, source: Side, target: Side, context: Context
) -> Iterator[Finding]:
    """A time after noon that becomes one before it: 8时 for 20:00."""
    early = {time: span for time, span in _times(target, context) if time[0] < _NOON}
    for (hour, minute), span in _times(source, context):
        other = early.get((hour - _NOON, minute))
        if other and re.match(_LATE, source.text[slice(*span)]):
            yield differing(unit, source, span, target, other)


def _times(side: Side, context: Context) -> Iterator[tuple[tuple[int, int], Span]]:
    """Hour and minute of the times of day in a text, and where they stand."""
    for span, value, _ in context.figures(side):
        if value.kind is Kind.TIME:
            hour, minute = (int(number or 0) for number in value.numbers)
            yield (hour, minute), span


def _said(side: Side, sort: str) -> Mapping[int, Span]:
    """The values of a sort that a text has, and where."""
    text = _small(side.text)
    found = (way.search(text) for way in _WAYS[side.language][sort])
    return {n: Span(*match.span()) for n, match in enumerate(found) if match}


def _small(text: str) -> str:
    """A text in small letters, in as many characters."""
    small = text.lower()
    return small if len(small) == len(text) else text


CHECKS = (Check("F306", Severity.WARNING, unlike),)
