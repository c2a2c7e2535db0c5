"""``termloom segment`` and ``termloom eval segmentation``."""

import json
import unicodedata
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from termloom.cli.eval import app as eval_app
from termloom.cli.segment import segment
from termloom.errors import InputError
from termloom.evaluate.segmentation import Score, read, score
from termloom.model import Span

segment_app = typer.Typer()
segment_app.command()(segment)


def run(app: typer.Typer, *arguments: object) -> str:
    """What the command writes to stdout."""
    done = CliRunner().invoke(app, [str(a) for a in arguments])
    if done.exception:
        raise done.exception
    return done.stdout


def test_a_sentence_a_line(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("The U.S. agreed. We left.\n\nAnnex A\n", "utf-8")
    shown = run(segment_app, file, "--lang", "en")
    assert shown == "The U.S. agreed.\nWe left.\nAnnex A\n"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_places_are_those_of_the_decoded_file(
    tmp_path: Path, form: str, newline: str, encoding: str
) -> None:
    paragraphs = ["Hội nghị họp ở TP. Huế. Hoà bình!", "Điều 5 rất rõ. Hết."]
    text = unicodedata.normalize(form, (newline * 2).join(paragraphs))  # type: ignore[arg-type]
    file = tmp_path / "text.txt"
    file.write_bytes(text.encode(encoding))
    lines = run(segment_app, file, "--lang", "vi", "--format", "json", "--tokens")
    records = [json.loads(line) for line in lines.splitlines()]
    sentences = [
        unicodedata.normalize("NFC", text[r["start"] : r["end"]]) for r in records
    ]
    assert sentences == [r["text"] for r in records]
    assert sentences == [
        "Hội nghị họp ở TP. Huế.",
        "Hoà bình!",
        "Điều 5 rất rõ.",
        "Hết.",
    ]
    words = [
        unicodedata.normalize("NFC", text[a:b]) for r in records for a, b in r["tokens"]
    ]
    assert words[:6] == ["Hội nghị", "họp", "ở", "TP.", "Huế", "."]


def test_presplit_lines_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("One. Two.\n\nthree", "utf-8")
    shown = run(segment_app, file, "--lang", "en", "--presplit", "--format", "json")
    records = [json.loads(line) for line in shown.splitlines()]
    assert [r["text"] for r in records] == ["One. Two.", "", "three"]
    assert [(r["start"], r["end"]) for r in records] == [(0, 9), (10, 10), (11, 16)]


def test_spaces_within_a_word_are_shown_as_underscores(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Hội nghị kết thúc.", "utf-8")
    assert run(segment_app, file, "--lang", "vi", "--tokens") == "Hội_nghị kết_thúc .\n"


def test_terms_of_a_glossary_stay_whole(tmp_path: Path) -> None:
    file, glossary = tmp_path / "text.txt", tmp_path / "glossary.csv"
    file.write_text("我们加强一体化防空反导。", "utf-8")
    glossary.write_text("en,zh-Hans\nIAMD,一体化防空反导\n", "utf-8")
    options = ("--lang", "zh-Hans", "--tokens", "--glossary", glossary)
    assert "一体化防空反导" in run(segment_app, file, *options).split()


@pytest.mark.parametrize("option", ["--tokenizer=rjieba", "--glossary=g.csv"])
def test_what_is_for_words_wants_words(tmp_path: Path, option: str) -> None:
    file = tmp_path / "text.txt"
    file.write_text("第五条。", "utf-8")
    with pytest.raises(InputError, match="add --tokens"):
        run(segment_app, file, "--lang", "zh", option)


def test_an_output_file_is_not_replaced_unless_told(tmp_path: Path) -> None:
    file, output = tmp_path / "text.txt", tmp_path / "out.txt"
    file.write_text("北约开会。大家同意。", "utf-8")
    run(segment_app, file, "--lang", "zh", "-o", output)
    assert output.read_text("utf-8") == "北约开会。\n大家同意。\n"
    with pytest.raises(InputError, match="exists already"):
        run(segment_app, file, "--lang", "zh", "-o", output)
    run(segment_app, file, "--lang", "zh", "-o", output, "--force")


def test_gold_words_become_running_text() -> None:
    gold = list(read(["Hội_nghị họp .", "Hết .", "", "Một ."], "vi"))
    assert [g.text for g in gold] == ["Hội nghị họp . Hết .", "Một ."]
    assert gold[0].sentences == (Span(0, 14), Span(15, 20))
    assert gold[0].words[0] == (Span(0, 8), Span(9, 12), Span(13, 14))


def test_chinese_gold_words_are_joined_but_latin_ones() -> None:
    (gold,) = read(["他 在 New York 。", "好 。"], "zh-Hans")
    assert gold.text == "他在New York。好。"


def test_scores_count_borders_sentences_and_words() -> None:
    gold = list(read(["盟国 开会 。", "谁 不 同意", "都 同意 。"], "zh-Hans"))
    scores = score(gold, "zh-Hans")
    assert scores.borders == Score(right=1, found=1, gold=2)
    assert scores.sentences == Score(right=1, found=2, gold=3)
    assert scores.words.f1 == 1


def test_a_score_of_nothing_is_perfect_in_precision() -> None:
    assert Score(0, 0, 0).precision == Score(0, 0, 0).recall == 1
    assert Score(1, 2, 4) == (1, 2, 4)
    assert Score(1, 2, 4).f1 == pytest.approx(1 / 3)


def test_the_command_shows_a_table(tmp_path: Path) -> None:
    gold = tmp_path / "gold.txt"
    gold.write_text("The Allies met .\nThey agreed .\n", "utf-8")
    shown = run(eval_app, "segmentation", "--lang", "en", gold).splitlines()
    assert [line.split()[:2] for line in shown[1:]] == [
        ["gold.txt", "borders"],
        ["gold.txt", "sentences"],
        ["gold.txt", "words"],
    ]
    assert shown[1].split()[2:] == ["1.0000"] * 3


def test_a_byte_order_mark_is_no_word(tmp_path: Path) -> None:
    gold = tmp_path / "gold.txt"
    gold.write_text("We met .\nThey left .\n", "utf-8-sig")
    shown = run(eval_app, "segmentation", "--lang", "en", gold).splitlines()
    assert shown[3].split()[1:] == ["words", "1.0000", "1.0000", "1.0000"]


def test_missing_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't read the gold"):
        run(eval_app, "segmentation", "--lang", "en", tmp_path / "none.txt")
