"""Rival designations that no glossary lists, found in a translation alone."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, product

from ..languages import language
from ..model import Severity, Span
from ..tags import is_chinese
from ..terms.lexicon import lists
from ..text import HAN
from .check import Check, Context
from .units import Finding, Place, Unit, rival, translations

_CHINESE_TITLE = re.compile("《([^《》]{4,40})》")
_QUOTED_TITLE = re.compile(r"[“«\"]([A-ZĐ][^“”«»\".!?]{15,80}[\w)])[”»\"]")
_TITLES = {
    "zh-Hans": _CHINESE_TITLE,
    "zh-Hant": _CHINESE_TITLE,
    "vi": _QUOTED_TITLE,
}
_ALIKE = 70
"""In a hundred, from which on two titles look like one title told in two ways."""
_HAN = re.compile(f"[{HAN}]+")
_AROUND, _WORD = 3, 2
"""Characters that frame a word on either side, and those of the word."""
_APART = frozenset(
    "一二三四五六七八九十百东東西南北上下前后後内內外本左右大小多少新旧舊强強弱"
)
"""Characters that tell words apart for good: numbers and opposites."""

_AND = re.compile(r"\b(\w+) và (?:\w+ )*\1\b|[和与與及]", re.IGNORECASE)
_CHINESE_TWICE = re.compile(f"([{HAN}]{{2,6}})(?:和|与|與|及|以及)\\1(?=的|[^{HAN}]|$)")
_PREPOSITIONS = "trong|của|tại|cho|với"
_VIETNAMESE_TWICE = re.compile(
    rf"\b(?!(?:{_PREPOSITIONS}) )(\w+(?: \w+)+) và \1"
    rf"(?!\w)(?! (?!(?:{_PREPOSITIONS}|là|để|được|bị|đã|đang|sẽ|có|không|và)\b)\w)",
    re.IGNORECASE,
)
"""Nor where the second goes on: «trách nhiệm và trách nhiệm giải trình»."""
_TWICE = {
    "zh-Hans": _CHINESE_TWICE,
    "zh-Hant": _CHINESE_TWICE,
    "vi": _VIETNAMESE_TWICE,
}

_SYLLABLES = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_NAME_SIZES = (3, 4)
_Frame = tuple[str, str]
"""What stands before a word, and behind it."""


def titles(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Title has another form elsewhere in the text."""
    from rapidfuzz.fuzz import ratio

    places: defaultdict[str, list[Place]] = defaultdict(list)
    for unit, side in translations(units):
        if side.language in _TITLES:
            for match in _TITLES[side.language].finditer(side.text):
                places[match[1]].append(Place(unit, side, Span(*match.span())))
    counts = Counter({title: len(found) for title, found in places.items()})
    ranked = [title for title, _ in counts.most_common()]
    for usual, other in combinations(ranked, 2):
        one, two = places[usual][0], places[other][0]
        alike = ratio(usual, other) >= _ALIKE and not _is_other_title(usual, other)
        if alike and not _are_told_apart(one, two, context):
            message = f"“{other}” {counts[other]}×, “{usual}” {counts[usual]}×"
            yield rival(two, other, usual, message, 0.7)


def _is_other_title(one: str, other: str) -> bool:
    """Whether titles differ in figures, or one is the other cut short."""
    figures = [re.findall(r"\d+|[一二三四五六七八九十]+", t) for t in (one, other)]
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return figures[0] != figures[1] or all(character in rest for character in short)


def _are_told_apart(one: Place, other: Place, context: Context) -> bool:
    """Whether the glossary knows both as two things, or one, and the other's source
    has no such thing.
    """
    named = [_titled(one, context), _titled(other, context)]
    if all(named) and named[0].isdisjoint(named[1]):
        return True
    return any(
        concepts - {o.concept.id for o in context.nested_terms(place.unit.source)}
        for concepts, place in zip(named, (other, one), strict=True)
        if place.unit.source
    )


def _titled(place: Place, context: Context) -> set[str]:
    """The concepts whose term is all of a title."""
    found = context.terms(place.side)
    return {o.concept.id for o in found if _is_title(o.span, place.span)}


def _is_title(term: Span, title: Span) -> bool:
    """Whether a term is all of a title, with or without its marks."""
    return title.start <= term.start <= title.start + 1 and term.stop >= title.stop - 1


def parallel(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Another word stands in the same phrase elsewhere in the text."""
    frames: defaultdict[_Frame, dict[str, list[Place]]] = defaultdict(dict)
    for unit, side in translations(units):
        if unit.source is None and side.language in _FRAMED:
            for frame, word, span in _FRAMED[side.language](side.text):
                frames[frame].setdefault(word, []).append(Place(unit, side, span))
    told = set[tuple[str, str]]()
    for frame, words in frames.items():
        for usual, other in _pairs(words):
            place, peer = words[other][0], words[usual][0]
            if (usual, other) not in told and _are_rivals(place, peer):
                told.add((usual, other))
                here, there = (_phrase(frame, word) for word in (other, usual))
                message = f"“{here}” here, “{there}” elsewhere"
                named = place.side.language == "vi"
                severity, sure = (
                    (Severity.WARNING, 0.7) if named else (Severity.NOTE, 0.4)
                )
                yield rival(place, other, usual, message, sure, severity=severity)


def _are_rivals(place: Place, peer: Place) -> bool:
    """Whether Chinese words are near each other; syllables of a name always are."""
    if not is_chinese(place.side.language):
        return True
    near = _are_near(place.form, peer.form)
    return near and _is_word(place) and _is_word(peer)


def _framed(text: str) -> Iterator[tuple[_Frame, str, Span]]:
    """Each two characters with those before and behind them."""
    for run in _HAN.finditer(text):
        for start in range(run.start() + _AROUND, run.end() - _WORD - _AROUND + 1):
            stop = start + _WORD
            frame = text[start - _AROUND : start], text[stop : stop + _AROUND]
            yield frame, text[start:stop], Span(start, stop)


def _named(text: str) -> Iterator[tuple[_Frame, str, Span]]:
    """Each syllable inside a Vietnamese name: the *hiệp* of *Liên hiệp quốc*."""
    for run in _SYLLABLES.finditer(text):
        found = list(re.finditer(r"\S+", run[0]))
        words = [match[0] for match in found]
        for first, size in product(range(len(words)), _NAME_SIZES):
            name = words[first : first + size]
            if len(name) < size or not _opens_name(text, run, found[first]):
                continue
            for at in range(1, size - 1):
                if name[at].islower() and _small().isdisjoint(name[at:]):
                    frame = " ".join(name[:at]), " ".join(name[at + 1 :])
                    start, stop = found[first + at].span()
                    yield frame, name[at], Span(run.start() + start, run.start() + stop)


@cache
def _small() -> frozenset[str]:
    """Vietnamese words that are no part of a name."""
    words = lists("vi")
    return frozenset().union(*(words[k] for k in ("breaks", "not first", "not last")))


def _opens_name(text: str, run: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a word has a capital that no sentence gives it."""
    before = text[: run.start() + word.start()]
    return word[0][0].isupper() and re.search(r"[^\W\d_] $", before) is not None


def _pairs(words: dict[str, list[Place]]) -> Iterator[tuple[str, str]]:
    ranked = sorted(words, key=lambda word: -len(words[word]))
    return combinations(ranked, 2)


def _are_near(one: str, other: str) -> bool:
    """Whether words share a character, and what differs is neither number nor pole."""
    differing = set(one) ^ set(other)
    return len(set(one) & set(other)) == 1 and differing.isdisjoint(_APART)


def _is_word(place: Place) -> bool:
    side = place.side
    return place.span in language(side.language).tokens(side.text)


def _phrase(frame: _Frame, word: str) -> str:
    joint = "" if _HAN.match(word) else " "
    return joint.join((frame[0], word, frame[1]))


_FRAMED = {"zh-Hans": _framed, "zh-Hant": _framed, "vi": _named}


def repeated(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Two things that are named together have one name."""
    for unit, side in translations(units):
        if side.language not in _TWICE or not _AND.search(side.text):
            continue
        for match in _TWICE[side.language].finditer(side.text):
            if match[1].istitle():  # «không phận Ba Lan và Ba Lan đã …»
                continue
            span = Span(*match.span())
            message = f"“{match[1]}” stands for two things here"
            yield Finding(unit, side, span, message, found=match[0], confidence=0.8)


CHECKS = (
    Check("T110", Severity.WARNING, titles),
    Check("T111", Severity.NOTE, parallel),
    Check("T112", Severity.WARNING, repeated),
)
