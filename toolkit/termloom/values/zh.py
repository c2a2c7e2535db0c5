"""Figures in Chinese, both varieties."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from ..model import Span
from . import digits
from .amounts import (
    HALF_YEAR,
    Grammar,
    Numeral,
    Unit,
    amount,
    labels,
    loosened,
    prefixes,
    units,
)
from .scan import PART, URL, Reading, Rule, any_of, exact, nothing, one, scan
from .value import Found, Kind, Value
from .zh_numerals import (
    NUMERALS,
    POSITIONAL,
    SHORT,
    SPELLED,
    START,
    figure,
    magnitude,
    numeral,
    read,
    spelled,
)

_UNITS = units("zh")
_MONEY = any_of(
    [*prefixes(_UNITS), "人民币", "人民幣", "新台币", "新台幣", "新臺幣", "美金"]
)
_TRADITIONAL = Grammar(
    numeral=numeral,
    join=re.compile(" ?(?:[-\u2013]|—|至|到) ?"),
    before=re.compile(rf"({_MONEY}) ?(?={START})", re.IGNORECASE),
    behind=re.compile(
        rf" ?[多余餘]? ?(?!(?-i:[GM](?![a-z])))({any_of(_UNITS)})"
        "(?:(?<=[a-z0-9])(?![a-z0-9])|(?<![a-z0-9]))"
        "(?<!克(?=[朗拉罗羅里勒]))(?<!元(?=[首素旦老帅帥件]))(?<!年(?=[级級度代]))"
        "(?<!周(?=[边邊遭围圍岁歲]))(?<!四周(?![内內后後前之以时時间間]))",
        re.IGNORECASE,
    ),
    units=_UNITS,
    half="半",
)
_YUAN = dict.fromkeys(("元", "圆", "块钱", "¥"), Unit(Kind.MONEY, "CNY"))
_SIMPLIFIED = replace(_TRADITIONAL, units={**_UNITS, **_YUAN})

_YEAR = "(?:[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3})"
_TO = " ?(?:[-\u2013]|—|至|到) ?"
_LIST = " ?[、和及與与] ?"
_SIGN = " ?[日号號]"
_DATE = re.compile(
    rf"(?:(?P<year>{_YEAR}) ?年 ?)?"
    rf"(?P<month>{SHORT}) ?月(?![亮球刊饼餅台臺色经經薪娥])份?"
    rf"(?: ?(?P<first>{SHORT})(?:{_SIGN}|(?=(?:{_TO}|{_LIST}){SHORT}{_SIGN})))?"
    rf"(?:(?:(?P<to>{_TO})|{_LIST})(?P<last>{SHORT}){_SIGN})?"
)
_MONTHS = re.compile(
    rf"(?:(?P<year>{_YEAR}) ?年 ?)?(?P<first>{SHORT}){_TO}(?P<last>{SHORT}) ?月份?"
)
_YEARS = re.compile(
    rf"(?P<first>{_YEAR})(?: ?年度?)?(?:{_TO}(?P<last>{_YEAR}))? ?年(?!代)"
)
_REPUBLIC = re.compile(
    rf"民[国國] ?(?P<year>[0-9]{{1,3}}|{SHORT}|一[〇零一二三四五六七八九]{{2}}) ?年"
)
_DAY = re.compile(
    "(?P<day>[0-9]{1,2}|[一二三]?十[一二三四五六七八九]|[二三]十) ?日"
    "(?![元圆圓本内內后後游])"
)


def _date(text: str, start: int) -> Reading | None:
    match = _DATE.match(text, start)
    if not match:
        return None
    return _within(match, read(match["year"]) if match["year"] else None)


def _within(match: re.Match[str], year: int | None) -> Reading | None:
    days = [read(day) for day in (match["first"], match["last"]) if day]
    return digits.dates(match, year, read(match["month"]), days)


def _months(text: str, start: int) -> Reading | None:
    match = _MONTHS.match(text, start)
    if not match:
        return None
    year = read(match["year"]) if match["year"] else None
    first = digits.date(year, read(match["first"]), None)
    last = digits.date(year, read(match["last"]), None)
    if not first or not last:
        return None
    value = Value(Kind.RANGE, ends=(first, last))
    return one(start, match.end(), value, firm=bool(year))


def _years(text: str, start: int) -> Reading | None:
    match = _YEARS.match(text, start)
    return digits.year_range(match, read) if match else None


def _republic(text: str, start: int) -> Reading | None:
    match = _REPUBLIC.match(text, start)
    if not match:
        return None
    year = 1911 + read(match["year"])
    rest = _DATE.match(text, match.end())
    within = _within(rest, year) if rest and not rest["year"] else None
    if not within:
        return one(start, match.end(), Value(Kind.DATE, (year, None, None)))
    first, *others = within.found
    whole = first._replace(span=Span(start, first.span.stop))
    return Reading((whole, *others), within.stop)


_SEPTEMBER = re.compile(
    "九[·•・]一一(?![0-9.])|(?:9.11|911|九一一)(?=事件|恐怖|袭击|襲擊)"
)
_NAMED_DAY = re.compile(
    "(?P<month>1[0-2]|[1-9]) ?[·•・] ?(?P<day>[12][0-9]|3[01]|[1-9])(?![0-9.])"
)
_EVENT = re.compile("九二(?=共[识識]|[会會][谈談])|八二三(?=[炮砲][战戰])|六四(?=事件)")
_EVENTS = {
    "九二": Value(Kind.DATE, (1992, None, None)),
    "八二三": Value(Kind.CARDINAL, (823,)),
    "六四": Value(Kind.DATE, (None, 6, 4)),
}


def _named_day(text: str, start: int) -> Reading | None:
    """The day after which a thing is named, which is no number: 9·11, “3·23”运动."""
    if match := _SEPTEMBER.match(text, start):
        return one(start, match.end(), Value(Kind.DATE, (None, 9, 11)))
    if match := _EVENT.match(text, start):
        return one(start, match.end(), _EVENTS[match[0]], firm=False)
    match = _NAMED_DAY.match(text, start)
    day = [None, *map(read, match.groups())] if match else []
    value = digits.date(*day) if match else None
    return one(start, match.end(), value) if match and value else None


def _day(text: str, start: int) -> Reading | None:
    match = _DAY.match(text, start)
    value = digits.date(None, None, read(match["day"])) if match else None
    return one(start, match.end(), value, firm=False) if match and value else None


_GLOSS = re.compile(r"(?P<number>[0-9]{1,4})(?=\) ?(?P<of>[年月日]))")
_GLOSSED = re.compile(r"[去今本明前昨上次] ?\($")


def _gloss(text: str, start: int) -> Reading | None:
    """What a word for a day, month or year means: 去（2024）年, 今（114）年."""
    match = _GLOSS.match(text, start)
    if not match or not _GLOSSED.search(text, max(start - 3, 0), start):
        return None
    number = int(match["number"])
    if match["of"] == "年":
        value = digits.date(number + (1911 if number < 1000 else 0), None, None)
    elif match["of"] == "月":
        value = digits.date(None, number, None)
    else:
        value = digits.date(None, None, number)
    return one(start, match.end(), value, firm=False) if value else None


_CENTURY = re.compile(
    rf"(?:(?P<century>{SHORT}) ?世[纪紀])?"
    rf"(?: ?(?P<decade>[12][0-9]{{2}}0|[1-9]0|{_YEAR}|[一二三四五六七八九]?十) ?年代)?"
)


def _century(text: str, start: int) -> Reading | None:
    match = _CENTURY.match(text, start)
    if not match or not match[0]:
        return None
    if not match["decade"]:
        value = Value(Kind.CENTURY, (read(match["century"]),))
        return one(start, match.end(), value)
    decade = read(match["decade"])
    if match["century"]:
        decade += 100 * (read(match["century"]) - 1)
    return one(start, match.end(), Value(Kind.DECADE, (decade,)))


_WEEKDAY = re.compile("(?:星期|礼拜|禮拜|[周週]) ?([一二三四五六日天])(?![次个個集期])")


def _weekday(text: str, start: int) -> Reading | None:
    match = _WEEKDAY.match(text, start)
    if not match:
        return None
    number = "一二三四五六日".find(match[1]) + 1 or 7
    return one(start, match.end(), Value(Kind.WEEKDAY, (number,)), firm=False)


_MORNING = "凌晨|清晨|早上|早晨|今早|上午|早"
_AFTERNOON = "中午|下午|午后|午後|傍晚|晚上|晚间|晚間|当晚|當晚|夜间|夜間|深夜|晚"
_O_CLOCK = "[点點时時](?![间間代期候速差装尚空延])"
_CLOCK = re.compile(
    rf"(?:(?P<morning>{_MORNING})|(?P<afternoon>{_AFTERNOON}))? ?"
    rf"(?P<hour>{SHORT}|[两兩零]) ?"
    rf"(?:{_O_CLOCK}(?: ?(?P<minute>{SHORT}) ?分|(?P<half>半)|(?P<quarter>[一三])刻)?"
    r"|:(?P<digits>[0-5][0-9])(?: ?分)?)(?P<sharp>[钟鐘整])?"
)


def _clock(text: str, start: int) -> Reading | None:
    match = _CLOCK.match(text, start)
    if not match or not _says_time(match):
        return None
    hour = read(match["hour"])
    if match["afternoon"] and hour < 12 and not (hour < 3 and match[0][0] == "夜"):
        hour += 12
    minute = 30 if match["half"] else 15 * "一二三".find(match["quarter"] or "零") + 15
    minute = 0 if not (match["half"] or match["quarter"]) else minute
    if written := match["minute"] or match["digits"]:
        minute = read(written)
    if hour > 24 or minute > 59:
        return None
    firm = match[0] not in ("零时", "零時")  # «from 5 May» is 5月5日零时起 as well
    return one(start, match.end(), Value(Kind.TIME, (hour % 24, minute)), firm=firm)


def _says_time(match: re.Match[str]) -> bool:
    """10点 alone may be ten points."""
    day_part = match["morning"] or match["afternoon"]
    exact_time = any(match[n] for n in ("minute", "half", "quarter", "digits", "sharp"))
    return bool(day_part or exact_time) or match[0][-1] in "时時"


_SCALES = "(?:[百千万萬亿億]|十[万萬亿億]){1,3}"
_PER = re.compile(f"({_SCALES})分之 ?")
_JOIN = re.compile(rf"{_TO}(?:百分之)?")


def _percent(text: str, start: int) -> Reading | None:
    match = _PER.match(text, start)
    if not match:
        return None
    if text.startswith("百", match.end()):
        return one(start, match.end() + 1, Value(Kind.PERCENT, (100,)))
    first = numeral(text, match.end(), False)
    if not first:
        return None
    if match[1] != "百":
        number = exact(Fraction(first.number, magnitude(match[1])))
        return one(start, first.stop, Value(Kind.CARDINAL, (number,)))
    low = Value(Kind.PERCENT, (first.number,))
    join = _JOIN.match(text, first.stop)
    second = numeral(text, join.end(), False) if join else None
    if not second or second.number <= first.number:
        return one(start, first.stop, low)
    ends = (low, Value(Kind.PERCENT, (second.number,)))
    return one(start, second.stop, Value(Kind.RANGE, ends=ends))


_DISCOUNT = re.compile(
    "(?P<ten>[1-9]|[一二三四五六七八九])[.点點]?"
    "(?P<one>[1-9]|[一二三四五六七八九])? ?折"
)
_CHEAPER = re.compile("优惠|優惠|[价價]|出售|促[销銷]")


def _discount(text: str, start: int) -> Reading | None:
    """What is taken off: 七折优惠 is 30 per cent, 打八五折 15."""
    match = _DISCOUNT.match(text, start)
    if not match:
        return None
    if text[start - 1 : start] != "打" and not _CHEAPER.match(text, match.end()):
        return None
    left = 10 * read(match["ten"]) + read(match["one"] or "0")
    value = Value(Kind.PERCENT, (100 - left,))
    return one(start, match.end(), value, firm=False)


_TENTHS = re.compile(
    "(?P<ten>[一二三四五六七八九两兩]|[1-9]) ?成"
    "(?P<one>[一二三四五六七八九])?(?P<half>半)?"
    "(?![为為功员員立果本长長就分绩績熟都份品型交人见見型])"
)
_FRACTION = re.compile(rf"({SHORT})分之({SHORT})")


def _tenths(text: str, start: int) -> Reading | None:
    match = _TENTHS.match(text, start)
    if not match:
        return None
    tens, ones = read(match["ten"]), read(match["one"]) if match["one"] else 0
    value = Value(Kind.PERCENT, (10 * tens + ones + (5 if match["half"] else 0),))
    return one(start, match.end(), value, firm=False)


def _fraction(text: str, start: int) -> Reading | None:
    match = _FRACTION.match(text, start)
    if not match or not read(match[1]):
        return None
    number = exact(Fraction(read(match[2]), read(match[1])))
    return one(start, match.end(), Value(Kind.CARDINAL, (number,)), firm=False)


def _half(text: str, start: int) -> Reading | None:
    if not text.startswith(("一半", "半数", "半數"), start):
        return None
    return one(start, start + 2, Value(Kind.CARDINAL, (Fraction(1, 2),)), firm=False)


def _vague(text: str, start: int) -> Reading | None:
    """三四个, 十几, 七七: numerals in a row that name no one number."""
    match = SPELLED.match(text, start)
    if not match or not match[0]:
        return None
    stop = match.end()
    if not NUMERALS.match(text, stop) or POSITIONAL.match(text, start):
        return None
    while stop < start + 40 and NUMERALS.match(text, stop):
        stop += 1
    return nothing(stop)


_LABELS = labels("zh")
_LABEL = re.compile(
    r" ?[A-Z]?(?P<more>(?: ?\([0-9A-Za-z]{1,4}\)){0,3})"
    rf" ?(?P<label>{any_of(_LABELS)})"
)
_NEXT = re.compile(" ?(?:[、和及與与至到-]|\u2013) ?第? ?")
_HEADED = re.compile(
    rf"(?:(?P<annex>附[件录錄表])|[问問][题題]) ?(?P<number>{SHORT})"
    "(?(annex)|(?=[：:]))"
)
"""附件三, and 问题二： at the head of a question."""


def _ordinal(text: str, start: int) -> Reading | None:
    at = start + 2 if text.startswith(" ", start + 1) else start + 1
    first = figure(text, at) or spelled(text, at) if at < len(text) else None
    if not first:
        return None
    parts, stop = [(start, first)], first.stop
    while len(parts) < 12 and not _LABEL.match(text, stop):
        gap = _NEXT.match(text, stop)
        after = figure(text, gap.end()) or spelled(text, gap.end()) if gap else None
        if not gap or not after:
            break
        parts.append((gap.end(), after))
        stop = after.stop
    label = _LABEL.match(text, stop)
    if not label:
        firm = text[at].isdigit() or first.number > 10
        return one(start, first.stop, Value(Kind.ORDINAL, (first.number,)), firm=firm)
    return _labelled(parts, label)


def _labelled(parts: Sequence[tuple[int, Numeral]], label: re.Match[str]) -> Reading:
    name = _LABELS[label["label"]]
    *before, (start, last) = parts
    found = [
        Found(Span(at, n.stop), Value(Kind.REFERENCE, (n.number,), name))
        for at, n in before
    ]
    whole = Span(start, label.end())
    found.append(Found(whole, Value(Kind.REFERENCE, (last.number,), name)))
    for more in re.finditer("[0-9]+", label["more"]):
        at = label.start("more") + more.start()
        found[-1] = found[-1]._replace(span=Span(found[-1].span.start, at - 1))
        value = Value(Kind.CARDINAL, (int(more[0]),))
        found.append(Found(Span(at, at + len(more[0])), value))
    return Reading(tuple(found), label.end())


def _resolution(text: str, start: int) -> Reading | None:
    """1325号决议 without 第."""
    number = figure(text, start)
    label = _LABEL.match(text, number.stop) if number else None
    if not number or not label or _LABELS[label["label"]] != "resolution":
        return None
    return _labelled([(start, number)], label)


def _headed(text: str, start: int) -> Reading | None:
    match = _HEADED.match(text, start)
    if not match:
        return None
    kind, label = (Kind.REFERENCE, "annex") if match["annex"] else (Kind.CARDINAL, "")
    return one(start, match.end(), Value(kind, (read(match["number"]),), label))


_TYPE = re.compile("([二三四五六七八九]|十[一二三四五六七八九]?)型")


def _typed(text: str, start: int) -> Reading | None:
    """The mark of a type: 箭三型."""
    match = _TYPE.match(text, start)
    if not match:
        return None
    value = Value(Kind.CARDINAL, (read(match[1]),))
    return one(start, match.end(1), value, firm=False)


def _word(number: int, size: int, text: str, start: int) -> Reading:
    """首次, 二战 and 三八线 name a rank."""
    return one(start, start + size, Value(Kind.ORDINAL, (number,)), firm=False)


_IDIOM = (
    "双十一|雙十一|十万火急|十萬火急|十分(?![钟鐘之])|[几幾数數][十百千万萬亿億]+|五台山|三位一体|三位一體|二次元|三次元|四面八方"
    "|三番[两兩五]次|[二三]度|一度|[上下前后後]半|[上下新同每这這那某另]一|第一(?:夫人|时间|時間|手|线|線|桶金|眼)|[一二三四五六七八九]大家"
)
_TRIGGER = re.compile(
    rf"(?P<url>{URL})|(?P<digit>[0-9]|{PART})|(?P<idiom>{_IDIOM})"
    "|(?P<first>首[次个個届屆场場位批])|(?P<second>二[战戰])"
    "|(?P<parallel>三八[线線])"
    rf"|(?P<money>(?i:{_MONEY})(?= ?{START}))"
    rf"|(?P<republic>民[国國] ?(?={START}))"
    f"|(?P<daypart>{_MORNING}|{_AFTERNOON})|(?P<weekday>星期|礼拜|禮拜|[周週])"
    rf"|(?P<ordinal>第)|(?P<percent>{_SCALES}分之)|(?P<headed>附[件录錄表]|[问問][题題])"
    "|(?P<han>[一二三四五六七八九十两兩廿卅半壹贰貳叁參参肆伍陆陸柒捌玖]"
    "|零(?=[时時]|[点點][〇零一二三四五六七八九十]))"
)


def _rules(grammar: Grammar) -> Mapping[str, Sequence[Rule]]:
    count = partial(_amount, grammar)
    dates = (_century, _named_day, _date, _months, _years, _day)
    return {
        "digit": (
            partial(digits.numeric_date, day_first=False),
            digits.no_figure,
            digits.all_day,
            *(_gloss, *dates, _clock, digits.years, digits.fraction, digits.item),
            *(_resolution, _discount, _tenths, _fraction, count),
        ),
        "han": (
            *(*dates, _clock, _half, _discount, _tenths),
            *(_fraction, _vague, _typed, count),
        ),
        "money": (count,),
        "republic": (_republic,),
        "daypart": (_clock,),
        "weekday": (_weekday,),
        "ordinal": (_ordinal,),
        "percent": (_percent,),
        "headed": (_headed,),
        "first": (partial(_word, 1, 2),),
        "second": (partial(_word, 2, 2),),
        "parallel": (partial(_word, 38, 3),),
    }


_FIRST = ("前", "头", "頭")
_BY = re.compile(
    "(?:增加|增[长長]|成長|上升|提[高升]|[扩擴]大|多|高)出?了?[约約近]? ?$"
)


def _amount(grammar: Grammar, text: str, start: int) -> Reading | None:
    """A number with its unit; 增加四倍 means five times to some, four to others."""
    reading = amount(text, start, grammar)
    if not reading:
        return None
    if reading.found[0].value == HALF_YEAR and text[start - 1 : start] in _FIRST:
        return loosened(reading)
    if not text.startswith("倍", reading.stop):
        return reading
    raised = _BY.search(text, max(start - 5, 0), start)
    return nothing(reading.stop) if raised else reading


PARSERS = {
    "zh-Hans": partial(scan, trigger=_TRIGGER, rules=_rules(_SIMPLIFIED)),
    "zh-Hant": partial(scan, trigger=_TRIGGER, rules=_rules(_TRADITIONAL)),
}
"""Language tag → every figure of a text, in order. 元 alone is yuan in Simplified."""
