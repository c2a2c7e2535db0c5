"""Term candidates: noun phrases, ranked, without fragments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termloom.model import Evidence, Segment, Span, TermPair
from termloom.tags import LANGUAGES
from termloom.terms.candidates import Phrasebook, candidates, counted, tightened
from termloom.terms.phrases import grammar, phrases, tokens


def segments(*texts: str) -> list[Segment]:
    return [Segment("d", n, Span(0, len(t)), t, n) for n, t in enumerate(texts)]


def forms(tag: str, *texts: str) -> list[str]:
    return [c.form for c in candidates(segments(*texts), tag)]


def found(tag: str, text: str) -> set[str]:
    return {text[slice(*phrase.span)] for phrase in phrases(tag, text)}


def test_a_phrase_ends_at_verbs_and_function_words() -> None:
    text = "We will strengthen our credible deterrence and develop ready forces."
    assert "credible deterrence" in found("en", text)
    assert not any("strengthen" in form or "our" in form for form in found("en", text))


def test_names_keep_their_small_words() -> None:
    text = "It met the Heads of State and Government at the UN General Assembly."
    assert {"Heads of State and Government", "UN General Assembly"} <= found("en", text)


def test_a_judging_adjective_is_no_part_of_a_long_term() -> None:
    text = "They face a dangerous strategic reality and enormous human suffering."
    assert {"strategic reality", "human suffering"} <= found("en", text)
    assert "dangerous strategic reality" not in found("en", text)


def test_a_name_with_a_genitive_is_whole() -> None:
    text = "We call on the People’s Republic of China to act."
    assert "People’s Republic of China" in found("en", text)
    assert not any(form.startswith("’s") for form in found("en", text))
    assert "Republic of China" not in forms("en", text)


def test_a_number_before_a_hyphen_stays() -> None:
    assert "360-degree approach" in found("en", "with a 360-degree approach")


def test_a_dash_between_spaces_parts_names() -> None:
    text = "Statement by Heads of State - Brussels, 24 March"
    assert not any("- Brussels" in form for form in found("en", text))


def test_chinese_verbs_stay_outside() -> None:
    text = "我们将进一步加强集体防御和关键基础设施。"
    assert {"集体防御", "关键基础设施"} <= found("zh-Hans", text)
    assert not any(form.startswith("加强") for form in found("zh-Hans", text))


def test_a_chinese_prefix_is_not_cut_off() -> None:
    assert "不扩散条约" in found("zh-Hans", "各方重申不扩散条约的重要性。")
    assert "跨大西洋纽带" in found("zh-Hans", "持久的跨大西洋纽带。")


def test_a_body_in_a_country_is_one_chinese_name() -> None:
    text = "北约驻伊拉克特派团将继续支持盟国。"
    assert "北约驻伊拉克特派团" in found("zh-Hans", text)
    assert not {"伊拉克特派团", "支持盟国"} & found("zh-Hans", text)


def test_a_foreign_name_in_chinese_is_whole() -> None:
    text = "洛佩斯·奥夫拉多尔将会见斯图里奇和其他人。"
    forms_ = [text[slice(*span)] for span in tokens("zh-Hans", text)]
    assert {"洛佩斯", "奥夫拉多尔", "斯图里奇"} <= set(forms_)
    assert tokens("zh-Hans", "罗马尼亚和波兰")[0] == (0, 4)


def test_a_chinese_title_is_a_name() -> None:
    text = "我们反对《禁止核武器条约》。"
    assert "禁止核武器条约" in forms("zh-Hans", text)
    assert "核武器条约" not in forms("zh-Hans", text)


def test_a_vietnamese_name_ends_its_phrase() -> None:
    text = "Chúng tôi hỗ trợ Ukraine theo chính sách của NATO mới."
    assert not {"hỗ trợ Ukraine", "NATO mới"} & found("vi", text)


def test_traditional_text_gives_traditional_forms() -> None:
    assert "集體防禦" in found("zh-Hant", "我們加強集體防禦。")


def test_vietnamese_classifiers_stay_outside() -> None:
    text = "Chúng tôi tăng cường các cơ sở hạ tầng quan trọng và phòng thủ tập thể."
    assert "phòng thủ tập thể" in found("vi", text)
    assert not any(form.startswith(("các", "tăng cường")) for form in found("vi", text))


def test_conjoined_terms_are_found_whole() -> None:
    text = "Răn đe và phòng thủ là nhiệm vụ. NATO có răn đe và phòng thủ."
    assert "răn đe và phòng thủ" in found("vi", text)


def test_part_of_a_term_that_never_stands_free_is_left_out() -> None:
    text = "The Washington Treaty binds. The Washington Treaty protects."
    assert "Washington Treaty" in forms("en", text)
    assert "Treaty" not in forms("en", text)


def test_frequent_terms_come_before_rare_ones() -> None:
    texts = ["We need collective defence."] * 4 + ["We need naval assets."]
    assert forms("en", *texts)[:2] == ["collective defence", "naval assets"]


def test_general_words_come_last() -> None:
    ranked = forms("en", "Interoperability needs time.", "The way to interoperability.")
    assert ranked[0].casefold() == "interoperability"


def test_a_capital_at_the_beginning_of_a_sentence_is_dropped() -> None:
    assert "nuclear threats" in forms("en", "Nuclear threats have been made.")


def test_places_slice_their_segments() -> None:
    texts = segments("北约加强集体防御。", "集体防御是北约的任务。")
    for candidate in candidates(texts, "zh-Hans"):
        for place in candidate.places:
            form = texts[place.segment].text[slice(*place.span)]
            assert form.casefold() == candidate.form.casefold()


def test_spellings_of_one_term_are_counted_together() -> None:
    texts = ["A cyber threat grew.", "Cyber threats grow."]
    table = counted(Phrasebook("en").table(texts))
    counts = dict(zip(table["key"], table["count"], strict=True))
    assert counts["cyber threat"] == 2


def test_a_phrasebook_gives_the_same_for_texts_it_has_read() -> None:
    texts = ["A cyber threat grew.", "Sanctions hold.", "A cyber threat grew."]
    book = Phrasebook("en")
    first = book.table(texts)
    assert book.table(texts[1:]).rows() == [
        (row[0] - 1, *row[1:]) for row in first.rows() if row[0]
    ]


def test_a_firm_counterpart_lifts_a_candidate() -> None:
    found = candidates(segments("Naval assets and civil preparedness grow."), "en")
    evidence = (Evidence("tight", 1), Evidence("back", 1), Evidence("phrase", 1))
    pair = TermPair("en", "naval assets", "vi", "x", 0.9, 1, evidence)
    assert tightened(found, "en", [pair])[0].form.casefold() == "naval assets"


def test_no_text_gives_no_candidates() -> None:
    assert candidates([], "en") == []


@pytest.mark.parametrize("tag", LANGUAGES)
@settings(max_examples=30)
@given(
    text=st.text("The UN's Điều khoản 北约的 防御-、,.«()0123 và of and\n", max_size=40)
)
def test_phrases_slice_any_text(tag: str, text: str) -> None:
    spans = tokens(tag, text)
    assert len(grammar(tag).classes(text, spans)) == len(spans)
    for phrase in phrases(tag, text):
        assert 0 <= phrase.span.start < phrase.span.stop <= len(text)
        assert len(phrase.letters) == phrase.tokens[1] - phrase.tokens[0]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("The banking sector pays.", "banking sector"),
        ("They fight money laundering.", "money laundering"),
        ("within internationally recognized borders.", "internationally recog"),
        ("NATO’s defence plans hold.", "NATO’s defence plans"),
        (
            "chemical, biological and nuclear threats",
            "chemical, biological and nu",
        ),
        ("It has a right to self-defence.", "right to self-defence"),
        ("We need safe passage for civilians.", "safe passage for civilians"),
        ("under Article 5 of the Washington Treaty", "Article 5 of the Washington Tr"),
    ],
)
def test_an_english_term_is_found_whole(text: str, term: str) -> None:
    assert any(form.startswith(term) for form in found("en", text))


def test_a_gerund_that_governs_begins_no_term() -> None:
    text = "by immediately implementing a ceasefire and strengthening capabilities"
    forms_ = found("en", text)
    assert not any(form.startswith(("impl", "strengthening")) for form in forms_)
