"""Woven concepts: what is curated and what was found, one entry a thing.

Every designation is a knot: a language and the key under which its spellings meet; an
acronym in capitals is one knot in all languages. Notes, references and pairs tie knots
together. A bundle that holds a curated term adds to that concept; a bundle without
becomes a new concept. Nothing found changes a curated term.
"""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from .. import tags
from ..languages import language
from ..languages.zh_script import mainland, taiwan
from ..model import Concept, Context, Evidence, Kind, Segment, Status, Term
from .decisions import DECIDED, Decision
from .match import Matcher

_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z][A-Za-z0-9&/-]{1,11}")
_CONTEXTS = 3
_LONG_CONTEXT = 300
_BETTER = 0.1
"""Score by which a longer form must lead for a piece of it to be left out."""
_FOUND = (Status.PROPOSED, Status.CONVERTED)
_NEUTRAL = "*"
"""The «language» of acronyms, which stand for the same thing everywhere."""

Knot = tuple[str, str]


class Tie(NamedTuple):
    """Two forms that name one thing, and who says so."""

    language: str
    form: str
    other_language: str
    other: str
    score: float
    """0 to 1."""
    source: str
    """The id of the text, or of the texts, that say so."""
    evidence: tuple[Evidence, ...] = ()
    other_kind: Kind | None = None
    """What the second form is, where that is known."""


@dataclass(frozen=True, slots=True)
class Woven:
    """The glossary and what did not fit into it."""

    concepts: tuple[Concept, ...]
    """Curated ones in their order, then new ones, best first."""
    clashes: tuple[str, ...]
    """Sentences on ties that contradict the curated glossary or each other."""
    refused: tuple[Decision, ...] = ()
    """The decisions that kept a term out."""


def knot(tag: str, form: str) -> Knot:
    """Where all spellings of a form meet."""
    if _ACRONYM.fullmatch(form):
        return _NEUTRAL, form.upper()
    return tag, language(tag).fold(form).text


def merge(
    curated: Sequence[Concept],
    ties: Iterable[Tie],
    segments: Mapping[str, Sequence[Segment]],
    drops: Sequence[Decision] = (),
) -> Woven:
    """The concepts behind curated terms and ties, counted in the segments.

    Ties are taken strongest first: a weaker one never joins what stronger ones, or
    the curated glossary, keep apart; it is told as a clash instead. What people
    decided to drop stays out.
    """
    bundles = _Bundles(curated, drops)
    for tie in sorted(ties, key=lambda tie: (-tie.score, tie.language, tie.form)):
        bundles.tie(tie)
    concepts = [*bundles.extended(), *bundles.new()]
    concepts = [_everywhere(_converted(concept), segments) for concept in concepts]
    refused = _Refused(drops)
    concepts = [kept for c in concepts if (kept := refused.without(c)).terms]
    return Woven(
        tuple(_counted(concepts, segments)), tuple(bundles.clashes), refused.used
    )


class _Refused:
    """The terms that people took out of concepts."""

    def __init__(self, drops: Sequence[Decision]) -> None:
        self._drops: defaultdict[Knot, list[Decision]] = defaultdict(list)
        self._used: dict[Decision, None] = {}
        for drop in drops:
            self._drops[knot(drop.language, drop.term)].append(drop)

    @property
    def used(self) -> tuple[Decision, ...]:
        """Those that were needed, in the order of their use."""
        return tuple(self._used)

    def without(self, concept: Concept) -> Concept:
        """The concept without what was dropped; one of one found term is no concept."""
        knots = {knot(term.language, term.form) for term in concept.terms}
        kept = tuple(t for t in concept.terms if not self._is_out(concept, t, knots))
        if len(kept) == len(concept.terms):
            return concept
        curated = any(t.status not in _FOUND for t in kept)
        return replace(concept, terms=kept if curated or len(kept) > 1 else ())

    def _is_out(self, concept: Concept, term: Term, knots: set[Knot]) -> bool:
        if term.status not in _FOUND or term.source == DECIDED:
            return False
        at = knot(term.language, term.form)
        for drop in self._drops.get(at, ()):
            tag, _, form = drop.label.partition(":")
            if drop.concept == concept.id or (form and knot(tag, form) in knots):
                self._used[drop] = None
                return True
        return False


class _Bundles:
    """Knots tied into concepts."""

    def __init__(self, curated: Sequence[Concept], drops: Sequence[Decision]) -> None:
        self._curated = curated
        self._settled = {(d.concept, knot(d.language, d.term)) for d in drops}
        """Knots that people took out of a concept: no clash with it is told."""
        self._owner: dict[Knot, int] = {}
        """Knot → number of its bundle; curated concepts are the first bundles."""
        self._shared: set[Knot] = set()
        """Knots of several curated concepts, which tie nothing."""
        self._added: defaultdict[int, dict[Knot, Term]] = defaultdict(dict)
        self._next = len(curated)
        self.clashes: list[str] = []
        for number, concept in enumerate(curated):
            for term in concept.terms:
                at = knot(term.language, term.form)
                if self._owner.setdefault(at, number) != number:
                    self._shared.add(at)
        self._known = set(self._owner)

    def tie(self, tie: Tie) -> None:
        """Put both forms into one bundle, unless that contradicts what is known."""
        ends = knot(tie.language, tie.form), knot(tie.other_language, tie.other)
        if ends[0] == ends[1] or self._shared.intersection(ends):
            return
        one, other = (self._owner.get(end) for end in ends)
        if one is not None and other is not None and one != other:
            if one < len(self._curated) or other < len(self._curated):
                self._clash(tie, one, other)
                return
            self._join(one, other)
            one = other
        number = one if one is not None else other
        if number is None:
            number = self._next
            self._next += 1
        if _is_paired(tie) and any(self._is_part(number, end) for end in ends):
            return
        self._add(number, ends[0], tie, tie.language, tie.form, None)
        self._add(number, ends[1], tie, tie.other_language, tie.other, tie.other_kind)

    def _clash(self, tie: Tie, one: int, other: int) -> None:
        ends = knot(tie.language, tie.form), knot(tie.other_language, tie.other)
        owners = {self._curated[n].id for n in (one, other) if n < len(self._curated)}
        if self._settled.intersection((id, end) for id in owners for end in ends):
            return
        names = [self._name(number) for number in (one, other)]
        self.clashes.append(
            f"{tie.source}: “{tie.form}” and “{tie.other}” are given for one thing, "
            f"but belong to {names[0]} and {names[1]}"
        )

    def _name(self, number: int) -> str:
        if number < len(self._curated):
            return f"the concept {self._curated[number].id}"
        return f"“{next(iter(self._added[number].values())).form}”"

    def _join(self, one: int, other: int) -> None:
        for at, term in self._added.pop(one, {}).items():
            self._owner[at] = other
            self._added[other].setdefault(at, term)

    def _add(
        self, number: int, at: Knot, tie: Tie, tag: str, form: str, kind: Kind | None
    ) -> None:
        self._owner[at] = number
        if at in self._known:
            return
        if kept := self._added[number].get(at):
            evidence = tuple(dict.fromkeys((*kept.evidence, *tie.evidence)))
            self._added[number][at] = replace(kept, evidence=evidence)
            return
        acronym = at[0] == _NEUTRAL
        self._added[number][at] = Term(
            language=tag,
            form=form,
            kind=Kind.ACRONYM if acronym else kind or Kind.FULL,
            status=Status.PROPOSED,
            source=tie.source,
            score=round(tie.score, 2),
            evidence=tie.evidence,
        )

    def _is_part(self, number: int, at: Knot) -> bool:
        """Whether it is a piece of a curated name: ``phòng`` of ``phòng không``."""
        if number >= len(self._curated) or at in self._known:
            return False
        names = (knot(t.language, t.form) for t in self._curated[number].terms)
        return any(at[0] == tag and _holds(tag, name, at[1]) for tag, name in names)

    def extended(self) -> Iterator[Concept]:
        """The curated concepts, each with what was found for it at the end."""
        for number, concept in enumerate(self._curated):
            found = _in_order(self._added.get(number, {}).values())
            yield replace(concept, terms=(*concept.terms, *found))

    def new(self) -> list[Concept]:
        """The bundles without a curated term, best first."""
        taken = {concept.id for concept in self._curated}
        made = []
        for number in sorted(self._added):
            terms = _in_order(self._added[number].values())
            if number >= len(self._curated) and len(terms) > 1:
                made.append(Concept(_identifier(terms, taken), terms))
        return sorted(made, key=lambda c: (-max(t.score or 0 for t in c.terms), c.id))


def _holds(tag: str, name: str, part: str) -> bool:
    """Whether a key is the other or stands in it, between words where there are any."""
    end = "" if tags.is_chinese(tag) else " "
    return f"{end}{part}{end}" in f"{end}{name}{end}"


def _is_paired(tie: Tie) -> bool:
    """Whether only its place in a translation speaks for it, and no explanation."""
    return any(each.name == "tight" for each in tie.evidence)


def _in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    def place(term: Term) -> tuple[int, bool, float, str]:
        order = tags.LANGUAGES.index(term.language)
        return order, term.kind is Kind.ACRONYM, -(term.score or 0), term.form

    return tuple(sorted(terms, key=place))


def _identifier(terms: Sequence[Term], taken: set[str]) -> str:
    """An id that is the same in every build that finds the concept."""
    form = terms[0].form
    plain = unicodedata.normalize("NFKD", form).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:48]
    if terms[0].language != "en" or not slug or not slug[0].isalpha():
        digest = hashlib.sha256(form.encode()).hexdigest()
        slug = f"{terms[0].language.lower()}-{digest[:8]}"
    while slug in taken:
        slug += "-x"
    taken.add(slug)
    return slug


_CONVERSIONS = (
    ("zh-Hans", "zh-Hant", taiwan),
    ("zh-Hant", "zh-Hans", mainland),
)


def _converted(concept: Concept) -> Concept:
    """With a term in the other Chinese variety where there is only one."""
    for tag, other, convert in _CONVERSIONS:
        own = [t for t in concept.in_language(tag) if t.kind is not Kind.ACRONYM]
        if own and not concept.in_language(other):
            made = Term(
                language=other,
                form=convert(own[0].form),
                kind=own[0].kind,
                status=Status.CONVERTED,
                source=f"converted from {tag}",
            )
            return replace(concept, terms=(*concept.terms, made))
    return concept


def _everywhere(concept: Concept, tags: Iterable[str]) -> Concept:
    """With the acronyms that were found in each language of the texts."""
    held = {(term.language, term.form) for term in concept.terms}
    copies = [
        replace(term, language=tag)
        for term in concept.terms
        if term.kind is Kind.ACRONYM and term.status is Status.PROPOSED
        for tag in tags
        if (tag, term.form) not in held
    ]
    return (
        replace(concept, terms=_in_order([*concept.terms, *copies]))
        if copies
        else concept
    )


def _counted(
    concepts: Sequence[Concept], segments: Mapping[str, Sequence[Segment]]
) -> Iterator[Concept]:
    """The concepts with the occurrences and some contexts of each term.

    Occurrences inside longer terms count as well.
    """
    counts: Counter[tuple[str, Term]] = Counter()
    contexts: defaultdict[tuple[str, Term], list[Context]] = defaultdict(list)
    for tag, own in segments.items():
        matcher = Matcher(concepts, tag)
        for segment in own:
            for occurrence in matcher.find_all(segment.text):
                name = occurrence.concept.id, occurrence.term
                counts[name] += 1
                contexts[name].append(Context(segment.document, segment.text))
    for concept in concepts:
        terms = [
            replace(
                _attested(term, counts[concept.id, term]),
                count=counts[concept.id, term],
                contexts=_chosen(contexts[concept.id, term]),
            )
            for term in concept.terms
            if counts[concept.id, term] or not _is_copy(term)
        ]
        whole = (t for t in terms if not any(_is_fragment(t, o) for o in terms))
        yield replace(concept, terms=tuple(whole))


def _is_fragment(term: Term, other: Term) -> bool:
    """Whether a form was found only inside a better one: 茅斯 in 里弗茅斯."""
    return (
        term.status is Status.PROPOSED
        and term.source != DECIDED
        and term.language == other.language
        and 0 < term.count <= other.count
        and term.score is not None
        and (1.0 if other.score is None else other.score) - term.score > _BETTER
        and _holds(term.language, *(knot(t.language, t.form)[1] for t in (other, term)))
    )


def _is_copy(term: Term) -> bool:
    """Whether a term is an acronym taken over from English, kept where texts use it."""
    found = term.kind is Kind.ACRONYM and term.status is Status.PROPOSED
    return found and term.language != "en"


def _attested(term: Term, count: int) -> Term:
    """A converted term that texts use is a proposal like others."""
    if not count or term.status is not Status.CONVERTED:
        return term
    evidence = (Evidence("in texts", count, term.source),)
    return replace(term, status=Status.PROPOSED, evidence=evidence)


def _chosen(contexts: Sequence[Context]) -> tuple[Context, ...]:
    """A few, from different sentences, those that are not too long first."""
    distinct = list(dict.fromkeys(contexts))
    distinct.sort(key=lambda context: len(context.text) > _LONG_CONTEXT)
    return tuple(distinct[:_CONTEXTS])
