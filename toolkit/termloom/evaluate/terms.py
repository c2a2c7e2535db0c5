"""How good term candidates and pairs are, against a hand-made list.

The list is a table: two columns (source, target) for pairs, one for candidates. Right
forms of one term are divided by `` | ``. Such lists are never complete, so what is
found and not in the list is no error for sure.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from .. import files
from ..decode import decode
from ..errors import FormatError

CUTS = (50, 100, 200, 400)

_COLUMNS = (
    (("language",), ("form",)),
    (("source_language", "target_language"), ("source", "target")),
)

Gold = tuple[frozenset[str], ...]
"""For each column the right forms, plain."""


class Score(NamedTuple):
    """What the best ``cut`` proposals hold."""

    cut: int
    hits: int
    """Proposals that are in the list."""
    found: int
    """Entries of the list that are among the proposals."""
    gold: int

    @property
    def precision(self) -> float:
        """A lower bound, 0 to 1: the list is not complete."""
        return self.hits / self.cut if self.cut else 0.0

    @property
    def recall(self) -> float:
        """0 to 1."""
        return self.found / self.gold if self.gold else 0.0


def read_gold(path: Path) -> list[Gold]:
    """The entries of a list. Raises `FormatError` for one without any."""
    with files.opened(path) as file:
        text = decode(file.read(), place=str(path)).text
    entries = [
        tuple(
            frozenset(plain(form) for form in cell.split("|") if plain(form))
            for cell in line.split("\t")[:2]
        )
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    ]
    if not entries:
        raise FormatError("no terms in the list; write one a line", place=str(path))
    return entries


def plain(form: str) -> str:
    """A form without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", form.casefold())


def score(proposals: Sequence[Sequence[str]], gold: Iterable[Gold], cut: int) -> Score:
    """What the first ``cut`` proposals hold; a proposal is a form, or two."""
    entries = list(gold)
    best = [tuple(plain(form) for form in forms) for forms in proposals[:cut]]
    hits = sum(any(_fits(forms, entry) for entry in entries) for forms in best)
    found = sum(any(_fits(forms, entry) for forms in best) for entry in entries)
    return Score(len(best), hits, found, len(entries))


def _fits(forms: Sequence[str], entry: Gold) -> bool:
    return all(form in right for form, right in zip(forms, entry, strict=False))


def read_found(path: Path, languages: Sequence[str]) -> list[tuple[str, ...]]:
    """The proposals of some languages in a table that a build wrote, in order.

    One language reads ``candidates.csv``, two read ``pairs.csv``. Raises `FormatError`
    for another table.
    """
    with files.opened(path) as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig")))
    tags_, forms = _COLUMNS[min(len(languages), 2) - 1]
    if rows and not {*tags_, *forms} <= rows[0].keys():
        raise FormatError(
            f'no column "{forms[-1]}"; name candidates.csv for one language, '
            "pairs.csv for two",
            place=str(path),
        )
    return [
        tuple(row[name] for name in forms)
        for row in rows
        if [row[name] for name in tags_] == list(languages)
    ]
