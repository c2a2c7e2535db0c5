"""Programs that we did not write read what we write.

They are installed by ``../shared/clients/install.sh``; without them these tests are
skipped.
"""

import os
import subprocess
from pathlib import Path

import pytest

from hostile import TEXTS, written
from termloom.data import curated
from termloom.formats import Options
from termloom.formats import csv as csv_format
from termloom.interchange import Wishes, inspect
from termloom.model import (
    Candidate,
    Concept,
    Context,
    Evidence,
    Kind,
    Row,
    Status,
    Term,
    TermPair,
)

pytestmark = [pytest.mark.shared, pytest.mark.clients]
CLIENTS = Path(os.environ.get("CLIENTS_HOME", "/opt/clients"))
LONG = (*TEXTS, "💩" * 16_400, "x" * 40_000)
ROWS = [
    Row(
        ("id", "dup", "=id", "")[n % 4],
        {"en": text, "zh-Hans": f"汉{text}", "zh-Hant": f"漢{text}", "vi": f"{text} ế"},
        score=n % 11 / 10,
        document=text[:50],
        flags=("review",) if n % 7 == 0 else (),
        note=text[:3000],
    )
    for n, text in enumerate(LONG)
]
CONCEPTS = [
    Concept(
        ("c", "dup", "=c", "1", " ", "中 文", "a/b#c")[n % 7],
        (
            Term(
                "en",
                text,
                tuple(Kind)[n % 5],
                tuple(Status)[n % 5],
                source=text[:99],
                note=text[:999],
                score=0.5,
                count=n,
                contexts=(Context("d", text),),
            ),
            Term("en", f"{text}s", status=Status.ADMITTED),
            Term("zh-Hans", f"汉{text}"),
            Term("zh-Hant", f"漢{text}"),
            Term("vi", f"{text} ế", status=Status.PROPOSED),
        ),
        domain=text[:50],
        definition=text,
        note=text[:100],
    )
    for n, text in enumerate(LONG)
]


@pytest.fixture(scope="module")
def clients(shared: Path) -> Path:
    if not (CLIENTS / "venv" / "bin" / "python").exists():
        pytest.skip("the clients are not installed (../shared/clients/install.sh)")
    return shared / "clients"


def check(clients: Path, kind: str, path: Path, *options: str) -> None:
    command = ["bash", str(clients / f"check_{kind}.sh"), str(path), *options]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 2:
        pytest.skip(done.stdout)
    assert done.returncode == 0, done.stdout


MEMORIES = {
    "memory.tmx": Options(),
    "plain.tmx": Options(languages=("vi", "zh-Hans"), profile="plain"),
    "excel.csv": Options(profile="excel"),
    "memory.tsv": Options(),
    "memory.xlsx": Options(),
    "pair.xlf": Options(languages=("en", "vi")),
}
GLOSSARIES = {
    "glossary.tbx": Options(),
    "dct.tbx": Options(profile="dct"),
    "glossary.v2.tbx": Options(),
    "glossary.csv": Options(),
    "glossary.xlsx": Options(),
    "pair.utf8": Options(languages=("en", "vi")),
    "glossary.xlf": Options(languages=("en", "zh-Hant")),
}
SHIPPED = {
    "glossary.tbx": Options(),
    "dct.tbx": Options(profile="dct"),
    "hant.v2.tbx": Options(languages=("en", "zh-Hant")),
    "pair.utf8": Options(languages=("en", "vi")),
}
KINDS = {
    ".utf8": ("glossary",),
    ".tsv": ("csv",),
    ".xlf": ("xliff",),
    ".xlsx": ("xlsx", "--strict-fonts"),
}


def format_of(name: str) -> str:
    if name.endswith(".v2.tbx"):
        return "tbx2"
    others = {".utf8": "omegat", ".xlf": "xliff"}
    return others.get(Path(name).suffix, Path(name).suffix[1:])


def asked(path: Path) -> tuple[str, list[str]]:
    kind, *options = KINDS.get(path.suffix, (path.suffix[1:],))
    options += ["--out", str(path.parent)] * (path.suffix == ".xlsx")
    options += ["--need-bom"] * (path.name == "excel.csv")
    return kind, options


@pytest.mark.parametrize("name", [*MEMORIES, *GLOSSARIES])
def test_hostile_data_is_read_by_every_client(
    clients: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    short = len(TEXTS) if path.suffix == ".xlsx" else len(LONG)
    if name in MEMORIES:
        path.write_bytes(written(format_of(name), ROWS[:short], MEMORIES[name]))
    else:
        path.write_bytes(written(format_of(name), CONCEPTS[:short], GLOSSARIES[name]))
    kind, options = asked(path)
    check(clients, kind, path, *options)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_glossary_is_read_by_every_client(
    clients: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(written(format_of(name), curated(), SHIPPED[name]))
    kind, options = asked(path)
    check(clients, kind, path, *options)


def test_lists_of_candidates_and_pairs_are_read(clients: Path, tmp_path: Path) -> None:
    path = tmp_path / "candidates.csv"
    found = [Candidate("en", text, 3, 0.5) for text in LONG]
    path.write_bytes(b"".join(csv_format.write_candidates(found, Options())))
    check(clients, "csv", path)
    path = tmp_path / "pairs.csv"
    evidence = (Evidence("dice", 0.5, "a"), Evidence("vectors", 0.9))
    pairs = [TermPair("en", t, "vi", t, 0.5, 3, evidence) for t in LONG]
    path.write_bytes(b"".join(csv_format.write_pairs(pairs, Options())))
    check(clients, "csv", path)


GOOD = ["*.tmx", "*.tbx", "*.xlf", "terms.xlsx", "table.csv", "table.tsv"]


@pytest.mark.parametrize("pattern", GOOD)
def test_sound_samples_of_others_are_read(shared: Path, pattern: str) -> None:
    for path in sorted((shared / "clients" / "samples" / "good").glob(pattern)):
        assert inspect(path, Wishes(languages=("en", "vi")))[1].units > 1
