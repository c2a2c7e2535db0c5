"""Term pairs from aligned rows."""

from collections.abc import Iterable, Iterator

import numpy as np
import pytest

from termloom.encoders import Encoder, Encoding, load
from termloom.languages import language
from termloom.model import Concept, Evidence, Row, Span, Status, Term, TermPair
from termloom.terms.association import associations
from termloom.terms.bitext import Asked, Bitext, answers
from termloom.terms.pairs import _not_outdone, pairs
from termloom.terms.references import references, with_treaty
from termloom.terms.spans import FEATURES, Link, link, stretches, words

ROWS = [
    ("We strengthen collective defence.", "我们加强集体防御。"),
    ("Collective defence is our task.", "集体防御是我们的任务。"),
    ("The Washington Treaty protects Europe.", "《华盛顿条约》保护欧洲。"),
    ("Europe needs sanctions.", "欧洲需要制裁。"),
    ("The sanctions continue.", "制裁继续。"),
    ("NATO honours the Washington Treaty.", "北约遵守《华盛顿条约》。"),
]


def rows(texts: Iterable[tuple[str, str]] = ROWS) -> list[Row]:
    return [Row(f"r{n}", {"en": a, "zh-Hans": b}) for n, (a, b) in enumerate(texts)]


class Dictionary:
    """An encoder that knows which words mean the same."""

    signature = "dictionary"
    meanings = (
        ("collective", "集体"),
        ("defence", "防御"),
        ("washington", "华盛顿"),
        ("treaty", "条约"),
        ("europe", "欧洲"),
        ("sanctions", "制裁"),
        ("nato", "北约"),
    )

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        for text in texts:
            tag = "en" if text.isascii() else "zh-Hans"
            spans = language(tag).tokens(text)
            states = [self._state(text[slice(*span)].casefold()) for span in spans]
            yield Encoding(
                np.zeros(40, np.float32),
                float(len(spans)),
                np.array(states, np.float16),
                np.array(spans, np.int32),
                np.ones(len(spans), np.float32),
            )

    def _state(self, word: str) -> list[float]:
        state = [0.0] * 40
        for number, own in enumerate(self.meanings):
            if any(word in meaning or meaning in word for meaning in own):
                state[number] = 1.0
        if not any(state):
            state[len(self.meanings) + sum(map(ord, word)) % 30] = 1.0
        return state


def best(encoder: Encoder) -> dict[str, str]:
    return {
        pair.source: pair.target
        for pair in pairs(rows(), "en", "zh-Hans", encoder=encoder)
    }


def test_terms_meet_their_counterparts() -> None:
    found = best(Dictionary())
    assert found["collective defence"] == "集体防御"
    assert found["Washington Treaty"] == "华盛顿条约"
    assert found["sanctions"] == "制裁"


def test_pairs_are_explained_and_sorted() -> None:
    found = pairs(rows(), "en", "zh-Hans", encoder=Dictionary())
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    names = {item.name for item in found[0].evidence}
    assert {"tight", "back", "votes", "term"} <= names
    assert all(0 <= pair.score <= 1 for pair in found)


def test_a_known_pair_comes_first() -> None:
    known = Concept("x", (Term("en", "sanctions"), Term("zh-Hans", "制裁")))
    found = pairs(rows(), "en", "zh-Hans", encoder=Dictionary(), known=[known])
    assert (found[0].source, found[0].target, found[0].score) == (
        "sanctions",
        "制裁",
        0.99,
    )
    assert found[0].evidence[-1].note == "x"


def test_a_known_pair_is_found_where_no_phrase_shows_it() -> None:
    words_ = Term("en", "to protect", status=Status.ADMITTED), Term("zh-Hans", "保护")
    known = Concept("x", (Term("en", "protects"), *words_))
    found = pairs(rows(), "en", "zh-Hans", encoder=Dictionary(), known=[known])
    (pair,) = (p for p in found if p.target == "保护")
    assert (pair.source, pair.score, pair.count) == ("protects", 0.99, 1)


def test_a_known_term_inside_a_longer_one_of_its_concept_is_no_pair() -> None:
    terms = ("treaty", "Washington Treaty"), ("条约", "华盛顿条约")
    known = Concept(
        "x",
        tuple(
            Term(tag, form)
            for tag, forms in zip(("en", "zh-Hans"), terms, strict=True)
            for form in forms
        ),
    )
    texts = [("The Washington Treaty.", "华盛顿条约。")]
    found = pairs(rows(texts), "en", "zh-Hans", encoder=load("none"), known=[known])
    forms = {(p.source.casefold(), p.target) for p in found}
    assert ("washington treaty", "华盛顿条约") in forms
    assert ("treaty", "条约") not in forms


def test_counts_alone_find_frequent_pairs() -> None:
    found = best(load("none"))
    assert found["collective defence"] == "集体防御"
    assert found["Washington Treaty"] == "华盛顿条约"


def test_the_bundled_encoder_finds_pairs_in_single_sentences() -> None:
    texts = [
        (
            "We are increasing information exchange and situational awareness.",
            "我們正在加強信息交流和態勢感知。",
        ),
        (
            "We reaffirm the sovereignty and territorial integrity of Ukraine.",
            "我們重申烏克蘭的主權和領土完整。",
        ),
        ("Sexual violence and war crimes are crimes.", "性暴力和戰爭罪是犯罪行為。"),
    ]
    made = [Row(str(n), {"en": a, "zh-Hant": b}) for n, (a, b) in enumerate(texts)]
    found = {
        p.source: p.target for p in pairs(made, "en", "zh-Hant", encoder=load("e5"))
    }
    assert found["information exchange"] == "信息交流"
    assert found["situational awareness"] == "態勢感知"
    assert found["territorial integrity"] == "領土完整"


def test_rows_without_both_languages_are_passed_over() -> None:
    made = [
        Row("a", {"en": "Collective defence."}),
        Row("b", {"zh-Hans": "集体防御。"}),
    ]
    assert pairs(made, "en", "zh-Hans", encoder=load("none")) == []


def test_a_row_without_words_says_nothing() -> None:
    made = rows([("Europe.", "……"), ("Europe needs sanctions.", "欧洲需要制裁。")])
    found = pairs(made, "en", "zh-Hans", encoder=Dictionary())
    assert {p.source: p.target for p in found}["sanctions"] == "制裁"


def test_association_counts_rows_not_occurrences() -> None:
    texts = [("war, war and war", "战争和战争"), ("peace", "和平")]
    found = associations(
        texts, "en", "zh-Hans", {"war": ["战争", "和平"], "peace": ["和平"]}
    )
    assert found["war", "战争"].both == 1
    assert found["war", "战争"].dice == 1
    assert found["war", "和平"].both == 0
    assert found["peace", "和平"].likelihood > 0


def test_a_form_that_a_longer_one_always_holds_is_told() -> None:
    texts = [("a treaty", "华盛顿条约")] * 3
    found = associations(texts, "en", "zh-Hans", {"treaty": ["条约", "华盛顿条约"]})
    assert found["treaty", "条约"].held == 1
    assert found["treaty", "华盛顿条约"].held == 0


@pytest.mark.parametrize(
    ("tag", "text"), [("zh-Hant", "北約最高法院"), ("vi", "Tòa án Tối cao")]
)
def test_words_slice_their_text(tag: str, text: str) -> None:
    (encoding,) = load("none").encode([text])
    own = words(text, tag, encoding, np.zeros(0, np.float32))
    assert "".join(text[slice(*span)] for span in own.spans) == text.replace(" ", "")


def test_stretches_stay_inside_a_clause() -> None:
    found = linked("Europe", "欧洲。制裁")
    assert set(known(found, range(1), "score")) == {"欧洲", "制裁"}


def linked(source: str, target: str) -> Link:
    encoder = Dictionary()
    sides = []
    for text, tag in ((source, "en"), (target, "zh-Hans")):
        (encoding,) = encoder.encode([text])
        sides.append(words(text, tag, encoding, np.zeros(40, np.float32)))
    return link(*sides)


def known(found: Link, term: range, name: str) -> dict[str, float]:
    """What is known under a name of each stretch for a term."""
    target, all_ = found.target, stretches(found, term)
    column = all_.features[:, FEATURES.index(name)].tolist()
    return {
        target.text[slice(*target.span(all_.words(number)))]: value
        for number, value in enumerate(column)
    }


def test_a_stretch_that_holds_the_meaning_of_another_word_is_told() -> None:
    found = linked("Europe sanctions", "欧洲制裁")
    taken = known(found, range(1), "taken by one")
    assert taken["欧洲"] < 0.1
    assert taken["欧洲制裁"] > 0.9
    assert known(found, range(1), "lead outside")["制裁"] > 0


def test_a_stretch_knows_the_word_classes_beside_it() -> None:
    found = linked("Europe and sanctions", "欧洲和制裁。")
    assert known(found, range(1), "after C")["欧洲"] == 1
    assert known(found, range(1), "before C")["制裁"] == 1
    assert known(found, range(1), "after _")["制裁"] == 1


def test_answers_come_with_shares_of_belief() -> None:
    bitext = Bitext(ROWS, "en", "zh-Hans", Dictionary())
    (answer,) = answers(bitext, [Asked(2, Span(4, 21))])
    text = ROWS[2][1]
    assert text[slice(*answer.spans[0])].strip("《》") == "华盛顿条约"
    assert answer.chances[0] == max(answer.chances)
    assert answer.chances.sum() <= 1 + 1e-6
    assert answer.returns[0] == 1


def test_a_fragment_has_one_neighbour() -> None:
    texts = [("a referendum", f"cuộc trưng cầu dân ý {n}") for n in "abc"]
    found = associations(
        texts, "en", "vi", {"referendum": ["dân ý", "trưng cầu dân ý"]}
    )
    assert found["referendum", "dân ý"].stuck > 0.6
    free = associations(
        [("war", "战争开始"), ("war", "反对战争"), ("war", "和战争。")],
        "en",
        "zh-Hans",
        {"war": ["战争"]},
    )
    assert free["war", "战争"].stuck == 0


def test_a_chinese_plural_is_cut_off() -> None:
    made = rows([("Foreign Ministers meet.", "外交部长们举行会议。")])
    found = pairs(made, "en", "zh-Hans", encoder=load("e5"))
    assert {p.source: p.target for p in found}["Foreign Ministers"] == "外交部长"


@pytest.mark.parametrize(
    ("tag", "text", "whole"),
    [
        ("en", "under Article 5 of the Washington Treaty.", "Article 5 of the W"),
        ("zh-Hans", "根据《华盛顿条约》第5条，我们", "《华盛顿条约》第5条"),
        ("vi", "trong Điều 5 của Hiệp ước Washington, là", "Điều 5 của Hiệp ước W"),
        ("vi", "Điều 51 Hiến chương Liên hiệp quốc quy định", "Điều 51 Hiến ch"),
    ],
)
def test_an_article_goes_with_its_treaty(tag: str, text: str, whole: str) -> None:
    ((span, _),) = references(text, tag)
    form = text[slice(*with_treaty(text, span, tag))]
    assert form.startswith(whole)
    assert form.endswith(("Treaty", "条", "Washington", "quốc"))


def test_articles_are_paired_with_and_without_their_treaty() -> None:
    texts = [("Article 5 of the Washington Treaty.", "《华盛顿条约》第5条。")]
    found = pairs(rows(texts), "en", "zh-Hans", encoder=load("none"))
    references = {(p.source, p.target) for p in found if p.score == 0.98}
    assert references == {
        ("Article 5", "第5条"),
        ("Article 5 of the Washington Treaty", "《华盛顿条约》第5条"),
    }


def test_a_piece_of_a_term_takes_not_the_rendering_of_the_whole() -> None:
    def pair(form: str, score: float, back: float) -> TermPair:
        evidence = (Evidence("back", back),)
        return TermPair("en", form, "zh-Hans", "核电站", score, 1, evidence)

    whole = pair("nuclear power plants", 0.7, 1.0)
    piece, same = pair("plants", 0.3, 0.5), pair("power plants", 0.6, 1.0)
    assert list(_not_outdone([whole, piece, same])) == [whole, same]


def own_words(text: str, tag: str) -> list[str]:
    (encoding,) = load("none").encode([text])
    own = words(text, tag, encoding, np.zeros(0, np.float32))
    return [text[slice(*span)] for span in own.spans]


def test_a_guessed_chinese_word_lets_go_of_what_hangs_on_it() -> None:
    found = own_words("貸款減值準備及淨利息收入", "zh-Hant")
    assert "及" in found
    assert "及淨" not in found


def test_a_long_chinese_word_can_be_cut_before_either_of_two_words() -> None:
    assert own_words("主教练", "zh-Hans") == ["主", "教", "练"]
