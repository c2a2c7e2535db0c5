"""Which language a text is in, and why."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termloom.languages.detect import identify
from termloom.tags import LANGUAGES

TEXTS = {
    "en": "The Allies reaffirmed their commitment to the defence of every member.",
    "zh-Hans": "盟国重申对共同防御的承诺，并讨论了乌克兰的局势。",
    "zh-Hant": "盟國重申對共同防禦的承諾，並討論了烏克蘭的局勢。",
    "vi": "Các nước đồng minh tái khẳng định cam kết phòng thủ tập thể của mình.",
}


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_each_language_is_known(tag: str, form: str) -> None:
    found = identify(unicodedata.normalize(form, TEXTS[tag]))  # type: ignore[arg-type]
    assert found.language == tag
    assert found.confidence > 0.8
    assert found.mixed == ()


def test_evidence_shows_the_characters_of_the_variety() -> None:
    evidence = {e.name: e for e in identify(TEXTS["zh-Hant"]).evidence}
    assert evidence["only Traditional"].value > 5
    assert "國" in evidence["only Traditional"].note
    assert evidence["only Simplified"].value == 0


def test_characters_of_both_varieties_decide_nothing() -> None:
    found = identify("中文")
    assert found.language == "zh-Hans"
    assert found.confidence <= 0.5


def test_characters_of_both_encodings_that_one_variety_uses_decide() -> None:
    assert identify("三天之後").language == "zh-Hant"
    assert identify("三天之后").language == "zh-Hans"


@pytest.mark.parametrize("text", ["hôm qua", "và con", "Bản tin trong ngày", "công an"])
def test_a_few_syllables_with_marks_are_vietnamese(text: str) -> None:
    assert identify(text).language == "vi"


def test_vietnamese_without_marks_is_known_but_not_for_sure() -> None:
    found = identify("Cac nuoc dong minh tai khang dinh cam ket cua minh.")
    assert found.language == "vi"
    assert found.confidence == 0.5
    evidence = {e.name: e.value for e in found.evidence}
    assert evidence["words like Vietnamese syllables"] == 11


@pytest.mark.parametrize(
    "text", ["The cat sat on a mat", "Ban Ki-moon", "café", "a man can do it to a hen"]
)
def test_short_english_words_are_not_vietnamese(text: str) -> None:
    assert identify(text).language == "en"


def test_acronyms_do_not_make_chinese_english() -> None:
    text = "北约（NATO）加强IAMD和BMD，并由SACEUR负责NSATU。"
    assert identify(text).language == "zh-Hans"


def test_names_do_not_make_english_vietnamese() -> None:
    text = "The minister Nguyễn Văn Đức met the head of the delegation in Hanoi today."
    assert identify(text).language == "en"


def test_lines_in_several_languages_are_mixed() -> None:
    found = identify(f"{TEXTS['en']}\n{TEXTS['vi']}\n{TEXTS['en']}")
    assert found.language == "en"
    assert found.mixed == ("vi",)


def test_characters_of_the_other_variety_are_mixed() -> None:
    found = identify("盟國重申對共同防禦的承諾，并讨论了乌克兰的局势。盟國團結一致。")
    assert found.language == "zh-Hant"
    assert found.mixed == ("zh-Hans",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 345,67 !",
        "La déclaration sur la sécurité des alliés a été adoptée à Bruxelles.",
        "Die Erklärung über die Sicherheit der Verbündeten wurde in Bonn angenommen.",
        "Декларация о безопасности",
    ],
)
def test_other_languages_are_none_of_ours(text: str) -> None:
    assert identify(text).language == ""


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    found = identify(text)
    assert found.language in ("", *LANGUAGES)
    assert 0 <= found.confidence <= 1


@pytest.mark.shared
@pytest.mark.parametrize("tag", LANGUAGES)
def test_sentences_of_news_are_known(shared: Path, tag: str) -> None:
    lines = (shared / "dev" / "ntrex" / f"{tag}.txt").read_text("utf-8").splitlines()
    right = sum(identify(line).language == tag for line in lines)
    assert right >= 0.99 * len(lines)
