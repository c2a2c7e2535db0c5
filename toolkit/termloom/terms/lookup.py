"""Looking a term up in a glossary, in all languages at once."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..languages import language
from ..model import Concept, Term
from ..tags import LANGUAGES

_UNMARKED = 0.95
"""Likeness of a term to a query that lacks nothing but its marks."""
_NEAR = 78.0
"""Similarity, in percent, from which a term is shown for a misspelt query."""
_NEAR_PART = 85.0
"""The same where the query is like a part of the term: chance does more there."""
_PART = 5
"""Characters of a query that may be a misspelt part."""


class Hit(NamedTuple):
    """A concept that a query may mean."""

    concept: Concept
    term: Term
    """The designation that fits best."""
    score: float
    """1 where it is the term itself; less where it is part of it or only like it."""


def lookup(
    query: str,
    concepts: Iterable[Concept],
    *,
    languages: Sequence[str] = LANGUAGES,
    most: int = 5,
) -> list[Hit]:
    """The concepts with a term like the query, best first, at most ``most``.

    Spellings that mean the same word are equal (case, plural, place of the tone mark,
    Simplified and Traditional); a query may lack tone marks and accents altogether.
    Where a term is the query itself nothing else is shown.
    """
    keys = {tag: language(tag).fold(query).text for tag in languages}
    hits = [hit for concept in concepts if (hit := _best(concept, keys))]
    hits.sort(key=lambda hit: (-hit.score, len(hit.term.form), hit.concept.id))
    exact = [hit for hit in hits if hit.score == 1]
    return (exact or hits)[:most]


def _best(concept: Concept, keys: dict[str, str]) -> Hit | None:
    scored = [
        Hit(concept, term, _likeness(keys[term.language], term))
        for term in concept.terms
        if term.language in keys
    ]
    best = max(scored, key=lambda hit: hit.score, default=None)
    return best if best and best.score else None


def _bare(form: str) -> str:
    """The form as it is typed without tone marks and accents."""
    letters = unicodedata.normalize("NFD", form).replace("đ", "d")
    return "".join(c for c in letters if not unicodedata.combining(c))


def _likeness(wanted: str, term: Term) -> float:
    """0 for what is not alike, else up to 1."""
    from rapidfuzz import fuzz

    known = language(term.language).fold(term.form).text
    if not wanted or not known:
        return 0.0
    if wanted == known:
        return 1.0
    if wanted.isascii():
        known = _bare(known)
        if wanted == known:
            return _UNMARKED
    if wanted in known:
        return 0.9 * len(wanted) / len(known)
    ratio = fuzz.ratio(wanted, known, score_cutoff=_NEAR)
    if not ratio and _PART <= len(wanted) < len(known):
        part = fuzz.partial_ratio(wanted, known, score_cutoff=_NEAR_PART)
        ratio = part * len(wanted) / len(known)
    return round(0.9 * ratio / 100, 4)
