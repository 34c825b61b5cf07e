"""Findings that somebody has judged and lets stand, and those that a team has put off with a baseline."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from duizhao.model import CheckNotes, Finding, Waiver

# What in a message may change without another finding: numbers, and what is told of other places in brackets.
# Example: "(期望 5, 预期 4)" after somebody has mended one of them.
_CHANGING = re.compile(r"\([^()]*\)|\d+")

CHECK = "waiver"
"""The id of what is found about waivers themselves."""

NOTES = CheckNotes(
    CHECK,
    "warning",
    ("豁免已失效", "Waiver of no use"),
    (
        "waivers.yaml 中的一条豁免已不对应任何问题、已过期，或到期日写得不对。",
        "An entry of waivers.yaml matches no finding any more, has run out, or has a day that is none.",
    ),
    (
        "用不上的豁免留着，日后会悄悄放过同一处的新问题。",
        "A waiver that is of no use lies there until it hides another finding at its place.",
    ),
    ("删去这条豁免，或改正它的位置和到期日。", "Take the waiver out, or mend its place and its day."),
)
"""The documentation of these findings."""

# A day: 2027-01-31.
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def waive(findings: Sequence[Finding], waivers: Iterable[Waiver], today: date) -> tuple[Finding, ...]:
    """The findings without those that a waiver lets stand, and one for each waiver that is of no use (any more)."""
    left, about = list(findings), []
    for waiver in waivers:
        trouble = _trouble(waiver, today)
        covered = [] if trouble else [finding for finding in findings if _covers(waiver, finding)]
        left = [finding for finding in left if finding not in covered]
        if not covered:
            about.append(_useless(waiver, trouble or "it matches no finding any more"))
    return (*left, *about)


def fingerprint(finding: Finding) -> str:
    """What makes a finding the same one in a later run: its check, place and words, not the counts in its message."""
    message = _CHANGING.sub("", finding.message)
    parts = (finding.check, finding.document, finding.node, finding.language, finding.term, finding.rendering, message)
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode()).hexdigest()[:16]


def new(findings: Iterable[Finding], baseline: Collection[str]) -> Iterator[Finding]:
    """The findings whose fingerprints the baseline lacks."""
    return (finding for finding in findings if fingerprint(finding) not in baseline)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    return (
        waiver.check == finding.check
        and waiver.node == (finding.node or "")
        and waiver.document in (None, finding.document)
        and waiver.term in (None, finding.term)
        and (waiver.message or "") in finding.message
    )


def _trouble(waiver: Waiver, today: date) -> str | None:
    """Why a waiver does not hold, if it does not."""
    if waiver.until is None:
        return None
    try:
        if not DAY.fullmatch(waiver.until):
            raise ValueError
        ends = date.fromisoformat(waiver.until)
    except ValueError:
        return f"its 'until' ({waiver.until}) is no day such as 2027-01-31"
    return f"it held until {waiver.until}" if ends < today else None


def _useless(waiver: Waiver, why: str) -> Finding:
    message = f"The waiver of {waiver.check} by {waiver.who} does nothing: {why}. Mend it, or take it out."
    return Finding(CHECK, "warning", message, waiver.document, waiver.node)
