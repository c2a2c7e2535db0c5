"""Tables as text: nothing runs, nothing is lost, every layout is recognised."""

import csv
import io
import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import any_text, concept_lists, kept, one_line, refusal, row_lists, written
from termloom.errors import EncodingError, FormatError
from termloom.formats import Options, named
from termloom.formats import csv as csv_format
from termloom.formats._csv_read import unguard
from termloom.formats.csv import guard
from termloom.model import (
    Candidate,
    Concept,
    Context,
    Evidence,
    Kind,
    Row,
    Status,
    Term,
    TermPair,
)

DATA = Path(__file__).parent / "data"
CSV = named("csv")
GLOSSARY = [
    Concept(
        "iamd",
        (
            Term(
                "en",
                "Integrated Air and Missile Defence",
                source="NATO usage",
                contexts=(Context("washington", "IAMD is essential."),),
            ),
            Term("en", "IAMD", Kind.ACRONYM, Status.ADMITTED),
            Term("zh-Hans", "一体化防空反导", score=0.91204, count=7),
            Term("zh-Hant", "整合防空飛彈防禦", status=Status.CONVERTED),
            Term("vi", "phòng không tích hợp", status=Status.PROPOSED, score=0.5),
        ),
        domain="air defence",
        definition='Defence "against all" threats, from the air.',
    ),
    Concept("=cmd", (Term("en", "=1+1"), Term("vi", "@SUM(A1)"))),
]
ROWS = [
    Row("1", {"en": "A, b", "vi": 'C "d"'}, score=0.5, flags=("review",), note="n"),
    Row("2", {"en": "-5", "zh-Hant": "第二\n行"}),
]


def read_rows(data: bytes | str, **more: object) -> list[Row]:
    assert CSV.read_rows
    raw = data.encode() if isinstance(data, str) else data
    options = Options("a.csv", **more)  # type: ignore[arg-type]
    return list(CSV.read_rows(io.BytesIO(raw), options))


def read_concepts(data: bytes | str, **more: object) -> list[Concept]:
    assert CSV.read_concepts
    raw = data.encode() if isinstance(data, str) else data
    options = Options("a.csv", **more)  # type: ignore[arg-type]
    return list(CSV.read_concepts(io.BytesIO(raw), options))


def test_a_glossary_is_written_as_it_always_was() -> None:
    data = written("csv", GLOSSARY, Options())
    assert data.decode() == (DATA / "glossary.csv").read_text(encoding="utf-8")


def test_a_memory_is_written_as_it_always_was() -> None:
    data = written("csv", ROWS, Options(languages=("en", "vi", "zh-Hant")))
    assert data.decode() == (DATA / "memory.csv").read_text(encoding="utf-8")


def test_the_excel_profile_has_a_mark_and_line_ends_of_windows() -> None:
    data = written("csv", ROWS, Options(profile="excel"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")


def test_candidates_and_pairs_have_the_promised_columns() -> None:
    candidates = [Candidate("en", "open door policy", 4, 0.87654)]
    pairs = [
        TermPair("en", "ally", "vi", "đồng minh", 0.9, 3, (Evidence("dice", 0.5, "x"),))
    ]
    first = b"".join(csv_format.write_candidates(candidates, Options())).decode()
    assert first == (
        '"language","form","score","count"\n"en","open door policy","0.8765","4"\n'
    )
    second = b"".join(csv_format.write_pairs(pairs, Options())).decode()
    assert second.splitlines()[0] == (
        '"source_language","source","target_language","target","score","count","evidence"'
    )
    assert '"dice=0.50 (x)"' in second


@given(any_text)
def test_the_guard_can_be_taken_away_again(text: str) -> None:
    assert unguard(guard(text)) == text


@given(any_text)
def test_no_cell_can_be_run_by_a_spreadsheet(text: str) -> None:
    guarded = guard(text)
    number = re.fullmatch(r"[+\-]?\d+([.,]\d+)?%?", guarded)
    assert number or not re.match(r"[=+\-@\t\r＝＋－＠]", guarded)


@given(row_lists())
def test_any_rows_come_back_as_far_as_a_cell_can_hold_them(rows: list[Row]) -> None:
    back = read_rows(written("csv", rows, Options())) if rows else []
    expected = []
    for row in rows:
        cells = {tag: kept(text) for tag, text in row.cells.items()}
        cells = {tag: text for tag, text in cells.items() if text.strip()}
        if cells:
            expected.append((row.id, cells, row.score, row.flags, row.document))
    assert [(r.id, r.cells, r.score, r.flags, r.document) for r in back] == expected


@given(concept_lists())
def test_any_concepts_come_back(concepts: list[Concept]) -> None:
    if not any(concept.terms for concept in concepts):
        return
    back = read_concepts(written("csv", concepts, Options()))
    expected = []
    for concept in concepts:
        terms = [
            (t.language, one_line(t.form), t.kind, t.status)
            for t in concept.terms
            if one_line(t.form)
        ]
        if terms:
            expected.append((concept.id, terms, kept(concept.domain).strip()))
    assert [
        (c.id, [(t.language, t.form, t.kind, t.status) for t in c.terms], c.domain)
        for c in back
    ] == expected


@given(row_lists())
def test_every_field_is_quoted_and_every_line_as_long_as_the_header(
    rows: list[Row],
) -> None:
    text = written("csv", rows, Options()).decode()
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert text == "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n"
        for line in lines
    )


def test_a_text_too_long_for_a_cell_is_cut_marked_and_noted() -> None:
    options = Options()
    rows = [Row("1", {"en": "x" * 40_000, "vi": "💩" * 20_000})]
    back = read_rows(written("csv", rows, options))[0]
    assert back.cells["en"].endswith("x […]")
    assert len(back.cells["en"]) == 32_767
    assert len(back.cells["vi"].encode("utf-16-le")) // 2 <= 32_767
    assert {loss.field for loss in options.losses} == {"en", "vi"}


def test_what_the_table_has_no_column_for_is_noted() -> None:
    options = Options()
    row = Row("1", {"en": "a", "vi": "b"}, properties={"x-a": "1", "en/⟦a⟧": "<x/>"})
    concept = Concept("c", (Term("en", "a", note="n"),), note="m", agreed="2020")
    written("csv", [row], options)
    written("csv", [concept], options)
    names = [loss.field for loss in options.losses]
    assert names == [
        "inline codes",
        "properties",
        "concept note",
        "concept agreed",
        "term note",
    ]


HEADERS = [
    ("en,zh-CN,zh_TW,vi", ["en", "zh-Hans", "zh-Hant", "vi"]),
    ("English;Chinese (Simplified);Vietnamese", ["en", "zh-Hans", "vi"]),
    ("English\tChinese_PRC\tTiếng Việt", ["en", "zh-Hans", "vi"]),
    ("Term (en),Term (vi),Notes", ["en", "vi"]),
    ("source (EN-US),target (VI),Status", ["en", "vi"]),
    ("English_Term|Vietnamese_Term|ID", ["en", "vi"]),
    ("简体中文,繁體中文,English (UK)", ["zh-Hans", "zh-Hant", "en"]),
    ("ID,en-US,fr-FR", ["en", "fr-FR"]),
]


@pytest.mark.parametrize(("header", "languages"), HEADERS, ids=lambda v: str(v)[:20])
def test_languages_are_recognised_by_the_header(
    header: str, languages: list[str]
) -> None:
    mark = next(m for m in "\t;|," if m in header)
    line = mark.join(f"text {n}" for n in range(header.count(mark) + 1))
    rows = read_rows(f"{header}\n{line}\n")
    assert list(rows[0].cells) == languages


def test_source_and_target_get_their_languages_from_the_user() -> None:
    rows = read_rows("source,target\nhello,chào\n", languages=("en", "vi"))
    assert rows[0].cells == {"en": "hello", "vi": "chào"}


def test_a_table_without_header_gets_its_languages_from_the_user() -> None:
    rows = read_rows("hello,chào\nbye,tạm biệt\n", languages=("en", "vi"))
    assert [row.cells["en"] for row in rows] == ["hello", "bye"]


def test_unknown_columns_are_asked_for() -> None:
    with pytest.raises(FormatError, match=r"a\.csv: can't tell.*--langs"):
        read_rows("hello,chào\n")


def test_a_title_above_the_header_is_told_of() -> None:
    options = Options("a.csv")
    data = io.BytesIO(b"NATO terms,,\n,,\nEN,VI,Note\na,b,c\n")
    assert CSV.read_rows
    assert [row.cells["vi"] for row in CSV.read_rows(data, options)] == ["b"]
    assert [loss.field for loss in options.losses] == ["lines above the header"]


def test_pairs_say_their_languages_in_each_line() -> None:
    pairs = [TermPair("en", "ally", "vi", "đồng minh", 0.9, 3)]
    data = b"".join(csv_format.write_pairs(pairs, Options()))
    row = read_rows(data)[0]
    assert row.cells == {"en": "ally", "vi": "đồng minh"}
    assert row.score == 0.9


def test_a_cell_may_hold_several_terms() -> None:
    text = "Concept,English,Vietnamese,Domain\n1,tank; main battle tank,xe tăng,land\n"
    concept = read_concepts(text)[0]
    assert [(t.form, t.status) for t in concept.in_language("en")] == [
        ("tank", Status.PREFERRED),
        ("main battle tank", Status.ADMITTED),
    ]
    assert concept.domain == "land"


def test_words_of_other_tools_for_status_and_kind_are_understood() -> None:
    text = (
        "concept,lang,term,term type,usage status\n"
        "1,en-GB,missile,fullForm,preferredTerm-admn-sts\n"
        "1,en,rocket,,Do not use\n1,vi,tên lửa,,approved\n"
    )
    concept = read_concepts(text)[0]
    assert [t.status for t in concept.terms] == [
        Status.PREFERRED,
        Status.DEPRECATED,
        Status.PREFERRED,
    ]


def test_an_unknown_status_is_told_of() -> None:
    options = Options("a.csv")
    data = io.BytesIO(b"concept,language,term,status\n1,en,a,maybe\n")
    assert CSV.read_concepts
    list(CSV.read_concepts(data, options))
    assert 'unknown word "maybe"' in str(next(iter(options.losses)))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "en,vi\nally,đồng minh\n"),
        ("utf-16", "en,vi\nally,đồng minh\n"),
        ("gb18030", "en,zh-Hans\nally,盟国以及其他的国家都同意这一点\n"),
        ("big5", "en,zh-Hant\nally,盟國以及其他的國家都同意這一點\n"),
    ],
)
def test_tables_in_other_encodings_are_read(encoding: str, text: str) -> None:
    row = read_rows(text.encode(encoding))[0]
    assert list(row.cells.values())[1] == text.split(",")[-1].strip()


@pytest.mark.parametrize(
    ("encoding", "language", "text"),
    [
        ("latin-1", "fr", "été déjà là où"),
        ("cp1250", "pl", "cześć, żegnaj źdźbło"),
        ("cp1251", "ru", "привет, Мир и люди"),
        ("koi8-r", "ru", "привет, Мир и люди"),
        ("iso8859-7", "el", "γειά σου κόσμε"),
        ("shift_jis", "ja", "こんにちは、世界の平和"),
        ("euc_jp", "ja", "こんにちは、世界の平和"),
        ("euc_kr", "ko", "안녕하세요 세계"),
    ],
)
def test_the_languages_of_the_header_tell_an_old_encoding(
    encoding: str, language: str, text: str
) -> None:
    options = Options("a.csv")
    data = io.BytesIO(f"en;{language}\nhello;{text}\n".encode(encoding))
    assert CSV.read_rows
    assert [row.cells[language] for row in CSV.read_rows(data, options)] == [text]
    assert [loss.field for loss in options.losses] == ["encoding"]


def test_an_old_encoding_of_an_unnamed_western_language_is_guessed() -> None:
    [row] = read_rows("a;été;\nb;là;\n".encode("latin-1"), languages=("en", "fr"))[:1]
    assert row.cells["fr"] == "été"


@pytest.mark.parametrize(
    "data", [b"en,vi\na,\xe9\xff\xfe\n", b"a,b\n\x1f\x8b\x08\xff\n"]
)
def test_what_no_encoding_explains_is_refused(data: bytes) -> None:
    with pytest.raises(EncodingError, match=r"a\.csv: .*name its encoding"):
        read_rows(data)


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("Source (en-US),Target (de-DE),Comment", ["en", "de-DE"]),
        ("term_en,term_es,pos", ["en", "es"]),
        ("en_term,ko_term,definition", ["en", "ko"]),
        ("English [en],Dutch [nl],Swedish", ["en", "nl", "sv"]),
        ("Français,Ελληνικά,العربية", ["fr", "el", "ar"]),
        ("en-US,en-GB,vi", ["en", "en-GB", "vi"]),
        ("French (Canada),Portuguese - Brazil,French", ["fr-CA", "pt-BR", "fr"]),
    ],
)
def test_headers_of_others_name_languages(header: str, languages: list[str]) -> None:
    [row] = read_rows(f"{header}\na,b,c\n")
    assert list(row.cells) == languages


def test_columns_may_be_named_in_one_word() -> None:
    header = "sourceLanguage,targetLanguage,sourceTerm,targetTerm"
    [row] = read_rows(f"{header}\nen,fr,a,b\n")
    assert row.cells == {"en": "a", "fr": "b"}


@pytest.mark.parametrize("end", ["", "\n", "\nc,d\ne,f\n"])
def test_a_quote_that_never_closes_is_refused_with_its_line(end: str) -> None:
    with pytest.raises(FormatError, match=r"a\.csv:3: .*never closes"):
        read_rows('en,vi\n"a\n",b\n"c,d'.replace('"a\n"', "a") + end)


def test_quotes_inside_a_cell_are_read_as_they_stand() -> None:
    [row] = read_rows('en,vi\na "quoted" word,"b" c\n')
    assert row.cells == {"en": 'a "quoted" word', "vi": "b c"}


def test_a_long_table_is_read_piece_by_piece() -> None:
    line = "a sentence of some length for the memory,một câu khá dài cho bộ nhớ\n"
    rows = read_rows("en,vi\n" + line * 30_000)
    assert len(rows) == 30_000
    assert rows[-1].cells["vi"] == "một câu khá dài cho bộ nhớ"


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(FormatError, match="a line of more than"):
        read_rows("en,vi\n" + "x" * 17_000_000)


def test_bytes_that_stop_being_utf8_far_inside_are_refused_with_their_line() -> None:
    data = b"en,vi\n" + b"some text,other text\n" * 60_000 + b"\xff\xfe\n"
    with pytest.raises(EncodingError, match=r"a\.csv:\d+"):
        read_rows(data)


def test_binary_data_is_refused() -> None:
    with pytest.raises((EncodingError, FormatError), match=r"a\.csv"):
        read_rows(bytes(range(256)) * 20)


def test_lines_are_counted() -> None:
    assert CSV.inspect
    text = "sep=;\nid;en;vi\n1;a;b\n;;\n2;c;\n"
    found = CSV.inspect(io.BytesIO(text.encode()), Options("a.csv"))
    assert (found.units, found.languages) == (2, {"en": 2, "vi": 1})


def test_cells_beyond_the_header_are_told_of() -> None:
    assert CSV.inspect
    found = CSV.inspect(io.BytesIO(b"en,vi\na,b,c\n"), Options("a.csv"))
    assert "more cells than the header has" in found.warnings[0]


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    told = refusal(partial(read_rows, languages=("en", "vi")), data)
    assert not told or told.startswith("a.csv:")


def test_a_table_with_tabs_is_the_same_but_for_the_tabs() -> None:
    commas = written("csv", ROWS, Options()).decode()
    tabs = written("tsv", ROWS, Options()).decode()
    assert tabs.splitlines()[0] == commas.splitlines()[0].replace(",", "\t")
    read = named("tsv").read_rows
    assert read
    assert list(read(io.BytesIO(tabs.encode()), Options())) == read_rows(commas)


def test_a_tab_divides_a_line_whose_sentences_have_commas() -> None:
    row = "They met in May, June, and July.\tHọ họp vào tháng 5, 6 và 7.\n"
    (read,) = read_rows(row, languages=("en", "vi"))
    assert read.cells["vi"] == "Họ họp vào tháng 5, 6 và 7."
