"""Noun phrases: the stretches of a sentence that may be terms."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import NamedTuple

from .. import tags
from ..languages import language
from ..model import Span

_PATTERNS = {
    "en": r"""
        (?:M-)?(?:[ANPK]-?)*[NPK]M?
        | [PK]+M?(?:OD?[PK]+)+(?:C[PK]+)?M?
        """,
    "zh": r"""
        (?:[ANPK]+-)?[ANPK]*(?:B(?=N))?[ANPK]*[NPK]H?
        """,
    "vi": r"""
        N(?:-?[NAB])*(?:-?[PK])*M? | [PK](?:-?[PK])*M?
        """,
}
"""What a term looks like, over the letters of the word classes."""
_COMPOUNDS = {
    "en": r"""
        (?:[AN](?:(?:,[AN])+,?)?C[AN]*[NPK]|[ANPK]*[NPK]C[ANPK]*[NPK])
        | (?:[ANPK]*[NPK])(?:C[ANPK]*[NPK])?(?:OD?[ANPK]*[NPK](?:C[ANPK]*[NPK])?)M?
        | [PK]+G[ANPK]*[NPK] | A(?:,A)+,?CA
        | [ANPK]*N(?:L[ANPK]*[NPK]|T[ANPK]*N)
        """,
    "zh": r"""
        [ANPKB]*[NPKH](?:(?:,[ANPKB]*[NPKBH])*C[ANPKB]*[NPKBH])
        | [ANKB]*[NKH](?:(?:,[ANPKB]*[NPKBH])*C[ANPKB]*[NPKBH])?O[ANPKB]*[NPK]
        """,
    "vi": r"""
        [NPK](?:-?[NPKAB])*(?:(?:,[NPKAB]+)*C[NPKB][NPKAB]*)(?:O[NPK](?:-?[NPKAB])*)?
        | [NPK](?:-?[NPKAB])*O[NPK](?:-?[NPKAB])*M?
        """,
}
"""Phrases joined by ``and``, ``of`` and the like."""

_LONGEST = {"en": 8, "zh": 7, "vi": 8}
_LONGEST_TITLE = 15


@dataclass(frozen=True, slots=True)
class Grammar:
    """What noun phrases look like in a language."""

    classes: Callable[[str, Sequence[Span]], str]
    is_simple: Callable[[str], bool]
    """Whether the letters are those of a phrase without ``and`` or ``of``."""
    is_compound: Callable[[str], bool]
    may_begin: Callable[[str], bool]
    may_end: Callable[[str], bool]
    is_weak: Callable[[str], bool]
    judges: Callable[[str], bool]
    """Whether an adjective only judges: it begins no phrase of more than two words."""
    longest: int
    parts: Callable[[str], tuple[int, ...]]
    """The lengths of the shorter words that a token may be cut into."""
    joined: Callable[[str, Sequence[Span]], list[Span]]
    """The tokens of a text, with those together that are one name."""
    loose: Callable[[str], tuple[int, int]]
    """How much at the beginning and at the end of a token does not belong to it."""


@cache
def grammar(tag: str) -> Grammar:
    """The grammar of one of our languages. Raises `InputError` for another."""
    base = tags.parse(tag).partition("-")[0]
    rules = import_module(f".classes_{base}", __package__)
    return Grammar(
        rules.classes,
        _matcher(_PATTERNS[base]),
        _matcher(_COMPOUNDS[base]),
        cache(rules.may_begin),
        cache(rules.may_end),
        cache(rules.is_weak),
        cache(getattr(rules, "judges", _never)),
        _LONGEST[base],
        getattr(rules, "parts", _whole),
        getattr(rules, "joined", _as_they_are),
        getattr(rules, "loose", _firm),
    )


def _never(word: str) -> bool:
    return False


def _as_they_are(text: str, spans: Sequence[Span]) -> list[Span]:
    return list(spans)


def _whole(word: str) -> tuple[int, ...]:
    return (len(word),)


def _firm(word: str) -> tuple[int, int]:
    return 0, 0


def _matcher(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.VERBOSE)
    return lru_cache(maxsize=100_000)(lambda s: compiled.fullmatch(s) is not None)


class Phrase(NamedTuple):
    """A stretch of tokens that reads as a noun phrase."""

    span: Span
    letters: str
    """The classes of its tokens."""
    tokens: tuple[int, int]
    """First token and the one after the last."""
    simple: bool
    """Without ``and`` or ``of``, or a name in spite of them."""
    maximal: bool
    """Whether no longer phrase of its sort holds it."""


_POINT = re.compile(r"[^\W\d_]{2,}\.")


def tokens(tag: str, text: str) -> list[Span]:
    """The tokens of a text, without what a tokeniser wrongly left on a word."""
    rules = grammar(tag)
    spans: list[Span] = []
    for start, stop in rules.joined(text, language(tag).tokens(text)):
        if text[stop - 1] == "." and _POINT.fullmatch(text, start, stop):
            stop -= 1
        spans += _apart(start, stop, rules.loose(text[start:stop]))
    return spans


def _apart(start: int, stop: int, loose: tuple[int, int]) -> Iterator[Span]:
    """A token and what is loose at its ends."""
    inner = Span(start + loose[0], stop - loose[1])
    yield from (s for s in (Span(start, inner.start), inner) if s.start < s.stop)
    if inner.stop < stop:
        yield Span(inner.stop, stop)


def phrases(tag: str, text: str) -> Iterator[Phrase]:
    """All phrases of a sentence, nested ones too, by place and then length."""
    spans = tokens(tag, text)
    yield from tokenised(tag, text, spans, grammar(tag).classes(text, spans))


def tokenised(
    tag: str, text: str, spans: Sequence[Span], letters: str
) -> Iterator[Phrase]:
    """As `phrases`, for a sentence whose tokens and classes are known."""
    rules = grammar(tag)
    words = [text[slice(*span)] for span in spans]
    titles = dict(_titles(words))
    reach = [0, 0]
    for start in range(len(spans)):
        stops = list(_stops(rules, letters, words, start))
        if start in titles:
            stops = [stop for stop in stops if stop[0] != titles[start]]
            stops.append((titles[start], True))
        for sort in (False, True):
            longest = max((stop for stop, s in stops if s == sort), default=0)
            for stop, simple in stops:
                if simple == sort:
                    span = Span(spans[start].start, spans[stop - 1].stop)
                    maximal = stop == longest and stop > reach[sort]
                    own = letters[start:stop]
                    if titles.get(start) == stop:
                        own = "P" * len(own)
                    yield Phrase(span, own, (start, stop), simple, maximal)
            reach[sort] = max(reach[sort], longest)


def _titles(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First word and the one after the last of what stands between 《 and 》."""
    opened = None
    for at, word in enumerate(words):
        if word == "《":
            opened = at + 1
        elif word == "》" and opened is not None:
            if 0 < at - opened <= _LONGEST_TITLE:
                yield opened, at
            opened = None


def _stops(
    rules: Grammar, letters: str, words: Sequence[str], start: int
) -> Iterator[tuple[int, bool]]:
    """Where a phrase that begins here may end, and whether it is simple then."""
    if letters[start] not in "ANPKBM" or not rules.may_begin(words[start]):
        return
    if start and letters[start - 1] == "-" and letters[start] != "M":
        return
    short = letters[start] == "B" or rules.judges(words[start])
    if letters[start] == "B" and start and letters[start - 1] not in "OCVX,":
        return
    longest = 2 if short else rules.longest
    for stop in range(start + 1, min(len(letters), start + longest) + 1):
        if letters[stop : stop + 1] == "-" or not rules.may_end(words[stop - 1]):
            continue
        if rules.is_simple(letters[start:stop]):
            yield stop, True
        elif rules.is_compound(letters[start:stop]):
            yield stop, False
