"""Figures in English, with British and American dates."""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import partial

from ..model import Span
from . import digits
from .amounts import (
    HALF_YEAR,
    Grammar,
    amount,
    labels,
    loosened,
    prefixes,
    units,
)
from .en_numerals import (
    CARDINALS,
    DENOMINATORS,
    MAGNITUDE,
    ONES,
    ORDINAL_ONES,
    ORDINALS,
    SMALL,
    TEENS,
    TENS,
    count,
    group,
    numeral,
)
from .scan import (
    PART,
    ROMAN,
    URL,
    Reading,
    any_case,
    any_of,
    decimal,
    exact,
    one,
    roman,
    scan,
)
from .value import Found, Kind, Number, Value

_UNITS = units("en")
_MONEY = prefixes(_UNITS)
_GRAMMAR = Grammar(
    numeral=numeral,
    join=re.compile(r" ?[-\u2013] ?| to ", re.IGNORECASE),
    before=re.compile(rf"({any_of(_MONEY)}) ?(?=[0-9])", re.IGNORECASE),
    behind=re.compile(
        rf"[- ]?(?!(?-i:[GM]\b))({any_of(_UNITS)})(?:(?<=[%°$€£¥])|(?![A-Za-z0-9]))",
        re.IGNORECASE,
    ),
    units=_UNITS,
)


_HALF_OF = re.compile(r"\b(?:first|last|second) $", re.IGNORECASE)
_BETWEEN = replace(_GRAMMAR, join=re.compile(" and "))


def _amount(text: str, start: int) -> Reading | None:
    between = text[max(start - 8, 0) : start].lower() == "between "
    reading = amount(text, start, _BETWEEN if between else _GRAMMAR)
    if not reading:
        return None
    half = reading.found[0].value == HALF_YEAR
    half = half and bool(_HALF_OF.search(text, max(start - 7, 0), start))
    fold = text.startswith("-fold", reading.stop)  # 增加了九倍
    return loosened(reading) if half or fold else reading


_MONTHS = count(
    "january february march april may june july august september october november "
    "december",
    1,
)
_SHORT_MONTHS = {month[:3]: number for month, number in _MONTHS.items()} | {"sept": 9}
_FULL = "|".join(
    rf"{m.capitalize()}|{m.upper()}" + ("" if m in ("march", "may") else f"|{m}")
    for m in _MONTHS
)
_SHORT = "|".join(m.capitalize() for m in _SHORT_MONTHS if m != "may")
_MONTH = rf"(?:(?:{_FULL})\b|(?:{_SHORT})\b\.?)"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9%]|[.,:][0-9])(?:st|nd|rd|th)?\b"
_YEAR = r"[12][0-9]{3}(?![0-9]|[.,][0-9]{3})"
_LAST = rf"(?:(?P<to> ?[-\u2013] ?| to )(?P<last>{_DAY}))?"
_DAY_MONTH = re.compile(
    rf"(?P<first>{_DAY}){_LAST}(?: of)?[- ](?P<month>{_MONTH})"
    rf"(?:(?:,? | of |-)(?P<year>{_YEAR}))?"
)
_MONTH_DAY = re.compile(
    rf"(?P<month>{_MONTH}) (?:the )?(?P<first>{_DAY}){_LAST}(?:,? (?P<year>{_YEAR}))?"
)
_MONTH_YEAR = re.compile(rf"(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})")
_MONTH_ALONE = re.compile(rf"(?:{_FULL})\b")
_WHEN = re.compile(
    r"\b(?:in|of|since|by|until|till|from|to|for|last|next|this|early|mid|late|before|"
    r"after|during|between|through)[ -]$",
    re.IGNORECASE,
)


def _date(pattern: re.Pattern[str], text: str, start: int) -> Reading | None:
    match = pattern.match(text, start)
    if not match:
        return None
    parts = match.groupdict()
    written = [parts.get("first"), parts.get("last")]
    days = [int(day.rstrip("stndrh")) for day in written if day]
    year = int(parts["year"]) if parts["year"] else None
    month = _SHORT_MONTHS[parts["month"][:3].lower()]
    return digits.dates(match, year, month, days)


def _month(text: str, start: int) -> Reading | None:
    match = _MONTH_ALONE.match(text, start)
    if not match:
        return None
    name = match[0].lower()
    when = _WHEN.search(text, max(start - 9, 0), start)
    if name in ("may", "march") and not when:
        return None
    value = Value(Kind.DATE, (None, _MONTHS[name], None))
    return one(start, match.end(), value, firm=False)


_LETTERS = re.compile("[A-Za-z]+")
_WEEKDAYS = count("monday tuesday wednesday thursday friday saturday sunday", 1)


def _weekday(text: str, start: int) -> Reading | None:
    word = _LETTERS.match(text, start)
    number = _WEEKDAYS.get(word[0].lower().rstrip("s")) if word else None
    if not word or not number:
        return None
    return one(start, word.end(), Value(Kind.WEEKDAY, (number,)), firm=False)


_CLOCK = re.compile(
    r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?| o'clock\b)",
    re.IGNORECASE,
)


_DOTTED = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-3])\.(?P<minute>[0-5][0-9])(?![.,]?[0-9]|%)"
    r"(?:(?<=\b0[0-9]\.[0-9]{2})|(?= (?:local time|GMT|UTC|CES?T|EES?T"
    r"|(?:this|in the|on \w+day) (?:morning|afternoon|evening)|tonight|hours|hrs)\b)"
    r"|(?:(?<=\bat [6-9]\.[0-5][05])|(?<=\bat [12][0-9]\.[0-5][05]))(?= on \w+day\b))"
)
"""Times with a point: with the nought that no number begins with, or by the words."""


def _clock(text: str, start: int) -> Reading | None:
    if dotted := _DOTTED.match(text, start):
        hour, minute = map(int, dotted.groups())
        return one(start, dotted.end(), Value(Kind.TIME, (hour, minute)))
    match = _CLOCK.match(text, start)
    if not match:
        return digits.clock(text, start)
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    value = Value(Kind.TIME, (hour, int(match["minute"] or 0)))
    return one(start, match.end(), value)


_DECADE = re.compile(r"(?:([12][0-9]{2}0)|([2-9]0))'?s\b")


_DECADES = {ten[:-1] + "ies": number for ten, number in TENS.items()}


def _decade(text: str, start: int) -> Reading | None:
    match = _DECADE.match(text, start)
    if not match:
        return None
    value = Value(Kind.DECADE, (int(match[1] or match[2]),))
    return one(start, match.end(), value, firm=bool(match[1]))


def _spelled_decade(text: str, start: int) -> Reading | None:
    word = _LETTERS.match(text, start)
    number = _DECADES.get(word[0].lower()) if word else None
    if not word or not number:
        return None
    return one(start, word.end(), Value(Kind.DECADE, (number,)), firm=False)


_NTH = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})?)(?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"(?:(?P<hundreds>{SMALL}|an?)[- ](?:hundred(?: and |[- ])|(?=hundredth)))?"
    rf"(?:(?P<tens>{any_of(TENS)})-(?P<one>{any_of(ORDINAL_ONES)})"
    rf"|(?P<word>{any_of(ORDINALS)}))\b",
    re.IGNORECASE,
)
_CENTURY = re.compile(r"[- ]centur(?:y|ies)\b", re.IGNORECASE)


def _nth(text: str, start: int) -> Reading | None:
    match = _NTH.match(text, start)
    return _in_order(text, match, int(decimal(match[1]))) if match else None


def _ordinal(text: str, start: int) -> Reading | None:
    match = _ORDINAL.match(text, start)
    if not match:
        return None
    last = (match["one"] or match["word"]).lower()
    number = ORDINALS[last] + TENS.get((match["tens"] or "").lower(), 0)
    if match["hundreds"]:
        hundreds = 100 * int(group(match["hundreds"]))
        number = hundreds + (0 if last == "hundredth" else number)
    return _in_order(text, match, number)


def _in_order(text: str, match: re.Match[str], number: int) -> Reading:
    if century := _CENTURY.match(text, match.end()):
        value = Value(Kind.CENTURY, (number,))
        return one(match.start(), century.end(), value)
    firm = match[0][0].isdigit() or "-" in match[0]
    return one(match.start(), match.end(), Value(Kind.ORDINAL, (number,)), firm=firm)


_COMPARED = "more|less|fewer|higher|lower|larger|smaller"
_FRACTION = re.compile(
    rf"(?:(?P<count>{any_of(TEENS)}|{any_of(ONES)})[- ]"
    rf"|an? (?=[a-z]+ (?:of|the|{_COMPARED})\b))"
    rf"(?P<part>{any_of(DENOMINATORS)})(?P<many>s?)\b",
    re.IGNORECASE,
)
_PERIODS = re.compile(r"\b(?:first|last|next|past|previous|other) $", re.IGNORECASE)
"""Before three quarters that are no fraction."""
_HALF = re.compile(
    r"half(?= (?:of|the|its|their|his|her|our|my|your|that|this)\b)", re.I
)


def _fraction(text: str, start: int) -> Reading | None:
    match = _FRACTION.match(text, start)
    if not match:
        return _half(text, start)
    count = CARDINALS[match["count"].lower()] if match["count"] else 1
    periods = _PERIODS.search(text, max(start - 9, 0), start)
    if (count > 1) != bool(match["many"]) or (match["many"] and periods):
        return None
    number = exact(Fraction(count, DENOMINATORS[match["part"].lower()]))
    value = Value(Kind.CARDINAL, (number,))
    return one(start, match.end(), value, firm=False)


def _half(text: str, start: int) -> Reading | None:
    match = _HALF.match(text, start)
    if not match:
        return None
    value = Value(Kind.CARDINAL, (Fraction(1, 2),))
    return one(start, match.end(), value, firm=False)


def _last_quarter(text: str, start: int) -> Reading:
    """The fourth of a year: 第4季."""
    stop = text.index("quarter", start) + len("quarter")
    return one(start, stop, Value(Kind.ORDINAL, (4,)), firm=False)


_MULTIPLES = {
    "twice": 2,
    **{
        verb + ending: number
        for number, verb in enumerate(("doubl", "tripl", "quadrupl"), start=2)
        for ending in ("ed", "ing")
    },
    **{f"{word}fold": number for word, number in ONES.items() if number > 1},
    "tenfold": 10,
}


_MULTIPLE = re.compile(rf"(?:{any_of(_MULTIPLES)})\b", re.IGNORECASE)


def _multiple(text: str, start: int) -> Reading | None:
    word = _MULTIPLE.match(text, start)
    if not word:
        return None
    value = Value(Kind.CARDINAL, (_MULTIPLES[word[0].lower()],))
    return one(start, word.end(), value, firm=False)


_HALF_PAST = re.compile(
    rf"half past (?P<hour>(?:{any_of(ONES)}|ten|eleven|twelve)\b"
    r"|(?:1[0-2]|[1-9])(?![0-9.,:]))",
    re.IGNORECASE,
)


def _half_past(text: str, start: int) -> Reading | None:
    match = _HALF_PAST.match(text, start)
    if not match:
        return None
    written = match["hour"].lower()
    hour = int(written) if written.isdigit() else CARDINALS[written]
    return one(start, match.end(), Value(Kind.TIME, (hour % 12, 30)))


def _noon(text: str, start: int) -> Reading | None:
    word = re.compile("noon|midnight", re.IGNORECASE).match(text, start)
    if not word:
        return None
    value = Value(Kind.TIME, (12 if word[0].lower() == "noon" else 0, 0))
    return one(start, word.end(), value, firm=False)


_LABELS = labels("en")
_SPELLED = ("article", "paragraph", "section", "chapter", "annex")
_NUMBERED = re.compile(
    rf"(?P<label>{any_of(_LABELS)}) ?(?:no\. ?|number )?"
    r"(?:(?P<digits>[0-9]{1,5}(?:\.[0-9]{1,2}(?!\.?[0-9]))?)(?![,.]?[0-9]|[%:])"
    rf"|(?P<roman>(?-i:(?![CL]\b){ROMAN}))|(?P<word>{SMALL}))",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:, (?:and |or )?| and | or | to | ?[-\u2013] ?)"
    r"(?P<number>(?P<digits>[0-9]{1,3}(?![,.]?[0-9]| ?%| (?:per|million|billion)\b))"
    rf"|(?P<roman>(?![ICL]\b){ROMAN}))"
)
_LONE_I = re.compile(r"$|[.,;:)\n\u2013-]| (?:of|and|to|or)\b")
_WORLD_WAR = re.compile(r"World War (?:(II?)\b|(One|Two)\b)")


def _reference(text: str, start: int) -> Reading | None:
    match = _NUMBERED.match(text, start)
    if not match:
        return None
    label, stop = _LABELS[match["label"].lower()], match.end()
    if match["word"] and not (label in _SPELLED or match["word"][0].isupper()):
        return None
    if match["roman"] == "I" and not _LONE_I.match(text, stop):
        return None
    value = Value(Kind.REFERENCE, (_label_number(match),), label)
    found = [Found(Span(start, stop), value)]
    plural = match["label"].lower().rstrip(".").endswith("s") or match["label"] == "pp."
    while plural and (more := _NEXT.match(text, stop)):
        number = int(more["digits"]) if more["digits"] else roman(more["roman"])
        value = Value(Kind.REFERENCE, (number,), label)
        stop = more.end()
        found.append(Found(Span(more.start("number"), stop), value))
    return Reading(tuple(found), stop)


def _label_number(match: re.Match[str]) -> Number:
    if match["digits"]:
        return decimal(match["digits"])
    return roman(match["roman"]) if match["roman"] else group(match["word"])


def _world_war(text: str, start: int) -> Reading | None:
    match = _WORLD_WAR.match(text, start)
    if not match:
        return None
    number = len(match[1]) if match[1] else ONES[match[2].lower()]
    return one(start, match.end(), Value(Kind.ORDINAL, (number,)), firm=False)


_IDIOMS = (
    r"at first|first (?:of all|lady|ladies|and foremost|half)"
    r"|first[- ](?:name|class|aid|hand|minister)|(?:per|each|every) second"
    r"|split[- ]second|a second(?! [a-z])"
    r"|second(?:[- ]?hand| half| to none)|(?:latter|other) half"
)


def _lettered(names: Iterable[str]) -> list[str]:
    return [name for name in names if name[0].isalpha()]


_WORDS = [*CARDINALS, *ORDINALS, *_DECADES, *_MULTIPLES, "half", "noon", "midnight"]
_COUNTABLE = rf"half|hundred|{MAGNITUDE}|{any_of(DENOMINATORS)}"
_TRIGGER = re.compile(
    rf"(?=[0-9§№$€£¥₫₹hw]|{PART}|\b[A-Za-z])"
    rf"(?:(?P<url>{URL})|(?P<digit>[0-9]|{PART})"
    rf"|\b(?:(?P<idiom>(?i:(?=[aefolps])(?:{_IDIOMS}))\b)"
    r"|(?P<last>(?i:(?:last|final) quarter)\b)"
    rf"|(?P<word>(?:{any_case(_WORDS)})\b|[Aa]n? (?=(?:{_COUNTABLE})\b)"
    r"|(?<=the )hundred(?= and ))"
    rf"|(?P<month>{_MONTH})|(?P<weekday>(?:{any_case(_WEEKDAYS)})s?\b)"
    rf"|(?P<label>(?:{any_case(_lettered(_LABELS))})(?![a-z]))|(?P<war>World War )"
    rf"|(?P<code>(?:{any_case(_lettered(_MONEY))}) ?(?=[0-9])))"
    r"|(?P<sign>[§№])|(?P<money>[$€£¥₫₹]))"
)
_RULES = {
    "digit": (
        partial(digits.numeric_date, day_first=False),
        partial(_date, _DAY_MONTH),
        digits.no_figure,
        _clock,
        digits.september,
        digits.years,
        digits.fraction,
        digits.item,
        _decade,
        _nth,
        _amount,
    ),
    "word": (
        *(_half_past, _fraction, _ordinal, _multiple, _noon),
        *(_spelled_decade, _amount),
    ),
    "last": (_last_quarter,),
    "month": (partial(_date, _MONTH_DAY), partial(_date, _MONTH_YEAR), _month),
    "weekday": (_weekday,),
    "label": (_reference,),
    "sign": (_reference,),
    "war": (_world_war,),
    "code": (_amount,),
    "money": (_amount,),
}


PARSERS = {"en": partial(scan, trigger=_TRIGGER, rules=_RULES)}
"""Language tag → every figure of a text, in order."""
