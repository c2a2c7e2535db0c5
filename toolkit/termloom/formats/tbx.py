"""Glossaries as TermBase eXchange, third generation (ISO 30042:2019), TBX-Basic.

The style is DCA (``<descrip type="definition">``), in the profile ``dct`` DCT
(``<basic:definition>``). Both say the same.
"""

from collections.abc import Iterable, Iterator

from ..model import Concept, Header
from . import Format, Options
from ._clean import storable
from ._tbx_read import inspect, read_concepts
from ._tbx_write import Names, entries
from ._xml import attributes, escape, root_of

DCT = "dct"
_LEVELS = ("conceptEntry", "langSec", "termSec")
_MODULES = {
    "min": ("subjectField", "administrativeStatus"),
    "basic": ("definition", "context", "source", "termType"),
}
_NAMESPACE = "http://www.tbxinfo.net/ns/"
_DCA = Names(*_LEVELS)
_DCT = Names(*_LEVELS, {kind: ns for ns, kinds in _MODULES.items() for kind in kinds})


def write_concepts(
    concepts: Iterable[Concept], header: Header, options: Options
) -> Iterator[bytes]:
    """TBX-Basic, a concept at a time; languages in the order given."""
    names = _DCT if options.profile == DCT else _DCA
    style = {"type": "TBX-Basic", "style": "dct" if names.modules else "dca"}
    spaces = {"xmlns": "urn:iso:std:iso:30042:ed-2"}
    spaces |= {f"xmlns:{ns}": _NAMESPACE + ns for ns in _MODULES if names.modules}
    title = escape(storable(header.title, options.losses, "title", "header"))
    made = escape(storable(header.signature, options.losses, "signature", "header"))
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<tbx{attributes({**style, 'xml:lang': 'en', **spaces})}>\n"
        "  <tbxHeader>\n    <fileDesc>\n"
        f"      <titleStmt><title>{title or 'Glossary'}</title></titleStmt>\n"
        f"      <sourceDesc><p>{made or 'termloom'}</p></sourceDesc>\n"
        "    </fileDesc>\n  </tbxHeader>\n  <text><body>\n"
    ).encode()
    yield from entries(concepts, names, options)
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
    profiles=(DCT,),
)
