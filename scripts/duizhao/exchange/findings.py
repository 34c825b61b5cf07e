"""Findings for a terminal, for other programs (JSON) and for the annotations of a code host."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from duizhao.model import Finding, Severity

KEYS = ("check", "severity", "document", "node", "language", "message", "suggestion", "concept", "term", "rendering")
"""The keys of a finding in JSON, always all of them."""

ANNOTATIONS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}

# What a workflow command reads in a message or a property (GitHub's own escapes).
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}


def as_json(findings: Iterable[Finding]) -> str:
    """A JSON array of findings, worst first, with the keys of ``KEYS``."""
    rows = [{key: asdict(finding)[key] for key in KEYS} for finding in findings]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Lines for a person: a finding a line, with its place before it, and the sum."""
    for finding in findings:
        place = " ".join(filter(None, (finding.document, finding.node, finding.language)))
        yield f"{finding.severity:<8}{finding.check:<20}{place}: {_one_line(finding.message)}"
    counts = Counter(finding.severity for finding in findings)
    yield ", ".join(f"{counts[each]} {each}" for each in ANNOTATIONS if counts[each]) or "nothing found"


def as_github(findings: Iterable[Finding]) -> Iterator[str]:
    """Lines that GitHub shows beside the files of a change."""
    for finding in findings:
        file = f"file=content/{_property(finding.document)}/document.yaml," if finding.document else ""
        title = _property(" ".join(filter(None, (finding.check, finding.node))))
        yield f"::{ANNOTATIONS[finding.severity]} {file}title={title}::{_escaped(finding.message)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)


def _property(text: str | None) -> str:
    return _escaped(text or "").replace(":", "%3A").replace(",", "%2C")
