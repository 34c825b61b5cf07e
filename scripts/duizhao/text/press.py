"""The characters that the fonts of Chinese presses have in the place of ASCII.

Such a font (Founder's "BZ" fonts are the best known) has its Latin letters in the places that GBK gives to a row of
rare characters: the letter with the ASCII code c is the pair of bytes A0, c + 128. That row runs from A0 A1 to A0 FE,
in the order of ASCII from "!" to "~": 犃犅犆犇 for ABCD, 犪犫犮犱 for abcd, 牨牪牫 for 123. Row A3 of GBK
runs in the same order and holds the full-width forms, in which digits and signs come out: ＩＣＳ, １．１.
"""

from __future__ import annotations

from types import MappingProxyType

LETTERS = MappingProxyType({bytes((0xA0, c + 0x80)).decode("gbk"): chr(c) for c in range(0x21, 0x7F)})
"""The rare characters, and the characters that the page shows."""

WIDE = MappingProxyType({chr(0xFF01 + n): chr(0x21 + n) for n in range(0x5E)})
"""Full-width forms (U+FF01 to U+FF5E), and their ASCII forms."""


def is_press(char: str) -> bool:
    """Whether a character of a press's font may stand for another."""
    return char in LETTERS
