"""States that stand in the place of others: 白俄罗斯 for *Russia's* war."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from ..model import Severity, Span
from ..text import is_han
from .check import Check, Context
from .units import Finding, Side, Unit, differing, pairs
from .wanted import wanted_terms
from .wording import approved, capitals, listed

_WORD = re.compile(r"\b(?:(?:North|South|Latin|Central|Native|New) )?[A-Z][a-z]+\b")

_Named = Mapping[str, Span]
"""State → where it first stands."""


def swapped(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Another state stands where the source names one."""
    for unit, source, target in pairs(units):
        said = _said(source, context) if source.language == "en" else {}
        there = _by_terms(target, context) if said else {}
        tag = target.language
        extra = [
            state
            for state in there
            if state not in said and not _is_hinted(state, source, tag, context)
        ]
        rest = _without(there.values(), target.text)
        told = {one.span for one in wanted_terms(source, context)} if extra else set()
        lost = [
            state
            for state in (said if extra else ())
            if state not in there
            and said[state] not in told
            and not _is_cut(_names(state, tag, context), rest)
        ]
        if lost:
            yield differing(unit, source, said[lost[0]], target, there[extra[0]])


def _said(source: Side, context: Context) -> _Named:
    """The states of an English text, by name, capital or a word made of the name."""
    made = {
        _made()[match[0]]: Span(*match.span())
        for match in _WORD.finditer(source.text)
        if match[0] in _made()
    }
    return {**made, **_by_terms(source, context)}


def _by_terms(side: Side, context: Context) -> _Named:
    """The states that terms name, or whose capitals they do; no 俄罗斯 in 白俄罗斯."""
    named = [
        (capitals().get(o.concept.id, o.concept.id), o.span)
        for o in context.nested_terms(side)
    ]
    found = [(state, span) for state, span in named if state in _states()]
    return {
        state: span
        for state, span in reversed(found)
        if not any(other.holds(span) and other != span for _, other in found)
    }


def _is_hinted(state: str, source: Side, tag: str, context: Context) -> bool:
    """Whether a term of the source has the state in one of its translations."""
    terms = context.nested_terms(source)
    forms = [form for one in terms for form in approved(one.concept, tag)]
    return any(name in form for form in forms for name in _names(state, tag, context))


def _without(spans: Iterable[Span], text: str) -> str:
    for start, stop in sorted(spans, reverse=True):
        text = text[:start] + text[stop:]
    return text


def _is_cut(names: Sequence[str], text: str) -> bool:
    """Whether a text has a name, or the first character of one: 美军."""
    return any((name[0] if is_han(name[0]) else name) in text for name in names)


def _names(state: str, tag: str, context: Context) -> tuple[str, ...]:
    return next((approved(c, tag) for c in context.concepts if c.id == state), ())


@cache
def _made() -> Mapping[str, str]:
    """Word made of a state's name → its concept."""
    lines = (line.split(": ") for line in listed("states"))
    return {word: state for state, words in lines for word in words.split(", ")}


@cache
def _states() -> frozenset[str]:
    return frozenset(_made().values())


CHECKS = (Check("T117", Severity.WARNING, swapped),)
