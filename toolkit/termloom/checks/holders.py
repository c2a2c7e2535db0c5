"""Placeholders and tags, in plain text and as inline codes of other tools' files."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from html import unescape
from operator import attrgetter
from typing import NamedTuple

from ..model import Severity, Span
from .check import HOLDERS, TAG, VALUE, Check, Context
from .units import Finding, Side, Unit, pairs

_TAG = re.compile(TAG)
_ATTRIBUTE = re.compile(rf"\s([\w:.@-]+)({VALUE})?")
_CONTENT = re.compile(r"<(bpt|ept|ph|it|ut)\b[^<>]*>([^<>]+)</\1>")
"""Inline elements that hold the markup of the translated file."""
_READ = re.compile(
    "alt|title|aria-(?:label|description)|placeholder|label|summary|content|value"
    "|href|src|srcset"
)
"""Attributes whose value people read, or that leads to a page in their language."""
_OF_LANGUAGE = ("lang", "xml:lang", "hreflang", "dir")
_LONGEST = 60


class _Holder(NamedTuple):
    """A placeholder or tag of a text."""

    span: Span
    form: str
    shown: str
    """As the user knows it: of an inline code the markup."""

    @property
    def meaning(self) -> Hashable:
        """What two spellings of one thing share: tags with other words to read."""
        if not _TAG.fullmatch(self.shown):
            return "".join(self.shown.split())
        name = re.split(r"[\s>]|/>", self.shown, maxsplit=1)[0]
        attributes = frozenset(
            (key, "" if _READ.fullmatch(key) else value.strip("= \t\n\"'"))
            for key, value in _ATTRIBUTE.findall(self.shown)
            if key not in _OF_LANGUAGE
        )
        return name, attributes, self.shown.endswith("/>")


def placeholders(units: Sequence[Unit], context: Context) -> Iterator[Finding]:
    """Placeholder or tag is damaged."""
    for unit, source, target in pairs(units):
        lost, more = _holders(source), _holders(target)
        for key in ("form", "meaning"):
            lost, more = _beyond(lost, more, key), _beyond(more, lost, key)
        if lost or more:
            yield _damaged(unit, target, lost, more)


def _holders(side: Side) -> list[_Holder]:
    markup = dict(side.codes)
    return [
        _Holder(Span(*match.span()), match[0], _shown(markup.get(match[0], match[0])))
        for match in HOLDERS.finditer(side.text)
    ]


def _shown(markup: str) -> str:
    """What stands inside the element of an inline code; else the element."""
    inside = _CONTENT.fullmatch(markup)
    return unescape(inside[2]) if inside else markup


def _beyond(
    ones: Sequence[_Holder], others: Sequence[_Holder], key: str
) -> list[_Holder]:
    """Those that the others have not, or less often."""
    of = attrgetter(key)
    left = Counter(map(of, others))
    beyond = []
    for one in ones:
        if left[of(one)] > 0:
            left[of(one)] -= 1
        else:
            beyond.append(one)
    return beyond


def _damaged(
    unit: Unit, target: Side, lost: Sequence[_Holder], more: Sequence[_Holder]
) -> Finding:
    parts = [f"lost: {_named(lost)}"] * bool(lost)
    parts += [f"not in the source: {_named(more)}"] * bool(more)
    return Finding(
        unit,
        target,
        more[0].span if more else target.whole,
        "; ".join(parts),
        found=" ".join(one.form for one in more),
        expected=tuple(one.shown for one in lost),
        confidence=0.9,
        cause=lost[0].span if lost else None,
    )


def _named(holders: Sequence[_Holder]) -> str:
    return " ".join(_shortened(one.shown) for one in holders)


def _shortened(shown: str) -> str:
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


CHECKS = (Check("P407", Severity.ERROR, placeholders),)
