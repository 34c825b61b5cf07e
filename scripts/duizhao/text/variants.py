"""What texts that stand in one file have in common: how a finding says so, and what it said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from duizhao.model import Finding

CHECK = "variants"

# What share two texts of one document have in common, or a document and a named other one.
# Examples: "… 0 and 90: 88% of the shorter one …", "12% of the shorter text stands also in guide, from …".
_SHARE = re.compile(r"(?P<share>\d{1,3})% of the shorter (?:one|text stands also in (?P<other>[\w.-]+),)")


@dataclass(frozen=True, slots=True)
class Shared:
    """Per cent of the shorter text; ``other``: the id of the other document, None for two texts of one document."""

    share: int
    other: str | None = None


def twice(copy: str, one: int, other: int, share: float) -> Finding:
    """The finding that a file holds two texts of a document, which begin at these characters."""
    places = f"{copy} holds this text twice, at characters {one} and {other}"
    return Finding(CHECK, "info", f"{places}: {share:.0%} of the shorter one stands in the longer one too.")


def apart(document: str, other: str, copy: str, share: float) -> Finding:
    """The finding that two documents of a file have text in common."""
    message = f"{share:.0%} of the shorter text stands also in {other}, from the same file {copy}; kept apart."
    return Finding(CHECK, "info", message, document)


def read(finding: Finding) -> Shared | None:
    """What a finding says of shares; None where it says nothing of them."""
    found = _SHARE.search(finding.message) if finding.check == CHECK else None
    return Shared(int(found["share"]), found["other"]) if found else None
