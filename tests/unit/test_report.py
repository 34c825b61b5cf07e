"""The report that is sent to a colleague, and how findings are put together so that it is short."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from duizhao import publish
from duizhao.model import Book, Checked, CheckNotes, Document, Finding, Node, Unit
from duizhao.publish import causes
from duizhao.publish.finding_parts import said

DAY = date(2034, 5, 6)
NOTES = CheckNotes(
    "term-rendering", "warning", ("译法不合", "Term rendered otherwise"), ("查什么", "What."), ("为什么", "Why."),
    ("怎么改", "How."), ("在柜台还书。", "At the lending desk."), ("在借阅台还书。", "At the lending desk."),
)  # fmt: skip
SILENT = CheckNotes("number", "error", ("数字", "Numbers that differ"), ("a", "b"), ("c", "d"), ("e", "f"))
BASE = Finding(
    "term-rendering",
    "warning",
    "“柜台” is to be avoided.",
    "desk.tmx",
    "1",
    "zh",
    "借阅台",
    "desk",
    "lending desk",
    "柜台",
)
UNITS = (
    Unit("1", "读者在柜台还书。", "Return books at the lending desks.", document="desk.tmx"),
    Unit("2", "旧柜台说明。", "Of the old lending desk.", document="desk.tmx"),
)


def finding(rendering: str | None, suggestion: str | None, node: str, **more: Any) -> Finding:
    return replace(BASE, rendering=rendering, suggestion=suggestion, node=node, message=f"{rendering}", **more)


def checked(*findings: Finding) -> Checked:
    return Checked(UNITS, (), findings, (NOTES, SILENT))


def report(*findings: Finding) -> str:
    return publish.report(checked(*findings), ("desk.tmx",), DAY)


class Outline(HTMLParser):
    """The tags of a page in order, all addresses in it, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action", "srcset"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_was_checked_when_and_what_was_found() -> None:
    page = Outline(report(BASE))
    assert page.tags[:3] == ["html", "head", "meta"]
    for words in ("desk.tmx", "2034-05-06", "Term rendered otherwise", "Return books at the lending desks.", "Why."):
        assert words in page.text
    assert "Ran and found nothing" in page.text
    assert "Numbers that differ" in page.text


def test_nothing_is_fetched() -> None:
    page = report(BASE)
    assert all(address.startswith("#") for address in Outline(page).addresses)
    assert not re.search(r"@import|url\((?!['\"]?data:)", page)


def test_words_are_marked_in_both_languages() -> None:
    page = report(BASE)
    assert "读者在<mark>柜台</mark>还书。" in page
    assert "at the <mark>lending desks</mark>." in page


def test_the_same_said_of_two_places_stands_once() -> None:
    page = report(BASE, replace(BASE, node="2"))
    assert page.count("is to be avoided.") == 1
    assert "旧<mark>柜台</mark>说明。" in page
    assert "×2" in page


def test_a_sound_text_has_a_report_too() -> None:
    page = Outline(report())
    assert "Nothing was found." in page.text
    assert "form" not in page.tags


def test_places_of_a_library_are_called_as_on_its_pages() -> None:
    nodes = (Node("4", "clause", None, "4", "借阅", "Lending"), Node("4.1", "clause", "4", "4.1", "还书"))
    book = Book(Document("db99-t-0404-2034", "DB99/T 0404—2034"), nodes)
    found = replace(BASE, document=book.document.id, node="4.1")
    assert "4.1 还书" in Outline(publish.report(checked(found), ("DB99/T 0404—2034",), DAY, [book])).text


def test_long_texts_are_cut_around_the_words() -> None:
    unit = replace(UNITS[0], zh="长" * 900 + "柜台" + "文" * 900)
    page = publish.report(replace(checked(BASE), units=(unit,)), ("desk.tmx",), DAY)
    assert re.search("…长{100,200}<mark>柜台</mark>文{100,200}…", page)


hostile = st.text(st.sampled_from("<>&\"'{}`\\/-!script柜台\n\u2028\x07"), max_size=20)


@given(hostile, hostile, hostile)
def test_text_never_becomes_markup(message: str, words: str, text: str) -> None:
    bare = Outline(report(replace(BASE, message="m")))
    found = replace(BASE, message=message, rendering=words, suggestion=words, concept=words, node=text, document=text)
    units = (Unit(text, text + words, words + text, document=text),)
    page = Outline(publish.report(replace(checked(found), units=units), (text,), DAY))
    assert set(page.tags) <= {*bare.tags, "strong", "mark", "br"}
    assert page.tags.count("script") == 1
    assert all(address.startswith("#") for address in page.addresses)


def test_the_chinese_of_a_message_is_marked_as_such() -> None:
    assert said("“展期、续期” is rendered <x>.") == (
        '<span lang="en">“<span lang="zh-Hans">展期、续期</span>” is rendered &#60;x&#62;.</span>'
    )


def test_findings_have_the_cause_that_is_reported_by_itself() -> None:
    found = [
        finding("柜台", "借阅台", "1"), finding("柜台主任", "借阅台主任", "2"), finding("老柜台", "旧借阅台", "3"),
        finding(None, "续借", "4"), finding("柜台", "借阅台", "5", check="avoided-term"),
        finding("柜台", "借阅台", "6", severity="info"),
    ]  # fmt: skip
    told = [(cause.change, cause.missing, cause.places) for cause in causes.causes(found)]
    assert told == [(("柜台", "借阅台"), False, 3), (("老柜台", "旧借阅台"), False, 1), (None, True, 1)]


def test_the_worst_come_first() -> None:
    note, grave = finding("a", "b", "1", severity="info"), finding("c", "d", "2", check="number", severity="error")
    twice = [finding("e", "f", node) for node in ("3", "4")]
    assert [group.first for group in causes.alike([note, *twice, grave])] == [grave, twice[0], note]
    ordered = causes.by_check([note, *twice, grave], [NOTES, SILENT, replace(SILENT, id="length")])
    assert [(notes.id, group is None) for notes, group in ordered] == [
        ("number", False), ("term-rendering", False), ("length", True),
    ]  # fmt: skip


def test_findings_about_terms_are_told_by_concept_or_term() -> None:
    known, other = BASE, replace(BASE, concept=None, term="Shelf")
    rows = causes.by_subject([known, other, replace(other, term="shelf"), replace(BASE, concept=None, term=None)])
    assert [(id_, term, len(group.findings)) for id_, term, group in rows] == [(None, "shelf", 2), ("desk", "", 1)]
