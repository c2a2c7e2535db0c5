"""What people decide about a glossary, and that it holds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from termloom import decisions as log
from termloom.cli import app
from termloom.errors import FormatError, InputError
from termloom.interchange import read_concepts
from termloom.model import Concept, Kind, Status, Term
from termloom.terms.decisions import Act, Decision, decided, dump, outdated, parse
from termloom.terms.edits import late
from termloom.terms.merge import Tie, merge

RUN = CliRunner()
TEXT = "The Force Support Office (FSO) helps. The Naval Mine Team (NMT) clears.\n"
NAVAL = Concept("naval", (Term("en", "naval mine"), Term("vi", "thủy lôi")))


def keep(concept: str, tag: str, form: str, status: Status, **more: Any) -> Decision:
    return Decision(Act.KEEP, concept, tag, form, status=status, **more)


def drop(concept: str, tag: str, form: str, label: str = "") -> Decision:
    return Decision(Act.DROP, concept, tag, form, label=label)


def test_a_newly_preferred_term_makes_the_old_one_admitted() -> None:
    (found,) = decided([NAVAL], [keep("naval", "vi", "mìn biển", Status.PREFERRED)])
    statuses = {t.form: t.status for t in found.in_language("vi")}
    assert statuses == {"thủy lôi": Status.ADMITTED, "mìn biển": Status.PREFERRED}


def test_the_last_decision_on_a_term_holds() -> None:
    found = decided(
        [NAVAL],
        [
            drop("naval", "vi", "thủy lôi"),
            keep("naval", "vi", "thủy lôi", Status.ADMITTED),
        ],
    )
    assert found[0].in_language("vi")[0].status is Status.ADMITTED


def test_a_concept_without_terms_is_gone() -> None:
    gone = [drop("naval", "en", "naval mine"), drop("naval", "vi", "thủy lôi")]
    assert decided([NAVAL], gone) == []


def test_a_concept_that_only_decisions_hold_keeps_what_told_it() -> None:
    found = decided([], [keep("x", "vi", "y", Status.PREFERRED, label="en:z")])
    assert [(t.form, t.status) for t in found[0].terms] == [
        ("z", Status.PROPOSED),
        ("y", Status.PREFERRED),
    ]


def tie(form: str, other: str) -> Tie:
    return Tie("en", form, "vi", other, 0.9, "d")


def test_what_was_dropped_is_not_proposed_again_under_any_id() -> None:
    drops = [drop("old-id", "vi", "quyền", label="en:right")]
    woven = merge([], [tie("right", "quyền")], {}, drops)
    assert woven.concepts == ()
    assert woven.refused == tuple(drops)


def test_what_was_dropped_from_one_concept_may_stand_in_another() -> None:
    drops = [drop("x", "vi", "quyền", label="en:left")]
    woven = merge([], [tie("right", "quyền")], {}, drops)
    assert [c.id for c in woven.concepts] == ["right"]


def test_decisions_without_effect_are_told_with_their_place() -> None:
    made = [
        keep("naval", "vi", "thủy lôi", Status.PREFERRED, count=2, place="d:1"),
        drop("naval", "vi", "mìn"),
        Decision(Act.DESCRIBE, "gone", definition="A thing.", place="d:3"),
    ]
    told = outdated(made, [NAVAL], [NAVAL], [])
    assert len(told) == 3
    assert told[0].startswith('d:1: no text has "thủy lôi"')


def test_the_log_reads_as_it_was_written() -> None:
    made = [
        keep("a", "vi", "x", Status.ADMITTED, kind=Kind.ACRONYM, note="n", count=2),
        drop("a", "en", "y", label="vi:x"),
        Decision(Act.DESCRIBE, "a", domain="d", definition="f", note="n"),
    ]
    assert parse("".join(dump(made)), "log") == made


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "log:1: no JSON"),
        ('{"act": "keep"}', 'needs a "concept"'),
        ('{"act": "burn", "concept": "a"}', 'unknown act "burn"; choose from'),
        ('{"act": "drop", "concept": "a", "language": "en"}', 'needs a "term"'),
        (
            '{"act": "keep", "concept": "a", "language": "en", "term": "x", '
            '"status": "best"}',
            'unknown status "best"',
        ),
    ],
)
def test_a_broken_log_is_refused_with_its_line(line: str, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        parse(line, "log")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    manifest = tmp_path / "corpus.toml"
    manifest.write_text('[[text]]\nid = "t"\n[text.versions]\nen = "a.txt"\n', "utf-8")
    return manifest


Edit = Callable[[Any, dict[str, int]], None]


def built(corpus: Path, *more: str) -> dict[tuple[str, str], dict[str, str]]:
    """Builds, and gives the terms of the glossary by concept and form."""
    out = corpus.parent / "out"
    command = ["build", str(corpus), "-o", str(out), "--no-curated", "-q"]
    done = RUN.invoke(app, [*command, "--encoder", "none", *more])
    assert done.exit_code == 0, done.output
    concepts = read_concepts(out / "glossary.tbx")
    return {
        (c.id, t.form): {"status": t.status, "definition": c.definition}
        for c in concepts
        for t in c.terms
    }


def edited(corpus: Path, edit: Edit) -> Path:
    book = load_workbook(corpus.parent / "out" / "glossary.xlsx")
    sheet = book["Terms"]
    edit(sheet, {cell.value: cell.column for cell in sheet[1]})
    path = corpus.parent / "edited.xlsx"
    book.save(path)
    return path


def row_of(sheet: Any, form: str) -> int:
    return next(r[2].row for r in sheet.iter_rows(min_row=2) if r[2].value == form)


def test_edits_hold_through_builds_and_changed_texts(corpus: Path) -> None:
    def edit(sheet: Any, column: dict[str, int]) -> None:
        row = row_of(sheet, "Force Support Office")
        sheet.cell(row, column["Status"]).value = "preferred"
        sheet.cell(row, column["Definition"]).value = "It helps."
        sheet.delete_rows(row_of(sheet, "Naval Mine Team"))

    first = built(corpus)
    assert first["force-support-office", "Force Support Office"]["status"] == "proposed"
    assert ("naval-mine-team", "Naval Mine Team") in first
    path, decisions = edited(corpus, edit), corpus.parent / "decisions.jsonl"
    done = RUN.invoke(app, ["decide", str(path), "--decisions", str(decisions)])
    assert done.exit_code == 0, done.output
    (corpus.parent / "a.txt").write_text("Nothing of all that.\n" + TEXT, "utf-8")
    second = built(corpus, "--decisions", str(decisions))
    assert second["force-support-office", "Force Support Office"] == {
        "status": "preferred",
        "definition": "It helps.",
    }
    assert ("force-support-office", "FSO") in second
    assert ("naval-mine-team", "Naval Mine Team") not in second
    (corpus.parent / "a.txt").write_text("Nothing of all that.\n", "utf-8")
    third = built(corpus, "--decisions", str(decisions))
    assert (
        third["force-support-office", "Force Support Office"]["status"] == "preferred"
    )


def test_a_decision_that_the_texts_no_longer_answer_is_told(corpus: Path) -> None:
    decisions = corpus.parent / "d.jsonl"
    decisions.write_text(
        "".join(dump([drop("x", "en", "y"), keep("x", "en", "z", Status.PREFERRED)])),
        "utf-8",
    )
    command = ["build", str(corpus), "-o", str(corpus.parent / "out"), "-q"]
    done = RUN.invoke(
        app, [*command, "--encoder", "none", "--decisions", str(decisions)]
    )
    assert f'{decisions}:1: nothing proposes "y" (en, x) any more' in done.stderr
    assert "Decisions" in (corpus.parent / "out" / "report.html").read_text("utf-8")


def test_another_concept_id_moves_a_term(corpus: Path) -> None:
    def edit(sheet: Any, column: dict[str, int]) -> None:
        for form in ("Naval Mine Team", "NMT"):
            sheet.cell(
                row_of(sheet, form), column["Concept id"]
            ).value = "force-support-office"

    built(corpus)
    decisions = corpus.parent / "decisions.jsonl"
    log.take_over(edited(corpus, edit), decisions)
    found = built(corpus, "--decisions", str(decisions))
    assert {name for name, _ in found} == {"force-support-office"}
    assert {form for _, form in found} >= {"NMT", "Naval Mine Team", "FSO"}


def test_the_same_edits_are_taken_over_once(corpus: Path) -> None:
    def edit(sheet: Any, column: dict[str, int]) -> None:
        sheet.cell(row_of(sheet, "FSO"), column["Term note"]).value = "an office"

    built(corpus)
    path, decisions = edited(corpus, edit), corpus.parent / "decisions.jsonl"
    assert len(log.take_over(path, decisions, who="ann").added) == 1
    assert log.take_over(path, decisions, who="ben") == ([], {})
    (line,) = decisions.read_text("utf-8").splitlines()
    assert json.loads(line)["who"] == "ann"


def test_an_unchanged_glossary_holds_no_decision(corpus: Path) -> None:
    built(corpus)
    decisions = corpus.parent / "decisions.jsonl"
    path = edited(corpus, lambda sheet, column: None)
    assert log.take_over(path, decisions) == ([], {})
    assert not decisions.exists()


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("Status", "best", r'row 3|line 3.*unknown word "best"'),
        ("Term", "Force Support Office", r"row 3: .*stands twice"),
        ("Language", "fr", 'row 3: language "fr"'),
    ],
)
def test_edits_that_break_the_rules_leave_the_log_alone(
    corpus: Path, column: str, value: str, says: str
) -> None:
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(3, columns[column]).value = value

    built(corpus)
    decisions = corpus.parent / "decisions.jsonl"
    with pytest.raises(InputError, match=says):
        log.take_over(edited(corpus, edit), decisions)
    assert not decisions.exists()


def noted(form: str, note: str) -> Edit:
    def edit(sheet: Any, column: dict[str, int]) -> None:
        sheet.cell(row_of(sheet, form), column["Term note"]).value = note

    return edit


def test_a_workbook_that_comes_late_does_not_undo_newer_decisions(
    corpus: Path,
) -> None:
    built(corpus)
    decisions = corpus.parent / "decisions.jsonl"
    old = edited(corpus, noted("FSO", "old")).rename(corpus.parent / "old.xlsx")
    log.take_over(edited(corpus, noted("FSO", "new")), decisions, who="ann")
    command = ["decide", str(old), "--decisions", str(decisions)]
    done = RUN.invoke(app, command)
    assert done.exit_code == 1
    assert f"{decisions}:1: force-support-office: en “FSO” is proposed" in done.stderr
    assert "ann); that is newer than the workbook" in done.stderr
    assert "repeat with --overrule" in done.stderr
    assert [d.note for d in log.read(decisions)] == ["new"]
    assert RUN.invoke(app, [*command, "--overrule"]).exit_code == 0
    assert log.read(decisions)[-1].note == "old"


def test_the_rest_of_a_late_workbook_is_taken_over(corpus: Path) -> None:
    def edit(sheet: Any, column: dict[str, int]) -> None:
        for form in ("FSO", "NMT"):
            noted(form, "old")(sheet, column)

    built(corpus)
    decisions = corpus.parent / "decisions.jsonl"
    old = edited(corpus, edit).rename(corpus.parent / "old.xlsx")
    log.take_over(edited(corpus, noted("FSO", "new")), decisions)
    taken = log.take_over(old, decisions)
    assert [d.term for d in taken.added] == ["NMT"]
    assert [d.term for d in taken.late] == ["FSO"]


def test_a_workbook_that_knows_the_log_may_change_its_decisions(corpus: Path) -> None:
    built(corpus)
    decisions = corpus.parent / "decisions.jsonl"
    log.take_over(edited(corpus, noted("FSO", "new")), decisions)
    built(corpus, "--decisions", str(decisions))
    taken = log.take_over(edited(corpus, noted("FSO", "old")), decisions)
    assert [d.note for d in taken.added] == ["old"]


def test_a_late_workbook_prefers_no_other_term() -> None:
    newer = keep("naval", "vi", "mìn biển", Status.PREFERRED)
    found = keep("naval", "vi", "thủy lôi", Status.PREFERRED, note="as before")
    assert late([newer], [NAVAL], [found]) == {found: newer}


def test_a_workbook_of_another_kind_is_refused(corpus: Path) -> None:
    built(corpus)
    with pytest.raises(FormatError, match='no sheet "Built"'):
        log.take_over(corpus.parent / "out" / "memory.xlsx", corpus.parent / "d.jsonl")
