"""Corrections in a copy of a TMX or XLIFF file: tags, notes, attributes stay."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from . import Corrected, Options, ReadRows
from ._correct import Spot, decoded, encoded, placed, replaced
from ._inline import CODE, SPANS, TRANSPARENT
from ._xml import encoding_of

_HEAD = 1 << 16


def correct(
    data: bytes,
    cells: Iterable[Corrected],
    options: Options,
    *,
    read: ReadRows,
    units: Sequence[str],
    inside: Sequence[str],
) -> bytes:
    """The file with corrections in its texts; where a code stands nothing changes.

    ``read`` gives rows with the numbers of their elements ``inside`` of ``units``.
    """
    encoding = options.encoding or encoding_of(data[:_HEAD])
    whole = decoded(data, encoding, options.place)
    text = whole.removeprefix("\ufeff")
    source = text.encode()
    wanted = {(cell.row, cell.language): cell for cell in cells}
    numbers = {
        row.line_of(tag): wanted[number, tag]
        for number, row in enumerate(read(BytesIO(data), options))
        for tag in row.cells
        if (number, tag) in wanted
    }
    found = _Texts(source, units, inside, numbers.keys()).found
    edits = [
        (start, stop, better.encode())
        for number, cell in numbers.items()
        for start, stop, better in placed(
            cell, _with_codes(cell.text, found.get(number, [])), options.losses
        )
    ]
    mark = whole[: len(whole) - len(text)]
    new = replaced(source, edits).decode()
    return encoded(mark + new, encoding, options.place)


def _with_codes(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """The spots of a text, those of its inline codes lying nowhere."""
    characters = iter(spots)
    made: list[Spot] = []
    at = 0
    for code in [*CODE.finditer(text), None]:
        start, stop = code.span() if code else (len(text), len(text))
        made += [spot for _, spot in zip(range(start - at), characters, strict=False)]
        made += [Spot(letter, -1, -1) for letter in text[start:stop]]
        at = stop
    return [*made, *characters]


class _Texts:
    """Where the characters of some elements stand in a file in UTF-8."""

    def __init__(
        self,
        source: bytes,
        units: Sequence[str],
        inside: Sequence[str],
        wanted: Iterable[int],
    ) -> None:
        self.found: dict[int, list[Spot]] = {number: [] for number in wanted}
        """Number of the element → its characters."""
        self._source = source
        self._units, self._inside = frozenset(units), frozenset(inside)
        self._count = self._depth = 0
        self._around: list[_Collector | None] = []
        """For each element around: what gathers its characters, if anything does."""
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._take
        self._parser.Parse(source, True)

    def _start(self, name: str, attributes: object) -> None:
        name = name.rpartition(":")[2]
        for each in filter(None, self._around):
            each.hidden += each.hidden > 0 or name not in SPANS | TRANSPARENT
        self._depth += name in self._units
        own = None
        if name in self._inside and self._depth:
            self._count += 1
            if self._count in self.found:
                own = _Collector(self.found[self._count])
        self._around.append(own)

    def _end(self, name: str) -> None:
        self._depth -= name.rpartition(":")[2] in self._units
        self._around.pop()
        for each in filter(None, self._around):
            each.hidden -= each.hidden > 0

    def _take(self, text: str) -> None:
        open_now = [each for each in self._around if each and not each.hidden]
        if open_now:
            spots = list(self._spots(text, self._parser.CurrentByteIndex))
            for each in open_now:
                each.spots += spots

    def _spots(self, text: str, start: int) -> Iterator[Spot]:
        """An entity stands for all of its text, a line end for one character."""
        if self._source.startswith(b"&", start):
            stop = self._source.index(b";", start) + 1
            yield Spot(text, start, stop)
        elif text == "\n":
            double = self._source.startswith(b"\r\n", start)
            yield Spot(text, start, start + 1 + double)
        else:
            for character in text:
                stop = start + len(character.encode())
                yield Spot(character, start, stop)
                start = stop


@dataclass(slots=True)
class _Collector:
    """Gathers the characters of an element but for those of codes in it."""

    spots: list[Spot]
    hidden: int = 0
    """How many elements around, inside of this one, hide what comes."""
