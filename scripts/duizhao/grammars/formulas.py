"""Formulas in plain text, set in the marks that readers of laid-out formats set about them: "⟦W=m1/m2⟧（1）".

A formula has a line of its own, mostly with a number at its end behind leaders. Source: GB/T 1.1—2020, 9.8.
"""

from __future__ import annotations

import re

from duizhao.text.traced import Traced, join, new

# A line with a sign of relation, the leaders and the number behind it: "W = m1 / m2 ………………（1）", "d = |a - b|  (A.2)".
_NUMBERED = re.compile(
    r"(?m)^[ \t\u3000]*(?P<formula>[^\n\u4e00-\u9fff。；;⟦]{1,40}(?:[=＝≈≤≥<>＜＞∝])[^\n。；;⟦]{1,200}?)"
    r"(?P<leader>[ \t\u3000]*[.·…．]{0,200}[ \t\u3000]*)(?P<number>[(（](?:[A-Z]\.)?\d{1,3}[)）])[ \t\u3000]*$"
)


def marked(body: Traced) -> tuple[Traced, list[int]]:
    """The text with its numbered formulas in marks, and the places of the leaders before the numbers."""
    parts: list[Traced] = []
    leaders: list[int] = []
    at = 0
    for found in _NUMBERED.finditer(body.text):
        parts += [body[at : found.start("formula")], new("⟦"), body[found.start("formula") : found.end("formula")]]
        parts.append(new("⟧"))
        leaders += body[found.start("leader") : found.end("leader")].positions()
        at = found.start("number")
    return (join([*parts, body[at:]]) if parts else body), leaders
