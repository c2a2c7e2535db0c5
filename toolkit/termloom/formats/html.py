"""HTML pages, and Markdown with or without HTML in it.

Offsets lead back to the decoded file; an entity maps as a whole.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..clean import Line, clean, columns, document, line_starts
from ..decode import decode
from ..model import Document, Dropped, Mapped, Span
from ..text import Edit, normalise, rewrite
from . import Format
from ._markdown import unmark
from ._markup import Aside, Block, Walk

_LONGEST_SHOWN = 200
_MAIN = 0.3
"""Share of a page's text that its main element must hold to be believed."""
_LINKS = 3
"""So many paragraphs in a row that are nothing but links are a menu."""
_BLOCK_TAG = re.compile(
    rb"<(?:!doctype html|html|body)\b|</(?:p|div|h[1-6]|li|td)>|<br ?/?>", re.IGNORECASE
)


def read_document(
    data: bytes,
    language: str,
    *,
    id: str,
    place: str,
    encoding: str | None,
    presplit: bool,
) -> Document:
    """The text of a page without its navigation, scripts and the like.

    Paragraphs are what the markup says, so ``presplit`` changes nothing. Raises
    `EncodingError`.
    """
    raw, name = decode(data, language=language, encoding=encoding, place=place)
    page = _Page(raw)
    _sort_out(page.blocks, language)
    kept = [block for block in page.blocks if not block.reason]
    left_out = [Aside(b.start, b.text, b.reason) for b in page.blocks if b.reason]
    dropped = [*page.dropped, *map(page.drop, left_out)]
    taken = rewrite(page.text, _edits(page.text, kept))
    mapped = Mapped(taken.text, taken.offsets.after(page.offsets))
    mapped, boilerplate = clean(mapped, list(_lines(page, kept)), language)
    return document(
        id,
        language,
        mapped,
        path=place,
        format="html",
        encoding=name,
        source=raw,
        dropped=sorted([*dropped, *boilerplate], key=lambda d: d.line),
    )


class _Page:
    """A page taken apart; its offsets lead into ``text``, which is no more Markdown."""

    def __init__(self, raw: str) -> None:
        self._begins = line_starts(raw)
        self.text, self.offsets = normalise(raw)
        self.dropped: list[Dropped] = []
        marked = unmark(self.text)
        if marked:
            self.dropped += map(self.drop, marked[1])
            self.text = marked[0].text
            self.offsets = marked[0].offsets.after(self.offsets)
        walk = Walk(self.text, line_wise=marked is not None)
        self.blocks = walk.blocks
        self.dropped += map(self.drop, walk.asides)

    def line(self, offset: int) -> int:
        """The 1-based line of the file."""
        start = self.offsets.span(Span(offset, offset)).start
        return bisect_right(self._begins, start)

    def drop(self, aside: Aside) -> Dropped:
        return Dropped(self.line(aside.start), _shown(aside.text), aside.reason)


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + " …"


def _sort_out(blocks: Sequence[Block], language: str) -> None:
    """Mark the blocks that are no part of the text, each with the reason."""
    _drop_guesses(blocks)
    text = [block for block in blocks if not block.reason]
    size = sum(len(block.text) for block in text)
    inside = sum(len(block.text) for block in text if block.main)
    languages = {block.language for block in text}
    for block in text:
        if inside >= _MAIN * size and inside and not (block.main or block.heading):
            block.reason = "outside the main content"
        elif language in languages and block.language not in (language, ""):
            block.reason = f"in another language ({block.language})"
    _drop_menus([block for block in text if not block.reason and not block.main])


def _drop_guesses(blocks: Sequence[Block]) -> None:
    """Don't believe classes and ids that would take away most of a page."""
    guessed = sum(len(block.text) for block in blocks if block.guess)
    sure = sum(len(block.text) for block in blocks if not block.reason)
    for block in blocks:
        if block.guess and guessed > sure:
            block.reason = ""


def _drop_menus(blocks: Sequence[Block]) -> None:
    for is_link, run in groupby(blocks, lambda b: b.linked and b.linked == _size(b)):
        links = list(run)
        if is_link and len(links) >= _LINKS and len(links) < len(blocks):
            for block in links:
                block.reason = "list of links"


def _size(block: Block) -> int:
    return sum(len(atom.text) for atom in block.atoms)


def _edits(text: str, blocks: Sequence[Block]) -> Iterator[Edit]:
    """What has to change in the source for its blocks to stand one a line."""
    at = 0
    for number, block in enumerate(blocks):
        between = "\n" * bool(number)
        for atom in block.atoms:
            between += atom.joint
            if text[at : atom.start] != between:
                yield at, atom.start, between
            if text[atom.start : atom.stop] != atom.text:
                yield atom.start, atom.stop, atom.text
            at, between = atom.stop, ""
    if at < len(text):
        yield at, len(text), ""


def _lines(page: _Page, blocks: Sequence[Block]) -> Iterator[Line]:
    at = 0
    for block in blocks:
        raw = block.text
        text = raw.strip()
        start = at + len(raw) - len(raw.lstrip())
        at += len(raw) + 1
        if text:
            yield Line(
                number=page.line(block.start),
                span=Span(start, start + len(text)),
                text=text,
                width=columns(text),
                apart=block.after_blank,
                whole=not block.loose,
            )


FORMAT = Format(
    name="html",
    title="HTML page, Markdown",
    suffixes=(".html", ".htm", ".xhtml", ".md", ".markdown"),
    unit="paragraphs",
    looks_like=lambda head: len(_BLOCK_TAG.findall(head)) > 1,
    read_document=read_document,
)
