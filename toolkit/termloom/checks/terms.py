"""Terms of the glossary: kept to, left out, or rendered in several ways."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from ..languages import language
from ..model import Concept, Kind, Severity, Span, Status, Term
from ..tags import is_chinese
from ..terms.match import Occurrence
from ..values import values
from .check import Check, Context
from .units import Finding, Side, Unit, pairs, translations

_ALLOWED = (Status.PREFERRED, Status.ADMITTED)
_MOST_PLACES = 5
_LETTERS = {Kind.ACRONYM, Kind.ABBREVIATION}
_LOOSE = ("persons", "communiqué phrases")
"""Domains in which one thing is rightly said in several ways."""
_LONG_CHINESE = 4
_OFTEN, _MOSTLY = 2, 0.8
"""How often, and in what share of its places, a term is usual in a text."""

_TWICE = 2
"""Uses of each from which on two renderings of an everyday word are no chance."""
_PARTICLES = frozenset(
    ("的", "之", "与", "和", "及", "與", "của", "về", "các", "những", "sự", "và", "cho")
)
_ARTICLES = "treaties and articles"
_COMPOUND = re.compile(r"[-–]\w")
_HABIT = 3
"""How often a text says something its own way until that counts as its habit."""
_ALIKE = 70
"""In a hundred, from which on two forms of a name are called alike."""
_HALF = 0.5
"""Share of a phrase that makes a translation another wording of it."""
_NAMES = ("places", "international organisations")
_OPENED = re.compile(r"[(（](?:注[：:])?\s?$")

_Use = tuple[Unit, Side, Occurrence]
_Uses = defaultdict[tuple[str, str, str], defaultdict[str, list[_Use]]]


class _Loss(NamedTuple):
    """A term of the source without its like in the translation."""

    unit: Unit
    source: Side
    target: Side
    wanted: Occurrence


def missing(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Approved term is missing in the translation."""
    kept: Counter[tuple[str, str]] = Counter()
    lost: defaultdict[tuple[str, str], list[_Loss]] = defaultdict(list)
    for unit, source, target in pairs(units):
        for wanted in _firsts(context.terms(source)):
            concept, key = wanted.concept, (wanted.concept.id, target.language)
            if _is_kept(wanted, source, target, context):
                kept[key] += 1
            elif _approved(concept, target.language):
                lost[key].append(_Loss(unit, source, target, wanted))
    for key, losses in lost.items():
        yield from _losses(losses, kept[key], context)


def _is_kept(wanted: Occurrence, source: Side, target: Side, context: Context) -> bool:
    """Whether the concept is named; a full form by more than its acronym."""
    concept = wanted.concept
    found = [o for o in context.terms(target) if o.concept.id == concept.id]
    if not found and not _stands(target, concept, _exactly):
        return False
    if wanted.term.kind in _LETTERS or not found:
        return True
    if _stands(target, _without_letters(concept), _exactly):
        return True
    own = [o for o in context.terms(source) if o.concept.id == concept.id]
    free = [o for o in own if not _explains(o, source.text)]
    letters = sum(o.term.kind in _LETTERS for o in free)
    return len(found) > letters and not all(_explains(o, target.text) for o in found)


def _explains(occurrence: Occurrence, text: str) -> bool:
    """Whether an acronym stands in brackets behind what it is short for."""
    before = text[: occurrence.span.start]
    return occurrence.term.kind in _LETTERS and _OPENED.search(before) is not None


def _without_letters(concept: Concept) -> Concept:
    """A concept without its acronyms and abbreviations."""
    terms = (term for term in concept.terms if term.kind not in _LETTERS)
    return replace(concept, terms=tuple(terms))


def _losses(losses: Sequence[_Loss], kept: int, context: Context) -> Iterator[Finding]:
    """What the text mostly says otherwise is told once, and noted from then on."""
    usual = kept >= max(_OFTEN, _MOSTLY * (kept + len(losses)))
    own_way = len(losses) >= _HABIT and kept <= len(losses) // 2
    told = any(_means_another(loss) for loss in losses)
    own_way = own_way or told
    for loss in losses:
        sure = _is_sure(loss, context, usual=usual) and not (own_way and told)
        sure = sure and (kept > 0 or not _is_another_wording(loss))
        told = told or sure
        count = len(losses) if own_way and sure else 1
        yield _missing(loss, count, sure=sure)


def _means_another(loss: _Loss) -> bool:
    """Whether the source explains an acronym, and not as the glossary does."""
    wanted, text = loss.wanted, loss.source.text
    if wanted.term.kind is not Kind.ACRONYM:
        return False
    form = re.escape(text[slice(*wanted.span)])
    return re.search(rf"[a-z] [(]{form}s?[)]", text) is not None


def _is_sure(loss: _Loss, context: Context, *, usual: bool) -> bool:
    unit, source, target, wanted = loss
    fixed = _is_fixed(wanted, source) or (
        _has_its_capital(wanted, source)
        and (usual or _is_replaced(wanted, source, target, context))
    )
    if not fixed or not unit.sure:
        return False
    words = _without_letters(wanted.concept)
    said = source.text[slice(*wanted.span)]
    return not (
        (wanted.concept.domain == "persons" and said in target.text)
        or _stands(target, words, _loosely)
        or _is_cut_short(wanted, target)
        or _is_explained_alike(wanted.concept, target, context)
    )


def _is_explained_alike(concept: Concept, target: Side, context: Context) -> bool:
    """Whether what stands before an acronym in brackets is nearly a term."""
    from rapidfuzz.fuzz import partial_ratio

    heads = (
        _OPENED.sub("", target.text[: o.span.start])
        for o in context.terms(target)
        if o.concept.id == concept.id and _explains(o, target.text)
    )
    forms = _approved(_without_letters(concept), target.language)
    return any(
        partial_ratio(form.casefold(), head[-len(form) :].casefold()) >= _ALIKE
        for head in heads
        for form in forms
    )


def _is_another_wording(loss: _Loss) -> bool:
    """Whether a term that the text never has is a phrase, and half of it there."""
    wanted, target = loss.wanted, loss.target
    if wanted.term.kind is Kind.ACRONYM:
        return wanted.concept.domain not in _NAMES
    if not all(map(is_everyday, wanted.term.form.split())):
        return False
    key = _text_key(target.text, target.language)
    return any(
        _said_of(form, key, target.language) >= _HALF
        for form in _approved(_without_letters(wanted.concept), target.language)
    )


def _said_of(form: str, key: str, tag: str) -> float:
    """The longest piece of a form that a folded text has, as a share of the form."""
    parts = _parts(Term(tag, form))
    joint = "" if is_chinese(tag) else " "
    for size in range(len(parts), 1, -1):
        for at in range(len(parts) - size + 1):
            if _exactly(joint.join(parts[at : at + size]), tag).search(key):
                return size / len(parts)
    return 0.0


def _is_cut_short(wanted: Occurrence, target: Side) -> bool:
    """Whether a name is there by its first character: 中美, 脱欧."""
    if not is_chinese(target.language) or wanted.concept.domain not in _NAMES:
        return False
    forms = _approved(wanted.concept, target.language)
    return any(len(form) == 2 and form[0] in target.text for form in forms)


def _has_its_capital(wanted: Occurrence, source: Side) -> bool:
    """Whether the source means the term: ``Alliance`` is not any alliance."""
    form = source.text[slice(*wanted.span)]
    return form[0].isupper() or not wanted.term.form[0].isupper()


def _is_replaced(
    wanted: Occurrence, source: Side, target: Side, context: Context
) -> bool:
    """Whether another concept of the field stands in the translation alone."""
    said = {o.concept.id for o in context.nested_terms(source)}
    return any(
        o.concept.domain == wanted.concept.domain
        and o.concept.id not in said
        and not _is_general(o.concept)
        for o in context.terms(target)
    )


def _is_general(concept: Concept) -> bool:
    return any(is_everyday(term.form) for term in concept.in_language("en"))


def _firsts(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """One occurrence a concept."""
    return list({o.concept.id: o for o in reversed(list(occurrences))}.values())[::-1]


def _stands(
    side: Side, concept: Concept, pattern: Callable[[str, str], re.Pattern[str]]
) -> bool:
    """Whether one of a concept's terms stands in a text, also in a longer one."""
    tag = side.language
    terms = concept.in_language(tag)
    key = _text_key(side.text, tag) if terms else ""
    return any(pattern(_term_key(t.form, tag), tag).search(key) for t in terms)


def _text_key(text: str, tag: str) -> str:
    return language(tag).fold(text).text


@cache
def _term_key(form: str, tag: str) -> str:
    return language(tag).fold(form).text


@cache
def _exactly(key: str, tag: str) -> re.Pattern[str]:
    edge = "" if is_chinese(tag) else r"\b"
    return re.compile(f"{edge}{re.escape(key)}{edge}")


@cache
def _loosely(key: str, tag: str) -> re.Pattern[str]:
    """With words put in: «quyền của con người» has «quyền con người»."""
    if is_chinese(tag):
        gap = r"[^。；]{0,3}?" if len(key) >= _LONG_CHINESE else ""
        return re.compile(gap.join(map(re.escape, key)))
    gap = r"\W+(?:\w+\W+){0,5}?"
    return re.compile(rf"\b{gap.join(map(re.escape, key.split()))}\b")


def _missing(loss: _Loss, count: int, *, sure: bool) -> Finding:
    unit, source, target, wanted = loss
    said = source.text[slice(*wanted.span)]
    more = f", as in {count} places" if count > 1 else ""
    return Finding(
        unit,
        target,
        target.whole,
        f"no approved term for “{said}”{more}",
        expected=_approved(wanted.concept, target.language),
        concept=wanted.concept.id,
        confidence=0.8 if sure else 0.4,
        cause=wanted.span,
        severity=None if sure else Severity.NOTE,
    )


def _approved(concept: Concept, tag: str) -> tuple[str, ...]:
    """The terms that may be used, the preferred first."""
    terms = [term for term in concept.in_language(tag) if term.status in _ALLOWED]
    terms.sort(key=lambda term: term.status is not Status.PREFERRED)
    return tuple(term.form for term in terms)


def _is_fixed(wanted: Occurrence, source: Side) -> bool:
    """Whether a term has to be said as a term: no everyday word, no part of a name."""
    form = source.text[slice(*wanted.span)]
    if "-" in source.text[max(0, wanted.span.start - 1) : wanted.span.start + 1]:
        return False
    if wanted.concept.domain in _LOOSE:
        return wanted.term.form[0].isupper()
    if wanted.term.kind is Kind.ACRONYM:
        return True
    if is_chinese(source.language):
        return len(form) >= 3
    if len(form.replace("-", " ").split()) >= 2:
        return True
    if source.language != "en" or is_everyday(form):
        return False
    if wanted.term.form[0].isupper():
        return form[0].isupper() and not _is_part_of_name(source.text, wanted.span)
    return wanted.term.kind is Kind.FULL


def is_everyday(form: str) -> bool:
    """Whether an English word is a term in some sentences only."""
    return language("en").fold(form).text in _everyday()


@cache
def _everyday() -> frozenset[str]:
    text = (files(__package__) / "everyday.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    fold = language("en").fold
    return frozenset(fold(word).text for line in lines for word in line.split())


def _is_part_of_name(text: str, span: Span) -> bool:
    """``China`` in ``South China Morning Post``."""
    led = re.search(r"(?<=\w )[A-Z][a-z]+ $", text[: span.start])
    return led is not None and re.match(r" [A-Z][a-z]", text[span.stop :]) is not None


def deprecated(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Term is not to be used."""
    for unit, target in translations(units):
        for span, group in groupby(context.terms(target), key=lambda o: o.span):
            owners = _as_spelt(list(group), target.text[slice(*span)])
            if all(o.term.status is Status.DEPRECATED for o in owners):
                yield _deprecated(unit, target, span, owners[0])


def _as_spelt(owners: list[Occurrence], form: str) -> list[Occurrence]:
    """The terms spelt exactly so, if any: 複原力 is not 復原力."""
    return [o for o in owners if o.term.form == form] or owners


def _deprecated(
    unit: Unit, target: Side, span: Span, occurrence: Occurrence
) -> Finding:
    form, concept = target.text[slice(*span)], occurrence.concept
    better = _approved(concept, target.language)
    instead = f"; use “{better[0]}”" if better else ""
    return Finding(
        unit,
        target,
        span,
        f"“{form}” is not to be used{instead}",
        found=form,
        expected=better,
        concept=concept.id,
        confidence=0.9,
    )


def several(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """One concept has several terms."""
    uses: _Uses = defaultdict(lambda: defaultdict(list))
    for unit, target in translations(units):
        said = _said(unit, context)
        for occurrence in _free(context.nested_terms(target), target.text):
            concept, term = occurrence.concept, occurrence.term
            if term.status in _ALLOWED and (said is None or concept.id in said):
                group = target.language, concept.id, said[concept.id] if said else ""
                uses[group][term.form].append((unit, target, occurrence))
    for forms in uses.values():
        if len(forms) > 1:
            yield from _rivals(forms)


def _free(occurrences: Sequence[Occurrence], text: str) -> Iterator[Occurrence]:
    """Those that are no part of a title or of a compound with a hyphen."""
    titles = [o.span for o in occurrences if text[o.span.start] == "《"]
    for one in occurrences:
        start, stop = one.span
        inside = any(t.start < start and stop < t.stop for t in titles)
        if not inside and not _COMPOUND.match(text, stop):
            yield one


def _said(unit: Unit, context: Context) -> dict[str, str] | None:
    """Concept → the term that the source has for it; None without a source."""
    if unit.source is None:
        return None
    firsts = _firsts(context.terms(unit.source))
    return {o.concept.id: o.term.form for o in firsts}


def _rivals(forms: dict[str, list[_Use]]) -> Iterator[Finding]:
    """One finding for each form but the commonest, at its first place."""
    counts = Counter({form: len(places) for form, places in forms.items()})
    told = ", ".join(f"“{form}” {count}×" for form, count in counts.most_common())
    words = [f for f in counts if forms[f][0][2].term.kind is not Kind.ACRONYM]
    common = max(words or counts, key=lambda form: counts[form])
    for form in (form for form in counts if form != common):
        unit, target, occurrence = forms[form][0]
        lines = [str(s.line(o.span)) for _, s, o in forms[form][:_MOST_PLACES]]
        often = min(len(forms[form]), len(forms[common])) >= _TWICE
        clash = _clash(occurrence, forms[common][0][2].term, often=often)
        yield Finding(
            unit,
            target,
            occurrence.span,
            f"several terms for one concept: {told}; “{form}” in line "
            + ", ".join(lines),
            found=form,
            expected=(common,),
            concept=occurrence.concept.id,
            confidence=0.7 if clash else 0.3,
            severity=None if clash else Severity.NOTE,
        )


def _clash(one: Occurrence, other: Term, *, often: bool) -> bool:
    """Whether terms are rivals, and not a name and a longer or shorter form of it."""
    concept, kinds = one.concept, {one.term.kind, other.kind}
    if concept.domain in _LOOSE or kinds & _LETTERS:
        return False
    if Kind.SHORT in kinds and (concept.domain == "places" or _is_cut(one.term, other)):
        return False
    if concept.domain == _ARTICLES and _figures(one.term):
        return False
    if _figures(one.term) != _figures(other) or _extends(one.term, other):
        return False
    return often or not _is_general(concept)


def _is_cut(one: Term, other: Term) -> bool:
    """Whether a form is made of parts of the other, in order (欧盟, 欧洲联盟)."""
    short, long = sorted((_parts(one), _parts(other)), key=len)
    rest = iter(long)
    return all(part in rest for part in short)


def _extends(one: Term, other: Term) -> bool:
    """Whether one of two forms is the other with words around it or put into it.

    合作伙伴 extends 伙伴, 共同的价值观 is 共同价值观; 恐怖组织 and 恐怖主义组织 clash.
    """
    short, long = sorted((one, other), key=lambda term: len(_parts(term)))
    a, b = _parts(short), _parts(long)
    if _plain(a) == _plain(b):
        return True
    more = len(b) - len(a)
    at = next((n for n, part in enumerate(a) if part != b[n]), len(a))
    if more and a[at:] == b[at + more :]:
        return at in (0, len(a)) or _are_words(long, at, at + more)
    return any(b[n : n + len(a)] == a for n in range(more + 1))


def _plain(parts: Sequence[str]) -> list[str]:
    return [part for part in parts if part not in _PARTICLES]


def _are_words(term: Term, start: int, stop: int) -> bool:
    """Whether parts of a form are whole words of it."""
    form = term.form.strip("《》")
    edges = {0, *(span.stop for span in language(term.language).tokens(form))}
    if is_chinese(term.language):
        return {start, stop} <= edges
    ends = [match.end() for match in re.finditer(r"\S+", form)]
    if len(ends) != len(_parts(term)):
        return False
    return ends[start - 1] in edges and ends[stop - 1] in edges


def _parts(term: Term) -> list[str]:
    """Characters of a Chinese form, syllables or words of another."""
    key = _term_key(term.form, term.language).strip("《》")
    return list(key) if is_chinese(term.language) else key.split()


def _figures(term: Term) -> list[str]:
    return [str(found.value) for found in values(term.form, term.language)]


CHECKS = (
    Check("T101", Severity.WARNING, missing),
    Check("T102", Severity.WARNING, deprecated),
    Check("T105", Severity.WARNING, several),
)
