"""The reader of HTML pages: what a browser shows, tables with spans, lists, languages, encodings, hostile pages."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao import readers
from duizhao.errors import CopyError
from duizhao.readers import html
from duizhao.text.chars import CELL, HEADING, PAGE, ROW


def read(page: str | bytes, folder: Path, name: str = "copy.html") -> str:
    path = folder / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return readers.read(path).text


def lines(page: str | bytes, folder: Path) -> list[str]:
    """The paragraphs."""
    text = read(page, folder)
    assert text.endswith("\n\n")
    return text[:-2].split("\n\n")


def refusal(page: str | bytes, folder: Path) -> str:
    with pytest.raises(CopyError) as caught:
        read(page, folder)
    message = str(caught.value)
    assert message.startswith(str(folder))
    assert message.endswith(".")
    return message


@pytest.mark.parametrize("name", ["a.html", "a.htm", "A.HTM", "a.xhtml"])
def test_pages_by_their_endings(tmp_path: Path, name: str) -> None:
    assert read("<p>一", tmp_path, name) == "一\n\n"


# Paragraphs


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>一\n  二<b>三</b> 四</p>五", ["一 二三 四", "五"]),
        ("<h1>范围</h1><h3>排期</h3><p>正文", [f"{HEADING}范围", f"{HEADING * 3}排期", "正文"]),
        ("<div role=heading aria-level=2>总则</div>尾", [f"{HEADING * 2}总则", "尾"]),
        ("<div role=heading aria-level=99>总则</div>", [f"{HEADING * 9}总则"]),
        ("<h2>这是用标题字号写成的一句话。</h2>", ["这是用标题字号写成的一句话。"]),
        ("<h2>附录A<br>做法</h2>", [f"{HEADING * 2}附录A 做法"]),
        ("一<br>二<br/> 三", ["一\n二\n三"]),
        ("<pre>一\n  二</pre>三", ["一\n  二", "三"]),
        ("<title>名</title><script>x</script><style>y</style><p>一", ["一"]),
        ("<nav>首页</nav><main>一</main><footer>版权</footer>", ["一"]),
        ("一<span hidden>藏</span>二<span style='DISPLAY : none'>藏</span>三", ["一二三"]),
        ("<noscript>请打开</noscript><template>模</template><button>按</button>一", ["一"]),
        ("一<del>删</del><ins>增</ins><s>旧价</s>", ["一增旧价"]),
        ("一<!-- 注 -->二<?php x ?>三", ["一二三"]),
        ("10<sup>-3</sup> m<sup>2</sup> 见<sup>[1]</sup> CO<sub>2</sub>", ["10⁻³ m² 见[1] CO2"]),
        ("<ruby>服<rp>(</rp><rt>fú</rt><rp>)</rp></ruby>务", ["服务"]),
        ("<q>好</q>", ["“好”"]),
        ("re&shy;use&nbsp;it&#x85;&#1;", ["reuse\u00a0it…"]),
        ("<dl><dt>观众<dd>来馆的人</dl>", ["观众", "来馆的人"]),
        ("<p>一<p style='page-break-before:always'>二", ["一", f"{PAGE}\n二"]),
        ("一<img src=a.png><img alt='预约流程'><img alt='a.png'>", ["一[▣ 预约流程]"]),
        ("得<math><msup><mi>c</mi><mn>2</mn></msup></math>。", ["得⟦c^2⟧。"]),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>", ["⟦(a+b)/2⟧"]),
        ("<math><msqrt><mi>x</mi></msqrt></math>", ["⟦√(x)⟧"]),
        ("<math><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover></math>", ["⟦∑_i^n⟧"]),
        ("得<script type='math/tex'>a^2</script>。", ["得⟦a^2⟧。"]),
        ("<svg><text>图</text></svg>一", ["一"]),
        ("一\x1e\x1f\x0c\x1d二", ["一 二"]),
        ("<a href='javascript:x()'>链接</a>&lt;b&gt;", ["链接<b>"]),
        ("<![if !supportLists]><span>1.</span><![endif]>一", ["1.一"]),
    ],
)  # fmt: skip
def test_what_a_browser_shows(tmp_path: Path, page: str, shown: list[str]) -> None:
    assert lines(page, tmp_path) == shown


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3 type=a><li>甲<li>乙</ol>", ["c. 甲", "d. 乙"]),
        ("<ol type=I><li>甲<li value=9>乙<li>丙</ol>", ["I. 甲", "IX. 乙", "X. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ul><li>甲<ul><li>乙</ul><li>丙</ul>", ["• 甲", "◦ 乙", "• 丙"]),
        ("<ul style='list-style:none'><li>甲</ul>", ["甲"]),
        ("<ol><li>a) 甲<li>乙<p>第二段</ol>", ["a) 甲", "2. 乙", "第二段"]),
        ("<ul><li>——甲<li>（一）乙</ul>", ["——甲", "（一）乙"]),
        ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1. 甲", "1. 乙", "2. 丙"]),
        ("<li>甲", ["• 甲"]),
        ("<ol start=x><li value=y>甲<li></li></ol>", ["1. 甲"]),
    ],
)
def test_lists_have_their_numbers(tmp_path: Path, page: str, shown: list[str]) -> None:
    assert lines(page, tmp_path) == shown


# Tables


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("<tr><td>甲<td>乙<tr><td>丙<td>丁", [["甲", "乙"], ["丙", "丁"]]),
        ("<tr><th rowspan=2>甲<th colspan=2>乙<tr><td>丙<td>丁", [["甲", "乙", ""], ["", "丙", "丁"]]),
        ("<tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁", [["甲", "乙"], ["", "丙"], ["", "丁"]]),
        ("<tr><td>甲<td rowspan=2>乙<tr><td>丙<tr><td>丁<td>戊", [["甲", "乙"], ["丙", ""], ["丁", "戊"]]),
        ("<tr><td rowspan=2 colspan=2>甲<td>乙<tr><td>丙", [["甲", "", "乙"], ["", "", "丙"]]),
        ("<thead><tr><th>甲<th>乙<tbody><tr><td>丙", [["甲", "乙"], ["丙", ""]]),
        ("<tr><td><p>一<p>二<td>1<br>2", [["一\n二", "1\n2"]]),
        ("<tr><td><ol><li>甲<li>乙</ol><td>丙", [["1. 甲\n2. 乙", "丙"]]),
        ("<tr><th>甲<th>乙<tr><td><table><tr><td>1<td>2</table><td>丙", [["甲", "乙"], ["1 2", "丙"]]),
    ],
)  # fmt: skip
def test_tables_are_set_in_a_grid(tmp_path: Path, page: str, rows: list[list[str]]) -> None:
    text = read(f"<table>{page}</table>", tmp_path)
    assert text == "".join(ROW + CELL.join(row) for row in rows) + ROW + "\n\n"


def test_a_caption_stands_before_its_table(tmp_path: Path) -> None:
    page = "<table><caption>表1 票价</caption><tr><td>甲<td>乙</table>"
    assert read(page, tmp_path) == f"表1 票价\n\n{ROW}甲{CELL}乙{ROW}\n\n"


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td><h1>范围</h1><p>一<td></table>",
        "<table role=presentation><tr><td><h1>范围</h1><td>一</table>",
        "<table><tr><td><h1>范围</h1>一</td></tr></table>",
    ],
)
def test_tables_that_lay_out_a_page_are_none(tmp_path: Path, page: str) -> None:
    assert lines(page, tmp_path) == [f"{HEADING}范围", "一"]


# Languages


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<h2><span lang=zh>1 范围</span> <span lang=en>Scope</span></h2>", [f"{HEADING * 2}1 范围", "Scope"]),
        ("<p lang=zh>晒谷场 <i lang=en>drying ground</i>", ["晒谷场", "drying ground"]),
        ("<p lang=zh>用 <i lang=en>Word</i> 打开", ["用 Word 打开"]),
        ("<p lang=zh>标准（<i lang=en>standard</i>）", ["标准（standard）"]),
        ("<p lang=zh-CN>甲<p lang=en>One", ["甲", "One"]),
        ("<p>范围 Scope", ["范围 Scope"]),
    ],
)
def test_the_languages_of_a_line_are_parted(tmp_path: Path, page: str, shown: list[str]) -> None:
    assert lines(page, tmp_path) == shown


# Encodings

CHINESE = "<meta charset={}><p>馆方宜公布开放时间，观众可以预约。"


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ("gbk", "gb2312"), ("gb18030", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "gb2312"), ("gbk", "utf-8"),
        ("gbk", "''"), ("utf-16", "utf-8"), ("utf-8-sig", "gbk"),
    ],
)  # fmt: skip
def test_encodings(tmp_path: Path, codec: str, named: str) -> None:
    assert lines(CHINESE.format(named).encode(codec), tmp_path) == ["馆方宜公布开放时间，观众可以预约。"]


def test_big5_and_xhtml(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="Big5"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>開放時間</p></body></html>'
    assert lines(page.encode("big5"), tmp_path) == ["開放時間"]


# Pages that mean harm


def test_a_million_elements_in_one_another(tmp_path: Path) -> None:
    for page in ("<div>" * 1_000_000 + "底", "<table><tr><td>" * 300_000, "<ul><li>" * 500_000, "<font>" * 1_000_000):
        assert "nest without end" in refusal(page, tmp_path)


def test_five_hundred_elements_in_one_another_are_read(tmp_path: Path) -> None:
    assert lines("<p>头" + "<font>" * 500 + "底", tmp_path) == ["头底"]
    assert lines("<ol><li>" * 400 + "底", tmp_path) == ["1. 底"]


def test_ends_without_starts_take_linear_time(tmp_path: Path) -> None:
    start = time.perf_counter()
    read("<div>" * 200 + "底" + "</i>" * 400_000, tmp_path)
    assert time.perf_counter() - start < 20


def test_more_tags_than_a_machine_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_TAGS", 1000)
    assert "tags" in refusal("<b>" * 1001, tmp_path)


def test_cells_that_span_everything_do_not_grow_the_text(tmp_path: Path) -> None:
    page = "<table>" + "<tr><td colspan=99999 rowspan=99999>甲<td>乙" * 20 + "</table>"
    assert len(read(page, tmp_path)) < 60_000


def test_the_text_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duizhao.readers.blocks.MAX_TEXT", 1000)
    assert "million characters" in refusal("<p>" + "字" * 2000, tmp_path)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (b"%PDF-1.4", "is a PDF"),
        (b"PK\x03\x04", "DOCX"),
        ("<html><body></body></html>", "shows no text"),
        ("<!-- nothing -->", "shows no text"),
        ("<script>document.write(1)</script>", "shows no text"),
        (" \n", "shows no text"),
        (b"\xff\xfe\x00\xd8", "broken"),
    ],
)
def test_refused_with_what_to_do(tmp_path: Path, page: str | bytes, says: str) -> None:
    assert says in refusal(page, tmp_path)


def test_entities_of_a_page_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("geheim", "utf-8")
    page = f'<!DOCTYPE html [<!ENTITY a SYSTEM "file://{tmp_path}/secret"><!ENTITY b "bbbb">]><p>一&a;&b;二</p>'
    shown = read(page, tmp_path)
    assert "geheim" not in shown
    assert "bbbb二" not in shown
    assert "一" in shown


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "h1",
        "h9",
        "ol",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "tbody",
        "sup",
        "math",
        "mfrac",
        "br",
        "pre",
        "q",
        "span",
        "nav",
        "img",
        "script",
        "template",
        "svg",
        "b",
    ]
)
ATTRIBUTES = st.sampled_from(
    ["", " hidden", " lang=en", " lang=zh", " rowspan=3", " colspan=2", " start=-5", " value=99999999999", " type=i",
     " reversed", " role=heading", " style='display:none'"]
)  # fmt: skip
PIECES = st.one_of(
    st.builds("<{}{}>".format, TAGS, ATTRIBUTES), st.builds("</{}>".format, TAGS),
    st.sampled_from(["字", "a b", "&#x1e;", "&nbsp;", "<!--", "-->", "<", "&#xD800;", "\n", "1 范围"]),
)  # fmt: skip
ANY = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_tags_are_read_or_refused(tmp_path: Path, page: str) -> None:
    with suppress(CopyError):
        text = read(page, tmp_path)
        assert text.strip()
        assert text.count(ROW) != 1


@ANY
@given(st.binary(min_size=1, max_size=120))
def test_any_bytes_are_read_or_refused(tmp_path: Path, page: bytes) -> None:
    with suppress(CopyError):
        assert read(page, tmp_path).strip()


# Footnotes, pictures of formulas, numbers of a word processor


def test_a_footnote_that_a_mark_links_to_follows_its_paragraph(tmp_path: Path) -> None:
    page = (
        '<p>木桶<a id="r1" href="#n1"><sup>1)</sup></a>装水。</p>'
        '<p>后一段<a href="#n2">②</a>。</p><p>再见<a href="#ref1">[3]</a></p>'
        '<ol><li id="n1">桶是圆的。 <a href="#r1">↩</a></li></ol><div id="n2">② 很短。</div><p id="ref1">[3] 甲书</p>'
    )
    assert lines(page, tmp_path) == [
        "木桶装水。",
        "脚注1：桶是圆的。",
        "后一段。",
        "脚注2：很短。",
        "再见[3]",
        "[3] 甲书",
    ]


def test_footnotes_as_a_word_processor_saves_them(tmp_path: Path) -> None:
    page = (
        '<p>A pail.<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p><table><tr><td>B'
        '<a href="#_ftn2" name="_ftnref2">[2]</a></td><td>C</td></tr></table>'
        '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Round.</p></div>'
        '<div id=ftn2><p><a href="#_ftnref2" name="_ftn2">[2]</a> Square.</p></div>'
    )
    text = read(page, tmp_path)
    assert text.startswith("A pail.\n\nFootnote 1: Round.\n\n")
    assert "Footnote 2: Square." in text
    assert "[" not in text


def test_pictures_of_formulas_have_their_mark(tmp_path: Path) -> None:
    page = (
        '<p>水量 <img src="a.gif" alt="公式"></p><p><img class="tex" alt="V = a b" src="b.gif"></p>'
        '<p>桶<img alt="formula of joy"></p>'
    )
    assert lines(page, tmp_path) == ["水量 ⟦…⟧", "⟦V = a b⟧", "桶[▣ formula of joy]"]


def test_the_gap_behind_a_number_is_one_space(tmp_path: Path) -> None:
    assert lines("<p>1&nbsp;&nbsp; 范围</p><p>a)&nbsp;&nbsp;&nbsp;水</p><p>1&nbsp;&nbsp;2</p>", tmp_path) == [
        "1 范围", "a) 水", "1\u00a0\u00a02",
    ]  # fmt: skip


def test_footnotes_are_placed_in_linear_time(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        links = "".join(f'<p>甲<a href="#n{n}">{n % 1000}</a></p>' for n in range(count))
        page = links + "".join(f'<div id="n{n}">{n % 1000} 乙' for n in range(count)) + "</div>" * count
        started = time.process_time()
        with suppress(CopyError):
            read(page, tmp_path)
        return time.process_time() - started

    assert any(seconds(1200) < 9 * seconds(300) + 0.3 for _ in range(3))
