"""Markdown signs go, and only they; a text in another format is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.model import Edit
from duizhao.repairs import markdown_syntax, markdown_tables
from duizhao.repairs.context import Context
from duizhao.text.chars import HEADING
from helpers import apply, load_cases

MD = Context(format="md")
CASES = [pytest.param(case, id=case["name"]) for case in load_cases("markdown_syntax")]
PLAIN = Path(__file__).parents[2] / "content" / "db23-t-3405-2023" / "plain.md"

MARKUP = st.text(alphabet='#*_->+ \\[]()!<a1范\n"', max_size=40)


@pytest.mark.parametrize("case", CASES)
def test_cases(case: dict[str, Any]) -> None:
    after = case["text"] if case.get("stay") else case["repaired"]
    assert apply(markdown_syntax, case["text"], MD) == after
    assert apply(markdown_syntax, after, MD) == after


@pytest.mark.parametrize("case", CASES)
def test_only_markdown_copies_are_touched(case: dict[str, Any]) -> None:
    assert list(markdown_syntax.edits(case["text"], Context(format="txt"))) == []


@pytest.mark.parametrize("case", load_cases("markdown_tables"), ids=lambda case: case["name"])
def test_tables(case: dict[str, Any]) -> None:
    after = case["text"] if case.get("stay") else case["repaired"]
    assert apply(markdown_tables, case["text"], MD) == after
    assert apply(markdown_tables, after, MD) == after
    assert list(markdown_tables.edits(case["text"], Context(format="txt"))) == []


@given(
    st.lists(
        st.sampled_from(["|", "|--|", "--", "甲", " ", "\n", "<table>", "<tr>", "<td rowspan=2>", "</table>", "&lt;"]),
        max_size=30,
    )
)
def test_any_signs_of_tables_end(pieces: list[str]) -> None:
    apply(markdown_tables, "".join(pieces), MD)


def test_an_edit_takes_signs_out_and_says_so() -> None:
    expected = Edit(0, 3, "## ", HEADING * 2, "markdown-syntax", markdown_syntax.WHY, "markup", (-1, -1))
    assert list(markdown_syntax.edits("## 范围", MD)) == [expected]


@given(MARKUP)
def test_a_second_run_finds_nothing(text: str) -> None:
    once = apply(markdown_syntax, text, MD)
    assert apply(markdown_syntax, once, MD) == once


@given(st.text(alphabet="范围宜a1 ,。()\n—", max_size=40))
def test_text_without_signs_is_unchanged(text: str) -> None:
    assert apply(markdown_syntax, text, MD) == text


@given(MARKUP)
def test_words_stay(text: str) -> None:
    """Nothing but signs, addresses of links and comments goes: of a text without these every letter stays."""
    text = text.replace("(", "").replace("<", "")
    assert [c for c in apply(markdown_syntax, text, MD) if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("piece", ["**a ", "[a", "\\*", "<!--", "*a", "_a ", "[]("])
def test_a_long_line_of_signs_takes_no_long_time(piece: str) -> None:
    apply(markdown_syntax, piece * 20_000, MD)


def test_the_plain_edition_keeps_its_lines_and_titles() -> None:
    text = PLAIN.read_text("utf-8")
    clean = apply(markdown_syntax, text, MD)
    assert clean.count("\n") == text.count("\n")
    assert not any(line.startswith("#") for line in clean.split("\n"))
    assert clean.count("[") == text.count("[")
