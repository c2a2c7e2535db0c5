"""The main job: texts of a manifest → memory, glossary, report."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from termloom import recipe
from termloom.cli import app
from termloom.model import Row

RUN = CliRunner()
ENGLISH = "The Allies met in Riga on 24 March 2022. They support Article 5.\n"
VIETNAMESE = (
    "Các nước Đồng minh đã họp tại Riga ngày 24 tháng 3 năm 2022. "
    "Các nước ủng hộ Điều 5.\n"
)
CHINESE = "第五条是北约的基础。一体化防空反导（IAMD）十分重要。\n"
MANIFEST = """
[[text]]
id = "note"
title = "A note"
[text.versions]
en = "en.txt"
vi = "vi.txt"

[[text]]
id = "other"
[text.versions]
zh-Hans = "zh.txt"
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for name, content in [
        ("en.txt", ENGLISH),
        ("vi.txt", VIETNAMESE),
        ("zh.txt", CHINESE),
        ("corpus.toml", MANIFEST),
    ]:
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def build(*arguments: str | Path) -> tuple[int, str]:
    done = RUN.invoke(app, ["build", *map(str, arguments), "--encoder", "none"])
    return done.exit_code, str(done.exception or done.stderr)


def records(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_a_build_writes_all_deliverables(texts: Path) -> None:
    out = texts / "out"
    assert build(texts / "corpus.toml", "-o", out, "-q")[0] == 0
    assert {path.name for path in out.iterdir()} == {
        *("memory.tmx", "memory.en_vi.tmx", "memory.xlsx", "memory.csv"),
        *("glossary.xlsx", "glossary.tbx", "glossary.v2.tbx", "glossary.csv"),
        *("candidates.csv", "pairs.csv", "report.html", "SIGNATURE"),
    }


def test_a_memory_has_columns_for_the_languages_that_it_holds(texts: Path) -> None:
    build(texts / "corpus.toml", "-o", texts / "out", "-q")
    first, *_ = records(texts / "out" / "memory.csv")
    assert list(first)[:4] == ["id", "en", "vi", "score"]


def test_two_builds_give_the_same_bytes(texts: Path) -> None:
    for name in ("one", "two"):
        build(texts / "corpus.toml", "-o", texts / name, "-q")
    for path in (texts / "one").iterdir():
        assert path.read_bytes() == (texts / "two" / path.name).read_bytes(), path.name


def test_a_check_names_what_is_out_of_date_and_writes_nothing(texts: Path) -> None:
    run = (texts / "corpus.toml", "-o", texts / "out", "-q")
    assert build(*run)[0] == 0
    assert build(*run, "--check")[0] == 0
    stale = texts / "out" / "memory.tmx"
    stale.write_text("old", encoding="utf-8")
    done = RUN.invoke(app, ["build", *map(str, run), "--encoder", "none", "--check"])
    assert done.exit_code == 1
    assert "memory.tmx: out of date" in done.stderr
    assert stale.read_text(encoding="utf-8") == "old"


def test_a_bad_manifest_leaves_nothing_behind(texts: Path) -> None:
    (texts / "vi.txt").unlink()
    code, message = build(texts / "corpus.toml", "-o", texts / "out", "-q")
    assert code != 0
    assert 'corpus.toml:7: no file "vi.txt"' in message
    assert not (texts / "out").exists()


def test_an_own_glossary_comes_before_the_shipped_one(texts: Path) -> None:
    own = texts / "own.csv"
    own.write_text(
        "concept_id,language,term,status\n"
        "riga,en,Riga,preferred\nriga,vi,Riga,preferred\nriga,zh-Hans,里加,preferred\n",
        encoding="utf-8",
    )
    out = texts / "out"
    build(texts / "corpus.toml", "-o", out, "-q", "--no-curated", "--glossary", own)
    found = [r for r in records(out / "glossary.csv") if r["concept_id"] == "riga"]
    assert {(r["language"], r["term"], r["status"]) for r in found} >= {
        ("en", "Riga", "preferred"),
        ("vi", "Riga", "preferred"),
        ("zh-Hans", "里加", "preferred"),
    }


# Real documents


@pytest.fixture(scope="module")
def built(shared: Path) -> recipe.Built:
    return recipe.build(shared / "seeds" / "corpus.toml")


@pytest.mark.shared
def test_the_statement_aligns_over_its_whole_length(built: recipe.Built) -> None:
    rows = built.memories["en", "zh-Hant"]

    def both(row: Row) -> bool:
        return len(row.cells) == 2

    body = [row for row in rows if both(row)]
    assert len(body) == 64
    assert all(len(row.segments[tag]) == 1 for row in body for tag in row.cells)
    alone = [row for row in rows if not both(row) and "zh-Hant" in row.cells]
    assert len(alone) == 3
    assert rows.index(alone[-1]) < rows.index(body[0])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("form", "languages"),
    [
        ("Article 3", "en zh-Hans zh-Hant vi"),
        ("Article 5", "en zh-Hans zh-Hant vi"),
        ("Article 10", "en zh-Hans zh-Hant vi"),
        ("IAMD", "zh-Hans vi"),
        ("SACEUR", "zh-Hans"),
        ("NSATU", "vi"),
        ("DIANA", "zh-Hans vi"),
        ("JATEC", "vi"),
        ("BMD", "zh-Hans vi"),
        ("CBRN", "en zh-Hans zh-Hant vi"),
    ],
)
def test_a_concept_has_every_language_in_which_the_texts_have_it(
    built: recipe.Built, form: str, languages: str
) -> None:
    [concept] = [c for c in built.concepts if any(t.form == form for t in c.terms)]
    assert {t.language for t in concept.terms if t.count} >= {*languages.split()}
