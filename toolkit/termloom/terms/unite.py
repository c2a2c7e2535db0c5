"""Several glossaries made one: entries of one thing come together."""

from collections.abc import Iterable
from dataclasses import replace

from ..model import Concept, Status, Term
from ..tags import LANGUAGES
from .merge import Knot, knot

HOMONYM = "homonym"
"""Stands in the note of a term that names two concepts on purpose."""


def united(concepts: Iterable[Concept]) -> list[Concept]:
    """The concepts, those that name one thing joined; the first to come has the say.

    Two name one thing where they share a term of the language that comes first in
    the later one, English if it has any; a term noted as *homonym* joins nothing.
    The later one adds what is missing, its preferred terms as admitted where there
    is a preferred one. Each id stands once.
    """
    found: dict[str, Concept] = {}
    owners: dict[Knot, str] = {}
    for concept in concepts:
        name = _owner(concept, owners)
        if name is None:
            name = _free(concept.id, found)
            found[name] = replace(concept, id=name)
        else:
            found[name] = _joined(found[name], concept)
        for term in concept.terms:
            if HOMONYM not in term.note:
                owners.setdefault(knot(term.language, term.form), name)
    return list(found.values())


def _owner(concept: Concept, owners: dict[Knot, str]) -> str | None:
    """The id of the earlier concept that a later one belongs to."""
    spoken = {term.language for term in concept.terms}
    first = next((tag for tag in LANGUAGES if tag in spoken), "")
    names = [
        owners[at]
        for term in concept.in_language(first)
        if term.status is not Status.DEPRECATED and HOMONYM not in term.note
        for at in (knot(first, term.form),)
        if at in owners
    ]
    return names[0] if names else None


def _free(name: str, taken: Iterable[str]) -> str:
    names = set(taken)
    number, free = 1, name
    while free in names:
        number += 1
        free = f"{name}-{number}"
    return free


def _joined(first: Concept, later: Concept) -> Concept:
    terms = list(first.terms)
    held = {(term.language, *knot(term.language, term.form)) for term in terms}
    for term in later.terms:
        at = (term.language, *knot(term.language, term.form))
        if at not in held:
            held.add(at)
            terms.append(_placed(term, terms))
    return replace(
        first,
        terms=tuple(terms),
        domain=first.domain or later.domain,
        definition=first.definition or later.definition,
        source=first.source or later.source,
        note=first.note or later.note,
        agreed=first.agreed or later.agreed,
    )


def _placed(term: Term, terms: Iterable[Term]) -> Term:
    preferred = {t.language for t in terms if t.status is Status.PREFERRED}
    if term.status is Status.PREFERRED and term.language in preferred:
        return replace(term, status=Status.ADMITTED)
    return term
