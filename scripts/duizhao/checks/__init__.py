"""Checks of a translation and of a document's structure: one file a check, one line in the list.

A check is given the whole material and yields findings; it changes nothing. Each has its documentation with it, from
which the site makes a page, and cases in ``tests/cases/checks/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from duizhao.checks import (
    avoided_term,
    brackets,
    codes,
    contents_title,
    dead_reference,
    doubled_words,
    element_order,
    end_punctuation,
    glossary_candidates,
    hidden_characters,
    labels,
    leftover,
    length,
    missing_text,
    modal_verbs,
    numbers,
    rendering_variants,
    repeated_text,
    sentences,
    shared_rendering,
    shared_term,
    spelling,
    term_rendering,
    undefined_concept,
    unused_concept,
    width,
)
from duizhao.checks.check import Check, Material
from duizhao.model import Finding, Severity

__all__ = ["CHECKS", "GRAVITY", "Check", "Material", "run", "worst_first"]

CHECKS: tuple[Check, ...] = (
    term_rendering.CHECK,
    avoided_term.CHECK,
    rendering_variants.CHECK,
    shared_rendering.CHECK,
    repeated_text.CHECK,
    modal_verbs.CHECK,
    numbers.CHECK,
    codes.CHECK,
    missing_text.CHECK,
    length.CHECK,
    sentences.CHECK,
    labels.CHECK,
    brackets.CHECK,
    end_punctuation.CHECK,
    width.CHECK,
    leftover.CHECK,
    doubled_words.CHECK,
    spelling.CHECK,
    contents_title.CHECK,
    dead_reference.CHECK,
    element_order.CHECK,
    glossary_candidates.CHECK,
    unused_concept.CHECK,
    undefined_concept.CHECK,
    shared_term.CHECK,
    hidden_characters.CHECK,
)
"""All checks, in the order in which a report names them."""

GRAVITY: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}
"""The order of severities, the worst first."""


def run(material: Material, checks: Iterable[Check] = CHECKS) -> tuple[Finding, ...]:
    """What the checks find, the worst first."""
    return worst_first(finding for check in checks for finding in check.run(material))


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by severity, each once, within one severity in the order given."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: GRAVITY[finding.severity]))
