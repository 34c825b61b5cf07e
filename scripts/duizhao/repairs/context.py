"""What is known of a document while one of its copies is repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Context:
    """Knowledge beyond the text at hand; every field may be empty, and a repair must then still be safe.

    ``format``: the reader's name ("txt", "md"). ``words``: English words, in lower case, that stand cleanly
    spaced in any copy of the document, with how often. ``titles``: bilingual titles (Chinese, English) that
    another copy or another table of the document shows whole.
    """

    format: str = "txt"
    words: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    titles: tuple[tuple[str, str], ...] = ()
