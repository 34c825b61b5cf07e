"""A translation that is much longer or shorter than the document's own habit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from duizhao.checks.check import Check, Example, Material
from duizhao.model import Finding, Severity, Unit
from duizhao.text.sentences import WEIGHT, weigh
from duizhao.text.units import paired

FEWEST = 20
"""Pairs of a kind from which the document's own habit is known."""
USUAL_SPREAD = 0.22
"""The spread of the logarithm of the ratio where it is not: from pairs of technical texts in both directions."""
NARROWEST = 0.15
"""The least spread that is believed: a few equal lead sentences are no habit."""
SHORT = 12.0
"""Chinese characters at which a text's own words spread the ratio as much as the translator does."""

SURE, DOUBTFUL = 3.0, 1.8
"""Spreads from the middle at which a length is a warning, and a note."""


class _Habit(NamedTuple):
    """Middle and spread of the logarithm of English characters to Chinese ones."""

    middle: float
    spread: float


def _run(material: Material) -> Iterator[Finding]:
    units = [unit for unit in paired(material.units) if not unit.lost]
    habits = _habits(units)
    for unit in units:
        away = _away(unit, habits[_kind(unit)])
        if abs(away) > DOUBTFUL:
            yield _finding(unit, away, habits[_kind(unit)])


def _kind(unit: Unit) -> tuple[str | None, str, str]:
    return unit.document, unit.kind, unit.part


def _habits(units: Sequence[Unit]) -> Mapping[tuple[str | None, str, str], _Habit]:
    """The habit of each kind; one that is seen too seldom follows all texts, and those, if too few, experience."""
    groups: dict[tuple[str | None, str, str], list[float]] = {}
    for unit in units:
        groups.setdefault(_kind(unit), []).append(_ratio(unit))
    every = [_ratio(unit) for unit in units if unit.part == "text"]
    usual = _habit(every) if len(every) >= FEWEST else _Habit(math.log(WEIGHT), USUAL_SPREAD)
    return {kind: _habit(ratios) if len(ratios) >= FEWEST else usual for kind, ratios in groups.items()}


def _habit(ratios: Sequence[float]) -> _Habit:
    """Median and median deviation: they hold where up to half of the pairs are wrong."""
    middle = median(ratios)
    deviation = median(abs(ratio - middle) for ratio in ratios)
    return _Habit(middle, max(1.4826 * deviation, NARROWEST))


def _ratio(unit: Unit) -> float:
    return math.log(max(1.0, weigh(unit.en, "en")) / max(1.0, weigh(unit.zh, "zh")))


def _away(unit: Unit, habit: _Habit) -> float:
    """How many spreads the ratio is from the middle; short texts spread more."""
    length = min(weigh(unit.zh, "zh"), weigh(unit.en, "en") / WEIGHT)
    return (_ratio(unit) - habit.middle) / (habit.spread * math.sqrt(1 + SHORT / max(1.0, length)))


def _finding(unit: Unit, away: float, habit: _Habit) -> Finding:
    severity: Severity = "warning" if abs(away) > SURE else "info"
    short, long = ("Chinese", "English") if away > 0 else ("English", "Chinese")
    times = math.exp(abs(_ratio(unit) - habit.middle))
    message = (
        f"The {short} has {times:.1f} times less than the {long} leads one to expect "
        f"({len(unit.zh)} characters for {len(unit.en)}): something may be left out of it, or added to the {long}."
    )
    return CHECK.finding(unit, message, severity=severity, language="zh" if away > 0 else "en")


CHECK = Check(
    id="length",
    severity="warning",
    name=("长度悬殊", "Length far off"),
    what=(
        ("译文与原文的长度比，偏离本文件同类文本的习惯太远（取对数比的中位数和绝对中位差；不足 20 对时用通用值；"
        "短文本放宽）。"),
        ("The ratio of lengths is far from what is usual for such texts in this document (median and median absolute "
        "deviation of its logarithm; general values where there are fewer than 20 pairs; short texts have more room)."),
    ),
    why=("长度差得远，多半是漏译或添加。", ("Where lengths differ so much, something has mostly been left out or "
                            "added.")),
    fix=("逐句核对，补上漏译的部分或删去添加的部分。", "Compare sentence by sentence; put in what is missing."),
    example=Example(("读者先登记。", ("Readers register at the desk in the entrance hall, show a card with a "
    "picture, say which room they want "
                     "to use, and are then given the key and a number for their coats and bags.")),
                    ("读者先登记。", "Readers register first.")),
    run=_run,
)  # fmt: skip
