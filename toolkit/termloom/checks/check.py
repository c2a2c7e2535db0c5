"""What a check is, and what all checks share."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from ..model import Concept, Severity
from ..terms.match import Matcher, Occurrence
from ..values import Difference, Found, Key, differences, values
from .lengths import Habits, habits
from .neighbours import Spare
from .units import Finding, Side, Unit, numbered_pairs

if TYPE_CHECKING:
    from ..encoders import Encoder

T = TypeVar("T")


class Context:
    """The glossary, and what of it stands where; worked out once for each side."""

    def __init__(
        self, concepts: Iterable[Concept] = (), encoder: "Encoder | None" = None
    ) -> None:
        self.concepts = tuple(concepts)
        self.encoder = encoder
        """Reads what seems too short; None where nobody does."""
        self._matchers: dict[str, Matcher] = {}
        self._found: dict[Side, tuple[list[Occurrence], list[Occurrence]]] = {}
        self._figures: dict[Side, list[Found]] = {}
        self._once: dict[Callable[..., Any], Any] = {}

    def terms(self, side: Side) -> list[Occurrence]:
        """The terms of the glossary in a text, in order; the longest win."""
        return self._terms_of(side)[0]

    def nested_terms(self, side: Side) -> list[Occurrence]:
        """As `terms`, with those inside the terms of other concepts."""
        return self._terms_of(side)[1]

    def _terms_of(self, side: Side) -> tuple[list[Occurrence], list[Occurrence]]:
        if side not in self._found:
            tag, text = side.language, side.text
            if tag not in self._matchers:
                self._matchers[tag] = Matcher(self.concepts, tag)
            matcher = self._matchers[tag]
            hits = matcher.hits(text)
            longest = matcher.longest(text, hits)
            self._found[side] = longest, matcher.longest_of_each(text, hits)
        return self._found[side]

    def figures(self, side: Side) -> list[Found]:
        """The figures of a text, with what they are worth."""
        if side not in self._figures:
            self._figures[side] = values(_legible(side.text), side.language)
        return self._figures[side]

    def differences(self, units: Sequence[Unit]) -> list[tuple[Unit, Difference]]:
        """The figures on which the sides of units disagree, in their order."""
        return self.once(_differences, units)

    def habits(self, units: Sequence[Unit]) -> Habits:
        """How long translations are in the text."""
        return self.once(_habits, units)

    def once(
        self, work: Callable[[Sequence[Unit], "Context"], T], units: Sequence[Unit]
    ) -> T:
        """What is found in the text, which is the same for all checks."""
        if work not in self._once:
            self._once[work] = work(units, self)
        found: T = self._once[work]
        return found


_Keys = tuple[Key, ...]


def _habits(units: Sequence[Unit], context: Context) -> Habits:
    return habits(units)


def _differences(
    units: Sequence[Unit], context: Context
) -> list[tuple[Unit, Difference]]:
    """What is missing and stands beside, where it is too much, is no difference.

    Of two figures that look like one changed both have to stand there.
    """
    figures = context.figures
    gained = Spare(units, lambda unit: _more(unit.target, unit.source, figures))
    lost = Spare(units, lambda unit: _more(unit.source, unit.target, figures))
    return [
        (units[number], difference)
        for number, (source, target) in numbered_pairs(units)
        for difference in differences(figures(source), figures(target))
        if not _is_beside(difference, number, (gained, lost))
    ]


def _more(
    one: Side | None, other: Side | None, figures: Callable[[Side], list[Found]]
) -> Counter[_Keys]:
    """How much more often a side has each figure than the other."""
    more = Counter(found.value.keys for found in (figures(one) if one else ()))
    more.subtract(found.value.keys for found in (figures(other) if other else ()))
    return more


def _is_beside(
    difference: Difference, number: int, spares: tuple[Spare[_Keys], Spare[_Keys]]
) -> bool:
    """Whether neighbours have all of a difference, which is then taken from them."""
    sides = zip(difference, spares, strict=True)
    wanted = [(spare, found.value.keys) for found, spare in sides if found]
    beside = all(spare.has(number, keys) for spare, keys in wanted)
    return beside and all(spare.take(number, keys) for spare, keys in wanted)


VALUE = r"""\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+)"""
_SWITCHES = "disabled|selected|checked|hidden|required|readonly|multiple|open|controls"
TAG = rf"</?[A-Za-z][\w:.-]*(?:\s+[\w:.@-]+{VALUE}|\s+(?:{_SWITCHES}))*\s*/?>"
"""A tag of HTML or XML; ``a<b and c>d`` has none."""
INLINE = "⟦/?[a-z]+/?⟧"
"""An inline code of another tool's file, as the readers show it."""
_SHAPE = r"[-+0#]{0,3},?\d{0,3}(?:\.\d{1,3})?(?:hh?|ll?)?"
HOLDERS = re.compile(
    r"\{\{\s*[\w.:-]+\s*\}\}|\$?\{[\w.:-]*\}"
    rf"|%(?:\d+\$)?{_SHAPE}[sdifugxc@](?![A-Za-z0-9])|%\(\w+\){_SHAPE}[sdifgx]"
    rf"|{TAG}|{INLINE}"
)
"""Placeholders and tags: no text to translate."""
_MARKS = frozenset("{%<⟦")
"""One of them is in every placeholder and tag."""
_CHARACTER = r"[^\s()\[\]<>\"“”‘’«»「」『』《》【】（），。；：？！、`]"
_RUN = rf"(?:{_CHARACTER}|\({_CHARACTER}*\)|\[{_CHARACTER}*\])"
_FOLDER = r"[^\\/:*?\"<>|，。；：？！]*"
_END = "(?<![.,;:!?])"
_CODE = re.compile(
    rf"{HOLDERS.pattern}|`[^`\n]+`"
    rf"|(?:(?<![A-Za-z])[A-Za-z][A-Za-z+.-]{{1,15}}://|www\.|mailto:){_RUN}+{_END}"
    rf"|(?<!{_CHARACTER}){_CHARACTER}+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?:\b[A-Za-z]:|(?<!\\)\\)\\(?:{_FOLDER}\\)*{_CHARACTER}*{_END}"
    rf"|(?<![\w/])(?:~|\.\.?)?/(?:[\w.,;:@+-]+/)+{_CHARACTER}*{_END}"
    rf"|(?<!{_CHARACTER}){_CHARACTER}*\w\.[a-z][a-z0-9]{{1,4}}(?!\w)"
    rf"(?:[/?#:]{_CHARACTER}+{_END})?"
    r"|\b[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]+"
)
"""Also code in backticks, web and e-mail addresses, paths, file names, identifiers."""
_MAYBE_CODE = re.compile(r"[{%<⟦`@\\/_]|\.[a-z]|www|mailto:")
_AROUND = 100
"""Characters that the longest address or file name seldom has."""
_TWO_SPACED = re.compile(r"\d \d(?: \d| ?月)")
_SPACED = re.compile(r"(?<![\d.,])(?:\d(?: \d){2,}(?![\d.,])|1 [0-2](?= ?月))")
_RATE = re.compile(r"(?<=[\d])( ?)厘(?!米)")


def without_holders(text: str) -> str:
    """A text with spaces for its placeholders and tags, in as many characters."""
    if _MARKS.isdisjoint(text):
        return text
    return HOLDERS.sub(lambda m: " " * len(m[0]), text)


def without_code(side: Side) -> str:
    """A text with ``_`` for all of it that is not to be read, in as many characters.

    That is no space, no letter and no punctuation, but may stand for a word. What
    stands around the text in its document may show that a file name goes on there.
    """
    text, before = side.text, ""
    if side.document is not None:
        start, stop = side.start, side.start + len(text)
        before = side.document.text[max(0, start - _AROUND) : start]
        text = before + text + side.document.text[stop : stop + _AROUND]
    if _MAYBE_CODE.search(text):
        text = _CODE.sub(lambda m: "_" * len(m[0]), text)
    return text[len(before) :][: len(side.text)]


def _legible(text: str) -> str:
    """Figures as they were meant, in as many characters: 2 0 1 5, 1 2 月, no {0}."""
    text = without_holders(text)
    if _TWO_SPACED.search(text):
        text = _SPACED.sub(lambda m: m[0].replace(" ", "").rjust(len(m[0])), text)
    return _RATE.sub(r"\1%", text) if "厘" in text else text


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of error, with its code."""

    code: str
    """T terms, S segments, F figures, P form, and a number."""
    severity: Severity
    find: Callable[[Sequence[Unit], Context], Iterator[Finding]]
    """Its docstring is the title."""
    optional: bool = False
    """Whether it is a matter of policy: it runs only where its code is named."""

    @property
    def title(self) -> str:
        """What is wrong, in one line."""
        return (self.find.__doc__ or "").strip().split("\n")[0].rstrip(".")
