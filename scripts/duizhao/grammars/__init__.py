"""The grammars, one file a document shape, in the order in which they are asked whether a copy is theirs.

A grammar is a module with ``NAME``, ``suits(text) -> float`` (0 to 1: how sure it is that the text has its
shape) and ``parse(text: Traced) -> Parsed``. One that reads the marks of headings by style says ``HEADINGS = True``;
the others are given the text without them.
"""

from __future__ import annotations

from types import ModuleType

from duizhao.grammars import footnotes, gbt, halves, handbook, outline, rest
from duizhao.model import Grammar
from duizhao.text.chars import HEADING
from duizhao.text.draft import Parsed
from duizhao.text.traced import Traced, join

GRAMMARS: tuple[ModuleType, ...] = (handbook, gbt, outline)


def parse(text: Traced, name: Grammar | None = None) -> Parsed | None:
    """The text as the grammar of that name reads it, else as the one that suits it best; None where none does.

    A text that stands first in one language, then in the other, is read as one in both.
    """
    grammar = _named(name) or _surest(text)
    second = halves.cut(text.text)
    if grammar and second is not None:
        parts = [_parse(part, grammar, wanted=False) for part in (text[:second], text[second:])]
        if all(part.drafts for part in parts) and (both := halves.joined(*parts)):
            return both
    parsed = _parse(text, grammar, wanted=name is not None) if grammar else None
    return parsed if parsed and (name or parsed.drafts) else None


def _named(name: Grammar | None) -> ModuleType | None:
    return next((grammar for grammar in GRAMMARS if name == grammar.NAME), None)


def _surest(text: Traced) -> ModuleType | None:
    """The grammar that suits a text best, of equals the first; None where none does."""
    body, _ = footnotes.part(text)
    plain = _without_headings(body)
    found = [(grammar.suits((body if _marked(grammar) else plain).text), -n) for n, grammar in enumerate(GRAMMARS)]
    surest, at = max(found)
    return GRAMMARS[-at] if surest > 0 else None


def _marked(grammar: ModuleType) -> bool:
    """Whether a grammar reads the marks of headings by style."""
    return getattr(grammar, "HEADINGS", False)


def _parse(text: Traced, grammar: ModuleType, *, wanted: bool) -> Parsed:
    """The text as a grammar reads it; where it reads nothing, nothing, unless somebody ``wanted`` it to be asked."""
    body, notes = footnotes.part(text)
    parsed: Parsed = grammar.parse(body if _marked(grammar) else _without_headings(body))
    return rest.taken_up(text, footnotes.attach(parsed, notes)) if parsed.drafts or wanted else parsed


def _without_headings(text: Traced) -> Traced:
    if HEADING not in text.text:
        return text
    kept, at = [], 0
    for n, char in enumerate(text.text):
        if char == HEADING:
            kept.append(text[at:n])
            at = n + 1
    return join([*kept, text[at:]])
