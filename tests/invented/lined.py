"""The kind of copy that the real R is: a PDF made into a word-processor file, read line by line across the columns,
made traditional, marked with readings and passed through GBK byte by byte."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from invented import dress
from invented.copies import Copy, cover_lines, is_han, span
from invented.gbk import byte_damage, marks, traditional
from invented.standard import Standard
from invented.typeset import LABEL_GAP, Glyph, Glyphs, Line, Page, Piece, ink, plain


@dataclass(frozen=True, slots=True)
class Lined:
    """How much of each damage a lined copy has. The defaults are those of the real one."""

    cut: float | None = 0.72
    lost_paragraphs: float = 0.7
    """Share of the clauses' longer paragraphs that are gone; of half of the rest one end is left."""
    whole_english: float = 0.12
    """Share of row pieces whose English stands before the two other columns, and without its labels."""
    lost_labels: float = 0.05
    """Share of the Chinese labels ``1)``, ``a)`` that are gone."""
    lost_lines: float = 0.004
    pitch: float = 1.02
    """Height of a Chinese line in English lines: whichever is higher on the page is read first."""
    marked: float = 0.42
    """Share of the traditional characters that carry a reading."""
    site: int = 0


def lined(standard: Standard, pages: Sequence[Page], style: Lined, rng: random.Random) -> Copy:
    """The copy that a site makes of a converted PDF, read line by line."""
    stream: list[Glyph] = []
    order = ("ics", "ccs", "logo", "heading", "number", "title", "dates", "issuer")
    for line in cover_lines(pages, order):
        stream += line.glyphs
    stream += ink(standard.print.head * 2)
    for page in pages[1:]:
        for block in page.blocks:
            stream += _lined_block(block, style, rng)
        stream += ink(page.number)
    body = _lined_paragraphs(span(stream, style.cut), pages, style, rng)
    body = tuple(_narrow(body))
    site = dress.LINES[style.site]
    clean = dress.dressed(site, standard, len(pages), plain(body), cut=style.cut is not None)
    old = traditional(clean)
    text, lost = byte_damage(old, marks(old, style.marked, rng))
    start = clean.index(plain(body))
    return Copy(text, frozenset(g for n, g in enumerate(body, start) if g.node and n not in lost))


def _narrow(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Spaces go, ideographic ones become simple ones."""
    for glyph in glyphs:
        if glyph.char == LABEL_GAP:
            yield glyph._replace(char=" ")
        elif glyph.char != " ":
            yield glyph


def _lined_block(block: Line | Piece, style: Lined, rng: random.Random) -> Iterator[Glyph]:
    if isinstance(block, Piece):
        yield from _lined_piece(block, style, rng)
    elif block.role == "heading" and block.text.startswith("A."):
        # The labels of annex clauses are fields of their own and are read after the line they stand in.
        yield from block.glyphs[block.label :]
        yield from block.glyphs[: block.label]
    elif block.role == "annex-label":
        yield from (*ink("附 录 ".replace(" ", LABEL_GAP)), *block.glyphs[2:])
    elif block.role == "contents":
        yield from (g._replace(char=LABEL_GAP) if g.char == "…" else g for g in _unlabelled(block).glyphs)
    else:
        yield from _unlabelled(block).glyphs


def _unlabelled(line: Line) -> Line:
    """Automatic numbers are no part of a paragraph's text in a word-processor file."""
    return replace(line, glyphs=line.glyphs[line.label :], label=0)


def _lined_piece(piece: Piece, style: Lined, rng: random.Random) -> Iterator[Glyph]:
    first, english, chinese = piece.columns
    chinese = tuple(_lose_labels(chinese, style, rng))
    lines: Iterable[Line]
    if len(english) > 5 and rng.random() < style.whole_english:  # a cell of several paragraphs
        lines = (*first[:1], *map(_unlabelled, english), *_across((first[1:], chinese), (1.0, style.pitch)))
    else:
        lines = _across((first, english, chinese), (1.0, 1.0, style.pitch))
    for line in lines:
        yield from line.glyphs


def _lose_labels(lines: Iterable[Line], style: Lined, rng: random.Random) -> Iterator[Line]:
    for line in lines:
        if rng.random() < style.lost_lines:
            continue
        yield _unlabelled(line) if line.label and rng.random() < style.lost_labels else line


def _across(columns: Sequence[Sequence[Line]], pitches: Sequence[float]) -> list[Line]:
    """The lines of all columns from top to bottom; of lines that are level the left one comes first."""
    places = [
        (n * pitch, x, line)
        for x, (c, pitch) in enumerate(zip(columns, pitches, strict=True))
        for n, line in enumerate(c)
    ]
    places.sort(key=lambda place: place[:2])
    lines: list[Line] = []
    while places:
        top = places[0][0]
        level = [p for p in places if p[0] - top < LEVEL]
        places = places[len(level) :]
        lines += (p[2] for p in sorted(level, key=lambda p: p[1]))
    return lines


LEVEL = 0.45
"""Lines whose tops differ by less than this share of a line are read as level."""


def _lined_paragraphs(glyphs: Glyphs, pages: Sequence[Page], style: Lined, rng: random.Random) -> Glyphs:
    """Without the body text that the conversion put into frames, which are not read."""
    gone: set[Glyph] = set()
    blocks: dict[int, list[Line]] = {}
    for page in pages:
        for line in page.blocks:
            if isinstance(line, Line) and line.role == "body":
                blocks.setdefault(line.block, []).append(line)
    for lines in blocks.values():
        if len(lines) > 1 and rng.random() < style.lost_paragraphs + (1 - style.lost_paragraphs) / 2:
            gone.update(_lost_part(lines, style, rng))
    gone.add(_one_character(pages, rng))
    return tuple(g for g in glyphs if g not in gone)


def _lost_part(lines: list[Line], style: Lined, rng: random.Random) -> Iterator[Glyph]:
    """Of a paragraph all, all but its first lines, all but its last, or all but a number in it."""
    left: Glyphs = ()
    if rng.random() > style.lost_paragraphs:
        left = rng.choice((lines[0].glyphs, lines[-1].glyphs))
    everything = tuple(g for line in lines for g in line.glyphs)
    code = re.search(r"[A-Z]+\d*/[TZ] \d+", plain(everything))
    if code and not left:
        left = everything[code.start() : code.end()]
    return (g for g in everything if g not in left)


def _one_character(pages: Sequence[Page], rng: random.Random) -> Glyph:
    """A character of the foreword that was lost by itself."""
    glyphs = [g for line in pages[2].blocks if isinstance(line, Line) for g in line.glyphs if is_han(g.char)]
    return rng.choice(glyphs[20:60])
