"""Faults planted in sound pairs are found: the same pairs that the checks find nothing in."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from check_cases import cases, unit
from duizhao.checks import CHECKS, Material
from duizhao.model import Unit

PAIRS = tuple(unit(number, pair) for number, pair in enumerate(cases("_pairs"), start=1))

Plant = Callable[[Unit], Unit | None]


def found(check: str, faulty: Unit) -> set[str]:
    """The severities of what a check finds at the faulty unit among the sound ones."""
    units = tuple(faulty if one.place == faulty.place else one for one in PAIRS)
    run = next(one.run for one in CHECKS if one.id == check)
    return {finding.severity for finding in run(Material(units)) if finding.node == faulty.place}


def swapped(old: str, new: str, language: str) -> Plant:
    def plant(one: Unit) -> Unit | None:
        text = one.zh if language == "zh" else one.en
        changed = re.sub(old, new, text, count=1)
        return replace(one, **{language: changed}) if changed != text else None  # type: ignore[arg-type]

    return plant


def planted(plants: dict[str, Plant]) -> Iterator[object]:
    for name, plant in plants.items():
        for one in PAIRS:
            faulty = plant(one)
            if faulty:
                yield pytest.param(faulty, id=f"{name}-{one.place}")


MODALS = {
    "shall to should": swapped(r"\bshall\b", "should", "en"),
    "should to shall": swapped(r"\bshould\b", "shall", "en"),
    "may to shall": swapped(r"\bmay\b", "shall", "en"),
    "shall not to shall": swapped(r"\bshall not\b", "shall", "en"),
    "should not to should": swapped(r"\bshould not\b", "should", "en"),
    "need not to shall": swapped(r"\bneed not\b", "shall", "en"),
    "cannot to can": swapped(r"\bcannot\b", "can", "en"),
    "宜 to 应": swapped("宜(?=每|为|能|说)", "应", "zh"),
    "应 to 宜": swapped("应(?=在|按|接|保|符|赔|：)", "宜", "zh"),
    "不应 to 应": swapped("不应", "应", "zh"),
    "不宜 to 宜": swapped("不宜", "宜", "zh"),
    "不必 to 应": swapped("不必", "应", "zh"),
    "shall lost": swapped(r"应(?=在|接|保)", "", "zh"),
}

NUMBERS = {
    "digit changed in English": swapped(
        r"(?<![\w.—:/])(?<!GB/T )(?<!ISO )[2-8](?=\d*(?:\.\d+)?(?: ?(?:days|%|m\b|°|yuan|seconds|readers)))", "9", "en"
    ),
    "digit changed in Chinese": swapped(r"[2-8](?=\d*(?:\.\d+)?(?:天|%|米|°|元|秒|名))", "9", "zh"),
    "Chinese numeral changed": swapped("两天|二十四小时|十二册|百分之八十|六个月|五分钟", "七天", "zh"),
    "English word changed": swapped(
        r"two(?= days)|twelve|three(?= discs)|six(?= months)|five(?= minutes)", "nine", "en"
    ),
    "unit changed": swapped(r"days\b", "hours", "en"),
    "date changed": swapped(r"June 18", "June 19", "en"),
}

CODES = {
    "reference changed": swapped(r"6\.3", "6.4", "en"),
    "table changed": swapped("表A.1", "表A.2", "zh"),
    "annex changed": swapped("Annex B", "Annex C", "en"),
    "standard changed": swapped("3792", "3793", "en"),
    "edition changed": swapped("2709:2008", "2709:1996", "zh"),
    "address lost": swapped(r"到desk@example.org", "", "zh"),
    "size changed": swapped("A4", "A3", "en"),
    "acronym lost": swapped("RFID", "无线", "zh"),
}

LABELS = {
    "label changed": swapped(r"b\)", "c)", "en"),
    "label lost": swapped(r"2\) ", "", "zh"),
}


@pytest.mark.parametrize("faulty", list(planted(MODALS)))
def test_a_verbal_form_that_was_changed_is_found(faulty: Unit) -> None:
    assert "warning" in found("modal-verb", faulty), (faulty.zh, faulty.en)


@pytest.mark.parametrize("faulty", list(planted(NUMBERS)))
def test_a_number_that_was_changed_is_found(faulty: Unit) -> None:
    assert "warning" in found("number", faulty), (faulty.zh, faulty.en)


@pytest.mark.parametrize("faulty", list(planted(CODES)))
def test_a_code_that_was_changed_is_found(faulty: Unit) -> None:
    assert "warning" in found("code", faulty), (faulty.zh, faulty.en)


@pytest.mark.parametrize("faulty", list(planted(LABELS)))
def test_a_label_that_was_changed_is_found(faulty: Unit) -> None:
    assert "warning" in found("label", faulty), (faulty.zh, faulty.en)


@pytest.mark.parametrize("one", PAIRS, ids=lambda one: str(one.place))
def test_a_text_that_one_language_lost_is_found(one: Unit) -> None:
    for language in ("zh", "en"):
        assert "warning" in found("missing-text", replace(one, **{language: ""}))  # type: ignore[arg-type]


def _text(pairs: list[Unit], lost: int = -1, language: str = "") -> Material:
    """The pairs as sentences of one text, one of which one language has lost."""
    zh = [one.zh for n, one in enumerate(pairs) if (n, language) != (lost, "zh")]
    en = [one.en for n, one in enumerate(pairs) if (n, language) != (lost, "en")]
    return Material((Unit("1", "".join(zh), " ".join(en)),))


def test_a_sentence_that_was_lost_is_found_by_some_check() -> None:
    """Lengths may fit by chance, so that one in a hundred may hide behind its neighbours."""
    draw = random.Random(7)
    texts = [(draw.sample(PAIRS, 3), draw.randrange(3), draw.choice(["zh", "en"])) for _ in range(150)]
    judges = [one for one in CHECKS if one.id in {"sentence", "length", "modal-verb", "number", "code"}]
    found = [any(list(one.run(_text(pairs, lost, language))) for one in judges) for pairs, lost, language in texts]
    assert sum(found) >= 0.98 * len(texts)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PAIRS), min_size=2, max_size=4, unique=True))
def test_sound_sentences_in_one_text_are_clean(pairs: list[Unit]) -> None:
    sound = [
        check for check in CHECKS if check.id in {"modal-verb", "number", "code", "length", "missing-text", "sentence"}
    ]
    findings = [finding for check in sound for finding in check.run(_text(pairs)) if finding.severity != "info"]
    assert findings == []


def test_pairs_are_many_and_different() -> None:
    assert len({one.zh for one in PAIRS}) == len(PAIRS) >= 40
    assert all(a.place != b.place for a, b in pairwise(PAIRS))
