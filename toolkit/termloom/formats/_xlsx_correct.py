"""Corrections in a copy of a workbook: other cells, sheets, styles, pictures stay.

Only the parts of sheets with corrections are written anew. A corrected cell holds its
text itself and no longer shares it with other cells.
"""

import io
import posixpath
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING

from ..errors import FormatError
from . import Corrected, Options
from ._columns import Layout
from ._correct import leave
from ._xlsx_read import layouts_of

if TYPE_CHECKING:
    from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOOK, _SHARED = "xl/workbook.xml", "xl/sharedStrings.xml"


def correct(data: bytes, cells: Iterable[Corrected], options: Options) -> bytes:
    """The workbook with corrections in its cells; formulas are left."""
    layouts = layouts_of(io.BytesIO(data), options)
    only = next(iter(layouts))
    by_sheet: defaultdict[str, list[Corrected]] = defaultdict(list)
    for cell in cells:
        by_sheet[cell.sheet or only].append(cell)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        try:
            parts = _parts(old)
            changed = {
                parts[title]: _sheet(old, parts[title], own, layouts[title], options)
                for title, own in by_sheet.items()
            }
        except (LookupError, ValueError):
            raise FormatError(
                "the workbook is built in an unusual way; save it anew in a "
                "spreadsheet program first",
                place=options.place,
            ) from None
        for info in old.infolist():
            new.writestr(info, changed.get(info.filename) or old.read(info))
    return written.getvalue()


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The title of each sheet → the part that it is in."""
    targets = {
        each.get("Id"): posixpath.normpath(
            posixpath.join("/xl", each.get("Target", ""))
        )
        for each in _root(archive, "xl/_rels/workbook.xml.rels")
    }
    sheets = _root(archive, _BOOK).iter(f"{_MAIN}sheet")
    return {
        each.get("name", ""): posixpath.normpath(targets[each.get(_LINK)])[1:]
        for each in sheets
    }


def _root(archive: zipfile.ZipFile, part: str) -> "etree._Element":
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    return etree.fromstring(archive.read(part), parser)


def _sheet(
    archive: zipfile.ZipFile,
    part: str,
    cells: Iterable[Corrected],
    layout: Layout,
    options: Options,
) -> bytes:
    from lxml import etree
    from openpyxl.utils import get_column_letter

    root = _root(archive, part)
    named = {node.get("r"): node for node in root.iter(f"{_MAIN}c")}
    has_shared = _SHARED in archive.namelist()
    shared = list(_root(archive, _SHARED)) if has_shared else []
    for cell in cells:
        column = layout.column(cell.language) + 1
        node = named.get(f"{get_column_letter(column)}{cell.line}") if column else None
        text = None if node is None else _text(node, shared)
        if node is None or text is None or not _put(text, cell):
            reason = "no text of its own in the cell (a formula?), left as it is"
            leave(cell, reason, options.losses)
            continue
        del node[:]
        node.set("t", "inlineStr")
        node.append(text)
    made = etree.tostring(root, encoding="UTF-8", standalone=True)
    return bytes(made)


def _text(
    node: "etree._Element", shared: "list[etree._Element]"
) -> "etree._Element | None":
    """A copy of the text of a cell, with its runs; None for a formula or a number."""
    kind = node.get("t")
    if node.find(f"{_MAIN}f") is not None or kind not in ("s", "inlineStr"):
        return None
    if kind == "inlineStr":
        return deepcopy(node.find(f"{_MAIN}is"))
    found = deepcopy(shared[int(node.findtext(f"{_MAIN}v", ""))])
    found.tag = f"{_MAIN}is"
    return found


def _put(text: "etree._Element", cell: Corrected) -> bool:
    """Corrects a text in its runs; False where it does not read as it was read."""
    runs = [*text.findall(f"{_MAIN}t"), *text.findall(f"{_MAIN}r/{_MAIN}t")]
    if "".join(run.text or "" for run in runs) != cell.text:
        return False
    pieces = iter(cell.pieces)
    for run in runs:
        run.text = "".join(next(pieces) for _ in run.text or "")
        run.set(_SPACE, "preserve")
    return True
