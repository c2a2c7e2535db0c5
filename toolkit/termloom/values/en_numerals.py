"""How English writes numbers: digits, words, and digits with a magnitude word."""

import re
from fractions import Fraction

from .amounts import Numeral, units
from .scan import DIGITS, PART, any_of, decimal, exact
from .value import Number


def count(words: str, start: int, step: int = 1) -> dict[str, int]:
    """Words that count up from ``start``."""
    return {word: start + i * step for i, word in enumerate(words.split())}


ONES = count("one two three four five six seven eight nine", 1)
TEENS = count(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    10,
)
TENS = count("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
TENS |= {"threescore": 60, "fourscore": 80}
CARDINALS = ONES | TEENS | TENS
ORDINAL_ONES = count("first second third fourth fifth sixth seventh eighth ninth", 1)
_ORDINAL_REST = {
    **count("tenth eleventh twelfth thirteenth fourteenth fifteenth", 10),
    **count("sixteenth seventeenth eighteenth nineteenth", 16),
    **count("twentieth thirtieth fortieth fiftieth sixtieth", 20, 10),
    **count("seventieth eightieth ninetieth hundredth", 70, 10),
}
ORDINALS = ORDINAL_ONES | _ORDINAL_REST
DENOMINATORS = {
    **{"half": 2, "third": 3, "quarter": 4, "fourth": 4},
    **count("fifth sixth seventh eighth ninth tenth", 5),
}
_MAGNITUDES = {
    "dozen": 12,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_ALL_MAGNITUDES = {**_MAGNITUDES, "bn": 10**9, "mn": 10**6, "tn": 10**12}
_MONEY_MAGNITUDES = {"b": 10**9, "m": 10**6, "k": 1000}

MAGNITUDE = any_of(_MAGNITUDES)
_UNIT_WORD = any_of([name for name in units("en") if len(name) > 2 and name.isalpha()])
SMALL = (
    rf"(?:(?<!etween )(?:{any_of(ONES)}) and (?:{any_of(TENS)})(?= (?:{_UNIT_WORD})\b)"
    rf"|(?:{any_of(TENS)})\b"
    rf"(?:(?:[- ]| and )(?:{any_of(ONES)})\b(?![- ](?:third|quarter)))?"
    rf"|(?:{any_of(TEENS)}|{any_of(ONES)})\b)"
)
_CHUNK = re.compile(
    rf"(?P<group>{SMALL}[- ]hundred\b(?:(?: and |[- ]){SMALL})?|{SMALL}"
    rf"|an?[- ]hundred\b(?:(?: and |[- ]){SMALL})?"
    rf"|(?<=the )hundred and {SMALL}|an?(?= (?:{MAGNITUDE})\b)"
    rf"|half(?:[- ]an?)?(?=[- ](?:{MAGNITUDE}|{_UNIT_WORD})\b))"
    rf"(?P<half>[- ]and[- ]a[- ]half\b)?(?:[- ](?P<magnitude>{MAGNITUDE})\b)?",
    re.IGNORECASE,
)
_CHUNK_JOIN = re.compile(
    r"(?:,? and | |, (?=[a-z -]{3,24}(?:hundred|thousand|million)))(?!a |an |half)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?:[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){1,6}|(?: [0-9]{3}){1,6})(?![0-9])"
    rf"|{DIGITS})(?:\.{DIGITS}(?!\.[0-9])|{PART})?|{PART}"
)
_GLUED_SCALE = re.compile(
    r"k(?![A-Za-z])|[mM](?= (?:people|men|women|children|refugees|users|voters|viewers"
    r"|citizens|residents|inhabitants|workers|troops|jobs|homes|households|doses|tonnes"
    r"|tons|barrels|litres|hectares|acres|euros|dollars|pounds|yuan)\b)"
)
_SCALE = re.compile(rf"[- ]?({any_of(_ALL_MAGNITUDES)})(?![A-Za-z])", re.IGNORECASE)
_MONEY_SCALE = re.compile(r" ?[bmk](?![A-Za-z])", re.IGNORECASE)


def numeral(text: str, start: int, money: bool) -> Numeral | None:
    """The number at a place, in digits or words; ``5m`` is a sum if money is meant."""
    figure = _FIGURE.match(text, start)
    if not figure:
        return _spelled(text, start)
    number, stop, scale = decimal(figure[0]), figure.end(), 1
    if match := _SCALE.match(text, stop):
        scale = _ALL_MAGNITUDES[match[1].lower()]
    elif match := (_MONEY_SCALE if money else _GLUED_SCALE).match(text, stop):
        scale = _MONEY_MAGNITUDES[match[0].strip().lower()]
    return Numeral(exact(number * scale), match.end() if match else stop, scale=scale)


def _spelled(text: str, start: int) -> Numeral | None:
    total: Number = 0
    limit, at, stop, first = 10**15, start, start, 1
    while chunk := _CHUNK.match(text, at):
        scale = _MAGNITUDES.get((chunk["magnitude"] or "").lower(), 1)
        if scale >= limit:
            break
        total += group(chunk["group"], half=bool(chunk["half"])) * scale
        first = scale if stop == start else first
        limit, stop = scale, chunk.end()
        join = _CHUNK_JOIN.match(text, stop)
        if scale == 1 or not join:
            break
        at = join.end()
    if stop == start:
        return None
    words = re.split("[- ]", text[start:stop].lower())
    firm = len(words) > 1 and words[0] not in ("a", "an", "half")
    bare = total != 1 and words[-1] not in ("half", "a", "an")
    return Numeral(exact(total), stop, firm=firm, scale=first, bare=bare)


def group(words: str, *, half: bool = False) -> Number:
    """The number of a few words below a thousand; ``a`` counts as one."""
    number: Number = 0
    for word in re.findall("[a-z]+", words.lower()):
        if word == "hundred":
            number = (number or 1) * 100
        elif word == "half":
            number = Fraction(1, 2)
        else:
            number += CARDINALS.get(word, 0)
    return (number or 1) + (Fraction(1, 2) if half else 0)
