"""The project file ``termloom.toml``: what `termloom check` is to do every time.

::

    [check]
    glossary = ["terms.csv"]
    ignore = ["P403"]
    fail-on = "error"
    baseline = "accepted.tsv"
    silence = ["vi.txt#12:F303"]

    [check.severity]
    T105 = "note"

Files are named relative to the project file. What the command line says goes first.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import InputError
from .model import Severity

NAME = "termloom.toml"
FAIL_ON = ("error", "warning", "note", "never")
_NEXT = re.compile(r",(?=[^,#]+#)")
_LISTS = ("glossary", "select", "ignore", "silence")


@dataclass(frozen=True, slots=True)
class Settings:
    """The table ``[check]`` of a project file."""

    glossary: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    baseline: Path | None = None
    fail_on: str = ""
    """One of `FAIL_ON`; empty where the file says nothing."""


def find(folder: Path) -> Path | None:
    """The project file of a folder, or of the nearest one above that has one."""
    places = (each / NAME for each in (folder, *folder.parents))
    return next((place for place in places if place.is_file()), None)


def load(path: Path) -> Settings:
    """Reads a project file. Raises `InputError` with the place for what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"can't read it ({error.strerror})", place=str(path)) from None
    except UnicodeDecodeError:
        raise InputError("not UTF-8; save it as UTF-8", place=str(path)) from None
    except tomllib.TOMLDecodeError as error:
        told = f"not valid TOML ({error}); put texts in quotes"
        raise InputError(told, place=str(path)) from None
    return _settings(_table(data.get("check", {}), "check", str(path)), path)


def level(name: str, place: str = "") -> Severity:
    """A severity by its name. Raises `InputError` with the choices."""
    if name not in set(Severity):
        known = ", ".join(Severity)
        raise InputError(f'no severity "{name}"; choose from: {known}', place=place)
    return Severity(name)


def _settings(table: Mapping[str, Any], path: Path) -> Settings:
    place = str(path)
    known = (*_LISTS, "severity", "baseline", "fail-on")
    for key in table:
        if key not in known:
            told = f'unknown key "{key}" in [check]; choose from: {", ".join(known)}'
            raise InputError(told, place=place)
    lists = {key: _texts(table.get(key, []), key, place) for key in _LISTS}
    fail_on = _text(table.get("fail-on", ""), "fail-on", place)
    if fail_on and fail_on not in FAIL_ON:
        told = f'no "{fail_on}" for fail-on; choose from: {", ".join(FAIL_ON)}'
        raise InputError(told, place=place)
    baseline = _text(table.get("baseline", ""), "baseline", place)
    severities = _table(table.get("severity", {}), "check.severity", place)
    return Settings(
        glossary=tuple(path.parent / name for name in lists["glossary"]),
        select=codes(lists["select"]),
        ignore=codes(lists["ignore"]),
        silence=silences(lists["silence"], place),
        severity={
            code.strip().upper(): level(_text(name, code, place), place)
            for code, name in severities.items()
        },
        baseline=path.parent / baseline if baseline else None,
        fail_on=fail_on,
    )


def codes(given: Iterable[str]) -> tuple[str, ...]:
    """Codes of checks as users write them: ``t, f301`` → ``("T", "F301")``."""
    parts = (part.strip() for item in given for part in item.split(","))
    return tuple(part.upper() for part in parts if part)


def silences(given: Iterable[str], place: str = "") -> tuple[str, ...]:
    """Single issues or segments, of which several may stand in one with commas.

    Raises `InputError` for what names no segment.
    """
    parts = [part.strip() for item in given for part in _NEXT.split(item)]
    for part in parts:
        if "#" not in part:
            told = f'"{part}" names no segment to silence; write it as vi.txt#12:F303'
            raise InputError(told, place=place)
    return tuple(parts)


def _table(value: Any, name: str, place: str) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    last = name.rpartition(".")[2]
    told = f'"{last}" is a table: write [{name}] in a line of its own, once'
    raise InputError(told, place=place)


def _text(value: Any, key: str, place: str) -> str:
    if isinstance(value, str):
        return value
    raise InputError(f'"{key}" wants a text: {key} = "…"', place=place)


def _texts(value: Any, key: str, place: str) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise InputError(f'"{key}" wants a list of texts: {key} = ["…"]', place=place)
