"""The practice finder in a real browser: filters, counts, the state in the address, files, languages, many rows."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from duizhao import publish
from duizhao.model import Book, Concept, Document, Library, Node, Term
from duizhao.publish.finder import DATA
from marks import one_edition

pytestmark = pytest.mark.browser

FIELD = ".dz-finder-field"
COUNT = ".dz-finder-count"
ROWS = ".dz-finder-table tbody tr"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = {"问题": "question", "打分": "rating", "站立会": "meeting"}
CONCEPTS = (
    Concept("feedback", (Term("zh", "反馈"), Term("en", "feedback"))),
    Concept("meeting", (Term("zh", "会议"), Term("en", "meeting"))),
    Concept("question", (Term("zh", "提问"), Term("en", "question")), broader=("feedback",)),
    Concept("rating", (Term("zh", "评分"), Term("en", "rating")), broader=("feedback",)),
)
HIDDEN_OVERFLOW = "document.documentElement.scrollWidth <= window.innerWidth"

Show = Callable[..., None]


def linked(nodes: Sequence[Node]) -> tuple[Node, ...]:
    return tuple(
        replace(node, concepts=tuple(id_ for word, id_ in LINKED.items() if word in (node.text_zh or "")))
        for node in nodes
    )


def script(*books: Book) -> str:
    return publish.attachments(publish.lay_out(Library(books, CONCEPTS)))[DATA].decode()


@pytest.fixture(scope="session")
def data(library: tuple[Book, ...]) -> str:
    """The practices of the site, tied to a glossary."""
    return script(*(replace(book, printed=linked(book.printed), plain=linked(book.plain)) for book in library))


@pytest.fixture
def show(address: str, data: str) -> Show:
    """Opens the finder in a page, with ``state`` in the address and with other data if wanted."""

    def run(page: Page, state: str = "", practices: str = data) -> None:
        def answer(route: Route) -> None:
            route.fulfill(body=practices, content_type="text/javascript")

        page.route(f"**/{DATA}", answer)
        page.goto(f"{address}practices.html{state}")

    return run


def counted(page: Page, text: str) -> None:
    expect(page.locator(COUNT)).to_contain_text(text)


def sum_of(page: Page, facet: str, name: str) -> str:
    return page.locator(f"label:has(#{facet_id(page, facet, name)}) .dz-finder-sum").inner_text()


def facet_id(page: Page, facet: str, name: str) -> str:
    box = page.locator(f'[id^="dz-finder-{facet}-"]').and_(page.get_by_label(name))
    return box.first.get_attribute("id") or ""


def check(page: Page, facet: str, name: str) -> None:
    page.locator(f"#{facet_id(page, facet, name)}").check()


def drop(page: Page, name: str) -> None:
    page.locator(".dz-finder-chip", has_text=name).click()


@one_edition
def test_typing_filters_in_chinese_and_english(desk: Page, show: Show) -> None:
    show(desk)
    counted(desk, "共 15 个做法")
    for typed, left in (("站立会", 5), ("STAND-UP", 5), ("ｓｔａｎｄ　meetings", 5), ("馆员 打分", 5), ("带教", 3)):
        desk.fill(FIELD, typed)
        counted(desk, f"{left} / 15 个做法")
        expect(desk.locator(ROWS)).to_have_count(left)
    desk.fill(FIELD, "馆员 LIBRARIAN")
    assert {mark.lower() for mark in desk.locator(f"{ROWS} mark").all_inner_texts()} == {"馆员", "librarian"}
    desk.fill(FIELD, "没有这样的词")
    counted(desk, "0 of 15 practices")
    expect(desk.locator(".dz-finder-none")).to_be_visible()
    expect(desk.locator(".dz-finder-file").first).to_be_disabled()
    desk.get_by_role("button", name="全部清除").click()
    counted(desk, "共 15 个做法")
    expect(desk.locator(FIELD)).to_be_focused()


def test_every_filter_says_how_many_would_be_left(desk: Page, show: Show) -> None:
    show(desk)
    assert [sum_of(desk, "element", name) for name in ("愿景与领导", "馆员的成长")] == ["9", "6"]
    assert [sum_of(desk, "tag", name) for name in ("反馈", "评分")] == ["10", "5"]
    check(desk, "element", "馆员的成长")
    counted(desk, "6 / 15")
    assert [sum_of(desk, "element", name) for name in ("愿景与领导", "馆员的成长")] == ["9", "6"]
    check(desk, "tag", "反馈")
    counted(desk, "4 / 15")
    assert sum_of(desk, "item", "带教") == "2"
    check(desk, "tag", "评分")
    counted(desk, "2 / 15")
    assert sum_of(desk, "element", "愿景与领导") == "3"
    check(desk, "item", "带教")
    counted(desk, "1 / 15")
    drop(desk, "反馈")
    drop(desk, "评分")
    counted(desk, "3 / 15")
    drop(desk, "馆员的成长")
    assert sum_of(desk, "element", "愿景与领导") == "0"
    expect(desk.get_by_label("愿景与领导").first).to_be_disabled()
    check(desk, "item", "互学")
    counted(desk, "6 / 15")


@one_edition
def test_the_address_holds_the_state(desk: Page, show: Show) -> None:
    show(desk, "?find=馆员&element=a.2-2&element=a.2-2&tag=rating&tag=nowhere&document=x")
    counted(desk, "2 / 15")
    expect(desk.locator(FIELD)).to_have_value("馆员")
    expect(desk.locator(".dz-finder-unknown")).to_contain_text("2 个筛选条件")
    expect(desk.locator(".dz-finder-chip")).to_have_count(3)
    drop(desk, "评分")
    expect(desk.locator(".dz-finder-unknown")).to_be_hidden()
    assert desk.evaluate("decodeURI(location.search)") == "?find=馆员&element=a.2-2"
    check(desk, "item", "互学")
    assert desk.evaluate("decodeURI(location.search)") == "?find=馆员&element=a.2-2&item=a.2-2-1-b"
    desk.go_back()
    counted(desk, "2 / 15")
    expect(desk.locator(".dz-finder-chip")).to_have_count(2)
    desk.fill(FIELD, "")
    expect(desk).to_have_url(re.compile(r"[?]element=a[.]2-2$"))
    desk.locator(f"{ROWS} a").first.click()
    expect(desk).to_have_url(re.compile(r"/a[.]2-2[.]html#a[.]2-2-1-a-1$"))
    desk.go_back()
    counted(desk, "6 / 15")


def test_files_hold_all_that_is_shown_in_both_languages(desk: Page, show: Show, edition: str) -> None:
    show(desk, "?find=站立会&element=a.2-2")
    rows = list(csv.reader(io.StringIO(saved(desk, "csv").decode("utf-8-sig"), newline="")))
    cells = sheet(saved(desk, "xlsx"))
    assert rows == cells
    assert rows[0][:4] == ["文件 Document", "编号 Number", "做法", "Practice"]
    assert len(rows) == 3
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["编号 Number"] == "A.2/2/1/a/3"
    assert first["文件 Document"] == "DB99/T 0101—2031"
    assert first["做法"].startswith("开馆前五分钟开站立会")
    assert first["Practice"].startswith("Hold a stand-up meeting")
    assert (first["要素"], first["Element"], first["分组"]) == ("馆员的成长", "Growth of staff", "学习")
    assert (first["项"], first["Item"], first["标签"], first["Tags"]) == ("a) 带教", "Mentoring", "会议", "meeting")
    assert first["地址 Address"].endswith("/db99-t-0101-2031/a.2-2.html#a.2-2-1-a-3")
    assert ("解读" in first) == (edition == "printed")


@one_edition
def test_files_keep_every_sign_and_start_no_formula(desk: Page, show: Show) -> None:
    texts = ['=1+1,"x"', "＝SUM(A1)", "+1", "-1", "@x", "甲\n乙", "a & <b> ]]>\x0b\ufffe \U0001f600", "'已有"]
    nodes = [Node(f"1/{n}", "practice", "1", text_zh=text) for n, text in enumerate(texts)]
    book = Book(Document("x", title_zh="=书"), plain=(Node("1", "clause", title_zh="一"), *nodes))
    show(desk, "", script(book))
    rows = list(csv.reader(io.StringIO(saved(desk, "csv").decode("utf-8-sig"), newline="")))[1:]
    cells = sheet(saved(desk, "xlsx"))[1:]
    guarded = [row[2] for row in rows]
    assert guarded[:5] == [f"'{text}" for text in texts[:5]]
    assert guarded[5:] == [cell[2] for cell in cells][5:]
    assert [cell[2] for cell in cells][:6] == texts[:6]
    assert rows[0][0] == "'=书"
    assert cells[0][0] == "=书"


def saved(page: Page, kind: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=kind.upper()).click()
    assert waiting.value.suggested_filename == f"practices.{kind}"
    return Path(waiting.value.path()).read_bytes()


def sheet(data: bytes) -> list[list[str]]:
    """The cells of an XLSX file, whose parts must be sound and agree with each other."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        parts = {name: ET.fromstring(book.read(name)) for name in book.namelist()}
    kinds = {part.get("PartName") for part in parts["[Content_Types].xml"] if part.get("PartName")}
    assert {name.lstrip("/") for name in kinds if name} <= set(parts)
    tree = parts["xl/worksheets/sheet1.xml"]
    targets = {one.get("Id"): one.get("Target") for one in parts["xl/worksheets/_rels/sheet1.xml.rels"]}
    rows = [["".join(cell.itertext()) for cell in row] for row in tree.iter(f"{SHEET}row")]
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert [targets[link.get(relation)] for link in tree.iter(f"{SHEET}hyperlink")] == [row[-1] for row in rows[1:]]
    assert tree.find(f".//{SHEET}pane[@state='frozen']") is not None
    assert {cell.get("t") for cell in tree.iter(f"{SHEET}c")} == {"inlineStr"}
    return rows


@one_edition
def test_the_table_follows_the_language(desk: Page, show: Show) -> None:
    show(desk)
    cells = (desk.locator(f"{ROWS} td.dz-finder-zh").first, desk.locator(f"{ROWS} td.dz-finder-en").first)
    for mode, seen in (("zh", (True, False)), ("en", (False, True)), ("both", (True, True))):
        desk.evaluate("mode => duizhao.choose(mode)", mode)
        assert tuple(cell.is_visible() for cell in cells) == seen
        assert ("中文" in (desk.get_attribute(FIELD, "placeholder") or "")) == seen[0]
        assert desk.locator(COUNT).inner_text().split() == {
            "zh": ["共", "15", "个做法"], "en": ["15", "practices"], "both": ["共", "15", "个做法", "15", "practices"]
        }[mode]  # fmt: skip


def test_what_the_print_has_lost_is_shown_in_plain_words(desk: Page, show: Show, edition: str) -> None:
    show(desk, "?find=A.2/2/1/b/3")
    counted(desk, "1 / 15")
    expect(desk.locator(f"{ROWS} .dz-finder-lost")).to_have_count(1 if edition == "printed" else 0)
    tagged = desk.locator(f"{ROWS} td.dz-finder-en .dz-finder-plain-words")
    expect(tagged).to_have_count(1 if edition == "printed" else 0)
    expect(desk.locator(f"{ROWS} td.dz-finder-en")).to_contain_text("Hold a stand-up meeting")


@one_edition
def test_on_a_phone_rows_are_cards_and_filters_fold(phone: Page, show: Show) -> None:
    show(phone, "?element=a.2-1")
    assert phone.evaluate(HIDDEN_OVERFLOW)
    expect(phone.get_by_label("愿景与领导")).to_be_hidden()
    number, text = (phone.locator(f"{ROWS} {cell}").first.bounding_box() for cell in ("th", "td.dz-finder-en"))
    assert number
    assert text
    assert text["y"] > number["y"] + number["height"] - 1
    phone.locator(".dz-finder-filters > summary").click()
    check(phone, "tag", "评分")
    counted(phone, "3 / 15")
    assert phone.evaluate(HIDDEN_OVERFLOW)


@one_edition
def test_ten_thousand_rows_are_counted_and_few_are_drawn(desk: Page, show: Show) -> None:
    show(desk, "", script(many()))
    counted(desk, "共 10000 个做法")
    desk.fill(FIELD, "项3")
    counted(desk, "1000 / 10000")
    assert desk.locator(ROWS).count() <= 200
    more = desk.locator(".dz-finder-more")
    for _ in range(10):
        more.scroll_into_view_if_needed()
        desk.wait_for_timeout(30)
    assert desk.locator(ROWS).count() <= 700
    before = desk.locator(ROWS).count()
    more.click()
    assert desk.locator(ROWS).count() > before
    assert len(sheet(saved(desk, "xlsx"))) == 1001


def many() -> Book:
    """Ten elements of ten items of a hundred practices."""
    nodes: list[Node] = []
    for element in range(10):
        nodes.append(Node(f"{element}", "factor", None, None, f"要素{element}", f"Element {element}"))
        for item in range(10):
            id_ = f"{element}/{item}"
            nodes.append(Node(id_, "item", f"{element}", None, f"项{item}", f"Item {item}"))
            nodes += [
                Node(f"{id_}/{n}", "practice", id_, f"{n})", text_zh=f"办第{n} 号事。", text_en=f"Do number {n}.")
                for n in range(100)
            ]
    return Book(Document("many", title_zh="多"), plain=tuple(nodes))


@one_edition
def test_hostile_text_stays_text(desk: Page, show: Show, sample: ModuleType) -> None:
    show(desk, "?find=<script", script(sample.hostile()))
    expect(desk.locator(ROWS)).to_have_count(1)
    assert desk.evaluate("window.harmed") is None
    assert desk.locator(f"{ROWS} script").count() == 0
    assert desk.locator(f"{ROWS} mark").first.inner_text() == "<script"


@one_edition
def test_it_works_from_a_disk(browser: Browser, site: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{(site / 'practices.html').as_uri()}?find=馆员")
        counted(page, "5 / 15")
        check(page, "element", "馆员的成长")
        counted(page, "2 / 15")
        page.reload()
        counted(page, "2 / 15")
        assert page.locator(f"{ROWS} a").first.get_attribute("href") == "db99-t-0101-2031/a.2-2.html#a.2-2-1-a-2"
        assert b"file:///" in saved(page, "csv")


@one_edition
def test_without_scripts_a_list_leads_to_the_practices(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}practices.html")
        entry = page.locator(".dz-finder-plain li", has_text="馆员的成长").first
        assert entry.locator(".dz-count").first.inner_text() == "6"
        assert not page.locator("#dz-finder").is_visible()
        page.get_by_role("link", name="带教").click()
        expect(page).to_have_url(re.compile(r"/a[.]2-2[.]html#a[.]2-2-1-a$"))


@one_edition
def test_with_scripts_the_list_is_gone_and_nothing_moves(desk: Page, show: Show) -> None:
    desk.add_init_script(
        "window.moved=0;new PerformanceObserver(l=>l.getEntries().forEach(e=>window.moved+=e.value))"
        ".observe({type:'layout-shift',buffered:true})"
    )
    show(desk, "?find=问题")
    counted(desk, "5 / 15")
    assert not desk.locator(".dz-finder-plain").is_visible()
    desk.wait_for_timeout(200)
    assert desk.evaluate("window.moved") < 0.02


@one_edition
def test_where_the_data_do_not_arrive_the_list_stays(desk: Page, show: Show) -> None:
    show(desk, "", "")
    expect(desk.locator(".dz-finder-plain")).to_be_visible()
    expect(desk.locator("#dz-finder")).to_be_hidden()


@one_edition
def test_plural_and_singular_find_each_other(desk: Page, show: Show) -> None:
    show(desk)
    forms = desk.evaluate(
        "words => words.map(word => duizhao.finder.words(word)[0])", ["stories", "story", "boss", "Is"]
    )
    assert forms == [["stories", "story"], ["story", "stories"], ["boss"], ["is"]]
