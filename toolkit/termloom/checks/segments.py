"""Segments without a translation, with too much or too little of it, or with two."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from ..languages.detect import identify
from ..model import Severity
from ..tags import is_chinese
from .check import Check, Context
from .lengths import LONG, width
from .shortened import moved
from .units import Finding, Side, Unit, pairs

_LETTER = re.compile(r"[^\W\d_]")
_HUGE = 160
"""Characters of a translation that say something, however short the source is."""
_LITTLE = 20
"""Characters between terms: *the*, *and the*."""
_LEAST, _MOST = 0.5, 3.0
"""Length of a translation, as a share of what is usual in the text: of 2,200 segments
of sound translations none was shorter."""
_STOP = re.compile("[.!?。！？][\"'”’」』)）]*$")
_ENOUGH = 20
_FOREIGN = 0.15
"""Share of letters beyond ASCII that Vietnamese and Chinese always have."""


def empty(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Translation is empty."""
    for unit in units:
        source, target = unit.source, unit.target
        if source and target and source.text and not target.text:
            yield Finding(
                unit, target, target.whole, "no translation", cause=source.whole
            )


def untranslated(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Translation is still in the language of the source."""
    told = context.once(left, units)
    for unit, source, target in pairs(units):
        if unit in told:
            yield Finding(
                unit,
                target,
                target.whole,
                told[unit],
                found=target.text,
                confidence=0.9,
                cause=source.whole,
            )


def left(units: Sequence[Unit], context: Context) -> dict[Unit, str]:
    """The units that are left in the language of the source, and how that is told."""
    told = {}
    for unit, source, target in pairs(units):
        if _key(source) == _key(target) and _has_words(source):
            told[unit] = "the translation is the source again"
        elif _speaks(target, source.language):
            told[unit] = f"the translation is in “{source.language}”"
    return told


def length(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Translation is far shorter or longer than usual."""
    usual = context.habits(units)
    for unit, source, target in pairs(units):
        if width(source) < LONG and width(target) < _HUGE:
            continue
        share = usual.share(source, target)
        if share < _LEAST and (
            unit in context.once(moved, units) or _is_named(source, target, context)
        ):
            continue
        if not _LEAST <= share <= _MOST and _key(source) != _key(target):
            size = "short" if share < 1 else "long"
            message = f"very {size}: {share:.1f} times what is usual"
            yield Finding(
                unit, target, target.whole, message, confidence=0.7, cause=source.whole
            )


def _is_named(source: Side, target: Side, context: Context) -> bool:
    """Whether a source is hardly more than terms, all of which the translation has.

    *The South China Sea and the East China Sea*: Chinese names are short.
    """
    terms = context.terms(source)
    named = sum(span.stop - span.start for span in {o.span for o in terms})
    there = {o.concept.id for o in context.nested_terms(target)}
    return len(source.text) - named <= _LITTLE and all(
        o.concept.id in there for o in terms
    )


def missing(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Sentence of the source has no translation."""
    for unit in units:
        side = unit.source
        if side and side.text and unit.target is None:
            shown = "this sentence has no translation"
            yield _alone(unit, side, shown)


def added(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Sentence of the translation has no source."""
    sourced = any(unit.source for unit in units)
    for unit in units:
        side = unit.target
        if sourced and side and side.text and not (unit.source and unit.source.text):
            yield _alone(unit, side, "this sentence is not in the source")


def one_source(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """One source is translated in different ways."""
    return _rivals(units, lambda s, t: (s, t), "the same source is also translated")


def one_target(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Different sources have one translation."""
    return _rivals(units, lambda s, t: (t, s), "the same translation stands for")


def _rivals(
    units: Sequence[Unit],
    order: Callable[[Side, Side], tuple[Side, Side]],
    message: str,
) -> Iterator[Finding]:
    """Units that share one side and not the other; those of the minority."""
    groups: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    texts: dict[str, str] = {}
    for _, source, target in pairs(units):
        same, other = order(source, target)
        key = _key(other)
        groups[target.language, _key(same)][key] += 1
        texts.setdefault(key, other.text)
    if all(len(rivals) == 1 for rivals in groups.values()):
        return
    for unit, source, target in pairs(units):
        same, other = order(source, target)
        rivals = groups[target.language, _key(same)]
        common = rivals.most_common(1)[0][0] if len(rivals) > 1 else ""
        if common and _key(other) != common and _has_words(same):
            yield Finding(
                unit,
                target,
                target.whole,
                f"{message}: “{texts[common]}” ({rivals[common]} times)",
                found=target.text,
                expected=(texts[common],) if other is target else (),
                confidence=0.6,
                cause=source.whole,
            )


def _alone(unit: Unit, side: Side, message: str) -> Finding:
    least = _ENOUGH / (2 if is_chinese(side.language) else 1)
    words = len(_LETTER.findall(side.text)) >= least or _is_sentence(side)
    return Finding(
        unit,
        side,
        side.whole,
        message,
        found=side.text,
        confidence=0.7 if words else 0.4,
        severity=None if words else Severity.NOTE,
    )


def _is_sentence(side: Side) -> bool:
    return _STOP.search(side.text) is not None and _has_words(side)


def _key(side: Side) -> str:
    """What texts share that differ in case and spaces only."""
    return " ".join(side.text.casefold().split())


def _has_words(side: Side) -> bool:
    """Whether there is a sentence, or at least a phrase, to translate."""
    if is_chinese(side.language):
        return len(_LETTER.findall(side.text)) >= 4
    return len(re.findall(r"[^\W\d_]{2,}", side.text)) >= 3


def _speaks(target: Side, tag: str) -> bool:
    """Whether a text that should be in another language is surely in this one."""
    if is_chinese(tag) and is_chinese(target.language):
        return False
    if _looks_right(target) or len(_LETTER.findall(target.text)) < _ENOUGH:
        return False
    found = identify(target.text)
    return found.language == tag and found.confidence >= 0.8


def _looks_right(side: Side) -> bool:
    """Whether the letters alone tell that the text is in its language."""
    foreign = len(side.text) - len(side.text.encode("ascii", "ignore"))
    if side.language == "en":
        return foreign == 0
    return foreign >= _FOREIGN * len(side.text)


CHECKS = (
    Check("S201", Severity.ERROR, empty),
    Check("S202", Severity.WARNING, untranslated),
    Check("S203", Severity.WARNING, length),
    Check("S204", Severity.WARNING, missing),
    Check("S205", Severity.WARNING, added),
    Check("S206", Severity.NOTE, one_source),
    Check("S207", Severity.NOTE, one_target),
)
