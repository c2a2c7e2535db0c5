"""How fast figures are read, how often translations seem to disagree, what is missed.

    python benchmarks/values.py FOLDER

FOLDER holds ``en.txt``, ``zh-Hans.txt``, ``zh-Hant.txt`` and ``vi.txt``, a sentence a
line, line = line. «differ» are lines on which English and a translation disagree:
errors of the translation or ours. «found» is the share of digits changed one by one
in the other translations that come out as a difference. Speed is the best of five
runs, in CPU seconds of one process.
"""

import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from termloom.values import Found, differences, values

RUNS = 5


def main(folder: Path) -> None:
    """Measure the four languages of the folder."""
    texts = {
        tag: (folder / f"{tag}.txt").read_text(encoding="utf-8").splitlines()
        for tag in ("en", "zh-Hans", "zh-Hant", "vi")
    }
    english = [values(line, "en") for line in texts["en"]]
    sys.stdout.write(
        f"{'language':<10} {'lines/s':>8} {'figures':>8} {'differ':>7} {'found':>7}\n"
    )
    for tag, lines in texts.items():
        found = [values(line, tag) for line in lines]
        pairs = list(zip(english, found, strict=True))
        differ = sum(bool(differences(*pair)) for pair in pairs)
        seen = list(changed(lines, pairs, tag))
        sys.stdout.write(
            f"{tag:<10} {len(lines) / seconds(lines, tag):8.0f} "
            f"{sum(map(len, found)):8} {differ:7} {sum(seen) / len(seen):7.1%}\n"
        )


def changed(
    lines: list[str], pairs: list[tuple[list[Found], list[Found]]], tag: str
) -> Iterator[bool]:
    """For each digit of the lines that agree: is the change seen?"""
    choose = random.Random(1)
    for line, (source, target) in zip(lines, pairs, strict=True):
        if differences(source, target):
            continue
        for digit in re.finditer("[1-9]", line):
            other = choose.choice([d for d in "123456789" if d != digit[0]])
            text = line[: digit.start()] + other + line[digit.end() :]
            yield bool(differences(source, values(text, tag)))


def seconds(lines: list[str], tag: str) -> float:
    """CPU seconds for all lines."""
    runs = []
    for _ in range(RUNS):
        start = time.process_time()
        for line in lines:
            values(line, tag)
        runs.append(time.process_time() - start)
    return min(runs)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
