"""The docs say what the code does: their examples run, their commands exist."""

import doctest
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from termloom.data import curated

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", ROOT / "docs" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_of_a_page_give_what_it_shows(page: Path) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    result = doctest.testfile(str(page), module_relative=False, optionflags=flags)
    assert result.failed == 0


def test_the_command_line_reference_is_up_to_date(make: ModuleType) -> None:
    assert make.main("--check") == 0


def test_the_readme_has_the_two_commands(make: ModuleType) -> None:
    assert "termloom build" in make.readme_command("main")
    assert "pytest" in make.readme_command("test")


def test_every_page_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme


def test_the_size_of_the_glossary_is_the_one_that_is_named() -> None:
    concepts = curated()
    terms = sum(len(concept.terms) for concept in concepts)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(concepts):,} concepts, {terms:,} terms" in readme
