"""Which of our languages a text is in, and why.

Nothing is learned: what decides can be counted and shown. Chinese characters tell
Chinese; those that only GB 2312 or only Big5 has, and some that both have but one
variety alone uses, tell the variety. Letters that only Vietnamese has and words of
the shape of its syllables tell Vietnamese, the commonest short words tell English.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..model import Evidence
from ..text import HAN, normalise
from . import lists

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(rf"(?:(?![{HAN}])[^\W\d_])+(?:['’][^\W\d_]+)?")
_VIETNAMESE = re.compile("[ăđơư\u1ea0-\u1ef9]", re.IGNORECASE)
_LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")
_MARKED = re.compile("[à-ãè-êìíò-õùúýăĩũđơư\u1ea0-\u1ef9]")
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
    "(?:uy[eau]|u[ao]y|uo[iu]|oa[iy]|oeo|[iy]eu|a[iouy]|e[ou]|i[aeu]|o[aeio]"
    "|u[aeiouy]|ye|[aeiouy])(?:ch|ng|nh|[cmnpt])?"
)
"""A Vietnamese syllable without its marks."""
_LEAST_SHARE_OF_OTHERS = 0.15
_LEAST_LINE = 20


class Identification(NamedTuple):
    """The language of a text, and the counts that tell it."""

    language: str
    """One of our tags; empty where the text is in none of them."""
    confidence: float
    """0 to 1."""
    evidence: tuple[Evidence, ...]
    mixed: tuple[str, ...]
    """Other languages in which a good part of the lines is written."""


class _Counts(NamedTuple):
    han: int
    simplified: Counter[str]
    traditional: Counter[str]
    words: int
    vietnamese: int
    """Words with a letter that only Vietnamese has."""
    marked: int
    """Words with a letter that Vietnamese has and English lacks."""
    syllables: int
    """Words that, but for marks, might be a Vietnamese syllable."""
    english: int
    other: int
    """Common words of other languages, and words in other scripts."""


def identify(text: str) -> Identification:
    """The language of a text; linear in its length, and the same for NFC and NFD."""
    text = normalise(text).text
    counts = _count(text)
    language, confidence = _decide(counts)
    others = [other for other in _others(text, counts) if other not in ("", language)]
    evidence = tuple(_evidence(counts))
    return Identification(language, confidence, evidence, tuple(sorted({*others})))


def _others(text: str, counts: _Counts) -> Iterator[str]:
    """Languages of a good part of the lines, varieties of a good part of the Han."""
    weights: Counter[str] = Counter()
    for line in text.split("\n"):
        if len(line) >= _LEAST_LINE or _HAN.search(line):
            weights[_decide(_count(line))[0]] += len(line)
    varieties = {
        "zh-Hans": counts.simplified.total(),
        "zh-Hant": counts.traditional.total(),
    }
    for found in (weights, Counter(varieties)):
        least = found.total() * _LEAST_SHARE_OF_OTHERS
        yield from (tag for tag, weight in found.items() if weight and weight >= least)


def _count(text: str) -> _Counts:
    han = Counter(_HAN.findall(text))
    words = [_signs(word) for word in _WORD.findall(text)]
    return _Counts(
        han.total(),
        Counter({c: n for c, n in han.items() if _variety(c) == "zh-Hans"}),
        Counter({c: n for c, n in han.items() if _variety(c) == "zh-Hant"}),
        len(words),
        *map(sum, zip(*words, strict=True) if words else [()] * len(_signs(""))),
    )


@lru_cache(maxsize=65536)
def _signs(word: str) -> tuple[bool, bool, bool, bool, bool]:
    """What a word tells, in the order of the last fields of `_Counts`."""
    word = word.casefold()
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return (
        _VIETNAMESE.search(word) is not None,
        _MARKED.search(word) is not None,
        _SYLLABLE.fullmatch(re.sub("[\u0300-\u036f]", "", letters)) is not None,
        word in lists.words("detect_english"),
        word in lists.words("detect_other") or not _LATIN.match(word),
    )


@cache
def _variety(character: str) -> str:
    """The variety that a character is written in; empty for both or neither."""
    simplified, traditional = (_has(name, character) for name in ("gb2312", "big5"))
    if simplified == traditional:
        return lists.headings("detect_varieties").get(character, "")
    return "zh-Hans" if simplified else "zh-Hant"


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _decide(counts: _Counts) -> tuple[str, float]:
    """The language and how sure it is: two characters weigh as much as a word."""
    units = counts.han / 2 + counts.words
    if not units:
        return "", 0.0
    share = counts.han / 2 / units
    if share >= 0.5 or (share >= 0.2 and not counts.english and not counts.vietnamese):
        return _decide_variety(counts, share)
    return _decide_latin(counts, 1 - share)


def _decide_variety(counts: _Counts, share: float) -> tuple[str, float]:
    hans, hant = counts.simplified.total(), counts.traditional.total()
    tag = "zh-Hant" if hant > hans else "zh-Hans"
    sure = (max(hans, hant) + 1) / (hans + hant + 2)
    return tag, sure * min(1.0, share + 0.3)


def _decide_latin(counts: _Counts, share: float) -> tuple[str, float]:
    """Vietnamese by its letters, English by its small words, else none of ours.

    Where most words have the shape of its syllables, a mark or some length will do.
    """
    marked, syllables = counts.marked / counts.words, counts.syllables / counts.words
    english, other = counts.english / counts.words, counts.other / counts.words
    vietnamese = counts.vietnamese / counts.words
    if vietnamese > english and vietnamese >= (0.1 if marked < 0.4 else 0.01):
        return "vi", min(1.0, marked + 0.4) * share
    if syllables >= 0.75 and 0 < marked >= english:
        return "vi", min(1.0, marked + 0.4) * share
    if syllables >= 0.75 and english < 0.25 and counts.words > 4:
        return "vi", 0.5 * share
    is_other = other > english and (counts.words > 3 or other > 0.5)
    if is_other or (counts.words > 12 and english < 0.08):
        return "", 0.5
    return "en", min(1.0, 0.3 + 3 * english) * share


def _evidence(counts: _Counts) -> Iterator[Evidence]:
    yield Evidence("Chinese characters", counts.han)
    for name, found in (
        ("only Simplified", counts.simplified),
        ("only Traditional", counts.traditional),
    ):
        examples = " ".join(c for c, _ in found.most_common(5))
        yield Evidence(name, found.total(), examples)
    yield Evidence("words in Latin letters", counts.words)
    yield Evidence("words with Vietnamese letters", counts.vietnamese)
    yield Evidence("words like Vietnamese syllables", counts.syllables)
    yield Evidence("common English words", counts.english)
