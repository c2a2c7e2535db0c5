"""Characters of the other Chinese script, and acronyms that do not stay the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ..languages import language
from ..languages.zh_script import taiwan, to_simplified, traditional
from ..model import Severity, Span
from ..tags import is_chinese
from ..text import is_han
from .check import Check, Context
from .units import Finding, Side, Unit, pairs, translations

_ACRONYM = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9&]*[A-Z][A-Z0-9&]*(?![A-Za-z0-9])")
_NO_ACRONYM = re.compile("[IVXLC]+|OK")
"""Numerals, and what every language says in a word of its own."""
_BRACKETS = re.compile(r"\s?[(（](?:注[：:])?([^()（）]+)[)）]")
_LEAST = 3
_BIG5_RARE = b"\xc9\x40"
"""Where the second level of Big5 begins: characters that Taiwan seldom writes."""
_SHARED = "着峰群床裡〇恒温厘昵炖棱痹熏"
"""Characters that both scripts have, whatever the old encodings say."""
_OTHER_WORDS = "后制谷面干松云几系御征卷划筑致采准咸只向借仆舍辟挂佣儿荐么听愿扑坏虫并"
"""Simplified characters that Traditional writes in other words: 皇后, but 後勤."""
_IN_NAMES = "里于斗余范丰游吁咨"
_NO_NAME = re.compile(
    r"[这那哪心家手城夜屋]里|里[面头边]|.+于|于是|[战奋搏决]斗|其余|余下|[规示模]范"
    r"|范[围畴]|丰[富收厚]|旅游|导游|游客|呼吁|咨询"
)
"""Words with those of them that stand in names, too: 馬里, 于德姆, 余茂春."""
_AFTER = re.compile("(?<=[0-9年月日時时天周週])后")
"""A word of one character, where it is no name: 后羿."""


def mixed_script(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Character belongs to the other Chinese script."""
    for unit, target in translations(units):
        if not is_chinese(target.language):
            continue
        places = [
            at for at, c in enumerate(target.text) if _is_foreign(c, target.language)
        ]
        if places:
            yield _mixed(unit, target, places)
        for word, better in _misspelt(target):
            if not any(at in range(*word) for at in places):
                yield _misspelling(unit, target, word, better)


def _mixed(unit: Unit, target: Side, places: Sequence[int]) -> Finding:
    start = stop = places[0]
    while stop + 1 in places:
        stop += 1
    span = Span(start, stop + 1)
    form = target.text[slice(*span)]
    convert = taiwan if target.language == "zh-Hant" else to_simplified
    script = "Simplified" if target.language == "zh-Hant" else "Traditional"
    more = f" ({len(places)} such characters here)" if len(places) > len(form) else ""
    return Finding(
        unit,
        target,
        span,
        f"“{form}” is {script} Chinese{more}",
        found=form,
        expected=(convert(form),),
        confidence=0.95,
    )


def _misspelt(side: Side) -> Iterator[tuple[Span, str]]:
    """Words of a Traditional text as Simplified spells them, and how they are spelt."""
    text = side.text
    if side.language != "zh-Hant" or not set(text) & {*_OTHER_WORDS, *_IN_NAMES}:
        return
    for word in language(side.language).tokens(text):
        form = text[slice(*word)]
        whole = len(form) > 1 or _AFTER.match(text, word.start)
        if whole and (better := _respelt(form)) != form:
            yield word, better


@cache
def _respelt(word: str) -> str:
    """A word with the characters of Traditional that Simplified has others for."""
    simplified = to_simplified(word)
    right = traditional(simplified)
    if len(right) != len(word):
        return word
    other = _OTHER_WORDS + (_IN_NAMES if _NO_NAME.fullmatch(simplified) else "")
    return "".join(r if c in other else c for c, r in zip(word, right, strict=True))


def _misspelling(unit: Unit, target: Side, word: Span, better: str) -> Finding:
    form = target.text[slice(*word)]
    return Finding(
        unit,
        target,
        word,
        f"“{form}” is spelt as in Simplified Chinese",
        found=form,
        expected=(better,),
        confidence=0.9,
    )


@cache
def _is_foreign(character: str, tag: str) -> bool:
    """Whether only the other script writes a character."""
    if not is_han(character) or character in _SHARED:
        return False
    if tag == "zh-Hant":
        return _has("gb2312", character) and _is_rare_in_taiwan(character)
    simplified = to_simplified(character) != character
    return simplified and _has("big5", character) and not _has("gb2312", character)


def _is_rare_in_taiwan(character: str) -> bool:
    """Whether Big5 lacks a character, or has it as a variant only (体, 扰)."""
    if not _has("big5", character):
        return True
    return character.encode("big5") >= _BIG5_RARE and taiwan(character) != character


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def acronym(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Acronym is changed or not kept."""
    for unit, source, target in pairs(units):
        wanted, there = _acronyms(source), _acronyms(target)
        lost = {form: span for form, span in wanted.items() if form not in there}
        extra = {f: span for f, span in there.items() if f not in source.text}
        for form, span in lost.items():
            changed = next((e for e in extra if _is_near(form, e)), "")
            if changed:
                yield _changed(unit, target, (form, span), (changed, extra[changed]))
            elif form in target.text:
                continue
            elif known := _owners(span, source, context):
                if place := _other_brackets(source, span, known, target, context):
                    said = target.text[slice(*place)]
                    yield _changed(unit, target, (form, span), (said, place))
            elif other := _in_its_place(source, span, target, extra):
                yield _changed(unit, target, (form, span), (other, extra[other]))
            elif not _NO_ACRONYM.fullmatch(form):
                yield _not_kept(unit, target, form, span)


def unexplained(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Acronym is not explained where it first stands."""
    seen: set[tuple[str, str]] = set()
    for unit, target in translations(units):
        for form, span in _acronyms(target).items():
            key = target.file + target.language, form
            if key not in seen and not _is_explained(span, target.text):
                yield Finding(
                    unit,
                    target,
                    span,
                    f"“{form}” stands here for the first time, without its full form",
                    found=form,
                    confidence=0.5,
                )
            seen.add(key)


def _is_explained(span: Span, text: str) -> bool:
    """Whether an acronym stands in brackets or has brackets behind it."""
    before, after = text[: span.start].rstrip(), text[span.stop :].lstrip()
    return before.endswith(("(", "（", "：", ":")) or after.startswith(("(", "（"))


def _acronyms(side: Side) -> dict[str, Span]:
    return {m[0]: Span(*m.span()) for m in _ACRONYM.finditer(side.text)}


def _is_near(one: str, other: str) -> bool:
    """Whether one acronym looks like the other mistyped."""
    from rapidfuzz.distance import OSA

    same_size = min(len(one), len(other)) >= _LEAST
    return same_size and OSA.distance(one, other, score_cutoff=1) <= 1


def _owners(span: Span, source: Side, context: Context) -> set[str]:
    """The concepts to which the glossary gives an acronym."""
    return {o.concept.id for o in context.terms(source) if o.span.holds(span)}


def _in_its_place(
    source: Side, span: Span, target: Side, extra: Mapping[str, Span]
) -> str:
    """The one acronym in brackets that a source with another one there lacks.

    Not what is short for the words before it: «Tổ chức Y tế Thế giới (TCYTTG)».
    """
    if not _is_bracketed(span, source.text):
        return ""
    strange = [
        form
        for form, place in extra.items()
        if _is_bracketed(place, target.text)
        and not _initials(target.text[: place.start - 1]).endswith(form)
    ]
    return strange[0] if len(strange) == 1 else ""


def _is_bracketed(span: Span, text: str) -> bool:
    """Whether a bracket opens before a form."""
    return text[: span.start].endswith(("(", "（"))


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split()).upper()


def _other_brackets(
    source: Side, span: Span, owners: set[str], target: Side, context: Context
) -> Span | None:
    """What stands in brackets behind the term instead of the source's acronym."""
    if not _is_bracketed(span, source.text):
        return None
    own = [o.span for o in context.terms(target) if o.concept.id in owners]
    for term in own:
        match = _BRACKETS.match(target.text, term.stop)
        if match and not any(match.start() <= o.start < match.end() for o in own):
            inside = Span(*match.span(1))
            other = any(o.span == inside for o in context.terms(target))
            return inside if other or _ACRONYM.fullmatch(match[1]) else None
    return None


def _changed(
    unit: Unit, target: Side, wanted: tuple[str, Span], there: tuple[str, Span]
) -> Finding:
    return Finding(
        unit,
        target,
        there[1],
        f"“{wanted[0]}” has become “{there[0]}”",
        found=there[0],
        expected=(wanted[0],),
        confidence=0.9,
        cause=wanted[1],
    )


def _not_kept(unit: Unit, target: Side, form: str, span: Span) -> Finding:
    return Finding(
        unit,
        target,
        target.whole,
        f"“{form}” of the source is not kept",
        expected=(form,),
        confidence=0.4,
        cause=span,
        severity=Severity.NOTE,
    )


CHECKS = (
    Check("T103", Severity.WARNING, mixed_script),
    Check("T104", Severity.WARNING, acronym),
    Check("T114", Severity.NOTE, unexplained, optional=True),
)
