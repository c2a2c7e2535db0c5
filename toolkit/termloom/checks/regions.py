"""Words of the Mainland in a text for Taiwan, and the reverse."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..languages.zh_script import regional_words, to_simplified, traditional
from ..model import Severity
from .check import Check, Context
from .units import Finding, Place, Side, Unit, places, rival, translations
from .wording import approved

_IN_BOTH = frozenset(
    [
        "数据",
        "威慑",
        "潜艇",
        "布什",
        "炮弹",
        "火炮",
        "哈萨克斯坦",
        "塔吉克斯坦",
        "澳大利亚",
    ]
)
"""Mainland words that Taiwan says as well."""
_IN_MAINLAND = frozenset(
    ("信息", "芯片", "乍得", "悉尼", "集装箱", "数字化", "格鲁吉亚")
)
"""Mainland words whose Taiwan counterparts the Mainland has as well, if for others."""
_MAINLAND = "Mainland"
"""How the notes of terms begin that are no wording of Taiwan."""
_SLIPS, _FEW = 2, 0.2
"""As many foreign words are slips, whatever else is there; or such a share of all."""


def regional(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Word of the other Chinese-speaking region."""
    for tag in ("zh-Hans", "zh-Hant"):
        texts = [p for p in translations(units) if p[1].language == tag]
        if texts:
            yield from _foreign(_regional(texts, tag, context), tag)


_Regional = list[tuple[Place, str]]
"""What one region says, and what this one says for it; empty for its own words."""


def _foreign(regional: _Regional, tag: str) -> Iterator[Finding]:
    """Slips one by one; a text that mostly speaks so is told once a word, as a note.

    So is a word that the text mostly has.
    """
    foreign = [(place, better) for place, better in regional if better]
    few = len(foreign) <= max(_SLIPS, _FEW * len(regional))
    counts = Counter(place.form for place, _ in regional)
    told = set[str]()
    for place, better in foreign:
        word = place.form
        if few and counts[word] <= max(_SLIPS, counts[better]):
            yield _finding(place, better, tag)
        elif word not in told:
            told.add(word)
            finding = _finding(place, better, tag)
            message = f"{finding.message}, {counts[word]}× in this text"
            yield replace(finding, message=message, severity=Severity.NOTE)


def _regional(
    texts: Sequence[tuple[Unit, Side]], tag: str, context: Context
) -> _Regional:
    """The words of both regions, those of the glossary before those of the script."""
    words = _words(tag)
    terms = [
        found for unit, side in texts for found in _of_glossary(unit, side, context)
    ]
    taken = {(place.side, at) for place, _ in terms for at in range(*place.span)}
    found = [
        (place, words.get(place.form, ""))
        for place in places(texts, _pattern(tag))
        if (place.side, place.span.start) not in taken
    ]
    return [*terms, *found]


def _of_glossary(unit: Unit, side: Side, context: Context) -> _Regional:
    """Terms that the glossary calls Mainland wording, and those preferred to them."""
    found = []
    for occurrence in context.terms(side):
        own = occurrence.concept.in_language(side.language)
        if any(term.note.startswith(_MAINLAND) for term in own):
            place = Place(unit, side, occurrence.span)
            foreign = occurrence.term.note.startswith(_MAINLAND)
            usual = approved(occurrence.concept, side.language)[0]
            found.append((place, usual if foreign else ""))
    return found


def _finding(place: Place, better: str, tag: str) -> Finding:
    here, there = "Taiwan", "the Mainland"
    if tag == "zh-Hans":
        here, there = there, here
    word = place.form
    message = f"“{word}” is said in {there}; {here} says “{better}”"
    return rival(place, word, better, message, 0.7)


@cache
def _words(tag: str) -> dict[str, str]:
    """Word of the other region, in the characters of this one → the word here."""
    pairs = [pair for pair in regional_words().items() if pair[0] not in _IN_BOTH]
    if tag == "zh-Hant":
        found = {traditional(mainland): taiwan for mainland, taiwan in pairs}
    else:
        found = {
            to_simplified(taiwan): mainland
            for mainland, taiwan in pairs
            if mainland not in _IN_MAINLAND
        }
    return {word: own for word, own in found.items() if word not in own}


@cache
def _pattern(tag: str) -> re.Pattern[str]:
    """Finds the words of both regions, the longest first."""
    words = _words(tag)
    both = sorted({*words, *words.values()}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, both)))


CHECKS = (Check("T109", Severity.WARNING, regional),)
