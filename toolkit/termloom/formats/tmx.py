"""Translation memories: TMX 1.4b out, TMX 1.1 to 1.4 in.

A property of a row is named after where it stood in the file: ``x-domain`` is a
``prop`` of the unit, ``@creationid`` an attribute of it, ``vi/x-domain`` and
``vi/@creationid`` the same of one language's variant.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial

from .. import tags
from ..errors import UnwritableError
from ..model import Header, Row
from . import Format, Losses, Options
from ._clean import Unique, storable
from ._inline import expand
from ._tmx_read import inspect, read_rows, rows_by_number
from ._xml import attributes, escape, root_of
from ._xml_correct import correct

_ATTRIBUTES = re.compile(
    "@(?:o-encoding|datatype|usagecount|lastusagedate|creationtool|creationdate|"
    "creationtoolversion|creationid|changedate|changeid|o-tmf)"
)
_DATES = ("lastusagedate", "creationdate", "changedate")
_DATE = re.compile(r"\d{8}T\d{6}Z")
_NUMBERED = re.compile(r"#\d+\Z")
_INLINE = frozenset(("bpt", "ept", "it", "ph", "hi", "ut", "sub"))
PLAIN = "plain"


def write_rows(
    rows: Iterable[Row], header: Header, options: Options
) -> Iterator[bytes]:
    """A TMX 1.4b file, a unit at a time; the source language comes first.

    With two languages it is bilingual and names its source language; with more it
    says ``*all*``. Language codes have a country, which OmegaT, Trados and memoQ
    need to tell the Chinese varieties apart; the profile ``plain`` keeps BCP 47.
    Rows with text in fewer than two of the languages are left out and noted.
    Raises `UnwritableError` for more than two languages in the profile ``trados``.
    """
    source = header.source_language
    chosen = options.languages or header.languages
    if options.profile == "trados" and len(chosen) > 2:
        raise UnwritableError(
            f'Trados takes two languages in a memory, not "{", ".join(chosen)}"; '
            "name two with --langs"
        )
    languages = sorted(chosen, key=lambda tag: tag != source)
    writer = _Writer(languages, options.profile == PLAIN, options.losses)
    yield writer.head(header).encode()
    for number, row in enumerate(rows, start=1):
        if unit := writer.unit(row, row.id.strip() or str(number)):
            yield unit.encode()
    yield b"  </body>\n</tmx>\n"


@dataclass(slots=True)
class _Owned:
    """The properties of a unit or of one of its variants, as TMX has them."""

    attributes: dict[str, str] = field(default_factory=dict)
    props: list[tuple[str, str]] = field(default_factory=list)


_NOTHING = _Owned()


class _Writer:
    def __init__(self, languages: list[str], is_plain: bool, losses: Losses) -> None:
        self._languages = languages
        self._is_plain = is_plain
        self._losses = losses
        self._unique = Unique()
        self._openings = {
            tag: f"      <tuv{attributes({'xml:lang': self._code(tag)})}>"
            for tag in languages
        }

    def head(self, header: Header) -> str:
        from .. import __version__

        is_bilingual = len(self._languages) == 2
        values = {
            "creationtool": "termloom",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "termloom",
            "adminlang": "en",
            "srclang": self._code(self._languages[0]) if is_bilingual else "*all*",
            "datatype": "plaintext",
            "creationdate": header.date,
        }
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
            f"  <header{attributes(values)}>\n"
            + self._note(header.title, "header", "    ")
            + self._prop("x-signature", header.signature, "header", "    ")
            + "  </header>\n  <body>\n"
        )

    def unit(self, row: Row, where: str) -> str:
        """One ``tu``; empty where the row has too little text for one."""
        owned = _owned(row) if row.properties else {}
        variants = [
            self._variant(row, tag, owned.get(tag, _NOTHING), where)
            for tag in self._languages
            if tag in row.cells
        ]
        if len(variants) - variants.count("") < 2:
            reason = "text in fewer than two of the languages, left out"
            self._losses.add("row", reason, where)
            return ""
        name = self._unique(self._text(where, "id", where), self._losses)
        own = owned.get("", _NOTHING)
        known = attributes({"tuid": name, **own.attributes})
        props = "".join(
            self._prop(name, value, where, "      ")
            for name, value in (*_facts(row), *own.props)
        )
        note = self._note(row.note, where, "      ") if row.note else ""
        return f"    <tu{known}>\n{note}{props}{''.join(variants)}    </tu>\n"

    def _variant(self, row: Row, tag: str, owned: _Owned, where: str) -> str:
        full = self._text(row.cells[tag], tag, where)
        text = full.strip()
        if not text:
            return ""
        if len(text) != len(full):
            self._losses.add(tag, "white space at the ends left out", where)
        segment = f"<seg>{expand(text, tag, row.properties, _INLINE)}</seg>"
        if not row.properties:
            return f"{self._openings[tag]}{segment}</tuv>\n"
        original = row.properties.get(f"{tag}/@xml:lang", "")
        code = self._code(tag) if self._is_plain else original or self._code(tag)
        known = attributes({"xml:lang": code, **owned.attributes})
        if owned.props:
            indent = "        "
            props = (self._prop(n, v, where, indent) for n, v in owned.props)
            segment = f"\n{''.join(props)}{indent}{segment}\n      "
        return f"      <tuv{known}>{segment}</tuv>\n"

    def _note(self, text: str, where: str, indent: str) -> str:
        kept = self._text(text, "note", where)
        return f"{indent}<note>{escape(kept)}</note>\n" if kept else ""

    def _prop(self, name: str, value: str, where: str, indent: str) -> str:
        if line := _plain_prop(name, value, indent):
            return line
        return _prop(
            self._text(name, name, where), self._text(value, name, where), indent
        )

    def _code(self, tag: str) -> str:
        return tag if self._is_plain else tags.for_tools(tag)

    def _text(self, text: str, name: str, where: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        return storable(text, self._losses, name, where)


@lru_cache(maxsize=4096)
def _plain_prop(name: str, value: str, indent: str) -> str:
    """The line of a prop that is written as it is; empty for any other."""
    is_plain = name.isascii() and value.isascii() and (name + value).isprintable()
    return _prop(name, value, indent) if is_plain else ""


def _prop(name: str, value: str, indent: str) -> str:
    return f"{indent}<prop{attributes({'type': name})}>{escape(value)}</prop>\n"


def _facts(row: Row) -> Iterator[tuple[str, str]]:
    if row.score is not None:
        yield "x-score", f"{row.score:.4f}"
    if row.flags:
        yield "x-flags", " ".join(row.flags)
    if row.document:
        yield "x-document", row.document
    if row.segments:
        places = (f"{t}:{','.join(map(str, s))}" for t, s in row.segments.items())
        yield "x-segments", " ".join(places)
    for evidence in row.evidence:
        note = f" ({evidence.note})" if evidence.note else ""
        yield "x-evidence", f"{evidence.name}={evidence.value:.4f}{note}"


def _owned(row: Row) -> dict[str, _Owned]:
    """The properties by owner: a language, or nothing for the unit itself."""
    found: dict[str, _Owned] = {}
    for key, value in row.properties.items():
        language, slash, name = key.partition("/")
        if not slash or language not in row.cells:
            language, name = "", key
        if name.startswith("⟦") or name == "@xml:lang":
            continue
        owned = found.setdefault(language, _Owned())
        if _is_attribute(name, value):
            owned.attributes[name[1:]] = value
        else:
            owned.props.append((_NUMBERED.sub("", name), value))
    return found


def _is_attribute(name: str, value: str) -> bool:
    if not _ATTRIBUTES.fullmatch(name):
        return False
    return name[1:] not in _DATES or _DATE.fullmatch(value) is not None


FORMAT = Format(
    name="tmx",
    title="Translation Memory eXchange",
    suffixes=(".tmx",),
    unit="translation units",
    looks_like=lambda head: root_of(head) == "tmx",
    read_rows=read_rows,
    write_rows=write_rows,
    inspect=inspect,
    correct=partial(correct, read=rows_by_number, units=("tu",), inside=("seg",)),
    profiles=("omegat", "trados", "memoq", PLAIN),
)
