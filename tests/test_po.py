"""Messages of programs."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import kept, refusal, row_lists, written
from termloom.errors import FormatError, UnwritableError
from termloom.formats import Options, named
from termloom.model import Row

PO = named("po")
PAIR = Options(languages=("en", "vi"))
FILE = r"""# Translators
msgid ""
msgstr ""
"Language: zh_CN\n"
"Content-Type: text/plain; charset=UTF-8\n"

#. For the menu
#: src/a.c:12 src/b.c:3
#, fuzzy, c-format
msgctxt "menu"
msgid "Open \"%s\"\n"
msgstr "打开"
"“%s”\n"

msgid "one file"
msgid_plural "%d files"
msgstr[0] "一个文件"
msgstr[1] "%d 个文件"

msgid "later"
msgstr ""

#~ msgid "gone"
#~ msgstr "没了"
"""


def read(data: bytes | str, **more: object) -> list[Row]:
    assert PO.read_rows
    raw = data.encode() if isinstance(data, str) else data
    options = Options("a.po", **more)  # type: ignore[arg-type]
    return list(PO.read_rows(io.BytesIO(raw), options))


def test_messages_are_read_with_what_stands_around_them() -> None:
    rows = read(FILE)
    assert rows[0] == Row(
        "1",
        {"en": 'Open "%s"\n', "zh-Hans": "打开“%s”\n"},
        document="src/a.c:12 src/b.c:3",
        flags=("review",),
        note="For the menu",
        properties={"msgctxt": "menu"},
    )


def test_a_plural_is_a_row_of_its_own() -> None:
    rows = read(FILE)
    assert [(r.id, r.cells) for r in rows[1:3]] == [
        ("2", {"en": "one file", "zh-Hans": "一个文件"}),
        ("2~2", {"en": "%d files", "zh-Hans": "%d 个文件"}),
    ]


def test_messages_are_counted_without_header_and_obsolete_ones() -> None:
    assert PO.inspect
    found = PO.inspect(io.BytesIO(FILE.encode()), Options("a.po"))
    assert (found.units, found.languages) == (3, {"en": 3, "zh-Hans": 2})
    assert found.source == "en"


def test_the_user_may_name_the_languages() -> None:
    rows = read('msgid "a"\nmsgstr "b"\n', languages=("vi", "en"))
    assert rows[0].cells == {"vi": "a", "en": "b"}


def test_an_unnamed_language_is_told_of() -> None:
    options = Options("a.po")
    assert PO.read_rows
    list(PO.read_rows(io.BytesIO(b'msgid "a"\nmsgstr "b"\n'), options))
    assert "--langs" in str(next(iter(options.losses)))


@pytest.mark.parametrize("place", ["de.po", "a/pt_BR.po", "zh_TW/LC_MESSAGES/a.po"])
def test_a_name_tells_the_language_that_a_header_does_not(place: str) -> None:
    options = Options(place)
    assert PO.read_rows
    [row] = PO.read_rows(io.BytesIO(b'msgid "a"\nmsgstr "b"\n'), options)
    told = {"de.po": "de", "a/pt_BR.po": "pt-BR"}
    assert row.cells == {"en": "a", told.get(place, "zh-Hant"): "b"}
    assert not options.losses


def test_obsolete_messages_are_told_of() -> None:
    options = Options("a.po")
    assert PO.inspect
    PO.inspect(io.BytesIO(FILE.encode()), options)
    assert "obsolete, passed over" in str(next(iter(options.losses)))


def test_a_domain_and_several_texts_on_a_line_are_understood() -> None:
    rows = read('domain "d"\nmsgid "a \\" msgstr" msgstr "b"\n')
    assert rows[0].cells == {"en": 'a " msgstr', "und": "b"}


def test_a_script_behind_an_at_sign_counts() -> None:
    head = 'msgid ""\nmsgstr "Language: sr@latin\\n"\n\n'
    assert list(read(head + 'msgid "a"\nmsgstr "b"\n')[0].cells) == ["en", "sr-Latn"]


def test_the_charset_of_the_header_counts() -> None:
    data = FILE.replace("UTF-8", "GB18030").encode("gb18030")
    assert read(data)[1].cells["zh-Hans"] == "一个文件"


@given(row_lists())
def test_any_rows_come_back_as_far_as_text_can_hold_them(rows: list[Row]) -> None:
    back = read(written("po", rows, PAIR))
    expected = []
    for row in rows:
        cells = {tag: kept(row.cells.get(tag, "")) for tag in ("en", "vi")}
        if cells["en"].strip():
            expected.append({tag: t for tag, t in cells.items() if t.strip()})
    assert [row.cells for row in back] == expected


def test_equal_sources_are_told_apart() -> None:
    rows = [Row(name, {"en": "a", "vi": name}) for name in ("x", "y", "z")]
    back = read(written("po", rows, PAIR))
    assert [row.properties.get("msgctxt") for row in back] == [None, "y", "z"]


def test_three_languages_are_refused_with_the_way_out() -> None:
    with pytest.raises(UnwritableError, match="--langs"):
        written("po", [], Options())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "the file is empty"),
        ('msgid "a"\nmsgstr "b\n', "a.po:2: .*no line of a PO file"),
        ('msgid "a"\n', "a.po:1: the last message has no msgstr"),
        ('msgstr "a"\n', "a.po:1: .*stands where it can not"),
        ('msgid "a"\nmsgid "b"\n', "a.po:2: .*stands where it can not"),
        ("hello\n", 'a.po:1: "hello" is no line'),
        ('"a"\n', "a.po:1: .*needs a keyword"),
    ],
)
def test_broken_files_are_refused_with_their_line(data: str, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        read(data)


@given(st.binary(max_size=30), st.integers(0, 600))
def test_damage_is_refused_or_read_but_never_a_crash(noise: bytes, at: int) -> None:
    good = FILE.encode()
    told = refusal(read, good[:at] + noise + good[at + len(noise) :])
    assert not told or told.startswith("a.po:")
