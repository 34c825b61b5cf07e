"""Formulas in plain text, set in the marks that readers of laid-out formats set about them: "⟦W=m1/m2⟧（1）".

A formula has a line of its own, with or without a number at its end behind leaders. Source: GB/T 1.1—2020, 9.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.text.traced import Traced, join, new

# A line with a sign of relation, the leaders and the number behind it: "W = m1 / m2 ………………（1）", "d = |a - b|  (A.2)".
_NUMBERED = re.compile(
    r"(?m)^[ \t\u3000]*(?P<formula>[^\n\u4e00-\u9fff。；;⟦]{1,40}(?:[=＝≈≤≥<>＜＞∝])[^\n。；;⟦]{1,200}?)"
    r"(?P<leader>[ \t\u3000]*[.·…．]{0,200}[ \t\u3000]*)(?P<number>[(（](?:[A-Z]\.)?\d{1,3}[)）])[ \t\u3000]*$"
)

# A formula in the marks of a reader with leaders before its number: "⟦Q=v*t⟧……（1）".
_GIVEN = re.compile(
    r"(?P<formula>⟦[^⟦⟧\n]{1,400}⟧)(?P<leader>[ \t\u3000]{0,40}[.·…．]{1,200}[ \t\u3000]{0,40})"
    r"(?P<number>[(（](?:[A-Z]\.)?\d{1,3}[)）])"
)
# A line with a sign of relation, which may be a formula by itself.
_RELATED = re.compile(r"(?m)^[^\n=＝≈≤≥∝⟦]{1,60}[=＝≈≤≥∝][^\n]*$")
# All that such a formula is made of: "η = (m1 - m2) / m1 × 100 %", "0 ≤ k ≤ n".
_SIGNS = re.compile(
    r"[A-Za-zΑ-ω∂∆∇∏∑∫√(|\[\d][A-Za-zΑ-ω\d∂∆∇∏∑∫√∞()|\[\]{}_^'′.,%‰°…=＝≈≤≥∝±+\-−–×÷·⋅∙*/∕ \t²³¹⁰⁴-⁹ⁿ₀-₉]{2,200}"
)
# What is computed on the right: "a + b", "2(a)", "√n", "k"; "N = 30" only says what a sign means.
_COMPUTED = re.compile(r"[=＝≈≤≥∝].*[A-Za-zΑ-ω±+\-−×÷·⋅∙*/∕^√∑∏∫]")
# Words, which a formula has not; the names of functions are none.
_WORDS = re.compile(r"(?!(?:sqrt|sinh|cosh|tanh|arcsin|arccos|arctan)\b)[A-Za-z]{4,}|[A-Za-z]{2,}[ \t]+[A-Za-z]|==")
LONGEST = 200


def _alone(text: str) -> Iterator[tuple[int, int]]:
    """Where the formulas stand that have no number, without the comma or the stop behind them."""
    for line in _RELATED.finditer(text):
        words = line[0].strip().rstrip(".,，")
        if len(words) <= LONGEST and _SIGNS.fullmatch(words) and _COMPUTED.search(words) and not _WORDS.search(words):
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            if words.count("(") == words.count(")"):
                yield start, start + len(words)


def _in_marks(formula: Traced) -> list[Traced]:
    return [new("⟦"), formula, new("⟧")]


def marked(body: Traced) -> tuple[Traced, list[int]]:
    """The text with its formulas in marks, and the places of the leaders before the numbers."""
    parts: list[Traced] = []
    leaders: list[int] = []
    at = 0
    numbered = {found.span("formula"): found for found in _NUMBERED.finditer(body.text)}
    given = {found.span("formula"): found for found in _GIVEN.finditer(body.text)}
    for start, end in sorted({*numbered, *given, *_alone(body.text)}):
        if start < at:
            continue
        parts += [body[at:start], *([body[start:end]] if (start, end) in given else _in_marks(body[start:end]))]
        at = end
        if found := numbered.get((start, end)) or given.get((start, end)):
            leaders += body[found.start("leader") : found.end("leader")].positions()
            at = found.start("number")
    return (join([*parts, body[at:]]) if parts else body), leaders
