"""The kind of copy that the real Z is: a PDF's text stream, cell after cell, cut into numbered chunks."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from invented import dress
from invented.copies import Copy, continued, cover_lines, is_han, span, without
from invented.standard import Standard
from invented.typeset import LABEL_GAP, WIDE, Glyph, Glyphs, Line, Page, Piece, ink, plain


@dataclass(frozen=True, slots=True)
class Chunked:
    """How much of each damage a chunked copy has. The defaults are those of the real one."""

    chunk: int = 300
    cut: float | None = 0.3
    glued_lines: float = 0.05
    """Share of English lines that lost all spaces (set with stretched letters instead of spaces)."""
    glued_article: float = 0.5
    """Share of lines beginning with ``A `` that lost this space."""
    doubled: bool = True
    """Bold Chinese headings are drawn twice, so that they are read twice."""
    stray: str = "AA"
    """What the automatic annex label left before the printed one."""
    lost_captions: float = 0.25
    site: int = 0


LOST_SIGNS = set("—《》“”‘’'°")
"""Signs of a font without a character map."""
CLOSE = set(",.;:()—《》“”‘’")
"""Signs beside which no space is read: in the font of the print they are as wide as a Chinese character."""


def chunked(standard: Standard, pages: Sequence[Page], style: Chunked, rng: random.Random) -> Copy:
    """The copy that a site makes of a PDF's text stream."""
    stream: list[Glyph] = []
    for line in cover_lines(pages, ("heading", "number", "title", "dates", "issuer", "ics", "ccs", "logo")):
        stream += _set_solid(line) if line.role == "cover-heading" else _signs(_keep_gap(line).glyphs)
    for page in pages[1:]:
        stream += _chunked_page(standard, page, style, rng)
    body = span(stream, style.cut)
    text = _chunks(plain(body), style.chunk)
    site = dress.LISTS[style.site]
    whole = dress.dressed(site, standard, len(pages), text, cut=style.cut is not None)
    return Copy(whole, frozenset(g for g in body if g.node))


def _set_solid(line: Line) -> Glyphs:
    return without(line.glyphs, lambda c: c == LABEL_GAP)


def _keep_gap(line: Line) -> Line:
    """The issuer's 发 布 keeps a space, where two lines were drawn apart; the wide gap before it goes."""
    if line.role != "cover-issuer":
        return line
    glyphs = tuple(g._replace(char=" ") if g.char == LABEL_GAP else g for g in line.glyphs if g.char != "\u2003")
    return replace(line, glyphs=glyphs)


def _chunked_page(standard: Standard, page: Page, style: Chunked, rng: random.Random) -> Iterator[Glyph]:
    blocks = list(page.blocks)
    if blocks and continued(blocks[0]):
        # The caption of the table's continuation stands before the running head in the stream of the page.
        caption = blocks.pop(0)
        assert isinstance(caption, Line)
        if rng.random() >= style.lost_captions:
            yield from _chunked_line(caption, style, rng)
    yield from _signs(ink(standard.print.head))
    yield from ink(page.number)
    for block in blocks:
        if isinstance(block, Piece):
            for column in block.columns:
                for line in column:
                    yield from _chunked_line(line, style, rng)
        else:
            yield from _chunked_line(block, style, rng)


def _chunked_line(line: Line, style: Chunked, rng: random.Random) -> Iterator[Glyph]:
    if line.role == "annex-label":
        yield from ink(style.stray)
    glyphs = line.glyphs
    if line.role == "contents":
        glyphs = tuple(g._replace(char=".") if g.char == "…" else g for g in glyphs)
    if line.role in {"body", "foreword", "note", "caption", "cell"}:
        glyphs = tuple(_auto_spaces(glyphs))
    glyphs = _glue(_signs(glyphs, slash=line.role == "cell"), style, rng)
    yield from glyphs
    if style.doubled and line.bold and any(ord(g.char) >= WIDE for g in glyphs):
        yield from ink(plain(glyphs))


def _signs(glyphs: Glyphs, *, slash: bool = False) -> Glyphs:
    """Without the lost signs, the slash between Chinese words, and the spaces next to punctuation."""
    kept: list[Glyph] = []
    for n, glyph in enumerate(glyphs):
        left = glyphs[n - 1].char if n else ""
        right = glyphs[n + 1].char if n + 1 < len(glyphs) else ""
        if not _goes(glyph.char, left, right, slash):
            kept.append(glyph)
    return tuple(kept)


def _goes(char: str, left: str, right: str, slash: bool) -> bool:
    if char in LOST_SIGNS or char == LABEL_GAP:
        return True
    if char == "/":
        return slash and ord(left or "a") >= WIDE
    return char == " " and bool({left, right} & CLOSE)


def _auto_spaces(glyphs: Glyphs) -> Iterator[Glyph]:
    """The word processor leaves a quarter space between Chinese and Latin; it is read as a whole one."""
    for n, glyph in enumerate(glyphs):
        yield glyph
        right = glyphs[n + 1].char if n + 1 < len(glyphs) else ""
        if right and is_han(glyph.char) + is_han(right) == 1 and _is_word(glyph.char) and _is_word(right):
            yield Glyph(" ")


def _is_word(char: str) -> bool:
    return is_han(char) or (char.isascii() and char.isalnum())


def _glue(glyphs: Glyphs, style: Chunked, rng: random.Random) -> Glyphs:
    text = plain(glyphs)
    if len(text) > 30 and text.isascii() and rng.random() < style.glued_lines:  # a full line
        return without(glyphs, lambda c: c == " ")
    if text.startswith("A ") and rng.random() < style.glued_article:
        return (*glyphs[:1], *glyphs[2:])
    return glyphs


def _chunks(text: str, size: int) -> str:
    """Chunks of ``size`` characters, numbered; a space at the end of a chunk goes."""
    parts = (text[i : i + size].rstrip(" ") for i in range(0, len(text), size))
    return "\n\n".join(f"{n}、{part}" for n, part in enumerate(parts, 1))
