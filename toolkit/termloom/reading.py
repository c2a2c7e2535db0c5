"""Files → documents: the door through which every text comes in."""

from pathlib import Path

from . import files, formats, tags
from .errors import InputError
from .formats import Format, ReadDocument
from .languages.detect import identify
from .model import Document

_SURE = 0.9
_LINES = (".txt", ".text")
"""Files that hold one segment a line if so told, even if a line looks like HTML."""
_ENOUGH = 20
"""Characters that can say for sure which language a text is in."""


def read(
    path: str | Path,
    language: str,
    *,
    format: str | None = None,
    presplit: bool = False,
    encoding: str | None = None,
    id: str | None = None,
) -> Document:
    """The text of a file as paragraphs, one a line, in NFC.

    ``language`` may be any usual spelling of a tag. With ``presplit`` every line of
    the file is a paragraph of its own, also an empty one, and nothing is joined or
    left out. Otherwise hard line breaks are undone, and what belongs to the page and
    not to the text is left out: ``document.origin.dropped`` lists each line with the
    reason. ``document.origin.offsets`` leads back to the decoded file (text, HTML)
    or to the extracted text (DOCX, PDF).

    Raises `InputError` for what can't be read, with the place and the way out.
    """
    place = str(path)
    language = tags.parse(language)
    with files.opened(path) as file:
        data = file.read()
    if not data.strip():
        raise InputError("the file is empty", place=place)
    if presplit and place.endswith(_LINES):
        format = format or "text"
    document = _reader(place, data, format)(
        data,
        language,
        id=id or Path(path).name.partition(".")[0] or place,
        place=place,
        encoding=encoding,
        presplit=presplit,
    )
    if not document.text.strip():
        raise InputError("there is no text in the file", place=place)
    _check_language(document)
    return document


def _reader(place: str, data: bytes, name: str | None) -> ReadDocument:
    """What reads the file: as told, else by name and content."""
    chosen = _named(place, name) if name else _by_name_and_content(place, data)
    if chosen.read_document is None:
        raise InputError(
            f"a file of the format {chosen.name} ({chosen.title}) holds several "
            f"languages or terms, no text; for a text name one of: {_texts()}",
            place=place,
        )
    return chosen.read_document


def _named(place: str, name: str) -> Format:
    try:
        return formats.named(name)
    except InputError as error:
        raise InputError(str(error), place=place) from None


def _by_name_and_content(place: str, data: bytes) -> Format:
    head = data[: formats.HEAD]
    likely = formats.by_suffix(place)
    readable = [each for each in likely if each.read_document]
    if likely and not readable:
        return likely[0]
    if readable and readable[0].name != "text":
        return readable[0]
    for name in ("pdf", "docx", "html"):
        if formats.named(name).looks_like(head):
            return formats.named(name)
    return formats.named("text")


def _texts() -> str:
    return ", ".join(each.name for each in formats.formats() if each.read_document)


def _check_language(document: Document) -> None:
    """Raises `InputError` if the text is surely in another language than said."""
    if len(document.text) < _ENOUGH:
        return
    found = identify(document.text)
    other = found.language and found.language != document.language
    if other and not found.mixed and found.confidence >= _SURE:
        raise InputError(
            f'the text is in "{found.language}", not in "{document.language}"; check '
            "the order of the files and languages",
            place=document.origin.path,
        )
