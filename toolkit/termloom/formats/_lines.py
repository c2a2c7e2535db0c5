"""On which lines of a file its texts stand."""

import codecs
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from ..model import RowShape
from ._xml import Pieces, parsed

if TYPE_CHECKING:
    from lxml import etree

_ENDS = {"!--": "-->", "![CDATA[": "]]>", "?": "?>"}
"""What hides tags, and where it ends."""


class Located(NamedTuple):
    """An element, whole."""

    node: "etree._Element"
    lines: Sequence[int]
    """On which some elements in it begin, in their order."""


class Told(TypedDict):
    """The fields of a row that say where its texts stand."""

    line: int
    shape: RowShape


def told(lines: Mapping[str, int]) -> Told:
    """The fields of a row, from the line of each language, the first text first."""
    first = next(iter(lines.values()), 0)
    apart = [(tag, line - first) for tag, line in lines.items() if line != first]
    return {"line": first, "shape": shape(*apart)}


@lru_cache(maxsize=4096)
def shape(*below: tuple[str, int]) -> RowShape:
    """The same object for what is equal, so that a row takes one number more."""
    return RowShape(below)


def located(
    pieces: Pieces,
    place: str,
    root: str,
    names: Sequence[str],
    inside: Sequence[str],
) -> Iterator[Located]:
    """As `parsed`, each element with the lines of those of other names in it.

    The parser's own numbers are right up to line 65,535 only.
    """
    seen = _Seen(names, inside)
    for node in parsed(seen.passing(pieces), place, (root,), *names):
        yield Located(node, seen.next())


def numbered(
    pieces: Pieces,
    place: str,
    root: str,
    names: Sequence[str],
    inside: Sequence[str],
) -> Iterator[Located]:
    """As `located`, with the numbers of those elements in the file, not their lines."""
    tags = [f"{{*}}{name}" for name in inside]
    count = 1
    for node in parsed(pieces, place, (root,), *names):
        own = sum(1 for _ in node.iter(*tags))
        yield Located(node, range(count, count + own))
        count += own


Locate = Callable[[Pieces, str, str, Sequence[str], Sequence[str]], Iterator[Located]]
"""`located` or `numbered`."""


class _Seen:
    """The lines of elements in a file that passes by."""

    def __init__(self, names: Sequence[str], inside: Sequence[str]) -> None:
        known = "|".join((*names, *inside))
        self._opening = re.compile(
            rf"<(?:[^\s<>/:]+:)?((?:{known})(?=[\s/>])|!--|!\[CDATA\[|\?)", re.ASCII
        )
        self._names = frozenset(names)
        self._inside = frozenset(inside)
        self._line = 1
        self._rest = ""
        self._end = ""
        """Of what hides tags, if the text is inside of it."""
        self._lines: deque[list[int]] = deque()
        """For each element those of the elements in it."""

    def next(self) -> list[int]:
        """The lines in the next element; none if it stands in an entity."""
        return self._lines.popleft() if self._lines else []

    def passing(self, pieces: Pieces) -> Pieces:
        """The pieces as they are."""
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder("latin-1")(), translate=True
        )
        for piece in pieces:
            self._look(self._rest + decoder.decode(piece))
            yield piece

    def _look(self, text: str) -> None:
        at = 0 if self._end else self._shown(text, 0)
        while self._end:
            end = text.find(self._end, at)
            if end < 0:
                stop = max(at, len(text) - len(self._end))
                break
            self._line += text.count("\n", at, end)
            at = self._shown(text, end)
        else:
            last = text.rfind("<", at)
            stop = len(text) if last < 0 or ">" in text[last:] else last
        self._line += text.count("\n", at, stop)
        self._rest = text[stop:]

    def _shown(self, text: str, at: int) -> int:
        """Takes in elements; tells where it ends, or where text is hidden."""
        line, units, count = self._line, self._lines, text.count
        self._end = ""
        for found in self._opening.finditer(text, at):
            name = found[1]
            line += count("\n", at, at := found.end())
            if name in self._inside:
                if units:
                    units[-1].append(line)
            elif name in self._names:
                units.append([])
            else:
                self._end = _ENDS[name]
                break
        self._line = line
        return at
