"""Messages of programs: gettext PO."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO

from .. import tags
from ..errors import FormatError, UnwritableError
from ..model import Header, Row
from . import HEAD, Corrected, Format, Found, Losses, Options, _text_in, _words
from ._clean import one_line, storable
from ._correct import Spot, decoded, encoded, line_starts, placed, replaced
from ._lines import shape

_LINE = re.compile(
    r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*"
    r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
)
_DOMAIN = re.compile(r'domain\s*"[^"]*"')
_OBSOLETE = re.compile(r"#~\s*msgid\s")
_BEFORE_KEYWORD = re.compile(
    r"""(?<=")(?<!\\")\s+(?=msg(?:id|str|id_plural|str\[\d+\])\s*")"""
)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_TRANSLATION = re.compile(r'msgstr(?:\[\d+\])?((?:\s*"(?:[^"\\\r\n]|\\.)*")+)')
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
_CHARACTER = re.compile(rf"{_ESCAPE.pattern}|[^\\]")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CHARSET = re.compile(rb"charset=([\w.:-]+)")
_LANGUAGE = re.compile(r"^(?:X-)?Language:\s*([\w@.-]+)", re.MULTILINE)
_SOURCE = re.compile(r"^X-Source-Language:\s*([\w.-]+)", re.MULTILINE)
REVIEW = "review"
FUZZY = "fuzzy"


@dataclass(slots=True)
class _Message:
    """One message, as its lines say it."""

    line: int
    texts: dict[str, str] = field(default_factory=dict)
    """``msgid``, ``msgstr``, ``msgstr[1]`` … → unescaped text."""
    lines: dict[str, int] = field(default_factory=dict)
    """Where each of them begins."""
    comments: dict[str, list[str]] = field(default_factory=dict)
    """The character after ``#`` → lines."""
    last: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing but more of the same text can follow."""
        return any(name.startswith("msgstr") for name in self.texts)

    @property
    def is_header(self) -> bool:
        """Whether it speaks of the file."""
        return self.texts.get("msgid") == "" and "msgctxt" not in self.texts


def read_rows(stream: BinaryIO, options: Options) -> Iterator[Row]:
    """A row a message, two for one with a plural; obsolete messages are passed over.

    The languages are those of ``options`` or of the file's header; the source is
    English where nobody says otherwise. A ``fuzzy`` message has the flag ``review``.
    Raises `FormatError` with the line.
    """
    for number, message, languages in _messages(stream, options):
        yield from _rows(message, number, languages, options.losses)


def inspect(stream: BinaryIO, options: Options) -> Found:
    """The number of messages and, for each language, of those with text in it."""
    counts: dict[str, int] = {}
    units = 0
    source = ""
    for units, message, languages in _messages(stream, options):
        source = languages[0]
        rows = list(_rows(message, units, languages, options.losses))
        for tag in dict.fromkeys(tag for row in rows for tag in row.cells):
            counts[tag] = counts.get(tag, 0) + 1
    warnings = tuple(map(str, options.losses))
    return Found(units, counts, source=source, warnings=warnings)


def _rows(
    message: _Message, number: int, languages: tuple[str, str], losses: Losses
) -> Iterator[Row]:
    texts = message.texts
    targets = [name for name in texts if name.startswith("msgstr")]
    pairs = [("msgid", targets[0])]
    if "msgid_plural" in texts:
        pairs.append(("msgid_plural", targets[-1]))
        if len(targets) > 2:
            losses.add("plural", "forms between the first and the last", str(number))
    flags = " ".join(message.comments.get(",", []))
    properties = {"msgctxt": texts["msgctxt"]} if "msgctxt" in texts else {}
    for turn, (source, target) in enumerate(pairs):
        cells = {languages[0]: texts.get(source, ""), languages[1]: texts[target]}
        line = message.lines.get(source, message.line)
        yield Row(
            f"{number}~{turn + 1}" if turn else str(number),
            {tag: text for tag, text in cells.items() if text.strip()},
            document=" ".join(message.comments.get(":", [])),
            flags=(REVIEW,) if FUZZY in re.split(r"[,\s]+", flags) else (),
            note="\n".join(
                message.comments.get(".", []) + message.comments.get(" ", [])
            ),
            properties=properties,
            line=line,
            shape=shape((languages[1], message.lines[target] - line)),
        )


def _messages(
    stream: BinaryIO, options: Options
) -> Iterator[tuple[int, _Message, tuple[str, str]]]:
    """1-based number, message, source and target language."""
    languages: tuple[str, str] | None = None
    number = 0
    for message in _parsed(stream, options):
        if message.is_header:
            languages = languages or _languages(
                message.texts.get("msgstr", ""), options
            )
        else:
            number += 1
            languages = languages or _languages("", options)
            yield number, message, languages


def _languages(header: str, options: Options) -> tuple[str, str]:
    if len(options.languages) > 1:
        return options.languages[0], options.languages[1]
    source, told = _SOURCE.search(header), _LANGUAGE.search(header)
    target = tags.parse_or_keep(told[1]) if told else _of_place(options.place)
    if not target:
        options.losses.add("header", "names no language; name it with --langs en,vi")
    return tags.parse_or_keep(source[1]) if source else "en", target or "und"


def _of_place(place: str) -> str | None:
    """The language that a file or its directory is named after."""
    path = PurePath(place)
    in_locale = path.parent.name == "LC_MESSAGES"
    return _words.tag(
        path.parts[-3] if in_locale and len(path.parts) > 2 else path.stem
    )


def _parsed(stream: BinaryIO, options: Options) -> Iterator[_Message]:
    message = _Message(1)
    for number, line in enumerate(_lines(stream, options), start=1):
        text = line.strip()
        if message.is_whole and not text.startswith(('"', "msgstr")):
            yield message
            message = _Message(number)
        if text.startswith("#"):
            message.comments.setdefault(text[1:2] or " ", []).append(text[2:].strip())
            if _OBSOLETE.match(text):
                reason = "obsolete, passed over"
                options.losses.add("message", reason, f"line {number}")
        elif text and not _DOMAIN.fullmatch(text):
            for part in _BEFORE_KEYWORD.sub("\n", text).split("\n"):
                _take(message, part, number, options.place)
    if message.is_whole:
        yield message
    elif message.texts:
        place = f"{options.place}:{message.line}"
        raise FormatError("the last message has no msgstr; is it cut off?", place=place)


def _lines(stream: BinaryIO, options: Options) -> Iterator[str]:
    told = _told(stream.read(HEAD), options)
    stream.seek(0)
    return _text_in.lines(stream, told)


def _told(head: bytes, options: Options) -> Options:
    """The options with the encoding that a file names, unless they have one."""
    told = _CHARSET.search(head)
    if told and told[1] != b"CHARSET" and not options.encoding:
        return replace(options, encoding=told[1].decode("ascii"))
    return options


def _take(message: _Message, text: str, line: int, file: str) -> None:
    place = f"{file}:{line}"
    found = _LINE.fullmatch(text)
    name = found[1] or message.last if found else ""
    if not found or not name:
        raise FormatError(
            f'"{text[:40]}" is no line of a PO file; it needs a keyword and quotes',
            place=place,
        )
    out_of_order = name.startswith("msgstr") and "msgid" not in message.texts
    if found[1] and (name in message.texts or out_of_order):
        raise FormatError(f'"{name}" stands where it can not', place=place)
    message.last = name
    message.lines.setdefault(name, line)
    pieces = (_ESCAPE.sub(_unescaped, piece) for piece in _STRING.findall(found[2]))
    message.texts[name] = message.texts.get(name, "") + "".join(pieces)


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] == "x":
        return chr(int(code[1:], 16)) if len(code) > 1 else "x"
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _ESCAPES.get(code, code)


def write_rows(
    rows: Iterable[Row], header: Header, options: Options
) -> Iterator[bytes]:
    """A PO file; rows with the same source text are told apart by their ids.

    Raises `UnwritableError` unless there are exactly two languages.
    """
    languages = options.languages or header.languages
    if len(languages) != 2:
        raise UnwritableError(
            f'PO holds two languages, not "{", ".join(languages)}"; name two with '
            "--langs"
        )
    source, target = sorted(languages, key=lambda tag: tag != header.source_language)
    yield _head(header, source, target, options.losses)
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, start=1):
        where = row.id.strip() or str(number)
        text = storable(row.cells.get(source, ""), options.losses, source, where)
        if not text.strip():
            options.losses.add("row", f"no text in {source}, left out", where)
            continue
        context = row.properties.get("msgctxt", "")
        while (context, text) in seen:
            context = f"{context} {where}".strip()
        seen.add((context, text))
        yield _message(row, context, text, target, where, options.losses)


def _head(header: Header, source: str, target: str, losses: Losses) -> bytes:
    from .. import __version__

    told = (
        f"Project-Id-Version: {one_line(header.title)}",
        f"X-Signature: {one_line(header.signature)}",
        f"Language: {target.replace('-', '_')}",
        f"X-Source-Language: {source}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"X-Generator: termloom {__version__}",
    )
    lines = "".join(
        f'"{_escaped(storable(line, losses, "header", "header"))}\\n"\n'
        for line in told
    )
    return f'msgid ""\nmsgstr ""\n{lines}'.encode()


def _message(
    row: Row, context: str, text: str, target: str, where: str, losses: Losses
) -> bytes:
    translation = storable(row.cells.get(target, ""), losses, target, where)
    for name in ("score", "evidence"):
        if getattr(row, name):
            losses.add(name, "PO has no place for it", where)
    if any(name != "msgctxt" for name in row.properties):
        losses.add("properties", "PO has no place for them", where)
    lines = [
        f"#. {storable(line, losses, 'note', where)}" for line in row.note.splitlines()
    ]
    if row.document:
        lines.append(
            f"#: {one_line(storable(row.document, losses, 'document', where))}"
        )
    lines += [f"#, {FUZZY}"] * (REVIEW in row.flags)
    lines += [f'msgctxt "{_escaped(context)}"'] * bool(context)
    lines += [f'msgid "{_escaped(text)}"', f'msgstr "{_escaped(translation)}"']
    return ("\n" + "\n".join(lines) + "\n").encode()


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\n", "\\n").replace("\t", "\\t")


def correct(data: bytes, cells: Iterable[Corrected], options: Options) -> bytes:
    """The file with corrections in its translations."""
    encoding = _text_in.encoding_of(data, _told(data[:HEAD], options))
    whole = decoded(data, encoding, options.place)
    text = whole.removeprefix("\ufeff")
    starts = [*line_starts(text), len(text)]
    edits: list[tuple[int, int, str]] = []
    for cell in cells:
        found = list(_spots(text, starts[cell.line - 1], starts[cell.line]))
        same = (s for s in found if "".join(spot.text for spot in s) == cell.text)
        edits += placed(cell, next(same, ()), options.losses)
    mark = whole[: len(whole) - len(text)]
    return encoded(mark + replaced(text, edits), encoding, options.place)


def _spots(text: str, start: int, stop: int) -> Iterator[list[Spot]]:
    """The characters of each translation that begins on a line."""
    while (found := _TRANSLATION.search(text, start)) and found.start() < stop:
        yield [
            Spot(_ESCAPE.sub(_unescaped, each[0]), *each.span())
            for string in _STRING.finditer(text, *found.span(1))
            for each in _CHARACTER.finditer(text, *string.span(1))
        ]
        start = found.end()


FORMAT = Format(
    name="po",
    title="Messages of a program (gettext)",
    suffixes=(".po", ".pot"),
    unit="messages",
    looks_like=lambda head: b"\nmsgstr" in head and b"msgid " in head,
    read_rows=read_rows,
    write_rows=write_rows,
    inspect=inspect,
    correct=correct,
    loses=("score", "evidence", "properties", "flags other than review"),
)
