"""The build's report: one HTML page to read, search and print, with no other file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import zip_longest
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from ..languages import language
from ..model import Concept, Context, Document, Header, Row, Span, Status, Term

if TYPE_CHECKING:
    from markupsafe import Markup

NAMES = {
    "en": "English",
    "zh-Hans": "Chinese (Simplified)",
    "zh-Hant": "Chinese (Traditional)",
    "vi": "Vietnamese",
}


_CONTEXTS = 4
"""Shown of a concept in one language."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the corpus as the report shows it."""

    id: str
    title: str
    documents: Mapping[str, Document]
    """Language → the text in it."""
    segments: Mapping[str, int]
    """Language → number of segments."""
    rows: Sequence[Row]
    note: str = ""
    """What there is to say of the alignment, for example that there is none."""

    @property
    def flagged(self) -> list[Row]:
        """The rows that a person should look at."""
        return [row for row in self.rows if row.to_review]


def render(
    header: Header,
    texts: Sequence[Text],
    concepts: Sequence[Concept],
    clashes: Sequence[str],
    outdated: Sequence[str] = (),
) -> str:
    """The page. Concepts keep their order; clashes and what is outdated are sentences.

    ``outdated`` are decisions that nothing in the texts answers to any more.
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"kwic": kwic, "tagged": tagged, "file_name": _file_name}
    template = (files(__package__) / "report.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(template).render(
        header=header,
        texts=texts,
        concepts=list(_shown(concepts, header.languages)),
        clashes=clashes,
        outdated=outdated,
        names=NAMES,
        statuses=[status.value for status in Status],
    )


class Entry(NamedTuple):
    """What a concept has in one language."""

    language: str
    terms: tuple[Term, ...]
    contexts: list[tuple[str, Context]]
    """Form and context: the first of each term, then the second of each, and so on."""


def _shown(
    concepts: Iterable[Concept], languages: Sequence[str]
) -> Iterator[tuple[Concept, list[Entry]]]:
    for concept in concepts:
        terms = [(tag, concept.in_language(tag)) for tag in languages]
        yield concept, [Entry(tag, own, _cited(own)) for tag, own in terms if own]


def _cited(terms: Iterable[Term]) -> list[tuple[str, Context]]:
    lists = ([(term.form, context) for context in term.contexts] for term in terms)
    mixed = (each for tier in zip_longest(*lists) for each in tier if each)
    found: dict[str, tuple[str, Context]] = {}
    for form, context in mixed:
        found.setdefault(context.text, (form, context))
    return list(found.values())[:_CONTEXTS]


def _file_name(path: str) -> str:
    return PurePath(path).name


_FOREIGN = re.compile(
    r"(?P<zh>[\u3400-\u9fff][\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*)"
    r"|(?P<vi>[^\W\d_]*[ăâđêôơưạ-ỹ][^\W\d_]*(?: [^\W\d_]*[à-ỹ][^\W\d_]*)*)",
    re.IGNORECASE,
)


def tagged(text: str) -> "Markup":
    """English text as HTML in which Chinese and Vietnamese words carry their language.

    Screen readers and fonts go by it.
    """
    from markupsafe import Markup

    made, at = Markup(""), 0
    for match in _FOREIGN.finditer(text):
        word = Markup('<span lang="{}">{}</span>').format(match.lastgroup, match[0])
        made += text[at : match.start()] + word
        at = match.end()
    return made + text[at:]


class Kwic(NamedTuple):
    """A keyword in its context."""

    left: str
    key: str
    right: str


_REACH = {"en": 48, "vi": 48}
_HAN_REACH = 24
"""Characters of context at each side; Chinese ones are wider and say more."""


def kwic(text: str, form: str, tag: str) -> Kwic:
    """The first place of a form, in any spelling, with what stands around it."""
    rules = language(tag)
    folded, wanted = rules.fold(text), rules.fold(form).text
    at = folded.text.find(wanted)
    if at < 0 or not wanted:
        return Kwic("", "", text)
    start, stop = folded.offsets.span(Span(at, at + len(wanted)))
    reach = _REACH.get(tag, _HAN_REACH)
    left, right = text[max(0, start - reach) : start], text[stop : stop + reach]
    return Kwic(
        f"…{left}" if start > reach else left,
        text[start:stop],
        f"{right}…" if stop + reach < len(text) else right,
    )
