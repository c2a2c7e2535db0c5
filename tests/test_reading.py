"""Files → documents: what comes in, what is left out, what is refused."""

import codecs
from pathlib import Path

import pytest

from termloom import manifest, reading
from termloom.errors import EncodingError, InputError
from termloom.model import Document, Span

ENGLISH = (
    "We met today to discuss the war and its consequences for the security of Europe. "
    "Our commitment to collective defence is iron-clad, and we will defend every inch "
    "of Allied territory at all times, as enshrined in the founding treaty of 1949.\n"
)
VIETNAMESE = (
    "Hôm nay chúng tôi họp để thảo luận về cuộc chiến và hậu quả của nó đối với an "
    "ninh châu Âu. Cam kết phòng thủ tập thể của chúng tôi là sắt đá và chúng tôi sẽ "
    "bảo vệ từng tấc đất của các nước đồng minh vào mọi lúc và từ mọi hướng.\n"
)
SIMPLIFIED = (
    "我们今天举行会议，讨论这场战争及其对欧洲安全的影响。我们对集体防御的承诺坚如磐石，"
    "我们将按照条约的规定，随时保卫盟国的每一寸领土。\n"
) * 4
TRADITIONAL = (
    "我們今天舉行會議，討論這場戰爭及其對歐洲安全的影響。我們對集體防禦的承諾堅如磐石，"
    "我們將按照條約的規定，隨時保衛盟國的每一寸領土。\n"
) * 4


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def message(caught: pytest.ExceptionInfo[InputError], path: Path) -> str:
    text = str(caught.value)
    assert text.startswith(str(path))
    assert "\n" not in text
    return text.removeprefix(f"{path}: ")


def test_a_text_comes_with_its_language_id_and_origin(tmp_path: Path) -> None:
    path = put(tmp_path, "statement.en.txt", codecs.BOM_UTF8 + ENGLISH.encode())
    document = reading.read(path, "en_US")
    assert (document.id, document.language) == ("statement", "en")
    assert document.text == ENGLISH.strip()
    assert document.origin.path == str(path)
    assert (document.origin.format, document.origin.encoding) == ("text", "utf-8")
    assert reading.read(path, "en", id="one").id == "one"


def test_spans_lead_back_to_the_line_of_the_file(tmp_path: Path) -> None:
    source = f"\r\nTitle\r\n\r\n{VIETNAMESE}"
    document = reading.read(put(tmp_path, "a.txt", source), "vi")
    at = document.text.index("Cam kết")
    start, stop = document.origin.offsets.span(Span(at, at + 7))
    assert source[start:stop] == "Cam kết"
    assert document.origin.line(start) == 4


def test_presplit_keeps_every_line(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Page 1 of 2\n\n we go\non \n")
    document = reading.read(path, "en", presplit=True)
    assert document.text == "Page 1 of 2\n\nwe go\non"
    assert not document.origin.dropped


def test_the_format_is_told_by_name_or_content(tmp_path: Path) -> None:
    page = f"<html><body><p>{ENGLISH}</p></body></html>"
    for name in ("a.html", "a.txt", "a"):
        document = reading.read(put(tmp_path, name, page), "en")
        assert document.text == ENGLISH.strip()
        assert document.origin.format == "html"
    path = put(tmp_path, "b.txt", page)
    assert "<p>" in reading.read(path, "en", format="text").text


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "盟国".encode("gb18030"))
    assert reading.read(path, "zh", encoding="gbk").text == "盟国"
    with pytest.raises(InputError, match='unknown encoding "gbx"'):
        reading.read(path, "zh", encoding="gbx")


@pytest.mark.parametrize("content", ["", " \r\n\t\n", "\ufeff"])
def test_an_empty_file_is_an_error(tmp_path: Path, content: str) -> None:
    path = put(tmp_path, "a.txt", content)
    with pytest.raises(InputError) as caught:
        reading.read(path, "en")
    assert "empty" in message(caught, path) or "no text" in message(caught, path)


def test_a_page_without_text_is_an_error(tmp_path: Path) -> None:
    path = put(tmp_path, "a.html", "<html><nav>Menu</nav></html>")
    with pytest.raises(InputError) as caught:
        reading.read(path, "en")
    assert message(caught, path) == "there is no text in the file"


def test_a_missing_file_and_a_directory_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        reading.read(tmp_path / "none.txt", "en")
    assert message(caught, tmp_path / "none.txt") == "no such file"
    with pytest.raises(InputError) as caught:
        reading.read(tmp_path, "en")
    assert message(caught, tmp_path) == "is a directory; name a file in it"


def test_an_unknown_language_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='unknown language "tlh"; choose from: en,'):
        reading.read(put(tmp_path, "a.txt", ENGLISH), "tlh")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n\0"),
        ("a", bytes(range(256))),
        ("a.txt", b"\0" * 99),
    ],
)
def test_binary_data_is_an_error(tmp_path: Path, name: str, content: bytes) -> None:
    path = put(tmp_path, name, content)
    with pytest.raises(EncodingError) as caught:
        reading.read(path, "en")
    assert "text" in message(caught, path)


def test_a_memory_is_no_text(tmp_path: Path) -> None:
    path = put(tmp_path, "a.tmx", "<tmx/>")
    with pytest.raises(InputError) as caught:
        reading.read(path, "en")
    assert "for a text name one of: docx, html, pdf, text" in message(caught, path)


def test_an_unknown_format_is_an_error(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", ENGLISH)
    with pytest.raises(InputError) as caught:
        reading.read(path, "en", format="word")
    assert message(caught, path).startswith('unknown format "word"; choose from: ')


@pytest.mark.parametrize(
    ("content", "said", "found"),
    [
        (ENGLISH, "vi", "en"),
        (VIETNAMESE, "en", "vi"),
        (SIMPLIFIED, "zh-Hant", "zh-Hans"),
        (TRADITIONAL, "zh-Hans", "zh-Hant"),
        (SIMPLIFIED, "en", "zh-Hans"),
        ("They met in the morning and left.", "zh-Hans", "en"),
        ("Hôm nay họ đã gặp nhau.", "en", "vi"),
    ],
)
def test_a_text_in_another_language_than_said_is_an_error(
    tmp_path: Path, content: str, said: str, found: str
) -> None:
    path = put(tmp_path, "a.txt", content)
    with pytest.raises(InputError) as caught:
        reading.read(path, said)
    assert message(caught, path).startswith(
        f'the text is in "{found}", not in "{said}"; check the order'
    )


def test_a_short_or_mixed_text_is_taken_as_said(tmp_path: Path) -> None:
    assert reading.read(put(tmp_path, "a.txt", "NATO"), "vi").text == "NATO"
    mixed = put(tmp_path, "b.txt", ENGLISH + SIMPLIFIED)
    assert reading.read(mixed, "zh-Hans").text.startswith("We met")


def squashed(text: str) -> str:
    return "".join(text.split())


def test_the_sample_corpus_is_read_without_a_character_too_many_or_too_few() -> None:
    for text in manifest.shipped().texts:
        for tag, version in text.versions.items():
            document = reading.read(version.path, tag, format=version.format)
            folder = version.path.parent.parent / "gold" / text.id
            gold = (folder / f"{tag}.txt").read_text(encoding="utf-8")
            assert squashed(document.text) == squashed(gold), version.path


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Document]:
    texts = manifest.load(shared / "seeds" / "corpus.toml").texts
    return {
        f"{text.id} {tag}": reading.read(version.path, tag, format=version.format)
        for text in texts
        for tag, version in text.versions.items()
    }


def reasons(document: Document) -> dict[str, str]:
    return {line.text: line.reason for line in document.origin.dropped}


@pytest.mark.shared
def test_the_text_of_a_pdf_reads_as_its_paragraphs(seeds: dict[str, Document]) -> None:
    document = seeds["nato-2022-statement en"]
    paragraphs = document.text.split("\n")
    first = next(n for n, p in enumerate(paragraphs) if p.startswith("We, the Heads"))
    assert len(paragraphs) - first == 15
    assert "and moving towards a complete withdrawal" in document.text
    assert "Statement by NATO Heads of State" in paragraphs[0]
    left_out = reasons(document)
    assert left_out["NPA Alm.del - Bilag 20"].startswith("page header or footer")
    assert left_out["Tilhører sager:"] == "label in another language"


@pytest.mark.shared
def test_the_page_around_a_translation_is_left_out(seeds: dict[str, Document]) -> None:
    document = seeds["nato-2023-vilnius zh-Hans"]
    assert "包括通过代理人。这包括干涉" in document.text
    assert "(俄罗斯混合战)\n" in document.text
    assert document.text.endswith("举行会议。")
    assert len(document.origin.dropped) == 7
    document = seeds["nato-2022-statement zh-Hant"]
    assert "\n聲明如下:(鏈接)\n" in document.text
    assert reasons(document) == {"Be First to Comment": "web page boilerplate"}


@pytest.mark.shared
def test_each_bullet_is_a_paragraph(seeds: dict[str, Document]) -> None:
    paragraphs = seeds["nato-2024-washington vi"].text.split("\n")
    assert sum(paragraph.startswith("• ") for paragraph in paragraphs) == 23
    assert paragraphs[-1].startswith("Phiên dịch từ trang mạng")


@pytest.mark.shared
def test_markdown_with_html_reads_as_a_news_item(seeds: dict[str, Document]) -> None:
    document = seeds["voa-2024-12-04 zh-Hans"]
    paragraphs = document.text.split("\n")
    assert len(paragraphs) == 24
    assert paragraphs[0].startswith("西方推动向乌克兰提供更多军援")
    assert set(reasons(document).values()) == {
        "comment",
        "link target",
        "rule",
        "picture",
        "time stamp",
    }
