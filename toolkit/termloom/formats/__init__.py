"""The formats that users have: one file each, found because it lies here.

A module whose name begins with an underscore helps others and is no format; every
other module exports one constant, ``FORMAT``. Readers take bytes or a binary stream
and yield records; writers yield bytes. Neither opens a path.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import BinaryIO, NamedTuple, Protocol

from ..errors import InputError
from ..model import Concept, Document, Header, Row
from ..text import Edit

HEAD = 4096
"""Bytes from the beginning of a file that are enough to tell its format."""


class Loss(NamedTuple):
    """One kind of thing that did not fit into a format."""

    field: str
    reason: str
    entries: int
    first: str
    """The first entry concerned: an id, a line or a language."""

    def __str__(self) -> str:
        entries = "1 entry" if self.entries == 1 else f"{self.entries} entries"
        first = f" (first: {self.first})" if self.first else ""
        return f"{self.field}: {self.reason}, {entries}{first}"


@dataclass(slots=True, eq=False)
class Losses:
    """Collects what readers and writers had to leave out or change."""

    _counts: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    def add(self, name: str, reason: str, where: str = "") -> None:
        """Note that a field of the entry ``where`` did not come through as it was."""
        count, first = self._counts.get((name, reason), (0, where))
        self._counts[name, reason] = (count + 1, first)

    def __iter__(self) -> Iterator[Loss]:
        for (name, reason), (count, first) in self._counts.items():
            yield Loss(name, reason, count, first)

    def __len__(self) -> int:
        return len(self._counts)


@dataclass(frozen=True, slots=True)
class Options:
    """What readers and writers are told besides the data."""

    place: str = ""
    """The file as the user named it: error messages begin with it."""
    languages: tuple[str, ...] = ()
    """Readers: the languages of columns that don't name theirs. Writers: the
    languages to write, in this order; empty means all."""
    profile: str = ""
    """The outside tool the file is for; empty means none in particular."""
    encoding: str = ""
    """Readers: the character encoding, where the user knows better."""
    losses: Losses = field(default_factory=Losses)
    places: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Where things stand, from readers that know: (concept) or (concept, language,
    form) → ``terms.csv:12``."""


class ReadDocument(Protocol):
    """Reads one text in one language. ``place`` is the file as the user named it."""

    def __call__(
        self,
        data: bytes,
        language: str,
        *,
        id: str,
        place: str,
        encoding: str | None,
        presplit: bool,
    ) -> Document: ...


class Corrected(NamedTuple):
    """A text of a table or memory, with what is to be put right in it."""

    row: int
    """0-based number of its row, as the reader counts."""
    language: str
    text: str
    """As the reader gave it."""
    line: int
    """1-based, where the text begins; 0 where nobody knows."""
    sheet: str
    where: str
    """What people call the row."""
    edits: tuple[Edit, ...]

    @property
    def pieces(self) -> list[str]:
        """What stands for each character afterwards; of overlapping edits the later."""
        pieces, end = list(self.text), len(self.text)
        for start, stop, better in sorted(self.edits, reverse=True):
            if start < stop <= end:
                pieces[start:stop] = [better, *[""] * (stop - start - 1)]
                end = start
        return pieces


ReadRows = Callable[[BinaryIO, Options], Iterator[Row]]
WriteRows = Callable[[Iterable[Row], Header, Options], Iterator[bytes]]
ReadConcepts = Callable[[BinaryIO, Options], Iterator[Concept]]
WriteConcepts = Callable[[Iterable[Concept], Header, Options], Iterator[bytes]]
Correct = Callable[[bytes, Iterable[Corrected], Options], bytes]


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds, counted without keeping it."""

    units: int
    languages: Mapping[str, int]
    """Language tag → units that have text in it."""
    source: str = ""
    """The source language, where the file names one."""
    kind: str = "rows"
    """``rows`` (a memory), ``concepts`` (a glossary) or ``text``."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """One file format: how to know it, read it and write it."""

    name: str
    """As users write it after ``--from``, ``--to`` and ``--format``."""
    title: str
    suffixes: tuple[str, ...]
    """With the dot, lower case, the usual one first."""
    unit: str
    """What `inspect` counts, in the plural: ``translation units``."""
    looks_like: Callable[[bytes], bool] = lambda head: False
    """Whether the first `HEAD` bytes can only be this format."""
    read_document: ReadDocument | None = None
    read_rows: ReadRows | None = None
    write_rows: WriteRows | None = None
    read_concepts: ReadConcepts | None = None
    write_concepts: WriteConcepts | None = None
    inspect: Callable[[BinaryIO, Options], Found] | None = None
    """Counts the units; None where reading them is the way to count them."""
    correct: Correct | None = None
    """The same file with corrections in its texts and all else as it was. What can't
    be corrected stays, and is noted once an edit as the loss of a ``correction``."""
    marks_paragraphs: bool = False
    """Whether a file says itself where its paragraphs are and what a page adds."""
    loses: tuple[str, ...] = ()
    """Fields of rows or concepts that the format has no place for."""
    profiles: tuple[str, ...] = ()
    """Outside tools that the writers know layouts for."""


@cache
def names() -> tuple[str, ...]:
    """The names of all formats, in alphabetical order; imports none of them."""
    found = (module.name for module in iter_modules(__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def named(name: str) -> Format:
    """The format of that name. Raises `InputError` for an unknown one."""
    if name not in names():
        raise InputError(f'unknown format "{name}"; choose from: {", ".join(names())}')
    found: Format = import_module(f"{__name__}.{name}").FORMAT
    return found


def formats() -> Iterator[Format]:
    """All formats, by name."""
    return map(named, names())


def by_suffix(file_name: str) -> tuple[Format, ...]:
    """The formats that a file name may stand for, the likeliest first."""
    lower = file_name.casefold()
    ends = [
        (max((len(s) for s in f.suffixes if lower.endswith(s)), default=0), f)
        for f in formats()
    ]
    longest = max(length for length, _ in ends)
    return tuple(f for length, f in ends if length == longest) if longest else ()


def detect(file_name: str, head: bytes) -> Format:
    """The format of a file, by its name and its first `HEAD` bytes.

    Where the name leaves a choice, or says nothing, the content decides. Raises
    `InputError` when neither tells.
    """
    likely = by_suffix(file_name)
    if len(likely) == 1:
        return likely[0]
    for candidate in likely or formats():
        if candidate.looks_like(head):
            return candidate
    if likely:
        return next((each for each in likely if each.read_document), likely[0])
    known = ", ".join(names())
    raise InputError(
        f"can't tell the format from name or content; name it, one of: {known}",
        place=file_name,
    )
