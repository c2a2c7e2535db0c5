"""Segments without a translation, with too much or too little of it, or with two."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..languages.detect import identify
from ..model import Severity
from ..tags import is_chinese
from .check import Check, Context, without_code
from .lengths import LONG, width
from .shortened import moved
from .units import Finding, Side, Unit, pairs
from .wording import listed

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_HUGE = 160
"""Characters of a translation that say something, however short the source is."""
_LITTLE = 20
"""Characters between terms: *the*, *and the*."""
_LEAST, _MOST = 0.5, 3.0
"""Length of a translation, as a share of what is usual in the text: of 2,200 segments
of sound translations none was shorter."""
_HEADINGS = frozenset(listed("headings"))
"""What headings say in one word, which has a capital there."""
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
            message, sure = told[unit]
            yield Finding(
                unit,
                target,
                target.whole,
                message,
                found=target.text,
                confidence=0.9 if sure else 0.5,
                cause=source.whole,
                severity=None if sure else Severity.NOTE,
            )


def left(units: Sequence[Unit], context: Context) -> dict[Unit, tuple[str, bool]]:
    """The units left in the language of the source, how that is told, and if surely."""
    told = {}
    for unit, source, target in pairs(units):
        said, there = _read(source), _read(target)
        again = _key(said) == _key(there)
        sure = _has_words(said) if again else _speaks(there, source.language)
        if sure or (again and _is_heading(said, context.once(_translated, units))):
            message = f"the translation is in “{source.language}”"
            told[unit] = (
                "the translation is the source again" if again else message,
                sure,
            )
    return told


def _read(side: Side) -> Side:
    """A side without addresses, code and placeholders."""
    text = without_code(side).replace("_", " ")
    return side if text == side.text else replace(side, text=text)


def _is_heading(source: Side, kept: frozenset[str]) -> bool:
    """Whether a word or two are to be translated: *Final provisions*, no names.

    Such a word has no capital or is known from headings; translations do not have it,
    as they do *radar*.
    """
    words = [] if is_chinese(source.language) else _WORD.findall(source.text)
    said = [w for w in words if (w.islower() and len(w) >= 4) or w.lower() in _HEADINGS]
    return any(word.lower() not in kept for word in said)


def _translated(units: Sequence[Unit], context: Context) -> frozenset[str]:
    """The words of translations that are not the source again."""
    other = (t.text for _, s, t in pairs(units) if _key(s) != _key(t))
    return frozenset(word.lower() for text in other for word in _WORD.findall(text))


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
    return len(_WORD.findall(side.text)) >= 3


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
