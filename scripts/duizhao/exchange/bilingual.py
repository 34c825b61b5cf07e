"""Bilingual files that a translator brings, of any format that is read: one file a format, one line in ``FORMATS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from duizhao.errors import CopyError
from duizhao.exchange import bilingual_table, cells, docx_table, sources, tmx, xliff_in
from duizhao.exchange.columns import Columns
from duizhao.exchange.segments import Segment
from duizhao.model import Unit

Reader = Callable[[Path, Columns], list[Segment]]


def _xliff(path: Path, _: Columns) -> list[Segment]:
    return xliff_in.load(sources.load(path), str(path))


def _tmx(path: Path, _: Columns) -> list[Segment]:
    return tmx.load(sources.load(path), str(path))


def _table(path: Path, columns: Columns) -> list[Segment]:
    return bilingual_table.load(cells.read(path), str(path), columns)


def _docx(path: Path, columns: Columns) -> list[Segment]:
    return bilingual_table.load(docx_table.load(sources.load(path), str(path)), str(path), columns)


FORMATS: Mapping[str, Reader] = {
    ".tmx": _tmx,
    **dict.fromkeys((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), _xliff),
    **dict.fromkeys((".xlsx", ".csv", ".tsv"), _table),
    ".docx": _docx,
}
"""The endings of files that are read, in lower case, and what reads them."""


def read(path: Path, columns: Columns | None = None) -> tuple[Unit, ...]:
    """The units of a bilingual file, in its order; ``Unit.place`` names the place in the file, or the node.

    Raises:
        CopyError: the file cannot be read, or holds no pair of texts in Chinese and English.
    """
    return tuple(segment.unit for segment in segments(path, columns or Columns()))


def segments(path: Path, columns: Columns) -> list[Segment]:
    """As ``read``, with what the file says of where each unit came from.

    Raises:
        CopyError: as ``read``.
    """
    reader = FORMATS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(FORMATS))
        raise CopyError(f"{path}: is of no bilingual format that is read. Those are: {known}.")
    found = reader(path, columns)
    if not found:
        raise CopyError(f"{path}: holds no text in Chinese or English. Check that it is the right file.")
    return found
