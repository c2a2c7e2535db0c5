"""How fast memories are written and read, beside other libraries where installed.

    python benchmarks/interchange.py [UNITS]

Prints a line a task: units a second, peak memory so far, and the ratio to the peer
(translate-toolkit for TMX, openpyxl's own write-only mode for XLSX).
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from termloom.formats import Options, named
from termloom.model import Header, Row

HEADER = Header("Benchmark", ("en", "vi"), "en", "benchmark")
ENGLISH = "Allies {} stand together, condemn this in the strongest terms and go on."
VIETNAMESE = "Các đồng minh {} đoàn kết, lên án điều này bằng lời lẽ mạnh mẽ nhất."


def rows(units: int) -> Iterator[Row]:
    for number in range(units):
        cells = {"en": ENGLISH.format(number), "vi": VIETNAMESE.format(number)}
        yield Row(f"r{number}", cells, 0.9, "document")


def timed(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


def report(name: str, units: int, ours: float, peer: float | None) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    ratio = f"{peer / ours:6.2f} × the peer" if peer else "peer not installed"
    sys.stdout.write(f"{name:<12} {units / ours:>9,.0f} /s {peak:>6} MB  {ratio}\n")


def write(name: str, path: Path, units: int) -> None:
    writer = named(name).write_rows
    assert writer
    with path.open("wb") as file:
        file.writelines(writer(rows(units), HEADER, Options()))


def read(name: str, path: Path, units: int) -> None:
    reader = named(name).read_rows
    assert reader
    with path.open("rb") as file:
        assert sum(1 for _ in reader(file, Options(str(path)))) == units


def toolkit_write(path: Path, units: int) -> None:
    from translate.storage.tmx import tmxfile

    store = tmxfile(sourcelanguage="en", targetlanguage="vi")
    for row in rows(units):
        store.addtranslation(row.cells["en"], "en", row.cells["vi"], "vi")
    store.savefile(str(path))


def toolkit_read(path: Path, units: int) -> None:
    from translate.storage.tmx import tmxfile

    found = tmxfile.parsefile(str(path)).units
    assert sum(1 for unit in found if unit.source and unit.target) == units


def openpyxl_write(path: Path, units: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows(units):
        sheet.append([row.id, *row.cells.values(), row.score, "", row.document, ""])
    book.save(path)


def peer(task: Callable[[Path, int], None], path: Path, units: int) -> float | None:
    try:
        return timed(lambda: task(path, units))
    except ImportError:
        return None


def main(units: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "ours"), Path(folder, "theirs")
        spent = timed(lambda: write("tmx", ours, units))
        report("tmx write", units, spent, None)
        spent = timed(lambda: read("tmx", ours, units))
        report("tmx read", units, spent, None)
        few = min(units, 50_000)
        mine = timed(lambda: write("tmx", ours, few))
        report("tmx write", few, mine, peer(toolkit_write, theirs, few))
        mine = timed(lambda: read("tmx", ours, few))
        report("tmx read", few, mine, peer(toolkit_read, ours, few))
        few = min(units, 100_000)
        mine = timed(lambda: write("xlsx", ours, few))
        report("xlsx write", few, mine, peer(openpyxl_write, theirs, few))
        mine = timed(lambda: write("csv", ours, few))
        report("csv write", few, mine, None)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
