"""TBX of both generations, in both styles, as other tools write it → concepts."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from .. import tags
from ..model import Concept, Context, Kind, Status, Term
from . import Found, Options, _words
from ._clean import nfc
from ._tbx_write import OURS
from ._xml import content, elements, local

if TYPE_CHECKING:
    from lxml import etree

T = TypeVar("T", Kind, Status)

_ROOTS = ("tbx", "martif", "TBX")
_ENTRIES = ("conceptEntry", "termEntry", "entry")
_LANGUAGES = ("langSec", "langSet", "langGroup")
_TERMS = ("termSec", "tig", "ntig", "termGroup")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_GENERIC = ("descrip", "admin", "termNote", "note", "xref", "ref", "transac")


def read_concepts(stream: BinaryIO, options: Options) -> Iterator[Concept]:
    """The concepts of a TBX file. Raises `FormatError` with the line."""
    for number, entry in enumerate(_entries(stream, options), start=1):
        concept = _Reader(options).concept(entry, number)
        if concept.terms:
            options.places[concept.id,] = f"{options.place}:{entry.sourceline}"
            yield concept
        else:
            options.losses.add("concept", "no term, left out", concept.id)


def inspect(stream: BinaryIO, options: Options) -> Found:
    """The number of concepts and, for each language, of those with a term in it."""
    languages: Counter[str] = Counter()
    units = 0
    for units, entry in enumerate(_entries(stream, options), start=1):
        concept = _Reader(options).concept(entry, units)
        languages.update(dict.fromkeys(term.language for term in concept.terms).keys())
        if not concept.terms:
            options.losses.add("concept", "no term", concept.id)
    warnings = tuple(map(str, options.losses))
    return Found(units, dict(languages), kind="concepts", warnings=warnings)


def _entries(stream: BinaryIO, options: Options) -> Iterator["etree._Element"]:
    return elements(stream, options.place, _ROOTS, *_ENTRIES, encoding=options.encoding)


class _Reader:
    """Reads one entry."""

    def __init__(self, options: Options) -> None:
        self._losses = options.losses

    def concept(self, entry: "etree._Element", number: int) -> Concept:
        name = entry.get("id") or entry.get(_XML_LANG.replace("lang", "id")) or ""
        terms: list[Term] = []
        texts = _texts(entry, _LANGUAGES)
        for section in entry:
            if local(section.tag) in _LANGUAGES:
                terms += self._terms(section, name or str(number))
                for key, values in _texts(section, _TERMS).items():
                    texts.setdefault(key, []).extend(values)
        facts = _facts(texts)
        return Concept(
            facts.get("id") or name or str(number),
            tuple(terms),
            domain="; ".join(texts.get("subjectField", [])),
            definition=" ".join(texts.get("definition", [])),
            source="; ".join(texts.get("source", [])),
            note="\n".join(texts.get("note", [])),
            agreed=facts.get("agreed", ""),
        )

    def _terms(self, section: "etree._Element", where: str) -> Iterator[Term]:
        code = (section.get(_XML_LANG) or section.get("lang") or "").strip()
        tag = tags.parse_or_keep(code)
        for node in section:
            if local(node.tag) not in (*_TERMS, "term"):
                continue
            form = _form(node)
            if form:
                yield self._term(tag or "und", form, _texts(node, ()), where)
            else:
                self._losses.add("term", "empty, left out", where)

    def _term(
        self, tag: str, form: str, texts: dict[str, list[str]], where: str
    ) -> Term:
        facts = _facts(texts)
        words = texts.get("administrativeStatus") or texts.get("termStatus") or []
        status = facts.get("status") or " ".join(words)
        kind = " ".join(texts.get("termType", []))
        term = Term(
            tag,
            form,
            kind=self._known(_words.kind, kind, Kind.FULL, where),
            status=self._known(_words.status, status, Status.PREFERRED, where),
            source="; ".join(texts.get("source", [])),
            note="\n".join(texts.get("note", [])),
            contexts=tuple(Context("", text) for text in texts.get("context", [])),
        )
        return replace(term, **_numbers(facts))

    def _known(
        self, meaning: Callable[[str], T | None], word: str, usual: T, where: str
    ) -> T:
        found = meaning(word)
        if word and found is None:
            reason = f'unknown word "{word}", taken as {usual}'
            self._losses.add("term", reason, where)
        return usual if found is None else found


def _form(node: "etree._Element") -> str:
    term = next((each for each in node.iter() if local(each.tag) == "term"), None)
    return nfc(" ".join(content(term).split())) if term is not None else ""


def _texts(node: "etree._Element", below: tuple[str, ...]) -> dict[str, list[str]]:
    """Data category → texts, of a level without the levels below it.

    In DCA style the category is the attribute ``type``, in DCT style the element.
    """
    found: dict[str, list[str]] = {}
    for child in node:
        name = local(child.tag)
        if name in below or name == "term":
            continue
        if name.endswith("Grp"):
            for key, values in _texts(child, below).items():
                found.setdefault(key, []).extend(values)
            continue
        text = _unindented(content(child))
        if text:
            key = child.get("type") or name if name in _GENERIC else name
            found.setdefault(key, []).append(text)
    return found


def _unindented(text: str) -> str:
    return nfc("\n".join(line.strip() for line in text.strip().split("\n")))


def _facts(texts: dict[str, list[str]]) -> dict[str, str]:
    """What our own notes say; they leave the notes."""
    notes = texts.get("note", [])
    own = [note for note in notes if note.startswith(OURS)]
    for note in own:
        notes.remove(note)
    pairs = (fact.split("=", 1) for note in own for fact in note[9:].split(";"))
    return {pair[0].strip(): pair[1].strip() for pair in pairs if len(pair) == 2}


def _numbers(facts: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if re.fullmatch(r"[01]\.\d+", facts.get("score", "")):
        found["score"] = float(facts["score"])
    if facts.get("count", "").isdecimal():
        found["count"] = int(facts["count"])
    return found
