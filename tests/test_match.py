"""Glossary terms are found in texts, whole and in every spelling."""

from hypothesis import given
from hypothesis import strategies as st

from termloom.languages import language
from termloom.model import Concept, Kind, Status, Term
from termloom.terms.match import Matcher


def concept(id: str, language: str, *forms: str, kind: Kind = Kind.FULL) -> Concept:
    return Concept(id, tuple(Term(language, form, kind) for form in forms))


def found(matcher: Matcher, text: str) -> list[tuple[str, str]]:
    return [(text[slice(*o.span)], o.concept.id) for o in matcher.find(text)]


def test_longest_term_wins() -> None:
    matcher = Matcher(
        [
            concept("defence", "en", "defence"),
            concept("posture", "en", "deterrence and defence posture"),
            concept("deterrence", "en", "deterrence"),
        ],
        "en",
    )
    assert found(matcher, "Our deterrence and defence posture is defence.") == [
        ("deterrence and defence posture", "posture"),
        ("defence", "defence"),
    ]


def test_longer_term_wins_even_where_a_shorter_one_begins_earlier() -> None:
    matcher = Matcher(
        [concept("a", "zh-Hans", "北约导弹"), concept("b", "zh-Hans", "导弹防御系统")],
        "zh-Hans",
    )
    assert found(matcher, "加强北约导弹防御系统。") == [("导弹防御系统", "b")]


def test_part_of_a_word_is_no_term() -> None:
    matcher = Matcher(
        [concept("art", "en", "art"), concept("ally", "en", "ally")], "en"
    )
    assert found(matcher, "Partly, totally, an artist") == []


def test_english_term_is_found_in_any_case() -> None:
    matcher = Matcher([concept("sc", "en", "Strategic Concept")], "en")
    assert found(matcher, "the STRATEGIC CONCEPT") == [("STRATEGIC CONCEPT", "sc")]


def test_acronym_keeps_its_capitals() -> None:
    matcher = Matcher([concept("who", "en", "WHO", kind=Kind.ACRONYM)], "en")
    assert found(matcher, "those who asked the WHO") == [("WHO", "who")]


def test_chinese_term_is_found_with_and_without_quotation_marks() -> None:
    matcher = Matcher([concept("pac", "zh-Hant", "愛國者飛彈")], "zh-Hant")
    assert found(matcher, "提供「愛國者」飛彈。") == [("愛國者」飛彈", "pac")]
    matcher = Matcher([concept("pac", "zh-Hant", "「愛國者」飛彈")], "zh-Hant")
    assert found(matcher, "提供愛國者飛彈。") == [("愛國者飛彈", "pac")]


def test_two_characters_of_two_words_are_no_term() -> None:
    matcher = Matcher([concept("major", "zh-Hans", "少将")], "zh-Hans")
    assert found(matcher, "每年至少将百分之二用于防务。") == []
    assert found(matcher, "陆军少将出席会议。") == [("少将", "major")]


def test_chinese_term_is_found_between_other_characters() -> None:
    matcher = Matcher([concept("cd", "zh-Hant", "集體防禦")], "zh-Hant")
    assert found(matcher, "更加註重集體防禦和互操作性") == [("集體防禦", "cd")]


def test_latin_letters_in_chinese_are_whole_words() -> None:
    matcher = Matcher([concept("bmd", "zh-Hans", "BMD", kind=Kind.ACRONYM)], "zh-Hans")
    assert found(matcher, "北约BMD（注）与ABMD") == [("BMD", "bmd")]


def test_vietnamese_syllable_is_whole() -> None:
    matcher = Matcher([concept("nga", "vi", "Nga")], "vi")
    assert found(matcher, "Nga và Ngang, NGA") == [("Nga", "nga"), ("NGA", "nga")]


def test_decomposed_vietnamese_is_found_with_its_own_offsets() -> None:
    import unicodedata

    matcher = Matcher([concept("cd", "vi", "phòng thủ tập thể")], "vi")
    text = unicodedata.normalize("NFD", "củng cố phòng thủ tập thể.")
    (occurrence,) = matcher.find(text)
    assert (
        unicodedata.normalize("NFC", text[slice(*occurrence.span)])
        == "phòng thủ tập thể"
    )


def test_form_of_two_concepts_gives_both() -> None:
    matcher = Matcher(
        [concept("a", "en", "alliance"), concept("b", "en", "Alliance")], "en"
    )
    assert {o.concept.id for o in matcher.find("the Alliance")} == {"a", "b"}


def test_terms_of_other_languages_are_not_looked_for() -> None:
    matcher = Matcher([concept("a", "vi", "an ninh")], "en")
    assert matcher.find("an ninh") == []


def test_status_is_left_to_the_caller() -> None:
    term = Term("en", "theatre missile defence", status=Status.DEPRECATED)
    (hit,) = Matcher([Concept("tmd", (term,))], "en").find("theatre missile defence")
    assert hit.term.status is Status.DEPRECATED


def fold(text: str) -> str:
    return language("zh-Hans").fold(text).text


@given(st.text("北约导弹防御 NATOato-.", max_size=60))
def test_occurrences_slice_the_text_and_never_overlap(text: str) -> None:
    forms = ["北约", "导弹", "导弹防御", "防御", "NATO", "北约导弹防御", "a"]
    matcher = Matcher([concept(f, "zh-Hans", f) for f in forms], "zh-Hans")
    at = 0
    for occurrence in matcher.find(text):
        assert occurrence.span.start >= at
        at = occurrence.span.stop
        assert fold(text[slice(*occurrence.span)]) == fold(occurrence.term.form)


def test_vietnamese_name_of_one_syllable_keeps_its_capital() -> None:
    matcher = Matcher([concept("france", "vi", "Pháp")], "vi")
    assert found(matcher, "Các biện pháp của Pháp.") == [("Pháp", "france")]


def test_terms_that_do_not_occur_change_nothing() -> None:
    text = "The Alliance strengthens collective defence and resilience. " * 200
    here = concept("here", "en", "collective defence")
    absent = [concept(f"c{n}", "en", f"word{n} term{n}") for n in range(20_000)]
    alone = Matcher([here], "en").find(text)
    assert len(alone) == 200
    assert Matcher([here, *absent], "en").find(text) == alone
