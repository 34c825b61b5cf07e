"""Words of one family: what "implementation" is to "implement" in a dictionary that has only one of them."""

from __future__ import annotations

import re

# Endings that make another word of the same family, in common forms (without a last -e), longest first.
# Examples: "implementation" → "implement", "empowerment" → "empower", "deployment" → "deploy", "leadership" → "leader".
_ENDING = re.compile(
    r"(?:izations?|ations?|ements?|ments?|ships?|ness|ibility|ability|ivity|ively|ively|ingly|ally|edly|ible|able|"
    r"ance|ence|ancy|ency|ity|ion|ive|ing|ial|al|ly|er|or|at|iz|ed|y)$"
)

SHORTEST = 4


def trunk(form: str) -> str:
    """What the words of a family share: a word's form without the endings that make relatives."""
    while True:
        shorter = _ENDING.sub("", form, count=1)
        if shorter == form or len(shorter) < SHORTEST:
            return form
        form = shorter
