"""What a person changed in a glossary → decisions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..errors import InputError
from ..model import Concept, Status, Term
from ..tags import LANGUAGES
from .decisions import Act, Decision, Key, decided, key


class Line(NamedTuple):
    """One term as it stands in a row of a table, with what is said of its concept."""

    row: int
    concept: Concept
    """With this term alone."""

    @property
    def term(self) -> Term:
        """The term of the row."""
        return self.concept.terms[0]

    @property
    def key(self) -> Key:
        """What decisions about the row are about."""
        return key(self.concept, self.term)


def edits(built: Sequence[Line], edited: Sequence[Line], place: str) -> list[Decision]:
    """The decisions behind the difference of two tables, first what was taken out.

    A row with another concept id moves its term: so concepts are merged and split. A
    row that is gone says that the term is refused. Raises `InputError` with the row
    where a term stands twice or two rows describe one concept differently.
    """
    before = {line.key: line for line in built}
    after = _once(edited, place)
    return [
        *_gone(before, after, _terms(built)),
        *_kept(before, after, _terms(edited)),
        *_described(before, edited, place),
    ]


def _once(lines: Iterable[Line], place: str) -> dict[Key, Line]:
    found: dict[Key, Line] = {}
    for line in lines:
        if line.key in found:
            raise InputError(
                f'"{line.term.form}" stands twice under "{line.concept.id}" (also in '
                f"row {found[line.key].row}); take one out",
                place=f"{place}, row {line.row}",
            )
        found[line.key] = line
    return found


def _terms(lines: Iterable[Line]) -> dict[str, list[Term]]:
    """The terms of each concept, English ones first."""
    found: defaultdict[str, list[Term]] = defaultdict(list)
    for line in lines:
        found[line.concept.id].append(line.term)
    return {name: sorted(terms, key=_order) for name, terms in found.items()}


def _order(term: Term) -> int:
    known = term.language in LANGUAGES
    return LANGUAGES.index(term.language) if known else len(LANGUAGES)


def _label(line: Line, terms: Mapping[str, Sequence[Term]]) -> str:
    """The first other term of the concept."""
    own = line.term.language, line.term.form
    others = (t for t in terms[line.concept.id] if (t.language, t.form) != own)
    return next((f"{t.language}:{t.form}" for t in others), "")


def _gone(
    before: Mapping[Key, Line],
    after: Mapping[Key, Line],
    terms: Mapping[str, Sequence[Term]],
) -> Iterator[Decision]:
    for name, line in before.items():
        if name not in after:
            label = _label(line, terms)
            yield Decision(Act.DROP, *name, label=label, count=line.term.count)


def _kept(
    before: Mapping[Key, Line],
    after: Mapping[Key, Line],
    terms: Mapping[str, Sequence[Term]],
) -> Iterator[Decision]:
    for name, line in after.items():
        if _facts(before.get(name)) != _facts(line):
            yield Decision(
                Act.KEEP,
                *name,
                status=line.term.status,
                kind=line.term.kind,
                note=line.term.note,
                label=_label(line, terms),
                count=line.term.count,
            )


def _facts(line: Line | None) -> tuple[str, ...]:
    return (line.term.status, line.term.kind, line.term.note) if line else ()


def _described(
    before: Mapping[Key, Line], edited: Iterable[Line], place: str
) -> Iterator[Decision]:
    """A new domain, definition or note; one row of the concept is enough to say it.

    Rows that came from another concept say nothing about the one that they joined.
    """
    known = {name: _about(line.concept) for (name, _, _), line in before.items()}
    found: dict[str, Line] = {}
    for line in edited:
        name = line.concept.id
        if _about(line.concept) == known.get(name, ("", "", "")):
            continue
        if line.key not in before and (name in known or name in found):
            continue
        first = found.setdefault(name, line)
        if _about(first.concept) != _about(line.concept):
            raise InputError(
                f'"{name}" is described in another way than in row {first.row}; '
                "make them the same",
                place=f"{place}, row {line.row}",
            )
    for name, line in found.items():
        domain, definition, note = _about(line.concept)
        yield Decision(
            Act.DESCRIBE, name, domain=domain, definition=definition, note=note
        )


def _about(concept: Concept) -> tuple[str, str, str]:
    return concept.domain, concept.definition, concept.note


def new(log: Iterable[Decision], found: Iterable[Decision]) -> list[Decision]:
    """The decisions that the log does not hold as the last on their matter."""
    last = {decision.key: decision for decision in log}
    return [decision for decision in found if last.get(decision.key) != decision]


def late(
    log: Sequence[Decision], built: Sequence[Concept], found: Iterable[Decision]
) -> dict[Decision, Decision]:
    """The decisions that go against newer ones of the log, each with the newer one.

    Newer is what the concepts as they were ``built`` do not show: whoever changed
    them could not know it.
    """
    before, after = _state(built), _state(decided(built, log))
    newer: dict[Key, Decision] = {
        decision.key: decision
        for decision in log
        if before.get(decision.key) != after.get(decision.key)
    }
    rivals = ((one, _against(one, newer.values())) for one in found)
    return {one: rival for one, rival in rivals if rival}


def _state(concepts: Iterable[Concept]) -> dict[Key, tuple[str, ...]]:
    """What is said of each concept and of each of its terms."""
    found: dict[Key, tuple[str, ...]] = {}
    for concept in concepts:
        found[concept.id, "", ""] = _about(concept)
        for term in concept.terms:
            found[key(concept, term)] = (term.status, term.kind, term.note)
    return found


def _against(one: Decision, newer: Iterable[Decision]) -> Decision | None:
    """The newer decision on the same thing, or on another term as the preferred one."""
    for other in newer:
        beside = one.act is other.act is Act.KEEP and other.key[:2] == one.key[:2]
        preferred = one.status is other.status is Status.PREFERRED
        if other.key == one.key or (beside and preferred):
            return other
    return None


def signed(found: Iterable[Decision], when: str, who: str) -> list[Decision]:
    """The decisions with date and name."""
    return [replace(decision, when=when, who=who) for decision in found]
