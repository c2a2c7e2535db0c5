"""Every format is found because its file lies in the folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from termloom import formats
from termloom.errors import InputError
from termloom.formats import Format, Losses

HEAVY = ("lxml", "openpyxl", "docx", "pypdf", "polars", "numpy", "polib")


@pytest.mark.parametrize("name", formats.names())
def test_each_module_exports_a_format_of_its_own_name(name: str) -> None:
    found = formats.named(name)
    assert isinstance(found, Format)
    assert found.name == name


@pytest.mark.parametrize("found", tuple(formats.formats()), ids=lambda f: f.name)
def test_each_format_can_do_something_and_says_so_in_words(found: Format) -> None:
    does = (found.read_document, found.read_rows, found.read_concepts)
    assert any((*does, found.write_rows, found.write_concepts))
    assert found.title
    assert found.unit.endswith("s")
    assert all(s.startswith(".") and s == s.casefold() for s in found.suffixes)


@pytest.mark.parametrize("found", tuple(formats.formats()), ids=lambda f: f.name)
def test_what_can_be_read_can_be_inspected(found: Format) -> None:
    assert found.inspect or found.read_document or not found.read_rows


def test_importing_the_formats_loads_nothing_heavy() -> None:
    code = (
        "import sys; from termloom import formats; list(formats.formats());"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_longest_ending_decides() -> None:
    assert [f.name for f in formats.by_suffix("a/GLOSSARY.V2.TBX")] == ["tbx2"]


def test_the_content_decides_between_formats_of_one_ending() -> None:
    old = b'<?xml version="1.0"?><!DOCTYPE martif SYSTEM "x.dtd"><martif type="TBX">'
    new = b'<tbx type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2">'
    assert formats.detect("a.tbx", old).name == "tbx2"
    assert formats.detect("a.tbx", new).name == "tbx"


def test_content_tells_where_the_name_does_not() -> None:
    assert formats.detect("memory.bak", b'<tmx version="1.4">').name == "tmx"


def test_an_unknown_format_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InputError, match=r'unknown format "doc".*tmx'):
        formats.named("doc")


def test_losses_are_counted_by_field_and_reason() -> None:
    losses = Losses()
    losses.add("note", "no place", "a")
    losses.add("note", "no place", "b")
    losses.add("score", "rounded")
    assert [str(loss) for loss in losses] == [
        "note: no place, 2 entries (first: a)",
        "score: rounded, 1 entry",
    ]
    assert len(losses) == 2


def test_helpers_of_formats_begin_with_an_underscore() -> None:
    folder = Path(formats.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {m for m in modules if not m.startswith("_")} == set(formats.names())
