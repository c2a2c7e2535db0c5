"""Word documents: what Word shows, in its order; packages that only pretend."""

import io
import zipfile

import pytest

from termloom.errors import FormatError
from termloom.formats import Losses, Options, docx
from termloom.model import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)


def package(body: str, **parts: str) -> bytes:
    """The bytes of a Word document with this body."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": RELATIONS,
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body>'
        "</w:document>",
    }
    files |= {
        f"word/{name}.xml": f'<w:x xmlns:w="{W}">{content}</w:x>'
        for name, content in parts.items()
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = (
        "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def read(data: bytes, *, presplit: bool = False) -> Document:
    return docx.read_document(
        data, "en", id="x", place="x.docx", encoding=None, presplit=presplit
    )


def paragraphs(body: str) -> list[str]:
    return read(package(body)).text.split("\n")


def test_paragraphs_and_tables_come_in_the_order_of_the_page() -> None:
    body = (
        paragraph(run("Heading"), properties='<w:pStyle w:val="Heading1"/>')
        + paragraph(run("One "), run("word", "<w:b/>"), run("."))
        + table(("a", "b"), ("c", "d"))
        + paragraph(run("End."))
    )
    assert paragraphs(body) == ["Heading", "One word.", "a", "b", "c", "d", "End."]


def test_links_fields_and_content_controls_show_their_text() -> None:
    body = paragraph(
        f"<w:hyperlink>{run('Link')}</w:hyperlink>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        run(" five"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' six')}</w:sdtContent></w:sdt>",
    )
    assert paragraphs(body) == ["Link five six"]


def test_insertions_are_shown_and_deletions_are_not() -> None:
    body = paragraph(
        run("We "),
        f"<w:ins>{run('strongly ')}</w:ins>",
        "<w:del><w:r><w:delText>weakly </w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('gone ')}</w:moveFrom>",
        run("condemn."),
    )
    assert paragraphs(body) == ["We strongly condemn."]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    body = paragraph(run("One "), properties=mark) + paragraph(run("sentence."))
    assert paragraphs(body) == ["One sentence."]


def test_a_soft_line_break_ends_a_paragraph_only_behind_a_sentence() -> None:
    body = paragraph(
        run("A title"), "<w:r><w:br/></w:r>", run("in two lines."), "<w:r><w:br/></w:r>"
    ) + paragraph(run("One."), "<w:r><w:br/></w:r>", run("Two."))
    assert paragraphs(body) == ["A title in two lines.", "One.", "Two."]


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('Box'))}</w:txbxContent>"
    drawing = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert paragraphs(paragraph(run("Text"), f"<w:r>{drawing}</w:r>")) == [
        "Text",
        "Box",
    ]


def test_footnotes_follow_and_headers_footers_comments_are_recorded() -> None:
    document = read(
        package(
            paragraph(run("Body.")),
            footnotes=f"<w:footnote>{paragraph(run('A note.'))}</w:footnote>",
            header1=paragraph(run("NATO")),
            footer2=paragraph(run("Page")),
            comments=f"<w:comment>{paragraph(run('why?'))}</w:comment>",
        )
    )
    assert document.text == "Body.\nA note."
    assert {(d.text, d.reason) for d in document.origin.dropped} == {
        ("NATO", "page header"),
        ("Page", "page footer"),
        ("why?", "comment"),
    }


def test_hidden_text_and_tables_of_contents_are_dropped_with_the_reason() -> None:
    body = paragraph(run("Chapter 1"), properties='<w:pStyle w:val="TOC1"/>')
    body += paragraph(run("Seen"), run(" unseen", "<w:vanish/>"), run("."))
    document = read(package(body))
    assert document.text == "Seen."
    assert {(d.text, d.reason) for d in document.origin.dropped} == {
        ("Chapter 1", "table of contents"),
        ("unseen", "hidden text"),
    }


def test_presplit_keeps_empty_paragraphs() -> None:
    body = paragraph(run("One")) + paragraph() + paragraph(run("Three"))
    assert read(package(body), presplit=True).text == "One\n\nThree"


def test_the_strict_dialect_of_word_is_read() -> None:
    body = package(paragraph(run("Strict")))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(W.encode(), strict.encode()))
    assert read(buffer.getvalue()).text == "Strict"


def rows(body: str, *languages: str) -> list[dict[str, str]]:
    options = Options("x.docx", languages, losses=Losses())
    found = docx.read_rows(io.BytesIO(package(body)), options)
    return [dict(row.cells) for row in found]


def test_a_table_with_a_header_is_a_bitext() -> None:
    body = paragraph(run("Title")) + table(
        ("English", "Vietnamese"),
        ("ally", "đồng minh"),
        ("", ""),
        ("war", "chiến tranh"),
    )
    assert rows(body) == [
        {"en": "ally", "vi": "đồng minh"},
        {"en": "war", "vi": "chiến tranh"},
    ]


def test_a_table_without_a_header_takes_the_languages_that_are_told() -> None:
    body = table(("ally", "盟国")) + table(("war", "战争"))
    assert rows(body, "en", "zh-Hans") == [
        {"en": "ally", "zh-Hans": "盟国"},
        {"en": "war", "zh-Hans": "战争"},
    ]


def test_a_document_without_a_table_is_no_bitext() -> None:
    with pytest.raises(FormatError, match=r"x\.docx: no table with two columns"):
        rows(paragraph(run("Text")))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old .doc"),
        (b"PK\x03\x04 broken", "not a Word document, or a damaged one"),
        (b"plain text", "not a Word document, or a damaged one"),
        (package("<w:p>"), "no well-formed XML"),
        (package(paragraph(run("x")))[:-40], "not a Word document, or a damaged"),
    ],
)
def test_what_is_no_word_document_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        read(data)
    assert str(caught.value).startswith("x.docx: ")


def test_other_packages_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(FormatError, match="a zip archive, but no Word document"):
        read(buffer.getvalue())


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'{bomb}<w:document xmlns:w="{W}"><w:body><w:p>&b;</w:p></w:body>'
            "</w:document>",
        )
    with pytest.raises(FormatError, match="has a document type"):
        read(buffer.getvalue())


def test_a_package_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("termloom.formats._docx_read._LIMIT", 1000)
    with pytest.raises(FormatError, match="unpacks to more than 1,000 bytes; refused"):
        read(package(paragraph(run("x" * 2000))))
