"""Tables as rows of text: CSV and XLSX in and out.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` would be run as a formula by a spreadsheet. In XLSX it is stored
as text and marked so; in CSV, which has no types, it gets an apostrophe before it, and loses it when it is read. Of a
workbook only values are read, never formulas.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from duizhao.errors import CopyError, DuizhaoError
from duizhao.exchange import sources
from duizhao.exchange.segments import check_text
from duizhao.text import encodings
from duizhao.text.containers import check_container

Row = Sequence[str]

MAX_ROWS = 1_048_576
MAX_COLUMNS = 200
MAX_CELL = 32_767
"""What a sheet can hold (ECMA-376; the columns are fewer here, since no table of texts has so many)."""

ACTIVE = "=+-@\t\r\n＝＋－＠"
"""First characters that make a spreadsheet run a cell; East Asian editions take those of full width for the same."""

# What XLSX reads as the number of a character and not as these letters: "_x0041_" is "A". Our reader would as well.
_NUMBERED = re.compile(r"_x[0-9A-Fa-f]{4}_|x005F_")


class Sheet(NamedTuple):
    """A sheet of a file: its name ("" where the file has only one), and its rows, the first row being number 1."""

    name: str
    rows: list[list[str]]

    def where(self, row: int) -> str:
        """A row's place, for messages; ``row`` counts from 0."""
        return f"{self.name}, row {row + 1}" if self.name else f"row {row + 1}"


def read(path: Path) -> list[Sheet]:
    """The sheets of a CSV, TSV or XLSX file, empty ones left out.

    Raises:
        CopyError: the file cannot be read.
    """
    data = sources.load(path)
    sheets = _read_xlsx(data, str(path)) if path.suffix.lower() == ".xlsx" else [Sheet("", _read_csv(data, str(path)))]
    return [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]


def csv_bytes(rows: Iterable[Row]) -> bytes:
    """A CSV file: UTF-8 with a mark, by which spreadsheets know the encoding, and commas.

    Raises:
        DuizhaoError: a text holds a character that such a file cannot hold.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for n, row in enumerate(rows, 1):
        for text in row:
            check_text(text, f"row {n}")
        writer.writerow([_guarded(text) for text in row])
    return ("\ufeff" + out.getvalue()).encode()


def _guarded(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run, and before such an apostrophe."""
    return f"'{text}" if _runs(text) or _is_guarded(text) else text


def _runs(text: str) -> bool:
    return text != "" and text[0] in ACTIVE


def _is_guarded(text: str) -> bool:
    return text.startswith("'") and (_runs(text[1:]) or text[1:].startswith("'"))


def _read_csv(data: bytes, place: str) -> list[list[str]]:
    text, _ = encodings.decode(data, place)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise CopyError(f"{place}: is no table that can be read ({error}). Save it as CSV (UTF-8) again.") from error
    if len(rows) > MAX_ROWS:
        raise CopyError(f"{place}: has more than {MAX_ROWS} rows. Cut it into several files.")
    return [[cell[1:] if _is_guarded(cell) else cell for cell in row[:MAX_COLUMNS]] for row in rows]


def _delimiter(text: str) -> str:
    """What stands between the cells of the first line: a comma, a semicolon (European settings) or a tab."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", line)  # without what is quoted: '"a, b";c' has no comma
    return max(",;\t", key=bare.count)


def _read_xlsx(data: bytes, place: str) -> list[Sheet]:
    check_container(data, place, "xl/workbook.xml")
    try:
        with redirect_stdout(io.StringIO()):  # the library prints what it finds wrong, into a report for a program too
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            named = len(book.worksheets) > 1
            sheets = [Sheet(sheet.title if named else "", list(_rows(sheet))) for sheet in book.worksheets]
            book.close()
    except Exception as error:  # the library has no exception of its own: what a broken part makes it raise varies
        raise CopyError(f"{place}: is no sound workbook ({error}). Save it again as .xlsx.") from error
    return sheets


def _rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    for row in islice(sheet.iter_rows(values_only=True), MAX_ROWS):
        texts = [_text(value) for value in row[:MAX_COLUMNS]]
        while texts and not texts[-1]:
            texts.pop()
        yield texts


def _text(value: Any) -> str:
    """A cell's value as one sees it."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def xlsx_bytes(rows: Sequence[Row], title: str, widths: Sequence[int]) -> bytes:
    """A workbook of one sheet: its first row stands fixed and bold, with a filter; long text is wrapped.

    Raises:
        DuizhaoError: a text is too long for a cell, or holds a character that no such file can hold.
    """
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    for n, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    for n, row in enumerate(rows):
        sheet.append([_cell(sheet, text, f"row {n + 1}", head=n == 0) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str, place: str, *, head: bool) -> Any:
    check_text(text, place)
    if len(text) > MAX_CELL:
        raise DuizhaoError(f"{place}: has {len(text)} characters; a cell holds {MAX_CELL}. Write CSV or XLIFF.")
    if _NUMBERED.search(text):
        raise DuizhaoError(f"{place}: '{text[:40]}' means a character to a spreadsheet. Write CSV or XLIFF.")
    cell: Any = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # whatever it begins with
    cell.quotePrefix = _runs(text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if head:
        cell.font = Font(bold=True)
    return cell
