"""Our scripts without what only their readers need: comments and spaces. What remains is the same program.

No minifier: names and lines' order stay, so that an error in a reader's browser can be found in the source.
"""

from __future__ import annotations

import re

# A piece of a script, from its first to its last character: a string, a template, a comment, spaces, a word, a sign.
_PIECE = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|(?P<comment>/\*.*?\*/|//[^\n]*)"""
    r"""|(?P<space>\s+)|(?P<word>[\w$]+)|(?P<sign>.)""",
    re.DOTALL,
)
# Example: /[/"]+\/$/g
_EXPRESSION = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
# After these a slash divides; after any other sign, and after some words, an expression begins.
_VALUE = re.compile(r"[\w$)\]}\"'`]")
_BEFORE_EXPRESSION = frozenset({"return", "typeof", "case", "in", "of", "void", "delete", "throw"})
_JOINED = re.compile(r"[\w$]{2}|\+\+|--|//")
"""Two characters that would mean something else without a space between them."""


def slim(script: str) -> str:
    """The script without comments, indentation, and spaces beside signs. A line ends where that could matter."""
    done: list[str] = []
    last, gap, at = "", "", 0
    while found := _PIECE.match(script, at):
        kind, piece = found.lastgroup, found[0]
        if kind == "sign" and piece == "/" and not _divides(last):
            piece = expression[0] if (expression := _EXPRESSION.match(script, at)) else piece
        at += len(piece)
        if kind in ("comment", "space") and not piece.startswith("/*!"):
            gap = "\n" if "\n" in gap + piece else " "
            continue
        done += [_needed(gap, last, piece), piece]
        last, gap = piece, ""
    return "".join(done).strip() + "\n"


def _divides(last: str) -> bool:
    return bool(last) and bool(_VALUE.match(last[-1])) and last not in _BEFORE_EXPRESSION


def _needed(gap: str, before: str, after: str) -> str:
    """What must stay of a gap. After these signs, and before these, a new line never ends a statement."""
    if not gap or not before:
        return ""
    if gap == "\n" and before[-1] not in "{(,;[" and after[0] not in "})],.;":
        return "\n"
    return " " if _JOINED.fullmatch(before[-1] + after[0]) else ""
