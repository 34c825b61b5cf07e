"""Which characters only traditional script has, and which only simplified script.

The tables are those of OpenCC (package ``opencc``, Apache-2.0).
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from opencc import OpenCC


def script_counts(text: str) -> tuple[int, int]:
    """How many characters of the text are forms of traditional script only, and of simplified script only."""
    traditional, simplified = _forms()
    counts = Counter(text)
    return (
        sum(n for char, n in counts.items() if char in traditional),
        sum(n for char, n in counts.items() if char in simplified),
    )


def is_traditional_form(char: str) -> bool:
    """Whether simplified script writes this character otherwise: 務, but not 后."""
    return char in _forms()[0]


def is_simplified_form(char: str) -> bool:
    """Whether traditional script lacks this character: 务, but not 后."""
    return char in _forms()[1]


@cache
def converter(config: str) -> OpenCC:
    """A converter of OpenCC ("t2s", "s2t"), loaded once."""
    return OpenCC(config)


@cache
def _forms() -> tuple[frozenset[str], frozenset[str]]:
    """Forms of one script only. OpenCC says what would change; the national character sets say what is also a
    character of the other script in its own right (乾 stands in GB 2312, 后 in Big5).
    """
    chars = [chr(code) for block in (range(0x3400, 0x4DC0), range(0x4E00, 0xA000)) for code in block]
    lines = "\n".join(chars)
    simple = converter("t2s").convert(lines).split("\n")
    ornate = converter("s2t").convert(lines).split("\n")
    return (
        frozenset(c for c, s in zip(chars, simple, strict=True) if c != s and not encodes(c, "gb2312")),
        frozenset(c for c, t in zip(chars, ornate, strict=True) if c != t and not encodes(c, "big5")),
    )


def encodes(char: str, encoding: str) -> bool:
    """Whether a character set has a character."""
    return bool(char.encode(encoding, "ignore"))
