"""`termloom check`: what goes in, what comes out, how it ends."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from termloom.checks.reports import names
from termloom.cli.check import check
from termloom.errors import InputError

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
