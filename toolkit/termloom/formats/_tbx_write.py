"""What both generations of TBX have in common when they are written.

Where a field of ours has no place in TBX-Basic (a score, a count, the status
*proposed*) it stands in a note that begins with ``termloom:``, which reading
understands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..model import Concept, Kind, Status, Term
from . import Losses, Options
from ._clean import Unique, one_line, storable
from ._xml import attributes, escape

STATUSES = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
}
KINDS = {
    Kind.FULL: "fullForm",
    Kind.ACRONYM: "acronym",
    Kind.ABBREVIATION: "abbreviation",
    Kind.SHORT: "shortForm",
    Kind.VARIANT: "variant",
}
OURS = "termloom:"
_NOT_IN_ID = re.compile(r"[^\w.\-]")


@dataclass(frozen=True, slots=True)
class Names:
    """What one generation of TBX calls its elements."""

    entry: str
    language: str
    term: str
    modules: Mapping[str, str] = field(default_factory=dict)
    """Data category → the prefix of its element, in the style that has one for each
    (DCT); empty in the style with a ``type`` for each (DCA)."""


def entries(
    concepts: Iterable[Concept], names: Names, options: Options
) -> Iterator[bytes]:
    """The concepts as entries of a body, each whole."""
    writer = _Writer(names, options)
    for concept in concepts:
        if text := writer.entry(concept):
            yield text.encode()


class _Writer:
    def __init__(self, names: Names, options: Options) -> None:
        self._names = names
        self._languages = options.languages
        self._losses = options.losses
        self._unique = Unique()

    def entry(self, concept: Concept) -> str:
        """One concept; empty where it has no term to write."""
        where = concept.id
        sections = self._sections(concept)
        if not sections:
            self._losses.add("concept", "no term to write, left out", where)
            return ""
        name = self._unique(identifier(concept.id), self._losses)
        told = [f"id={one_line(concept.id)}"] if name != concept.id else []
        told += [f"agreed={concept.agreed}"] if concept.agreed else []
        inside = [
            self._typed("descrip", "subjectField", concept.domain, where),
            self._typed("descrip", "definition", concept.definition, where),
            self._typed("admin", "source", concept.source, where),
            self._note(concept.note, where),
            self._note(ours(told), where),
            *sections,
        ]
        tag = self._names.entry
        return _block(tag, attributes({"id": name}), inside, "    ")

    def _sections(self, concept: Concept) -> list[str]:
        found = []
        for tag in self._languages or dict.fromkeys(t.language for t in concept.terms):
            terms = [self._term(term, concept.id) for term in concept.in_language(tag)]
            terms = list(dict.fromkeys(term for term in terms if term))
            if terms:
                language = attributes({"xml:lang": tag})
                found.append(_block(self._names.language, language, terms, "      "))
        return found

    def _term(self, term: Term, where: str) -> str:
        form = usable(term.form, self._losses, where)
        if not form:
            self._losses.add("term", "empty, left out", where)
            return ""
        inside = [
            f"<term>{escape(form)}</term>",
            self._typed("termNote", "termType", KINDS[term.kind], where),
            self._typed(
                "termNote", "administrativeStatus", STATUSES.get(term.status, ""), where
            ),
            *(
                self._typed("descrip", "context", context.text, where)
                for context in term.contexts
            ),
            self._typed("admin", "source", term.source, where),
            self._note(term.note, where),
            self._note(ours(_facts(term)), where),
        ]
        return _block(self._names.term, "", inside, "        ")

    def _typed(self, name: str, kind: str, text: str, where: str) -> str:
        kept = storable(text, self._losses, kind, where).strip()
        if not kept:
            return ""
        if module := self._names.modules.get(kind):
            return f"<{module}:{kind}>{escape(kept)}</{module}:{kind}>"
        return f"<{name}{attributes({'type': kind})}>{escape(kept)}</{name}>"

    def _note(self, text: str, where: str) -> str:
        kept = storable(text, self._losses, "note", where).strip()
        return f"<note>{escape(kept)}</note>" if kept else ""


def usable(form: str, losses: Losses | None = None, where: str = "") -> str:
    """The form as TBX can hold it; empty where nothing is left of it."""
    return one_line(
        storable(form, Losses() if losses is None else losses, "term", where)
    )


def _facts(term: Term) -> Iterator[str]:
    if term.status not in STATUSES:
        yield f"status={term.status}"
    if term.score is not None:
        yield f"score={term.score:.4f}"
    if term.count:
        yield f"count={term.count}"


def ours(facts: Iterable[str]) -> str:
    """A note that holds what TBX has no place for; empty without facts."""
    told = "; ".join(facts)
    return f"{OURS} {told}" if told else ""


def identifier(text: str) -> str:
    """An XML name like the text: never beginning with a digit."""
    name = _NOT_IN_ID.sub("_", text.strip())
    return name if name[:1].isalpha() and name[:1].isascii() else f"c-{name or 'x'}"


def _block(name: str, attribute: str, inside: Iterable[str], indent: str) -> str:
    lines = "".join(
        line if line.startswith(" ") else f"{indent}  {line}\n"
        for line in inside
        if line
    )
    return f"{indent}<{name}{attribute}>\n{lines}{indent}</{name}>\n"
