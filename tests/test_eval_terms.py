"""Measuring terms: spans of counterparts, candidates and pairs against lists."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from termloom.cli import app
from termloom.encoders import load
from termloom.errors import FormatError
from termloom.evaluate import spans, terms

RUN = CliRunner()
GOLD = (
    "source_language\ttarget_language\tsource\ttarget\tstart\tend\tanswers\n"
    "en\tzh-Hant\tThey fear sexual violence.\t他們害怕性暴力。\t10\t25\t性暴力 | 性侵\n"
    "en\tzh-Hant\tThey fear sexual violence.\t他們害怕性暴力。\t10\t25\t害怕\n"
)
PAIRS = "source\ttarget\nThey fear sexual violence.\t他們害怕性暴力。\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    gold, pairs = tmp_path / "gold.tsv", tmp_path / "pairs.tsv"
    gold.write_text(GOLD, encoding="utf-8")
    pairs.write_text(PAIRS, encoding="utf-8")
    return gold, pairs


def test_spans_count_exact_and_overlapping_answers(files: tuple[Path, Path]) -> None:
    ((pair, items),) = spans.read_gold(files[0]).items()
    texts = spans.read_pairs(files[1])
    score = spans.evaluate(items, texts, *pair, load("e5"))
    assert score == spans.Score(items=2, exact=1, overlap=1)


def test_spans_of_health_terms_are_found_as_often_as_before() -> None:
    path = Path(__file__).parent / "data" / "health_spans.tsv"
    ((pair, items),) = spans.read_gold(path).items()
    texts = list(dict.fromkeys(spans.read_pairs(path)))
    score = spans.evaluate(items, texts, *pair, load("e5"))
    assert (len(texts), score.items) == (60, 126)
    assert score.exact >= 112
    assert score.overlap >= 122


def test_the_command_prints_shares(files: tuple[Path, Path]) -> None:
    done = RUN.invoke(app, ["eval", "spans", str(files[0]), "--pairs", str(files[1])])
    assert done.stdout.splitlines()[1].split()[-3:] == ["2", "0.500", "0.500"]


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text("source\ttarget\na\tb\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r'gold\.tsv:1: no column "source_language"'):
        spans.read_gold(path)


def test_a_stretch_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text(GOLD.replace("10\t25", "25\tx"), encoding="utf-8")
    with pytest.raises(FormatError, match=r"gold\.tsv:2: .*give two numbers"):
        spans.read_gold(path)


def test_terms_are_scored_at_cuts(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text(
        "# ours\nSanctions\t制裁\nwar crimes\t戰爭罪 | 戰爭罪行\n", encoding="utf-8"
    )
    gold = terms.read_gold(path)
    proposals = [
        ("sanctions", "制裁"),
        ("war crimes", "戰爭"),
        ("War Crimes", "戰爭罪行"),
    ]
    assert terms.score(proposals, gold, 2) == terms.Score(2, 1, 1, 2)
    assert terms.score(proposals, gold, 3).recall == 1
    assert terms.score([("war-crimes",)], gold, 1).hits == 1


def test_the_command_reads_what_a_build_wrote(tmp_path: Path) -> None:
    gold, found = tmp_path / "list.txt", tmp_path / "candidates.csv"
    gold.write_text("sanctions\n", encoding="utf-8")
    found.write_text(
        '"language","form","score","count"\n"vi","x","1","1"\n"en","Sanctions","1","1"\n',
        encoding="utf-8",
    )
    command = ["eval", "terms", str(gold), "--found", str(found), "--lang", "en"]
    assert RUN.invoke(app, command).stdout.splitlines()[1].split() == [
        "1",
        "1",
        "1.000",
        "1.000",
    ]


def test_the_terms_command_reads_a_memory(tmp_path: Path) -> None:
    memory, out = tmp_path / "memory.csv", tmp_path / "pairs.csv"
    memory.write_text(
        '"en","vi"\n"Collective defence.","Phòng thủ tập thể."\n', encoding="utf-8"
    )
    done = RUN.invoke(
        app, ["terms", str(memory), "-o", str(out), "--no-curated", "--quiet"]
    )
    assert done.exit_code == 0, done.output
    assert (
        '"collective defence","vi","phòng thủ tập thể"'
        in out.read_text("utf-8").casefold()
    )


def test_the_terms_command_wants_a_language_a_file(tmp_path: Path) -> None:
    from termloom.errors import InputError

    path = tmp_path / "a.txt"
    path.write_text("Collective defence.", encoding="utf-8")
    done = RUN.invoke(app, ["terms", str(path), str(path), "--langs", "en", "--quiet"])
    assert isinstance(done.exception, InputError)
    assert "2 files but 1 languages" in str(done.exception)
