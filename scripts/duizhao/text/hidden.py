"""Characters that nobody sees: those that turn the direction of writing, and those that have no shape and no width.

With them a text can look like another than it is: "\\u202e" makes a line run backwards, "\\u200b" parts a word that
looks whole. They are named here once, for the checks that report them and for the pages that show them.
"""

from __future__ import annotations

import re

_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDES = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
_TAGS = "\U000e0000-\U000e007f"  # a copy of ASCII without any shape

# A joiner that joins no pictures: one in "cus\u200dtomer", not the one in a farmer made of a woman and a sheaf.
_JOINER = "(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])[\u200c\u200d]"

TURNING = re.compile(f"[{_TURNS}]")
"""What turns the direction of writing (UAX #9). Neither Chinese nor English ever needs it: "\\u202e"."""

UNSEEN = re.compile(f"[\u00ad{_HIDES}{_TAGS}]|{_JOINER}")
"""What else has no shape: zero-width spaces and joiners, soft hyphens, fillers, tags. "cus\\u200btomer"."""

# As both of them; a soft hyphen stays, since it does what it is for: the one in "to\u00adgether".
_SHOWN = re.compile(f"[{_TURNS}{_HIDES}{_TAGS}]|{_JOINER}")


def shown(text: str) -> str:
    """The text with the number of each such character in its place: "[U+202E]"."""
    return text if text.isascii() else _SHOWN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
