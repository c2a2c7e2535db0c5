"""Members of lists: *fuel, ammunition and spare parts* has three of them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log
from typing import TYPE_CHECKING, NamedTuple

from ..languages import language
from ..model import Severity, Span
from .check import Check, Context
from .evidence import doubt
from .shortened import told
from .units import Finding, Side, Unit, pairs

if TYPE_CHECKING:
    from ..alignment.found import Trace

_PART = r"[^,.;:()\[\]\"“”?!—–]"
_WORDS = r"[^\s,.;:()]+(?: [^\s,.;:()]+){0,2}"
_LIST = re.compile(
    rf"(?P<inner>(?:, (?!(?:and|or|but|nor)\b){_PART}{{2,60}}?){{1,40}}?),? (?:and|or) "
    rf"(?P<last>{_WORDS})"
)
_FIRST = re.compile(rf"(?<!\w){_WORDS}$")
_NO_FIRST = re.compile(
    r"(?:^|[.;:!?”\"] )(?:(?:After|As|At|Before|By|During|For|From|In|On|Since|So|Under"
    r"|Today|With)\b[^,.;:!?]*|We)$"
)
"""What stands before a list as its first member would: *In the Black Sea, Bulgaria*."""
_BEFORE = 80
"""Characters before a list in which its first member stands."""
_MEMBER = re.compile(r", ([^,]+)")
_INTRODUCED = re.compile(
    r"(?:namely|including|such as|among them|especially|in particular|notably"
    r"|for example|particularly|from|like) ",
    re.IGNORECASE,
)
"""What stands before the first member behind a comma."""
_NO_MEMBER = re.compile(
    r"(?:whose|whom|where|when|whether|while|as|although|though|if|because|since|with"
    r"|without|in|on|at|by|to|for|under|after|before|during|until|through|alongside"
    r"|together|both|not|now|then|most|last|next|thus|also|he|she|it|they|we|this|these"
    r"|those|there|so|still|however|despite|following|according|given|based|made|held"
    r"|set|led|built|known|taken|put|each|all|some|only|even|once|one|early|late|mid"
    r"|excellencies|[0-9]\S*|\w+s together"
    r"|(?!(?:armou?r|guid|arm|mann|advanc|relat|unit|\w+i[sz]|un\w+)ed\b)\w+ed"
    r"|\w+ing (?:the|an?|its|their|our|in|on|by|to|for|with|from))\b",
    re.IGNORECASE,
)
"""What begins a clause, a date or an apposition between commas."""
_CLAUSE = re.compile(
    r"(?:while )?\w+(?:ing|ed (?:by|from|in|to|with))\b|wh(?:ich|o|ere)\b"
)
"""What begins a clause that may end in the first member of a list."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|must|should|may|said|says"
    r"|which|who|that)\b"
)
_LONGEST = 5
"""Words of a member."""
_LEAST = 3
"""Members of a list, and of the shortest that a translation has as one with a comma."""
_CHINESE_LIST = re.compile(
    r"、[^，。；：！？]*(?:，(?:以及|还有|還有|和|及)[^，。；：！？]*)?"
)
_AND = re.compile("(?<!^)(?:以及|或者|[和与與及或暨跟且])(?!$)")
_VIETNAMESE_LIST = re.compile(
    r"(?P<inner>(?:, (?!(?:và|hoặc|nhưng|trong|khi|mà|do|được|đồng thời|qua đó|nhằm|để"
    r"|sau|trước|với)\b)"
    rf"{_PART}{{1,120}}?){{1,40}}),?"
    r" (?:và|hoặc|hay|cùng|cũng như) "
)
_INTRODUCING = re.compile(r", (?:như|gồm|bao gồm|cụ thể là|trong đó có|đặc biệt là) ")
_CLAIMED, _NEAR = 0.1, 4.0
"""What is added to how much of the translation a member claims, whose logarithm counts,
and how much it counts that a member is found less than the others."""
_SURE, _SHORT, _NOTED = 1.25, 1.75, 0.75
"""From which sum of both a member is missing, one of three is (核生化武器 has them
without a comma), and may be."""


class _Gap(NamedTuple):
    """A list of which the translation has none of the same length."""

    unit: Unit
    source: Side
    target: Side
    members: Sequence[Span]


def enumerated(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Member of a list has no translation."""
    known = told(units, context)
    gaps = [gap for gap in _gaps(units) if gap.unit not in known]
    if context.encoder is None:
        yield from (_unread(gap) for gap in gaps if len(gap.members) > _LEAST)
        return
    from ..alignment.found import found

    doubts = [doubt(gap.source, gap.target, gap.members) for gap in gaps]
    for gap, traces in zip(gaps, found(doubts, context.encoder, 0.0), strict=True):
        lost, weight = max(_weighed(traces), key=lambda pair: pair[1])
        if weight >= _NOTED:
            least = _SURE if len(gap.members) > _LEAST else _SHORT
            yield _read(gap, gap.members[lost], sure=weight >= least)


def _gaps(units: Sequence[Unit]) -> Iterator[_Gap]:
    for unit, source, target in pairs(units):
        if source.language != "en" or target.language not in _SIZES:
            continue
        lists = list(_lists(source.text))
        sizes = _SIZES[target.language](target) if lists else []
        for members in lists:
            size = len(members)
            if size not in sizes and (size == _LEAST or size - 1 in sizes):
                yield _Gap(unit, source, target, members)


def _lists(text: str) -> Iterator[list[Span]]:
    """The members of each list; of the first and the last some words."""
    for match in _LIST.finditer(text):
        start = match.start()
        inner = [
            Span(start + m.start(1), start + m.end(1))
            for m in _MEMBER.finditer(match["inner"])
        ]
        inner = _behind_clause(text, inner)
        first = _first(text, inner[0].start - len(", "))
        members = _introduced(text, inner) or [*first, *inner]
        if len(members) > 1 and all(_is_member(text[slice(*m)]) for m in members[1:]):
            yield [*members, Span(*match.span("last"))]


def _behind_clause(text: str, inner: list[Span]) -> list[Span]:
    """The members behind a clause that ends in the first: *while buying oil, gas*."""
    for at in reversed(range(len(inner) - 1)):
        clause = text[slice(*inner[at])]
        if _CLAUSE.match(clause) and not _is_member(clause):
            return inner[at + 1 :]
    return inner


def _first(text: str, start: int) -> Iterator[Span]:
    """The words before a list, unless they are no member of it."""
    before = text, max(0, start - _BEFORE), start
    words = _FIRST.search(*before)
    if words and not _NO_FIRST.search(*before):
        yield Span(*words.span())


def _introduced(text: str, inner: Sequence[Span]) -> list[Span]:
    """The members from what is introduced on: *namely Japan, Australia*."""
    for at in reversed(range(len(inner))):
        if word := _INTRODUCED.match(text, inner[at].start):
            return [Span(word.end(), inner[at].stop), *inner[at + 1 :]]
    return []


def _is_member(text: str) -> bool:
    short = len(text.split()) <= _LONGEST
    return short and not (_NO_MEMBER.match(text) or _VERB.search(text))


def _chinese_sizes(target: Side) -> list[int]:
    """Both sizes where the last member seems to be two: 除雷及数字经济.

    And those of two lists with no comma between: 各国、各族或各教间的理解、宽容与友谊.
    """
    sizes = []
    for match in _CHINESE_LIST.finditer(target.text):
        last = match[0].rpartition("、")[2]
        words = [last[slice(*w)] for w in language(target.language).tokens(last)]
        size = match[0].count("、") + 1
        joined = _AND.search(last)
        sizes += [size + 1] if joined and joined[0] in words else [size]
        sizes += [size + 1] if joined and joined[0] not in words else []
        *lists, _ = _AND.split(match[0])
        sizes += [part.count("、") + 2 for part in lists if "、" in part]
    return sizes


def _vietnamese_sizes(target: Side) -> list[int]:
    lists = (match["inner"] for match in _VIETNAMESE_LIST.finditer(target.text))
    return [inner.count(",") + 2 - bool(_INTRODUCING.match(inner)) for inner in lists]


_SIZES: Mapping[str, Callable[[Side], list[int]]] = {
    "zh-Hans": _chinese_sizes,
    "zh-Hant": _chinese_sizes,
    "vi": _vietnamese_sizes,
}
"""How many members each list of a translation has."""


def _weighed(traces: Sequence["Trace"]) -> Iterator[tuple[int, float]]:
    """Each member between two others, with what speaks for its loss."""
    total = sum(trace.near for trace in traces)
    for at, trace in enumerate(traces[1:-1], start=1):
        others = (total - trace.near) / (len(traces) - 1)
        behind = _NEAR * (others - trace.near)
        yield at, behind - log(trace.claimed + _CLAIMED)


def _read(gap: _Gap, lost: Span, *, sure: bool) -> Finding:
    said = gap.source.text[slice(*lost)]
    message = f"“{said}” seems missing in a list of {len(gap.members)}"
    found = Finding(gap.unit, gap.target, gap.target.whole, message, cause=lost)
    if sure and gap.unit.sure:
        return replace(found, confidence=0.7)
    return replace(found, confidence=0.4, severity=Severity.NOTE)


def _unread(gap: _Gap) -> Finding:
    whole = Span(gap.members[0].start, gap.members[-1].stop)
    size = len(gap.members)
    return Finding(
        gap.unit,
        gap.target,
        gap.target.whole,
        f"a list of {size} has {size - 1} members here",
        confidence=0.3,
        cause=whole,
        severity=Severity.NOTE,
    )


CHECKS = (Check("S209", Severity.WARNING, enumerated),)
