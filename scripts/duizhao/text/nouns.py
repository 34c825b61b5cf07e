"""Whether an English word names a thing, as far as its surroundings show."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The word before a place. Example: "the" before "customer" in "of the customer".
_BEFORE = re.compile(r"([A-Za-z]+)[\s-]*$")

_BEFORE_NOUNS = (
    "a an the of its their his her our your this these that those each any all every some no both by for with from "
    "between on in into about through against and or other new own"
)
BEFORE_NOUNS = frozenset(_BEFORE_NOUNS.split())
"""What stands before nouns oftener than before verbs; a word that recurs behind such words names a thing."""


def is_noun(term: str, before: Iterable[str]) -> bool:
    """Whether a term names a thing; ``before``: the text before each of its places."""
    if term.endswith(("ing", "ed", "ly")):
        return False
    words = [found[1].lower() if (found := _BEFORE.search(text[-40:])) else "" for text in before]
    return sum(word in BEFORE_NOUNS for word in words) * 2 >= len(words)
