"""Titles in two languages: in the navigation, in a page's list of contents, in the trail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.model import Book, Document, Library, Node
from duizhao.publish import heading_titles, lay_out, line, navigation, pages, wording
from duizhao.publish.page import Page

BOTH = '<span class="dz-both"><span lang="zh-Hans">甲</span> <span class="dz-en" lang="en">a</span></span>'


def test_a_title_in_two_languages_holds_both_for_our_pages_and_chinese_elsewhere() -> None:
    page = Page("x/1.md", ("甲", "a"), "", place=("x",))
    assert navigation([page], marked=True) == [{"x": [{BOTH: "x/1.md"}]}]
    assert navigation([page]) == [{"x": [{"甲": "x/1.md"}]}]


@pytest.mark.parametrize(
    ("title", "printed"),
    [("甲", "甲"), (("甲", ""), "甲"), (("", "a"), "a"), (("x", "x"), "x"), ("", "…"), ("<b>", "&lt;b&gt;")],
)
def test_a_title_in_one_language_is_printed_once(title: str | tuple[str, str], printed: str) -> None:
    assert line(title) == printed


@given(st.text(), st.text())
def test_no_title_becomes_markup(chinese: str, english: str) -> None:
    printed = line((chinese, english))
    for tag in ('<span class="dz-both">', '<span lang="zh-Hans">', '<span class="dz-en" lang="en">', "</span>"):
        printed = printed.replace(tag, "")
    assert "<" not in printed


def test_headings_tell_what_they_say_in_each_language() -> None:
    page = (
        '<h2 id="6.1"><span class="dz-number"><span class="dz-label">6.1</span> <a class="dz-copy" href="#6.1">x</a>'
        '</span> <span class="dz-title" lang="zh-Hans">馆员<br>甲</span> <span lang="en">Staff &lt;b&gt;</span></h2>'
        '<h3 id="one"><span lang="zh-Hans">一</span></h3><h4>none</h4>'
    )
    assert list(heading_titles(page)) == [("6.1", ("6.1 馆员甲", "6.1 Staff <b>"))]


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("附录A", "Annex A"),
        ("附录 B", "Annex B"),
        ("表A.1", "Table A.1"),
        ("注：", "Note:"),
        ("注1：", "Note 1:"),
        ("示例 2:", "Example 2:"),
        ("第3章", "Chapter 3"),
        ("6.3.2", "6.3.2"),
        ("a)", "a)"),
        ("注意", "注意"),
        ("第三章", "第三章"),
    ],
)
def test_labels_read_as_english_where_english_names_them_otherwise(printed: str, english: str) -> None:
    assert wording.label(printed) == (printed, english)


def test_pages_carry_both_titles_and_the_way_to_them() -> None:
    nodes = (
        Node("A", "annex", None, "附录A", "做法", "Practices"),
        Node("A.1", "table", "A", "A.1", "概念", "Concepts"),
        Node("A.1/1", "factor", "A.1", None, "领导", "Leading"),
    )
    book = Book(Document("d", "D 1"), plain=nodes)
    found = {page.path: page for page in pages(lay_out(Library((book,))))}
    assert found["d/a.md"].title == ("附录A 做法", "Annex A Practices")
    factor = found["d/a.1-1.md"]
    assert factor.place == ("D 1", ("A.1 概念", "A.1 Concepts"))
    assert factor.meta == {"title": "领导 · A.1 · D 1", "title_en": "Leading · A.1 · D 1"}
    trail = factor.text.partition("</nav>")[0]
    assert trail.count("\n1. ") == 4
    assert "](index.md)" in trail
    assert "](a.md)" in trail
    assert trail.count("aria-current") == 1
