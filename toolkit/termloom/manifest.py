"""The manifest ``corpus.toml``: which texts there are, in which languages and files.

::

    [[text]]
    id = "declaration-2024"
    title = "Declaration"
    date = 2024-07-10

    [text.versions]
    en = "declaration.txt"
    vi = { file = "tuyen-bo.html", format = "html", encoding = "utf-8" }

Files are named relative to the manifest.
"""

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from . import tags
from .errors import InputError, ManifestError

_TEXT_KEYS = ("id", "title", "date", "versions", "sample", "note")
_VERSION_KEYS = ("file", "format", "encoding")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_KINDS = {
    str: "a text in quotes",
    bool: "true or false",
    dict: "a table",
    list: "a list",
}


class Version(NamedTuple):
    """A text in one language."""

    path: Path
    format: str | None = None
    """None: told by the file's name and content."""
    encoding: str | None = None
    """None: detected."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in all languages that there are of it."""

    id: str
    versions: Mapping[str, Version]
    """Language tag → version, in the order of the manifest."""
    title: str = ""
    date: datetime.date | None = None
    sample: bool = False
    """Written to show how the work goes; no document of anybody."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The texts of a corpus, in the order of the file."""

    path: str
    """As the user named it."""
    texts: tuple[Text, ...]


def load(path: str | Path) -> Manifest:
    """The manifest in a file, with every file that it names in place.

    Raises `ManifestError` with file and line for what is missing, unknown or said
    twice, and `InputError` if there is no such manifest.
    """
    place = str(path)
    source = _source(Path(path), place)
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(error, place) from None
    return Manifest(place, tuple(_Reader(place, source).texts(data)))


def shipped() -> Manifest:
    """The manifest of the sample corpus that comes with termloom."""
    return load(Path(str(files("termloom.data.corpus") / "corpus.toml")))


def _source(path: Path, place: str) -> str:
    if path.is_dir():
        raise InputError("is a directory; name the manifest in it", place=place)
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise InputError("no such file", place=place) from None
    except OSError as error:
        raise InputError(f"can't read it ({error.strerror})", place=place) from error
    except UnicodeDecodeError:
        raise ManifestError("not UTF-8; save it as UTF-8", place=place) from None


def _not_toml(error: tomllib.TOMLDecodeError, place: str) -> ManifestError:
    found = _WHERE.search(str(error))
    what = _WHERE.sub("", str(error))
    line = f":{found[1]}" if found and found[1] else ""
    return ManifestError(
        f"not valid TOML ({what}); see the example in the documentation",
        place=f"{place}{line}",
    )


class _Reader:
    """Turns parsed TOML into texts and finds the lines for what is wrong in it."""

    def __init__(self, place: str, source: str) -> None:
        self._place = place
        self._folder = Path(place).parent
        self._lines = source.split("\n")
        self._heads = [
            index
            for index, line in enumerate(self._lines)
            if re.match(r"\s*\[\[\s*text\s*\]\]", line)
        ]

    def texts(self, data: dict[str, Any]) -> Iterator[Text]:
        unknown = next((key for key in data if key != "text"), None)
        if unknown is not None:
            raise self._error(0, unknown, f'unknown key "{unknown}"; known is: text')
        entries = data.get("text", [])
        if not isinstance(entries, list) or not entries:
            raise ManifestError(
                "names no text; add a [[text]] with id and versions", place=self._place
            )
        ids: set[str] = set()
        for number, entry in enumerate(entries, start=1):
            text = self._text(number, entry)
            if text.id in ids:
                raise self._error(
                    number, "id", f'two texts have the id "{text.id}"; rename one'
                )
            ids.add(text.id)
            yield text

    def _text(self, number: int, entry: dict[str, Any]) -> Text:
        if not isinstance(entry, dict):
            raise ManifestError("a text is a table: [[text]]", place=self._place)
        self._check_keys(number, entry, _TEXT_KEYS)
        if not self._value(number, entry, "id", str):
            raise self._error(number, "id", "a text without an id; give it one")
        return Text(
            id=entry["id"],
            versions=dict(self._versions(number, entry)),
            title=self._value(number, entry, "title", str) or "",
            date=self._date(number, entry),
            sample=self._value(number, entry, "sample", bool) or False,
            note=self._value(number, entry, "note", str) or "",
        )

    def _versions(
        self, number: int, entry: dict[str, Any]
    ) -> Iterator[tuple[str, Version]]:
        versions = self._value(number, entry, "versions", dict) or {}
        if not versions:
            raise self._error(
                number,
                "versions",
                f'the text "{entry["id"]}" has no versions; name a file a language '
                "under [text.versions]",
            )
        written: dict[str, str] = {}
        for key, value in versions.items():
            tag = self._tag(number, key)
            if tag in written:
                raise self._error(
                    number,
                    key,
                    f'two versions in the same language ("{written[tag]}" and '
                    f'"{key}" are both {tag}); keep one',
                )
            written[tag] = key
            yield tag, self._version(number, key, value)

    def _tag(self, number: int, key: str) -> str:
        try:
            return tags.parse(key)
        except InputError as error:
            raise self._error(number, key, str(error)) from None

    def _version(self, number: int, key: str, value: Any) -> Version:
        if isinstance(value, str):
            value = {"file": value}
        if not isinstance(value, dict):
            raise self._error(
                number, key, f'the version "{key}" is no file; write {key} = "file.txt"'
            )
        self._check_keys(number, value, _VERSION_KEYS, under=key)
        name = self._value(number, value, "file", str, under=key)
        if not name:
            raise self._error(number, key, f'the version "{key}" names no file')
        path = self._folder / name
        if not path.is_file():
            raise self._error(
                number, key, f'no file "{name}"; name a file relative to the manifest'
            )
        return Version(
            path,
            self._value(number, value, "format", str, under=key),
            self._value(number, value, "encoding", str, under=key),
        )

    def _date(self, number: int, entry: dict[str, Any]) -> datetime.date | None:
        value = entry.get("date")
        try:
            if isinstance(value, str):
                return datetime.date.fromisoformat(value)
        except ValueError:
            value = f'"{value}"'
        if isinstance(value, datetime.datetime):
            return value.date()
        if value is None or isinstance(value, datetime.date):
            return value
        raise self._error(number, "date", f"no date: {value}; write date = 2024-07-10")

    def _value(
        self,
        number: int,
        table: dict[str, Any],
        key: str,
        kind: type,
        *,
        under: str = "",
    ) -> Any:
        value = table.get(key)
        if value is None or isinstance(value, kind):
            return value
        raise self._error(
            number, under or key, f'"{key}" must be {_KINDS[kind]}, not: {value}'
        )

    def _check_keys(
        self,
        number: int,
        table: dict[str, Any],
        known: tuple[str, ...],
        *,
        under: str = "",
    ) -> None:
        for key in table:
            if key not in known:
                raise self._error(
                    number,
                    under or key,
                    f'unknown key "{key}"; known are: {", ".join(known)}',
                )

    def _error(self, number: int, key: str, message: str) -> ManifestError:
        """``number`` counts the texts from 1; 0 stands for the file as a whole."""
        return ManifestError(message, place=f"{self._place}:{self._line(number, key)}")

    def _line(self, number: int, key: str) -> int:
        """The line of a key in a text; the text's first line if it isn't found."""
        start = self._heads[number - 1] if 0 < number <= len(self._heads) else 0
        ends = [head for head in self._heads if head > start] if number else []
        stop = ends[0] if ends else len(self._lines)
        own = re.compile(
            rf"""\s*(?:\[+\s*)?(?:(?:text|versions)\s*\.\s*)*["']?{re.escape(key)}["']?\s*[]=.]"""
        )
        for index in range(start, stop):
            if own.match(self._lines[index]):
                return index + 1
        return start + 1
