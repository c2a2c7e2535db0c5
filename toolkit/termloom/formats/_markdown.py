"""Markdown marks taken off a text, so that only words and HTML are left."""

import re
from collections.abc import Iterator

from ..model import Mapped
from ..text import Edit, rewrite
from ._markup import Aside

_LINK = re.compile(
    r"(?P<open>!?\[)(?P<shown>[^\]\n]{0,500})"
    r"(?P<close>\]\((?P<target>[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)"
    r"(?:\s+\"[^\"\n]{0,500}\")?\))"
)
_EMPHASIS = re.compile(
    r"(?<![\w*])(?P<mark>\*{1,3}|_{1,3}|~~|`)(?=\S)(?P<shown>[^\n*`~]{0,500}?[^\s*`~])"
    r"(?P=mark)(?!\w)"
)
_HEADING = re.compile(r"(?m)^#{1,6}[ \t]+(?=\S)")
_MARKER = re.compile(r"(?m)^(?:[ \t]{0,3}>[ \t]?)+|^[ \t]*[-*+][ \t]+(?=\S)")
_RULE = re.compile(r"(?m)^[ \t]*(?:-{3,}|={3,}|\*{3,}|_{3,}|```\w*|~~~\w*)[ \t]*$")
_PAGE = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)
_TAG_LINE = re.compile(r"(?m)^[^\n]*<[a-zA-Z/][^\n]*$")


def unmark(text: str) -> tuple[Mapped, list[Aside]] | None:
    """The text without Markdown marks, and what was more than a mark.

    Lines with HTML tags in them stay as they are. None if the text is a whole HTML
    page, or has tags but no Markdown in it.
    """
    if _PAGE.search(text):
        return None
    shielded = _TAG_LINE.sub(lambda match: " " * len(match[0]), text)
    links = list(_LINK.finditer(shielded))
    others = [*_HEADING.finditer(shielded), *_RULE.finditer(shielded)]
    if not links and not others and _TAG_LINE.search(text):
        return None
    edits = sorted({*_link_edits(links), *_mark_edits(shielded)})
    asides = [
        *(Aside(m.start("target"), m["target"], "link target") for m in links),
        *(Aside(m.start(), m[0].strip(), "rule") for m in _RULE.finditer(shielded)),
    ]
    return rewrite(text, _apart(edits)), asides


def _link_edits(links: list[re.Match[str]]) -> Iterator[Edit]:
    for match in links:
        is_picture = match["open"].startswith("!")
        stop = match.end() if is_picture else match.end("open")
        yield match.start(), stop, ""
        if not is_picture:
            yield *match.span("close"), ""


def _mark_edits(text: str) -> Iterator[Edit]:
    for match in _EMPHASIS.finditer(text):
        yield *match.span("mark"), ""
        yield match.end("shown"), match.end(), ""
    for pattern in (_HEADING, _MARKER):
        for match in pattern.finditer(text):
            yield *match.span(), "\n" if match[0].startswith("#") else ""
    for match in _RULE.finditer(text):
        yield *match.span(), ""


def _apart(edits: list[Edit]) -> Iterator[Edit]:
    """The edits that don't reach into the one before."""
    last = 0
    for start, stop, new in edits:
        if start >= last:
            yield start, stop, new
            last = stop
