"""Names that a text translates in one way almost everywhere, and in another once.

No glossary is needed: what stands in nearly all translations of the sentences with a
name, and hardly elsewhere, is its translation.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..languages import language
from ..model import Severity, Span
from ..tags import is_chinese
from ..terms.match import Finder
from ..text import HAN
from .check import Check, Context
from .units import Finding, Side, Unit, pairs

_NAME = re.compile(
    r"(?<![.!?:“\"] )(?<!^)(?<![\w’'-])[A-Z][\w’-]*[a-z]"
    r"(?: (?:(?:of|for|and) )?[A-Z][\w’-]*[a-z])*"
)
_HAN = re.compile(f"[{HAN}]+")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_OFTEN, _MOSTLY, _TIGHT = 4, 0.8, 0.7
"""In how many sentences a name stands; in what share of them its translation; and
what share of the places of the translation those are."""
_LONGEST = 6
_SAMPLE = 50
"""Sentences of a name that tell how it is translated."""


class _Use(NamedTuple):
    """A name in a sentence that has a translation."""

    unit: Unit
    source: Side
    target: Side
    span: Span


def otherwise(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Name is translated otherwise than elsewhere in the text."""
    uses: defaultdict[tuple[str, str], list[_Use]] = defaultdict(list)
    for unit, source, target in pairs(units):
        if source.language == "en" and target.language != "en":
            for name, span in _names(source, context):
                use = _Use(unit, source, target, span)
                uses[target.language, name].append(use)
    for tag in sorted({tag for tag, _ in uses}):
        own = {name: found for (t, name), found in uses.items() if t == tag}
        yield from _odd_ones(own, units, tag)


def _names(source: Side, context: Context) -> list[tuple[str, Span]]:
    known = [occurrence.span for occurrence in context.terms(source)]
    known += [figure.span for figure in context.figures(source)]
    found = {match[0]: Span(*match.span()) for match in _NAME.finditer(source.text)}
    return [
        (name, span)
        for name, span in found.items()
        if not any(s.start < span.stop and span.start < s.stop for s in known)
    ]


def _odd_ones(
    uses: dict[str, list[_Use]], units: Sequence[Unit], tag: str
) -> Iterator[Finding]:
    likely = {
        name: _candidates(found, tag)
        for name, found in uses.items()
        if len(found) >= _OFTEN
    }
    forms = {form for counts in likely.values() for form in counts}
    counts = _counted(forms, units, tag)
    for name, candidates in likely.items():
        best = max(
            candidates,
            key=lambda f: (candidates[f] / counts[f], candidates[f], len(f)),
            default="",
        )
        share = len(uses[name]) / len(uses[name][:_SAMPLE])
        if best and candidates[best] * share >= _TIGHT * counts[best]:
            yield from _without(name, best, uses[name], tag)


def _candidates(uses: Sequence[_Use], tag: str) -> Counter[str]:
    """What stands in most of the translations, with the number of those."""
    sample = uses[:_SAMPLE]
    counts = Counter(form for use in sample for form in _pieces(use.target.text, tag))
    least = max(_OFTEN - 1, _MOSTLY * len(sample))
    return Counter({form: n for form, n in counts.items() if n >= least})


def _pieces(text: str, tag: str) -> set[str]:
    """Stretches of up to six characters, or four syllables."""
    if is_chinese(tag):
        runs = [list(match[0]) for match in _HAN.finditer(text)]
        joint, least, most = "", 2, _LONGEST
    else:
        runs = [match[0].split() for match in _WORDS.finditer(text)]
        joint, least, most = " ", 1, 4
    return {
        joint.join(run[at : at + size])
        for run in runs
        for size in range(least, most + 1)
        for at in range(len(run) - size + 1)
    }


def _counted(forms: set[str], units: Sequence[Unit], tag: str) -> Counter[str]:
    """In how many translations each form stands."""
    if not forms:
        return Counter()
    fold = language(tag).fold
    finder = Finder({fold(form).text for form in forms}, tag)
    by_key = Counter[str]()
    for _, _, target in pairs(units):
        if target.language == tag:
            by_key.update(finder.keys[n] for n in finder.present(target.text))
    return Counter({form: max(1, by_key[fold(form).text]) for form in forms})


def _without(name: str, form: str, uses: Sequence[_Use], tag: str) -> Iterator[Finding]:
    fold = language(tag).fold
    key = fold(form).text
    odd = [use for use in uses if key not in fold(use.target.text).text]
    message = f"“{name}” is “{form}” in {len(uses) - len(odd)} other places"
    for use in odd:
        if name not in use.target.text:
            yield Finding(
                use.unit,
                use.target,
                use.target.whole,
                message,
                expected=(form,),
                confidence=0.5,
                cause=use.span,
            )


CHECKS = (Check("T113", Severity.WARNING, otherwise),)
