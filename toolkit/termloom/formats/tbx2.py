"""Glossaries as TermBase eXchange, second generation (ISO 30042:2008, martif).

OmegaT and many others read only this one. OmegaT looks at the language alone, not
at script or country, so a file holds one variety of Chinese; and it shows a term
without a counterpart with an empty translation, so each concept has a term in every
language of the file. The profile ``all`` writes everything all the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .. import tags
from ..model import Concept, Header
from . import Format, Losses, Options
from ._clean import storable
from ._tbx_read import inspect, read_concepts
from ._tbx_write import Names, entries, usable
from ._xml import escape, root_of

_NAMES = Names("termEntry", "langSet", "tig")
ALL = "all"


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """A martif file, a concept at a time.

    Of two varieties of Chinese the first is written, and concepts without a term in
    each language are left out; both are noted. ``options.languages`` chooses.
    """
    languages = options.languages or header.languages
    if options.profile != ALL:
        languages = _one_chinese(languages, options.losses)
        concepts = _complete(concepts, languages, options.losses)
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
    yield from entries(concepts, _NAMES, replace(options, languages=languages))
    yield b"  </body></text>\n</martif>\n"


def _one_chinese(languages: tuple[str, ...], losses: Losses) -> tuple[str, ...]:
    chinese = [tag for tag in languages if tags.is_chinese(tag)]
    for tag in chinese[1:]:
        reason = f"OmegaT can't tell it from {chinese[0]}; write it to its own file"
        losses.add(tag, reason)
    return tuple(tag for tag in languages if tag not in chinese[1:])


def _complete(
    concepts: Iterable[Concept], languages: tuple[str, ...], losses: Losses
) -> Iterator[Concept]:
    for concept in concepts:
        named = {t.language for t in concept.terms if usable(t.form)}
        missing = [tag for tag in languages if tag not in named]
        if missing:
            reason = f"no term in {missing[0]}, left out; name fewer languages"
            losses.add("concept", reason, concept.id)
        else:
            yield concept


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
    profiles=(ALL,),
)
