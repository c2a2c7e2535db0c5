"""Bytes → text: the encodings that users of our languages have."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termloom.decode import decode, plausibility
from termloom.errors import EncodingError, InputError

ENGLISH = "The Allies’ ministers met in Brussels – the café was closed until 2 p.m.\n"
VIETNAMESE = (
    "Các nước đồng minh khẳng định cam kết bảo vệ từng tấc đất của nhau.\n"
    "Hội nghị sẽ tiếp tục thảo luận về phòng thủ tập thể và răn đe.\n"
)
SIMPLIFIED = (
    "各国领导人在会后发表了联合声明，强调继续加强集体防御。\n我们欢迎新成员。\n"
)
TRADITIONAL = (
    "各國領導人在會後發表了聯合聲明，強調繼續加強集體防禦。\n我們歡迎新成員。\n"
)
TEXTS = {
    "en": ENGLISH,
    "vi": VIETNAMESE,
    "zh-Hans": SIMPLIFIED,
    "zh-Hant": TRADITIONAL,
}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_cp1258(text: str) -> bytes:
    """Windows writes Vietnamese tones as marks behind the letter."""
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in marks if mark in _TONES)
        base = "".join(mark for mark in marks if mark not in _TONES)
        parts.append(unicodedata.normalize("NFC", base) + tones)
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    "name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
def test_unicode_without_a_mark_is_recognised(language: str, name: str) -> None:
    data = TEXTS[language].encode(name)
    assert decode(data, language=language) == (TEXTS[language], name)


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_settles_the_matter_and_is_no_text(
    mark: bytes, name: str
) -> None:
    assert decode(mark + SIMPLIFIED.encode(name)) == (SIMPLIFIED, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "cp950"),
        (ENGLISH, "cp1252"),
    ],
)
def test_older_encodings_are_recognised_without_a_hint(text: str, name: str) -> None:
    assert decode(text.encode(name)) == (text, name)


@pytest.mark.parametrize("language", ["vi", ""])
def test_windows_vietnamese_is_recognised(language: str) -> None:
    text, name = decode(as_cp1258(VIETNAMESE), language=language)
    assert name == "cp1258"
    assert unicodedata.normalize("NFC", text) == VIETNAMESE


def test_characters_of_hong_kong_are_read_as_big5() -> None:
    text = TRADITIONAL + "佢哋喺度食嘢。\n"
    assert decode(text.encode("big5hkscs"), language="zh-Hant").text == text


def test_plain_ascii_is_utf_8() -> None:
    assert decode(b"Article 5\r\n") == ("Article 5\r\n", "utf-8")


def test_an_encoding_that_is_told_is_used() -> None:
    assert decode("Đồng".encode("utf-16-le"), encoding="UTF-16LE").text == "Đồng"
    assert decode(b"\xff\xfeA\0", encoding="utf-16").text == "A"


def test_an_encoding_that_is_told_wrongly_is_an_error_with_the_line() -> None:
    with pytest.raises(EncodingError, match=r'a\.txt:2: byte 0xff is not "utf-8"'):
        decode(b"one\ntwo \xff\n", encoding="utf-8", place="a.txt")


@pytest.mark.parametrize("name", ["utf-9", "hex", "rot13"])
def test_an_unknown_encoding_is_an_error(name: str) -> None:
    with pytest.raises(InputError, match=f'a.txt: unknown encoding "{name}"'):
        decode(b"x", encoding=name, place="a.txt")


def test_the_charset_that_a_page_declares_is_honoured() -> None:
    page = '<meta charset="gb2312"><p>国</p>'
    assert decode(page.encode("gb18030")) == (page, "gb18030")
    page = '<?xml version="1.0" encoding="Big5"?><p>國</p>'
    assert decode(page.encode("cp950")) == (page, "cp950")


def test_a_declaration_that_is_wrong_is_not() -> None:
    page = '<meta charset="iso-8859-1"><p>’国’</p>'
    assert decode(page.encode()) == (page, "utf-8")
    page = '<?xml version="1.0" encoding="utf-8"?>' + SIMPLIFIED
    assert decode(page.encode("gb18030")) == (page, "gb18030")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"PK\x03\x04\x14\0\0\0", "a ZIP package"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
        (b"{\\rtf1\\ansi", "an RTF document"),
    ],
)
def test_other_kinds_of_file_are_named(data: bytes, what: str) -> None:
    with pytest.raises(EncodingError, match=f"a.txt: this is {what}"):
        decode(data, place="a.txt")


def test_binary_data_is_refused() -> None:
    data = bytes(range(256)) * 3
    with pytest.raises(EncodingError, match="no text in an encoding"):
        decode(data)


def test_utf_8_with_a_damaged_byte_is_not_taken_for_something_else() -> None:
    data = ("Điều 5\n" * 20).encode() + b"Hi\xe1\xbb\n"
    with pytest.raises(EncodingError, match=r'a\.txt:21: byte 0xe1 is not "utf-8"'):
        decode(data, place="a.txt", language="vi")


def test_what_fits_two_encodings_alike_is_an_error_that_names_both() -> None:
    with pytest.raises(EncodingError, match=r"cp125. and cp125. both fit"):
        decode("São".encode("cp1252"))


def test_the_language_tips_the_scales() -> None:
    data = "São".encode("cp1252")
    assert decode(data, language="en").text == "São"


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_wide_letters_tell_themselves_by_their_zeros(name: str) -> None:
    data = "en\tfr\nwas\tété\n".encode(name)
    assert decode(data) == ("en\tfr\nwas\tété\n", name)


def test_ordinary_text_looks_plausible_and_garbled_text_does_not() -> None:
    assert plausibility("Article 5") == 1.0
    assert plausibility(SIMPLIFIED, "zh-Hans") > 0.9
    assert plausibility(SIMPLIFIED.encode().decode("cp1252", "ignore")) < 0.5
    assert plausibility("a\x01b") == 0.0


@given(st.text(min_size=1), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_with_a_mark_comes_back(text: str, name: str) -> None:
    data = text.lstrip("\0").encode(name, "ignore")  # BOM and zeros: UTF-32's BOM
    expected = data.decode(name)
    assert decode(data).text == expected


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    try:
        text, name = decode(data)
    except InputError:
        return
    assert isinstance(text, str)
    assert codecs.lookup(name)
