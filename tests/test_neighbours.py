"""What a translation says in the segment before or after is not missing."""

from termloom import checks
from termloom.checks import Choice, Side, Unit, findings
from test_checks import Reader, checked, warned

LANGS = ("en", "vi")
MEETING = "The ministers met, and they discussed ballistic missile defence."
MET = "Các bộ trưởng đã họp."
ON = "The talks went on."
ON_WITH = "Họ bàn về phòng thủ tên lửa đạn đạo. Cuộc thảo luận tiếp tục."


def test_a_term_said_in_the_segment_after_or_before_is_not_missing() -> None:
    rows = [(MEETING, MET), (ON, ON_WITH)]
    for moved in (rows, rows[::-1]):
        assert checked(*moved, langs=LANGS, select=("T101",)) == []


def test_a_term_that_the_neighbour_has_to_say_itself_stays_missing() -> None:
    rows = [(MEETING, MET), ("Ballistic missile defence costs money.", ON_WITH)]
    assert warned(checked(*rows, langs=LANGS, select=("T101",))) == ["T101"]


def test_what_a_neighbour_says_stands_for_one_segment_only() -> None:
    rows = [(MEETING, MET), (ON, ON_WITH), (MEETING, MET)]
    found = checked(*rows, langs=LANGS, select=("T101",))
    assert [issue.segment for issue in found] == [2]


def test_a_term_two_segments_away_stays_missing() -> None:
    rows = [(MEETING, MET), (ON, "Cuộc thảo luận tiếp tục."), (ON, ON_WITH)]
    assert warned(checked(*rows, langs=LANGS, select=("T101",))) == ["T101"]


def test_a_rival_in_its_place_is_told_though_a_neighbour_has_the_term() -> None:
    rival = "Các bộ trưởng đã họp và thảo luận về tên lửa Kinzhal."
    rows = [(MEETING, rival), (ON, ON_WITH)]
    assert warned(checked(*rows, langs=LANGS, select=("T101",))) == ["T101"]


def test_a_figure_moved_to_the_next_segment_differs_in_neither() -> None:
    rows = [
        ("They met, and 40,000 troops came.", "Họ đã họp."),
        ("They stayed for 12 days.", "40.000 quân đã đến. Họ ở lại 12 ngày."),
    ]
    assert checked(*rows, langs=LANGS, select=("F",)) == []


def test_a_figure_changed_is_told_though_a_neighbour_has_it() -> None:
    rows = [
        ("They met, and 40,000 troops came.", "Họ đã họp, và 70.000 quân đã đến."),
        ("They stayed for 12 days.", "Họ gồm 40.000 quân ở lại 12 ngày."),
    ]
    found = checked(*rows, langs=LANGS, select=("F",))
    assert warned(found) == ["F301"]
    assert found[0].found == "70.000"


SAID = "Ab bc cd de ef fg gh hi ij jk kl lm mn no op"
LOST = "pq qr rs st tu uv vw wx xy yz za ac bd ce df eg"
OTHER = "Hm in jo kp lq mr ns ot pu qv rw sx ty uz va wb"


def told(*pairs: tuple[str, str], code: str) -> list[str]:
    units = [Unit(Side("en", a), Side("en", b)) for a, b in pairs]
    found = findings(units, (), Choice(select=(code,)), Reader())
    return [f"{f.unit.source.text[:2]} {f.issue.severity}" for f in found]


def test_a_piece_that_stands_in_the_next_segment_is_a_note() -> None:
    short = f"{SAID} {LOST}.", f"{SAID}."
    after = f"{OTHER}.", f"{LOST.capitalize()}. {OTHER}."
    assert told(short, (OTHER, OTHER), code="S208") == ["Ab warning"]
    assert told(short, after, code="S208") == ["Ab note"]
    units = [Unit(Side("en", a), Side("en", b)) for a, b in (after, short)]
    issues = list(checks.check(units, (), Choice(select=("S208",)), Reader()))
    assert [i.message for i in issues] == [
        "a part seems to stand in the segment before this one"
    ]


def test_a_neighbour_without_room_says_nothing_of_it() -> None:
    short = f"{SAID} {LOST}.", f"{SAID}."
    own = f"{LOST} {OTHER}.", f"{LOST.capitalize()}. {OTHER}."
    assert told(short, own, code="S208") == ["Ab warning"]


def test_a_translation_is_not_too_short_if_the_next_segment_has_the_rest() -> None:
    short = f"{SAID} {LOST}. {LOST}.", f"{SAID}."
    after = f"{OTHER}. {OTHER}.", f"{LOST}. {LOST}. {OTHER}. {OTHER}."
    assert told(short, (OTHER, OTHER), code="S203") == ["Ab warning"]
    assert told(short, after, code="S203") == []


def test_of_a_figure_that_was_changed_both_sides_have_to_stand_beside() -> None:
    rows = [
        ("Two ships came.", "Hai tàu đã đến. Hai tàu đã đi."),
        ("They have two frigates.", "Họ có ba tàu hộ vệ."),
    ]
    found = checked(*rows, langs=LANGS, select=("F301",))
    assert [(issue.segment, issue.found) for issue in found] == [(1, "ba")]
