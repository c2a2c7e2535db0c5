"""From one format into another, and what a file holds."""

import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
import typer
from typer.testing import CliRunner

from hostile import written
from termloom.cli.convert import convert as convert_command
from termloom.cli.inspect import inspect as inspect_command
from termloom.errors import FormatError, InputError, UnwritableError
from termloom.formats import Options
from termloom.interchange import (
    Wishes,
    convert,
    inspect,
    read_concepts,
    read_rows,
)
from termloom.model import Concept, Kind, Row, Status, Term

ROWS = [
    Row("1", {"en": "Hello", "zh-Hans": "你好", "vi": "Xin chào"}, 0.5, "d"),
    Row("2", {"en": "=1+1", "vi": "Tạm biệt"}, flags=("review",), note="n"),
]
GLOSSARY = [
    Concept(
        "nato",
        (
            Term("en", "North Atlantic Treaty Organization"),
            Term("en", "NATO", Kind.ACRONYM, Status.ADMITTED),
            Term("vi", "NATO"),
        ),
        definition="The Alliance.",
    ),
    Concept("missile", (Term("en", "missile"), Term("vi", "tên lửa"))),
]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "memory.tmx"
    path.write_bytes(written("tmx", ROWS, Options()))
    return path


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "glossary.tbx"
    path.write_bytes(written("tbx", GLOSSARY, Options()))
    return path


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.xlsx"])
def test_a_memory_goes_into_tables_and_back(memory: Path, name: str) -> None:
    table, back = memory.with_name(name), memory.with_name("back.tmx")
    assert not convert(memory, table).losses
    convert(table, back)
    assert read_rows(back) == read_rows(memory)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.xlsx", "a.v2.tbx"])
def test_a_glossary_goes_into_other_files_and_back(glossary: Path, name: str) -> None:
    other, back = glossary.with_name(name), glossary.with_name("back.tbx")
    assert not convert(glossary, other).losses
    convert(other, back)
    assert read_concepts(back) == read_concepts(glossary)


def test_a_glossary_becomes_a_memory_with_one_term_a_language(glossary: Path) -> None:
    target = glossary.with_name("a.tmx")
    done = convert(glossary, target)
    assert [row.cells for row in read_rows(target)] == [
        {"en": "North Atlantic Treaty Organization", "vi": "NATO"},
        {"en": "missile", "vi": "tên lửa"},
    ]
    assert [str(loss) for loss in done.losses] == [
        "term: only one in each language is written, 1 entry (first: nato)"
    ]


def test_a_memory_becomes_a_glossary_with_a_concept_a_row(memory: Path) -> None:
    target = memory.with_name("a.tbx")
    done = convert(memory, target)
    assert [c.id for c in read_concepts(target)] == ["c-1", "c-2"] or [
        c.id for c in read_concepts(target)
    ] == ["1", "2"]
    assert "flags" in {loss.field for loss in done.losses}


def test_languages_are_chosen_and_put_in_order(memory: Path) -> None:
    target = memory.with_name("a.csv")
    convert(memory, target, Wishes(languages=("vi", "en")))
    assert target.read_text().startswith('"id","vi","en","score"')


def test_an_omegat_glossary_needs_two_languages(glossary: Path) -> None:
    target = glossary.with_name("a.utf8")
    convert(glossary, target, Wishes(languages=("en", "vi")))
    assert "missile\ttên lửa\t" in target.read_text()


def test_strict_writes_nothing_where_anything_is_lost(memory: Path) -> None:
    target = memory.with_name("a.tbx")
    with pytest.raises(UnwritableError, match=r"flags.*--strict"):
        convert(memory, target, Wishes(strict=True))
    assert not target.exists()


def test_strict_writes_what_loses_nothing(memory: Path) -> None:
    target = memory.with_name("a.csv")
    convert(memory, target, Wishes(strict=True))
    assert target.exists()


def test_a_broken_file_leaves_no_target(memory: Path) -> None:
    target = memory.with_name("a.csv")
    memory.write_bytes(memory.read_bytes()[:-40])
    with pytest.raises(InputError, match="broken XML"):
        convert(memory, target)
    assert not target.exists()


def test_an_existing_target_is_only_replaced_by_force(memory: Path) -> None:
    target = memory.with_name("a.csv")
    target.write_text("old")
    with pytest.raises(InputError, match="--force"):
        convert(memory, target)
    assert target.read_text() == "old"
    convert(memory, target, Wishes(force=True))
    assert target.read_text() != "old"


def test_a_file_may_be_written_over_itself(memory: Path) -> None:
    before = read_rows(memory)
    convert(memory, memory, Wishes(force=True, profile="plain"))
    assert read_rows(memory) == before
    assert b'xml:lang="zh-Hans"' in memory.read_bytes()


def test_the_same_file_gives_the_same_bytes(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1720699200")
    first, second = memory.with_name("a.tmx"), memory.with_name("b.tmx")
    convert(memory, first)
    convert(memory, second)
    assert first.read_bytes() == second.read_bytes()
    assert b'creationdate="20240711T120000Z"' in first.read_bytes()


@pytest.mark.parametrize(
    ("target", "wishes", "says"),
    [
        ("a.zip", Wishes(), "tells no format"),
        ("a.csv", Wishes(languages=("en", "fr")), 'no text in "fr"; there is: en, zh'),
        ("a.tmx", Wishes(profile="word"), 'no profile "word" for tmx; choose'),
        ("a.html", Wishes(), "can only be read"),
        ("a.csv", Wishes(target_format="nonsense"), "unknown format"),
        ("a.csv", Wishes(encoding="klingon"), 'unknown encoding "klingon"'),
    ],
)
def test_wishes_that_can_not_be_met_are_told(
    memory: Path, target: str, wishes: Wishes, says: str
) -> None:
    with pytest.raises((InputError, UnwritableError), match=says):
        convert(memory, memory.with_name(target), wishes)


def test_a_text_alone_is_for_aligning(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One sentence. And another one, to be sure of it.\n")
    with pytest.raises(InputError, match="termloom align"):
        convert(path, tmp_path / "a.tmx")


def test_a_table_in_a_word_document_is_a_memory(tmp_path: Path) -> None:
    path = tmp_path / "bitext.docx"
    document = docx.Document()
    document.add_paragraph("A bilingual table")
    table = document.add_table(rows=2, cols=2)
    for number, text in enumerate(("Hello.", "Xin chào.", "Bye.", "Tạm biệt.")):
        table.cell(number // 2, number % 2).text = text
    document.save(str(path))
    target = tmp_path / "a.tmx"
    convert(path, target, Wishes(languages=("en", "vi")))
    assert [row.cells for row in read_rows(target)] == [
        {"en": "Hello.", "vi": "Xin chào."},
        {"en": "Bye.", "vi": "Tạm biệt."},
    ]


def test_an_empty_memory_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text('<tmx version="1.4"><header/><body/></tmx>')
    with pytest.raises(InputError, match="holds no translation units"):
        convert(path, tmp_path / "a.csv")


def test_a_file_without_units_is_told_of_when_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text('<tmx version="1.4"><header/><body><TU/></body></tmx>')
    assert inspect(path)[1].warnings == ("holds no translation units",)


def packed(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return path


@pytest.mark.parametrize(
    ("name", "part"), [("a.docx", "word__document"), ("a.xlsx", "xl__workbook")]
)
def test_packages_made_to_swell_are_refused(
    tmp_path: Path, name: str, part: str
) -> None:
    path = packed(tmp_path / name, **{part: b"<w>" + b" " * 60_000_000})
    with pytest.raises(FormatError, match=r"unpacks to 60,000,003 bytes, .* refused"):
        inspect(path)


@pytest.mark.parametrize(
    ("name", "begin", "more", "says"),
    [
        ("a.tmx", "<tmx><body><tu>", "<tuv><seg>a</seg></tuv>", "more than 4 MB"),
        ("a.tmx", '<tmx><body><tu tuid="', "x", "more than 4 MB"),
        ("a.tbx", "<tbx><body><conceptEntry>", "<note>a</note>", "more than 4 MB"),
        ("a.xlf", "<xliff><file><unit><source>", "x", "more than 4 MB"),
        ("a.tmx", "<!--", "x", "not XML"),
        ("a.csv", "en,vi\n", "a,", "a line of more than"),
        ("a.csv", 'en,vi\n"', "a\n", "a.csv:2: broken table"),
        ("a.po", 'msgid "a"\nmsgstr "', "x", "a line of more than"),
        ("a.jsonl", '{"row": {"id": "', "x", "a line of more than"),
    ],
)
def test_what_never_ends_is_refused(
    tmp_path: Path, name: str, begin: str, more: str, says: str
) -> None:
    path = tmp_path / name
    path.write_text(begin + more * (12_000_000 // len(more)))
    with pytest.raises(InputError, match=says):
        inspect(path)


def test_a_row_far_beyond_the_last_of_a_workbook_takes_no_time(tmp_path: Path) -> None:
    path, edited = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(written("xlsx", ROWS, Options()))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(edited, "w") as new:
        for part in old.namelist():
            data = old.read(part).replace(b'<row r="3"', b'<row r="99999999999"')
            new.writestr(part, data)
    assert inspect(edited)[1].units == 1


def test_paragraphs_of_a_text_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Allies stand together.\n\nThey always will stand together.\n")
    found, what = inspect(path, Wishes(languages=("en",)))
    assert (found.name, what.units, what.languages) == ("text", 2, {"en": 2})


def run(command: Any, *arguments: object) -> Any:
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


def test_the_command_says_what_a_file_holds(memory: Path) -> None:
    told = json.loads(run(inspect_command, memory, "--format", "json").stdout)
    assert told == {
        "format": "tmx",
        "units": 2,
        "languages": {"en": 2, "zh-Hans": 1, "vi": 2},
        "warnings": [],
    }
    assert "2 translation units" in run(inspect_command, memory).stdout


def test_the_command_lists_what_was_lost(memory: Path) -> None:
    done = run(convert_command, memory, memory.with_name("a.tbx"), "--langs", "en,vi")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "lost: flags: a concept has no place for them" in done.stderr
    assert "2 translation units: tmx → tbx" in done.stderr


def test_the_command_can_be_quiet(memory: Path) -> None:
    done = run(convert_command, memory, memory.with_name("a.tbx"), "--quiet")
    assert (done.stdout, done.stderr) == ("", "")


def test_headings_that_a_word_document_repeats_are_all_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    for _ in range(3):
        document.add_heading("Overview")
        document.add_paragraph("A paragraph of the text, long enough for one.")
    document.save(str(path))
    assert inspect(path, Wishes(languages=("en",)))[1].units == 6


def test_a_table_that_names_no_language_is_refused_with_the_remedy(
    tmp_path: Path,
) -> None:
    table = tmp_path / "a.csv"
    table.write_text("Hello,Chào\nBye,Tạm biệt\n", "utf-8")
    with pytest.raises(InputError, match=r"a\.csv: names no language; .*--langs en,vi"):
        convert(table, tmp_path / "a.tmx")
    convert(table, tmp_path / "a.tmx", Wishes(languages=("en", "vi")))
