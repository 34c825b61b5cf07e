"""The reader of Word files: automatic numbers, tables, tracked changes, notes, formulas; bombs and broken files."""

from __future__ import annotations

import struct
import time
import tracemalloc
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import word
from duizhao import readers
from duizhao.errors import CopyError
from duizhao.readers import formats
from duizhao.text import containers
from duizhao.text.chars import CELL, HEADING, PAGE, ROW
from helpers import load_cases
from word import p, table


def read(data: bytes, folder: Path, name: str = "copy.docx") -> str:
    path = folder / name
    path.write_bytes(data)
    return readers.read(path).text


def lines(data: bytes, folder: Path) -> list[str]:
    """The paragraphs."""
    text = read(data, folder)
    assert text.endswith("\n\n")
    return text[:-2].split("\n\n")


def refusal(data: bytes, folder: Path, name: str = "copy.docx") -> str:
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(CopyError) as caught:
        readers.read(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert message.endswith(".")
    return message.removeprefix(str(path))


# Automatic numbers


def numbered(case: dict[str, Any]) -> bytes:
    document = docx.Document()
    word.number(document, case["lists"], case["nums"])
    for spec in case.get("styles", ()):
        options = {key: spec.get(key) for key in ("num", "depth", "based")}
        word.style(document, spec["name"], **options, outline=int(spec["outline"]) if "outline" in spec else None)
    for text, *place in case["paragraphs"]:
        own = place[0] if place and isinstance(place[0], dict) else None
        paragraph = document.add_paragraph(text, style=own["style"] if own else None)
        if own and ("num" in own or "depth" in own):
            word.listed(paragraph, own.get("num"), own.get("depth"))
        elif place and not own:
            word.listed(paragraph, *place)
    return word.saved(document)


@pytest.mark.parametrize("case", load_cases("word_numbers"), ids=lambda case: case["name"])
def test_automatic_numbers(tmp_path: Path, case: dict[str, Any]) -> None:
    assert lines(numbered(case), tmp_path) == case["shown"]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("decimal", "1 9 10 11 20 101"),
        ("decimalZero", "01 09 10 11 20 101"),
        ("decimalFullWidth", "１ ９ １０ １１ ２０ １０１"),
        ("upperLetter", "A I J K T WWWW"),
        ("lowerLetter", "a i j k t wwww"),
        ("upperRoman", "I IX X XI XX CI"),
        ("lowerRoman", "i ix x xi xx ci"),
        ("decimalEnclosedCircle", "① ⑨ ⑩ ⑪ ⑳ 101"),
        ("decimalEnclosedCircleChinese", "① ⑨ ⑩ ⑪ ⑳ 101"),
        ("decimalEnclosedParen", "⑴ ⑼ ⑽ ⑾ ⒇ 101"),
        ("decimalEnclosedFullstop", "⒈ ⒐ ⒑ ⒒ ⒛ 101"),
        ("chineseCounting", "一 九 十 十一 二十 一〇一"),
        ("chineseCountingThousand", "一 九 十 十一 二十 一百零一"),
        ("taiwaneseCountingThousand", "一 九 十 十一 二十 一百零一"),
        ("japaneseCounting", "一 九 十 十一 二十 一百零一"),
        ("ideographDigital", "一 九 一〇 一一 二〇 一〇一"),
        ("chineseLegalSimplified", "壹 玖 壹拾 壹拾壹 贰拾 壹佰零壹"),
        ("ideographTraditional", "甲 壬 癸 11 20 101"),
        ("ideographZodiac", "子 申 酉 戌 20 101"),
        ("ideographZodiacTraditional", "甲子 壬申 癸酉 甲戌 癸未 101"),
        ("ideographEnclosedCircle", "㊀ ㊈ ㊉ 11 20 101"),
        ("ordinal", "1st 9th 10th 11th 20th 101st"),
        ("cardinalText", "One Nine Ten Eleven Twenty One hundred one"),
        ("ordinalText", "First Ninth Tenth Eleventh Twentieth One hundred first"),
        ("hebrew1", "1 9 10 11 20 101"),
        ("none", "     "),
    ],
)
def test_formats_of_numbers(kind: str, shown: str) -> None:
    assert " ".join(formats.render(n, kind) for n in (1, 9, 10, 11, 20, 101)) == shown


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (0, "零"),
        (100, "一百"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10_010, "一万零一十"),
        (110_000, "十一万"),
        (25_000, "二万五千"),
    ],
)
def test_counting_in_thousands(n: int, shown: str) -> None:
    assert formats.render(n, "chineseCountingThousand") == shown


def test_patterns_of_ones_own() -> None:
    assert formats.render(7, "custom", "001, 002, 003, ...") == "007"
    assert formats.render(7, "custom", "甲, 乙") == "7"
    assert formats.render(-2, "upperLetter") == "-2"


@given(st.sampled_from(sorted(formats._FORMATS)), st.integers(-1_000_000, 1_000_000))
def test_any_number_is_written(kind: str, n: int) -> None:
    assert formats.render(n, kind)


# Paragraphs


def r(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_headings_by_style_and_outline_level(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("范围", 1)
    document.add_heading("要求", 3)
    document.add_paragraph("正文。")
    word.style(document, "条标题", outline=1)
    document.add_paragraph("总则", style="条标题")
    document.add_paragraph("本条内容较长，写成一句话。", style="条标题")
    document.add_heading("附录A\n（资料性）\n做法", 1)
    assert lines(word.saved(document), tmp_path) == [
        f"{HEADING}范围",
        f"{HEADING * 3}要求",
        "正文。",
        f"{HEADING * 2}总则",
        "本条内容较长，写成一句话。",
        f"{HEADING}附录A （资料性） 做法",
    ]


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        (p("一", "<w:r><w:tab/></w:r>", "二"), "一\t二"),
        (p("一", "<w:r><w:br/></w:r>", "二"), "一\n二"),
        (p("re", "<w:r><w:softHyphen/></w:r>", "use\u00ad"), "reuse"),
        (p("GB", "<w:r><w:noBreakHyphen/></w:r>", "T"), "GB-T"),
        (p("见", "<w:hyperlink><w:r><w:t>附录A</w:t></w:r></w:hyperlink>", "。"), "见附录A。"),
        (p("见", '<w:fldSimple w:instr="REF x"><w:r><w:t>6.3</w:t></w:r></w:fldSimple>'), "见6.3"),
        (p("10", '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>-3</w:t></w:r>'), "10⁻³"),
        (p("见", '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>[1]</w:t></w:r>'), "见[1]"),
        (p("一", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", "二"), "一二"),
        (p("一", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>现</w:t></w:r>', "二"), "一现二"),
        (p("角", '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'), "角α"),
        (p("选", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'), "选☑"),
        (p("选", '<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>'), "选\ufffd"),
        (p(f"<w:r><w:ruby><w:rt>{r('fú')}</w:rt><w:rubyBase>{r('服')}</w:rubyBase></w:ruby></w:r>", "务"), "服务"),
        (p("一", "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>"), "一控件"),
        (p("一\x85二"), "一 二"),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph(tmp_path: Path, xml: str, shown: str) -> None:
    assert lines(word.of_body(xml), tmp_path) == [shown]


def field(instruction: str, result: str | None) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    shown = f"{mark('separate')}<w:r><w:t>{result}</w:t></w:r>" if result is not None else ""
    return f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}{mark('end')}"


def test_fields_show_their_results(tmp_path: Path) -> None:
    xml = p("见", field("REF a", "图1"), "。") + p("第", field(r"eq \o\ac(○,12)", None), "条")
    assert lines(word.of_body(xml), tmp_path) == ["见图1。", "第⑫条"]


def test_a_field_without_end_swallows_nothing(tmp_path: Path) -> None:
    xml = p("一", '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText></w:r>', "藏") + p("二")
    assert lines(word.of_body(xml), tmp_path) == ["一", "二"]


def test_a_table_of_contents_has_leaders(tmp_path: Path) -> None:
    document = docx.Document()
    made = word.style(document, "toc 1")
    tab = "<w:r><w:tab/></w:r>"
    xml = p("1", tab, "范围", tab, "3", properties=f'<w:pStyle w:val="{made}"/>')
    document.element.body.insert(0, docx.oxml.parse_xml(xml.replace("<w:p>", f"<w:p {word.NAMES}>", 1)))
    assert lines(word.saved(document), tmp_path) == ["1\t范围……3"]


def test_pages(tmp_path: Path) -> None:
    break_ = '<w:r><w:br w:type="page"/></w:r>'
    xml = (
        p("一", break_) + p(break_, "二") + p("三", properties="<w:pageBreakBefore/>")
        + p("四", properties="<w:sectPr/>") + p("五", properties='<w:sectPr><w:type w:val="continuous"/></w:sectPr>')
        + p("六", break_, "七")
    )  # fmt: skip
    assert read(word.of_body(xml), tmp_path) == (
        f"一\n\n{PAGE}\n{PAGE}\n二\n\n{PAGE}\n三\n\n四\n\n{PAGE}\n五\n\n六{PAGE}七\n\n"
    )


# Tracked changes


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    xml = (
        p("新", "<w:ins><w:r><w:t>增</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "文")
        + p("<w:moveFrom><w:r><w:t>搬走</w:t></w:r></w:moveFrom>", "<w:moveTo><w:r><w:t>搬来</w:t></w:r></w:moveTo>")
        + p("前半", properties="<w:rPr><w:del/></w:rPr>")
        + p("后半")
        + p("<w:del><w:r><w:delText>全删</w:delText></w:r></w:del>", properties="<w:rPr><w:del/></w:rPr>")
        + p("尾")
    )
    assert lines(word.of_body(xml), tmp_path) == ["新增文", "搬来", "前半后半", "尾"]


def test_deleted_rows_and_cells_are_gone(tmp_path: Path) -> None:
    deleted = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr>"
    cell = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('删')}</w:tc>"
    xml = table([["甲", cell, "乙"], ["丙", "丁"]]).replace("</w:tbl>", f"{deleted}</w:tbl>")
    assert read(word.of_body(xml), tmp_path) == f"{ROW}甲{CELL}乙{ROW}丙{CELL}丁{ROW}\n\n"


def test_a_deleted_paragraph_does_not_count(tmp_path: Path) -> None:
    document = docx.Document()
    word.number(document, {"0": {"levels": [{"text": "%1."}]}}, {"1": {"list": "0"}})
    for text in ("甲", "", "乙"):
        word.listed(document.add_paragraph(text), "1")
    gone = document.paragraphs[1]._p.get_or_add_pPr()
    gone.append(docx.oxml.parse_xml(f"<w:rPr {word.W}><w:del/></w:rPr>"))
    assert lines(word.saved(document), tmp_path) == ["1. 甲", "2. 乙"]


# Tables


def test_merged_cells_have_their_text_once(tmp_path: Path) -> None:
    document = docx.Document()
    made = document.add_table(3, 3)
    for n, cell in enumerate(made._cells):
        cell.text = str(n)
    made.cell(0, 1).merge(made.cell(0, 2)).text = "右上"
    made.cell(1, 0).merge(made.cell(2, 0)).text = "左下"
    assert read(word.saved(document), tmp_path) == (
        f"{ROW}0{CELL}右上{CELL}{ROW}左下{CELL}4{CELL}5{ROW}{CELL}7{CELL}8{ROW}\n\n"
    )


def test_paragraphs_in_cells_are_lines_and_tables_in_tables_flat(tmp_path: Path) -> None:
    inner = table([["内一", "内二"], ["内三", ""]])
    xml = table([[f"<w:tc>{p('上')}{inner}{p('下')}</w:tc>", "右"]])
    assert read(word.of_body(xml), tmp_path) == f"{ROW}上\n内一 内二\n内三\n下{CELL}右{ROW}\n\n"


def test_rows_that_begin_further_right_and_a_frame(tmp_path: Path) -> None:
    xml = table([["甲", "乙"], ["丙"]]).replace('<w:tr><w:tc><w:p><w:r><w:t xml:space="preserve">丙',
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:p><w:r><w:t>丙')  # fmt: skip
    assert read(word.of_body(xml), tmp_path) == f"{ROW}甲{CELL}乙{ROW}{CELL}丙{ROW}\n\n"
    assert lines(word.of_body(table([[f"<w:tc>{p('框内')}{p('两段')}</w:tc>"]])), tmp_path) == ["框内", "两段"]


def test_lists_count_on_through_cells(tmp_path: Path) -> None:
    document = docx.Document()
    word.number(document, {"0": {"levels": [{"text": "%1)"}]}}, {"1": {"list": "0"}})
    made = document.add_table(2, 2)
    for n, text in enumerate(("甲", "乙", "丙", "丁")):
        made._cells[n].paragraphs[0].add_run(text)
        word.listed(made._cells[n].paragraphs[0], "1")
    assert read(word.saved(document), tmp_path) == f"{ROW}1) 甲{CELL}2) 乙{ROW}3) 丙{CELL}4) 丁{ROW}\n\n"


# Notes, boxes, formulas, pictures

FOOTNOTES = '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>' + "".join(
    f'<w:footnote w:id="{n}">{p(text)}</w:footnote>' for n, text in ((1, " 按整年计算。"), (2, " Whole years only."))
)


def reference(n: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{n}"/></w:r>'


def test_footnotes_follow_their_paragraphs(tmp_path: Path) -> None:
    xml = p("年限", reference(1), "不计。") + p("Years", reference(2), ".") + p("再见", reference(1), reference(9))
    assert lines(word.of_body(xml, footnotes=FOOTNOTES), tmp_path) == [
        "年限不计。",
        "脚注1：按整年计算。",
        "Years.",
        "Footnote 2: Whole years only.",
        "再见",
    ]


def test_text_boxes_follow_their_paragraphs_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('框中')}{p('文字')}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><wps:txbx>{box}'
        "</wps:txbx></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(word.of_body(p("正文", drawing, "续")), tmp_path) == ["正文续", "框中", "文字"]


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        (m("E=m") + f"<m:sSup><m:e>{m('c')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>", "⟦E=mc^2⟧"),
        (f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('2')}</m:den></m:f>", "⟦(a+b)/2⟧"),
        (f"<m:rad><m:radPr/><m:deg>{m('3')}</m:deg><m:e>{m('x')}</m:e></m:rad>", "⟦3√(x)⟧"),
        (
            (
                f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{m("i=1")}</m:sub><m:sup>{m("n")}</m:sup>'
                f"<m:e>{m('x')}</m:e></m:nary>"
            ),
            "⟦∑_(i=1)^n x⟧",
        ),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{m("x")}</m:e></m:d>', "⟦[x]⟧"),
        ("", "⟦…⟧"),
    ],
)
def test_formulas_are_lines_of_text(tmp_path: Path, xml: str, shown: str) -> None:
    assert lines(word.of_body(p("得", math(xml))), tmp_path) == [f"得{shown}"]


def test_pictures_leave_a_mark(tmp_path: Path) -> None:
    def picture(kind: str, words: str) -> str:
        return f'<w:r><w:drawing><wp:{kind}><wp:docPr id="1" name="x" descr="{words}"/></wp:{kind}></w:drawing></w:r>'

    xml = (
        p("见", picture("inline", ""), "。")
        + p("见", picture("inline", "预约流程"), "。")
        + p("甲", picture("anchor", ""))
    )
    assert lines(word.of_body(xml), tmp_path) == ["见[▣]。", "见[▣ 预约流程]。", "甲"]


# Other kinds of Word files


def replaced(data: bytes, old: str, new: str) -> bytes:
    return word.packed({name: part.replace(old.encode(), new.encode()) for name, part in word.unpacked(data).items()})


STRICT = (
    ("schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"),
    (
        "schemas.openxmlformats.org/officeDocument/2006/relationships",
        "purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def test_strict_files_and_files_with_macros_are_read(tmp_path: Path) -> None:
    data = strict = word.of_body(p("正文") + table([["甲", "乙"]]))
    for old, new in STRICT:
        strict = replaced(strict, old, new)
    macro = replaced(data, "wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml")
    assert read(strict, tmp_path) == read(macro, tmp_path, "copy.docm") == read(data, tmp_path)


def test_parts_that_are_missing_are_done_without(tmp_path: Path) -> None:
    parts = word.unpacked(word.of_body(p("正文", properties='<w:pStyle w:val="Heading1"/>')))
    bare = {"word/document.xml": parts["word/document.xml"]}
    assert lines(word.packed(bare), tmp_path) == ["正文"]


def test_nothing_outside_the_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<w:styles/>", "utf-8")
    data = word.of_body(p("正文"))
    parts = word.unpacked(data)
    rels = parts["word/_rels/document.xml.rels"]
    outer = b'<Relationship Id="e" TargetMode="External" Type="x/footnotes" Target="http://example.invalid/f.xml"/>'
    upward = b'<Relationship Id="u" Type="x/endnotes" Target="../../../../secret.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", outer + upward)
    assert lines(word.packed(parts), tmp_path) == ["正文"]


# Files that are refused


def with_document(xml: str) -> bytes:
    return word.packed(word.unpacked(word.of_body(p("正文"))) | {"word/document.xml": xml.encode()})


def deep(n: int) -> str:
    return f"<w:document {word.NAMES}><w:body>{'<w:sdt>' * n}{'</w:sdt>' * n}</w:body></w:document>"


REFUSED = {
    "text": ("1 范围".encode(), "broken or no such file"),
    "an old file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked by a password"),
    "a PDF": (b"%PDF-1.7\n", "is a PDF"),
    "a sheet": (word.packed({"xl/workbook.xml": b"<a/>"}), "no Word file"),
    "cut": (word.of_body(p("正文"))[:-300], "broken"),
    "no text": (word.of_body(p("")), "holds no text"),
    "broken XML": (with_document("<w:document"), "broken or nested too deep"),
    "no document": (with_document("<x/>"), "without a Word document"),
    "nested": (with_document(deep(20_000)), "nested too deep"),
    "entities": (with_document('<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'), "declares a document type"),
    "a bomb": (with_document("<a>" + " " * 60_000_000 + "</a>"), "ZIP bomb"),
    "another format inside": (word.of_body('<w:altChunk w:id="r"/>'), "altChunk"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    data, says = REFUSED[name]
    assert says in refusal(data, tmp_path)


def test_many_parts_are_refused(tmp_path: Path) -> None:
    data = word.packed({f"p{n}": b"" for n in range(containers.MAX_PARTS + 1)})
    assert "more than is read" in refusal(data, tmp_path)


def test_encrypted_parts_are_refused(tmp_path: Path) -> None:
    data = bytearray(word.packed({"word/document.xml": b"<a/>"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(sign) + at
        data[place] |= 1
    assert "encrypted" in refusal(bytes(data), tmp_path)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """Its headers say ten bytes: what reads a part in one go would unpack all of it before it cuts."""
    whole = b"<a>" + b" " * 90_000_000
    data = word.packed({"word/document.xml": whole})
    size, check = struct.pack("<I", len(whole)), struct.pack("<I", zlib.crc32(whole))
    lie = data.replace(size, struct.pack("<I", 10)).replace(check, struct.pack("<I", zlib.crc32(whole[:11])))
    tracemalloc.start()
    assert "larger than it says" in refusal(lie, tmp_path)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_costs_no_memory(tmp_path: Path) -> None:
    data = with_document("<a>" + " " * 90_000_000 + "</a>")
    tracemalloc.start()
    refusal(data, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_time_is_linear(tmp_path: Path) -> None:
    def seconds(n: int) -> float:
        data = word.of_body(p("馆方宜公布开放时间。") * n + table([["甲", "乙"]] * n))
        start = time.perf_counter()
        read(data, tmp_path)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(4_000) < 12 * max(seconds(1_000), 0.05)


# Anything at all

SAMPLE = word.of_body(
    p("第", field("REF a", "1"), "章", math(m("x")), reference(1), properties='<w:pStyle w:val="Heading1"/>')
    + table([["甲", "乙"], ["丙", "丁"]])
    + p("<w:ins><w:r><w:t>增</w:t></w:r></w:ins>", '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'),
    footnotes=FOOTNOTES,
)
PARTS = word.unpacked(SAMPLE)
WITH_NUMBERS = [
    "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/_rels/document.xml.rels",
    "_rels/.rels",
]  # fmt: skip
ANY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_or_refused(data: bytes, folder: Path) -> None:
    with suppress(CopyError):
        assert read(data, folder).strip()


@ANY
@given(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=6), st.integers(0, 6))
def test_changed_bytes_are_read_or_refused(tmp_path: Path, at: int, new: bytes, gone: int) -> None:
    read_or_refused(SAMPLE[:at] + new + SAMPLE[at + gone :], tmp_path)


@ANY
@given(
    st.sampled_from(WITH_NUMBERS),
    st.floats(0, 1),
    st.sampled_from([b"", b"<", b">", b'"', b"w:", b"<w:p>", b"</w:p>", b"&amp;", b"&x;", b"9", b"-1", b"\xff", b"\0"]),
    st.integers(0, 40),
)  # fmt: skip
def test_changed_parts_are_read_or_refused(tmp_path: Path, part: str, share: float, new: bytes, gone: int) -> None:
    own = PARTS[part]
    at = int(share * len(own))
    read_or_refused(word.packed(PARTS | {part: own[:at] + new + own[at + gone :]}), tmp_path)


NAMES = st.sampled_from(
    [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "sdt",
        "sdtContent",
        "ins",
        "del",
        "tab",
        "br",
        "pPr",
        "numPr",
        "fldChar",
        "footnoteReference",
        "drawing",
    ]
)
TREES = st.recursive(
    st.sampled_from(["", "字", "a b"]),
    lambda inner: st.builds(
        lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>", NAMES, st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)


@ANY
@given(TREES)
def test_any_elements_are_read_or_refused(tmp_path: Path, xml: str) -> None:
    read_or_refused(
        word.packed(
            PARTS | {"word/document.xml": f"<w:document {word.NAMES}><w:body>{xml}</w:body></w:document>".encode()}
        ),
        tmp_path,
    )
