"""Punctuation, spaces and invisible characters."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..languages.vi_fold import fold
from ..model import Severity, Span
from ..tags import is_chinese
from ..text import HAN
from .check import Check, Context, without_code
from .units import Finding, Side, Unit, places, slip, translations

_WIDE = dict(zip(",;:?!.()", "，；：？！。（）", strict=True))
_NARROW = re.compile(rf"(?<=[{HAN}]) ?[,;:?!] ?(?=[{HAN}]|$)|(?<=[{HAN}])\.$")
_FULL_WIDTH = re.compile(rf"(?<=[{HAN}])[，；：？！。]")
_MOSTLY = 0.8
_BRACKETS = {
    "round brackets": ("(（", ")）"),
    "square brackets": ("[［", "]］"),
    "corner quotation marks": ("「", "」"),
    "double corner quotation marks": ("『", "』"),
    "title marks": ("《", "》"),
    "curly quotation marks": ("“", "”"),
}
_ALL_MARKS = frozenset("".join("".join(marks) for marks in _BRACKETS.values()))
_LIST_MARK = re.compile(r"^\W*(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[)）]")
_SPACES = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_OLD_TONES = re.compile(r"(?:[òóỏõọ][ae]|[ùúủũụ]y)(?![^\W\d_])", re.IGNORECASE)
_NEW_TONES = re.compile(r"o[àáảãạèéẻẽẹ](?![^\W\d_])|(?<!q)u[ỳýỷỹỵ](?![^\W\d_])", re.I)


def width(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Punctuation is half as wide as Chinese wants it."""
    texts = [p for p in translations(units) if is_chinese(p[1].language)]
    found = list(places(texts, _NARROW, without_code))
    wide = sum(len(_FULL_WIDTH.findall(without_code(side))) for _, side in texts)
    is_slip = wide >= _MOSTLY * (len(found) + wide)
    message = "half-width “{}” after a Chinese character"
    if not is_slip:
        message += f", as in {len(found)} places"
    for place in found if is_slip else found[:1]:
        mark = place.form.strip()
        finding = slip(place, _WIDE[mark], message.format(mark))
        if is_slip:
            yield finding
        else:
            yield replace(finding, severity=Severity.NOTE, fix=None)


def unbalanced(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Bracket or quotation mark has no partner."""
    for unit, side in translations(units):
        text = without_code(side)
        if _ALL_MARKS.isdisjoint(text):
            continue
        for name, marks in _BRACKETS.items():
            at = _unpaired(text, marks)
            if at is None:
                continue
            other = without_code(unit.source) if unit.source else ""
            known = unit.source is not None and not _is_odd(other)
            sure = known and name.endswith("brackets")
            yield Finding(
                unit,
                side,
                Span(at, at + 1),
                f"{name}: “{side.text[at]}” has no partner",
                found=side.text[at],
                confidence=0.8 if sure else 0.4,
                severity=None if sure else Severity.NOTE,
            )


def _is_odd(text: str) -> bool:
    straight = text.count('"') % 2 == 1
    return straight or any(_unpaired(text, m) is not None for m in _BRACKETS.values())


def _unpaired(text: str, marks: tuple[str, str]) -> int | None:
    """Where the first mark without a partner stands; ``a)`` opens a list item."""
    if not any(mark in text for mark in "".join(marks)):
        return None
    listed = _LIST_MARK.match(text)
    open_at: list[int] = []
    for match in _either(*marks).finditer(text):
        at = match.start()
        if match[0] in marks[0]:
            open_at.append(at)
        elif open_at:
            open_at.pop()
        elif not (listed and at < listed.end()):
            return at
    return open_at[0] if open_at else None


@cache
def _either(opening: str, closing: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(opening + closing)}]")


def spaces(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Spaces are doubled."""
    for place in places(translations(units), _SPACES, without_code):
        yield slip(place, " ", f"{len(place.form)} spaces together")


def invisible(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Invisible character."""
    for place in places(translations(units), _INVISIBLE):
        source, character = place.unit.source, place.form
        if source is None or character not in source.text:
            name = unicodedata.name(character, "unnamed").lower()
            message = f"invisible character U+{ord(character):04X} ({name})"
            yield slip(place, "", message)


def composed(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Letters and their marks are stored apart."""
    told: set[str] = set()
    for unit, side in translations(units):
        span = _decomposed(side) if side.file not in told else None
        if span:
            told.add(side.file)
            form = side.text[slice(*span)]
            yield Finding(
                unit,
                side,
                span,
                "letters and marks are stored apart (not NFC), here first",
                found=form,
                expected=(unicodedata.normalize("NFC", form),),
            )


def _decomposed(side: Side) -> Span | None:
    """The first letter that the file holds in parts."""
    if side.document is None:
        match = re.search(r".[\u0300-\u036f]+", side.text)
        apart = not unicodedata.is_normalized("NFC", side.text)
        return Span(*match.span()) if match and apart else None
    if isinstance(side.document.origin.offsets.starts, range):
        return None
    for at, character in enumerate(side.text):
        start, stop = side.place(Span(at, at + 1))
        parts = len(unicodedata.normalize("NFD", character))
        if character > "\x7f" and parts > 1 and stop - start > 1:
            return Span(at, at + 1)
    return None


def tone_places(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Tone marks stand in two ways (hoà, hòa)."""
    texts = [p for p in translations(units) if p[1].language == "vi"]
    counts = Counter[str]()
    for _, side in texts:
        text = without_code(side)
        counts["old"] += len(_OLD_TONES.findall(text))
        counts["new"] += len(_NEW_TONES.findall(text))
    if not counts["old"] or not counts["new"]:
        return
    rare = _OLD_TONES if counts["old"] < counts["new"] else _NEW_TONES
    message = f"tones placed as in hòa {counts['old']}×, as in hoà {counts['new']}×"
    for place in places(texts, rare, without_code):
        yield slip(place, _other_place(place.form), message)


def _other_place(vowels: str) -> str:
    """The two vowels with the tone on the other one."""
    if _NEW_TONES.fullmatch(vowels):
        first, second = (unicodedata.normalize("NFD", v) for v in vowels)
        moved = first + second[1:] + second[0]
        return unicodedata.normalize("NFC", moved)
    return fold(vowels).text


CHECKS = (
    Check("P401", Severity.WARNING, width),
    Check("P402", Severity.WARNING, unbalanced),
    Check("P403", Severity.NOTE, spaces),
    Check("P404", Severity.WARNING, invisible),
    Check("P405", Severity.NOTE, composed),
    Check("P406", Severity.NOTE, tone_places),
)
