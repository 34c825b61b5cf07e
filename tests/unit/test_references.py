"""Cross-references in running text: cases, laws on any text, and time on hostile text."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.text.references import CrossReference, find
from helpers import load_cases

PIECES = (
    "见", "按", "6.3", "、", "和", " ", "a)", "的", "注1", "表A.1", "附录A", "GB/T 1.1—2020", "ISO 9001:2015", "see ",
    "Note ",
    "clause ", "6", " of ", "~", "第", "章", "，", "规定", "%", "m", "６.３", "\u3000", "《", "》", "\n", "GB/T ",
)  # fmt: skip

texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)


def said(text: str, reference: CrossReference) -> str:
    of = f" of {reference.of}" if reference.of else ""
    return f"{reference.kind} {reference.target} = {text[reference.start : reference.end]}{of}"


@pytest.mark.parametrize("case", load_cases("references"), ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any]) -> None:
    assert [said(case["text"], reference) for reference in find(case["text"])] == case["found"]


@given(texts)
def test_references_stand_in_order_within_the_text(text: str) -> None:
    end = 0
    for reference in find(text):
        assert end <= reference.start < reference.end <= len(text)
        assert reference.target
        end = reference.end


@given(texts)
def test_what_stands_before_the_text_moves_the_places_only(text: str) -> None:
    lead = "。\n"
    moved = [said(lead + text, reference) for reference in find(lead + text)]
    assert moved == [said(text, reference) for reference in find(text)]


@pytest.mark.parametrize("piece", ["见6.3、", "GB/T ", "6.3、", "第", "1.", "a)", "《", "clause 6 of ", "表1和", "见 "])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    started = time.perf_counter()
    find(text)
    assert time.perf_counter() - started < 2
