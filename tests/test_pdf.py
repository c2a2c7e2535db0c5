"""PDF: pages of positioned lines become paragraphs again."""

import io
import textwrap

import pytest
from pypdf import PdfWriter

from termloom.errors import FormatError
from termloom.formats import pdf
from termloom.model import Document

TEXT = (
    "We met today to discuss the war and its consequences for the security of Europe. "
    "Our commitment to collective defence is iron-clad, and we will defend every inch "
    "of Allied territory at all times, as enshrined in the founding treaty.",
    "We condemn the attacks on civilians in the strongest possible terms and call on "
    "all those who are responsible to stop them without delay. The ministers will "
    "review the plans when they meet again in the autumn of next year.",
)
CHINESE = (
    "我们今天举行会议，讨论这场战争及其对欧洲安全的影响。我们对集体防御的承诺坚如"
    "磐石，我们将按照条约的规定，随时保卫盟国的每一寸领土。"
)
Placed = tuple[float, float, float, str]
"""A line: x, y, size of the letters, text."""


def as_pdf(*pages: list[Placed], extra: str = "") -> bytes:
    """A small PDF; its font maps two bytes to the character with that number."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        4: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>",
        5: stream(
            "1 begincodespacerange <0000> <FFFF> endcodespacerange "
            "1 beginbfrange <0000> <FFFF> <0000> endbfrange"
        ),
    }
    for n, lines in enumerate(pages):
        shown = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm "
            f"<{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in lines
        )
        objects[10 + 2 * n] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
            f"{11 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects[11 + 2 * n] = stream(shown)
    return assembled(objects, extra)


def stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def assembled(objects: dict[int, str], extra: str) -> bytes:
    data = b"%PDF-1.4\n"
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        data += f"{number} 1\n{place:010} 00000 n \n".encode()
    size = max(places) + 1
    data += f"trailer\n<< /Size {size} /Root 1 0 R {extra} >>\n".encode()
    return data + f"startxref\n{start}\n%%EOF\n".encode()


def set_below(top: float, lines: list[str], *, x: float = 72) -> list[Placed]:
    return [(x, top - 14 * n, 11, line) for n, line in enumerate(lines)]


def page(number: int, *blocks: list[str]) -> list[Placed]:
    """A page with a header and a number; blocks stand apart."""
    placed: list[Placed] = [(72, 800, 9, "The Alliance Review, a quarterly")]
    top = 760.0
    for block in blocks:
        placed += set_below(top, block)
        top -= 14 * len(block) + 12
    return [*placed, (290, 30, 9, str(number))]


def read(data: bytes, language: str = "en", *, presplit: bool = False) -> Document:
    return pdf.read_document(
        data, language, id="x", place="x.pdf", encoding=None, presplit=presplit
    )


def test_paragraphs_are_put_together_across_lines() -> None:
    blocks = [textwrap.wrap(paragraph, 60) for paragraph in TEXT]
    assert read(as_pdf(page(1, *blocks))).text.split("\n")[1:3] == list(TEXT)


def test_a_sentence_runs_on_over_the_page_without_header_and_number() -> None:
    lines = textwrap.wrap(TEXT[0], 60)
    others = textwrap.wrap(TEXT[1], 60)
    document = read(as_pdf(page(1, others, lines[:2]), page(2, lines[2:])))
    title = "The Alliance Review, a quarterly"
    assert document.text.split("\n") == [title, TEXT[1], TEXT[0]]
    assert [(d.text, d.reason) for d in document.origin.dropped] == [
        ("1", "page number"),
        (title, "page header"),
        ("2", "page number"),
    ]


def test_a_footer_that_is_drawn_first_does_not_begin_the_page() -> None:
    placed = page(1, textwrap.wrap(TEXT[0], 60))
    document = read(as_pdf([placed[-1], *placed[:-1]]))
    assert document.text.split("\n")[:2] == [placed[0][3], TEXT[0]]


def test_columns_are_read_one_after_the_other() -> None:
    left, right = (textwrap.wrap(paragraph, 42) for paragraph in TEXT)
    placed = set_below(760, left) + set_below(760, right, x=320)
    assert read(as_pdf(placed)).text.split("\n") == list(TEXT)


def test_a_heading_in_large_letters_stays_apart_and_whole() -> None:
    heading: list[Placed] = [
        (72, 780, 20, "Joint Statement of the"),
        (72, 756, 20, "Heads of State"),
    ]
    body = set_below(720, textwrap.wrap(TEXT[0], 60))
    assert read(as_pdf(heading + body)).text.split("\n") == [
        "Joint Statement of the Heads of State",
        TEXT[0],
    ]


def test_indents_begin_paragraphs() -> None:
    placed: list[Placed] = []
    for paragraph in TEXT:
        top = 760 - 14 * len(placed)
        lines = set_below(top, textwrap.wrap(paragraph, 60))
        placed += [(96, *lines[0][1:]), *lines[1:]]
    assert read(as_pdf(placed)).text.split("\n") == list(TEXT)


def test_chinese_lines_are_joined_without_a_space() -> None:
    starts = range(0, len(CHINESE), 24)
    lines = [CHINESE[start : start + 24] for start in starts]
    assert read(as_pdf(set_below(760, lines)), "zh-Hans").text == CHINESE


def test_presplit_gives_a_paragraph_a_line() -> None:
    lines = ["One line.", "Another", "line."]
    assert read(as_pdf(set_below(760, lines)), presplit=True).text.split("\n") == lines


def test_a_page_without_text_is_recorded() -> None:
    document = read(as_pdf(page(1, textwrap.wrap(TEXT[0], 60)), []))
    assert [d.reason for d in document.origin.dropped] == ["page 2 holds no text"]


def test_a_scan_is_refused_with_the_way_out() -> None:
    with pytest.raises(FormatError, match=r"x\.pdf: the PDF holds no text.*OCR"):
        read(as_pdf([]))


def test_fonts_without_a_meaning_are_refused() -> None:
    strange = set_below(760, ["\ue001\ue002\ue003 \ue004\ue005"])
    with pytest.raises(FormatError, match="don't say which characters they show"):
        read(as_pdf(strange))


def test_a_password_is_asked_to_be_taken_off() -> None:
    key = "00" * 32
    extra = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>"
    extra += f" /ID [<{key}> <{key}>]"
    with pytest.raises(FormatError, match="locked with a password"):
        read(as_pdf(set_below(760, ["One"]), extra=extra))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_anybody_may_read_but_not_change_is_read(algorithm: str) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(as_pdf(set_below(760, [TEXT[0]]))))
    writer.encrypt("", "owner", algorithm=algorithm)
    locked = io.BytesIO()
    writer.write(locked)
    assert read(locked.getvalue()).text == TEXT[0]


@pytest.mark.parametrize("cut", [16, 200, 900])
def test_a_cut_off_file_is_an_error_with_the_place(cut: int) -> None:
    data = as_pdf(page(1, textwrap.wrap(TEXT[0], 60)))
    with pytest.raises(FormatError, match=r"x\.pdf: (damaged PDF|the PDF holds no)"):
        read(data[:cut])
