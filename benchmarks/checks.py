"""What `termloom check` finds of errors that were planted, what it says besides.

    python benchmarks/checks.py errors FOLDER TARGET [--lines N] [--join N] [--show]
    python benchmarks/checks.py dropped FOLDER TARGET [--rounds N]
    python benchmarks/checks.py listed FOLDER [FOLDER ...] [--unseen] [--show]
    python benchmarks/checks.py speed [--pairs N] [--folder FOLDER --target TARGET]

FOLDER holds ``en.txt`` and ``TARGET.txt``, a segment a line, line = line. «untouched»
are the warnings on the text as it is, in 100 segments; ``--show`` prints them, to be
judged by eye. Then errors of one class at a time are planted, in a tenth of the lines
that can bear one and so on until all had their turn; an error is found when its
segment has a warning of a fitting code that it had not before. ``--join`` makes one
segment of so many lines.

``dropped`` leaves a sentence out of the translation of each text (``doc_ids.txt`` in
FOLDER names the text of each line), aligns, and counts the texts in which a warning of
a missing sentence covers it.

``listed`` plants the errors that somebody thought of and wrote into ``errors.jsonl``
of each folder (language, class, line from 0, the text with the error), a few at a time,
and counts those with a new warning, and with any new issue, of a fitting code.
With ``--unseen`` the glossary is the one of the revision that ``before.txt`` in the
folder names: as it was before anybody who wrote it saw the text.

``speed`` checks made-up pairs, or two short lines of a folder joined at random with a
number (so that no pair comes twice), against made-up glossaries: the time and memory as
pairs and terms grow, and the time of finding the terms of one side by the checker's
automaton, by a loop over the terms, and by one long regular expression.
"""

import argparse
import json
import os
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from subprocess import check_output
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any, NamedTuple

from termloom.alignment import align
from termloom.checks import Choice, findings, from_beads, from_rows
from termloom.checks.wording import is_everyday
from termloom.data import curated, parse
from termloom.encoders import Encoder, load
from termloom.languages import language
from termloom.languages.zh_script import to_simplified
from termloom.model import (
    Concept,
    Document,
    Issue,
    Row,
    Segment,
    Severity,
    Status,
    Term,
)
from termloom.model import Kind as TermKind
from termloom.reading import read
from termloom.segmenting import segment
from termloom.tags import is_chinese
from termloom.terms.match import Matcher
from termloom.values import Kind, values

SHARE = 10
TERMS = 5000
SAMPLE = 2000
USUAL = 2
ALLOWED = (Status.PREFERRED, Status.ADMITTED)
WORDS = {TermKind.FULL, TermKind.VARIANT}
NAMES = ("places", "international organisations")
"""Fields in which the forms of a concept are its full and short names."""
PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
DATES = (Kind.DATE, Kind.WEEKDAY)


class Line(NamedTuple):
    """A segment and its translation."""

    source: str
    target: str


class Planted(NamedTuple):
    """A translation with an error, and what of the glossary is to be left out."""

    target: str
    unknown: tuple[str, str] = ("", "")
    """Concept and form."""
    form: str = ""
    """The term that was there."""


Plant = Callable[[Line, str, random.Random], Planted | None]
Fits = Callable[[Planted, Sequence[str]], bool]
"""Whether an error is one in view of all other translations."""


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    tasks = parser.add_subparsers(required=True)
    errors = tasks.add_parser("errors")
    errors.add_argument("folder", type=Path)
    errors.add_argument("target")
    errors.add_argument("--lines", type=int, default=300)
    errors.add_argument("--join", type=int, default=1)
    errors.add_argument("--show", action="store_true")
    errors.set_defaults(run=measure_errors)
    dropped = tasks.add_parser("dropped")
    dropped.add_argument("folder", type=Path)
    dropped.add_argument("target")
    dropped.add_argument("--rounds", type=int, default=5)
    dropped.set_defaults(run=measure_dropped)
    listed = tasks.add_parser("listed")
    listed.add_argument("folders", type=Path, nargs="+")
    listed.add_argument("--unseen", action="store_true")
    listed.add_argument("--show", action="store_true")
    listed.set_defaults(run=measure_listed)
    speed = tasks.add_parser("speed")
    speed.add_argument("--pairs", type=int, default=100_000)
    speed.add_argument("--folder", type=Path)
    speed.add_argument("--target", default="vi")
    speed.set_defaults(run=measure_speed)
    given = parser.parse_args()
    given.run(given)


def measure_errors(given: argparse.Namespace) -> None:
    """Untouched text first, then each class of error."""
    pairs = lines_of(given.folder, given.target)[: given.lines]
    lines = list(joined(pairs, given.join, given.target))
    before = warnings(lines, given.target)
    share = 100 * len(before) / len(lines)
    tell(f"untouched: {len(before)} warnings, {share:.1f} in 100")
    for issue in before if given.show else ():
        line = lines[issue.segment]
        tell(f"{issue.segment + 1} {issue.code} {issue.message} {issue.expected}")
        tell(f"    {line.source}\n    {line.target}")
    for name, (plant, codes) in CLASSES.items():
        fits = FITS.get(name, lambda *_: True)
        found, planted, missed = hunt(lines, given.target, plant, codes, before, fits)
        if planted:
            tell(f"{name:<28} {found:4} of {planted:4} {100 * found / planted:5.1f} %")
        for line, error in missed if given.show else ():
            tell(f"    missed: {line.source}\n            {error.target}")


def lines_of(folder: Path, tag: str) -> list[Line]:
    """The segments of a folder with their translations."""
    texts = [
        (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        for name in ("en", tag)
    ]
    return [Line(*pair) for pair in zip(*texts, strict=True)]


def joined(lines: Sequence[Line], size: int, tag: str) -> Iterator[Line]:
    """A segment for so many lines."""
    space = "" if is_chinese(tag) else " "
    for at in range(0, len(lines), size):
        sources, targets = zip(*lines[at : at + size], strict=True)
        yield Line(" ".join(sources), space.join(targets))


def measure_dropped(given: argparse.Namespace) -> None:
    """Sentences left out of whole texts, which are aligned first."""
    names, sources, targets = (
        (given.folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        for name in ("doc_ids", "en", given.target)
    )
    found = planted = 0
    for _, lines in groupby(range(len(names)), key=names.__getitem__):
        own = list(lines)
        source = [sources[n] for n in own]
        for seed in range(1, given.rounds + 1):
            lost = random.Random(seed * 1000 + own[0]).choice(range(1, len(own) - 1))
            target = [targets[n] for n in own if n != own[lost]]
            found += is_told(lost, source, target, given.target)
            planted += 1
    tell(f"{found} of {planted} {100 * found / planted:.1f} %")


def is_told(lost: int, source: list[str], target: list[str], tag: str) -> bool:
    """Whether a warning of a missing sentence covers a segment of the source."""
    sides = [presplit(source, "en"), presplit(target, tag)]
    beads = align(
        sides[0][1],
        sides[1][1],
        source_language="en",
        target_language=tag,
        encoder=reader(),
    ).beads
    issues = findings(from_beads(*sides, beads), (), Choice(select=("S",)), reader())
    return any(
        f.code in ("S203", "S204", "S208")
        and f.severity is not Severity.NOTE
        and f.unit.source is not None
        and 0 <= lost - f.unit.source.unit < len(f.unit.source.starts)
        for f in issues
    )


LISTED = {"number": ("F",), "date": ("F",), "dropped": ("S", "T", "F")}
"""Class of error → codes that fit; all others are of terms."""
AT_ONCE = 6


def measure_listed(given: argparse.Namespace) -> None:
    """Errors of a list, by language and class."""
    together: Counter[tuple[str, str]] = Counter()
    for tag in ("zh-Hans", "zh-Hant", "vi"):
        counts: Counter[tuple[str, str]] = Counter()
        for folder in given.folders:
            lines = lines_of(folder, tag)
            concepts = glossary_before(folder) if given.unseen else curated()
            before = all_issues(lines, tag, concepts)
            counts["untouched", "segments"] += len(lines)
            counts["untouched", "warnings"] += len(told(before))
            rows = (folder / "errors.jsonl").read_text(encoding="utf-8").splitlines()
            errors = [e for e in map(json.loads, rows) if e["language"] == tag]
            for error, found in with_errors(lines, errors, before, tag, concepts):
                for name in (error["class"], "all"):
                    counts[name, "planted"] += 1
                    counts[name, "warned"] += bool(told(found))
                    counts[name, "told"] += bool(found)
                if given.show and not told(found):
                    tell(f"missed: {error['note']}\n    {error['text']}")
        tell_listed(tag, counts)
        together += counts
    tell_listed("together", together)


def tell_listed(title: str, counts: Counter[tuple[str, str]]) -> None:
    """A line for the untouched text and for each class of error."""
    segments, idle = counts["untouched", "segments"], counts["untouched", "warnings"]
    share = 100 * idle / segments
    tell(f"{title}: {idle} warnings in {segments} untouched segments: {share:.1f} %")
    for name in sorted({n for n, of in counts if of == "planted"}):
        planted = counts[name, "planted"]
        shares = (
            f"{counts[name, k]:5} {k} ({counts[name, k] / planted:.1%})"
            for k in ("warned", "told")
        )
        tell(f"{name:<12}{planted:5} planted" + "".join(shares))


def glossary_before(folder: Path) -> tuple[Concept, ...]:
    """The shipped glossary of the revision that the folder names."""
    return glossary_of((folder / "before.txt").read_text(encoding="utf-8").strip())


@cache
def glossary_of(revision: str) -> tuple[Concept, ...]:
    """The shipped glossary of a revision of this repository."""
    tables = (
        check_output(
            ["git", "show", f"{revision}:glossary/{name}.tsv"],
            cwd=Path(__file__).parent,
            encoding="utf-8",
        )
        for name in ("concepts", "terms")
    )
    return parse(*tables).concepts


def with_errors(
    lines: Sequence[Line],
    errors: Sequence[dict[str, Any]],
    before: Sequence[Issue],
    tag: str,
    concepts: Sequence[Concept],
) -> Iterator[tuple[dict[str, Any], list[Issue]]]:
    """Each error with the issues of a fitting code that its segment has since."""
    known = {(i.severity, mark(i)) for i in before}
    shuffled = random.Random(1).sample(errors, len(errors))
    rounds: list[list[dict[str, Any]]] = []
    for error in shuffled:
        free = (r for r in rounds if len(r) < AT_ONCE and is_apart(error, r))
        place = next(free, None)
        if place is None:
            rounds.append(place := [])
        place.append(error)
    for chosen in rounds:
        spoilt = list(lines)
        for error in chosen:
            spoilt[error["line"]] = Line(lines[error["line"]].source, error["text"])
        found = [
            i
            for i in all_issues(spoilt, tag, concepts)
            if (i.severity, mark(i)) not in known
        ]
        for error in chosen:
            codes = LISTED.get(error["class"], ("T",))
            own = [i for i in found if i.segment == error["line"]]
            yield error, [i for i in own if i.code.startswith(codes)]


def is_apart(error: dict[str, Any], others: Sequence[dict[str, Any]]) -> bool:
    """Whether no other error stands in the segment or beside it."""
    return all(abs(error["line"] - other["line"]) > 1 for other in others)


def told(issues: Sequence[Issue]) -> list[Issue]:
    """Those from warnings up."""
    return [issue for issue in issues if issue.severity is not Severity.NOTE]


@cache
def reader() -> Encoder:
    """The bundled encoder."""
    return load()


def presplit(lines: list[str], tag: str) -> tuple[Document, list[Segment]]:
    """A text with a segment a line."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{tag}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        document = read(path, tag, presplit=True)
    return document, list(segment(document, presplit=True))


def hunt(
    lines: Sequence[Line],
    tag: str,
    plant: Plant,
    codes: tuple[str, ...],
    before: Sequence[Issue],
    fits: Fits,
) -> tuple[int, int, list[tuple[Line, Planted]]]:
    """Errors found, errors planted, and those that were missed."""
    choose = random.Random(1)
    made = {n: plant(line, tag, choose) for n, line in enumerate(lines)}
    texts = [line.target for line in lines]
    errors = {
        n: error
        for n, error in made.items()
        if error and fits(error, texts[:n] + texts[n + 1 :])
    }
    known = {mark(issue) for issue in before}
    order = sorted(errors, key=lambda n: (n * 7919) % 104729)
    rounds = [order[part::SHARE] for part in range(SHARE)]
    missed = []
    for chosen in rounds:
        spoilt = list(lines)
        for number in chosen:
            spoilt[number] = Line(lines[number].source, errors[number].target)
        unknown = {errors[number].unknown for number in chosen}
        issues = warnings(spoilt, tag, unknown)
        seen = {
            i.segment
            for i in issues
            if i.code.startswith(codes) and mark(i) not in known
        }
        missed += [(lines[n], errors[n]) for n in chosen if n not in seen]
    return len(errors) - len(missed), len(errors), missed


def mark(issue: Issue) -> tuple[object, ...]:
    """What makes an issue the same in another text: not the counts it tells."""
    return issue.segment, issue.code, issue.concept, issue.found, issue.expected[:1]


def warnings(
    lines: Sequence[Line], tag: str, unknown: set[tuple[str, str]] = frozenset()
) -> list[Issue]:
    """The issues from warnings up, form left out."""
    concepts = [
        replace(c, terms=tuple(t for t in c.terms if (c.id, t.form) not in unknown))
        for c in curated()
    ]
    return told(all_issues(lines, tag, concepts))


def all_issues(
    lines: Sequence[Line], tag: str, concepts: Sequence[Concept]
) -> list[Issue]:
    """As `warnings`, with the notes."""
    rows = [Row(str(n), {"en": a, tag: b}) for n, (a, b) in enumerate(lines)]
    units = list(from_rows(rows, "en", tag, "text"))
    found = findings(units, concepts, Choice(ignore=("P",)), reader())
    return [f.issue for f in found]


def terms_in_both(line: Line, tag: str) -> list[tuple[Concept, Term, str]]:
    """Concepts of the source, with the term and its spelling in the translation."""
    said = {o.concept.id for o in matcher("en").find(line.source)}
    found = [
        (o.concept, o.term, line.target[slice(*o.span)])
        for o in matcher(tag).find(line.target)
        if o.concept.id in said and o.term.status in ALLOWED
    ]
    return [one for one in found if line.target.count(one[2]) == 1]


_MATCHERS: dict[str, Matcher] = {}


def matcher(tag: str) -> Matcher:
    """All terms of a language."""
    if tag not in _MATCHERS:
        _MATCHERS[tag] = Matcher(curated(), tag)
    return _MATCHERS[tag]


def neighbour(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """The term of another concept of the field."""
    options = []
    for concept, _, form in terms_in_both(line, tag):
        others = [
            c
            for c in curated()
            if c.domain == concept.domain
            and c.id != concept.id
            and not {t.form for t in c.in_language(tag)}
            & {t.form for t in concept.in_language(tag)}
        ]
        forms = [t.form for c in others for t in c.in_language(tag)[:1]]
        forms = [f for f in forms if f not in line.target and form not in f]
        if forms:
            options.append((form, choose.choice(forms)))
    return replaced(line, options, choose)


def synonym(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """Another term of the concept, unknown to the glossary."""
    return _synonym(line, tag, choose, keep=lambda c: not everyday(c))


def common(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """As `synonym`, for words that are terms in some sentences only."""
    return _synonym(line, tag, choose, keep=everyday)


def known(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """Another term of the concept that the glossary knows as well."""
    made = synonym(line, tag, choose)
    return made and made._replace(unknown=("", ""))


def is_unknown(error: Planted, others: Sequence[str]) -> bool:
    """Whether no other translation has the form that the glossary is to forget."""
    return not any(error.unknown[1] in other for other in others)


def is_rival(error: Planted, others: Sequence[str]) -> bool:
    """Whether the translations mostly use the term that was replaced."""
    return sum(error.form in other for other in others) >= USUAL


def _synonym(
    line: Line, tag: str, choose: random.Random, keep: Callable[[Concept], bool]
) -> Planted | None:
    options = [
        (form, term.form, concept.id)
        for concept, used, form in terms_in_both(line, tag)
        for term in concept.in_language(tag)
        if keep(concept)
        and {used.kind, term.kind} <= WORDS
        and concept.domain not in NAMES
        and used.form not in term.form
        and term.form not in line.target
        and not any(
            term.form != o.form and (key(o) in key(term) or key(term) in key(o))
            for o in concept.in_language(tag)
        )
    ]
    if not options:
        return None
    form, other, concept = choose.choice(options)
    return Planted(line.target.replace(form, other), (concept, other), form)


def key(term: Term) -> str:
    """What the checker takes for the same."""
    return language(term.language).fold(term.form).text


def everyday(concept: Concept) -> bool:
    """Whether a concept has an everyday word for a term."""
    return any(is_everyday(t.form) for t in concept.in_language("en"))


def deprecated(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """A term that the glossary forbids."""
    options = [
        (form, term.form)
        for concept, _, form in terms_in_both(line, tag)
        for term in concept.in_language(tag)
        if term.status is Status.DEPRECATED
    ]
    return replaced(line, options, choose)


def simplified(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """A Traditional term in Simplified characters."""
    forms = [form for _, _, form in terms_in_both(line, tag)]
    options = [(f, to_simplified(f)) for f in forms if to_simplified(f) != f]
    return replaced(line, options, choose) if tag == "zh-Hant" else None


def replaced(
    line: Line, options: Sequence[tuple[str, str]], choose: random.Random
) -> Planted | None:
    """One of the replacements made."""
    if not options:
        return None
    form, other = choose.choice(options)
    made = line.target.replace(form, other)
    return Planted(made) if made != line.target else None


def figure(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """A digit changed outside dates."""
    dates = [f.span for f in values(line.target, tag) if f.value.kind in DATES]
    places = [
        m.start()
        for m in re.finditer("[1-9]", line.target)
        if not any(start <= m.start() < stop for start, stop in dates)
    ]
    return with_digit(line, places, choose)


def date(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """A digit changed in a date."""
    dates = [f.span for f in values(line.target, tag) if f.value.kind in DATES]
    places = [
        m.start()
        for start, stop in dates
        for m in re.finditer("[1-9]", line.target[:stop])
        if m.start() >= start
    ]
    return with_digit(line, places, choose)


def with_digit(
    line: Line, places: Sequence[int], choose: random.Random
) -> Planted | None:
    """Another digit at one of the places."""
    if not places:
        return None
    at = choose.choice(places)
    digit = choose.choice([d for d in "123456789" if d != line.target[at]])
    return Planted(line.target[:at] + digit + line.target[at + 1 :])


def emptied(line: Line, tag: str, choose: random.Random) -> Planted:
    """The translation of the segment left out."""
    return Planted("")


def shortened(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """A sentence of several left out."""
    spans = language(tag).sentences(line.target)
    if len(spans) < 2:
        return None
    span = choose.choice(spans)
    return Planted((line.target[: span.start] + line.target[span.stop :]).strip())


def english(line: Line, tag: str, choose: random.Random) -> Planted | None:
    """The source left as it is."""
    return Planted(line.source) if len(line.source.split()) > 4 else None


FITS: dict[str, Fits] = {
    "unknown synonym": is_unknown,
    "unknown synonym, common word": is_unknown,
    "known rival": is_rival,
}

CLASSES: dict[str, tuple[Plant, tuple[str, ...]]] = {
    "neighbouring term": (neighbour, ("T",)),
    "unknown synonym": (synonym, ("T",)),
    "unknown synonym, common word": (common, ("T",)),
    "known rival": (known, ("T",)),
    "deprecated term": (deprecated, ("T",)),
    "Simplified term": (simplified, ("T",)),
    "figure changed": (figure, ("F",)),
    "date shifted": (date, ("F",)),
    "segment emptied": (emptied, ("S",)),
    "sentence left out": (shortened, ("S", "T", "F")),
    "left in English": (english, ("S",)),
}


def tell(text: str) -> None:
    """A line of the report."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def measure_speed(given: argparse.Namespace) -> None:
    """Pairs and terms multiplied, then one side's terms found in three ways."""
    heads = ("pairs", "concepts", "processes", "seconds", "CPU", "µs a pair", "MB")
    tell("".join(f"{head:>10}" for head in heads))
    for count, terms, processes in (
        (given.pairs // 4, TERMS, 1),
        (given.pairs // 4, TERMS // 10, 1),
        (given.pairs, TERMS, 1),
        (given.pairs, TERMS, 2),
    ):
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            pool.submit(tell_speed, given, count, terms, processes).result()
    texts = [row.cells["en"] for row in made_up(SAMPLE)]
    forms = [c.terms[0].form for c in invented(TERMS)]
    matcher_of_all = Matcher(invented(TERMS), "en")
    expression = re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b", re.I)
    ways: dict[str, Callable[[str], object]] = {
        "automaton": matcher_of_all.find,
        "one regular expression": lambda text: list(expression.finditer(text)),
        "a loop over the terms": lambda text: [f for f in forms if f in text.lower()],
    }
    spent_on = {
        name: seconds(lambda t=texts, w=way: [w(x) for x in t])
        for name, way in ways.items()
    }
    for name, spent in spent_on.items():
        tell(f"{name:<24} {spent:7.2f} s  {spent / spent_on['automaton']:6.1f} times")


def tell_speed(
    given: argparse.Namespace, count: int, terms: int, processes: int
) -> None:
    """A line for a run; its CPU and memory are those of all its processes.

    Each run has a process of its own: none pays for the memory of the one before.
    """
    if given.folder:
        rows, tag = recombined(given.folder, given.target, count), given.target
    else:
        rows, tag = made_up(count), "vi"
    units, concepts = list(from_rows(rows, "en", tag, "table")), invented(terms)
    start, before = time.perf_counter(), cpu()
    with most_memory() as sampled:
        findings(units, concepts, processes=processes)
    spent, used = time.perf_counter() - start, cpu() - before
    tell(
        f"{count:10}{terms:10}{processes:10}{spent:10.1f}{used:10.1f}"
        f"{used / count * 1e6:10.0f}{max(sampled):10}"
    )


@contextmanager
def most_memory() -> Iterator[list[int]]:
    """The memory of this process and its children now and then, in MB."""
    sampled, over = [memory(os.getpid())], Event()

    def watch() -> None:
        while not over.wait(0.5):
            sampled.append(memory(os.getpid()))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield sampled
    finally:
        over.set()
        watcher.join()


def memory(process: int) -> int:
    """MB of a process and its children; pages that they share count once (Linux)."""
    folder = Path(f"/proc/{process}")
    try:
        pages = (folder / "smaps_rollup").read_text(encoding="ascii")
        lists = [p.read_text(encoding="ascii") for p in folder.glob("task/*/children")]
    except OSError:  # it has ended
        return 0
    own = re.search(r"^Pss: +(\d+)", pages, re.MULTILINE)
    children = [int(child) for found in lists for child in found.split()]
    return (int(own[1]) // 1024 if own else 0) + sum(map(memory, children))


def cpu() -> float:
    """CPU seconds so far, those of ended processes included."""
    usages = map(resource.getrusage, PROCESSES)
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def recombined(folder: Path, tag: str, count: int) -> Iterator[Row]:
    """Two of the shorter lines of a folder and a number: no pair comes twice."""
    lines = sorted(lines_of(folder, tag), key=lambda line: len(line.source))
    drawn = random.Random(1).choices(lines[: len(lines) // 2], k=2 * count)
    for n, (source, target) in enumerate(joined(drawn, 2, tag)):
        yield Row(str(n), {"en": f"{source} {n}", tag: f"{target} {n}"})


def made_up(count: int) -> Iterator[Row]:
    """Pairs with two terms, a figure and a date in each."""
    for n in range(count):
        one, two, day = n * 7 % TERMS, n * 31 % TERMS, n % 28 + 1
        yield Row(
            str(n),
            {
                "en": f"On {day} May 2024 council number {n} agreed on a {name(one)} "
                f"plan and sent {n % 90 + 2} ships to the {name(two)} harbour.",
                "vi": f"Ngày {day} tháng 5 năm 2024 hội đồng số {n} nhất trí "
                f"kế hoạch {name(one)} và cử {n % 90 + 2} tàu đến cảng {name(two)}.",
            },
        )


def name(number: int) -> str:
    """A made-up term of two words."""
    letters = "bcdghklmnprstvw"
    word = "".join(
        letters[number // 15**place % 15] + "aeio"[number // (place + 1) % 4]
        for place in range(4)
    )
    return f"{word} {word[:2]}n"


def invented(count: int) -> list[Concept]:
    """As many concepts, with one term in each language."""
    return [
        Concept(f"c{n}", (Term("en", name(n)), Term("vi", name(n))))
        for n in range(count)
    ]


def seconds(work: Callable[..., object], *arguments: object) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    work(*arguments)
    return time.process_time() - start


if __name__ == "__main__":
    main()
