"""PDF is read by its layout, truly or not at all: what is text, what is set aside, what is refused by name."""

from __future__ import annotations

import io
import os
import re
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao import pipeline, readers
from duizhao.errors import CopyError
from duizhao.model import Copy
from duizhao.readers import pdf
from duizhao.readers.pdf import dress, judge, reading, worker
from duizhao.readers.pdf.lines import Line
from duizhao.readers.pdf.paragraphs import text as joined_text
from duizhao.repairs import press_fonts, set_aside, shifted_glyphs
from duizhao.text.chars import ASIDE, CELL, HEADING, PAGE, ROW, squeeze
from helpers import apply
from invented.printed import HEIGHT, SONG, Draw, Look, drawn, paragraphs, printed
from invented.standard import NAMES, load

NOTO = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
LIBERATION = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")


LONG = (
    "馆方安排展览和活动时宜先弄清各类观众的来意与顾虑，再决定资源如何分配，"
    "对第一次到馆的观众宜让其知道从哪里看起、在哪里休息。"
)
TEXTS = tuple(f"第{n}件展品旁边放着一张说明牌，{LONG}" for n in range(1, 40))


def put(canvas: Any, x: float, y: float, text: str, size: float = 10.5, font: str = SONG) -> None:
    """A line whose upper edge stands ``y`` points below the page's."""
    canvas.setFont(font, size)
    canvas.drawString(x, HEIGHT - y - size, text)


def lines(*texts: str, x: float = 85, y: float = 100, pitch: float = 17, size: float = 10.5) -> Draw:
    def draw(canvas: Any) -> None:
        for n, text in enumerate(texts):
            put(canvas, x, y + n * pitch, text, size)

    return draw


def both(*parts: Draw) -> Draw:
    def draw(canvas: Any) -> None:
        for part in parts:
            part(canvas)

    return draw


def read(data: bytes) -> str:
    return reading.text(data, "copy.pdf")


def clean(text: str) -> str:
    """The text without what is set aside and without page marks."""
    return apply(set_aside, text).replace(PAGE, "")


def refusal(data: bytes) -> str:
    with pytest.raises(CopyError) as caught:
        read(data)
    message = str(caught.value)
    assert message.startswith("copy.pdf: ")
    assert message.endswith(".")
    return message


def said_or_read(place: object, read_it: Callable[[], str]) -> bool:
    """Whether a file is read, or refused with a message that names it; any other exception passes through."""
    try:
        return bool(read_it())
    except CopyError as error:
        return str(error).startswith(f"{place}: ")


# The whole way


@cache
def imported(name: str, look: Look) -> pipeline.Imported:
    text = read(printed(load(name), look))
    return pipeline.build([Copy(f"{name}.pdf", "pdf", "pdf", "0", text)])


LOOKS = [Look(), Look(apart=True), Look(large=10.5, indent=0)]


@pytest.mark.parametrize("look", LOOKS, ids=["plain", "labels-apart", "one-size"])
@pytest.mark.parametrize("name", NAMES)
def test_a_printed_standard_is_read_whole(name: str, look: Look) -> None:
    want = {entry.id: asdict(entry) for entry in load(name).entries}
    got = {node.id: node for node in imported(name, look).book.printed}
    assert got.keys() == want.keys()
    for node, entry in want.items():
        for key in ("kind", "parent", "label"):
            assert getattr(got[node], key) == entry[key], node
        for key in ("title_zh", "title_en", "text_zh", "text_en"):
            # Which spaces stand between Chinese and Latin, and where paragraphs end, is the grammar's to say.
            assert squeeze(getattr(got[node], key) or "") == squeeze(entry[key] or ""), (node, key)


@pytest.mark.parametrize("name", NAMES)
def test_every_character_of_a_printed_standard_is_accounted_for(name: str) -> None:
    found = imported(name, LOOKS[0])
    (record,) = found.book.copies
    assert record.unread == 0
    assert record.in_nodes + sum(record.in_edits.values()) + sum(record.discarded.values()) == record.characters
    assert {"running-head", "page-number", "continued-table-head", "contents"} <= record.discarded.keys()


def test_the_front_matter_is_read() -> None:
    document, made = imported("museum", LOOKS[0]).book.document, load("museum")
    assert (document.number, document.ics, document.ccs) == (made.number, made.ics, made.ccs)
    assert (document.title_zh, document.issuer) == (made.title_zh, made.issuer)
    assert (document.published, document.effective) == (made.published, made.effective)


def test_the_reader_as_a_whole(tmp_path: Path) -> None:
    """Through the process of its own, from a file with a name in capital letters."""
    data = drawn(lines("1 范围", "本文件给出了博物馆观众服务的总则。"))
    path = tmp_path / "Guide 指南.PDF"
    path.write_bytes(data)
    copy = readers.read(path)
    assert (copy.name, copy.format, copy.encoding) == ("Guide 指南.PDF", "pdf", "pdf")
    assert copy.text == read(data)


# Lines and paragraphs


@pytest.mark.parametrize("indent", [0, 2])
def test_lines_are_joined_to_paragraphs(indent: int) -> None:
    text = read(paragraphs(TEXTS, Look(indent=indent)))
    assert clean(text).split("\n")[:-1] == list(TEXTS)
    assert text.count(PAGE) >= 2


def test_a_paragraph_goes_on_over_the_page() -> None:
    text = read(paragraphs(TEXTS))
    assert text.count(PAGE) >= 2
    assert all(found in clean(text) for found in TEXTS)


def test_a_gap_parts_paragraphs() -> None:
    def draw(canvas: Any) -> None:
        for n, y in enumerate((100, 117, 160, 177)):
            put(canvas, 85, y, f"{'一二三四'[n]}段文字写满了这一行直到右边为止为止为止为止为止为止为止为止为止为止")

    assert clean(read(drawn(draw))).count("\n") == 2


def test_entries_with_hanging_lines_stay_apart() -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 85, 100, "活动宜包括：")
        for n, letter in enumerate("ab"):
            put(canvas, 106, 117 + 34 * n, f"{letter}) 面向学校的课程和面向家庭的周末活动以及面向社区的各种巡回")
            put(canvas, 125, 134 + 34 * n, "展览和讲座；")

    assert clean(read(drawn(draw))).split("\n")[1:3] == [
        "a) 面向学校的课程和面向家庭的周末活动以及面向社区的各种巡回展览和讲座；",
        "b) 面向学校的课程和面向家庭的周末活动以及面向社区的各种巡回展览和讲座；",
    ]


@pytest.mark.parametrize(
    ("one", "two", "whole"),
    [
        ("take care of the environ-", "ment and of objects", "take care of the environment and of objects"),
        ("there is a step-", "free way in", "there is a step-free way in"),
        ("the soft\u00ad", "ware", "the software"),
        ("the museum", "should", "the museum should"),
        ("管理人员宜", "每年检查", "管理人员宜每年检查"),
        ("按照ISO", "9000的规定", "按照ISO 9000的规定"),
        ("the managemen", "t of halls", "the management of halls"),
        ("in", "to", "in to"),
    ],
)
def test_lines_are_joined_by_what_stands_at_their_ends(one: str, two: str, whole: str) -> None:
    made = [Line(text, 0, 0, 0, 0, 10, bold=False, first=0) for text in (one, two)]
    assert joined_text(made) == whole


def test_labels_that_are_pulled_apart_are_put_together() -> None:
    def draw(canvas: Any) -> None:
        x = 85.0
        for sign in "4.2.1":
            put(canvas, x, 100, sign)
            x += 9
        put(canvas, x + 6, 100.8, "观众优先")
        put(canvas, 106, 117, "馆方宜为观众提供同等的服务。")

    assert clean(read(drawn(draw))).startswith("4.2.1 观众优先\n")


def test_a_number_alone_stands_before_what_it_numbers() -> None:
    assert clean(read(drawn(lines("3.1", "观众 visitor", "进入博物馆参观的个人和团体。")))).startswith(
        "3.1 观众 visitor\n"
    )


def test_headings_are_known_by_their_type() -> None:
    body = lines(*[f"馆方宜为观众提供第{n}种同等的服务并且每季度公布一次意见的处理结果。" for n in range(20)], y=150)
    head = both(lines("5 参观流程", size=15, y=90), lines("5.1 预约与到馆", size=13, y=118))
    text = read(drawn(both(head, body)))
    assert text.startswith(f"{HEADING}5 参观流程\n{HEADING * 2}5.1 预约与到馆\n")
    assert text.count(HEADING) == 3


def test_bold_type_drawn_twice_is_read_once() -> None:
    body = lines(*[f"馆方宜为观众提供第{n}种同等的服务并且每季度公布一次意见的处理结果。" for n in range(9)], y=150)
    twice = both(lines("服务要素", y=100), lines("服务要素", x=85.4, y=100))
    text = read(drawn(both(twice, body)))
    assert text.startswith(f"{HEADING}服务要素\n")
    assert text.count("服务要素") == 1


# What stands beside the text


def heads(words: str, body: Sequence[str], count: int = 4, first: int = 1) -> bytes:
    def page(n: int) -> Draw:
        def draw(canvas: Any) -> None:
            put(canvas, 85 if n % 2 else 300, 50, words, 9)
            put(canvas, 290, 790, f"{first + n}", 9)
            lines(*(f"{'甲乙丙丁'[n]}{text}。" for text in body), y=100)(canvas)

        return draw

    return drawn(*map(page, range(count)))


def test_running_heads_and_page_numbers_are_set_aside() -> None:
    text = read(heads("DB99/T 1234—2031", ["馆方宜提供服务", "观众宜排队"], first=7))
    asides = re.findall(f"{ASIDE}([^\n]*)\n", text)
    assert asides == [one for n in range(4) for one in ("DB99/T 1234—2031", str(7 + n))]
    assert "DB99" not in clean(text)
    edits = list(set_aside.edits(text, None))  # type: ignore[arg-type]
    assert [edit.discard for edit in edits] == ["running-head", "page-number"] * 4


def test_numbers_and_lines_of_the_text_stay() -> None:
    """A year alone at the foot of a page, and a line that stands at the top of one page only."""
    pages = [lines(f"馆方宜提供第{'一二三'[n % 3]}种服务。", f"{2019 + 7 * n}", y=60) for n in (0, 3, 1)]
    text = read(drawn(*pages))
    assert ASIDE not in text
    assert [number in text for number in ("2019", "2040", "2026")] == [True] * 3


@pytest.mark.parametrize(("number", "value"), [("12", 12), ("iv", 4), ("IX", 9), ("XL", 40), ("xii", 12)])
def test_page_numbers_are_counted(number: str, value: int) -> None:
    assert dress.value(number) == value


def test_a_stamp_across_the_page_is_set_aside() -> None:
    def stamp(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.setFont(SONG, 40)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    text = read(drawn(both(stamp, lines("1 范围", "本文件适用于各类博物馆。"))))
    assert f"{ASIDE * 2}内部资料\n" in text
    assert clean(text) == "1 范围\n本文件适用于各类博物馆。\n"


def test_a_table_of_contents_keeps_its_numbers() -> None:
    text = read(drawn(lines("目 次", "前言 ................................ II", "1 范围 …………………………………… 1")))
    assert clean(text) == "目 次\n前言……II\n1 范围……1\n"


def test_footnotes_stand_behind_the_paragraph_that_goes_on() -> None:
    def first(canvas: Any) -> None:
        lines(*[f"{'馆方宜提供服务' * 5}" for _ in range(4)], y=600)(canvas)
        canvas.line(85, HEIGHT - 700, 200, HEIGHT - 700)
        put(canvas, 85, 710, "1) 学时包括实习。", 8)

    text = clean(read(drawn(first, lines("到此为止。", "第二段。", y=100))))
    assert text.split("\n") == ["馆方宜提供服务" * 20 + "到此为止。", "1) 学时包括实习。", "第二段。", ""]


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{n}行文字写满了这一栏的宽度为止" for n in "一二三四五六七八"]
    right = [f"右栏第{n}行文字写满了这一栏的宽度为止" for n in "一二三四五六七八"]

    def draw(canvas: Any) -> None:
        put(canvas, 150, 60, "横跨两栏的标题在这里", 14)
        lines(*left, x=60)(canvas)
        lines(*right, x=320)(canvas)

    text = clean(read(drawn(draw)))
    assert squeeze(text).endswith("".join(left) + "".join(right))


def test_a_list_of_symbols_is_no_pair_of_columns() -> None:
    def draw(canvas: Any) -> None:
        for n, sign in enumerate("abcdefgh"):
            put(canvas, 85, 100 + 17 * n, sign)
            put(canvas, 150, 100 + 17 * n, f"第{n}个量的符号，单位为米，按照附录的方法测定")

    assert "a 第0个量" in clean(read(drawn(draw)))


def test_a_page_that_lies_on_its_side_is_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.rotate(90)
        for n, text in enumerate(("序号 名称 数量", "本页横排，先左后右，先上后下。")):
            canvas.setFont(SONG, 10.5)
            canvas.drawString(100, -100 - 17 * n, text)

    assert clean(read(drawn(draw))) == "序号 名称 数量\n本页横排，先左后右，先上后下。\n"


# Tables


def grid(
    canvas: Any, rows: Sequence[Sequence[str | None]], *, y: float = 120, widths: Sequence[float] = (60, 120, 150)
) -> None:
    """A ruled table; None: the cell above reaches down to here."""
    height = 24.0
    for n, row in enumerate(rows):
        x = 85.0
        for width, cell in zip(widths, row, strict=True):
            deep = next((m for m in range(n + 1, len(rows)) if rows[m][row.index(cell)] is not None), len(rows)) - n
            if cell is not None:
                canvas.rect(x, HEIGHT - y - height * (n + deep), width, height * deep)
                put(canvas, x + 4, y + height * n + 6, cell, 9)
            x += width


def rows_of(text: str) -> list[list[str]]:
    body = text[text.index(ROW) + 1 : text.rindex(ROW)]
    return [row.split(CELL) for row in body.split(ROW)]


def test_a_ruled_table_comes_in_rows_and_cells() -> None:
    rows = [["序号", "项目", "要求"], ["1", "座椅", "每百米一处"], ["2", "饮水处", "每层一处"]]

    def draw(canvas: Any) -> None:
        lines("5.3 参观与休息", "表1 休息设施", y=80)(canvas)
        grid(canvas, rows)
        lines("注：数量按层计算。", y=220)(canvas)

    text = clean(read(drawn(draw)))
    assert rows_of(text) == rows
    assert text.startswith("5.3 参观与休息\n表1 休息设施\n" + ROW)
    assert text.endswith(ROW + "\n注：数量按层计算。\n")


def test_merged_cells_stand_where_they_begin() -> None:
    rows: list[list[str | None]] = [
        ["类别", "项目", "要求"],
        ["设施", "座椅", "每百米一处"],
        [None, "饮水处", "每层一处"],
    ]
    assert rows_of(read(drawn(lambda canvas: grid(canvas, rows)))) == [
        ["类别", "项目", "要求"],
        ["设施", "座椅", "每百米一处"],
        ["", "饮水处", "每层一处"],
    ]


def test_a_table_over_pages_is_one_table() -> None:
    head, caption = ["序号", "项目", "要求"], "表2 设施（续）"
    parts = [[[f"{n}", f"项目{n}", f"要求{n}"] for n in range(3 * p, 3 * p + 3)] for p in range(3)]
    parts[1][0] = ["", "续完", "上一行的续文"]

    def page(n: int) -> Draw:
        def draw(canvas: Any) -> None:
            put(canvas, 200, 100, caption if n else "表2 设施")
            grid(canvas, [head, *parts[n]])

        return draw

    text = clean(read(drawn(*map(page, range(3)))))
    found = rows_of(text)
    assert found[0] == head
    assert [row[0] for row in found[1:]] == ["0", "1", "2", "4", "5", "6", "7", "8"]
    assert found[3][2] == "要求2\n上一行的续文"
    assert "续）" not in text


def test_two_tables_on_two_pages_stay_two() -> None:
    def page(n: int) -> Draw:
        return both(
            lines(f"表{n} 设施", y=100), lambda canvas: grid(canvas, [["序号", "项目", "要求"], ["1", "椅", "多"]])
        )

    assert read(drawn(page(1), page(2))).count(ROW + "\n") == 2


def test_a_frame_is_no_table() -> None:
    def draw(canvas: Any) -> None:
        canvas.rect(70, HEIGHT - 300, 400, 220)
        lines("1 范围", "本文件适用于各类博物馆。")(canvas)

    assert ROW not in read(drawn(draw))


# What cannot be read truly


def scan(canvas: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)


def test_scans_are_refused() -> None:
    message = refusal(drawn(scan, scan))
    assert "images without text" in message
    assert "OCR" in message


def test_a_scan_with_a_watermark_is_refused() -> None:
    page = both(scan, lines("仅供某某单位内部使用请勿外传", y=60))
    assert "watermark" in refusal(drawn(page, page, page, page))


def test_the_pages_that_cannot_be_read_are_named() -> None:
    good = lines("1 范围", "本文件适用于各类博物馆。")
    message = refusal(drawn(good, scan, good, scan, scan, scan))
    assert "pages 1, 3 can be read" in message
    assert "pages 2, 4 to 6: they are images without text" in message


def test_a_picture_with_text_and_an_empty_page_are_no_scan() -> None:
    assert "范围" in read(drawn(both(scan, lines("1 范围", "本文件适用于各类博物馆。")), lambda canvas: None))


def test_empty_pages_are_refused() -> None:
    assert "pages are empty" in refusal(drawn(lambda canvas: None))


def test_an_encrypted_file_is_refused() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "Scope")
    canvas.save()
    assert "password" in refusal(out.getvalue())


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>", b"%PDF-" + bytes(500)]
)
def test_a_broken_file_is_refused(data: bytes) -> None:
    assert "broken" in refusal(data)


def test_a_file_that_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(b"<html><body>Sign in to see this file</body></html>")
    with pytest.raises(CopyError, match="is no PDF"):
        readers.read(path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real.pdf").write_bytes(drawn(lines("1 范围")))
    (tmp_path / "copy.pdf").symlink_to(tmp_path / "real.pdf")
    with pytest.raises(CopyError, match="symbolic link"):
        readers.read(tmp_path / "copy.pdf")


# Fonts


def raw(content: bytes, font: bytes, more: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page by hand: its content and its only font F1; ``more`` are objects from 6 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        font,
        *more,
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def without_tounicode() -> bytes:
    """A composite font whose glyph numbers say nothing of characters."""
    return b"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Identity-H/DescendantFonts[6 0 R]>>"


CID_FONT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/DW 500/FontDescriptor 7 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
)
DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/Odd/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200/ItalicAngle 0"
    b"/CapHeight 700/StemV 80>>"
)


def glyphs(texts: Sequence[Sequence[int]]) -> bytes:
    parts = [b"BT /F1 11 Tf 14 TL 80 760 Td"]
    parts += [b"<%s> Tj T*" % b"".join(b"%04X" % code for code in codes) for codes in texts]
    return b" ".join([*parts, b"ET"])


SAID = (
    "The standard specifies requirements for visitor service",
    "in museums and other exhibition places. See clause 4.2",
    "and GB/T 1.1 for the structure of documents.",
)


@pytest.mark.parametrize("shift", [29, 31, -3])
def test_shifted_glyph_numbers_are_carried_and_put_right(shift: int) -> None:
    numbers = [[ord(char) - shift for char in text] for text in SAID]
    text = read(raw(glyphs(numbers), without_tounicode(), [CID_FONT, DESCRIPTOR]))
    assert " ".join(apply(shifted_glyphs, text).split()) == " ".join(SAID)


def test_glyph_numbers_that_mean_nothing_are_refused() -> None:
    codes = [[(37 * n + 1000 * m) % 20_000 + 700 for n in range(30)] for m in range(6)]
    assert "fonts do not say" in refusal(raw(glyphs(codes), without_tounicode(), [CID_FONT, DESCRIPTOR]))


def tounicode(pairs: dict[int, str]) -> bytes:
    lines_ = [b"<%04X> <%s>" % (code, char.encode("utf-16-be").hex().encode()) for code, char in pairs.items()]
    return stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange %d beginbfchar\n%s\nendbfchar endcmap end end"
        % (len(lines_), b"\n".join(lines_))
    )


def test_a_font_that_names_other_characters_is_refused() -> None:
    """Each character stands for another one, at random among the Chinese ones: no words come out."""
    said = "".join(TEXTS[:8])
    pairs = {n + 1: chr(0x4E00 + (n * 7919) % 20_000) for n in range(len(said))}
    codes = [[n + 1 for n in range(at, min(at + 40, len(said)))] for at in range(0, len(said), 40)]
    font = without_tounicode()[:-2] + b"/ToUnicode 8 0 R>>"
    assert "other characters than the page shows" in refusal(
        raw(glyphs(codes), font, [CID_FONT, DESCRIPTOR, tounicode(pairs)])
    )


def test_bytes_of_gbk_in_a_latin_font_are_refused() -> None:
    """A font of single bytes in which a program has written GBK."""
    text = "本文件给出了博物馆改善观众服务的总则参观流程和服务要素本文件适用于省内各类博物馆".encode("gbk")
    escaped = b"".join(b"\\%03o" % byte for byte in text)
    content = b"BT /F1 11 Tf 80 700 Td (" + escaped + b") Tj ET"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    assert "fonts do not say" in refusal(raw(content, font))


@pytest.mark.parametrize(
    "encoding", ["GBK-EUC-H", "GB-EUC-H", "UniGB-UCS2-H", "UniGB-UTF16-H", "GBKp-EUC-H", "GBK2K-H"]
)
def test_predefined_chinese_maps_are_read(encoding: str) -> None:
    codec = "utf-16-be" if encoding.startswith("Uni") else "gb18030"
    content = b"BT /F1 11 Tf 80 700 Td <" + "博物馆观众服务提升指南".encode(codec).hex().encode() + b"> Tj ET"
    font = f"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}/DescendantFonts[6 0 R]>>".encode()
    cid = CID_FONT.replace(b"Ordering(Identity)/Supplement 0", b"Ordering(GB1)/Supplement 2").replace(
        b"DW 500", b"DW 1000"
    )
    assert clean(read(raw(content, font, [cid, DESCRIPTOR]))) == "博物馆观众服务提升指南\n"


@pytest.mark.skipif(not NOTO.exists(), reason="the font is not installed")
def test_the_second_decoder_reads_what_the_first_cannot() -> None:
    """fpdf2 embeds OpenType fonts with a map of codes that pdfminer does not read at all."""
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    made.add_font("noto", "", NOTO, collection_font_number=2)
    made.set_font("noto", size=12)
    made.multi_cell(0, text="1 范围\n本文件给出了博物馆观众服务的总则，见 GB/T 1.1—2020。\n")
    assert clean(read(bytes(made.output()))) == "1 范围\n本文件给出了博物馆观众服务的总则，见 GB/T 1.1—2020。\n"


@pytest.mark.skipif(not LIBERATION.exists(), reason="the font is not installed")
def test_an_embedded_truetype_subset_is_read() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("liberation", str(LIBERATION)))
    text = read(
        drawn(lambda canvas: put(canvas, 80, 100, "Scope of “this” document — naïve façade", font="liberation"))
    )
    assert clean(text) == "Scope of “this” document — naïve façade\n"


def test_a_press_font_comes_out_as_ascii() -> None:
    text = read(
        drawn(
            lines(
                "犐犆犛 ０３．２００．９９", "犌犅／犜 １．１—２０３１", "４．２ 观众优先", "本文件适用于各类博物馆。"
            )
        )
    )
    assert apply(press_fonts, clean(text)) == "ICS 03.200.99\nGB/T 1.1—2031\n4.2 观众优先\n本文件适用于各类博物馆。\n"


# Harm


def bomb_of_streams(nested: int = 2, size: int = 400_000_000) -> bytes:
    data = b" " * (size // 100)
    packed = zlib.compress(data * 100, 9)
    for _ in range(nested - 1):
        packed = zlib.compress(packed, 9)
    filters = b"[" + b"/FlateDecode " * nested + b"]"
    content = b"<</Filter%s/Length %d>>stream\n%s\nendstream" % (filters, len(packed), packed)
    sound = raw(b"BT ET", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    return sound.replace(b"<</Length 5>>stream\nBT ET\nendstream", content)


def bomb_of_forms() -> bytes:
    """Each form draws the next one ten times: 10 to the power of 12 texts."""
    forms = []
    for n in range(12):
        inner = b" ".join([b"/X Do"] * 10) if n < 11 else b"BT /F1 9 Tf (x) Tj ET"
        resources = b"/Resources<</XObject<</X %d 0 R>>>>" % (n + 8) if n < 11 else b""
        forms.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]%s/Length %d>>stream\n%s\nendstream"
            % (resources, len(inner), inner)
        )
    sound = raw(b"/X Do", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", [DESCRIPTOR, *forms])
    return sound.replace(b"/Font<</F1 5 0 R>>", b"/XObject<</X 7 0 R>>")


def nested_objects() -> bytes:
    deep = b"[" * 200_000 + b"]" * 200_000
    return raw(deep + b" BT /F1 9 Tf (x) Tj ET", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Odd %s>>" % deep)


@pytest.mark.skipif(sys.platform == "win32", reason="the system cannot bound the time of a process")
@pytest.mark.slow
@pytest.mark.parametrize("bomb", [bomb_of_streams, bomb_of_forms, nested_objects])
def test_bombs_are_refused_or_read_in_bounds(tmp_path: Path, bomb: Callable[[], bytes]) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(bomb())
    assert path.stat().st_size < 5_000_000
    start = time.monotonic()
    assert said_or_read(path, lambda: readers.read(path).text)
    assert time.monotonic() - start < 240


def test_the_number_of_pages_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_PAGES", 2)
    page = lines("1 范围")
    assert "has 3 pages" in refusal(drawn(page, page, page))


def test_a_process_that_fails_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(drawn(lines("1 范围")))
    monkeypatch.setattr(pdf, "SECONDS", 0.01)
    with pytest.raises(CopyError, match="more time or memory"):
        readers.read(path)
    monkeypatch.setattr(pdf, "SECONDS", 60)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(CopyError, match="breaks the decoder"):
        readers.read(path)


@cache
def sample() -> bytes:
    rows = [["序号", "项目", "要求"], ["1", "座椅", "每百米一处"]]
    return drawn(
        both(lines("1 范围", "本文件适用于各类博物馆。"), lambda canvas: grid(canvas, rows)), scan, lines("2 术语")
    )


@settings(max_examples=150, deadline=20_000, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(0, 20_000), st.binary(min_size=0, max_size=6), st.integers(0, 40)), min_size=1, max_size=8
    )
)
def test_a_damaged_file_is_read_or_refused(changes: list[tuple[int, bytes, int]]) -> None:
    data = bytearray(sample())
    for place, new, cut in changes:
        at = place % len(data)
        data[at : at + cut] = new
    assert said_or_read("copy.pdf", lambda: read(bytes(data)))


@settings(max_examples=60, deadline=20_000)
@given(st.binary(max_size=300))
def test_any_content_is_read_or_refused(content: bytes) -> None:
    data = raw(content, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    assert said_or_read("copy.pdf", lambda: read(data))


def test_our_own_marks_never_come_from_a_page() -> None:
    bad = {n + 1: char for n, char in enumerate("一\x1c\x1d\x1e\x1f\x0c二")}
    font = without_tounicode()[:-2] + b"/ToUnicode 8 0 R>>"
    text = read(raw(glyphs([[*range(1, 8)], [1] * 200]), font, [CID_FONT, DESCRIPTOR, tounicode(bad)]))
    assert not {ASIDE, HEADING, ROW, CELL, PAGE} & set(text)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no such bounds")
def test_the_bounds_of_the_process_are_set() -> None:
    """In a process that this test starts: the bounds would stay with the one that runs the tests."""
    import resource

    pid = os.fork()
    if not pid:
        worker._bound_memory()
        worker._grant()
        space, seconds = (resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU))
        os._exit(0 if space == worker.MEMORY and 0 < seconds < 10_000 else 1)
    assert os.waitpid(pid, 0)[1] == 0


# Words of messages


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([3], "page 3"),
        ([1, 2], "pages 1 and 2"),
        ([1, 4, 5, 6, 9], "pages 1, 4 to 6, 9"),
        (list(range(1, 60, 2)), "and 18 more"),
    ],
)
def test_pages_are_named(pages: list[int], words: str) -> None:
    assert judge.numbers(pages).endswith(words)
