"""`--fix`: the corrected copy is the same file but for the corrected texts."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from typer.testing import Result

from termloom.errors import InputError, UnwritableError
from test_check_cli import run

TMX_HEAD = (
    '<header srclang="en" creationtool="a" creationtoolversion="1" segtype="sentence" '
    'o-tmf="x" adminlang="en" datatype="plaintext"/>'
)
PO = r"""# Translator comment
msgid ""
msgstr ""
"Project-Id-Version: x 1.0\n"
"Language: vi\n"
"Plural-Forms: nplurals=2; plural=n!=1;\n"

#. extracted
#: src/a.c:12
#, c-format, no-wrap
msgctxt "menu"
msgid "Found %d  files in %s."
msgstr "Tìm  thấy %d \"tệp\"  "
"  trong %s ."

#: src/a.c:13
msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d  tệp"
msgstr[1] "%d  tệp\tkhác"

#, fuzzy
#| msgid "Old one"
msgid "New one is here"
msgstr ""
"Cái mới  ở đây\n"
"và  ở kia"

#~ msgid "obsolete"
#~ msgstr "bỏ  đi"
"""
PO_FIXED = (
    PO.replace("Tìm  thấy", "Tìm thấy")
    .replace('tệp\\"  "\n"  trong %s ."', 'tệp\\" "\n"trong %s."')
    .replace("%d  tệp", "%d tệp")
    .replace("mới  ở", "mới ở")
    .replace("và  ở", "và ở")
)
CSV = (
    'ID;en;vi;Context;"Max; length";note\n'
    '7;"Hello  there; =1";Xin chào  bạn;menu;40;keep  it\n'
    '\n8;"Second ""quoted""\none";"Câu  thứ ""hai""\nở  đây ";dlg;;\n'
    "9;No corrections here.;Không có gì.;x;1;\n"
    "10;Guarded cell;'=Tổng  số;x;1;\n"
)
CSV_FIXED = (
    CSV.replace("chào  bạn", "chào bạn")
    .replace("Câu  thứ", "Câu thứ")
    .replace("ở  đây", "ở đây")
    .replace("Tổng  số", "Tổng số")
)
XLIFF_12 = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:m="urn:my">
<!-- <target>Xin  chào</target> -->
<file original='a.docx' source-language="en-US" target-language="vi-VN" m:project="P1">
<header><skl><internal-file><![CDATA[<target>Xin  chào</target>]]></internal-file></skl>
</header><body><group id="g1"><trans-unit id="10" approved="yes" m:x="1">\
<source>Click  <g id="1">here</g> &amp; now.</source>\
<target state="final">Nhấn  vào <g id="1">ở  đây</g> &amp;  ngay&#160;&quot;x&quot; .\
</target><note from="rev">check  me</note><alt-trans><target>Nhấn  vào</target>\
</alt-trans></trans-unit></group>
<trans-unit id="11"><source>One is here. Two is there.</source>
<seg-source><mrk mtype="seg" mid="1">One is here.</mrk> \
<mrk mtype="seg" mid="2">Two is there.</mrk></seg-source>
<target><mrk mtype="seg" mid="1">Một  ở đây.</mrk> \
<mrk mtype="seg" mid="2">Hai <x id="2"/>ở  kia<ph id="3">a  b</ph>.</mrk></target>
</trans-unit></body></file></xliff>
"""
XLIFF_12_FIXED = (
    XLIFF_12.replace("Nhấn  vào <g", "Nhấn vào <g")
    .replace("ở  đây<", "ở đây<")
    .replace("&amp;  ngay", "&amp; ngay")
    .replace("Một  ở", "Một ở")
    .replace("ở  kia", "ở kia")
)
XLIFF_20 = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" \
trgLang="vi"><file id="f"><unit id="u1"><originalData><data id="d">&lt;b  &gt;</data>\
</originalData><segment><source>They met <pc id="1">here</pc>.</source>
<target>Họ  gặp <pc id="1">ở  đây</pc>.</target></segment>
<segment><source>They left.</source><target>Họ  đi rồi.</target></segment></unit>
</file></xliff>
"""
XLIFF_20_FIXED = (
    XLIFF_20.replace("Họ  gặp", "Họ gặp")
    .replace("ở  đây", "ở đây")
    .replace("Họ  đi", "Họ đi")
)
TMX = f"""<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">{TMX_HEAD}<body><!-- keep  me -->
<tu tuid="a" usagecount="3"><prop type="x-p">p  q</prop><tuv xml:lang="en"><seg>They \
met  there.</seg></tuv><tuv xml:lang="vi" creationid='LAN'><seg>Họ gặp  ở đó.</seg>\
</tuv></tu><tu tuid="b"><tuv xml:lang="en"><seg>Họ gặp  ở đó.</seg></tuv>\
<tuv xml:lang="vi"><seg>Họ gặp  ở đó.</seg></tuv></tu>
<tu tuid="c"><tuv xml:lang="vi"><seg>Bấm  <bpt i="1">&lt;b  &gt;</bpt>vào  &amp; chọn\
<ept i="1">&lt;/b&gt;</ept><![CDATA[ <tệp>  này ]]>.</seg></tuv>\
<tuv xml:lang="en"><seg>Click it.</seg></tuv></tu>
</body></tmx>
"""
TMX_FIXED = (
    TMX.replace(
        "<seg>Họ gặp  ở đó.</seg></tuv></tu>", "<seg>Họ gặp ở đó.</seg></tuv></tu>"
    )
    .replace("vào  &amp;", "vào &amp;")
    .replace("Bấm  <", "Bấm <")
    .replace("<tệp>  này ", "<tệp> này")
)
JSONL = (
    '{"row": {"id": "a", "cells": {"en": "They  met.", "vi": "Họ  gặp nhau."}}}\n'
    '{"row": {"cells": {"en": "They left.", "vi": "Họ đi."},  "id": "b"}}\n'
)
COPIES = {
    "po": (PO, PO_FIXED),
    "csv": (CSV, CSV_FIXED),
    "xlf": (XLIFF_12, XLIFF_12_FIXED),
    "20.xlf": (XLIFF_20, XLIFF_20_FIXED),
    "tmx": (TMX, TMX_FIXED),
    "jsonl": (JSONL, JSONL.replace("Họ  gặp", "Họ gặp")),
}


def fix(source: Path, target: Path, *options: str) -> Result:
    return run(source, "--fix", target, "--select", "P403,P404,P405,P408", *options)


@pytest.mark.parametrize("name", COPIES)
def test_only_the_corrected_texts_change(tmp_path: Path, name: str) -> None:
    text, wanted = COPIES[name]
    source, target = tmp_path / f"old.{name}", tmp_path / f"new.{name}"
    source.write_bytes(text.encode())
    result = fix(source, target)
    assert target.read_bytes().decode() == wanted
    assert "not made" not in result.stderr
    assert source.read_bytes() == text.encode()


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encoding_byte_order_mark_and_line_ends_stay(
    tmp_path: Path, name: str, encoding: str
) -> None:
    text, wanted = (t.replace("\n", "\r\n") for t in COPIES[name])
    source, target = tmp_path / f"old.{name}", tmp_path / f"new.{name}"
    if "xml" in text[:9]:
        text, wanted = (t.partition("?>\r\n")[2] for t in (text, wanted))
    source.write_bytes(text.encode(encoding))
    fix(source, target)
    assert target.read_bytes() == wanted.encode(encoding)


@pytest.mark.parametrize("name", COPIES)
def test_without_corrections_the_copy_is_the_file(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / f"old.{name}", tmp_path / f"new.{name}"
    source.write_bytes(COPIES[name][1].encode())
    result = fix(source, target)
    assert target.read_bytes() == source.read_bytes()
    assert "nothing to correct" in result.stderr


def test_letters_in_parts_are_joined_in_translations_only(tmp_path: Path) -> None:
    source, target = tmp_path / "old.csv", tmp_path / "new.csv"
    source.write_text("en,vi,x\nCafe\u0301,Ca\u0300  phe\u0302,e\u0301\n", "utf-8")
    fix(source, target)
    wanted = "en,vi,x\nCafe\u0301,C\u00e0 ph\u00ea,e\u0301\n"
    assert target.read_text("utf-8") == wanted


def test_a_workbook_keeps_sheets_columns_and_styles(tmp_path: Path) -> None:
    source, target = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    book = Workbook()
    sheet = book.active
    sheet.title = "Strings"
    sheet.append(["Key", "en", "vi", "Reviewer", "Date"])
    sheet.append(["k1", "Hello  there", "Xin  chào", "Lan  H", "=NOW()"])
    bold = TextBlock(InlineFont(b=True), "chào  bạn")
    sheet.append(["k2", "Hello friend", CellRichText("Xin  ", bold, " ơi")])
    sheet.append(["k3", "Sum it up", '="Tổng  số"'])
    sheet["C2"].font = Font(italic=True)
    sheet["C2"].comment = Comment("keep", "Lan")
    book.create_sheet("Other").append(["keep  me"])
    book.save(source)
    fix(source, target)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        assert old.namelist() == new.namelist()
        changed = [n for n in old.namelist() if old.read(n) != new.read(n)]
    assert changed == ["xl/worksheets/sheet1.xml"]
    found = load_workbook(io.BytesIO(target.read_bytes()), rich_text=True)["Strings"]
    assert [c.value for c in found[2]] == [
        *("k1", "Hello  there", "Xin chào", "Lan  H", "=NOW()"),
    ]
    assert found["C2"].font.italic
    assert found["C2"].comment.text == "keep"
    assert found["C4"].value == '="Tổng  số"'
    assert str(found["C3"].value) == "Xin chào bạn ơi"
    assert found["C3"].value[1].font.b


def test_another_format_tells_what_is_lost(tmp_path: Path) -> None:
    source, target = tmp_path / "old.po", tmp_path / "new.tmx"
    source.write_text(PO, "utf-8")
    assert "lost: message: obsolete" in fix(source, target).stderr
    assert "Tìm thấy" in target.read_text("utf-8")


def test_what_is_no_cell_of_its_own_is_left_and_told(tmp_path: Path) -> None:
    source, target = tmp_path / "old.csv", tmp_path / "new.csv"
    source.write_text(
        "concept_id,language,term\n1,en,mine action\n1,vi,hành\u200b động mìn\n",
        "utf-8",
    )
    result = fix(source, target)
    assert "not made: correction: " in result.stderr
    assert target.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_plain_text_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    source, target = tmp_path / "old.txt", tmp_path / "new.txt"
    text = "Chu\u0301ng tôi câ\u0300n như\u0303ng ngươ\u0300i  ba\u0323n.\r\n\n"
    source.write_bytes(text.encode(encoding))
    run(source, "--langs", "vi", "--fix", target, "--select", "P403")
    assert target.read_bytes() == text.replace("  ", " ").encode(encoding)


def test_a_clean_text_gives_an_identical_copy(tmp_path: Path) -> None:
    source, target = tmp_path / "old.txt", tmp_path / "new.txt"
    source.write_bytes("\ufeffChúng tôi vẫn đoàn kết với nhau.\r\n".encode())
    result = run(source, "--langs", "vi", "--fix", target)
    assert result.exit_code == 0
    assert target.read_bytes() == source.read_bytes()


def test_a_letter_that_the_encoding_lacks_is_refused(tmp_path: Path) -> None:
    source, target = tmp_path / "old.txt", tmp_path / "new.txt"
    source.write_bytes("Chúng tôi vâ\u0303n đoàn kê\u0301t.\n".encode("cp1258"))
    result = run(source, "--langs", "vi", "--fix", target, "--select", "P405")
    assert isinstance(result.exception, UnwritableError)
    assert '"cp1258" has no “ẫ”' in str(result.exception)
    assert not target.exists()


def test_force_replaces_the_copy_but_never_the_file_itself(tmp_path: Path) -> None:
    source, target = tmp_path / "old.txt", tmp_path / "new.txt"
    source.write_text("Chúng tôi  vẫn đoàn kết với nhau.\n", "utf-8")
    target.write_text("x", "utf-8")
    run(source, "--langs", "vi", "--fix", target, "--force")
    assert target.read_text("utf-8") == "Chúng tôi vẫn đoàn kết với nhau.\n"
    with pytest.raises(InputError, match="is the file that is checked"):
        run(source, "--langs", "vi", "--fix", source, "--force")


def test_a_format_without_corrections_is_refused_before_any_work(
    tmp_path: Path,
) -> None:
    source = tmp_path / "old.html"
    source.write_text("<p>Chúng tôi vẫn đoàn kết với nhau.</p>", "utf-8")
    with pytest.raises(InputError, match='no corrections into "html"'):
        run(source, "--langs", "vi", "--fix", tmp_path / "new.html")
