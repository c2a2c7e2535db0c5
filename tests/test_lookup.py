"""Looking terms up: any language, any usual spelling, near misses."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from termloom.cli import app
from termloom.data import curated
from termloom.terms.lookup import lookup

RUN = CliRunner()


@pytest.mark.parametrize(
    ("query", "concept"),
    [
        ("IAMD", "iamd"),
        ("integrated air and missile defence", "iamd"),
        ("第5条", "article-5"),
        ("第五條", "article-5"),
        ("Điều 5", "article-5"),
        ("tên lửa đạn đạo", "ballistic-missile"),
        ("彈道飛彈", "ballistic-missile"),
    ],
)
def test_a_term_is_found_by_any_of_its_designations(query: str, concept: str) -> None:
    hits = lookup(query, curated())
    assert hits[0].score == 1
    assert concept in [hit.concept.id for hit in hits]


def test_a_misspelt_term_is_found_by_likeness() -> None:
    (hit, *_) = lookup("ballistic misile", curated())
    assert hit.concept.id == "ballistic-missile"
    assert hit.score < 1


def test_part_of_a_term_finds_it() -> None:
    found = {hit.concept.id for hit in lookup("Reaction Force", curated())}
    assert "allied-reaction-force" in found


def test_a_misspelt_part_of_a_term_finds_it() -> None:
    found = [hit.concept for hit in lookup("hypersonik", curated())]
    assert found[0].id.startswith("hypersonic-")
    assert all(any("hypersonic" in t.form for t in c.terms) for c in found)


def test_a_language_narrows_the_search() -> None:
    assert not lookup("第5条", curated(), languages=["en"])


def test_the_command_shows_every_language() -> None:
    done = RUN.invoke(app, ["lookup", "IAMD", "--format", "json"])
    record = json.loads(done.stdout.splitlines()[0])
    languages = {term["language"] for term in record["terms"]}
    assert languages == {"en", "zh-Hans", "zh-Hant", "vi"}


def test_the_command_fails_when_nothing_is_found() -> None:
    done = RUN.invoke(app, ["lookup", "qqqqqqqq"])
    assert done.exit_code == 1
    assert '"qqqqqqqq": not in the glossary' in done.stderr


@pytest.mark.parametrize("query", ["ten lua dan dao", "Ten Lua Dan Dao"])
def test_marks_may_be_left_out(query: str) -> None:
    hits = lookup(query, curated())
    assert hits[0].score == 0.95
    assert hits[0].concept.id == "ballistic-missile"


def test_contexts_of_a_built_glossary_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        '"concept_id","language","term","context"\n'
        '"a","vi","hải quân","Chúng ta có hải quân."\n',
        "utf-8",
    )
    done = RUN.invoke(app, ["lookup", "hai quan", "--glossary", str(path)])
    assert "… Chúng ta có hải quân." in done.stdout


def test_several_glossaries_are_shown_as_one(tmp_path: Path) -> None:
    paths = [tmp_path / "mine.csv", tmp_path / "yours.csv"]
    paths[0].write_text("en,vi\nnaval mine,thủy lôi\n", "utf-8")
    paths[1].write_text("en,zh-Hans\nnaval mine,水雷\n", "utf-8")
    options = [part for path in paths for part in ("--glossary", str(path))]
    done = RUN.invoke(app, ["lookup", "naval mine", *options, "--format", "json"])
    (record,) = map(json.loads, done.stdout.splitlines())
    assert [t["form"] for t in record["terms"]] == ["naval mine", "thủy lôi", "水雷"]
