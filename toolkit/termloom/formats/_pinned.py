"""Workbook files that don't tell when they were made.

openpyxl writes the frame of each sheet (widths, filters, colours, print set-up), the
rows come from us as text: that is several times as fast as a cell object each.
"""

import os
import re
import shutil
import zipfile
from collections.abc import Mapping
from typing import IO, Any

_TIME = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 16
_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData\s*></sheetData>")
_CORE = "docProps/core.xml"


class PinnedArchive(zipfile.ZipFile):
    """A zip archive with one date for all, and with our rows in the sheets."""

    def __init__(self, file: IO[bytes], rows: Mapping[str, IO[bytes]]) -> None:
        super().__init__(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._rows = rows
        """Name of a sheet's part → the XML of its rows."""

    def writestr(  # type: ignore[override]
        self, name: str, data: bytes | str, *args: Any, **options: Any
    ) -> None:
        """A part of the archive, from memory."""
        if name == _CORE:
            data = _changed_when_made(data)
        super().writestr(_info(name), data)

    def write(  # type: ignore[override]
        self, filename: str, arcname: str, *args: Any, **options: Any
    ) -> None:
        """A part of the archive, from a file: a sheet."""
        info = _info(arcname)
        with open(filename, "rb") as source:
            frame = source.read()
        rows = self._rows[arcname]
        rows.seek(0, os.SEEK_END)
        info.file_size = len(frame) + rows.tell()
        rows.seek(0)
        before, after = _ROWS.split(frame, maxsplit=1)
        with self.open(info, "w") as into:
            into.write(before + b"<sheetData>")
            shutil.copyfileobj(rows, into, _CHUNK)
            into.write(b"</sheetData>" + after)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _changed_when_made(core: bytes | str) -> str:
    """The document's properties, as if changed when it was created."""
    text = core if isinstance(core, str) else core.decode()
    created = re.search(r"<dcterms:created[^>]*>([^<]*)<", text)
    if not created:
        return text
    return re.sub(r"(<dcterms:modified[^>]*>)[^<]*<", rf"\g<1>{created[1]}<", text)
