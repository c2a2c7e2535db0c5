"""Curated and found designations woven into concepts."""

import pytest

from termloom.encoders import load
from termloom.model import Concept, Evidence, Kind, Row, Segment, Span, Status, Term
from termloom.terms.merge import Tie, merge
from termloom.terms.weave import weave

CURATED = Concept(
    "bmd",
    (
        Term("en", "ballistic missile defence"),
        Term("en", "BMD", Kind.ACRONYM, Status.ADMITTED),
        Term("zh-Hans", "弹道导弹防御"),
    ),
)


def segments(**texts: str) -> dict[str, list[Segment]]:
    return {
        tag.replace("_", "-"): [Segment("d", 0, Span(0, len(t)), t, 0)]
        for tag, t in texts.items()
    }


def tie(a: str, form: str, b: str, other: str, score: float = 0.9) -> Tie:
    return Tie(a, form, b, other, score, "d")


def test_what_is_curated_stays_and_is_counted() -> None:
    texts = segments(zh_Hans="北约弹道导弹防御和BMD。弹道导弹防御。")
    (concept,) = merge([CURATED], [], texts).concepts
    assert [t.form for t in concept.terms[:3]] == [t.form for t in CURATED.terms]
    (own,) = (t for t in concept.terms if t.form == "弹道导弹防御")
    assert own.count == 2
    assert own.contexts[0].document == "d"
    assert own.status is Status.PREFERRED


def test_a_found_form_joins_the_concept_of_its_acronym() -> None:
    found = tie("vi", "phòng thủ tên lửa đạn đạo", "en", "BMD")
    (concept,) = merge([CURATED], [found], {}).concepts
    (new,) = concept.in_language("vi")
    assert new.status is Status.PROPOSED
    assert new.score == 0.9


def test_a_piece_of_a_name_is_added_only_where_the_text_explains_it() -> None:
    piece = Tie("en", "BMD", "zh-Hans", "导弹防御", 0.7, "d")
    paired = piece._replace(evidence=(Evidence("tight", 0.8),))
    forms = [
        [t.form for t in merge([CURATED], [each], {}).concepts[0].terms]
        for each in (piece, paired)
    ]
    assert ["导弹防御" in found for found in forms] == [True, False]


def test_notes_of_two_languages_meet_in_the_acronym() -> None:
    ties = [
        tie("zh-Hans", "一体化防空反导", "en", "IAMD"),
        tie("vi", "Phòng thủ tên lửa và trên không tích hợp", "en", "IAMD"),
    ]
    (concept,) = merge([], ties, {}).concepts
    assert {t.language for t in concept.terms} == {"en", "zh-Hans", "zh-Hant", "vi"}


def test_the_other_chinese_variety_is_proposed_by_conversion() -> None:
    (concept,) = merge([CURATED], [], {}).concepts
    (made,) = concept.in_language("zh-Hant")
    assert (made.form, made.status) == ("彈道飛彈防禦", Status.CONVERTED)


def test_a_converted_term_that_texts_use_is_a_proposal() -> None:
    (concept,) = merge(
        [CURATED], [], segments(zh_Hant="我們加強彈道飛彈防禦。")
    ).concepts
    (made,) = concept.in_language("zh-Hant")
    assert (made.status, made.count) == (Status.PROPOSED, 1)


def test_a_contradiction_is_told_and_changes_nothing() -> None:
    other = Concept("amd", (Term("en", "air defence"), Term("zh-Hans", "防空")))
    woven = merge(
        [CURATED, other], [tie("en", "air defence", "zh-Hans", "弹道导弹防御")], {}
    )
    assert "air defence" in woven.clashes[0]
    assert [len(c.in_language("zh-Hans")) for c in woven.concepts] == [1, 1]


def test_ids_do_not_depend_on_the_order_of_finding() -> None:
    ties = [
        tie("en", "naval assets", "zh-Hans", "海军资产"),
        tie("en", "war", "vi", "chiến tranh"),
    ]
    first = {c.id for c in merge([], ties, {}).concepts}
    assert (
        first
        == {c.id for c in merge([], ties[::-1], {}).concepts}
        == {"naval-assets", "war"}
    )


def test_an_acronym_is_listed_in_each_language_that_uses_it() -> None:
    ties = [tie("zh-Hans", "一体化防空反导", "en", "IAMD")]
    (concept,) = merge([], ties, segments(zh_Hans="加强IAMD。", vi="không có")).concepts
    assert [t.form for t in concept.in_language("zh-Hans")] == [
        "一体化防空反导",
        "IAMD",
    ]
    assert not concept.in_language("vi")


def test_references_become_one_concept_in_all_languages() -> None:
    texts = segments(
        en="Article 5 of the Washington Treaty applies.",
        zh_Hans="根据《华盛顿条约》第5条。",
        zh_Hant="《華盛頓條約》第五條適用。",
        vi="Điều 5 của Hiệp ước Washington.",
    )
    found = weave((), segments=texts, memories={}, encoder=load("none")).concepts
    (concept,) = (c for c in found if any(t.form == "Article 5" for t in c.terms))
    forms = {t.language: t.form for t in concept.terms}
    assert forms == {
        "en": "Article 5",
        "zh-Hans": "第5条",
        "zh-Hant": "第五條",
        "vi": "Điều 5",
    }


def test_aligned_rows_add_proposals_with_their_reasons() -> None:
    made = [
        Row(
            "r",
            {"en": "We deploy naval assets.", "zh-Hant": "我們部署海軍資產。"},
            document="t",
        )
    ]
    texts = segments(en="We deploy naval assets.", zh_Hant="我們部署海軍資產。")
    found = weave(
        (), segments=texts, memories={("en", "zh-Hant"): made}, encoder=load("e5")
    )
    (concept,) = (c for c in found.concepts if c.id == "naval-assets")
    (term,) = concept.in_language("zh-Hant")
    assert (term.form, term.status, term.source) == ("海軍資產", Status.PROPOSED, "t")
    assert any(item.name == "tight" for item in term.evidence)


def test_a_piece_of_a_name_brings_nothing_into_its_concept() -> None:
    curated = Concept("nd", (Term("en", "national defence"), Term("zh-Hant", "國防")))
    evidence = (Evidence("tight", 0.8),)
    ties = [
        tie("en", "defence", "zh-Hant", "國防", 0.8)._replace(evidence=evidence),
        tie("en", "defence", "zh-Hant", "防禦", 0.7)._replace(evidence=evidence),
    ]
    known, new = merge([curated], ties, {}).concepts
    assert len(known.terms) == 3
    assert {t.form for t in new.terms} == {"defence", "防禦", "防御"}


def test_a_form_that_stands_only_inside_a_better_one_is_left_out() -> None:
    ties = [
        tie("en", "Rivermouth", "zh-Hans", "里弗茅斯", 0.9),
        tie("en", "Rivermouth", "zh-Hans", "茅斯", 0.6),
    ]
    found = {}
    for zh in ("里弗茅斯。", "里弗茅斯和茅斯。"):
        (concept,) = merge([], ties, segments(zh_Hans=zh)).concepts
        found[zh] = [t.form for t in concept.in_language("zh-Hans")]
    assert found == {
        "里弗茅斯。": ["里弗茅斯"],
        "里弗茅斯和茅斯。": ["里弗茅斯", "茅斯"],
    }


def woven(rows: dict[str, str]) -> set[str]:
    made = [Row(en, {"en": en, "zh-Hant": zh}, document="t") for en, zh in rows.items()]
    texts = segments(en=" ".join(rows), zh_Hant="".join(rows.values()))
    memories = {("en", "zh-Hant"): made}
    found = weave((), segments=texts, memories=memories, encoder=load("e5"))
    return {t.form for c in found.concepts for t in c.terms}


def test_a_phrase_about_a_general_thing_makes_no_concept_by_chance() -> None:
    rows = {
        "We deploy naval assets.": "我們部署海軍資產。",
        "We see Russian threats.": "我們看到俄羅斯威脅。",
    }
    forms = woven(rows)
    assert "naval assets" in forms
    assert "Russian threats" not in forms


def test_a_piece_of_a_known_name_makes_no_concept() -> None:
    name = (
        ("en", "Joint Training and Education Centre"),
        ("zh-Hant", "聯合訓練與教育中心"),
    )
    known = Concept("jtec", tuple(Term(*form) for form in name))
    en = "The Joint Training and Education Centre is open to naval officers."
    zh = "聯合訓練與教育中心對海軍軍官開放。"
    found = weave(
        (known,),
        segments=segments(en=en, zh_Hant=zh),
        memories={("en", "zh-Hant"): [Row(en, {"en": en, "zh-Hant": zh})]},
        encoder=load("e5"),
    )
    assert any(pair.source == "Education Centre" for pair in found.pairs)
    assert {t.form for c in found.concepts for t in c.in_language("en")} == {
        "Joint Training and Education Centre",
        "naval officers",
    }


@pytest.mark.parametrize(("others", "made"), [({}, True), ({"en": "Peace."}, False)])
def test_two_chinese_forms_make_a_concept_only_where_there_is_but_chinese(
    others: dict[str, str], made: bool
) -> None:
    hans, hant = "新型巡航导弹已经部署。", "新型巡弋飛彈已經部署。"
    found = weave(
        (),
        segments=segments(zh_Hans=hans, zh_Hant=hant, **others),
        memories={
            ("zh-Hans", "zh-Hant"): [Row("r", {"zh-Hans": hans, "zh-Hant": hant})]
        },
        encoder=load("e5"),
    )
    assert found.pairs
    assert bool(found.concepts) is made


def test_a_resolution_gets_its_english_name_from_its_number() -> None:
    texts = segments(zh_Hans="根据安理会第2231号决议和第六条。", vi="Theo Điều IV.")
    found = weave((), segments=texts, memories={}, encoder=load("none")).concepts
    english = {t.form for c in found for t in c.in_language("en")}
    assert english == {"Resolution 2231", "Article IV"}


def test_an_article_of_a_known_treaty_gets_its_english_name() -> None:
    forms = ("en", "Outer Space Treaty"), ("vi", "Hiệp ước Không gian Vũ trụ")
    known = Concept("ost", tuple(Term(*form) for form in forms))
    text = "Theo Điều IV của Hiệp ước Không gian Vũ trụ và Điều 5 Hiến chương."
    found = weave(
        (known,), segments=segments(vi=text), memories={}, encoder=load("none")
    )
    pairs = [{t.form for t in c.terms} for c in found.concepts]
    treaty = "Hiệp ước Không gian Vũ trụ"
    assert {f"Điều IV của {treaty}", "Article IV of the Outer Space Treaty"} in pairs


def test_quotation_marks_follow_the_script() -> None:
    found = tie("en", "the resolution", "zh-Hant", "「侵略烏克蘭」決議")
    (concept,) = merge([], [found], {}).concepts
    assert [t.form for t in concept.in_language("zh-Hans")] == ["“侵略乌克兰”决议"]
