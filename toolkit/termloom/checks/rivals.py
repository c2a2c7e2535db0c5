"""Clashes that no glossary lists: two forms before one bracket, and slips."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from ..languages import language
from ..model import Segment, Severity, Span
from ..tags import is_chinese
from ..terms.notes import Note, notes
from .check import Check, Context
from .units import Finding, Place, Side, Unit, rival, translations

_SURE = 0.5
_AT_BRACKET = re.compile(
    r"[(（](?:注[：:])?([A-Z][\w&/.’' -]*\w)[)）]|([A-Z][A-Z0-9&/-]+)\s?[(（]"
)
_DOUBLED = re.compile(r"([\u3400-\u9fff])\1")
_TRIPLED = re.compile(r"([\u3400-\u9fff])\1\1")
_NUMERALS = frozenset("一二三四五六七八九零")
_OFTEN_DOUBLED = frozenset(
    "约約人天年月日时時处處事样樣种種个個家常往渐漸仅僅刚剛纷紛频頻"
)
_OFTEN = 2
_TWO_SYLLABLES = re.compile(r"(?=\b([^\W\d_]+ [^\W\d_]+)\b)")
_USUAL_VIETNAMESE = 5
"""How much commoner a pair of syllables is than the slip for it."""
_FIRM = 0.75


def expansions(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Acronym or foreign name in brackets stands behind two forms."""
    every = list(translations(units))
    texts = _explained_again(every)
    for tag in sorted({side.language for _, side in texts}):
        own = [pair for pair in texts if pair[1].language == tag]
        segments = [
            Segment("", number, side.whole, side.text, number)
            for number, (_, side) in enumerate(own)
        ]
        groups: defaultdict[str, list[Note]] = defaultdict(list)
        for note in notes(segments, tag):
            foreign = note.other_language != tag or note.other.isupper()
            if foreign and note.score >= _SURE:
                groups[note.other].append(note)
        unlike = [g for g in groups.values() if len({note.form for note in g}) > 1]
        often = _often({note.form for group in unlike for note in group}, every)
        for group in unlike:
            usual = max(group, key=lambda note: often[note.form])
            yield from _two_ways(group, usual, own)


def _explained_again(texts: Sequence[tuple[Unit, Side]]) -> list[tuple[Unit, Side]]:
    """The units with what stands at a bracket in others as well."""
    marked = [
        (pair, {a or b for a, b in _AT_BRACKET.findall(pair[1].text)}) for pair in texts
    ]
    counts = Counter(acronym for _, found in marked for acronym in found)
    return [p for p, found in marked if any(counts[a] > 1 for a in found)]


def _two_ways(
    group: Sequence[Note], usual: Note, texts: Sequence[tuple[Unit, Side]]
) -> Iterator[Finding]:
    told = set[str]()
    for note in group:
        unit, side = texts[note.place.segment]
        key = language(side.language).fold(note.form).text
        if key in told or _same(note.form, usual.form, side.language):
            continue
        told.add(key)
        sure = min(note.score, usual.score) >= _FIRM
        yield Finding(
            unit,
            side,
            note.place.span,
            f"“{note.other}” is “{note.form}” here and “{usual.form}” elsewhere",
            found=note.form,
            expected=(usual.form,),
            confidence=min(note.score, usual.score),
            severity=None if sure else Severity.NOTE,
        )


def _often(
    forms: Iterable[str], texts: Sequence[tuple[Unit, Side]]
) -> Mapping[str, int]:
    """In how many translations each form stands, a person by the last name."""
    from ahocorasick_rs import AhoCorasick

    last = {form: re.split("[·•‧]", form)[-1] or form for form in forms}
    names = list(dict.fromkeys(last.values()))
    automaton = AhoCorasick(names)
    counts = Counter[str]()
    for _, side in texts if names else ():
        counts.update(
            set(automaton.find_matches_as_strings(side.text, overlapping=True))
        )
    return {form: counts[name] for form, name in last.items()}


def _same(one: str, other: str, tag: str) -> bool:
    """Whether two forms differ in a part that one of them leaves out."""
    a, b = (language(tag).fold(form).text.replace(" ", "") for form in (one, other))
    return a in b or b in a


def doubled(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Character is doubled by mistake."""
    texts = [p for p in translations(units) if is_chinese(p[1].language)]
    for unit, side in texts:
        for match in _TRIPLED.finditer(side.text):
            if _is_no_word(side, match):
                message = f"“{match[1]}” stands here three times"
                span = Span(*match.span())
                yield Finding(unit, side, span, message, match[0], confidence=0.6)
    twice = Counter(c for _, side in texts for c in _DOUBLED.findall(side.text))
    rare = {character for character, count in twice.items() if count == 1}
    rare -= _OFTEN_DOUBLED
    suspects = [
        (unit, side, match)
        for unit, side in texts
        for match in _DOUBLED.finditer(side.text)
        if match[1] in rare
        and _stands_alone(side, match.end() - 1)
        and not _TRIPLED.match(side.text, match.start())
    ]
    corpus = "\n".join(side.text for _, side in texts) if suspects else ""
    for unit, side, match in suspects:
        start = max(0, match.start() - 2)
        plain = side.text[start : match.end() - 1]
        if len(plain) == 3 and corpus.count(plain) > _OFTEN:
            yield _slip(Place(unit, side, Span(start, match.end())), plain)


def _is_no_word(side: Side, tripled: re.Match[str]) -> bool:
    """Whether no word has the character twice: 天天 in 天天天气, 哈哈哈."""
    words = (
        side.text[slice(*word)] for word in language(side.language).tokens(side.text)
    )
    return tripled[1] not in _NUMERALS and not any(tripled[1] * 2 in w for w in words)


def _stands_alone(side: Side, at: int) -> bool:
    """Whether a character is a word by itself and does not begin the next one."""
    return Span(at, at + 1) in language(side.language).tokens(side.text)


def tones(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Word differs from a common one in its marks only."""
    texts = [p for p in translations(units) if p[1].language == "vi"]
    counts = Counter[str]()
    written = (p for _, side in texts for p in _TWO_SYLLABLES.findall(side.text))
    for pair, count in Counter(written).items():
        counts[pair.casefold()] += count
    common = {_bare(p): p for p, n in counts.items() if n >= _USUAL_VIETNAMESE}
    rare = {
        pair: common[_bare(pair)]
        for pair, count in counts.items()
        if count == 1 and _bare(pair) in common
    }
    slips = {pair for pair, usual in rare.items() if _is_one_slip(pair, usual)}
    for unit, side in texts if slips else ():
        if slips.isdisjoint(map(str.casefold, _TWO_SYLLABLES.findall(side.text))):
            continue
        for pair, span in _pairs(side.text):
            if pair in slips and _is_apart(side, span):
                yield _slip(Place(unit, side, span), rare[pair])


def _pairs(text: str) -> Iterator[tuple[str, Span]]:
    """Each two syllables that follow each other, with one space between."""
    for match in _TWO_SYLLABLES.finditer(text):
        yield match[1].casefold(), Span(*match.span(1))


@cache
def _bare(pair: str) -> str:
    letters = unicodedata.normalize("NFD", pair.replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _is_one_slip(pair: str, usual: str) -> bool:
    """Whether one syllable differs, and only the usual pair is a word."""
    tokens = language("vi").tokens
    one, other = pair.split(), usual.split()
    differ = sum(a != b for a, b in zip(one, other, strict=True))
    return differ == 1 and len(tokens(usual)) == 1 and len(tokens(pair)) == 2


def _is_apart(side: Side, pair: Span) -> bool:
    """Whether no word runs into the pair or out of it."""
    tokens = language("vi").tokens(side.text)
    starts, stops = {s.start for s in tokens}, {s.stop for s in tokens}
    return pair.start in starts and pair.stop in stops


def _slip(place: Place, usual: str) -> Finding:
    message = f"“{place.form}” may be a slip for “{usual}”"
    return rival(place, place.form, usual, message, 0.6)


CHECKS = (
    Check("T106", Severity.WARNING, expansions),
    Check("T107", Severity.WARNING, doubled),
    Check("T108", Severity.WARNING, tones),
)
