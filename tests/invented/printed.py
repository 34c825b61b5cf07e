"""Prints the pages of an invented standard as a PDF: running heads, page numbers, leaders, ruled tables over pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from invented.standard import Standard
from invented.typeset import Line, Page, Piece, break_lines, ink, plain, typeset, width

WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP, SIZE, PITCH = 85.0, 90.0, 10.5, 16.5
CELL_LEFT, PADDING = 40.0, 4.0
SONG = "STSong-Light"

Draw: TypeAlias = Callable[[Any], None]
"""What draws a page on a canvas."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the pages look. ``large``: size of headings; ``apart``: labels of clauses are drawn sign by sign, pulled
    apart; ``indent``: characters by which paragraphs are set in; ``font``: a registered font for all text."""

    large: float = 12.5
    apart: bool = False
    indent: int = 2
    font: str = SONG


PLAIN = Look()


def printed(standard: Standard, look: Look = PLAIN) -> bytes:
    """The standard as a PDF."""
    out = io.BytesIO()
    canvas = new_canvas(out)
    for number, page in enumerate(typeset(standard, look.indent)):
        _Sheet(canvas, standard, look).page(page, cover=not number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def new_canvas(out: Any) -> Any:
    """An empty PDF; the Chinese font is one that every reader of PDF has, and is not embedded."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    if SONG not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    return Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=True)


def drawn(*pages: Draw) -> bytes:
    """A PDF of pages that functions draw."""
    out = io.BytesIO()
    canvas = new_canvas(out)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@dataclass(slots=True)
class _Sheet:
    canvas: Any
    standard: Standard
    look: Look
    y: float = TOP

    def page(self, page: Page, *, cover: bool) -> None:
        if not cover:
            right = LEFT + 36 * SIZE
            head = self.standard.number
            self.canvas.setFont(self.look.font, 9)
            self.canvas.drawRightString(right, HEIGHT - 55, head)
            self.canvas.drawRightString(right, 45, page.number)
        table: list[Line | Piece] = []
        for block in page.blocks:
            if isinstance(block, Piece) or block.role == "head":
                table.append(block)
                continue
            self.table(table)
            table = []
            self.line(block, cover=cover)
        self.table(table)

    def put(self, x: float, text: str, size: float) -> None:
        """Draw a line so wide as it was set: each Latin letter half as wide as a Chinese character."""
        wide = float(self.canvas.stringWidth(text, self.look.font, size))
        drawn = self.canvas.beginText(x, HEIGHT - self.y - size)
        drawn.setFont(self.look.font, size)
        drawn.setHorizScale(100 * size * sum(map(width, text)) / wide if wide else 100)
        drawn.textOut(text)
        self.canvas.drawText(drawn)

    def line(self, line: Line, *, cover: bool) -> None:
        text = line.text
        if cover:
            self.put(LEFT + 20, text, 26 if line.role == "cover-title" else 16)
            self.y += 60
        elif line.role == "contents" and "…" in text:
            self._listed(line)
        elif line.role in {"heading", "title"} or line.role.startswith("annex"):
            self._heading(line)
        elif line.role == "caption":
            self.put(LEFT + 130, text, SIZE)
            self.y += PITCH
        else:
            inside = self.look.indent * SIZE if line.first else 0.0
            self.put(LEFT + inside, text, SIZE)
            self.y += PITCH

    def _listed(self, line: Line) -> None:
        title, _, page = line.text.partition("…")
        title = title[: line.label] + " " * bool(line.label) + title[line.label :]
        dots = "." * int((36 * SIZE - self._wide(title) - self._wide(page) - 10) / self._wide("."))
        self.put(LEFT, f"{title} {dots} {page}", SIZE)
        self.y += PITCH

    def _wide(self, text: str) -> float:
        return SIZE * sum(map(width, text))

    def _heading(self, line: Line) -> None:
        label, title = plain(line.glyphs[: line.label]), plain(line.glyphs[line.label :])
        centred = line.role.startswith("annex") or line.role == "title" or not line.label
        x = LEFT + 130 if centred and line.label == 0 and len(title) < 20 and line.role != "heading" else LEFT
        for sign in label if self.look.apart else [label]:
            self.put(x, sign, self.look.large)
            x += self.look.large * sum(map(width, sign)) + 3.0 * self.look.apart
        self.put(x + (10 if label else 0), title, self.look.large)
        self.y += PITCH + 4

    def table(self, blocks: Sequence[Line | Piece]) -> None:
        """The rows that stand together on a page, with their rules."""
        if not blocks:
            return
        heads = next(heads for heads in self.standard.heads.values())
        one, two, three = self.standard.print.columns
        size = min(9.0, 480 / (one * 1.3 + two / 2 + three))
        wide = (one * size * 1.3 + 8, two / 2 * size + 12, three * size + 12)
        edges = [CELL_LEFT, CELL_LEFT + wide[0], CELL_LEFT + wide[0] + wide[1], CELL_LEFT + sum(wide)]
        for block in blocks:
            if isinstance(block, Piece):
                cells = [[(line.text, line.bold) for line in column] for column in block.columns]
            else:
                cells = [[(head, False)] for head in heads]
            self._row(cells, edges, size)

    def _row(self, cells: Sequence[Sequence[tuple[str, bool]]], edges: Sequence[float], size: float) -> None:
        pitch = 12.0
        height = pitch * max(map(len, cells)) + 6
        for n, cell in enumerate(cells):
            top = self.y
            self.canvas.rect(edges[n], HEIGHT - top - height, edges[n + 1] - edges[n], height)
            for m, (text, bold) in enumerate(cell):
                self.y = top + m * pitch
                for shift in (0.0, 0.3)[: 1 + bold]:
                    self.put(edges[n] + PADDING + shift, text, size)
            self.y = top
        self.y += height


def paragraphs(texts: Sequence[str], look: Look = PLAIN, *, room: int = 36) -> bytes:
    """A PDF of paragraphs alone, as many pages as they need."""
    out = io.BytesIO()
    canvas = new_canvas(out)
    y = TOP
    for text in texts:
        for n, line in enumerate(break_lines(ink(text), room, look.indent)):
            if y > HEIGHT - TOP:
                canvas.showPage()
                y = TOP
            canvas.setFont(look.font, SIZE)
            canvas.drawString(LEFT + (0 if n else look.indent * SIZE), HEIGHT - y - SIZE, plain(line))
            y += PITCH
    canvas.showPage()
    canvas.save()
    return out.getvalue()
