"""Terms of the glossary: kept to, or left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import NamedTuple

from ..languages import language
from ..model import Concept, Kind, Severity, Span, Status
from ..tags import is_chinese
from ..terms.match import Occurrence
from .check import Check, Context
from .evidence import has_piece, is_wrong
from .neighbours import Spare
from .units import Finding, Side, Unit, numbered_pairs, translations
from .wanted import is_part, terms_inside, wanted_terms
from .wording import (
    ALLOWED,
    LETTERS,
    LOOSE,
    ORGANISATIONS,
    PERSONS,
    PLACES,
    apart,
    approved,
    capitals,
    closely,
    exactly,
    figures,
    firsts,
    has_its_capital,
    in_another_order,
    is_everyday,
    is_freely_said,
    is_general,
    is_name,
    is_nearly_there,
    loosely,
    permitted,
    preferred,
    said_of,
    slips,
    stands,
    term_key,
    text_key,
    without_letters,
)

_OFTEN, _MOSTLY = 2, 0.8
"""How often, and in what share of its places, a term is usual in a text."""
_AGAIN = 2
_HABIT = 3
"""How often a text says something its own way until that counts as its habit."""
_MOST = 0.75
"""Share of a name that stands for all of it before its acronym."""
_NAMES = (PLACES, ORGANISATIONS)
_MANY = 20
"""Common words said otherwise from which on they tell what a text is about."""
_MORE = re.compile(r" (?:and|or|against|by|for|from|in|of|on|to|with) ")
_COUNTRIES = "中美英法德俄日韩韓印欧歐乌烏以巴伊朝台加澳土意西"
_INITIAL = re.compile(
    f"(?<=[{_COUNTRIES}脱脫访訪赴驻駐对對反援涉抵离離])[{_COUNTRIES}]"
    f"|[{_COUNTRIES}](?=[{_COUNTRIES}方军軍籍裔商媒元])"
)
"""A country by its first character, not at the beginning of another word (英镑)."""
_TAIL = 3
"""Characters of the second half of a name that stand for all of it."""
_LONG_NAME = 4
"""Characters of a name of which one may differ."""
_ANY_BODY = frozenset(("理事会", "理事會", "委员会", "委員會"))
"""Second halves that stand for none."""
_STEM = 5
"""Letters of a place's name that words made of it keep."""
_COUNTED = {"vi": re.compile(r"(?:\d|\b(?:nghìn|ngàn|vạn|triệu)) (\w+)")}
_TYPE = re.compile("(?=.*[A-Z])(?=.*[0-9/])[A-Z0-9/ -]+")
"""The name of a type: PAC-3 MSE, SAMP/T; *Article 5* is none."""
_OPENED = re.compile(r"[(（](?:注[：:])?\s?$")


_Key = tuple[str, str]
"""Language of the translation and concept."""


class _Loss(NamedTuple):
    """A term of the source without its like in the translation."""

    unit: Unit
    source: Side
    target: Side
    wanted: Occurrence
    others: Sequence[Occurrence]
    """What the translation has of the field, and the source has not."""
    replaced: bool
    """Whether one of them is named by no everyday word."""
    once: bool = False
    """Whether the translation has the term, but less often than the source."""


def missing(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Approved term is missing in the translation."""
    kept: Counter[_Key] = Counter()
    lost: defaultdict[_Key, list[_Loss]] = defaultdict(list)
    spare = Spare(units, partial(_surplus, context=context))
    for number, (source, target) in numbered_pairs(units):
        for wanted in firsts(
            [*wanted_terms(source, context), *terms_inside(source, target, context)]
        ):
            key = target.language, wanted.concept.id
            loss = _loss(units[number], source, target, wanted, context)
            if loss is None or _is_said_beside(loss, number, spare):
                kept[key] += 1
            elif approved(wanted.concept, target.language):
                lost[key].append(loss)
    strange = _strange(kept, lost, context)
    found = [
        finding
        for key, losses in lost.items()
        for finding in _losses(losses, kept[key], context, strange=key[0] in strange)
    ]
    told: defaultdict[int, list[Span]] = defaultdict(list)
    for finding in found:
        if finding.severity is None and finding.cause:
            told[id(finding.unit)].append(finding.cause)
    yield from (f for f in found if not _is_inside(f.cause, told[id(f.unit)]))


def _is_inside(term: Span | None, told: Sequence[Span]) -> bool:
    """Whether a term is part of a longer one that is told already."""
    return term is not None and any(
        term != longer and longer.holds(term) for longer in told
    )


def _surplus(unit: Unit, context: Context) -> Counter[str]:
    """The concepts that a translation has more often than its source."""
    spare = _counted(unit.target, context)
    spare.subtract(_counted(unit.source, context))
    return spare


def _counted(side: Side | None, context: Context) -> Counter[str]:
    found = context.nested_terms(side) if side else ()
    return Counter(concept for concept, _ in {(o.concept.id, o.span) for o in found})


def _is_said_beside(loss: _Loss, number: int, spare: Spare[str]) -> bool:
    """Whether a term was moved to a neighbour, and nothing stands in its place."""
    concept = loss.wanted.concept
    replaced = loss.others or has_piece(concept, loss.target)
    return not replaced and spare.take(number, concept.id)


def _strange(
    kept: Mapping[_Key, int], lost: Mapping[_Key, list[_Loss]], context: Context
) -> set[str]:
    """The languages whose translations say most of our common words otherwise.

    They speak of something else: the resilience of a bank is no term of ours.
    """
    common = {c.id for c in context.concepts if not _is_fast(c)}
    said, other = Counter[str](), Counter[str]()
    for (tag, concept), count in kept.items():
        said[tag] += count * (concept in common)
    for (tag, concept), losses in lost.items():
        other[tag] += len(losses) * (concept in common)
    return {t for t, n in other.items() if n >= max(_MANY, said[t])}


def _is_fast(concept: Concept) -> bool:
    """Whether a concept has its terms whatever a text is about: a name, a phrase."""
    return concept.domain in (*LOOSE, *_NAMES) or is_name(concept)


def _loss(
    unit: Unit, source: Side, target: Side, wanted: Occurrence, context: Context
) -> _Loss | None:
    named = _is_named(wanted, source, target, context)
    if named and not _is_said_less(wanted.concept, source, target, context):
        return None
    others = _others(wanted, source, target, context)
    replaced = not all(is_general(other.concept) for other in others)
    if named and not replaced:
        return None
    return _Loss(unit, source, target, wanted, others, replaced, named)


def _is_said_less(
    concept: Concept, source: Side, target: Side, context: Context
) -> bool:
    """Whether a concept that the source names again is named less often."""
    if is_general(concept):  # 25.000 quân for the *troops* beside binh sĩ
        return False
    named = [o for o in wanted_terms(source, context) if not _explains(o, source.text)]
    said = _places(concept, named)
    return said >= _AGAIN and 0 < _places(concept, context.nested_terms(target)) < said


def _places(concept: Concept, occurrences: Sequence[Occurrence]) -> int:
    return len({o.span for o in occurrences if o.concept.id == concept.id})


def _is_named(wanted: Occurrence, source: Side, target: Side, context: Context) -> bool:
    """Whether the concept is named; a full form by more than its acronym."""
    concept = wanted.concept
    found = [o for o in context.terms(target) if o.concept.id == concept.id]
    if not found and not stands(target, permitted(concept), exactly):
        return False
    if wanted.term.kind in LETTERS or not found:
        return True
    if stands(target, without_letters(concept), exactly):
        return True
    own = [o for o in context.terms(source) if o.concept.id == concept.id]
    free = [o for o in own if not _explains(o, source.text)]
    letters = sum(o.term.kind in LETTERS for o in free)
    return len(found) > letters and not all(_explains(o, target.text) for o in found)


def _explains(occurrence: Occurrence, text: str) -> bool:
    """Whether an acronym stands in brackets behind what it is short for."""
    before = text[: occurrence.span.start]
    return occurrence.term.kind in LETTERS and _OPENED.search(before) is not None


def _losses(
    losses: Sequence[_Loss], kept: int, context: Context, *, strange: bool
) -> Iterator[Finding]:
    """What the text mostly says otherwise is told once, and noted from then on."""
    usual = kept >= max(_OFTEN, _MOSTLY * (kept + len(losses)))
    strange = strange and not usual and not _is_fast(losses[0].wanted.concept)
    own_way = len(losses) >= _HABIT and kept <= len(losses) // 2
    told = any(_means_another(loss) for loss in losses)
    own_way = own_way or told
    has = usual or kept >= len(losses)
    for loss in losses:
        sure = not strange and _is_sure(loss, context, usual=usual, has=has)
        weak = kept == 0 and not loss.replaced and _is_common_acronym(loss.wanted)
        sure = sure and not weak and not (own_way and told)
        sure = sure and _is_wrong(loss, context, (kept, len(losses)))
        told = told or sure
        count = len(losses) if own_way and sure else 1
        yield _missing(loss, count, sure=sure)


def _is_wrong(loss: _Loss, context: Context, counts: tuple[int, int]) -> bool:
    sides = loss.source, loss.target
    return is_wrong(loss.wanted, sides, loss.others, counts, context.encoder)


def _means_another(loss: _Loss) -> bool:
    """Whether the source explains an acronym, and not as the glossary does."""
    wanted, text = loss.wanted, loss.source.text
    if wanted.term.kind is not Kind.ACRONYM:
        return False
    form = re.escape(text[slice(*wanted.span)])
    return re.search(rf"[a-z] [(]{form}s?[)]", text) is not None


def _is_sure(loss: _Loss, context: Context, *, usual: bool, has: bool) -> bool:
    wanted, text = loss.wanted, loss.source.text
    if not loss.unit.sure:
        return False
    loose = is_freely_said(wanted.concept) and is_general(wanted.concept)
    fixed = _is_fixed(wanted, loss.source, has=has) or (
        has_its_capital(wanted, text) and not loose and (usual or loss.replaced)
    )
    near = not loss.once and _is_worded_otherwise(loss, context, has=has)
    part = is_part(wanted, loss.source, context)
    place = wanted.concept.domain == PLACES and wanted.term.form[0].isupper()
    return fixed and not near and (not part or (place and loss.replaced))


def _is_worded_otherwise(loss: _Loss, context: Context, *, has: bool) -> bool:
    """Whether the translation has nearly the term; not where it has it elsewhere."""
    source, target, wanted = loss.source, loss.target, loss.wanted
    words = permitted(without_letters(wanted.concept))
    named = is_name(words)
    near = closely if has or named else loosely
    parted = preferred(words) if has and not figures(wanted.term) else words
    return (
        _is_foreign_name(wanted, source, target)
        or stands(target, words, near)
        or (not named and _goes_on(wanted, source) and stands(target, parted, apart))
        or _is_in_another_order(words, target)
        or (_may_be_counted(loss) and _is_counted(words, target))
        or (not loss.replaced and _is_cut_short(wanted.concept, target))
        or _is_said_by_state(wanted.concept, target, context)
        or (not has and _is_spelt_alike(wanted.concept, target))
        or (not has and _is_explained_alike(wanted.concept, target, context))
        or (not has and not loss.replaced and _is_nearly_there(words, target))
    )


def _is_in_another_order(concept: Concept, target: Side) -> bool:
    """Whether a term has its words in another order."""
    tag = target.language
    key = text_key(target.text, tag)
    return any(in_another_order(form, key, tag) for form in approved(concept, tag))


def _is_nearly_there(concept: Concept, target: Side) -> bool:
    """Whether a rendering that no list has is nearly a term: 個別量身訂製夥伴計畫.

    A person's name that is nearly right is wrong.
    """
    if concept.domain == PERSONS:
        return False
    tag = target.language
    key = text_key(target.text, tag)
    return any(is_nearly_there(form, key, tag) for form in approved(concept, tag))


def _may_be_counted(loss: _Loss) -> bool:
    """Whether a number may do with a syllable: *tàu* for frigates, where none is."""
    return not loss.replaced or is_general(loss.wanted.concept)


def _is_counted(concept: Concept, target: Side) -> bool:
    """Whether the first syllable of a term stands behind a number: «4.600 quân»."""
    tag, text = target.language, target.text
    if tag not in _COUNTED:
        return False
    heads = {form.split()[0] for form in approved(concept, tag)}
    counted = [m for m in _COUNTED[tag].finditer(text) if m[1] in heads]
    words = set(language(tag).tokens(text)) if counted else set()
    return any(Span(*match.span(1)) in words for match in counted)


def _is_foreign_name(wanted: Occurrence, source: Side, target: Side) -> bool:
    """Whether a person or type (PAC-3) is left as it is, not in brackets elsewhere.

    So is what its terms leave: *Arrow 3* for «hệ thống Arrow 3».
    """
    name = source.text[slice(*wanted.span)]
    concept, own = wanted.concept, re.compile(rf"(?<![(（A-Za-z0-9]){re.escape(name)}")
    forms = approved(concept, target.language) if name[0].isupper() else ()
    left = concept.domain == PERSONS or _TYPE.fullmatch(name)
    return bool(left or any(map(own.search, forms))) and bool(own.search(target.text))


def _goes_on(wanted: Occurrence, source: Side) -> bool:
    """Whether more follows that may be put into it: *human rights and freedoms*."""
    return _MORE.match(source.text, wanted.span.stop) is not None


def _is_explained_alike(concept: Concept, target: Side, context: Context) -> bool:
    """Whether what stands before an acronym in brackets is most of a term."""
    tag = target.language
    heads = [
        text_key(_OPENED.sub("", target.text[: o.span.start]), tag)
        for o in context.terms(target)
        if o.concept.id == concept.id and _explains(o, target.text)
    ]
    forms = approved(without_letters(concept), tag)
    return any(said_of(form, h, tag) >= _MOST for h in heads for form in forms)


def _is_said_by_state(concept: Concept, target: Side, context: Context) -> bool:
    """Whether a capital, which is said for a government, is said by its country."""
    there = {o.concept.id for o in context.nested_terms(target)}
    states = [c for c in context.concepts if c.id == capitals().get(concept.id)]
    return any(c.id in there or _is_cut_short(c, target) for c in states)


def _is_common_acronym(wanted: Occurrence) -> bool:
    """Whether an acronym is short for no name, and so may be said in any words."""
    acronym = wanted.term.kind is Kind.ACRONYM
    return acronym and wanted.concept.domain not in _NAMES


def _is_cut_short(concept: Concept, target: Side) -> bool:
    """Whether a name is there by a piece of it: 中美, 俄乌, 脱欧, 基金组织."""
    if not is_chinese(target.language) or concept.domain not in _NAMES:
        return False
    forms = approved(concept, target.language)
    initials = "".join(form[0] for form in forms)
    tails = [form[len(form) // 2 :] for form in forms]
    tails = [t for t in tails if len(t) >= _TAIL and t not in _ANY_BODY]
    return any(tail in target.text for tail in tails) or any(
        match[0] in initials for match in _INITIAL.finditer(target.text)
    )


def _is_spelt_alike(concept: Concept, target: Side) -> bool:
    """Whether a place is there with one other character: 比得哥煦, 比得哥什."""
    tag = target.language
    if not is_chinese(tag) or concept.domain != PLACES:
        return False
    return max(slips(approved(concept, tag), target, _LONG_NAME), default=0) > 0


def _others(
    wanted: Occurrence, source: Side, target: Side, context: Context
) -> list[Occurrence]:
    """The terms of other concepts of its field, which the source has not."""
    said = {o.concept.id for o in context.nested_terms(source)}
    there = context.terms(target)
    known = {o.span for o in there if o.concept.id in said}
    return [
        o
        for o in there
        if o.concept.domain == wanted.concept.domain and o.span not in known
    ]


def _missing(loss: _Loss, count: int, *, sure: bool) -> Finding:
    source, target, wanted = loss.source, loss.target, loss.wanted
    said = source.text[slice(*wanted.span)]
    more = f", as in {count} places" if count > 1 else ""
    return Finding(
        loss.unit,
        target,
        target.whole,
        f"no approved term for “{said}”{more}",
        expected=approved(wanted.concept, target.language),
        concept=wanted.concept.id,
        confidence=0.8 if sure else 0.4,
        cause=wanted.span,
        severity=None if sure else Severity.NOTE,
    )


def _is_fixed(wanted: Occurrence, source: Side, *, has: bool) -> bool:
    """Whether a term has to be said as a term: no everyday word, no part of another.

    A word that is short for a term has to where the text has it elsewhere.
    """
    form = source.text[slice(*wanted.span)]
    if "-" in source.text[max(0, wanted.span.start - 1) : wanted.span.start + 1]:
        return False
    if wanted.concept.domain in LOOSE:
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
        return form[0].isupper()
    return wanted.term.kind is Kind.FULL or (has and not is_general(wanted.concept))


def deprecated(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Term is not to be used."""
    found: defaultdict[tuple[_Key, str], list[Finding]] = defaultdict(list)
    kept = set[_Key]()
    for unit, target in translations(units):
        for span, group in groupby(context.terms(target), key=lambda o: o.span):
            owners = _as_spelt(list(group), target.text[slice(*span)])
            owners = _named_in(unit.source, owners, context) or owners
            permitted = {o.concept.id for o in owners if o.term.status in ALLOWED}
            kept.update((target.language, concept) for concept in permitted)
            if all(o.term.status is Status.DEPRECATED for o in owners):
                sure = any(_is_meant(o, unit.source, context) for o in owners)
                key = target.language, owners[0].concept.id
                finding = _deprecated(unit, target, owners[0], sure=sure)
                found[key, finding.found].append(finding)
    for (key, _), findings in found.items():
        yield from findings if key in kept else _once(findings)


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """What a text always says is told at its first place, and noted from then on."""
    first = next((f for f in findings if f.severity is None), None)
    for finding in findings:
        habit = len(findings) >= _HABIT and finding is not first
        yield replace(finding, severity=Severity.NOTE) if habit else finding


def _as_spelt(owners: list[Occurrence], form: str) -> list[Occurrence]:
    """The terms spelt exactly so, if any: 複原力 is not 復原力."""
    return [o for o in owners if o.term.form == form] or owners


def _named_in(
    source: Side | None, owners: Sequence[Occurrence], context: Context
) -> list[Occurrence]:
    """Those whose concept a source has: đình chiến is wrong for a *ceasefire* only."""
    there = {o.concept.id for o in context.nested_terms(source)} if source else set()
    return [o for o in owners if o.concept.id in there]


def _is_meant(occurrence: Occurrence, source: Side | None, context: Context) -> bool:
    """Whether the source has the concept, as far as it tells, or a word is misspelt.

    A source that has an old name itself, if beside today's, speaks of old times.
    """
    concept, term = occurrence.concept, occurrence.term
    if source is None or not concept.in_language(source.language):
        return True
    there = [o for o in context.nested_terms(source) if o.concept.id == concept.id]
    if there:
        return all(o.term.status in ALLOWED for o in there)
    key = term_key(term.form, term.language)
    if key in {term_key(f, term.language) for f in approved(concept, term.language)}:
        return True
    return concept.domain == PLACES and _is_derived(concept, source)


def _is_derived(place: Concept, source: Side) -> bool:
    """Whether a source has a word made of a place's name: *Moldovan*, *Czech-led*."""
    names = (form for form in approved(place, source.language) if form.isalpha())
    stems = tuple(name[:_STEM] for name in names if len(name) > _STEM)
    return any(word.startswith(stems) for word in re.findall(r"\w+", source.text))


def _deprecated(
    unit: Unit, target: Side, occurrence: Occurrence, *, sure: bool
) -> Finding:
    concept, span = occurrence.concept, occurrence.span
    form = target.text[slice(*span)]
    better = approved(concept, target.language)
    instead = f"; use “{better[0]}”" if better else ""
    return Finding(
        unit,
        target,
        span,
        f"“{form}” is not to be used{instead}",
        found=form,
        expected=better,
        concept=concept.id,
        confidence=0.9 if sure else 0.4,
        severity=None if sure else Severity.NOTE,
    )


CHECKS = (
    Check("T101", Severity.WARNING, missing),
    Check("T102", Severity.WARNING, deprecated),
)
