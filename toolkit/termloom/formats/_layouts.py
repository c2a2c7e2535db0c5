"""Glossary tables in the layouts that outside tools import.

What a layout has no column for is noted in ``losses``. docs/formats.md has a table of
the columns.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from .. import tags
from ..errors import UnwritableError
from ..model import Concept, Status, Term
from . import Losses
from ._table import Cell

Lines = Iterator[list[Cell]]
_BETWEEN = "|"
"""Between several terms in one cell, as Trados and memoQ take them."""


def table(
    profile: str, concepts: Iterable[Concept], languages: Sequence[str], losses: Losses
) -> Lines:
    """The lines of a glossary in the layout of an outside tool.

    Raises `UnwritableError` where the layout holds two languages and others are asked
    for.
    """
    return LAYOUTS[profile](concepts, languages, losses)


def _usable(concept: Concept, tag: str) -> list[Term]:
    """The terms of a language that may be used, the preferred one first."""
    own = [t for t in concept.in_language(tag) if t.status is not Status.DEPRECATED]
    return sorted(own, key=lambda term: term.status is not Status.PREFERRED)


def _first(concept: Concept, tag: str) -> str:
    return next((term.form for term in _usable(concept, tag)), "")


def _note_losses(concept: Concept, losses: Losses, *, synonyms: bool) -> None:
    for term in concept.terms:
        if term.status is Status.DEPRECATED:
            losses.add("deprecated term", "the layout can't forbid it", concept.id)
        elif not synonyms and term.form != _first(concept, term.language):
            losses.add("synonym", "the layout holds one term", concept.id)


def _by_concept(
    concepts: Iterable[Concept], languages: Sequence[str], losses: Losses
) -> Lines:
    """A line a concept, synonyms in one cell: Trados, memoQ, MultiTerm Convert."""
    yield ["ID", "Domain", "Definition", "Note", *map(tags.for_tools, languages)]
    for concept in concepts:
        _note_losses(concept, losses, synonyms=True)
        forms = (
            _BETWEEN.join(term.form for term in _usable(concept, tag))
            for tag in languages
        )
        yield [concept.id, concept.domain, concept.definition, concept.note, *forms]


def _matecat(
    concepts: Iterable[Concept], languages: Sequence[str], losses: Losses
) -> Lines:
    """A line a combination of terms; a term not to be used stands alone."""
    codes = list(map(tags.for_tools, languages))
    yield ["Forbidden", "Domain", "Subdomain", "Definition", *codes]
    for concept in concepts:
        about = [concept.domain, "", concept.definition]
        first = {tag: _first(concept, tag) for tag in languages}
        if any(first.values()):
            yield ["", *about, *first.values()]
        for tag in languages:
            for term in _usable(concept, tag)[1:]:
                yield ["", *about, *{**first, tag: term.form}.values()]
        for term in concept.terms:
            if term.status is Status.DEPRECATED and term.language in languages:
                alone = [term.form if tag == term.language else "" for tag in languages]
                yield ["TRUE", *about, *alone]


def _phrase(
    concepts: Iterable[Concept], languages: Sequence[str], losses: Losses
) -> Lines:
    """A line a concept, named by its first term in the first language."""
    yield ["term", "description", "translatable", *map(tags.for_tools, languages)]
    for concept in concepts:
        _note_losses(concept, losses, synonyms=False)
        forms = [_first(concept, tag) for tag in languages]
        if forms[0]:
            yield [forms[0], concept.definition, "true", *forms]
        else:
            losses.add("concept", f"no term in {languages[0]}, left out", concept.id)


def _pairs(
    concepts: Iterable[Concept], languages: Sequence[str], losses: Losses, name: str
) -> Iterator[tuple[Concept, str, str]]:
    """Each source term once, with the term to use in the target language."""
    if len(languages) != 2:
        raise UnwritableError(
            f'the layout "{name}" holds two languages, not "{", ".join(languages)}"; '
            "name two with --langs"
        )
    source, target = languages
    seen: set[str] = set()
    for concept in concepts:
        translation = _first(concept, target)
        sources = [term.form for term in _usable(concept, source)]
        if not translation or not sources:
            reason = f"no term in {source} or {target}, left out"
            losses.add("concept", reason, concept.id)
            continue
        _note_losses(concept, losses, synonyms=True)
        for form in sources:
            if form in seen:
                losses.add("term", "stands there already, left out", concept.id)
                continue
            seen.add(form)
            yield concept, form, translation


def _deepl(
    concepts: Iterable[Concept], languages: Sequence[str], losses: Losses
) -> Lines:
    """No header: source, target and their languages without script or country."""
    codes = [tag.partition("-")[0] for tag in languages]
    for _, source, target in _pairs(concepts, languages, losses, "deepl"):
        yield [source, target, *codes]


def _weblate(
    concepts: Iterable[Concept], languages: Sequence[str], losses: Losses
) -> Lines:
    """Source, target, and what helps to tell meanings apart."""
    yield ["source", "target", "context", "developer_comments"]
    for concept, source, target in _pairs(concepts, languages, losses, "weblate"):
        yield [source, target, concept.domain, concept.definition]


LAYOUTS: dict[str, Callable[[Iterable[Concept], Sequence[str], Losses], Lines]] = {
    "trados": _by_concept,
    "memoq": _by_concept,
    "multiterm": _by_concept,
    "matecat": _matecat,
    "phrase": _phrase,
    "deepl": _deepl,
    "weblate": _weblate,
}
