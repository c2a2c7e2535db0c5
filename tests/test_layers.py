"""Imports run one way, so that each part can be read and tested alone."""

import ast
import configparser
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "toolkit" / "termloom"
LOW = {"model", "errors", "cache", "text", "tags"}
ALLOWED = {
    "errors": set(),
    "model": set(),
    "cache": {"errors"},
    "store": set(),
    "text": {"model"},
    "tags": {"errors"},
    "languages": LOW,
    "values": LOW,
    "segmenting": LOW | {"languages"},
    "encoders": LOW | {"store"},
    "formats": LOW | {"clean", "decode", "files"},
    "interchange": LOW | {"data", "formats", "files", "languages"},
    "clean": LOW | {"languages"},
    "decode": LOW,
    "files": LOW | {"formats"},
    "manifest": LOW,
    "settings": LOW,
    "reading": LOW | {"clean", "decode", "formats", "files", "languages"},
    "data": LOW | {"formats", "manifest"},
    "decisions": LOW | {"data", "decode", "files", "formats", "terms"},
    "alignment": LOW | {"encoders", "languages", "store", "values", "data", "terms"},
    "terms": LOW | {"alignment", "encoders", "languages", "values"},
    "checks": LOW | {"alignment", "encoders", "languages", "terms", "values"},
    "signature": LOW,
    "versions": LOW | {"alignment", "encoders", "segmenting"},
}
FREE = {"cli", "recipe", "report", "evaluate", "__init__", "__main__"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The parts of termloom that a module imports, wherever in it."""
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module] if node.module else [a.name for a in node.names]
            yield from (name.split(".")[0] for name in names if name)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    own = part(path)
    if own in FREE:
        return
    foreign = {name for name in imported(path) if not name.startswith("__")}
    assert foreign <= ALLOWED[own] | {own}


def test_nobody_but_the_command_line_imports_the_command_line() -> None:
    importers = {part(p) for p in modules() if "cli" in set(imported(p))}
    assert importers <= {"cli", "__main__"}


def test_every_package_is_in_the_wheel() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    listed = set(setup["options"]["packages"].split())
    found = {
        ".".join(path.parent.relative_to(PACKAGE.parent).parts)
        for path in PACKAGE.rglob("__init__.py")
    }
    assert listed == found | {"termloom.data.glossary", "termloom.data.corpus"}
