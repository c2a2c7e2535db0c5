"""Terms of the glossary among which a text does not choose."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..model import Concept, Kind, Severity, Status, Term
from ..terms.match import Occurrence
from .check import Check, Context
from .units import Finding, Side, Unit, translations
from .wording import (
    ALLOWED,
    LETTERS,
    LOOSE,
    PERSONS,
    PLACES,
    exactly,
    extends,
    figures,
    firsts,
    has_its_capital,
    in_another_order,
    is_cut,
    is_everyday,
    is_freely_said,
    is_general,
    is_name,
    term_key,
)

_MOST_PLACES = 5
_TWICE = 2
"""Uses of each from which on two renderings of an everyday word are no chance."""
_USUAL = 3
"""Uses of one for the same word of the source from which on another is no chance."""
_SLIPS = 0.25
"""Share of the usual term's uses up to which those of a rival are slips."""
_ARTICLES = "treaties and articles"
_LINK = re.compile(
    r"[”」』»\"]? ?"
    r"(?:[(（]|[,，]? ?(?:即|[又也亦][称稱]|(?:hay )?còn (?:được )?gọi là|hay|tức))"
    r" ?[“「『«\"]?$"
)
"""What stands between two names of a thing."""
_LINKED = 25
_COMPOUND = re.compile(r"[-–]\w")

_Use = tuple[Unit, Side, Occurrence]
_Uses = dict[str, list[_Use]]
"""Form → where it stands."""


def several(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """One concept has several terms."""
    groups: defaultdict[tuple[str, str, str], _Uses] = defaultdict(dict)
    for unit, target in translations(units):
        said = _said(unit, context)
        for use in _uses(unit, target, context):
            concept, term = use[2].concept, use[2].term
            if said is None or concept.id in said:
                group = target.language, concept.id, said[concept.id] if said else ""
                groups[group].setdefault(term.form, []).append(use)
    for uses in groups.values():
        if len(uses) > 1:
            yield from _among(uses)


def _uses(unit: Unit, target: Side, context: Context) -> list[_Use]:
    """The terms that may be used, where they stand for what the source says."""
    uses = [
        (unit, target, one)
        for one in _free(context.nested_terms(target), target.text)
        if one.term.status in ALLOWED
    ]
    return [
        u for u in uses if not (_is_copied(u, context) or _is_in_another(u, context))
    ]


def _free(occurrences: Sequence[Occurrence], text: str) -> Iterator[Occurrence]:
    """Those that are no second name, nor part of a title or a hyphened compound."""
    titles = [o.span for o in occurrences if text[o.span.start] == "《"]
    for one in occurrences:
        start, stop = one.span
        inside = any(t.start < start and stop < t.stop for t in titles)
        inside = inside or _COMPOUND.match(text, stop) is not None
        if not inside and not _is_second_name(one, occurrences, text):
            yield one


def _is_second_name(one: Occurrence, others: Sequence[Occurrence], text: str) -> bool:
    """Whether it explains a name before it: 《禁雷公约》，即《渥太华公约》."""
    link = _LINK.search(text, max(0, one.span.start - _LINKED), one.span.start)
    return link is not None and any(
        o.concept.id == one.concept.id
        and o.span.stop == link.start()
        and LETTERS.isdisjoint((one.term.kind, o.term.kind))
        for o in others
    )


def _said(unit: Unit, context: Context) -> dict[str, str] | None:
    """Concept → the term that the source has for it; None without a source.

    Without those that the source itself calls by two names, also *partners* and IP4.
    """
    if unit.source is None:
        return None
    longest, text = context.terms(unit.source), unit.source.text
    names = [o.span for o in longest if is_name(o.concept) or o.term.form.istitle()]
    found = [
        o
        for o in context.nested_terms(unit.source)
        if is_name(o.concept)
        or text[slice(*o.span)].islower()
        or not any(name.holds(o.span) and name != o.span for name in names)
    ]
    forms = {
        (o.concept.id, term_key(text[slice(*o.span)], unit.source.language))
        for o in found
        if o.term.kind not in LETTERS or not o.term.form.isalpha()
    }
    count = Counter(concept for concept, _ in forms)
    said = {o.concept.id: _written(o, text) for o in firsts(found)}
    return {concept: form for concept, form in said.items() if count[concept] < 2}


def _written(occurrence: Occurrence, text: str) -> str:
    """Its core; a word with a small letter is another: *allies* are no Allies."""
    core = _core(occurrence)
    another = " " not in core and not has_its_capital(occurrence, text)
    return core.lower() if another else core


def _core(occurrence: Occurrence) -> str:
    """The shortest of its concept's terms inside a term: *Russia's shadow fleet*.

    An acronym counts as what it is short for: SACEUR, but not IP4 for *partners*.
    *Outer space* is no *space*: everyday words are no core.
    """
    term = occurrence.term
    forms = [t.form for t in occurrence.concept.in_language(term.language)]
    whole = (f for f in forms if term.kind in LETTERS and _is_short_for(term.form, f))
    form = next(whole, term.form)
    inside = (f for f in forms if f in form and not is_everyday(f))
    return min(inside, key=len, default=form)


def _is_short_for(acronym: str, form: str) -> bool:
    """Whether the capitals of a form of several words stand in an acronym, in order."""
    letters = iter(acronym)
    capitals = [word[0] for word in form.split() if word[0].isupper()]
    several = len(capitals) > 1 and acronym.isalpha()
    return several and all(letter in letters for letter in capitals)


def _is_copied(use: _Use, context: Context) -> bool:
    """Whether a source has a name for something else: *Napoli* plays in *Naples*."""
    unit, target, one = use
    form = target.text[slice(*one.span)]
    if unit.source is None or one.term.kind in LETTERS or not form[0].isupper():
        return False
    own = (
        o for o in context.nested_terms(unit.source) if o.concept.id == one.concept.id
    )
    text = unit.source.text
    there = exactly(form, unit.source.language).search(text) is not None
    return there and form not in [text[slice(*o.span)] for o in own]


def _is_in_another(use: _Use, context: Context) -> bool:
    """Whether it is part of a name, or of a term for what the source says without it.

    空间 in 网络空间 for *cyberspace* is no second word for *space*; a treaty named with
    its article is itself meant.
    """
    unit, target, one = use
    longer = [
        o.concept
        for o in context.terms(target)
        if o.span.holds(one.span)
        and o.concept.id != one.concept.id
        and not {o.concept.domain, one.concept.domain} <= {_ARTICLES}
    ]
    in_name = any(map(is_name, longer))
    if unit.source is None or (in_name and not is_name(one.concept)):
        return in_name
    there = context.nested_terms(unit.source)
    inside = [o.span for o in there if o.concept.id == one.concept.id]
    outer = {concept.id for concept in longer}
    around = [o.span for o in there if o.concept.id in outer]
    return bool(around) and not any(a.holds(i) for a in around for i in inside)


def _among(uses: _Uses) -> Iterator[Finding]:
    """The rivals of the usual form, and one note on all that only look like rivals."""
    usual = _usual(uses)
    rivals = [form for form in uses if form != usual and _clash(uses, form, usual)]
    for form in rivals:
        yield from _rival(uses, form, usual)
    others = [form for form in uses if form not in (usual, *rivals)]
    if others:
        message = f"one concept in several forms: {_told(uses)}"
        yield _finding(_oddest(uses, others), usual, message, Severity.NOTE)


def _usual(uses: _Uses) -> str:
    """The commonest form; of acronyms and the like only where there is nothing else."""

    def rank(form: str) -> tuple[bool, int, bool]:
        term = uses[form][0][2].term
        preferred = term.status is Status.PREFERRED
        return term.kind not in LETTERS, len(uses[form]), preferred

    return max(uses, key=rank)


def _oddest(uses: _Uses, forms: Sequence[str]) -> _Use:
    """Where the rarest form stands, a variant before names in full or for short."""

    def rank(form: str) -> tuple[bool, int]:
        return uses[form][0][2].term.kind is not Kind.VARIANT, len(uses[form])

    return uses[min(forms, key=rank)][0]


def _rival(uses: _Uses, form: str, usual: str) -> Iterator[Finding]:
    """A slip is told wherever it stands, a wavering once; of a draw both sides.

    Where one of them is the preferred term, that is no error, but may be the slip.
    """
    places = uses[form]
    slips = len(places) <= max(1, _SLIPS * len(uses[usual]))
    lines = [str(side.line(o.span)) for _, side, o in places[:_MOST_PLACES]]
    message = (
        f"several terms for one concept: {_told(uses)}; “{form}” in line "
        + ", ".join(lines)
    )
    for place in places if slips else places[:1]:
        yield _finding(place, usual, message)
    other = uses[usual][0]
    if len(places) == len(uses[usual]) and other[0] is not places[0][0]:
        better = other[2].term.status is Status.PREFERRED
        severity = Severity.NOTE if better else None
        yield _finding(other, "" if better else form, message, severity)


def _told(uses: _Uses) -> str:
    counts = Counter({form: len(places) for form, places in uses.items()})
    return ", ".join(f"“{form}” {count}×" for form, count in counts.most_common())


def _finding(
    place: _Use, usual: str, message: str, severity: Severity | None = None
) -> Finding:
    unit, target, occurrence = place
    return Finding(
        unit,
        target,
        occurrence.span,
        message,
        found=occurrence.term.form,
        expected=(usual,) if usual else (),
        concept=occurrence.concept.id,
        confidence=0.3 if severity else 0.7,
        severity=severity,
    )


def _clash(uses: _Uses, form: str, usual: str) -> bool:
    """Whether terms are rivals, and not a name and a longer or shorter form of it.

    Two words in one segment alone may be for two, *exercised* and the *exercise*.
    """
    (unit, _, one), (_, _, other) = uses[form][0], uses[usual][0]
    concept, pair = one.concept, (one.term, other.term)
    if _is_free(concept) or _are_long_and_short(concept, *pair):
        return False
    if _differ_in_figures(concept, *pair) or extends(*pair) or _are_turned(*pair):
        return False
    places = [place for name in (form, usual) for place, _, _ in uses[name]]
    loose = unit.source is None or not is_name(concept)
    if loose and all(p is unit for p in places):
        return False
    often = min(len(uses[form]), len(uses[usual])) >= _TWICE
    if is_freely_said(concept) and concept.domain != PERSONS:
        return often
    usually = unit.source is not None and len(uses[usual]) >= _USUAL
    return often or usually or not is_general(concept)


def _is_free(concept: Concept) -> bool:
    """Whether a thing is rightly said in several ways: a phrase, an office.

    A person has a surname, which is a short form, and an office has none.
    """
    short = any(term.kind is Kind.SHORT for term in concept.in_language("en"))
    return concept.domain in LOOSE and not (concept.domain == PERSONS and short)


def _are_long_and_short(concept: Concept, one: Term, other: Term) -> bool:
    kinds = {one.kind, other.kind}
    short = concept.domain == PLACES or is_cut(one, other)
    if kinds & LETTERS or (Kind.SHORT in kinds and short):
        return True
    shorts = [t for t in concept.in_language(one.language) if t.kind is Kind.SHORT]
    return any(extends(s, one) and extends(s, other) for s in shorts)


def _are_turned(one: Term, other: Term) -> bool:
    """Whether forms have the same parts in another order: 资产冻结, 冻结资产."""
    tag = one.language
    return all(
        in_another_order(a.form, term_key(b.form, tag), tag)
        for a, b in ((one, other), (other, one))
    )


def _differ_in_figures(concept: Concept, one: Term, other: Term) -> bool:
    """Whether forms have other figures, or are an article with and without treaty."""
    a, b = figures(one), figures(other)
    return bool(a and b and a != b) or bool(concept.domain == _ARTICLES and a)


CHECKS = (Check("T105", Severity.WARNING, several),)
