"""What people decided about a glossary, in a log that only grows.

A decision says of one term where it belongs and how it may be used, or that it does
not belong to a concept, or what a concept is. Decisions are taken before anything is
extracted, so that they hold however the texts change.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from ..errors import FormatError
from ..model import Concept, Kind, Status, Term

T = TypeVar("T", bound=StrEnum)
DECIDED = "decided"
"""The source of terms that decisions add."""


class Act(StrEnum):
    """What is decided."""

    KEEP = "keep"
    """The term belongs to the concept, with this status, kind and note."""
    DROP = "drop"
    """The term does not belong to the concept."""
    DESCRIBE = "describe"
    """The concept has this domain, definition and note."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log."""

    act: Act
    concept: str
    """The id; a new one makes a concept."""
    language: str = ""
    """Empty where the decision is about the concept itself."""
    term: str = ""
    status: Status = Status.PREFERRED
    kind: Kind = Kind.FULL
    note: str = ""
    """Of the term, or of the concept."""
    domain: str = ""
    definition: str = ""
    label: str = ""
    """Another term of the concept, as ``en:naval assets``, which tells it whatever
    its id will be."""
    count: int = 0
    """Occurrences when it was decided."""
    when: str = field(default="", compare=False)
    """``2026-11-26T02:15:00Z``."""
    who: str = field(default="", compare=False)
    place: str = field(default="", compare=False, repr=False)
    """Where it stands in the log: ``decisions.jsonl:12``."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about; of several decisions on one thing the last holds."""
        return self.concept, self.language, self.term


Key = tuple[str, str, str]


def key(concept: Concept, term: Term) -> Key:
    """The key of decisions about a term of a concept."""
    return concept.id, term.language, term.form


_PARTS = {
    Act.KEEP: ("language", "term", "status", "kind", "note", "label", "count"),
    Act.DROP: ("language", "term", "label", "count"),
    Act.DESCRIBE: ("domain", "definition", "note"),
}
_NEEDED = {
    Act.KEEP: ("language", "term", "status"),
    Act.DROP: ("language", "term"),
    Act.DESCRIBE: (),
}


def dump(decisions: Iterable[Decision]) -> Iterator[str]:
    """A JSON line a decision."""
    for decision in decisions:
        fields = asdict(decision)
        names = ("act", "concept", *_PARTS[decision.act], "when", "who")
        kept = {name: fields[name] for name in names if fields[name] not in ("", 0)}
        yield json.dumps(kept, ensure_ascii=False) + "\n"


def parse(text: str, place: str) -> list[Decision]:
    """The decisions of a log. Raises `FormatError` with file and line."""
    return [
        _parsed(line, f"{place}:{number}")
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]


def _parsed(line: str, place: str) -> Decision:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise FormatError(f"no JSON ({error.msg})", place=place) from error
    if not isinstance(fields, dict) or not fields.get("concept"):
        raise FormatError('a decision needs a "concept"', place=place)
    act = _chosen(fields, "act", Act, place)
    for name in _NEEDED[act]:
        if not fields.get(name):
            raise FormatError(f'the decision "{act}" needs a "{name}"', place=place)
    return Decision(
        act,
        str(fields["concept"]),
        status=_chosen(fields, "status", Status, place, Status.PREFERRED),
        kind=_chosen(fields, "kind", Kind, place, Kind.FULL),
        count=_number(fields.get("count", 0), place),
        place=place,
        **{
            name: str(fields.get(name, ""))
            for name in (
                *("language", "term", "note", "domain", "definition", "label"),
                *("when", "who"),
            )
        },
    )


def _chosen(
    fields: Mapping[str, Any],
    name: str,
    choices: type[T],
    place: str,
    usual: T | None = None,
) -> T:
    word = fields.get(name, usual)
    if word not in tuple(choices):
        raise FormatError(
            f'unknown {name} "{word}"; choose from: {", ".join(choices)}', place=place
        )
    return choices(word)


def _number(value: Any, place: str) -> int:
    if isinstance(value, int) and value >= 0:
        return value
    raise FormatError(f'"{value}" is no count; write a number', place=place)


def decided(
    concepts: Iterable[Concept], decisions: Iterable[Decision]
) -> list[Concept]:
    """The concepts as people decided, in their order, then those that they made.

    The last decision on a thing holds. A term that becomes preferred makes the one
    before it admitted. A concept whose terms were all dropped is gone.
    """
    found = {concept.id: concept for concept in concepts}
    known = set(found)
    for decision in decisions:
        concept = found.get(decision.concept) or Concept(decision.concept, ())
        if decision.act is Act.DESCRIBE:
            concept = replace(
                concept,
                domain=decision.domain,
                definition=decision.definition,
                note=decision.note,
            )
        elif decision.act is Act.DROP:
            own = (decision.language, decision.term)
            terms = tuple(t for t in concept.terms if (t.language, t.form) != own)
            concept = replace(concept, terms=terms)
        else:
            concept = replace(concept, terms=tuple(_kept(concept.terms, decision)))
        found[decision.concept] = concept
    return [c for c in _labelled(found, decisions, known) if c.terms]


def _kept(terms: Sequence[Term], decision: Decision) -> Iterator[Term]:
    """The terms with the one that was decided in its place, else at the end."""
    own = Term(
        decision.language,
        decision.term,
        kind=decision.kind,
        status=decision.status,
        note=decision.note,
        source=DECIDED,
    )
    takes = decision.status is Status.PREFERRED
    there = False
    for term in terms:
        if term == replace(own, kind=term.kind, status=term.status):
            there = True
            yield replace(own, source=term.source or own.source)
        elif takes and (term.language, term.status) == (own.language, Status.PREFERRED):
            yield replace(term, status=Status.ADMITTED)
        else:
            yield term
    if not there:
        yield own


def _labelled(
    found: Mapping[str, Concept], decisions: Iterable[Decision], known: set[str]
) -> Iterator[Concept]:
    """Concepts that only decisions hold keep the term that told what they are."""
    last = {d.key: d for d in decisions}
    labels = {d.concept: d.label for d in last.values() if d.label}
    for name, concept in found.items():
        tag, _, form = labels.get(name, "").partition(":")
        dropped = last.get((name, tag, form))
        if (
            name in known
            or not form
            or not concept.terms
            or any((t.language, t.form) == (tag, form) for t in concept.terms)
            or (dropped and dropped.act is Act.DROP)
        ):
            yield concept
        else:
            made = Term(tag, form, status=Status.PROPOSED, source=DECIDED)
            yield replace(concept, terms=(made, *concept.terms))


def drops(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that keep a term out, as far as no later one takes it in."""
    last = {decision.key: decision for decision in decisions}
    return [decision for decision in last.values() if decision.act is Act.DROP]


def outdated(
    decisions: Iterable[Decision],
    before: Iterable[Concept],
    concepts: Iterable[Concept],
    refused: Iterable[Decision],
) -> list[str]:
    """A sentence on each decision that nothing in the texts answers to any more.

    ``before`` are the concepts before anything was decided, ``concepts`` those of
    the finished glossary, ``refused`` the decisions that kept something out.
    """
    last = {decision.key: decision for decision in decisions}
    counts = {key(c, t): t.count for c in concepts for t in c.terms}
    names = {name for name, _, _ in counts}
    held = {key(c, t) for c in before for t in c.terms} | {d.key for d in refused}
    moved = {(d.language, d.term) for d in last.values() if d.act is Act.KEEP}
    held |= {d.key for d in last.values() if (d.language, d.term) in moved}
    return [
        f"{decision.place}: {reason}"
        for decision in last.values()
        if (reason := _reason(decision, counts, names, held))
    ]


def _reason(
    decision: Decision, counts: Mapping[Key, int], names: set[str], held: set[Key]
) -> str:
    shown = f'"{decision.term}" ({decision.language}, {decision.concept})'
    if decision.act is Act.DESCRIBE:
        gone = decision.concept not in names
        return f'no concept "{decision.concept}" any more' if gone else ""
    if decision.act is Act.DROP:
        return "" if decision.key in held else f"nothing proposes {shown} any more"
    if decision.count and not counts.get(decision.key):
        return f"no text has {shown} any more; it stays as decided"
    return ""
