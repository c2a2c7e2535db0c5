"""The terms of a source that its translation has to render."""

import re
from collections.abc import Iterator

from ..model import Status, Term
from ..terms.match import Occurrence
from .check import Context
from .units import Side
from .wording import (
    ALLOWED,
    LETTERS,
    PERSONS,
    PLACES,
    approved,
    is_freely_said,
    is_general,
    is_name,
    parts,
    term_key,
    without_letters,
)

_POSTS = "commands and posts"
_LED = re.compile(r"(?<=\w )[A-Z][a-z]+ $")
_FOLLOWED = re.compile(r" [A-Z][a-z]")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z]\w+ $")
_CAPITAL_BEHIND = re.compile(r" [A-Z]")
_SIDE = re.compile(r"\b(?:(?:North|South|East|West|Central)(?:ern)?|New|Mainland)[ -]$")
_RANK = re.compile(
    r"\b(?:Lieutenant|Major|Brigadier|Vice|Rear|Deputy|Under|Assistant)[ -]$"
)
_GENERAL = re.compile(r"[ -]General\b")
_MONEY = re.compile(r" ?\$| dollars?\b")
_ALMOST = 0.75
"""Share of a form's length from which on another says as much."""
_NEAR = 20
"""Characters before a term in which a word that leads it begins."""


def wanted_terms(source: Side, context: Context) -> list[Occurrence]:
    """The longest terms, without those that are part of a name, or a person's alike."""
    return [
        one
        for one in context.terms(source)
        if one.term.status in ALLOWED
        and not _is_part_of_name(one, source.text)
        and not _is_another(one, source)
    ]


def _is_another(one: Occurrence, source: Side) -> bool:
    """Whether an English text means no such name.

    *Stores* are no Støre, and the *Northern Territory* is no *Northern Territories*.
    """
    if source.language != "en":
        return False
    form, domain = source.text[slice(*one.span)], one.concept.domain
    if domain == PLACES:
        return form.casefold().endswith("s") != one.term.form.casefold().endswith("s")
    return domain == PERSONS and form.islower()


def terms_inside(source: Side, target: Side, context: Context) -> Iterator[Occurrence]:
    """The terms inside longer ones of which the translation has a form without them.

    态势 stands for the *deterrence and defence posture*, and tells nothing of what
    became of *deterrence and defence*.
    """
    longest = context.terms(source)
    for one in context.nested_terms(source):
        start, stop = one.span
        around = [o for o in longest if o.span.holds(one.span)]
        named = one.term.status in ALLOWED and " " in source.text[start:stop]
        if named and not any(_has(o, one, target, context) for o in around):
            yield one


def is_part(wanted: Occurrence, source: Side, context: Context) -> bool:
    """Whether a term may be part of a name, or another term begins inside it.

    *National Intelligence Service*, *European defence industry*.
    """
    start, stop = wanted.span
    inside = range(start + 1, stop)
    there = (o.span for o in context.nested_terms(source))
    if any(s.start in inside and s.stop > stop for s in there):
        return True
    text, form = source.text, source.text[start:stop]
    if form.islower() and text.startswith("-", stop):  # troop- and police-contributing
        return True
    domain = wanted.concept.domain
    name = wanted.term.form[0].isupper() and domain != PLACES
    if form.islower() or name or domain in (_POSTS, PERSONS):  # Colonel Orlov
        return False
    capital = _CAPITAL_BEFORE.search(text[:start]) or _CAPITAL_BEHIND.match(text[stop:])
    return capital is not None


def _has(outer: Occurrence, inner: Occurrence, target: Side, context: Context) -> bool:
    """Whether a longer term says a shorter one in it, if it ever does.

    An acronym and the preferred term do, and what is about as long as a form that does.
    Where nothing of it stands, all in it is wanted that has to be said by its term.
    """
    if outer.span == inner.span:
        return True
    tag = target.language
    keys = [term_key(f, tag) for f in approved(without_letters(inner.concept), tag)]
    sizes = [
        len(parts(Term(tag, form)))
        for form in approved(outer.concept, tag)
        if any(key in term_key(form, tag) for key in keys)
    ]
    least = _ALMOST * min(sizes, default=0)
    there = context.nested_terms(target)
    found = [o.term for o in there if o.concept.id == outer.concept.id]
    if not found:
        return is_freely_said(inner.concept) or is_general(inner.concept)
    return not sizes or any(
        t.kind in LETTERS or t.status is Status.PREFERRED or len(parts(t)) >= least
        for t in found
    )


def _is_part_of_name(wanted: Occurrence, text: str) -> bool:
    """``China`` in ``South China Morning Post``, ``Colonel`` in ``Colonel General``."""
    start, stop = wanted.span
    before = text, max(0, start - _NEAR), start
    inside = _LED.search(*before) and _FOLLOWED.match(text, stop)
    other = inside or _SIDE.search(*before) or _MONEY.match(text, stop)
    rank = _RANK.search(*before) or _GENERAL.match(text, stop)
    if wanted.concept.domain == _POSTS and rank:
        return True
    return other is not None and is_name(wanted.concept)
