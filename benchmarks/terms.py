"""How the time and memory of term pairs grow with the number of aligned rows.

    python benchmarks/terms.py [ROWS …]

The rows are those of the sample corpus in English and Simplified Chinese, repeated;
in each copy every figure is another one and a made-up name stands in both languages,
so that hardly two rows are alike. Without ROWS 10,000 and 100,000 are measured, each
in a process of its own: CPU seconds, microseconds a row, and the peak of memory.
"""

import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from termloom import recipe
from termloom.encoders import load
from termloom.model import Row
from termloom.terms.pairs import pairs

SIZES = (10_000, 100_000)
PAIR = ("en", "zh-Hans")
SYLLABLES = (("ba", "巴"), ("li", "利"), ("no", "诺"), ("ka", "卡"), ("sa", "萨"))


def main(sizes: list[int]) -> None:
    """Measure each size in a fresh process, which does not look for modules here."""
    sys.stdout.write(
        f"{'rows':>8} {'cpu (s)':>9} {'µs/row':>8} {'pairs':>7} {'MB':>7}\n"
    )
    for size in sizes:
        sys.stdout.flush()
        command = [sys.executable, "-P", __file__, "--one", str(size)]
        subprocess.run(command, check=True)


def measure(size: int) -> None:
    """One size, in this process; prints its line."""
    rows = list(varied(size))
    start = time.process_time()
    found = pairs(rows, *PAIR, encoder=load("e5"))
    used = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{size:8,} {used:9.1f} {used / size * 1e6:8.0f} {len(found):7,} {peak:7.0f}\n"
    )


def varied(size: int) -> Iterator[Row]:
    """So many rows, no copy of the corpus like another."""
    memory = recipe.build(encoder="none", curated=False).memories[PAIR]
    base = [row for row in memory if row.cells.keys() >= set(PAIR)]
    for number in range(size):
        row, copy = base[number % len(base)], number // len(base)
        cells = {
            tag: f"{name(copy, side)}{re.sub('[0-9]+', str(copy), row.cells[tag])}"
            for side, tag in enumerate(PAIR)
        }
        yield Row(f"r{number}", cells)


def name(number: int, side: int) -> str:
    """A name in one of the languages, and what sets it apart."""
    digits = [number // 5**place % 5 for place in range(4)]
    made = "".join(SYLLABLES[digit][side] for digit in digits)
    return f"{made.capitalize()}: " if side == 0 else f"{made}："


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
