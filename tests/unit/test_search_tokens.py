"""What texts are cut into for the index: cases that the browser's tokeniser runs too, and laws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from duizhao.search.tokens import LONGEST, fold, is_paired, runs, squeeze, tokens

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parents[1] / "cases" / "tokens.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)
TEXTS = st.text(st.sampled_from("读者服務书，。 aBc's-12./:ＡÄ①〇カ\n"), max_size=30) | st.text(max_size=20)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_cases(case: dict[str, Any]) -> None:
    assert tokens(case["text"]) == case["tokens"]
    assert squeeze(case["text"]) == case["line"]


@given(TEXTS)
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    for run in runs(text):
        assert fold(text)[run.start : run.start + len(run.text)] == run.text


@given(TEXTS)
def test_a_line_is_cut_into_the_same_runs_again(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_what_is_seen_stands_in_the_line(text: str, start: int, end: int) -> None:
    """Whatever is cut out of a text, its line is part of the text's line."""
    assert squeeze(text[start:end]) in squeeze(text)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_pairs_of_a_part_are_pairs_of_the_whole(text: str, start: int, end: int) -> None:
    own = tokens(text)
    for run in runs(text[start:end]):
        if is_paired(run.text[0]):
            assert {run.text[at : at + 2] for at in range(len(run.text) - 1)} <= set(own)


def test_a_long_row_of_letters_costs_no_more_than_its_length() -> None:
    assert tokens("a" * 200_000) == ["a" * LONGEST]
    assert len(tokens("1." * 50_000)) > 0
