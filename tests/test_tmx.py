"""Translation memories: what is written, and what other tools' files give."""

import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hostile import TEXTS, kept, refusal, row_lists, written
from termloom import __version__
from termloom.errors import EncodingError, FormatError, InputError, UnwritableError
from termloom.formats import Options, _xml, named
from termloom.model import Evidence, Row

DATA = Path(__file__).parent / "data"
TMX = named("tmx")
ROWS = [
    Row(
        "s-1",
        {
            "en": "Allies reaffirm Article 5 & condemn <all> attacks.",
            "zh-Hans": "盟国重申第5条。",
            "zh-Hant": "盟國重申第5條。",
            "vi": "Các đồng minh tái khẳng định Điều 5.",
        },
        score=0.93125,
        document="statement",
        segments={"en": (0, 1), "vi": (0,)},
        flags=("review",),
        note="Two sentences in English.",
        evidence=(Evidence("numbers", 1.0, "5 = 5"), Evidence("length", 0.5)),
    ),
    Row("s-2", {"en": "Thank you.", "vi": "Xin cảm ơn."}, properties={"x-client": "A"}),
    Row("s-3", {"en": "Only here."}),
]


def read(data: bytes | str, **more: str) -> list[Row]:
    assert TMX.read_rows
    raw = data.encode() if isinstance(data, str) else data
    return list(TMX.read_rows(io.BytesIO(raw), Options("a.tmx", **more)))


def tmx(*units: str, head: str = 'srclang="en"', top: str = "") -> str:
    body = "\n".join(units)
    return f'{top}<tmx version="1.4"><header {head}/><body>{body}</body></tmx>'


def unit(**texts: str) -> str:
    variants = "".join(
        f'<tuv xml:lang="{tag.replace("_", "-")}"><seg>{text}</seg></tuv>'
        for tag, text in texts.items()
    )
    return f"<tu>{variants}</tu>"


def test_a_multilingual_memory_is_written_as_it_always_was() -> None:
    data = written("tmx", ROWS, Options())
    golden = (DATA / "memory.tmx").read_text(encoding="utf-8")
    assert data.decode() == golden.replace("VERSION", __version__)


def test_a_bilingual_memory_names_its_source_language() -> None:
    root = etree.fromstring(written("tmx", ROWS, Options(languages=("vi", "en"))))
    assert root.find("header").get("srclang") == "en-US"
    codes = [v.get("{http://www.w3.org/XML/1998/namespace}lang") for v in root[1][0]]
    assert [code for code in codes if code] == ["en-US", "vi-VN"]


def test_the_plain_profile_keeps_script_tags() -> None:
    data = written("tmx", ROWS, Options(profile="plain"))
    assert b'xml:lang="zh-Hant"' in data


def test_trados_gets_two_languages_only() -> None:
    with pytest.raises(UnwritableError, match="--langs"):
        written("tmx", ROWS, Options(profile="trados"))


def test_rows_in_one_language_are_left_out_and_noted() -> None:
    options = Options()
    assert written("tmx", ROWS, options).count(b"<tu ") == 2
    assert [(loss.field, loss.first) for loss in options.losses] == [("row", "s-3")]


def test_ids_used_twice_are_numbered() -> None:
    rows = [Row("a", {"en": "x", "vi": "y"})] * 3
    ids = [row.id for row in read(written("tmx", rows, Options()))]
    assert ids == ["a", "a-2", "a-3"]


def test_everything_of_a_row_comes_back() -> None:
    back = read(written("tmx", ROWS[:2], Options()))
    assert back == [
        Row(**{**as_fields(ROWS[0]), "score": 0.9313}),
        ROWS[1],
    ]
    assert back[0].segments == ROWS[0].segments
    assert back[0].evidence == ROWS[0].evidence


def as_fields(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in Row.__slots__}


@pytest.mark.parametrize(
    ("declared", "really", "text"),
    [
        ("gb2312", "gb18030", "镕与€"),
        ("iso-8859-1", "cp1252", "“été”…"),
        ("Shift_JIS", "cp932", "①髙"),
        ("EUC-KR", "cp949", "똠방각하"),
        ("x-sjis", "cp932", "表示"),
    ],
)
def test_encodings_are_what_their_users_write(
    declared: str, really: str, text: str
) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>\n'
    data = (head + tmx(unit(en="a", ja=text))).encode(really)
    assert read(data)[0].cells["ja"] == text


def test_two_varieties_of_a_language_in_a_unit_are_told_apart() -> None:
    british = '<tuv xml:lang="en-GB"><seg>colour</seg></tuv>'
    american = '<tuv xml:lang="EN-us"><seg>color</seg></tuv>'
    rows = read(tmx(f"<tu>{british}{american}</tu>", f"<tu>{american}{british}</tu>"))
    assert [row.cells for row in rows] == [{"en": "color", "en-GB": "colour"}] * 2


def test_other_languages_have_their_usual_tags() -> None:
    codes = ("FR-fr", "pt_BR", "x-Unknown", "de")
    variants = "".join(f'<tuv xml:lang="{c}"><seg>a</seg></tuv>' for c in codes)
    [row] = read(tmx(f"<tu>{variants}</tu>"))
    assert list(row.cells) == ["fr-FR", "pt-BR", "x-unknown", "de"]


def test_a_second_variant_without_a_language_is_kept() -> None:
    [row] = read(tmx("<tu><tuv><seg>a</seg></tuv><tuv><seg>b</seg></tuv></tu>"))
    assert row.cells == {"en": "a", "und": "b"}


@given(row_lists())
def test_any_rows_come_back_as_far_as_xml_can_hold_them(rows: list[Row]) -> None:
    back = read(written("tmx", rows, Options()))
    expected = []
    for row in rows:
        cells = {tag: kept(text).strip() for tag, text in row.cells.items()}
        cells = {tag: text for tag, text in cells.items() if text}
        if len(cells) > 1:
            fields = {**as_fields(row), "cells": cells, "note": kept(row.note)}
            expected.append(Row(**fields))
    assert back == expected


@given(row_lists())
def test_what_is_written_is_well_formed_and_clean(rows: list[Row]) -> None:
    root = etree.fromstring(written("tmx", rows, Options()))
    for segment in root.iter("seg"):
        assert segment.text == segment.text.strip() != ""
        assert unicodedata.is_normalized("NFC", segment.text)
    assert len({u.get("tuid") for u in root.iter("tu")}) == len(root[1])


def test_a_text_of_forty_thousand_characters_stays_whole() -> None:
    rows = [Row("a", {"en": "x" * 40_000, "vi": "y"})]
    assert read(written("tmx", rows, Options()))[0].cells["en"] == "x" * 40_000


def test_hostile_texts_are_noted_when_changed() -> None:
    rows = [Row(str(n), {"en": text, "vi": "x"}) for n, text in enumerate(TEXTS)]
    options = Options()
    written("tmx", rows, options)
    reasons = {loss.reason for loss in options.losses}
    assert "characters that the format can't hold left out" in reasons
    assert "white space at the ends left out" in reasons


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_unicode_is_read_with_and_without_its_mark(encoding: str, mark: bytes) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>\n' * ("16" in encoding)
    text += tmx(unit(en="naïve", zh_CN="你好"))
    assert read(mark + text.encode(encoding))[0].cells["zh-Hans"] == "你好"


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "windows-1258", "iso-8859-1"])
def test_declared_encodings_are_honoured(encoding: str) -> None:
    texts = {"gb18030": "汉", "big5": "漢", "windows-1258": "đ", "iso-8859-1": "é"}
    top = f'<?xml version="1.0" encoding="{encoding}"?>'
    data = tmx(unit(en=texts[encoding]), top=top).encode(encoding)
    assert read(data)[0].cells["en"] == texts[encoding]


def test_a_document_type_is_not_loaded() -> None:
    top = '<!DOCTYPE tmx SYSTEM "http://nowhere.invalid/tmx14.dtd">'
    assert len(read(tmx(unit(en="a", vi="b"), top=top))) == 1


def test_a_namespace_and_old_attributes_are_no_hindrance() -> None:
    old = (
        '<tu><tuv lang="EN-US"><seg>a</seg></tuv>'
        '<tuv lang="ZH-TW"><seg>b</seg></tuv></tu>'
    )
    text = tmx(old).replace("<tmx", '<tmx xmlns="http://www.lisa.org/tmx14"')
    assert read(text)[0].cells == {"en": "a", "zh-Hant": "b"}


def test_the_source_language_comes_first() -> None:
    row = read(tmx(unit(vi="b", en="a")))[0]
    assert list(row.cells) == ["en", "vi"]


def test_several_variants_of_a_language_give_several_rows() -> None:
    text = (
        '<tu tuid="7"><tuv xml:lang="en"><seg>a</seg></tuv>'
        '<tuv xml:lang="vi"><seg>b</seg></tuv>'
        '<tuv xml:lang="vi"><seg>c</seg></tuv></tu>'
    )
    rows = read(tmx(text))
    assert [(row.id, row.cells["vi"]) for row in rows] == [("7", "b"), ("7~2", "c")]
    assert {row.cells["en"] for row in rows} == {"a"}


INLINE = (
    'Press <bpt i="1" x="1">&lt;b&gt;</bpt>OK<ept i="1">&lt;/b&gt;</ept>'
    '<ph x="2">%s</ph> <hi type="x">now</hi>'
)


def test_inline_codes_stand_in_the_text_as_letters() -> None:
    row = read(tmx(unit(en=INLINE, vi="x")))[0]
    assert row.cells["en"] == "Press ⟦a⟧OK⟦/a⟧⟦b/⟧ ⟦c⟧now⟦/c⟧"


def test_the_same_code_has_the_same_letter_in_each_language() -> None:
    vietnamese = '<ph x="2">%s</ph> a <bpt i="1" x="1">&lt;b&gt;</bpt>'
    row = read(tmx(unit(en=INLINE, vi=vietnamese)))[0]
    assert row.cells["vi"] == "⟦b/⟧ a ⟦a⟧"


def test_inline_codes_come_back_as_markup() -> None:
    rows = read(tmx(unit(en=INLINE, vi="x")))
    data = written("tmx", rows, Options(languages=("en", "vi"), profile="plain"))
    assert f"<seg>{INLINE}</seg>" in data.decode()


def test_codes_that_no_longer_fit_stay_visible() -> None:
    row = read(tmx(unit(en="<hi>a</hi>", vi="x")))[0]
    broken = Row("a", {**row.cells, "en": "⟦a⟧a"}, properties=row.properties)
    assert "<seg>⟦a⟧a</seg>" in written("tmx", [broken], Options()).decode()


def test_fields_of_other_tools_survive_the_way_through() -> None:
    text = (
        '<tu tuid="1" creationid="ann" changedate="20200101T000000Z"><note>n</note>'
        '<prop type="x-a">1</prop><prop type="x-a">2</prop>'
        '<tuv xml:lang="en-GB" creationid="bob"><prop type="x-b">3</prop>'
        '<seg>a</seg></tuv><tuv xml:lang="vi"><seg>b</seg></tuv></tu>'
    )
    first = read(tmx(text))
    assert read(written("tmx", first, Options())) == first
    assert first[0].properties["en/@xml:lang"] == "en-GB"


BOMB = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;">]>'
LEAK = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
COMMENT = "<!-- <tmx> -->"


@pytest.mark.parametrize("top", [BOMB, LEAK, COMMENT + BOMB, COMMENT + LEAK])
def test_entities_that_nest_or_lead_elsewhere_are_refused(top: str) -> None:
    with pytest.raises(FormatError, match="entities"):
        read(tmx(unit(en="&a;", vi="x"), top=top))


def test_an_entity_that_is_a_short_text_is_read() -> None:
    top = '<!DOCTYPE tmx [<!ENTITY nbsp "&#160;">]>'.replace("&#160;", "\u00a0")
    assert read(tmx(unit(en="a&nbsp;b", vi="x"), top=top))[0].cells["en"] == "a\u00a0b"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", FormatError, "a.tmx: the file is empty"),
        (b"  \n ", FormatError, "empty"),
        (b"hello", FormatError, "not XML with <tmx>"),
        (b"<tbx/>", FormatError, 'begins with "<tbx>"'),
        (b"<tmx><body><tu>", FormatError, "a.tmx:1: broken XML"),
        (b"<tmx><body>\n\n<tu></b></tmx>", FormatError, "a.tmx:3: broken XML"),
        (b"<tmx><body>\n\xe9\xe8</body></tmx>", EncodingError, "a.tmx:2: not valid"),
        (b'<?xml version="1.0" encoding="klingon"?><tmx/>', EncodingError, "klingon"),
        (b'<?xml version="1.0" encoding="gb18030"?><tmx>\xff\xff', EncodingError, "gb"),
        (b"<tmx>" + b"<a>" * 5000, FormatError, "nested more than 256 deep; refused"),
        (
            b'<?xml version="1.0" encoding="utf-16"?><tmx/>',
            EncodingError,
            "single bytes",
        ),
        (
            '<?xml version="1.0" encoding="latin1"?><tmx>éèêëà</tmx>'.encode(),
            EncodingError,
            '"iso8859-1", but it is UTF-8',
        ),
        (b"PK\x03\x04zip", FormatError, "not XML"),
        (b"\x00\x01\x02\x03\x04", FormatError, "not XML|broken|empty"),
    ],
)
def test_broken_files_are_refused_with_place_and_reason(
    data: bytes, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        read(data)


@given(st.binary(max_size=60), st.integers(0, 900))
def test_damage_is_refused_or_read_but_never_a_crash(noise: bytes, at: int) -> None:
    good = (DATA / "memory.tmx").read_bytes()
    told = refusal(read, good[:at] + noise + good[at + len(noise) :])
    assert not told or told.startswith("a.tmx:")


def test_units_without_text_are_counted_and_told_of() -> None:
    text = tmx(unit(en="a", vi="b"), "<tu/>", unit(en="", vi="c"), unit(en="d"))
    assert TMX.inspect
    found = TMX.inspect(io.BytesIO(text.encode()), Options("a.tmx"))
    assert found.units == 4
    assert found.languages == {"en": 2, "vi": 2}
    assert found.source == "en"
    assert any("no text in any language" in warning for warning in found.warnings)


def test_reading_leaves_nothing_silently_out() -> None:
    options = Options("a.tmx")
    text = tmx("<tu/>", '<tu><tuv xml:lang="en"/></tu>')
    assert TMX.read_rows
    assert not list(TMX.read_rows(io.BytesIO(text.encode()), options))
    assert sum(loss.entries for loss in options.losses) == 3


def quick(attributes: str, *variants: tuple[str, str], inside: str = "") -> str:
    texts = (f'<tuv xml:lang="{c}">\n<seg>{t}</seg></tuv>' for c, t in variants)
    return f"<tu{attributes}>\r\n{inside}{''.join(texts)}\n</tu>"


PROPS = '<note>n</note>\n<prop type="x-score">0.5000</prop> <prop type="p">v</prop>'
FRAGMENTS = (
    quick(' tuid="a"', ("en", "a"), ("vi", "b")),
    quick("", ("VI", " b\r\nc "), ("en-AU", "a"), inside=PROPS),
    quick(' srclang="vi" changeid="x"', ("en", "a"), ("vi", "b")),
    quick(' tuid="a" tuid="b"', ("en", "a"), ("vi", "b")),
    quick("", ("en", "&amp;&#233;"), ("vi", "]]&gt;")),
    quick("", ("en", "a]]>"), ("vi", "b")),
    quick("", ("en-US", "a"), ("en-GB", "b")),
    quick("", ("en", "a<ph>x</ph>"), ("vi", "b")),
    quick("", ("en", " "), ("vi", "b")),
    *("<tu/>", "<tu>", "</tu>", "<tu", "<group>", "</group>", "text", "\x01", "]]>"),
    *("<!-- <tu></tu> -->", "<![CDATA[</tu>]]>", "<?pi </tu> ?>", "\n"),
)


def outcome(data: bytes) -> object:
    options = Options("a.tmx")
    assert TMX.read_rows
    try:
        rows = list(TMX.read_rows(io.BytesIO(data), options))
    except InputError as error:
        return str(error)
    return rows, [row.properties for row in rows], list(options.losses)


@pytest.mark.parametrize("odd", ["<!--</tu>{}-->", "<g></tu>{}", "</tu>{}", "<tu>{}"])
@pytest.mark.parametrize("size", range(40, 47))
def test_it_does_not_matter_where_the_pieces_of_a_file_end(
    monkeypatch: pytest.MonkeyPatch, odd: str, size: int
) -> None:
    usual = [quick("", ("en", f"a{n}"), ("vi", f"đồng minh{n}")) for n in range(4)]
    body = "".join([*usual[:2], odd.format("盟\r\n" * 30), *usual[2:]])
    data = f'<tmx><header srclang="en"/><body>{body}</body></tmx>'.encode()
    whole = outcome(data)
    monkeypatch.setattr(_xml, "_CHUNK", size)
    assert outcome(data) == whole


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=6), st.binary(max_size=2))
def test_the_quick_way_reads_what_the_parser_reads(
    fragments: list[str], noise: bytes
) -> None:
    inside = "".join(fragments).encode() + noise.replace(b"\r", b"")
    data = b'<tmx version="1.4"><header srclang="en"/>%s<body>%s</body></tmx>'
    usual = outcome(data % (b"", inside))
    assert usual == outcome(data % (b"<!-- to the parser -->", inside))
