"""Faults of form planted in sound pairs are found: brackets, stops, widths, characters, doubled words, spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from check_cases import cases, unit
from duizhao.checks import CHECKS, Material
from duizhao.model import Finding, Unit
from duizhao.text import spelling

PAIRS = tuple(unit(number, pair) for number, pair in enumerate(cases("_pairs"), start=1))
RUN = {check.id: check.run for check in CHECKS}
FORM = ("bracket", "end-punctuation", "width", "leftover-characters", "doubled-word", "spelling")

pairs = st.sampled_from(PAIRS)


def found(check: str, faulty: Unit) -> list[Finding]:
    """What a check finds at the faulty unit among the sound ones."""
    units = tuple(faulty if one.place == faulty.place else one for one in PAIRS)
    return [finding for finding in RUN[check](Material(units)) if finding.node == faulty.place]


def inserted(text: str, part: str, share: float) -> str:
    """The text with a part put in, not before the first character or behind the last."""
    at = 1 + round(share * (len(text) - 2))
    return text[:at] + part + text[at:]


@given(pairs, st.sampled_from("（【《“「"), st.floats(0, 1))
def test_an_open_bracket_is_found(one: Unit, sign: str, share: float) -> None:
    assume(not re.search(r"[a-z\d][)）]", one.zh))  # the bracket of a label would close it
    assert found("bracket", replace(one, zh=inserted(one.zh, sign, share)))


@given(pairs, st.sampled_from("�\ue5e5\u200b\ufeff⼀"), st.floats(0, 1), st.sampled_from(["zh", "en"]))
def test_a_leftover_character_is_found(one: Unit, sign: str, share: float, language: str) -> None:
    faulty = replace(one, **{language: inserted(one.text(language), sign, share)})  # type: ignore[arg-type]
    assert found("leftover-characters", faulty)


@given(pairs, st.data())
def test_a_doubled_word_is_found(one: Unit, data: st.DataObject) -> None:
    words = [
        match
        for match in re.finditer(r"(?<![\w'-])(?!that\b|had\b)[a-z]{2,}", one.en)
        if one.en[match.end() : match.end() + 1] == " "
    ]
    word = data.draw(st.sampled_from(words))
    assert found("doubled-word", replace(one, en=f"{one.en[: word.end()]} {one.en[word.start() :]}"))


@given(pairs, st.data())
def test_a_misspelt_word_is_found(one: Unit, data: st.DataObject) -> None:
    words = list(re.finditer(r"(?<![\w@.-])[a-z]{7,}(?=[ ,.])", one.en))
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    at = data.draw(st.integers(1, len(word[0]) - 3))
    wrong = word[0][:at] + word[0][at + 1] + word[0][at] + word[0][at + 2 :]
    faulty = replace(one, en=one.en[: word.start()] + wrong + one.en[word.end() :])
    assert spelling.is_word(wrong) or wrong == word[0] or found("spelling", faulty)


STOPS: dict[str, Callable[[Unit], Unit]] = {
    "Chinese stop lost": lambda one: replace(one, zh=one.zh.rstrip("。")),
    "English stop lost": lambda one: replace(one, en=one.en.rstrip(".")),
    "stop twice": lambda one: replace(one, zh=f"{one.zh}。"),
    "comma for a stop": lambda one: replace(one, zh=one.zh.rstrip("。") + "，"),
}


def planted() -> Iterator[object]:
    for name, plant in STOPS.items():
        yield from (pytest.param(plant(one), id=f"{name}-{one.place}") for one in PAIRS if len(one.zh) > 12)


@pytest.mark.parametrize("faulty", list(planted()))
def test_a_stop_that_was_changed_is_found(faulty: Unit) -> None:
    assert found("end-punctuation", faulty)


@pytest.mark.parametrize("one", [one for one in PAIRS if "，" in one.zh], ids=lambda one: str(one.place))
def test_a_half_width_comma_is_found(one: Unit) -> None:
    alone = Material((replace(one, zh=one.zh.replace("，", ",")),))
    assert [finding.check for finding in RUN["width"](alone)] == ["width"]


@given(st.lists(pairs, min_size=1, max_size=4, unique=True))
def test_sound_sentences_in_one_text_are_clean(some: list[Unit]) -> None:
    text = Unit("1", "".join(one.zh for one in some), " ".join(one.en for one in some))
    assert [finding for check in FORM for finding in RUN[check](Material((text,)))] == []
