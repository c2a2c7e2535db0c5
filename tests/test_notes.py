"""Notes: where a text itself says that two forms name one thing."""

import pytest

from termloom.model import Kind, Segment, Span
from termloom.terms.notes import notes


def noted(tag: str, text: str) -> list[tuple[str, str]]:
    segment = Segment("d", 0, Span(0, len(text)), text, 0)
    return [(note.form, note.other) for note in notes([segment], tag)]


@pytest.mark.parametrize(
    ("tag", "text", "form", "other"),
    [
        (
            "en",
            "We strengthen Integrated Air and Missile Defence (IAMD) today.",
            "Integrated Air and Missile Defence",
            "IAMD",
        ),
        (
            "en",
            "the Supreme Allied Commander Europe (SACEUR) said",
            "Supreme Allied Commander Europe",
            "SACEUR",
        ),
        (
            "en",
            "against chemical, biological, radiological and nuclear (CBRN) threats",
            "chemical, biological, radiological and nuclear",
            "CBRN",
        ),
        (
            "en",
            "the People’s Republic of China (PRC) and others",
            "People’s Republic of China",
            "PRC",
        ),
        ("zh-Hans", "北约IAMD(注：一体化防空反导)是任务。", "一体化防空反导", "IAMD"),
        (
            "zh-Hans",
            "由SHAPE（注:北约欧洲盟军最高司令部）指挥",
            "北约欧洲盟军最高司令部",
            "SHAPE",
        ),
        (
            "zh-Hans",
            "北约的防务创新加速器(DIANA)已经发起邀请",
            "防务创新加速器",
            "DIANA",
        ),
        (
            "zh-Hans",
            "在化学、生物、放射性和核(CBRN)防御方面",
            "化学、生物、放射性和核",
            "CBRN",
        ),
        ("zh-Hans", "国家和集体的韧性(复原力)是基础", "韧性", "复原力"),
        (
            "zh-Hans",
            "会晤了北约秘书长马克·吕特(Mark Rutte)，讨论",
            "马克·吕特",
            "Mark Rutte",
        ),
        (
            "zh-Hans",
            "在《布达佩斯安全保障备忘录》(Budapest Memorandum)上",
            "布达佩斯安全保障备忘录",
            "Budapest Memorandum",
        ),
        (
            "zh-Hant",
            "成立「北約援助和訓練烏克蘭(NSATU)」。",
            "北約援助和訓練烏克蘭",
            "NSATU",
        ),
        ("zh-Hant", "包括中華人民共和國(PRC)在內", "中華人民共和國", "PRC"),
        (
            "vi",
            "bằng cách tăng cường Phòng thủ tên lửa và trên không tích hợp (IAMD)",
            "Phòng thủ tên lửa và trên không tích hợp",
            "IAMD",
        ),
        (
            "vi",
            "thành lập NATO Hỗ trợ và Đào tạo An ninh cho Ukraine (NSATU) để",
            "NATO Hỗ trợ và Đào tạo An ninh cho Ukraine",
            "NSATU",
        ),
        (
            "vi",
            "thành lập Trung tâm Phân tích, Đào tạo và Giáo dục chung (JATEC), một",
            "Trung tâm Phân tích, Đào tạo và Giáo dục chung",
            "JATEC",
        ),
        (
            "vi",
            "như đạn dược và máy bay không người lái (UAV)",
            "máy bay không người lái",
            "UAV",
        ),
        (
            "vi",
            "của NATO về Phụ nữ, Hòa bình và An ninh (WPS) và An ninh con người",
            "Phụ nữ, Hòa bình và An ninh",
            "WPS",
        ),
        (
            "vi",
            "Cộng hòa Nhân dân Trung Hoa (PRC) tiếp tục",
            "Cộng hòa Nhân dân Trung Hoa",
            "PRC",
        ),
    ],
)
def test_the_explained_form_is_found_in_full(
    tag: str, text: str, form: str, other: str
) -> None:
    assert (form, other) in noted(tag, text)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "in the coming year (2025) and later (see below)"),
        ("zh-Hans", "我们声援乌克兰。(支持乌克兰)"),
        ("zh-Hans", "在SACEUR（注：见前文）责任区"),
        ("zh-Hans", "三个联合部队司令部(注:指北约的中欧、北欧、南欧司令部)"),
        ("zh-Hans", "国际人权法（适用的情况下）得到遵守"),
        ("vi", "lên án lời lẽ (đe dọa) hạt nhân"),
        ("vi", "trong năm tới (2025) và cung cấp"),
    ],
)
def test_a_remark_in_brackets_is_no_designation(tag: str, text: str) -> None:
    assert noted(tag, text) == []


def test_one_bracket_may_hold_two_designations() -> None:
    text = "國際原子能總署(International Atomic Energy Agency，IAEA)表示"
    found = noted("zh-Hant", text)
    assert [other for _, other in found] == [
        "International Atomic Energy Agency",
        "IAEA",
    ]


def test_a_note_says_where_and_why() -> None:
    text = "我们支持IAMD（注：一体化防空反导）。"
    (note,) = notes([Segment("d", 7, Span(0, len(text)), text, 0)], "zh-Hans")
    assert text[slice(*note.place.span)] == note.form
    assert note.place.segment == 7
    assert note.kind is Kind.ACRONYM
    assert note.evidence[0].name == "note"
