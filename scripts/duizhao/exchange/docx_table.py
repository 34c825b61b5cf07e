"""A table of two languages in a Word file, as agencies send and translators keep them."""

from __future__ import annotations

import io
from typing import Any

import docx

from duizhao.errors import CopyError
from duizhao.exchange.cells import MAX_ROWS, Sheet
from duizhao.text.containers import check_container


def load(data: bytes, place: str) -> list[Sheet]:
    """The tables of a DOCX file, each as a sheet; a cell that spans several columns stands in each of them.

    Raises:
        CopyError: the file is no sound DOCX, or has no table.
    """
    check_container(data, place, "word/document.xml")
    try:
        tables = docx.Document(io.BytesIO(data)).tables
        sheets = [Sheet(f"table {n}", _rows(table)) for n, table in enumerate(tables, 1)]
    except Exception as error:  # the library has no exception of its own: what a broken part makes it raise varies
        raise CopyError(f"{place}: is no sound Word file ({error}). Save it again as .docx.") from error
    if not sheets:
        raise CopyError(f"{place}: has no table. Chinese and English must stand side by side in a table's columns.")
    return sheets


def _rows(table: Any) -> list[list[str]]:
    """The rows as text. Cells are taken from the rows' own elements: asking the table for each cell is quadratic."""
    return [[_text(cell) for cell in row.cells] for row in list(table.rows)[:MAX_ROWS]]


def _text(cell: Any) -> str:
    return "\n".join(paragraph.text for paragraph in cell.paragraphs).strip()
