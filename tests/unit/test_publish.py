"""The pages as plain records: outline, addresses, order, what is shown of each edition."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bases import laid
from duizhao import publish
from duizhao.model import Book, CopyRecord, Document, Finding, Mend, Node
from duizhao.publish import escape, wording
from duizhao.publish.escape import block, clean, inline, one_line, shorten, slug
from duizhao.publish.outline import outline, sheets
from duizhao.publish.passages import flow, pair, paragraphs, parts
from duizhao.repairs import REPAIRS

DOC = Document("db88-1-2030", "DB88 1—2030", "读者服务", "Reader service")


def page(path: str, *books: Book) -> publish.Page:
    return next(page for page in publish.pages(laid(*books)) if page.path == path)


def paths(*books: Book) -> list[str]:
    """The pages of the books, without those that the whole site shares."""
    return [page.path for page in publish.pages(laid(*books)) if "/" in page.path]


def clause(number: str, **fields: object) -> Node:
    parent = number.rpartition(".")[0] or None
    return Node(number, "clause", parent, number, **({"title_zh": f"题{number}"} | fields))  # type: ignore[arg-type]


def anchors(nodes: tuple[Node, ...], plain: tuple[Node, ...] = ()) -> list[str]:
    return [entry.anchor for entry in outline(Book(DOC, nodes, plain))]


def test_pages_come_in_printed_order() -> None:
    nodes = tuple(clause(str(number)) for number in range(1, 12))
    assert paths(Book(DOC, plain=nodes)) == [
        f"db88-1-2030/{name}.md" for name in ("index", *range(1, 12), "about", "print")
    ]


def test_a_factor_opens_a_page_below_its_table() -> None:
    nodes = (
        Node("A", "annex", None, "附录A", "做法"),
        Node("A.1", "table", "A", "A.1", "概念"),
        Node("A.1/1", "factor", "A.1", title_zh="领导"),
        Node("A.1/1/1", "group", "A.1/1", title_zh="愿景"),
        Node("A.1/1/1/a", "item", "A.1/1/1", "a)", "写下"),
        Node("A.1/1/1/a/1", "practice", "A.1/1/1/a", "1)", text_zh="写。"),
        Node("A.2", "table", "A", "A.2", "实例"),
    )
    book = Book(DOC, plain=nodes)
    assert paths(book)[1:-2] == ["db88-1-2030/a.md", "db88-1-2030/a.1-1.md"]
    front, factor = (page(f"db88-1-2030/{name}.md", book) for name in ("a", "a.1-1"))
    assert "#a.2 " in front.text
    assert "](a.1-1.md)" in front.text
    assert 'id="a.1-1-1-a-1"' in factor.text
    assert factor.place == ("DB88 1—2030", "A.1 概念")
    assert "](a.md#a.1)" in factor.text


def test_a_chapter_of_a_part_opens_a_page_and_one_below_a_chapter_does_not() -> None:
    nodes = (
        Node("p", "part", title_zh="编"),
        Node("p/1", "chapter", "p", title_zh="章"),
        Node("p/1/x", "chapter", "p/1", title_zh="小章"),
    )
    assert [sheet.path for sheet in sheets(outline(Book(DOC, plain=nodes)), "d")] == ["d/p.md", "d/p-1.md"]


def test_plain_nodes_that_the_print_lacks_stand_after_their_elder_sibling() -> None:
    printed = (clause("1"), clause("1.1"), Node("1.1/note", "note", "1.1"), clause("2"))
    plain = (clause("0"), clause("1"), clause("1.1"), clause("1.2"), clause("2"), clause("2.1"), clause("3"))
    assert anchors(printed, plain) == ["0", "1", "1.1", "1.1-note", "1.2", "2", "2.1", "3"]


def test_repeated_and_colliding_ids_keep_every_node() -> None:
    nodes = (clause("1"), clause("1"), Node("A/1", "clause", title_zh="x"), Node("a-1", "clause", title_zh="y"))
    assert anchors(nodes) == ["1", "1~2", "a-1", "a-1~2"]


def test_a_parent_that_is_missing_or_comes_later_loses_no_node() -> None:
    nodes = (
        Node("x", "paragraph", "x"),
        clause("1"),
        Node("y", "paragraph", "nowhere"),
        Node("z", "clause", "w"),
        Node("w", "clause", "z"),
    )
    assert sorted(anchors(nodes)) == ["1", "w", "x", "y", "z"]
    assert paths(Book(DOC, plain=nodes))[1:-2] == ["db88-1-2030/x.md", "db88-1-2030/1.md"]


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.none() | st.sampled_from("abcdefg")), max_size=12))
def test_any_tree_is_laid_out_whole(rows: list[tuple[str, str | None]]) -> None:
    nodes = tuple(Node(id_, "clause", parent) for id_, parent in rows)
    for book in (Book(DOC, plain=nodes), Book(DOC, nodes[::2], nodes)):
        entries = outline(book)
        assert len({entry.anchor for entry in entries}) == len(entries)
        assert sum(len(sheet.entries) for sheet in sheets(entries, "d")) == len(entries)
        assert {entry.node.id for entry in entries} == {id_ for id_, _ in rows}


def test_our_own_pages_do_not_lose_their_names_to_nodes() -> None:
    book = Book(DOC, plain=(Node("about", "clause", title_zh="关于"), Node("index", "clause", title_zh="索引")))
    assert len(set(paths(book))) == len(paths(book))


def test_documents_of_one_name_are_told_apart() -> None:
    books = [Book(Document(id_, title_zh="手册"), plain=(clause("1"),)) for id_ in ("a", "b")]
    assert {page.place[0] for page in publish.listed(laid(*books))} == {"手册 (a)", "手册 (b)"}


def test_navigation_is_nested_and_escaped() -> None:
    book = Book(DOC, plain=(clause("1", title_zh="<b>"),))
    home, about = (
        publish.site_navigation(publish.listed(laid(book)), ["index.md", "about.md", "logo.png"])[0],
        "about.md",
    )
    assert home == "index.md"
    assert publish.site_navigation(publish.listed(laid(book)), [about])[-1] == about
    section = publish.site_navigation(publish.listed(laid(book)), [])[1]
    assert isinstance(section, dict)
    lines = section["DB88 1—2030"]
    assert isinstance(lines, list)
    assert lines[1] == {"1 &lt;b&gt;": "db88-1-2030/1.md"}


def test_a_title_of_ours_stands_in_brackets_and_is_explained() -> None:
    ours = clause("1", title_en="Scope", supplied=("title_en",))
    theirs = clause("1", title_en="Scope")
    assert "&#91;Scope&#93;" in page("db88-1-2030/1.md", Book(DOC, plain=(ours,))).text
    assert "dz-legend" in page("db88-1-2030/1.md", Book(DOC, plain=(ours,))).text
    assert "dz-legend" not in page("db88-1-2030/1.md", Book(DOC, plain=(theirs,))).text
    assert "&#91;Scope&#93;" in page("db88-1-2030/1.md", Book(DOC, (clause("1"),), (theirs,))).text


def test_lost_text_is_said_to_be_lost() -> None:
    book = Book(DOC, (clause("1", text_zh="此处", lost=True),))
    assert "此处文本在各副本中均已缺失" in page("db88-1-2030/1.md", book).text
    assert "](1.md)" in page("db88-1-2030/about.md", book).text.partition("#lost")[2]


def test_one_language_takes_one_column() -> None:
    assert "dz-single" in pair(parts(Node("1", "clause", text_zh="甲")))
    assert "dz-single" not in pair(parts(Node("1", "clause", text_zh="甲", text_en="a")))
    assert pair(()) == ""


def test_commentary_fills_the_language_that_the_print_lacks() -> None:
    printed, plain = Node("1", "clause", text_zh="甲"), Node("1", "clause", text_zh="乙", text_en="b")
    html = pair(parts(printed) + parts(plain, comment=True))
    assert "dz-single" not in html
    assert re.findall(r'dz-part dz-(\w+) (dz-\w+(?: dz-alone)?)"', html) == [
        ("zh", "dz-main"), ("zh", "dz-comment"), ("en", "dz-comment dz-alone"),
    ]  # fmt: skip


def test_texts_of_as_many_paragraphs_are_level_paragraph_by_paragraph() -> None:
    assert "--dz-rows:2" in pair(parts(Node("1", "clause", text_zh="甲\n乙", text_en="a\nb")))
    assert "dz-level" not in pair(parts(Node("1", "clause", text_zh="甲\n乙", text_en="a")))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a) 甲", "a)"),
        ("12）甲", "12）"),
        ("（三）甲", "（三）"),
        ("①甲", "①"),
        ("——甲", "——"),
        ("• 甲", "•"),
        ("- x", "-"),
    ],
)
def test_list_labels_hang(text: str, mark: str) -> None:
    html = flow((text,))
    assert f'<span class="dz-mark">{mark}</span>' in html
    assert re.sub("<[^>]+>", "", html) == text


@pytest.mark.parametrize("text", ["ab) 甲", "2031) 甲", "甲 a) 乙", "-5 度", "a)", "—甲", "（见三）甲", "3.5 甲"])
def test_what_only_looks_like_a_label_does_not_hang(text: str) -> None:
    assert flow((text,)) == f"<p>{block(text)}</p>"


def test_numbers_below_letters_stand_deeper() -> None:
    assert flow(("a) 甲", "1) 乙")).count("dz-deep") == 1
    assert "dz-deep" not in flow(("1) 甲", "2) 乙"))


def test_rows_become_one_table_with_their_anchors() -> None:
    rows = [Node(f"T/{n}", "row", "T", text_zh=f"甲{n} | 乙", text_en=f"a{n} | b") for n in (1, 2)]
    text = page("db88-1-2030/t.md", Book(DOC, plain=(Node("T", "table", None, "表1", "时间"), *rows))).text
    assert text.count("<table ") == 1
    assert re.findall(r'<tr id="([^"]+)"', text) == ["t-1", "t-2"]
    assert '<div lang="zh-Hans"><p>甲1</p></div><div lang="en"><p>a1</p></div>' in text


def test_heads_of_columns_head_the_rows() -> None:
    head = "单位为毫米\n名称 | 高"
    rows = [Node(f"T/{n}", "row", "T", text_zh=f"甲{n} | 9") for n in (1, 2)]
    text = page(
        "d/t.md",
        Book(Document("d", title_zh="书"), printed=(Node("T", "table", None, "表1", "尺寸", text_zh=head), *rows)),
    ).text
    assert '<thead><tr><td></td><th scope="col"><div lang="zh-Hans"><p>名称</p></div></th>' in text
    assert "<p>单位为毫米</p>" in text
    assert text.count("名称") == 1
    sentence = "各列见说明 | 高 | 宽"  # not as many cells as a row
    text = page(
        "d/t.md",
        Book(Document("d", title_zh="书"), printed=(Node("T", "table", None, "表1", "尺寸", text_zh=sentence), *rows)),
    ).text
    assert "<thead>" not in text
    assert f"<p>{escape.block(sentence)}</p>" in text


def test_bodies_stand_on_one_line_each() -> None:
    book = Book(DOC, plain=(clause("1", text_zh="甲\n\n  \n乙\r\n丙\u2028丁", text_en="# a\n- b"),))
    lines = page("db88-1-2030/1.md", book).text.split("\n")
    assert len([line for line in lines if line.startswith('<div class="dz-node')]) == 1
    assert all(line == "" or line[0] in "<#[1方" for line in lines)


def test_document_home_tells_what_it_is() -> None:
    home = page("db88-1-2030/index.md", Book(DOC, plain=(clause("1"),)))
    assert "白话版" in home.text
    assert "DB88 1—2030" in home.text
    assert "](1.md)" in home.text


ABOUT = "db88-1-2030/about.md"


def words(text: str) -> str:
    """The text of a page's HTML."""
    return html.unescape(re.sub("<[^>]+>", "", text))


def about(*mends: Mend, **fields: object) -> str:
    return page(ABOUT, Book(DOC, (clause("1"),), mends=mends, **fields)).text  # type: ignore[arg-type]


def test_about_counts_where_the_characters_went() -> None:
    discarded = {"site-header": 10, "duplicate-witness": 5}
    copies = (CopyRecord("a.txt", "", "txt", "utf-8", 100, 75, {"pinyin-marks": 10}, discarded),)
    mends = tuple(Mend("a.txt", n, n + 1, f"x{n % 2}", "y", "pinyin-marks", "why", "1") for n in range(5))
    text = about(*mends, copies=copies)
    assert "正文 75.0%，核对 5.0%，修复 10.0%，剔除 10.0%" in text
    assert "拼音注音 Pinyin after characters 5 处 places" in words(text)
    assert text.count('dz-specimen">x') == 2
    assert "网页页眉 Header of the web page" in words(text)


@pytest.mark.parametrize(
    ("before", "after", "repair", "said"),
    [
        ("", " ", "glued-english", "补上一个空格 a space put in"),
        ("", "\n", "glued-english", "补上一处换行 a line end put in"),
        ("", "x", "lost-signs", "补上 put in x"),
        ("(yè)", "", "pinyin-marks", "(yè) → 删去 taken out"),
        ("??", " ", "byte-damage", "?? → 一个空格 a space"),
        ("", "", "columns", "整张表归位，字句未改 the whole table put in order, no word changed"),
        ("", "", "new-kind", "文字移位，字句未改 text moved, no word changed"),
    ],
)
def test_a_change_is_told_where_one_side_of_it_cannot_be_seen(before: str, after: str, repair: str, said: str) -> None:
    assert said in words(about(Mend("a.txt", 1, 2, before, after, repair, "why")))


def test_a_repair_without_a_wording_keeps_its_code_name_and_reason() -> None:
    text = about(Mend("a.txt", 1, 2, "x", "y", "new-kind", "Because it was so."))
    assert "new kind 1 处" in words(text)
    assert '<p lang="en">Because it was so.</p>' in text


def test_every_repair_has_a_wording() -> None:
    names = {repair.NAME for repair in REPAIRS}
    assert names - wording.REPAIRS.keys() == set()


def test_losses_are_told_once() -> None:
    findings = (Finding("lost", "warning", "gone", node="1"), Finding("unpaired", "warning", "half", node="1"))
    text = page(ABOUT, Book(DOC, (clause("1", lost=True),), findings=findings)).text
    assert "gone" not in text
    assert "只有一种文字 One language only" in words(text)


def test_a_row_is_named_by_the_way_to_it() -> None:
    nodes = (
        Node("A.1", "table", None, "A.1", "概念"),
        Node("A.1/1", "factor", "A.1", title_zh="领导"),
        Node("A.1/1/a", "item", "A.1/1", "a)", "写下"),
        Node("A.1/1/a/1", "practice", "A.1/1/a", "1)", text_zh="写。", lost=True),
        clause("6", lost=True),
        Node("6/note", "note", "6", "注：", lost=True),
    )
    text = page(ABOUT, Book(DOC, nodes)).text
    assert [words(line) for line in re.findall(r"^- \[(.+)\]\(", text, re.MULTILINE)] == [
        "A.1 › 领导 › a) › 1)", "6 题6", "6 › 注 6 › Note",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("label restored (zh)", "中文丢失了这个编号，本站依顺序补上。 This label was lost in the Chinese"),
        ("label restored (zh, en)", "中文和英文丢失了这个编号"),
        ("number restored", "条号丢失，本站依目次的顺序补上。 The number was lost"),
        ("说不清", "说不清"),
    ],
)
def test_notes_of_the_import_are_worded(note: str, said: str) -> None:
    text = page("db88-1-2030/1.md", Book(DOC, (clause("1", note=note),))).text
    assert f"校注 Note {said}" in words(text)


@pytest.mark.parametrize(("note", "english"), [("资料性", "informative"), ("规范性", "normative")])
def test_status_of_an_annex_stands_in_its_heading(note: str, english: str) -> None:
    text = page("db88-1-2030/a.md", Book(DOC, (Node("A", "annex", None, "附录A", "做法", note=note),))).text
    assert f"# 附录A Annex A （{note}） ({english})" in words(text)
    assert "dz-remark" not in text


def test_a_document_title_of_ours_stands_in_brackets() -> None:
    ours = replace(DOC, supplied=("title_en",))
    home = page("db88-1-2030/index.md", Book(ours, plain=(clause("1"),))).text
    assert words(home).count("[Reader service]") == 2
    assert "dz-legend" in home
    assert "[Reader service]" in words(publish.fill(publish.SHELF, laid(Book(ours))))
    theirs = page("db88-1-2030/index.md", Book(DOC, plain=(clause("1"),))).text
    assert "[Reader service]" not in words(theirs)
    assert "dz-legend" not in theirs


def test_pages_of_one_name_have_different_captions() -> None:
    tables = [
        node
        for name in ("A.1", "A.2")
        for node in (Node(name, "table", None, name, "表"), Node(f"{name}/1", "factor", name, title_zh="领导"))
    ]
    captions = [page.meta["title"] for page in publish.pages(laid(Book(DOC, plain=tuple(tables))))]
    assert "领导 · A.1 · DB88 1—2030" in captions
    assert len(set(captions)) == len(captions)


def test_shelf_stands_where_a_page_asks_for_it() -> None:
    book = Book(DOC, plain=(clause("1"),))
    assert "](db88-1-2030/index.md)" in publish.fill(f"# x\n\n{publish.SHELF}\n", laid(book))
    assert publish.fill("# x", laid(book)) == "# x"
    assert "duizhao import" in publish.fill(publish.SHELF, laid())


@given(st.text())
def test_escaped_text_has_no_sign_that_anything_reads(text: str) -> None:
    assert not set("<>\"'{}`\\\n") & set(block(text))
    assert not set("<>\"'{}`\\\n*_[]()!|~^=+:@$") & set(inline(text))


@given(st.text())
def test_clean_text_can_be_written_and_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode("utf-8")
    assert one_line(one_line(text)) == one_line(text)
    assert all(paragraph.strip() for paragraph in paragraphs(text))


@pytest.mark.parametrize(
    ("text", "name"), [("../../x", "x"), (".hidden", "hidden"), ("", "n"), ("a b/c", "a-b-c"), ("第1章", "第1章")]
)
def test_slug(text: str, name: str) -> None:
    assert slug(text, "n") == name


def test_shorten_says_that_it_cut() -> None:
    assert shorten("一二三四五", 4) == "一二三…"
    assert shorten("一二三", 4) == "一二三"


def test_private_paths() -> None:
    private = ("x/copies/a.pdf", "x/printed/6.yaml", "x/plain.md", "x/document.yaml", ".hidden", "x/COPIES/a.txt")
    assert all(publish.is_private(path) for path in private)
    assert not any(publish.is_private(path) for path in ("index.md", "bring-copies.md", "x/plainly.md", "img/a.png"))
