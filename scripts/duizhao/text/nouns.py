"""Whether an English word names a thing, as far as its surroundings show."""

from __future__ import annotations

import re
from collections.abc import Iterable

from duizhao.text.inflection import form

# The words before and behind a place. Example: "the" and "shall" in "the driver shall".
_BEFORE = re.compile(r"([A-Za-z]+)[\s-]*$")
_BEHIND = re.compile(r"[\s-]*([A-Za-z]+)")

# A form that may be a verb's: "conducting", "targeted". Whether it is one ("seed" is none) is asked of `form`.
_INFLECTED = re.compile(r"(?:ing|ed)$")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


BEFORE_NOUNS = _words(
    "a an the of its their his her our your this these that those each any all every some no both by for with from "
    "between on in into about through against and or other new own"
)
"""What stands before nouns oftener than before verbs; a word that recurs behind such words names a thing."""

DETERMINERS = _words("a an the its their his her our your this that each any every no of")
MODALS = _words("shall should may can must will might could cannot")
BEFORE_VERBS = MODALS | _words("to not be is are was were been they we you it which who")
BEHIND_NOUNS = MODALS | _words("is are was were be has have who which that of to in on at for with from by and or")


def leaning(before: str, word: str, behind: str) -> int:
    """1 where the text around a word makes it a noun, -1 where it makes it a verb, 0 where it does not tell."""
    left, right = _BEFORE.search(before[-40:]), _BEHIND.match(behind)
    lower = word.lower()
    if _INFLECTED.search(lower) and form(lower) != lower:
        return 1 if left and left[1].lower() in DETERMINERS else -1
    if left and left[1].lower() in BEFORE_VERBS:
        return -1
    follows = left is not None and left[1].lower() in BEFORE_NOUNS
    leads = right is not None and right[1].lower() in BEHIND_NOUNS
    return int((follows and (leads or right is None)) or (left is None and leads))


def is_noun(term: str, before: Iterable[str]) -> bool:
    """Whether a term names a thing; ``before``: the text before each of its places."""
    if term.endswith(("ing", "ed", "ly")):
        return False
    words = [found[1].lower() if (found := _BEFORE.search(text[-40:])) else "" for text in before]
    return sum(word in BEFORE_NOUNS for word in words) * 2 >= len(words)
