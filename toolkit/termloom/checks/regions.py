"""Words of the Mainland in a text for Taiwan, and the reverse."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from ..languages.zh_script import regional_words, to_simplified, traditional
from ..model import Concept, Kind, Severity, Status, Term
from ..terms.match import Occurrence
from .check import Check, Context
from .units import Finding, Place, Side, Unit, places, rival, translations
from .wording import ALLOWED, approved

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
_MEANT = {"網絡": re.compile(r"\bnetworks?\b", re.IGNORECASE)}
"""Mainland word → what a source says where Taiwan says it as well."""
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
    own = [  # 巡飞弹 has no Taiwan word in it
        (side, o.span)
        for _, side in texts
        for o in context.terms(side)
        if o.term.status is Status.PREFERRED
    ]
    known = [*((place.side, place.span) for place, _ in terms), *own]
    taken = {(side, at) for side, span in known for at in range(*span)}
    found = [
        (place, words.get(place.form, ""))
        for place in places(texts, _pattern(tag))
        if (place.side, place.span.start) not in taken and not _is_meant(place)
    ]
    return [*terms, *found]


def _is_meant(place: Place) -> bool:
    """Whether the source means what Taiwan calls so, too: a 網絡 of test centres."""
    source, wanted = place.unit.source, _MEANT.get(place.form)
    return bool(source and wanted and wanted.search(source.text))


def _of_glossary(unit: Unit, side: Side, context: Context) -> _Regional:
    """Terms that the glossary admits as Mainland wording, and those preferred to them.

    A form that is another concept's own term is no such wording.
    """
    if side.language != "zh-Hant":
        return []
    found = []
    for span, owners in groupby(context.terms(side), key=lambda o: o.span):
        ours = list(owners)
        if all(_has_mainland(o.concept) for o in ours):
            foreign = all(_is_mainland(o.term) for o in ours)
            usual = _taiwanese(ours[0]) if foreign else ""
            found.append((Place(unit, side, span), usual))
    return found


def _taiwanese(one: Occurrence) -> str:
    """What Taiwan says; for short, if that is said for short."""
    tag = one.term.language
    shorts = (
        term.form
        for term in one.concept.in_language(tag)
        if term.kind is one.term.kind is Kind.SHORT
        and term.status in ALLOWED
        and not _is_mainland(term)
    )
    return next(shorts, approved(one.concept, tag)[0])


def _has_mainland(concept: Concept) -> bool:
    """Whether a concept has Mainland wording beside a preferred term of Taiwan."""
    terms = concept.in_language("zh-Hant")
    preferred = any(term.status is Status.PREFERRED for term in terms)
    return preferred and any(map(_is_mainland, terms))


def _is_mainland(term: Term) -> bool:
    return term.status is Status.ADMITTED and term.note.startswith(_MAINLAND)


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
