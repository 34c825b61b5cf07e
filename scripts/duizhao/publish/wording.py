"""What code names are called on the site, in both languages: repairs, set-aside matter, checks, notes of the import.

A repair, class or check that is not listed here is shown under its code name. A new one is one entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from duizhao.text.remarks import Words

NOTHING: Words = ("", "")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a code name is called, why the thing was done, and what a change says that only moved text."""

    name: Words
    why: Words = NOTHING
    moved: Words = ("文字移位，字句未改", "text moved, no word changed")


REPAIRS: Mapping[str, Wording] = {
    "byte-damage": Wording(
        ("字节损坏", "Damaged bytes"),
        (
            "网站处理文字时切断了汉字的字节，成了乱码。按同一过程反推，还原为原字。",
            "The web site cut characters in two and left gibberish; its process, run backwards, gives them back.",
        ),
    ),
    "pinyin-marks": Wording(
        ("拼音注音", "Pinyin after characters"),
        (
            "网站在字后加了带括号的读音，印本没有，已去掉。",
            "The web site put readings after characters; the print has none.",
        ),
    ),
    "traditional": Wording(
        ("繁体还原", "Traditional characters"),
        (
            "网站把全文转成了繁体字；印本是简体，已转回。",
            "The web site turned the text into traditional characters; the print has simplified ones.",
        ),
    ),
    "glued-english": Wording(
        ("英文连写", "English words run together"),
        (
            "副本丢失了英文词与词、行与行之间的空隙，已补回；字母一个未改。",
            "The copy lost spaces and line ends between English words. They are put back; no letter is changed.",
        ),
    ),
    "columns": Wording(
        ("分栏错排", "Mixed columns"),
        (
            "副本把表格的几栏交错着读成一片；已按栏、按格归位。",
            "The copy read a table's columns across one another; each cell is whole again.",
        ),
        ("整张表归位，字句未改", "the whole table put in order, no word changed"),
    ),
    "doubled-headings": Wording(
        ("标题重印", "Headings read twice"),
        (
            "加粗的标题在副本里被读了两遍；只留一遍。",
            "A heading in bold type was drawn twice and so read twice; it stands once here.",
        ),
        ("多出的一遍删去", "the second reading taken out"),
    ),
    "lost-signs": Wording(
        ("丢失符号", "Lost signs"),
        (
            "副本丢失了连接号一类的符号，如标准编号与年份之间的“—”，已补回。",
            "The copy lost signs, such as the dash between a standard's number and its year; they are put back.",
        ),
    ),
    "stray-fragments": Wording(
        ("错位残字", "Stray fragments"),
        (
            "半个词落到了别的句子后面，已移出。",
            "The end of a word had strayed behind another sentence; it is taken out.",
        ),
    ),
    "page-chunks": Wording(
        ("分段序号", "Chunk numbers"),
        (
            "网站把全文切成带序号的小段；序号已去掉，文字已接上。",
            "The web site cut the text into numbered pieces; they are joined.",
        ),
    ),
    "running-heads": Wording(
        ("页眉页码", "Running heads and page numbers"),
        (
            "页眉或页码混在正文中间，已移出。",
            "A page's head or number stood in the middle of the text; it is taken out.",
        ),
    ),
    "continued-tables": Wording(
        ("续表表头", "Heads of continued tables"),
        ("续表每页重印表头；只留一次。", "A table's head is printed again on each page; it stands once here."),
    ),
    "site-dress": Wording(
        ("网页外框", "Words of the web page"),
        ("文件前后的网页文字，不属于文件。", "Words of the web page round the document, not of the document."),
    ),
    "set-aside": Wording(
        ("页面之外的文字", "Matter of the page"),
        (
            "页眉、页码和水印，按版面认出，不是正文。",
            "Running heads, page numbers and watermarks, known by the layout.",
        ),
    ),
    "press-fonts": Wording(
        ("出版字体", "Fonts of the press"),
        (
            "出版社的字体把数字和字母存成了生僻字，已换回纸面上的字。",
            "The press's fonts hold digits and letters as rare characters; what the page shows is put back.",
        ),
    ),
    "shifted-glyphs": Wording(
        ("字形编号错位", "Shifted glyph numbers"),
        (
            "文件里的字母都错开了同样几位，已移回。",
            "Each letter of the file is so many places off; they are moved back.",
        ),
    ),
    "radical-forms": Wording(
        ("部首字形", "Radicals for characters"),
        (
            "从 PDF 复制时，部首和兼容字形代替了常用字，已换回。",
            "Copying from a PDF had put radicals and compatibility forms in the places of characters.",
        ),
    ),
    "page-marks": Wording(
        ("文中的页码", "Page numbers in the text"),
        ("落在文字中间的页码，已取出。", "Page numbers that stood in the middle of the text, taken out."),
    ),
    "read-digits": Wording(
        ("误认的数字", "Misread digits"),
        (
            "识别时把条号里的数字认成了字母，按前后的条号改回。",
            "Recognition had read digits of a clause number as letters; the numbers round it prove what it is.",
        ),
    ),
    "parallel-tables": Wording(
        ("对照表格", "Two languages in a table"),
        (
            "整份文件排成中英两栏的表格，已还原为段落。",
            "A table set the document in two languages; its cells are paragraphs.",
        ),
    ),
    "parallel-labels": Wording(
        ("两种文字的编号", "Labels in both languages"),
        ("同一编号在两种文字前各印一次；只留一次。", "A label stood before each language; it stands once here."),
    ),
    "markdown-tables": Wording(
        ("标记的表格", "Tables in markup"),
        ("表格的竖线不是文件的文字。", "The strokes of a table in markup are no words of the document."),
    ),
    "markdown-syntax": Wording(
        ("标记符号", "Markup"),
        (
            "标题、强调和链接的标记，不是文件的文字。",
            "Signs that mark headings, emphasis and links are no words of the document.",
        ),
    ),
}
"""Repairs by code name."""

DISCARDS: Mapping[str, Wording] = {
    "duplicate-witness": Wording(
        ("重复的副本文字", "Second witness"),
        (
            "同一处已取自另一份副本，这一份用来核对。",
            "The place was taken from another copy; this one served to check it.",
        ),
    ),
    "variant-reading": Wording(
        ("异文", "Variant readings"),
        ("几份副本说法不一，这里是未采用的一种。", "Where copies differ, the reading that was not taken."),
    ),
    "site-header": Wording(
        ("网页页眉", "Header of the web page"), ("网站的栏目和按钮。", "Menus and buttons of the site.")
    ),
    "site-footer": Wording(
        ("网页页脚", "Footer of the web page"),
        ("网站的声明和无关文件的名单。", "Notices of the site and lists of unrelated documents."),
    ),
    "chunk-number": Wording(
        ("分段序号", "Chunk numbers"), ("网站切分全文时加的序号。", "Numbers that the site gave to pieces of the text.")
    ),
    "running-head": Wording(
        ("页眉", "Running heads"), ("每页上端重印的文件编号。", "The number printed on top of each page.")
    ),
    "page-number": Wording(("页码", "Page numbers")),
    "continued-table-head": Wording(
        ("续表表头", "Heads of continued tables"),
        ("表格转页时重印的表头。", "Table heads printed again where a table goes on to the next page."),
    ),
    "cover": Wording(
        ("封面", "Cover"), ("编号、名称和日期已列入“概览”。", "Its number, titles and dates stand in the overview.")
    ),
    "contents": Wording(
        ("目次", "Table of contents"), ("本站依标题另排目次。", "The site makes its own from the headings.")
    ),
    "repeated-title": Wording(
        ("重印的名称", "Repeated title"),
        ("正文之前再印一次的文件名称。", "The title, printed once more before the text."),
    ),
    "white-space": Wording(("空白", "White space"), ("多余的空格和换行。", "Spaces and line ends that say nothing.")),
    "stray-text": Wording(
        ("无归属的文字", "Text without a place"),
        ("分不清属于哪一条的零散文字。", "Scattered words that belong to no provision for certain."),
    ),
    "stray-fragment": Wording(
        ("错位残字", "Stray fragments"), ("落到别处的半个词。", "Ends of words that had strayed elsewhere.")
    ),
    "markup": Wording(
        ("标记符号", "Markup"), ("标题、强调和链接的标记。", "Signs that mark headings, emphasis and links.")
    ),
}
"""Classes of matter that no node holds, by code name."""

CHECKS: Mapping[str, Words] = {
    "lost": ("文本缺失", "Text lost"),
    "unpaired": ("只有一种文字", "One language only"),
    "correction-stale": ("更正已不适用", "Correction no longer fits"),
    "document-differs": ("文件信息不一致", "Facts differ"),
}
"""Checks by id."""

SIGNS: Mapping[str, Words] = {
    " ": ("一个空格", "a space"),
    "\n": ("一处换行", "a line end"),
    "—": ("连接号“—”", "the dash “—”"),
    "–": ("连接号“–”", "the dash “–”"),
    "-": ("连字符“-”", "the hyphen “-”"),
}
"""Signs that cannot be shown by themselves."""

_LABELS: Mapping[str, str] = {"附录": "Annex", "表": "Table", "图": "Figure", "注": "Note", "示例": "Example"}

# A label that begins with a Chinese word, which English names otherwise.
# Examples: "附录A", "表 A.1", "注：", "注1：", "示例 2:".
_LABEL = re.compile(rf"(?P<word>{'|'.join(_LABELS)})\s?(?P<number>[A-Z]?[\d.]*)(?P<end>[:：]?)")

# The label of a part or a chapter. Examples: "第3章", "第 1 篇".
_CHAPTER = re.compile(r"第\s?(?P<number>\d+)\s?(?P<word>[章篇节])")
_CHAPTERS: Mapping[str, str] = {"篇": "Part", "章": "Chapter", "节": "Section"}

TERM_STATUS: Mapping[str, Words] = {
    "preferred": ("首选", "preferred"),
    "admitted": ("许用", "admitted"),
    "avoid": ("避免", "avoid"),
}

PARTS_OF_SPEECH: Mapping[str, Words] = {
    "noun": ("名词", "noun"),
    "verb": ("动词", "verb"),
    "adjective": ("形容词", "adjective"),
    "adverb": ("副词", "adverb"),
}


def label(printed: str) -> Words:
    """A label as printed, and as English reads it: 附录A is Annex A. Numbers and letters are the same in both."""
    found, chapter = _LABEL.fullmatch(printed.strip()), _CHAPTER.fullmatch(printed.strip())
    if chapter:
        return printed, f"{_CHAPTERS[chapter['word']]} {chapter['number']}"
    if not found:
        return printed, printed
    return printed, f"{_LABELS[found['word']]} {found['number']}".rstrip() + (":" if found["end"] else "")


def part_of_speech(name: str) -> Words:
    """What a part of speech is called; one that is not listed is shown as it is written."""
    return PARTS_OF_SPEECH.get(name.strip().lower()) or _plain(name)


def repair(name: str) -> Wording:
    """What a repair is called."""
    return REPAIRS.get(_code(name)) or Wording(_plain(name))


def discard(name: str) -> Wording:
    """What a class of set-aside matter is called."""
    return DISCARDS.get(_code(name)) or Wording(_plain(name))


def check(name: str) -> Words:
    """What a check is called."""
    return CHECKS.get(_code(name)) or _plain(name)


def _code(name: str) -> str:
    return name.replace("_", "-")


def _plain(name: str) -> Words:
    return name.replace("_", " ").replace("-", " "), ""
