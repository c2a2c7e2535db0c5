"""Glossaries as SKOS in Turtle, for vocabularies on the web.

A language has one ``skos:prefLabel``: its first preferred term. The others are
``skos:altLabel``, terms not to be used ``skos:hiddenLabel``: found by a search,
never shown.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ..model import Concept, Header, Status, Term
from . import Format, Losses, Options
from ._clean import Unique, one_line, storable

_BASE = "urn:x-termloom:"
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t"})
_UNTOLD = ("kind", "score", "count", "source", "note", "contexts")


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """A concept scheme, a concept at a time; languages in the order given."""
    losses = options.losses
    yield (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix dct: <http://purl.org/dc/terms/> .\n\n"
        f"<{_BASE}scheme> a skos:ConceptScheme ;\n"
        f"  dct:title {_literal(header.title, 'title', 'header', losses)} ;\n"
        f"  dct:provenance {_literal(header.signature, 'signature', 'header', losses)}"
        " .\n"
    ).encode()
    unique = Unique()
    for concept in concepts:
        name = quote(unique(concept.id, losses), safe="")
        if facts := list(_facts(concept, options)):
            told = "".join(f" ;\n  {fact}" for fact in facts)
            yield f"\n<{_BASE}concept:{name}> a skos:Concept{told} .\n".encode()
        else:
            losses.add("concept", "no term to write, left out", concept.id)


def _facts(concept: Concept, options: Options) -> Iterator[str]:
    labels = list(_labels(concept, options))
    if not labels:
        return
    yield f"skos:inScheme <{_BASE}scheme>"
    for predicate, text in (
        ("skos:notation", concept.id),
        ("dct:subject", concept.domain),
        ("dct:source", concept.source),
        ("skos:note", concept.note),
        ("skos:definition", concept.definition),
    ):
        if text.strip():
            told = _literal(text, predicate, concept.id, options.losses)
            yield f"{predicate} {told}{'@en' * (predicate == 'skos:definition')}"
    yield from labels
    if concept.agreed:
        options.losses.add("agreed", "SKOS has no place for it", concept.id)


def _labels(concept: Concept, options: Options) -> Iterator[str]:
    for tag in options.languages or dict.fromkeys(t.language for t in concept.terms):
        own = concept.in_language(tag)
        preferred = next((t for t in own if t.status is Status.PREFERRED), None)
        seen: set[str] = set()
        for term in sorted(own, key=lambda t: t is not preferred):
            form = one_line(storable(term.form, options.losses, "term", concept.id))
            if form and form not in seen:
                seen.add(form)
                _note_losses(term, concept.id, options.losses)
                label = _label(term, is_preferred=term is preferred)
                yield f'skos:{label} "{form.translate(_ESCAPES)}"@{tag}'


def _label(term: Term, *, is_preferred: bool) -> str:
    if is_preferred:
        return "prefLabel"
    return "hiddenLabel" if term.status is Status.DEPRECATED else "altLabel"


def _note_losses(term: Term, where: str, losses: Losses) -> None:
    for name in _UNTOLD:
        if getattr(term, name) != getattr(Term(term.language, term.form), name):
            losses.add(f"term {name}", "SKOS has no place for it", where)
    if term.status in (Status.PROPOSED, Status.CONVERTED):
        losses.add("status", f"{term.status} becomes an ordinary altLabel", where)


def _literal(text: str, name: str, where: str, losses: Losses) -> str:
    kept = storable(text, losses, name, where).strip()
    return f'"{kept.translate(_ESCAPES)}"'


FORMAT = Format(
    name="skos",
    title="SKOS vocabulary (Turtle)",
    suffixes=(".ttl", ".skos"),
    unit="concepts",
    write_concepts=write_concepts,
    loses=("agreed", *(f"term {name}" for name in _UNTOLD)),
)
