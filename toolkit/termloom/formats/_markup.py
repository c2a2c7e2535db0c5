"""The blocks of text in an HTML page, with offsets, whatever the markup's state.

The walk forgives what browsers forgive: unclosed and misnested elements, unknown
entities, stray end tags. Text in scripts, menus and the like is kept apart with the
reason, so that whoever asks can see it.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from ..clean import is_open, joint
from ..tags import parse_or_keep
from ..text import normalise

_SPACE = re.compile(r"[ \t\n\r\f]+")
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr"),
    )
)
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data"),
        *("del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label"),
        *("mark", "nobr", "o:p", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
        *("var", "wbr"),
    )
)
_EMBEDDED = frozenset(
    (
        *("button", "iframe", "math", "noscript", "object", "script", "select"),
        *("style", "svg", "template", "textarea"),
    )
)
"""Elements that stand inside a paragraph without ending it."""
_TAG = re.compile(r"<[/!?a-zA-Z]")
_REASONS = {
    "script": "script",
    "style": "style sheet",
    "template": "template",
    "noscript": "shown without scripts only",
    "svg": "picture",
    "math": "formula",
    "iframe": "embedded page",
    "object": "embedded object",
    "nav": "navigation",
    "aside": "aside",
    "footer": "page footer",
    "button": "button",
    "select": "form field",
    "textarea": "form field",
    "title": "page title",
    "rp": "reading aid",
    "rt": "reading aid",
    "rtc": "reading aid",
}
_ROLES = {
    "navigation": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "aside",
    "search": "search",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|cookies?"
    r"|consent|share|sharing|social|related|comments?|respond|newsletter|subscribe"
    r"|advert|advertisement|ads|promo|pagination|pager|toolbar|popup|modal|skip)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_IMPLIED = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"table", "tr"}),
    "th": ({"td", "th"}, {"table", "tr"}),
    "tr": ({"tr"}, {"table"}),
    "option": ({"option"}, {"select"}),
}
"""A tag → the open elements that it closes, and those it doesn't look beyond."""


class Atom(NamedTuple):
    """A stretch of the source and the text it stands for."""

    start: int
    stop: int
    text: str
    joint: str
    """What stands before it in its block."""


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item or table cell."""

    atoms: list[Atom] = field(default_factory=list)
    reason: str = ""
    """Why it is no part of the text; empty if it is."""
    guess: bool = False
    """The reason was read off a class or id."""
    main: bool = False
    """It stands inside the element that the page calls its main content."""
    heading: bool = False
    language: str = ""
    """Of the nearest block element that names one."""
    linked: int = 0
    """How many of its characters are links."""
    loose: bool = False
    """A line of preformatted text: it may go on in the next."""
    after_blank: bool = False

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.atoms[0].start

    @property
    def text(self) -> str:
        """As it is shown, in one line."""
        return "".join(atom.joint + atom.text for atom in self.atoms)


class Aside(NamedTuple):
    """Something in the source that is no text: a comment, a picture."""

    start: int
    text: str
    reason: str


class _Open(NamedTuple):
    """An open element; what it says holds for all that is inside."""

    name: str
    reason: str = ""
    guess: bool = False
    main: bool = False
    heading: bool = False
    language: str = ""
    preformatted: bool = False


class Walk(HTMLParser):
    """Walks a page once; `blocks` and `asides` are in the order of the source."""

    def __init__(self, source: str, *, line_wise: bool = False) -> None:
        """``line_wise``: text outside of all elements keeps its line breaks."""
        super().__init__(convert_charrefs=False)
        self.blocks: list[Block] = []
        self.asides: list[Aside] = []
        self._source = source
        self._starts = [0, *(i + 1 for i, c in enumerate(source) if c == "\n")]
        self._stack = [_Open("", preformatted=line_wise)]
        self._open: Counter[str] = Counter()
        self._block: Block | None = None
        self._side: Block | None = None
        self._space = ""
        self._breaks = 0
        self._blank = False
        whole = _without_broken_end(source)
        self.feed(source[:whole])
        self.close()
        self._finish()
        if whole < len(source):
            self.asides.append(Aside(whole, source[whole:], "unfinished tag"))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._breaks += 1
            return
        if tag == "img":
            named = {name: value or "" for name, value in attrs}
            shown = named.get("alt") or named.get("src") or ""
            self.asides.append(Aside(self._at(), shown, "picture"))
        if tag not in _INLINE | _EMBEDDED:
            self._finish()
            self._close_implied(tag)
        if tag not in _VOID:
            self._stack.append(_opened(self._stack[-1], tag, attrs))
            self._open[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE | _EMBEDDED:
            self._finish()
        if self._open[tag]:
            while self._pop() != tag:
                pass

    def _pop(self) -> str:
        name = self._stack.pop().name
        self._open[name] -= 1
        return name

    def _close_implied(self, tag: str) -> None:
        closes, limits = _IMPLIED.get(tag, ({"p"}, set()))
        if not any(self._open[name] for name in closes):
            return
        for depth in range(len(self._stack) - 1, 0, -1):
            name = self._stack[depth].name
            if name in closes:
                while len(self._stack) > depth:
                    self._pop()
                return
            if name in limits or (closes == {"p"} and name not in _INLINE):
                return

    def handle_data(self, data: str) -> None:
        at = self._at()
        if self._stack[-1].preformatted:
            self._lines(data, at)
        else:
            self._words(data, at)

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name}")

    def _entity(self, source: str) -> None:
        at = self._at()
        if self._source.startswith(";", at + len(source)):
            source += ";"
        shown = normalise(html.unescape(source)).text
        if _SPACE.fullmatch(shown):
            self._space += " "
        elif shown:
            self._add(at, at + len(source), shown)

    def handle_comment(self, data: str) -> None:
        self.asides.append(Aside(self._at(), data.strip(), "comment"))

    def unknown_decl(self, data: str) -> None:
        self.asides.append(Aside(self._at(), data.strip(), "comment"))

    def _lines(self, data: str, at: int) -> None:
        for number, line in enumerate(data.split("\n")):
            if number:
                self._blank |= self._block is None
                self._finish()
            self._words(line, at)
            at += len(line) + 1

    def _words(self, data: str, at: int) -> None:
        position = 0
        for space in _SPACE.finditer(data):
            if space.start() > position:
                self._add(at + position, at + space.start())
            if not self._is_aside():
                self._space += space[0]
            position = space.end()
        if position < len(data):
            self._add(at + position, at + len(data))

    def _is_aside(self) -> bool:
        """Whether we are in something inside a paragraph that is none of its text."""
        block = self._block
        return bool(block and not block.reason and self._stack[-1].reason)

    def _add(self, start: int, stop: int, text: str | None = None) -> None:
        """Put a stretch of text into the current block, or begin one with it."""
        shown = self._source[start:stop] if text is None else text
        if self._is_aside():
            if self._side is None or self._side.reason != self._stack[-1].reason:
                self.blocks += [self._side] if self._side else []
                self._side = self._new_block()
            self._side.atoms.append(Atom(start, stop, shown, " "))
            return
        if self._block and (self._ends_here() or self._leaves_aside()):
            self._finish()
        if self._block is None:
            self._block = self._new_block()
            between = ""
        else:
            between = self._joint(self._block.atoms[-1].text, shown)
        self._block.atoms.append(Atom(start, stop, shown, between))
        self._block.linked += len(shown) if self._open["a"] else 0
        self._space, self._breaks = "", 0

    def _leaves_aside(self) -> bool:
        return bool(self._block and self._block.reason and not self._stack[-1].reason)

    def _ends_here(self) -> bool:
        """Two line breaks end a paragraph, one does behind a finished sentence."""
        if self._breaks == 1 and self._block:
            return not is_open("".join(a.text for a in self._block.atoms[-3:]))
        return self._breaks > 1

    def _joint(self, before: str, after: str) -> str:
        if not (self._space or self._breaks):
            return ""
        if "\n" in self._space or self._breaks:
            return joint(before, after)
        return " "

    def _new_block(self) -> Block:
        now = self._stack[-1]
        block = Block(
            reason=now.reason,
            guess=now.guess,
            main=now.main,
            heading=now.heading,
            language=now.language,
            loose=now.preformatted,
            after_blank=self._blank,
        )
        self._blank = False
        return block

    def _finish(self) -> None:
        self.blocks += (block for block in (self._block, self._side) if block)
        self._block = self._side = None
        self._space, self._breaks = "", 0


def _without_broken_end(source: str) -> int:
    """Where the page ends as browsers see it: before a tag that is never closed."""
    comment = source.find("<!--", source.rfind("-->") + 1)
    if comment >= 0:
        source = source[:comment]
    found = _TAG.search(source, source.rfind(">") + 1)
    return found.start() if found else len(source)


def _opened(around: _Open, tag: str, attrs: list[tuple[str, str | None]]) -> _Open:
    named = {name: value or "" for name, value in attrs}
    own, guess = _reason(around, tag, named)
    language = named.get("lang") or named.get("xml:lang") or ""
    names_it = language and tag not in _INLINE and tag not in ("html", "body")
    return _Open(
        tag,
        around.reason or own,
        around.guess if around.reason else guess,
        around.main or tag in ("main", "article") or named.get("role") == "main",
        around.heading or tag == "h1",
        parse_or_keep(language) if names_it else around.language,
        tag == "pre" or (around.preformatted and tag in _INLINE),
    )


def _reason(around: _Open, tag: str, named: dict[str, str]) -> tuple[str, bool]:
    """Why an element is no part of the text, and whether that is only a guess."""
    if tag in ("html", "body", "main", "article"):
        return "", False
    if tag in _REASONS:
        return _REASONS[tag], False
    if tag == "header" and not around.main:
        return "page header", False
    if named.get("role") in _ROLES:
        return _ROLES[named["role"]], False
    hidden = "hidden" in named or named.get("aria-hidden") == "true"
    if hidden or _HIDDEN.search(named.get("style", "")):
        return "hidden", False
    found = _NAMES.search(named.get("class", "")) or _NAMES.search(named.get("id", ""))
    return (f'marked "{found[0].strip(" _-")}"', True) if found else ("", False)
