"""Glossaries as TermBase eXchange, third generation (ISO 30042:2019), TBX-Basic."""

from collections.abc import Iterable, Iterator

from ..model import Concept, Header
from . import Format, Options
from ._clean import storable
from ._tbx_read import inspect, read_concepts
from ._tbx_write import Names, entries
from ._xml import escape, root_of

_NAMES = Names("conceptEntry", "langSec", "termSec")


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """TBX-Basic in DCA style, a concept at a time; languages in the order given."""
    title = escape(storable(header.title, options.losses, "title", "header"))
    made = escape(storable(header.signature, options.losses, "signature", "header"))
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tbx type="TBX-Basic" style="dca" xml:lang="en" '
        'xmlns="urn:iso:std:iso:30042:ed-2">\n'
        "  <tbxHeader>\n    <fileDesc>\n"
        f"      <titleStmt><title>{title or 'Glossary'}</title></titleStmt>\n"
        f"      <sourceDesc><p>{made or 'termloom'}</p></sourceDesc>\n"
        "    </fileDesc>\n  </tbxHeader>\n  <text><body>\n"
    ).encode()
    yield from entries(concepts, _NAMES, options)
    yield b"  </body></text>\n</tbx>\n"


FORMAT = Format(
    name="tbx",
    title="TermBase eXchange, version 3 (TBX-Basic)",
    suffixes=(".tbx",),
    unit="concepts",
    looks_like=lambda head: root_of(head) in ("tbx", "TBX"),
    read_concepts=read_concepts,
    write_concepts=write_concepts,
    inspect=inspect,
    loses=("evidence", "documents of contexts"),
)
