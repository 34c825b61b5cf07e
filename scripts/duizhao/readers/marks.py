"""Marks that readers set where a copy shows what is no text, and signs that a plain text would make untrue.

They belong to no language, so that a line with a mark is read as the language of its words.
"""

from __future__ import annotations

import re

LEADER = "……"
LONGEST = 300
"""Characters of a picture's description: what is longer describes what one sees, and is no part of the document."""

_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
# An exponent: "2", "-3", "n".
_EXPONENT = re.compile(r"[-−+]?\d{1,3}|n")
# Descriptions that programs write by themselves, or that only name a file: "图片包含 文字 描述已自动生成", "a.png".
_IDLE = re.compile(
    r"自动生成|automatically generated|"
    r"^\S+\.(?:png|jpe?g|gif|bmp|emf|wmf|svg)$|^(?:图片|picture|image)?\s*\d*$",
    re.IGNORECASE,
)


def formula(text: str) -> str:
    """A formula as text, or the mark of one that is a picture."""
    words = " ".join(text.split())
    return f"⟦{words or '…'}⟧"


def figure(words: str, *, placed: bool) -> str:
    """A picture by its description; without one a mark where it stands in the text, nothing where it floats."""
    described = " ".join(words.split())
    if described and len(described) <= LONGEST and not _IDLE.search(described):
        return f"[▣ {described}]"
    return "[▣]" if placed else ""


def raised(before: str, text: str) -> str:
    """Text set above the line: an exponent stays one (10³, which "103" is not), all else is plain text."""
    if (before == ")" or (before.isascii() and before.isalnum())) and _EXPONENT.fullmatch(text):
        return text.translate(_RAISED)
    return text
