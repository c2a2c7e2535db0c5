"""The manifest says which texts there are; an error in it is told with its line."""

import datetime
from pathlib import Path

import pytest

from termloom import manifest
from termloom.errors import InputError, ManifestError

GOOD = """\
# two texts

[[text]]
id = "one"
title = "The first"
date = 2024-07-10
note = "short"

[text.versions]
en = "one.txt"
zh_TW = { file = "sub/one.html", format = "html", encoding = "big5" }

[[text]]
id = "two"
sample = true
versions = { vi = "two.txt" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    for name in ("one.txt", "sub/one.html", "two.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


def load(folder: Path, source: str) -> manifest.Manifest:
    path = folder / "corpus.toml"
    path.write_text(source, encoding="utf-8")
    return manifest.load(path)


def test_a_manifest_gives_its_texts_in_order(folder: Path) -> None:
    first, second = load(folder, GOOD).texts
    assert (first.id, first.title, first.note) == ("one", "The first", "short")
    assert first.date == datetime.date(2024, 7, 10)
    assert dict(first.versions) == {
        "en": manifest.Version(folder / "one.txt"),
        "zh-Hant": manifest.Version(folder / "sub" / "one.html", "html", "big5"),
    }
    assert second.sample
    assert list(second.versions) == ["vi"]


def test_a_date_may_stand_in_quotes(folder: Path) -> None:
    source = GOOD.replace("date = 2024-07-10", 'date = "2024-07-10"')
    assert load(folder, source).texts[0].date == datetime.date(2024, 7, 10)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('"one.txt"', '"ein.txt"', 10, 'no file "ein.txt"; name a file relative'),
        ("zh_TW", "tlh", 11, 'unknown language "tlh"; choose from: en,'),
        ("zh_TW", "en-GB", 11, '"en" and "en-GB" are both en'),
        ('"two"', '"one"', 14, 'two texts have the id "one"'),
        ('{ vi = "two.txt" }', "{}", 16, 'the text "two" has no versions'),
        ('versions = { vi = "two.txt" }', "", 13, 'the text "two" has no versions'),
        ("title =", "titel =", 5, 'unknown key "titel"; known are: id, title'),
        ("format =", "fromat =", 11, 'unknown key "fromat"; known are: file, form'),
        ('"The first"', "1", 5, '"title" must be a text in quotes, not: 1'),
        ("sample = true", 'sample = "yes"', 15, '"sample" must be true or false'),
        ('id = "two"', "", 13, "a text without an id"),
        ("2024-07-10", '"July"', 6, 'no date: "July"'),
        ("2024-07-10", "7", 6, "no date: 7"),
        ('"one.txt"', "7", 10, 'the version "en" is no file'),
        ('file = "sub/one.html", ', "", 11, 'the version "zh_TW" names no file'),
        ("# two texts", "texts = 1", 1, 'unknown key "texts"; known is: text'),
        ("# two texts", "a = = 1", 1, "not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(
    folder: Path, old: str, new: str, line: int, message: str
) -> None:
    with pytest.raises(ManifestError) as caught:
        load(folder, GOOD.replace(old, new))
    assert str(caught.value).startswith(f"{folder / 'corpus.toml'}:{line}: ")
    assert message in str(caught.value)


def test_a_manifest_without_texts_is_an_error(folder: Path) -> None:
    for source in ("", "text = []", "text = 3"):
        with pytest.raises(ManifestError, match=r"corpus\.toml: names no text"):
            load(folder, source)


def test_a_text_that_is_no_table_is_an_error(folder: Path) -> None:
    with pytest.raises(ManifestError, match="a text is a table"):
        load(folder, "text = [1]")


def test_a_missing_manifest_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml: no such file"):
        manifest.load(tmp_path / "none.toml")
    with pytest.raises(InputError, match="is a directory"):
        manifest.load(tmp_path)


def test_a_manifest_that_is_not_utf_8_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "corpus.toml"
    path.write_bytes(b'title = "\xff"')
    with pytest.raises(ManifestError, match="not UTF-8"):
        manifest.load(path)


def test_a_manifest_with_a_mark_and_windows_line_ends_is_read(folder: Path) -> None:
    path = folder / "corpus.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(manifest.load(path).texts) == 2


def test_the_sample_corpus_comes_with_the_package() -> None:
    texts = manifest.shipped().texts
    assert len(texts) >= 3
    for text in texts:
        assert set(text.versions) == {"en", "zh-Hans", "zh-Hant", "vi"}
        assert all(version.path.is_file() for version in text.versions.values())
