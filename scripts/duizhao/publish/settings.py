"""What the owner of a site sets in ``mkdocs.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from duizhao.errors import DuizhaoError

PLACEHOLDERS = ("node", "document", "address")
"""What a target for reports may name in braces: the node's id, the document's number, the address of the node."""

# A target that a link may lead to: a web page or a letter. Examples: "https://a.org/x", "mailto:a@b.org".
_TARGET = re.compile(r"(?:https?://[^/\s]|mailto:)\S*", re.IGNORECASE)

# A name in braces. Example: "{node}".
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site. ``report``: where a reader reports a fault at a node, None where nowhere.

    The values of ``{node}``, ``{document}`` and ``{address}`` in it are filled in where a reader follows the link.
    """

    report: str | None = None

    def __post_init__(self) -> None:
        """Refuses a target that would not work, or that could do more than open a page or a letter."""
        if self.report is not None:
            _check(self.report)


def _check(target: str) -> None:
    if not _TARGET.fullmatch(target):
        raise DuizhaoError(
            f"report: {target!r} is no target for reports. Give an address that opens with https://, http:// or "
            "mailto: and holds no space, as in https://example.org/issues/new?title={node}&body={address}."
        )
    unknown = sorted(set(_BRACES.findall(target)) - set(PLACEHOLDERS))
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise DuizhaoError(f"report: {{{unknown[0]}}} is not known. A target may name {known}.")
