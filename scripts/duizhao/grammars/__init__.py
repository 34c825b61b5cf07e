"""The grammars, one file a document shape, in the order in which they are asked whether a copy is theirs.

A grammar is a module with ``NAME``, ``suits(text) -> float`` (0 to 1: how sure it is that the text has its
shape) and ``parse(text: Traced) -> Parsed``.
"""

from __future__ import annotations

from duizhao.grammars import gbt
from duizhao.text.draft import Parsed
from duizhao.text.traced import Traced

GRAMMARS = (gbt,)


def parse(text: Traced) -> Parsed | None:
    """The text as the grammar that suits it best reads it; None where none does."""
    suiting = [(grammar.suits(text.text), -n) for n, grammar in enumerate(GRAMMARS)]
    surest, at = max(suiting)
    return GRAMMARS[-at].parse(text) if surest > 0 else None
