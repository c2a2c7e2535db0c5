"""Where English sentences end.

NLTK's Punkt decides what an abbreviation or an initial does, with parameters of
our own (no download). Rules stand around it for what Punkt does not know: quotes,
brackets, list markers, ellipses and stops without a space. `en_letters` finds the
borders that no stop shows.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ..model import Span
from . import en_letters, lists, stops
from .stops import Stop

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}")
_TIME_ADVERBIAL = re.compile(r"(?:\w+\s)?(?:\w+\s)?\d[\d:.]*\s?[ap]\.?m\.?", re.I)
_AFTER_TIME = re.compile(
    r"(?:[A-Z]{2,4}|Eastern|Pacific|Central|Mountain|Greenwich|Moscow|Kyiv|Local"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May"
    r"|June|July|August|(?:Sept|Nov|Dec)ember|October)\b"
)
_NUMBER = re.compile(r"[IVXLC]+\b|No\. ?\d")
_FIRST_PERSON = re.compile(r"I\b")
_NO_SPACE = re.compile(
    r"(?<=\w\w)[.!?]++(?=((?!(?:Com|Net|Org|Co|Js)\b)[A-Z][a-z']*)[\s,.])"
)
_WHOLE_WORD = re.compile(r"(?<![\w.])[\w,]+$")
_ADDRESS = re.compile(r"@|://|www\.|[/_]")
_OMISSION = re.compile(r"\.(?<=\w\.)(?=(?:\s\.){3}\s+[A-Z])")
_ORDER = re.compile(r"[A-Z][a-z]+ (?:[a-z]+|I)\b")
_SPEECH_TAG = re.compile(
    r"(?:[A-Z][\w.'’-]*+\s){1,4}"
    r"(?:said|says|asked|asks|added|adds|wrote|replied|answered|shouted|cried)[.,]"
)
_EXCLAIMING_NAMES = {"yahoo", "jeopardy", "yum", "joomla", "guess", "oklahoma"}
_SMALL_INSIDE = 1 << 5
"""Punkt's mark of a word that was seen with a small letter within a sentence."""


def split(paragraph: str) -> list[Span]:
    """The sentences of a paragraph, without outer white space."""
    cuts = {
        *(match.end() for match in _OMISSION.finditer(paragraph)),
        *_tight_ends(paragraph),
        *en_letters.borders(paragraph),
    }
    return stops.split(paragraph, _is_end, cuts)


def _is_end(stop: Stop) -> bool:
    """The first rule that has an opinion decides, else Punkt."""
    verdict = stops.first_verdict(_RULES, stop)
    if verdict is None:
        return _punkt_ends(stop.word + stop.marks + stop.closers, stop.next_word)
    return verdict


def _is_in_speech(stop: Stop) -> bool | None:
    """``“Stop!” Ann Roe said.`` is one sentence."""
    is_quoted = any(mark in "\"'”’" for mark in stop.closers)
    if not is_quoted or stop.marks == ".":
        return None
    return False if _SPEECH_TAG.match(stop.following) else None


def _exclaims(stop: Stop) -> bool | None:
    """``!`` and ``?`` end a sentence unless speech or a name goes on."""
    if "!" not in stop.marks and "?" not in stop.marks:
        return None
    if not stop.first.islower():
        return True
    return not stop.closers and stop.word.lower() not in _EXCLAIMING_NAMES


def _trails_off(stop: Stop) -> bool | None:
    """An ellipsis ends a sentence before a capital; not where it stands apart.

    Four dots are a full stop and an omission. ``I`` tells nothing.
    """
    if stop.marks == ".":
        return None
    if stop.sentence.endswith("[") or stop.first.islower():
        return False
    if stop.word and " " in stop.marks and len(stop.marks) > 6:
        return False
    if not stop.word and not stop.closers:
        return len(stop.marks.replace(" ", "")) > 3
    return len(stop.marks) > 3 or not _FIRST_PERSON.match(stop.following)


def _is_before_small_letter(stop: Stop) -> bool | None:
    """Before a small letter only a plain word can end a sentence.

    Where stops stand apart from words, an abbreviation has one of its own.
    """
    if not stop.first.islower():
        return None
    word = stop.word
    if stop.marks == "." and stop.sentence[-2:-1].isalnum() and not word:
        return True
    if stop.closers or kind(word) or word in lists.words("en_never_last"):
        return False
    return len(word) > 1 and word.isalpha() and word.islower()


def _is_abbreviation(stop: Stop) -> bool | None:
    """Titles never end a sentence, ``No.`` and ``p.`` not before a number.

    ``P.`` may be an initial as well.
    """
    group = kind(stop.word)
    if group == "title":
        return False
    if group == "number":
        counts = stop.first.isdigit() or _NUMBER.match(stop.following)
        is_initial = len(stop.word) == 1 and stop.word.isupper()
        return False if counts else None if is_initial else True
    is_unknown = not group and _DOTTED.fullmatch(stop.word)
    if group and _ORDER.match(stop.following):
        return en_letters.may_open(stop.next_word) or None
    if is_unknown or (group and stop.closers):
        return stop.next_word.lower() in lists.words("en_starters")
    return None


def _is_time_of_day(stop: Stop) -> bool | None:
    """``5 p.m.`` ends a sentence before a capital that is no zone or day."""
    if stop.word.lower() not in ("a.m", "p.m"):
        return None
    if _TIME_ADVERBIAL.fullmatch(stop.sentence.strip()):
        return False
    return stop.first.isupper() and not _AFTER_TIME.match(stop.following)


def _is_day_of_month(stop: Stop) -> bool | None:
    """``24. March`` is a date."""
    if not (stop.word.isdigit() and len(stop.word) <= 2):
        return None
    return False if _AFTER_TIME.match(stop.following) else None


def _is_plain(stop: Stop) -> bool | None:
    """A word that is no abbreviation and no initial ends the sentence."""
    word = stop.word
    if len(word) == 1 and word.isalpha():
        return None
    return None if kind(word) else True


_RULES: tuple[stops.Rule, ...] = (
    stops.goes_on,
    stops.is_marker,
    stops.is_inside_brackets,
    _is_in_speech,
    _exclaims,
    _trails_off,
    _is_before_small_letter,
    _is_abbreviation,
    _is_time_of_day,
    _is_day_of_month,
    _is_plain,
)


def _tight_ends(paragraph: str) -> Iterator[int]:
    """Ends without a space: ``world.Today is``; never in an address."""
    for match in _NO_SPACE.finditer(paragraph):
        before = paragraph[max(0, match.start() - 60) : match.start()]
        word = _WHOLE_WORD.search(before)
        if not word or _ADDRESS.search(before.split()[-1]):
            continue
        begins = match.group(1).lower() in lists.words("en_starters")
        if begins or (len(word.group()) > 2 and word.group()[1:].islower()):
            yield match.end()


@lru_cache(maxsize=65536)
def _punkt_ends(before: str, following: str) -> bool:
    """Whether Punkt sees a border between two words."""
    return len(list(_punkt().span_tokenize(f"{before} {following}"))) > 1


@cache
def _punkt() -> "PunktSentenceTokenizer":
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    abbreviations = lists.words("en_abbreviations")
    types = (word.lower() for word in abbreviations if len(word) > 1)
    parameters.abbrev_types.update(types)
    parameters.sent_starters.update(lists.words("en_starters"))
    for word in lists.words("en_starters"):
        parameters.add_ortho_context(word, _SMALL_INSIDE)
    return PunktSentenceTokenizer(parameters)


def kind(word: str) -> str | None:
    """The group of an abbreviation (written without its final stop)."""
    kinds = lists.headings("en_abbreviations")
    return kinds.get(word) or kinds.get(word.lower())
