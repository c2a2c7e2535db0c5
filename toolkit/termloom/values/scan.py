"""What the parsers of all languages share: the scan and the digits."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple
from unicodedata import numeric

from ..model import Span
from .value import Found, Number, Value

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if wide != 0xFF0C}
_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"
_FOLD: dict[int, int | str] = {
    **_WIDE,
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212"), "-"),
    **dict.fromkeys(map(ord, "~\uff5e\u301c\u2012"), "\u2013"),
    **{ord("\u2019"): "'", ord("\uffe1"): "£", ord("\uffe5"): "¥"},
    **{ord("Ð"): "Đ", ord("ð"): "đ"},
    **{ord("\u017f"): "s", ord("\u212a"): "K", ord("\u0130"): "I", ord("\u0131"): "i"},
}
"""One code point for one, so that offsets stay."""
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")

URL = r"(?:https?://|www\.)[!-;=?-~]+"
DIGITS = "[0-9]{1,24}(?![0-9])"
"""More digits in one piece are no figure."""
PART = "[\u00bc-\u00be\u2150-\u215e]"
"""A fraction in one character: ½."""


class Reading(NamedTuple):
    """What a rule made of a place; the scan goes on at ``stop``."""

    found: tuple[Found, ...]
    stop: int


Rule = Callable[[str, int], Reading | None]


def scan(
    text: str, trigger: re.Pattern[str], rules: Mapping[str, Sequence[Rule]]
) -> list[Found]:
    """Every value of a text, in order, without overlaps.

    ``trigger`` finds the places where a figure may begin; the name of its group
    says which rules are asked there. The first rule that answers wins.
    """
    if _FOLDED.search(text):
        text = text.translate(_FOLD)
    found: list[Found] = []
    at = 0
    while match := trigger.search(text, at):
        at = match.end()
        for rule in rules.get(match.lastgroup or "", ()):
            if reading := rule(text, match.start()):
                found.extend(reading.found)
                at = reading.stop
                break
    return found


def one(start: int, stop: int, value: Value, *, firm: bool = True) -> Reading:
    """The reading of one value."""
    return Reading((Found(Span(start, stop), value, firm),), stop)


def nothing(stop: int) -> Reading:
    """The reading of a stretch that says no figure though it looks like one."""
    return Reading((), stop)


def any_of(words: Mapping[str, object] | Sequence[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def any_case(words: Mapping[str, object] | Sequence[str]) -> str:
    """As `any_of`, in any case; the first letter apart, which makes a scan quick."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(
        rf"[{re.escape(first)}{re.escape(first.upper())}](?i:{any_of(rest)})"
        for first, rest in rests.items()
    )


def first_of(words: Iterable[str]) -> str:
    """The first characters of words, in any case, to be put into brackets.

    A look at the next character alone keeps a scan from trying all words everywhere.
    """
    letters = {word[0] for word in words}
    return "".join(
        re.escape(each) for each in sorted({*letters, *map(str.upper, letters)})
    )


def exact(number: Number) -> Number:
    """The number as an integer where it is one."""
    return number.numerator if number.denominator == 1 else number


_PART_AT_END = re.compile(f"{PART}$")
_NO_DIGIT = re.compile("[^0-9]")


def decimal(text: str, *, point: str = ".") -> Number:
    """The number written in digits; every other mark between digits groups."""
    if text.isascii() and text.isdigit():
        return int(text)
    part = _PART_AT_END.search(text)
    whole, _, rest = text[: part.start() if part else None].partition(point)
    digits = _NO_DIGIT.sub("", whole)
    number = Fraction(int(digits + rest or "0"), 10 ** len(rest))
    behind = numeric(part[0]) if part else 0
    return exact(number + Fraction(behind).limit_denominator(10))


ROMAN = r"(?=[IVXLC]{1,15}(?!\w))C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> int:
    """The number of a well-formed Roman numeral below 400."""
    numbers = [_ROMAN[letter] for letter in text]
    following = [*numbers[1:], 0]
    return sum(
        -now if now < after else now
        for now, after in zip(numbers, following, strict=True)
    )
