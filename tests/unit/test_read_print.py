"""What copying from PDF and the recognition of print do to drafts: cases and laws of their repairs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.repairs import page_marks, radical_forms, read_digits
from duizhao.repairs.context import Context
from helpers import Repair, apply, load_cases

REPAIRS: dict[str, Repair] = {"radical_forms": radical_forms, "page_marks": page_marks, "read_digits": read_digits}
CASES = [pytest.param(name, case, id=f"{name}: {case['name']}") for name in REPAIRS for case in load_cases(name)]
PAGE = "馆方宜为第一次到馆的观众提供同等的服务并且公布意见。" * 8


@pytest.mark.parametrize(("name", "case"), CASES)
def test_case(name: str, case: dict[str, Any]) -> None:
    context = Context(format=case.get("format", "txt"))
    text = case["text"].replace("⟦P⟧", PAGE)
    wanted = text if case.get("stay") else case["repaired"].replace("⟦P⟧", PAGE)
    assert apply(REPAIRS[name], text, context) == wanted
    assert apply(REPAIRS[name], wanted, context) == wanted


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.lists(st.sampled_from(["3", "3.l", "3.2", "1O", "l0", " 范围", "\n", "⽂", "用", "⽔", "— 3 —", "第2页", PAGE]))
)
def test_a_second_run_changes_nothing(parts: list[str]) -> None:
    text = "".join(parts)
    for repair in REPAIRS.values():
        once = apply(repair, text)
        assert apply(repair, once) == once


@settings(deadline=None, derandomize=True, max_examples=30)
@given(st.lists(st.integers(1, 12), min_size=2, max_size=8), st.sampled_from("lI"))
def test_clause_numbers_are_read_again(counts: list[int], one: str) -> None:
    lines = [f"{a + 1}.{b + 1} 展厅" for a, count in enumerate(counts) for b in range(count)]
    damaged = [line.replace("1 ", f"{one} ") if n % 3 == 1 else line for n, line in enumerate(lines)]
    sound = "\n".join(lines)
    assert apply(read_digits, sound) == sound
    read = apply(read_digits, "\n".join(damaged)).split("\n")
    assert all(after in (line, before) for after, line, before in zip(read, lines, damaged, strict=True))
