"""Glossaries as TBX of both generations."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hostile import HEADER, concept_lists, kept, one_line, written
from termloom.errors import EncodingError, FormatError
from termloom.formats import Options, named
from termloom.model import Concept, Context, Kind, Status, Term

DATA = Path(__file__).parent / "data"
GLOSSARY = [
    Concept(
        "iamd",
        (
            Term(
                "en",
                "Integrated Air & Missile Defence",
                source="NATO usage",
                note="no hyphen",
                contexts=(Context("washington", "IAMD is essential."),),
            ),
            Term("en", "IAMD", Kind.ACRONYM, Status.ADMITTED),
            Term("zh-Hans", "一体化防空反导", score=0.91204, count=7),
            Term("zh-Hans", "综合防空", status=Status.DEPRECATED),
            Term("vi", "phòng không tích hợp", status=Status.PROPOSED, score=0.5),
        ),
        domain="air defence",
        definition="Defence against all threats from the air.",
        source="summit texts",
        note="core concept\nsecond line",
        agreed="2016-02-29",
    ),
    Concept("5 & more", (Term("en", "Article 5"), Term("vi", "Điều 5"))),
]


def read(data: bytes | str, name: str = "tbx") -> list[Concept]:
    reader = named(name).read_concepts
    assert reader
    raw = data.encode() if isinstance(data, str) else data
    return list(reader(io.BytesIO(raw), Options("a.tbx")))


def options(name: str) -> Options:
    return Options(profile="all" if name == "tbx2" else "")


FILES = [("tbx", "", "v3.tbx"), ("tbx", "dct", "v3.dct.tbx"), ("tbx2", "all", "v2.tbx")]


@pytest.mark.parametrize(("name", "profile", "file"), FILES)
def test_a_glossary_is_written_as_it_always_was(
    name: str, profile: str, file: str
) -> None:
    data = written(name, GLOSSARY, Options(profile=profile))
    assert data.decode() == (DATA / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "profile", "file"), FILES)
def test_everything_that_has_a_place_comes_back(
    name: str, profile: str, file: str
) -> None:
    back = read(written(name, GLOSSARY, Options(profile=profile)))
    assert back == GLOSSARY
    for found, original in zip(back, GLOSSARY, strict=True):
        for field in ("definition", "source", "note", "agreed"):
            assert getattr(found, field) == getattr(original, field)
    first = back[0].terms
    assert (first[0].source, first[0].note) == ("NATO usage", "no hyphen")
    assert first[0].contexts[0].text == "IAMD is essential."
    assert (first[2].score, first[2].count) == (0.912, 7)


@given(concept_lists(), st.sampled_from([("tbx", ""), ("tbx", "dct"), ("tbx2", "all")]))
def test_any_concepts_come_back(
    concepts: list[Concept], layout: tuple[str, str]
) -> None:
    languages = ("en", "zh-Hans", "vi")
    name, profile = layout
    options = Options(languages=languages, profile=profile)
    back = read(written(name, concepts, options))
    expected = []
    for concept in concepts:
        terms = [
            (t.language, one_line(t.form), t.kind, t.status)
            for tag in languages
            for t in concept.in_language(tag)
            if one_line(t.form)
        ]
        if terms:
            expected.append((concept.id, list(dict.fromkeys(terms))))
    assert [
        (c.id, [(t.language, t.form, t.kind, t.status) for t in c.terms]) for c in back
    ] == expected


@given(concept_lists())
def test_ids_are_xml_names_and_unique(concepts: list[Concept]) -> None:
    root = etree.fromstring(written("tbx", [*concepts, *concepts], Options()))
    ids = [entry.get("id") for entry in root.iter("{*}conceptEntry")]
    assert len(set(ids)) == len(ids)
    assert all(name[0].isalpha() for name in ids)


def test_each_language_has_one_section() -> None:
    mixed = Concept("c", (Term("en", "a"), Term("vi", "b"), Term("en", "c")))
    root = etree.fromstring(written("tbx", [mixed], Options()))
    assert len(list(root.iter("{*}langSec"))) == 2


def test_version_2_holds_one_variety_of_chinese_and_says_so() -> None:
    options = Options(languages=("zh-Hans", "zh-Hant"))
    both = Concept("c", (Term("zh-Hans", "导弹"), Term("zh-Hant", "飛彈")))
    assert "飛彈" not in written("tbx2", [both], options).decode()
    assert [loss.field for loss in options.losses] == ["zh-Hant"]


def test_version_2_holds_concepts_with_a_term_in_each_language() -> None:
    options = Options(languages=("en", "vi"))
    half = Concept("half", (Term("en", "alone"), Term("vi", " ")))
    text = written("tbx2", [half, GLOSSARY[1]], options).decode()
    assert "alone" not in text
    assert "Điều 5" in text
    assert [(loss.field, loss.first) for loss in options.losses] == [
        ("concept", "half")
    ]


def test_version_2_in_the_other_variety_is_a_file_of_its_own() -> None:
    both = Concept("c", (Term("en", "a"), Term("zh-Hans", "导"), Term("zh-Hant", "導")))
    options = Options(languages=("en", "zh-Hant"))
    text = written("tbx2", [both], options).decode()
    assert "導" in text
    assert "导" not in text
    assert not options.losses


def test_a_term_straight_below_its_language_is_read() -> None:
    data = "<martif><text><body><termEntry><langSet xml:lang='EN'><term>a</term>"
    [concept] = read(data + "</langSet></termEntry></body></text></martif>", "tbx2")
    assert concept.terms == (Term("en", "a"),)


def test_a_concept_without_a_term_to_write_is_noted() -> None:
    options = Options(languages=("vi",))
    written("tbx", [*GLOSSARY, Concept("x", (Term("en", "a"),))], options)
    assert [(loss.field, loss.first) for loss in options.losses] == [("concept", "x")]


DCT = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader/><text><body><conceptEntry id="c1"><min:subjectField>law</min:subjectField>
<langSec xml:lang="en"><basic:definition>A rule.</basic:definition>
<termSec><term>law</term><min:administrativeStatus>deprecatedTerm-admn-sts
</min:administrativeStatus><basic:termType>acronym</basic:termType></termSec></langSec>
<langSec xml:lang="zh-CN"><termSec><term>法 <hi>律</hi></term></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def test_the_style_with_elements_for_categories_is_read() -> None:
    concept = read(DCT)[0]
    assert (concept.domain, concept.definition) == ("law", "A rule.")
    assert concept.terms[0].status is Status.DEPRECATED
    assert concept.terms[0].kind is Kind.ACRONYM
    assert (concept.terms[1].language, concept.terms[1].form) == ("zh-Hans", "法 律")


MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Default" xml:lang="en"><martifHeader/><text><body>
<termEntry id="eid-1"><descripGrp><descrip type="subjectField">IT</descrip></descripGrp>
<langSet xml:lang="en-US"><ntig><termGrp><term>byte</term>
<termNote type="administrativeStatus">preferredTerm</termNote></termGrp></ntig>
</langSet>
<langSet xml:lang="vi"><descrip type="definition">Tám bit.</descrip>
<tig><term>bai</term><descrip type="context">Một bai.</descrip></tig></langSet>
</termEntry><termEntry><langSet xml:lang="en"><tig><term/></tig></langSet></termEntry>
</body></text></martif>"""


def test_files_of_the_second_generation_are_read_by_either_name() -> None:
    assert read(MARTIF, "tbx") == read(MARTIF, "tbx2")
    concept = read(MARTIF)[0]
    assert concept.domain == "IT"
    assert concept.definition == "Tám bit."
    assert [(t.language, t.form) for t in concept.terms] == [
        ("en", "byte"),
        ("vi", "bai"),
    ]
    assert concept.terms[1].contexts[0].text == "Một bai."


def test_concepts_are_counted_also_those_without_a_term() -> None:
    inspect = named("tbx2").inspect
    assert inspect
    found = inspect(io.BytesIO(MARTIF.encode()), Options("a.tbx"))
    assert (found.units, found.languages) == (2, {"en": 1, "vi": 1})
    assert any("no term" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"<tmx/>", 'begins with "<tmx>"'),
        (b"<tbx><text><body><conceptEntry>", "a.tbx:1: broken XML"),
        (b'<!DOCTYPE tbx [<!ENTITY x SYSTEM "y">]><tbx/>', "entities"),
    ],
)
def test_broken_files_are_refused(data: bytes, says: str) -> None:
    with pytest.raises((FormatError, EncodingError), match=says):
        read(data)


def test_the_title_and_the_signature_are_in_the_header() -> None:
    text = written("tbx", GLOSSARY, Options()).decode()
    assert f"<title>{kept(HEADER.title)}</title>" in text
    assert HEADER.signature in text
