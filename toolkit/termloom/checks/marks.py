"""Spaces and quotation marks as each language has them, and marks of lists."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Severity, Span
from ..tags import is_chinese
from ..text import HAN
from .check import Check, Context, without_code
from .units import Finding, Unit, pairs, places, slip, translations

_WRONG_IN_CHINESE = re.compile(
    rf"(?<=[{HAN}])[ \u3000]+(?=[，。；：？！、）」』》”])"
    rf"|(?<=[（「『《“]) +(?=[{HAN}])"
)
_WRONG_IN_LATIN = re.compile(
    r"(?<=\w)(?!(?<=[\d_]) +: +[\d_]) +(?=[,;:?!.](?:\s|$))"
    r"|(?<=\() +(?=\w)|(?<=\w) +(?=\))"
)
_MISSING = re.compile(r"(?<=[^\W\d_]{2})([,;])(?=[^\W\d_]{2})")
_QUOTES = {"「": "「」", "『": "「」", "“": "“”", '"': '""', "«": "«»", "„": "„“"}
_OWN_QUOTES = {
    "zh-Hans": ("“",),
    "zh-Hant": ("「", "『"),
    "vi": ("“", '"'),
    "en": ("“", '"'),
}
_ITEM = re.compile(
    r"\s*(?:[(（](?P<inside>\d{1,3}|[a-z])[)）]"
    r"|(?P<plain>\d{1,3}|[a-z])(?:[)、]|[.．](?!\d|[a-z]\.))"
    r"|(?P<bullet>[•·●▪◦‣*–—-])(?= ))\s*(?=\w)"
)
_CHINESE_ITEM = re.compile(
    r"\s*[(（]?(?:第)?[一二三四五六七八九十百\d]{1,4}[)）、．.条條]"
)


def spacing(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Space stands where the language has none, or is missing."""
    for text in translations(units):
        chinese = is_chinese(text[1].language)
        wrong = _WRONG_IN_CHINESE if chinese else _WRONG_IN_LATIN
        for place in places([text], wrong, without_code):
            yield slip(place, "", "no space is wanted here", 0.7)
        for place in () if chinese else places([text], _MISSING, without_code):
            mark = place.form
            yield slip(place, f"{mark} ", f"no space behind “{mark}”", 0.7)


def quotes(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Quotation marks of another style."""
    for tag, own in _OWN_QUOTES.items():
        places = [
            (unit, side, at, mark)
            for unit, side in translations(units)
            if side.language == tag
            for text in [without_code(side)]
            for mark in _QUOTES
            if mark not in own and (at := text.find(mark)) >= 0
        ]
        counts = Counter(mark for *_, mark in places)
        told = set[str]()
        for unit, side, at, mark in places:
            if mark not in told:
                told.add(mark)
                message = (
                    f"{_QUOTES[mark]} in {counts[mark]} segments; this language "
                    f"mostly has {_QUOTES[own[0]]}"
                )
                span = Span(at, at + 1)
                yield Finding(unit, side, span, message, found=mark, confidence=0.5)


def items(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Mark of a list item is lost or another one."""
    for unit, source, target in pairs(units):
        wanted, there = _ITEM.match(source.text), _ITEM.match(target.text)
        if not wanted or (not there and _CHINESE_ITEM.match(target.text)):
            continue
        mark, other = _mark(wanted), _mark(there)
        if mark != other:
            finding = Finding(
                unit,
                target,
                Span(0, there.end() if there else 0),
                f"the source begins with “{wanted[0].strip()}”",
                found=there[0].strip() if there else "",
                expected=(wanted[0].strip(),),
                confidence=0.7,
                cause=Span(*wanted.span()),
            )
            is_bullet = wanted["bullet"] is not None or unit.score is not None
            yield replace(finding, severity=Severity.NOTE if is_bullet else None)


def _mark(match: re.Match[str] | None) -> str:
    """The number or letter of an item; bullets are all alike."""
    if match is None:
        return ""
    return match["inside"] or match["plain"] or "•"


CHECKS = (
    Check("P408", Severity.NOTE, spacing),
    Check("P409", Severity.NOTE, quotes),
    Check("P410", Severity.WARNING, items),
)
