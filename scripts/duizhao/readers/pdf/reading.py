"""A PDF into text, within its limits on pages; those on time and memory are set by the process around it (worker)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from duizhao.errors import CopyError
from duizhao.readers.pdf import judge, layout, write
from duizhao.readers.pdf.layout import Page
from duizhao.readers.pdf.remedies import OTHER_COPY, SAVE_AGAIN
from duizhao.readers.pdf.tables import Table

MAX_PAGES = 3000
"""Pages that are read. The longest standards have a third of this."""
FEW = 10
"""Characters up to which an image page counts as one without text: a library's stamp, a page number."""
IMAGE = 0.4
"""Share of a page that images cover before its text can be in them."""


def text(data: bytes, place: str, tick: Callable[[], None] = lambda: None) -> str:
    """The text of a PDF. ``place`` names the file in messages; ``tick`` is called at each page.

    Raises:
        CopyError: it is broken, encrypted, has too many pages, or pages that cannot be read truly.
    """
    pages = list(_pages(data, place, tick))
    written, empty = write.write(pages)
    _refuse_unreadable(pages, empty, place)
    if not written.strip("\f\n "):
        raise CopyError(f"{place}: its pages are empty. Save the copy again, with its text.")
    return written


def _pages(data: bytes, place: str, tick: Callable[[], None]) -> Iterator[Page]:
    """The pages, each let go of before the next is read."""
    import pdfplumber
    import pypdfium2

    with _closing(_opened(lambda: pypdfium2.PdfDocument(data), place)) as pdfium:
        count = len(pdfium)
        if count > MAX_PAGES:
            raise CopyError(
                f"{place}: has {count} pages; at most {MAX_PAGES} are read. Cut it into one file a document."
            )
        with _closing(_opened(lambda: pdfplumber.open(io.BytesIO(data)), place)) as plumber:
            found = _tried(lambda: plumber.pages, place, "its list of pages")
            if len(found) != count or not count:
                raise CopyError(f"{place}: is broken: its list of pages cannot be read. {SAVE_AGAIN}")
            tables: Sequence[Table] = ()
            for number in range(count):
                tick()
                page = _tried(lambda n=number, t=tables: _page(found[n], pdfium, n, t), place, f"page {number + 1}")  # type: ignore[misc]
                yield page
                tables = page.tables


@contextmanager
def _closing(opened: Any) -> Iterator[Any]:
    """As ``contextlib.closing``; what a decoder says of a broken file while it is closed adds nothing."""
    try:
        yield opened
    finally:
        with suppress(Exception):
            opened.close()


def _page(plumber: Any, pdfium: Any, number: int, before: Sequence[Table]) -> Page:
    with _closing(plumber), _closing(pdfium[number]) as other:
        return layout.page(plumber, other, before)


def _opened(open_: Callable[[], Any], place: str) -> Any:
    try:
        return open_()
    except Exception as error:
        if "assword" in f"{type(error).__name__} {error}" or "ncrypt" in type(error).__name__:
            raise CopyError(
                f"{place}: is encrypted and asks for a password. Open it in a viewer with the password, save a copy "
                "without one and import that."
            ) from error
        raise CopyError(f"{place}: cannot be opened as a PDF: it is broken or cut off. {SAVE_AGAIN}") from error


def _tried(read: Callable[[], Any], place: str, what: str) -> Any:
    """What is read; whatever the decoders raise on broken input becomes a refusal that names the place."""
    try:
        return read()
    except MemoryError as error:
        raise CopyError(f"{place}: {what} asks for more memory than any page of text does. {SAVE_AGAIN}") from error
    except Exception as error:
        raise CopyError(
            f"{place}: {what} is broken and cannot be decoded ({type(error).__name__}). {SAVE_AGAIN}"
        ) from error


# -- what cannot be read truly


def _refuse_unreadable(pages: Sequence[Page], empty: frozenset[int], place: str) -> None:
    reasons: dict[str, list[int]] = {}
    for number, reason in _troubles(pages, empty):
        reasons.setdefault(reason, []).append(number + 1)
    if not reasons:
        return
    bad = {page for found in reasons.values() for page in found}
    good = [n + 1 for n, page in enumerate(pages) if n + 1 not in bad and (page.rows or page.tables)]
    said = "; ".join(f"{judge.numbers(found)}: {reason}" for reason, found in reasons.items())
    if not good:
        every = next(iter(reasons)) if len(reasons) == 1 else said
        raise CopyError(f"{place}: none of its pages can be read: {every}. {OTHER_COPY}")
    raise CopyError(
        f"{place}: {judge.numbers(good)} can be read, but not all: {said}. {OTHER_COPY} "
        "Or save the pages that can be read as a file of their own, if they are all that you need."
    )


def _troubles(pages: Sequence[Page], empty: frozenset[int]) -> Iterator[tuple[int, str]]:
    numbered = [page for page in pages if page.numbered]
    shifted = bool(numbered) and judge.are_shifted(_texts(numbered))
    for number, page in enumerate(pages):
        reason = (
            page.trouble or (judge.FONT if page.numbered and not shifted else None) or _textless(page, number in empty)
        )
        if reason:
            yield number, reason


def _textless(page: Page, bare: bool) -> str | None:
    """Why a page without text has none, though something stands there."""
    stands = "".join(piece.text for row in page.rows for piece in row) + "".join(page.across)
    few = bare or (len(stands) <= FEW and not page.tables)
    if few and page.images >= IMAGE:
        return judge.WATERMARK if len(stands) > FEW else judge.SCAN
    if bare and page.shapes >= layout.OUTLINES:
        return judge.OUTLINE
    return judge.WATERMARK if bare and page.across else None


def _texts(pages: Sequence[Page]) -> Iterator[str]:
    for page in pages:
        yield from (piece.text for row in page.rows for piece in row)
        yield from (line.text for table in page.tables for row in table.rows for cell in row for line in cell)
