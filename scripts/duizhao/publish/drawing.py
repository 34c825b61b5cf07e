"""Pieces of a picture as SVG: letters, dots and shapes, put together from top to bottom and in rows of columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from duizhao.model import Language
from duizhao.publish.escape import block, one_line
from duizhao.publish.lettering import Face, wrap
from duizhao.publish.passages import TONGUE

PITCH, DOT = 10.5, 3.3
"""The distance of dots, and half their size."""

UNITS = (1, 5, 10, 50, 100, 500, 1000)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of a picture: finished SVG, drawn from the origin downwards, and how high it is; ``head``: how high what
    stands level with the heads of its neighbours is.
    """

    svg: str = ""
    height: float = 0
    head: float = 0


def letters(text: str, language: Language, face: Face, room: float, x: float = 0) -> Drawn:
    """The text in lines as SVG, its top left corner at (x, 0)."""
    if not one_line(text):
        return Drawn()
    lines = wrap(text, face, room)
    drop = (face.leading - face.size) / 2 + face.size * 0.87
    spans = "".join(
        f'<tspan x="{number(x)}" y="{number(place * face.leading + drop)}">{block(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    svg = f'<text class="dz-map-{face.name}" lang="{TONGUE[language]}" font-size="{number(face.size)}">{spans}</text>'
    return Drawn(svg, len(lines) * face.leading)


def number(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def below(*pieces: Drawn, gap: float = 0) -> Drawn:
    """Pieces one under the other; empty ones take no room."""
    svg, height = "", 0.0
    for piece in pieces:
        if piece.svg:
            height += gap if svg else 0
            svg += moved(piece, 0, height).svg
            height += piece.height
    return Drawn(svg, height)


def moved(piece: Drawn, x: float, y: float) -> Drawn:
    """The piece at another place; its height counts from where it was."""
    if not piece.svg or not (x or y):
        return Drawn(piece.svg, piece.height + y)
    return Drawn(f'<g transform="translate({number(x)} {number(y)})">{piece.svg}</g>', piece.height + y)


Frame: TypeAlias = Callable[[float, float], str]
"""Draws what stands behind a cell, of a width and height."""

Cell: TypeAlias = Callable[[float], Callable[[float, float], Drawn]]
"""A cell: given its width it says how it draws itself with a head and a whole of a height at least."""


def grid(cells: Sequence[Cell], room: float, most: int, gap: float, between: float = 18) -> Drawn:
    """Cells in rows of equal columns, all cells of a row, and their heads, of one height."""
    rows = -(-len(cells) // most)
    columns = -(-len(cells) // rows) if rows else 1
    width = (room - gap * (columns - 1)) / columns
    drawn = []
    for start in range(0, len(cells), columns):
        ready = [cell(width) for cell in cells[start : start + columns]]
        head = max(cell(0, 0).head for cell in ready)
        height = max(cell(head, 0).height for cell in ready)
        row = "".join(moved(cell(head, height), at * (width + gap), 0).svg for at, cell in enumerate(ready))
        drawn.append(Drawn(row, height))
    return below(*drawn, gap=between)


def dots(count: int, room: float, kind: str, *, upright: bool = False) -> Drawn:
    """Dots in rows; ``upright``: the short row on top, so that they stand like a heap."""
    each = max(round(room / PITCH), 1)
    rows = -(-count // each)
    lengths = [min(each, count - row * each) for row in range(rows)]
    step = PITCH if upright else 13
    svg = "".join(
        f'<path class="dz-map-{kind}" d="{_row_of(kind, length, row * step + step / 2)}"/>'
        for row, length in enumerate(reversed(lengths) if upright else lengths)
    )
    return Drawn(svg, rows * step)


def _row_of(kind: str, length: int, y: float) -> str:
    """A row as one path: dots are lines without length with round ends, rings are drawn as two arcs."""
    centres = [DOT + at * PITCH for at in range(length)]
    if kind == "dot":
        return "".join(f"M{number(x)} {number(y)}h0" for x in centres)
    size = DOT - 0.6
    arc = f"a{number(size)} {number(size)} 0 1 0"
    return "".join(f"M{number(x - size)} {number(y)}{arc} {size * 2:.1f} 0{arc} {-size * 2:.1f} 0" for x in centres)


def scale(most: int, room: int) -> int:
    """How many things one dot stands for, so that the largest number takes at most ``room`` dots."""
    return next((unit for unit in UNITS if most <= unit * room), -(-most // room))


def bar(width: float, height: float) -> str:
    """A thick line above."""
    return f'<path class="dz-map-bar" d="M0 0h{number(width)}"/>'


def hair(width: float, height: float) -> str:
    """A thin line above."""
    return f'<path class="dz-map-line" d="M0 0h{number(width)}"/>'


def plate(width: float, height: float) -> str:
    """A ground."""
    return f'<rect class="dz-map-plate" width="{number(width)}" height="{number(height)}" rx="2"/>'


def plate_top(width: float, height: float) -> str:
    """A ground below a thick line."""
    return plate(width, height) + bar(width, height)


def down(width: float, height: float) -> str:
    """A plate and the arrow to the next one below it."""
    middle, end = number(width / 2), number(height + 3)
    return plate(width, height) + f'<path class="dz-map-arrow" d="M{middle} {end}m-6 0h12l-6 7z"/>'


def arrow_first(width: float, height: float) -> str:
    """A ground that points to the right."""
    return _arrow_shape(width, height, 0)


def arrow(width: float, height: float) -> str:
    """The same, notched for the arrow before it."""
    return _arrow_shape(width, height, 12)


def _arrow_shape(width: float, height: float, notch: float) -> str:
    corners = ((0, 0), (width - 12, 0), (width, height / 2), (width - 12, height), (0, height), (notch, height / 2))
    path = "L".join(f"{number(x)} {number(y)}" for x, y in corners)
    return f'<path class="dz-map-plate" d="M{path}z"/>'
