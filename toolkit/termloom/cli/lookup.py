"""``termloom lookup``: what is it called?"""

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ..terms.lookup import Hit


class Shape(StrEnum):
    """How hits are printed."""

    TEXT = "text"
    JSON = "json"


def lookup(
    term: Annotated[list[str], typer.Argument(help="Terms, in any language.")],
    glossary: Annotated[
        list[Path] | None,
        typer.Option(help="A glossary of yours instead of ours (repeat for several)."),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(help="Look in this language only (repeat for several)."),
    ] = None,
    most: Annotated[
        int, typer.Option("--most", "-n", min=1, help="Concepts to show a term.")
    ] = 3,
    shape: Annotated[
        Shape, typer.Option("--format", help="For people, or a JSON line a concept.")
    ] = Shape.TEXT,
) -> None:
    """Show what a term is called in the other languages.

    Finds spellings that differ only in case, plural, tone marks or script, parts of
    terms, and near misses. Ends with code 1 when nothing is found.
    """
    from .. import tags
    from ..data import curated
    from ..terms.lookup import lookup as find
    from .glossaries import read_glossaries

    concepts = read_glossaries(glossary) if glossary else list(curated())
    languages = [tags.parse(tag) for tag in lang or tags.LANGUAGES]
    missed = False
    for query in term:
        hits = find(query, concepts, languages=languages, most=most)
        missed |= not hits
        if not hits:
            typer.echo(f'"{query}": not in the glossary', err=True)
        _show(query, hits, shape)
    if missed:
        raise typer.Exit(1)


def _show(query: str, hits: "Sequence[Hit]", shape: Shape) -> None:
    for hit in hits:
        if shape is Shape.JSON:
            typer.echo(json.dumps(_record(query, hit), ensure_ascii=False))
        else:
            typer.echo("\n".join(_lines(hit)) + "\n")


def _record(query: str, hit: "Hit") -> dict[str, Any]:
    concept = hit.concept
    return {
        "query": query,
        "score": hit.score,
        "concept": concept.id,
        "domain": concept.domain,
        "definition": concept.definition,
        "terms": [
            {
                "language": term.language,
                "form": term.form,
                "kind": term.kind,
                "status": term.status,
                "note": term.note,
                "contexts": [context.text for context in term.contexts],
            }
            for term in concept.terms
        ],
    }


def _lines(hit: "Hit") -> Iterator[str]:
    concept = hit.concept
    near = "" if hit.score == 1 else f"  (like “{hit.term.form}”)"
    yield f"{concept.id}{near}"
    if concept.definition:
        yield f"  {concept.definition}"
    for term in concept.terms:
        known = [str(term.status)]
        known += [str(term.kind)] if term.kind != "full form" else []
        known += [term.note] if term.note else []
        yield f"  {term.language:8}{term.form}  ({', '.join(known)})"
        yield from (f"          … {context.text}" for context in term.contexts)
