"""What a web site puts around a text: sharing, comments, related posts.

Only paragraphs at the edges of a text are looked at, before its first and after
its last paragraph of prose, and only those that are nothing but boilerplate.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..model import Dropped
from .reflow import Line, Paragraph, begins_small, columns, is_open

_EDGE = 25
"""Paragraphs at either end that may be boilerplate."""
_PROSE = 80
"""Columns of a paragraph that is surely text, if it ends as a sentence does."""
_LONGEST = 400
"""Characters of the longest boilerplate."""
_REPEATED = 4
"""Words (Chinese: pairs of characters) of a heading worth calling a repetition."""

_MOST = 0.75
"""Share of a heading that repeats it, wherever it stands."""

_APART = re.compile(" [-–—|] ")
"""What stands between the parts of a heading."""

_PHRASES = {
    "en": (
        r"be (?:the )?first to (?:leave a )?comment",
        r"comments (?:are )?(?:now )?closed",
        r"(?:no|\d+) comments?(?: yet)?",
        r"(?:leave|post|write|add) an? (?:comment|reply)",
        r"comments?(?: \(\d+\))?",
        r"tags?: ?.{0,80}",
        r"(?:filed|posted) (?:under|in|on|by)\b.{0,60}",
        r"share(?: (?:this|on|via|with)\b.{0,40})?",
        r"(?:print|e-?mail|save|download)(?: this)?(?: page| article| post)?",
        r"(?:you (?:may|might) also (?:like|be interested in)).{0,20}",
        r"(?:related|recommended|more|popular|latest|trending)"
        r" (?:posts?|articles?|stories|news|links?|content|reading|topics)",
        r"(?:read|see|view|load|show) (?:more|all|original|(?:the )?full \w+)",
        r"(?:subscribe|sign up|follow us|join us)\b.{0,60}",
        r"(?:log|sign) ?(?:in|out|up)",
        r"(?:skip|back|go) to (?:main content|content|navigation|top|home)",
        r"home|menu|search|close|next|previous|prev|advertisements?",
        r"(?:copyright|©|\(c\)).{0,100}|.{0,60}all rights reserved.{0,20}",
        r"(?:accept|reject|manage|allow)(?: all)? cookies",
        r"(?:this|our) (?:web ?)?site uses cookies.{0,300}",
        r"privacy policy|terms (?:of use|of service|and conditions)|site ?map",
    ),
    "zh": (
        r"(?:查看|阅读|閱讀|浏览|瀏覽)(?:原文|全文|更多|评论|評論).{0,6}",
        r"(?:该|該|此|本)(?:内容|內容|文章|帖子)已被.{0,40}",
        r".{0,4}文章[于於].{0,16}被.{0,8}(?:删除|刪除)",
        r"被(?:用户|用戶|发布者|發布者|發佈者)(?:删除|刪除)",
        r"[您你]?可能(?:也|还|還)?(?:对|對|会|會).{0,10}"
        r"(?:感兴趣|感興趣|喜欢|喜歡).{0,4}",
        r"(?:猜|为|為)(?:你|您)(?:喜欢|喜歡|推荐|推薦)|喜欢此内容的人还喜欢",
        r"文章有(?:问题|問題).{0,30}",
        r"[点點][击擊擊](?:查看|阅读|閱讀|上方|下方|关注|關注|[这這]里|此[处處]).{0,30}",
        r"(?:相关|相關|延伸|更多|推荐|推薦|热门|熱門|最新)"
        r"(?:阅读|閱讀|文章|新闻|新聞|链接|連結|推荐|推薦|资讯|資訊|评论|評論|報導|报道)",
        r"(?:责任|責任)?(?:编辑|編輯)[:：].{1,20}|责编[:：].{1,20}",
        r"(?:分享|转发|轉發|转载|轉載)(?:到|至|本文|此文|给|給).{0,20}",
        r"分享|转发|轉發|收藏|点赞|點讚|在看|评论|評論|留言",
        r"(?:打印|列印)(?:本[页頁])?|字[体號号體].{0,8}",
        r"(?:返回|回到)(?:顶部|頂部|首页|首頁|列表)",
        r"[上下]一(?:篇|页|頁)(?:[:：].{0,60})?",
        r".{0,20}(?:版权|版權|著作權)(?:所有|声明|聲明).{0,60}",
        r".{0,6}[扫掃描].{0,20}(?:二维码|二維碼|关注|關注).{0,10}|长按.{0,20}二维码.{0,10}",
        r"(?:关注|關注|订阅|訂閱|追蹤)(?:我们|我們|公众号|公眾號|本站|電子報).{0,20}",
        r"(?:发表|發表|添加|暂无|暫無|没有|沒有|参与|參與)(?:评论|評論|留言|回應)",
        r"预览时标签不可点|收录于(?:合集|话题).{0,20}",
        r"登[录錄入]|注册|註冊|搜索|搜尋|首[页頁]|菜单|選單|导航|導覽",
        r"(?:阅读|閱讀|浏览|瀏覽)(?:量|次数|次數)?[:： ]?\d+",
    ),
    "vi": (
        r"bình luận(?: \(\d+\))?|(?:gửi|viết|chưa có|không có) bình luận.{0,20}",
        r"chia sẻ(?: (?:bài|trang|lên|qua)\b.{0,30})?|in (?:trang|bài)(?: này)?",
        r"(?:tin|bài|bài viết|tin tức) (?:liên quan|khác|mới(?: nhất)?|đọc nhiều|"
        r"cùng chuyên mục|nổi bật|xem nhiều)",
        r"có thể bạn (?:quan tâm|thích).{0,10}",
        r"(?:xem|đọc) (?:thêm|tiếp|bản gốc)\b.{0,80}",
        r"theo dõi (?:chúng tôi|báo|kênh|trang)\b.{0,60}|đăng (?:nhập|xuất|ký)",
        r"trang chủ|tìm kiếm|liên hệ|quảng cáo|(?:quay lại|về|lên) đầu trang",
        r"bản quyền\b.{0,80}|(?:từ khóa|từ khoá|thẻ|chuyên mục): ?.{0,80}",
        r"(?:trang|bài) (?:trước|sau|kế tiếp)(?::.{0,80})?",
    ),
}
_PATTERNS = (
    (
        "web page boilerplate",
        rf"(?:{'|'.join(p for group in _PHRASES.values() for p in group)})"
        r"[\s.!。！:：»›>…]*",
    ),
    ("by-line", r"\S{1,12} \d{4}-\d\d?-\d\d?(?: \d\d?:\d\d(?::\d\d)?)?"),
    ("web address", r"<?(?:https?://|www\.)\S+>?"),
    (
        "time stamp",
        r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} \w{3} \d{4} \d\d:\d\d(?::\d\d)?"
        r" (?:GMT|UTC|[+-]\d{4})|\d{4}-\d\d-\d\dT\d\d:\d\d\S*|\d{10}(?:\d{3})?",
    ),
    ("rule", r"[-=*_~·•—–#\s]{3,}"),
)
_MATCHERS = tuple((why, re.compile(p, re.IGNORECASE)) for why, p in _PATTERNS)
_FOREIGN = {
    "en": re.compile(r"[^\W\d_a-zçéèêëáàâäíìîïóòôöúùûüñ]", re.IGNORECASE),
}
"""Letters that English does not use, not even in its loan words."""


def drop_boilerplate(
    paragraphs: Sequence[Paragraph], language: str
) -> tuple[list[Paragraph], list[Dropped]]:
    """The paragraphs without boilerplate, and the lines taken out, with reasons."""
    texts = [" ".join(piece.line.text for piece in p) for p in paragraphs]
    first, last = _prose(texts)
    head = range(min(first, _EDGE))
    tail = range(max(last + 1, len(texts) - _EDGE), len(texts))
    reasons = {i: _reason(texts[i], language) for i in (*head, *tail)}
    kept = [p for i, p in enumerate(paragraphs) if not reasons.get(i)]
    dropped = [
        Dropped(piece.line.number, piece.line.text, reason)
        for index, reason in reasons.items()
        if reason
        for piece in paragraphs[index]
    ]
    return kept, dropped


def drop_repetitions(lines: Sequence[Line]) -> tuple[list[Line], list[Dropped]]:
    """The lines without those of the head that say again a part of an earlier one."""
    kept: list[Line] = []
    dropped: list[Dropped] = []
    head = _head(lines)
    at = 0
    while at < len(lines):
        stop = _repetition(lines, at, head) if at < head else at
        dropped += (
            Dropped(line.number, line.text, "repeats an earlier heading")
            for line in lines[at:stop]
        )
        if stop > at:
            at = stop
            continue
        cut_off = bool(dropped) and lines[at - 1].number == dropped[-1].line
        kept.append(replace(lines[at], apart=True) if cut_off else lines[at])
        at += 1
    return kept, dropped


def _head(lines: Sequence[Line]) -> int:
    """How many lines stand before the first prose."""
    for index, (line, after) in enumerate(pairwise(lines[:_EDGE])):
        is_sentence = line.width >= _PROSE and not is_open(line.text)
        if is_sentence or (is_open(line.text) and begins_small(after.text)):
            return index
    return min(len(lines), _EDGE)


def _repetition(lines: Sequence[Line], start: int, head: int) -> int:
    """Where a repetition that begins at a line stops; the line itself if none."""
    titles = (line.text for line in lines[:start])
    earlier = [_key(part) for t in titles for part in (t, *_APART.split(t))]
    for stop in range(head, start, -1):
        text = " ".join(line.text for line in lines[start:stop])
        own = _key(text)
        long = _words(own) >= _REPEATED and is_open(text)
        if long and any(_begins(own, key) for key in earlier):
            return stop
    return start


def _begins(part: str, heading: str) -> bool:
    """Whether a heading, or a part of one, begins with it or is little more than it."""
    most = part in heading and len(part) >= _MOST * len(heading)
    return most or heading.startswith(part)


def _prose(texts: Sequence[str]) -> tuple[int, int]:
    """The first and the last paragraph of prose; (0, end) where there is little."""
    widths = [columns(text) for text in texts]
    prose = [
        index
        for index, (text, width) in enumerate(zip(texts, widths, strict=True))
        if width >= _PROSE and not is_open(text)
    ]
    if not prose or sum(widths[i] for i in prose) < 0.3 * sum(widths):
        return 0, len(texts)
    return prose[0], prose[-1]


def _reason(text: str, language: str) -> str:
    if len(text) > _LONGEST:
        return ""
    for reason, pattern in _MATCHERS:
        if pattern.fullmatch(text):
            return reason
    foreign = _FOREIGN.get(language)
    if foreign and text.endswith(":") and columns(text) <= 40 and foreign.search(text):
        return "label in another language"
    return ""


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _words(key: str) -> int:
    return max(len(key.split()), len(re.findall(r"[\u4e00-\u9fff]", key)) // 2)
