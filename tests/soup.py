"""Texts as no one writes them, but as files have them: for property tests."""

from hypothesis import strategies as st

ENGLISH = "aAeEtThHsS.!?…,;:'’“”\"()[]0159 -–—_\t\n\u00a0\u200b/@&%$·é"
CHINESE = (
    "一二中国國家会會議条條第個个裡臺·。！？；：，、…—“”「」『』（）《》"
    ".5０Ａa F-\u3000\u200b"
)
VIETNAMESE = (
    'aăâbcdđĐeêghioôơưuyxòóạảấềỗớừỳnhTP.!?…,"“”()0159 -_\n\u00a0\u0301\u0323\u0302Ð'
)
WORDS = {
    "en": ["U.S. ", "Gen. ", "Art. 5 ", "e.g. ", "The ", "Allies", "don't ", "co-"],
    "zh-Hans": ["北约", "盟国", "……", "。”", "第五条", "IAMD", "1,234.5", "他说"],
    "zh-Hant": ["北約", "盟國", "……", "。」", "第五條", "IAMD", "1,234.5", "他說"],
    "vi": ["TP. ", "hoà ", "hòa ", "quốc gia ", "v.v. ", "GS.TS. ", "Điều 5 ", "thuỷ "],
}
ALPHABETS = {
    "en": ENGLISH,
    "zh-Hans": CHINESE,
    "zh-Hant": CHINESE,
    "vi": VIETNAMESE,
}


def soup(tag: str) -> st.SearchStrategy[str]:
    """Letters, marks and pieces of real words in any order, and anything else."""
    pieces = st.one_of(
        st.sampled_from(ALPHABETS[tag]),
        st.sampled_from(WORDS[tag]),
        st.characters(exclude_categories=["Cs"]),
    )
    return st.lists(pieces, max_size=60).map("".join)
