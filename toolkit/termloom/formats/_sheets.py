"""Workbooks that look like something: styles, widths, filters, print set-up.

The same tables give the same bytes.
"""

import datetime
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any

from . import Losses
from ._clean import CELL_LIMIT, fit_cell, storable
from ._pinned import PinnedArchive
from ._xml import escape

if TYPE_CHECKING:
    from openpyxl.styles import Font
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_576
"""Rows of a sheet, with the header."""
_CHUNK = 1 << 16
_IN_MEMORY = 1 << 20
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_JOINER = "\u2060"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_LINE, _HAN_LINE, _TALLEST = 14.0, 16.5, 409.0
INK, PAPER, RULE, HEAD = "1F2937", "FFFFFF", "CBD5E1", "1E3A5F"
_FONTS = {"zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
_LATIN = "Calibri"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet."""

    name: str
    width: int
    """In characters."""
    language: str = ""
    """The tag that decides the font of Chinese text."""
    number_format: str = ""
    choices: tuple[str, ...] = ()
    """What a list in each cell offers."""
    is_key: bool = False
    """Whether it stands out in bold."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A conditional format: while the formula holds, the columns look so."""

    formula: str
    """For row 2, with ``$`` before columns."""
    first: int
    last: int
    """0-based columns, both included."""
    fill: str = ""
    ink: str = ""
    strike: bool = False
    line_above: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, as far as it does not follow from its text."""

    language: str = ""
    number_format: str = ""
    head: bool = False
    is_key: bool = False
    fill: str = ""
    ink: str = ""
    size: int = 10


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell's text with a look of its own; each stands on a line."""

    text: str
    ink: str
    bold: bool = False
    strike: bool = False


class Sheet:
    """One sheet, filled from the top; the header row is there from the beginning."""

    def __init__(
        self,
        book: "Book",
        title: str,
        columns: Sequence[Column],
        rules: Sequence[Rule] = (),
        *,
        frozen: str = "A2",
        printed: int = 0,
        is_cover: bool = False,
        is_hidden: bool = False,
    ) -> None:
        from openpyxl.utils import get_column_letter

        self.rows = 0
        self._book = book
        self._title = title
        self._columns = columns
        self._rules = rules
        self._printed = printed or len(columns)
        self._is_cover = is_cover
        self._letters = [get_column_letter(n + 1) for n in range(len(columns))]
        self._sheet, self._xml = book.new_sheet(title)
        self._sheet.sheet_state = "hidden" if is_hidden else "visible"
        self._prepare(frozen)

    def _prepare(self, frozen: str) -> None:
        sheet = self._sheet
        for letter, column in zip(self._letters, self._columns, strict=True):
            sheet.column_dimensions[letter].width = column.width
        sheet.freeze_panes = frozen
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        size = 14 if self._is_cover else 10
        cells = []
        for letter, column in zip(self._letters, self._columns, strict=True):
            style = Style(column.language, column.number_format, head=True, size=size)
            name = self._book.text(column.name, "header", self._title)
            cells.append(self._book.cell(f"{letter}1", name, style))
        self._xml.write(f'<row r="1">{"".join(cells)}</row>'.encode())

    def append(
        self, cells: Sequence[Any], language: str = "", fill: str = "", ink: str = ""
    ) -> None:
        """One row: text, numbers, lists of `Run`, or None.

        ``language`` tells the variety of Chinese where a column doesn't. ``fill`` and
        ``ink`` colour the first cell.
        """
        self.rows += 1
        row = self.rows + 1
        where = f"{self._title}, row {row}"
        made: list[str] = []
        height = 0.0
        for letter, column, value in zip(
            self._letters, self._columns, cells, strict=True
        ):
            style = _style_of(column, language)
            if fill and not made:
                style = Style(is_key=True, fill=fill, ink=ink)
            if isinstance(value, str):
                value = self._book.text(value, column.name, where)
                height = max(height, _height(value, column.width))
            elif isinstance(value, list):
                value = self._book.runs(value, column.name, where)
                height = max(height, _height(_plain(value), column.width))
            made.append(self._book.cell(f"{letter}{row}", value, style))
        height = min(height, _TALLEST)
        self._xml.write(
            f'<row r="{row}" ht="{height:.1f}">{"".join(made)}</row>'.encode()
        )

    def close(self) -> None:
        """Filters, lists, colours and print set-up, which want the number of rows."""
        sheet, last = self._sheet, self.rows + 1
        sheet.auto_filter.ref = f"A1:{self._letters[-1]}{last}"
        if self._is_cover:
            self._hide_filter_buttons()
        for letter, column in zip(self._letters, self._columns, strict=True):
            if column.choices and self.rows:
                self._offer(f"{letter}2:{letter}{last}", column.choices)
        for rule in self._rules if self.rows else ():
            self._colour(rule, last)
        sheet.page_setup.orientation = "portrait" if self._is_cover else "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.print_title_rows = "1:1"
        sheet.print_area = f"A1:{self._letters[self._printed - 1]}{last}"
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = 0.4
        margins.bottom, margins.footer = 0.75, 0.3
        sheet.HeaderFooter.oddFooter.center.text = "&A — &P / &N"
        sheet.close()

    def _hide_filter_buttons(self) -> None:
        from openpyxl.worksheet.filters import FilterColumn

        for number in range(len(self._columns)):
            hidden = FilterColumn(colId=number, hiddenButton=True)
            self._sheet.auto_filter.filterColumn.append(hidden)

    def _offer(self, cells: str, choices: tuple[str, ...]) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        offer = DataValidation(
            "list", formula1=f'"{",".join(choices)}"', allow_blank=True
        )
        offer.error = f"Choose one of: {', '.join(choices)}"
        offer.showErrorMessage = True
        offer.add(cells)
        self._sheet.data_validations.append(offer)

    def _colour(self, rule: Rule, last: int) -> None:
        from openpyxl.formatting.rule import FormulaRule
        from openpyxl.styles import Border, Font, PatternFill, Side

        line = Border(top=Side("thin", color="64748B"))
        look = FormulaRule(
            [rule.formula],
            font=Font(
                color=rule.ink or None, strike=rule.strike or None, bold=rule.bold
            ),
            fill=PatternFill(bgColor=rule.fill) if rule.fill else None,
            border=line if rule.line_above else None,
        )
        first, final = self._letters[rule.first], self._letters[rule.last]
        self._sheet.conditional_formatting.add(f"{first}2:{final}{last}", look)


class Book:
    """A workbook, written sheet by sheet without holding the rows."""

    def __init__(self, title: str, subject: str, date: str, losses: Losses) -> None:
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)
        self._losses = losses
        self._styles: dict[tuple[Style, bool, bool], int] = {}
        self._rows: dict[str, IO[bytes]] = {}
        about = self._book.properties
        about.creator = "termloom"
        about.title = storable(title, Losses(), "title", "")
        about.subject = subject
        about.created = when(date)

    def new_sheet(self, title: str) -> "tuple[WriteOnlyWorksheet, IO[bytes]]":
        """An empty sheet after the others, and the file for the XML of its rows."""
        sheet = self._book.create_sheet(title)
        rows = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._rows[f"xl/worksheets/sheet{len(self._rows) + 1}.xml"] = rows
        return sheet, rows

    def text(self, text: str, name: str, where: str) -> str:
        """The text as a cell can hold it; what changes is noted."""
        text = storable(text, self._losses, name, where)
        text = fit_cell(text, self._losses, name, where)
        if "_x" in text and _ESCAPE.search(text):
            reason = "an invisible joiner put into what Excel takes for a code"
            self._losses.add(name, reason, where)
            text = _ESCAPE.sub(f"_{_JOINER}", text)
            text = fit_cell(text, self._losses, name, where)
        return text

    def runs(self, runs: Sequence[Run], name: str, where: str) -> list[Run] | str:
        """The runs as a cell can hold them; plain text where they don't fit."""
        kept = [
            Run(text, run.ink, run.bold, run.strike)
            for run in runs
            if (text := self.text(run.text, name, where)).strip()
        ]
        whole = _plain(kept)
        if not kept or 2 * len(whole) > CELL_LIMIT:
            return self.text(whole, name, where)
        return kept

    def cell(self, place: str, value: Any, style: Style) -> str:
        """The XML of a cell that holds text as text, whatever it looks like."""
        if value is None or value == "":
            return f'<c r="{place}" s="{self._style_id(style, "")}"/>'
        if isinstance(value, str):
            number = self._style_id(style, value)
            inside = f'<t xml:space="preserve">{escape(value)}</t>'
        elif isinstance(value, list):
            number = self._style_id(style, _plain(value))
            inside = "".join(_run(run, style, run is value[-1]) for run in value)
        else:
            return f'<c r="{place}" s="{self._style_id(style, "")}"><v>{value}</v></c>'
        return f'<c r="{place}" s="{number}" t="inlineStr"><is>{inside}</is></c>'

    def _style_id(self, style: Style, text: str) -> int:
        is_han = not text.isascii() and _HAN.search(text) is not None
        key = (style, is_han, text.startswith(_RISKY))
        if key not in self._styles:
            self._styles[key] = self._new_style(*key)
        return self._styles[key]

    def _new_style(self, style: Style, is_han: bool, is_risky: bool) -> int:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, PatternFill, Side

        cell = WriteOnlyCell(self._book.worksheets[0])
        cell.font = _font(style, is_han)
        if fill := HEAD if style.head else style.fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        if style.number_format:
            cell.number_format = style.number_format
        cell.alignment = Alignment(
            wrap_text=True,
            vertical="center" if style.head else "top",
            horizontal="center" if style.number_format else None,
        )
        cell.border = Border(bottom=Side("thin", color=RULE))
        cell.quotePrefix = is_risky
        return int(cell.style_id)

    def save(self) -> Iterator[bytes]:
        """The file, a piece at a time."""
        from openpyxl.writer.excel import ExcelWriter

        with tempfile.TemporaryFile() as file:
            with PinnedArchive(file, self._rows) as archive:
                ExcelWriter(self._book, archive).save()
            for rows in self._rows.values():
                rows.close()
            file.seek(0)
            while chunk := file.read(_CHUNK):
                yield chunk


@lru_cache
def _style_of(column: Column, language: str) -> Style:
    own = column.language or language
    return Style(own, column.number_format, is_key=column.is_key)


def _height(text: str, width: int) -> float:
    """The height that a text wants in a column, in points."""
    if text.isascii() and len(text) <= width and "\n" not in text:
        return _LINE
    is_han = False
    lines = 0
    width += width // 6
    for part in text.split("\n"):
        wide = len(_HAN.findall(part))
        is_han = is_han or wide > 0
        lines += max(1, -(-(len(part) + wide) // width))
    return lines * (_HAN_LINE if is_han else _LINE) + 2


def _plain(value: Sequence[Run] | str) -> str:
    return value if isinstance(value, str) else "\n".join(run.text for run in value)


def _run(run: Run, style: Style, is_last: bool) -> str:
    name = _font_name(_HAN.search(run.text) is not None, style.language)
    look = "<b/>" * run.bold + "<strike/>" * run.strike
    text = escape(run.text) + "\n" * (not is_last)
    return (
        f'<r><rPr><rFont val="{name}"/>{look}<color rgb="FF{run.ink}"/>'
        f'<sz val="{style.size}"/></rPr><t xml:space="preserve">{text}</t></r>'
    )


def _font_name(is_han: bool, language: str) -> str:
    """A font that has the characters, in the shapes of the right country."""
    return _FONTS.get(language, _FONTS["zh-Hans"]) if is_han else _LATIN


def _font(style: Style, is_han: bool) -> "Font":
    from openpyxl.styles import Font

    name = _font_name(is_han, style.language)
    ink = PAPER if style.head else style.ink or INK
    is_bold = style.head or style.is_key
    return Font(name=name, size=style.size, bold=is_bold, color=ink)


def when(date: str) -> datetime.datetime:
    """``YYYYMMDDThhmmssZ`` as a time."""
    try:
        return datetime.datetime.strptime(date, "%Y%m%dT%H%M%SZ")
    except ValueError:
        return datetime.datetime(2000, 1, 1)


def unescaped(text: str) -> str:
    """The text without the joiners that `Book.text` put in."""
    return re.sub(f"_{_JOINER}(?=x[0-9A-Fa-f]{{4}}_)", "_", text)
