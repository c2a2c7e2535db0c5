"""Names that a text translates in one way mostly, and in another now and then.

No glossary is needed: what stands in most translations of the sentences with a name,
and hardly elsewhere, is its translation.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..languages import language
from ..model import Severity, Span
from ..tags import is_chinese
from ..terms.classes_zh import spells_sounds
from ..terms.match import Finder
from ..text import HAN
from .check import Check, Context
from .units import Finding, Side, Unit, pairs

_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w’-]*[a-z](?!\w)")
_WORD = re.compile(r"(?<![\w’'-])[a-z][\w’-]*[a-z](?!\w)")
_HAN = re.compile(f"[{HAN}]+")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_OFTEN, _MOSTLY, _TIGHT = 3, 0.6, 0.7
"""In how many sentences a name stands; in what share of them its translation; and
what share of the places of the translation those are."""
_TOO_COMMON = 1 / _TIGHT + 1 / _MOSTLY - 1
"""Sentences that have a form, as a multiple of those with the name, from which on any
translation that is tight beats the form, and it is not tight itself."""
_WHOLE = 0.75
"""Share of the sentences with a piece of a translation that have all of it."""
_CERTAIN, _NEARLY_ALL = 4, 0.8
"""As the first two, where nothing in the sentence looks like the translation."""
_LONGEST = 6
_LEAST = 3
"""Characters or syllables of a form from which on one of them may be another."""
_SAMPLE = 50
"""Sentences of a name that tell how it is translated."""
_FIRST = 250
"""Translations after which the commonest forms are given up; then twice as many …"""


class _Use(NamedTuple):
    """A name in a sentence that has a translation."""

    unit: Unit
    source: Side
    target: Side
    span: Span


def otherwise(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Name is translated otherwise than elsewhere in the text."""
    texts = [p for p in pairs(units) if p[1].language == "en" != p[2].language]
    common = _common(source for _, source, _ in texts)
    uses: defaultdict[str, defaultdict[str, list[_Use]]]
    uses = defaultdict(lambda: defaultdict(list))
    for unit, source, target in texts:
        for name, span in _names(source, common, context):
            use = _Use(unit, source, target, span)
            uses[target.language][name].append(use)
    for tag in sorted(uses):
        yield from _odd_ones(uses[tag], units, tag)


def _common(sources: Iterable[Side]) -> set[str]:
    """The words that stand without a capital somewhere."""
    return {word for source in sources for word in _WORD.findall(source.text)}


def _names(
    source: Side, common: set[str], context: Context
) -> Iterator[tuple[str, Span]]:
    """Each word that always has a capital and is no part of a term or a date."""
    known = [occurrence.span for occurrence in context.terms(source)]
    known += [figure.span for figure in context.figures(source)]
    for name, match in {m[0]: m for m in _NAME.finditer(source.text)}.items():
        start, stop = match.span()
        is_known = any(s.start < stop and start < s.stop for s in known)
        if name.lower() not in common and not is_known:
            yield name, Span(start, stop)


def _odd_ones(
    uses: dict[str, list[_Use]], units: Sequence[Unit], tag: str
) -> Iterator[Finding]:
    likely = {
        name: _candidates(found, tag)
        for name, found in uses.items()
        if len(found) >= _OFTEN
    }
    limits: defaultdict[str, float] = defaultdict(float)
    for name, forms in likely.items():
        for form in forms:
            limits[form] = max(limits[form], _TOO_COMMON * len(uses[name]))
    fold = language(tag).fold
    texts = (
        [side for _, _, side in pairs(units) if side.language == tag] if likely else []
    )
    keys = {side: fold(side.text).text for side in texts}
    counts = _counted(limits, list(keys.values()), tag)
    told = set[tuple[int, str]]()
    for name, candidates in likely.items():
        form = _best(candidates, counts, len(uses[name]))
        odd = _without(form, uses[name], keys, tag) if form else []
        for finding in _told(name, form, len(uses[name]), odd, tag):
            if (id(finding.unit), form) not in told:
                told.add((id(finding.unit), form))
                yield finding


def _best(candidates: Counter[str], counts: Counter[str], uses: int) -> str:
    """What stands in most sentences of a name, and least elsewhere; empty if none."""
    sample = min(uses, _SAMPLE)
    scale = uses / sample

    def quality(form: str) -> tuple[float, int, str]:
        share = 2 * candidates[form] / (counts[form] / scale + sample)
        return share, len(form), form

    best = max(candidates, key=quality, default="")
    longer = [
        form
        for form, count in candidates.items()
        if best in form and spells_sounds(form)
        if count >= _WHOLE * candidates[best]
    ]
    best = max(longer, key=lambda form: (len(form), form), default=best)
    tight = candidates[best] * scale >= _TIGHT * counts[best]
    return best if tight else ""


def _candidates(uses: Sequence[_Use], tag: str) -> Counter[str]:
    """What stands in most of the translations, with the number of those.

    Only the longest of what always stands together: a part of it is no better. What
    may be a part of a foreign name stays.
    """
    sample = uses[:_SAMPLE]
    counts = Counter(form for use in sample for form in _pieces(use.target.text, tag))
    least = max(_OFTEN - 1, _MOSTLY * len(sample))
    often = Counter({form: n for form, n in counts.items() if n >= least})
    longer = {
        part
        for form, n in often.items()
        for part in _cut(form, tag)
        if often[part] == n
    }
    return Counter(
        {f: n for f, n in often.items() if f not in longer or spells_sounds(f)}
    )


def _cut(form: str, tag: str) -> tuple[str, str]:
    """A form without its last character or syllable, and without its first."""
    if is_chinese(tag):
        return form[:-1], form[1:]
    return form.rpartition(" ")[0], form.partition(" ")[2]


def _pieces(text: str, tag: str) -> set[str]:
    """Stretches of up to six characters, or four syllables."""
    if is_chinese(tag):
        return {
            run[at : at + size]
            for run in _HAN.findall(text)
            for size in range(2, _LONGEST + 1)
            for at in range(len(run) - size + 1)
        }
    return {
        " ".join(run[at : at + size])
        for run in map(str.split, _WORDS.findall(text))
        for size in range(1, 5)
        for at in range(len(run) - size + 1)
    }


def _windows(text: str, tag: str, size: int) -> dict[str, Span]:
    """The stretches of as many characters or syllables, and where they stand."""
    found = {}
    for run in (_HAN if is_chinese(tag) else _WORDS).finditer(text):
        parts = list(re.finditer("." if is_chinese(tag) else r"\S+", run[0]))
        for first, last in zip(parts, parts[size - 1 :], strict=False):
            span = Span(run.start() + first.start(), run.start() + last.end())
            found[text[slice(*span)]] = span
    return found


def _counted(
    limits: Mapping[str, float], texts: Sequence[str], tag: str
) -> Counter[str]:
    """In how many folded texts each form stands, or in more than its limit.

    What is past its limit is looked for no longer, so that the commonest words, which
    take most of the time, are soon done with.
    """
    fold = language(tag).fold
    keys = {form: fold(form).text for form in limits}
    left: dict[str, float] = {}
    for form, key in keys.items():
        left[key] = max(left.get(key, 0), limits[form])
    counts = Counter[str]()
    start, stop = 0, _FIRST
    while start < len(texts) and left:
        finder = Finder(left, tag)
        for text in texts[start:stop]:
            counts.update(finder.present(text))
        left = {key: most for key, most in left.items() if counts[key] <= most}
        start, stop = stop, 2 * stop
    return Counter({form: max(1, counts[key]) for form, key in keys.items()})


def _without(
    form: str, uses: Sequence[_Use], keys: Mapping[Side, str], tag: str
) -> list[_Use]:
    key = language(tag).fold(form).text
    return [use for use in uses if key not in keys[use.target]]


def _told(
    name: str, form: str, uses: int, odd: Sequence[_Use], tag: str
) -> Iterator[Finding]:
    usual = uses - len(odd)
    certain = usual >= max(_CERTAIN, _NEARLY_ALL * uses)
    for use in odd:
        near = _near(form, use.target.text, tag)
        if near or (certain and name not in use.target.text):
            yield _finding(use, name, form, usual, near)


def _near(form: str, text: str, tag: str) -> Span | None:
    """What differs from a form in one character or syllable."""
    parts = _split(form, tag)
    if len(parts) < _LEAST:
        return None
    for other, span in _windows(text, tag, len(parts)).items():
        pieces = _split(other, tag)
        differ = [n for n, piece in enumerate(pieces) if piece != parts[n]]
        if len(differ) == 1 and _is_inside(differ[0], parts, pieces):
            return span
    return None


def _is_inside(at: int, parts: Sequence[str], pieces: Sequence[str]) -> bool:
    """Whether what differs belongs to the form, and is not the next word."""
    inner = 0 < at < len(parts) - 1
    return inner or spells_sounds(parts[at] + pieces[at])


def _split(form: str, tag: str) -> list[str]:
    return list(form) if is_chinese(tag) else form.casefold().split()


def _finding(use: _Use, name: str, form: str, usual: int, near: Span | None) -> Finding:
    text = use.target.text
    here = f", “{text[slice(*near)]}” here" if near else ""
    return Finding(
        use.unit,
        use.target,
        near or use.target.whole,
        f"“{name}” is “{form}” in {usual} other places{here}",
        found=text[slice(*near)] if near else "",
        expected=(form,),
        confidence=0.8 if near else 0.4,
        cause=use.span,
        severity=None if near else Severity.NOTE,
    )


CHECKS = (Check("T113", Severity.WARNING, otherwise),)
