"""The grammars, one file a document shape, in the order in which they are asked whether a copy is theirs.

A grammar is a module with ``NAME``, ``suits(text) -> float`` (0 to 1: how sure it is that the text has its
shape) and ``parse(text: Traced) -> Parsed``. One that reads the marks of headings by style says ``HEADINGS = True``;
the others are given the text without them.
"""

from __future__ import annotations

from types import ModuleType

from duizhao.grammars import gbt, handbook, outline
from duizhao.model import Grammar
from duizhao.text.chars import HEADING
from duizhao.text.draft import Parsed
from duizhao.text.traced import Traced, join

GRAMMARS: tuple[ModuleType, ...] = (handbook, gbt, outline)


def parse(text: Traced, name: Grammar | None = None) -> Parsed | None:
    """The text as the grammar of that name reads it, else as the one that suits it best; None where none does."""
    plain = _without_headings(text)
    given = {grammar.NAME: text if getattr(grammar, "HEADINGS", False) else plain for grammar in GRAMMARS}
    suiting = [(grammar.suits(given[grammar.NAME].text), -n) for n, grammar in enumerate(GRAMMARS)]
    surest, at = max(suiting)
    named = next((grammar for grammar in GRAMMARS if name == grammar.NAME), None)
    grammar = named or GRAMMARS[-at]
    parsed: Parsed = grammar.parse(given[grammar.NAME])
    return parsed if named or surest > 0 else None


def _without_headings(text: Traced) -> Traced:
    if HEADING not in text.text:
        return text
    kept, at = [], 0
    for n, char in enumerate(text.text):
        if char == HEADING:
            kept.append(text[at:n])
            at = n + 1
    return join([*kept, text[at:]])
