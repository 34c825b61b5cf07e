"""The repairs, one file a kind of damage, in the order in which they run.

A repair is a module with ``NAME``, ``WHY`` and ``edits(text, context)``. It never returns changed text: it yields
edits, in ascending order without overlap, in positions of the text that it was given. The next repair is given
the text after them. Each repair must be safe on sound text: ``repair(clean) = clean`` and
``repair(repair(x)) = repair(x)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from duizhao.model import Edit
from duizhao.repairs import (
    byte_damage,
    columns,
    continued_tables,
    doubled_headings,
    glued_english,
    lost_signs,
    markdown_syntax,
    markdown_tables,
    page_chunks,
    page_marks,
    parallel_labels,
    parallel_tables,
    pinyin_marks,
    press_fonts,
    radical_forms,
    read_digits,
    running_heads,
    set_aside,
    shifted_glyphs,
    site_dress,
    stray_fragments,
    traditional,
)
from duizhao.repairs.context import Context
from duizhao.text.traced import Pass, Traced, replay


class Repair(Protocol):
    """What a repair's module offers."""

    NAME: str
    WHY: str

    def edits(self, text: str, context: Context) -> Iterator[Edit]:
        """The repair's edits of a text."""


CHARACTERS: tuple[Repair, ...] = (
    set_aside,
    radical_forms,
    markdown_tables,
    markdown_syntax,
    read_digits,
    press_fonts,
    shifted_glyphs,
    byte_damage,
    pinyin_marks,
    traditional,
    site_dress,
    page_chunks,
    page_marks,
    lost_signs,
    running_heads,
    continued_tables,
    parallel_tables,
    parallel_labels,
)
"""Repairs of a copy by itself: what they leave shows the document's own words and names to the repairs after them."""

STRUCTURE: tuple[Repair, ...] = (columns, doubled_headings, glued_english, stray_fragments)
"""Repairs that also ask what the other copies and tables of the document show."""

REPAIRS = (*CHARACTERS, *STRUCTURE)


def apply(text: Traced, repairs: Sequence[Repair], context: Context) -> tuple[Traced, list[Pass]]:
    """The text after the repairs, and what each of them did."""
    passes: list[Pass] = []
    for repair in repairs:
        edits = tuple(repair.edits(text.text, context))
        if edits:
            passes.append((text, edits))
            text = replay(text, edits)
    return text, passes
