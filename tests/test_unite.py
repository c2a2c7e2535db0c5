"""Several glossaries made one."""

from pathlib import Path

import pytest

from termloom.interchange import read_concepts
from termloom.model import Concept, Kind, Status, Term
from termloom.terms.unite import united

OURS = Concept(
    "deterrence",
    (Term("en", "deterrence"), Term("zh-Hant", "威懾"), Term("vi", "răn đe")),
    domain="posture",
)


def test_the_first_glossary_has_the_say() -> None:
    mine = Concept("1", (Term("en", "Deterrence"), Term("zh-Hant", "嚇阻")))
    (found,) = united([mine, OURS])
    assert found.id == "1"
    assert found.domain == "posture"
    assert [(t.form, t.status) for t in found.in_language("zh-Hant")] == [
        ("嚇阻", Status.PREFERRED),
        ("威懾", Status.ADMITTED),
    ]
    assert [t.form for t in found.in_language("vi")] == ["răn đe"]


def test_a_status_of_mine_is_not_overruled() -> None:
    mine = Concept(
        "1", (Term("en", "deterrence"), Term("vi", "răn đe", status=Status.DEPRECATED))
    )
    (found,) = united([mine, OURS])
    assert [t.status for t in found.in_language("vi")] == [Status.DEPRECATED]


def test_one_rendering_of_two_things_joins_nothing() -> None:
    safety = Concept("safety", (Term("en", "safety"), Term("zh-Hans", "安全")))
    security = Concept("security", (Term("en", "security"), Term("zh-Hans", "安全")))
    assert united([safety, security]) == [safety, security]


def test_glossaries_without_english_meet_in_the_language_they_have() -> None:
    mine = Concept("1", (Term("zh-Hant", "威懾"), Term("vi", "đe dọa")))
    assert len(united([OURS, mine])) == 1


def test_a_homonym_joins_nothing() -> None:
    map_ = Term("en", "MAP", Kind.ACRONYM, note="homonym: the plan")
    plan = Concept("plan", (Term("en", "action plan"), map_))
    chart = Concept("chart", (Term("en", "MAP", Kind.ACRONYM), Term("vi", "bản đồ")))
    assert len(united([plan, chart])) == 2


def test_ids_of_two_glossaries_do_not_collide() -> None:
    one, other = (Concept("1", (Term("en", form),)) for form in ("war", "peace"))
    assert [c.id for c in united([one, other])] == ["1", "1-2"]


def test_one_glossary_is_left_as_it_is() -> None:
    assert united([OURS]) == [OURS]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mine.txt", "deterrence\t嚇阻\tours\nflank\t側翼\t\n"),
        ("mine.csv", '"en","zh-Hant"\n"deterrence","嚇阻"\n"flank","側翼"\n'),
        (
            "mine.tmx",
            '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" '
            'segtype="phrase" o-tmf="x" adminlang="en" srclang="en" '
            'datatype="plaintext"/>'
            '<body><tu><tuv xml:lang="en"><seg>deterrence</seg></tuv>'
            '<tuv xml:lang="zh-TW"><seg>嚇阻</seg></tuv></tu><tu><tuv xml:lang="en">'
            '<seg>flank</seg></tuv><tuv xml:lang="zh-TW"><seg>側翼</seg></tuv></tu>'
            "</body></tmx>",
        ),
    ],
)
def test_a_users_glossary_in_any_format_comes_first(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    spelt = f"{name}:en,zh-Hant" if name.endswith(".txt") else name
    found = united([*read_concepts(tmp_path / spelt), OURS])
    assert [c.in_language("zh-Hant")[0].form for c in found] == ["嚇阻", "側翼"]
    assert found[0].in_language("vi")[0].form == "răn đe"
