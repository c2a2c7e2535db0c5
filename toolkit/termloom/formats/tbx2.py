"""Glossaries as TermBase eXchange, second generation (ISO 30042:2008, martif).

OmegaT and many others read only this one. OmegaT looks at the language alone, not
at script or country, so a file holds one variety of Chinese.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .. import tags
from ..model import Concept, Header
from . import Format, Options
from ._clean import storable
from ._tbx_read import inspect, read_concepts
from ._tbx_write import Names, entries
from ._xml import escape, root_of

_NAMES = Names("termEntry", "langSet", "tig")


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """A martif file, a concept at a time.

    Of two varieties of Chinese the first is written and the other is noted as left
    out: write it to a file of its own, with ``options.languages``.
    """
    languages = _one_chinese(options.languages or header.languages, options)
    title = escape(storable(header.title, options.losses, "title", "header"))
    made = escape(storable(header.signature, options.losses, "signature", "header"))
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">\n'
        '<martif type="TBX-Basic" xml:lang="en">\n  <martifHeader>\n    <fileDesc>\n'
        f"      <titleStmt><title>{title or 'Glossary'}</title></titleStmt>\n"
        f"      <sourceDesc><p>{made or 'termloom'}</p></sourceDesc>\n    </fileDesc>\n"
        '    <encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>\n'
        "  </martifHeader>\n  <text><body>\n"
    ).encode()
    chosen = replace(options, languages=languages)
    yield from entries(concepts, _NAMES, chosen)
    yield b"  </body></text>\n</martif>\n"


def _one_chinese(languages: tuple[str, ...], options: Options) -> tuple[str, ...]:
    chinese = [tag for tag in languages if tags.is_chinese(tag)]
    for tag in chinese[1:]:
        reason = f"OmegaT can't tell it from {chinese[0]}; write it to its own file"
        options.losses.add(tag, reason)
    return tuple(tag for tag in languages if tag not in chinese[1:])


FORMAT = Format(
    name="tbx2",
    title="TermBase eXchange, version 2 (martif)",
    suffixes=(".v2.tbx", ".tbx", ".mtf"),
    unit="concepts",
    looks_like=lambda head: root_of(head) == "martif",
    read_concepts=read_concepts,
    write_concepts=write_concepts,
    inspect=inspect,
    loses=("evidence", "documents of contexts"),
)
