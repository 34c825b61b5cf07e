"""What a document-sharing site puts round a document: download buttons, notices, lists of other documents.

A dress is recognised by its shape, not by one site's words: short lines at the start and the end of the copy
that speak of uploading, downloading, rights and pages, or that list other documents. A document may speak of such
things too, and may be about nothing else: so something must stand there that only a site says of itself, and the
dress ends where the document shows itself by its cover, a clause, a list of references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import PAGE, ROW, lines

NAME = "site-dress"
WHY = "Words of the web site round the document, not of the document."

# What only a site says, of itself and of the file: 上传人:…, 页数:22, 下载积分, 东ICP备…, 猜你喜欢, 温馨提示.
_SURE = re.compile(
    r"(?:上传|分享|贡献)[人者](?:$|\s|[:：])|上传时间|(?:文档|资料|资源)(?:编号|格式|大小|页数)[:：]|页数[:：]\s?\d|大小[:：]\s?[\d.]+\s?[KM]B"
    r"|格式[:：]\s?(?:PDF|DOC|PPT|XLS|TXT|WPS)|点击(?:查看|下载|阅读|收藏)|(?:下载|阅读)积分|获赠|侵[犯权].*(?:举报|认领|删除)|收益归"
    r"|^\s*(?:资源|文档|资料)(?:描述|简介)[:：]?\s*$|相[关似](?:文档|资源|资料|推荐)|(?:最新|热门)(?:文档|资源|资料)|猜你喜|本站(?!点)"
    r"|ICP备(?!案)|公网安备|[Cc]opyright|©|AI助手|AI导航|展开阅读|继续阅读|搜索标签|当前位置[:：]|温馨提示|^\s*提交评论\s*$|^\s*0\s?/\s?\d{2,4}\s*$"
    r"|(?:关于|联系|关注)我们?[\s:：]|^\s*客服\s*$|客服(?:电话|热线)?[:：]"
)
# Words by which a site speaks, and a document may speak too: 下载, 收藏, 网站, 提交, 预览.
_SITE = re.compile(
    r"上传|点击|下载|收藏|分销|分享|举报|赏\)|会员|客服|版权|评论|文档[编简]|网站|网页|备案|关于我|提交|预览|http|登录|注册"
)
# A caption of a page image: "guide.pdf_第3页", "第3页 / 共22页", "beian.png".
_IMAGE = re.compile(r"第\s?\d+\s?页(?:\s?/\s?共\s?\d+\s?页)?\s*$|\.(?:png|jpe?g|gif|svg)\b")
# The name of a file, which is dress beside what only a site says: "guide.pdf", "notes.docx".
_FILE = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|wps|txt)\s*$", re.IGNORECASE)
# A line that only announces the document's text: 资源描述, 文档简介, 正文.
_OPENING = re.compile(r"^\s*(?:资源|文档|内容)?(?:描述|简介|摘要|正文|内容)[:：]?\s*$")
# An entry of a list of other documents or of the site's rules: "- 2025年…", "- 1. …", "• …".
_LISTED = re.compile(r"^\s*[-•·*]\s")
# A line that only a document has: a cover's number and dates, a first heading, a clause, an entry of a bibliography:
# "ICS 03.080", "2024-05-01 发布", "前 言", "4.2 服务", "1 范围", "[3] GB/T …", "A.1 …".
_DOCUMENT = re.compile(
    r"^\s*(?:ICS ?\d|CCS ?[A-Z]|\d{4}-\d\d-\d\d *(?:发 ?布|实 ?施)"
    r"|[前引][ \u3000]{0,4}言 *$|目[ \u3000]{0,4}[次录] *$|附 ?录 ?[A-Z]"
    r"|\d{1,2}(?:\.\d{1,2}){1,4} ?[\u4e00-\u9fff]|[A-Z]\.\d|\d{1,2} ?范 ?围|第[一1][章条]|\[\d{1,3}\]|表 ?[A-Z]?\.?\d)"
)
LONG = 60
"""A line of so many characters is a document's, unless it speaks of the site."""
DEEPEST = 40
"""Lines within which a header ends that announces no text."""

Line = tuple[int, int, str]
"""Where a line starts and ends, and what it says."""


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes out the header and the footer, whole lines each."""
    if context.format != "txt" or PAGE in text or ROW in text:
        return  # written by people, or repaired: the marks stand in no copy, and what they part was no line of a site
    lines = list(_lines(text))
    first = _header_part(lines, 0, len(lines))
    last = _footer(lines, first)
    first = _header(lines, last)  # in a short text the footer's words had a say in where the header ends
    if not any(line.strip() for _, _, line in lines[first:last]):
        return  # nothing of a document would be left: whatever this is, it is no dress round one
    start, end = lines[first][0], lines[last - 1][1]
    if start:
        yield Edit(0, start, text[:start], "", NAME, WHY, "site-header")
    if text[end:].strip():
        yield Edit(end, len(text), text[end:], "", NAME, WHY, "site-footer")


def _lines(text: str) -> Iterator[Line]:
    return ((at, at + len(line), line) for at, line in lines(text))


def _is_sure(line: str) -> bool:
    """Whether only a site says this. A rule of the site is at most a few sentences; a document may quote its words."""
    return len(line) < 4 * LONG and not _DOCUMENT.match(line) and bool(_SURE.search(line) or _IMAGE.search(line))


def _is_dress(line: str) -> bool:
    if len(line) >= 4 * LONG or _DOCUMENT.match(line):
        return False
    return bool(_is_sure(line) or _SITE.search(line) or _FILE.search(line) or _OPENING.match(line))


def _header(lines: list[Line], last: int) -> int:
    """Index of the first line after the header, which may consist of several parts."""
    first = 0
    while first < last and (after := _header_part(lines, first, last)) > first:
        first = after
    return first


def _header_part(lines: list[Line], first: int, last: int) -> int:
    """A part of the header runs to its last dress line before the document shows itself."""
    deepest = min(first + 5 * DEEPEST, last)
    limit = next((n for n in range(first, deepest) if _is_document(lines[n][2])), deepest)
    opening = next((n for n in range(first, limit) if _OPENING.match(lines[n][2])), None)
    if opening is not None and any(_is_sure(line[2]) for line in lines[first:opening]):
        return _skip_blank(lines, opening + 1, last)
    dress = [n for n in range(first, min(limit, first + DEEPEST)) if _is_dress(lines[n][2])]
    sure = any(_is_sure(lines[n][2]) for n in dress)
    return _skip_blank(lines, dress[-1] + 1, last) if sure and _is_dense(lines, first, dress) else first


def _is_document(line: str) -> bool:
    return bool(_DOCUMENT.match(line) or len(line) >= LONG) and not _is_dress(line)


def _is_dense(lines: list[Line], first: int, dress: list[int]) -> bool:
    """Whether most lines up to the last dress line are dress: one mention of a download is no header."""
    filled = [n for n in range(first, dress[-1] + 1) if lines[n][2].strip()]
    return 2 * len(dress) > len(filled)


def _skip_blank(lines: list[Line], n: int, last: int) -> int:
    while n < last and not lines[n][2].strip():
        n += 1
    return min(n, last)


def _footer(lines: list[Line], first: int) -> int:
    """Index of the footer's first line: a dress line after which no line reads like the document's."""
    end, sure = len(lines), False
    for n in range(len(lines) - 1, first - 1, -1):
        line = lines[n][2]
        if _is_dress(line):
            sure = sure or _is_sure(line)
            end = n if _is_sure(line) or _LISTED.match(line) or not _ends_sentence(line) else end
        elif line.strip() and not _is_beside(lines, n):
            break
    return end if sure and end > first else len(lines)


def _ends_sentence(line: str) -> bool:
    return line.rstrip()[-1:] in tuple("。；;！？.")


def _is_beside(lines: list[Line], n: int) -> bool:
    """Whether a line that says nothing of a site is among its own: listed, or short and close behind a dress line."""
    line = lines[n][2]
    if _LISTED.match(line):
        return True
    near = [above for _, _, above in lines[max(0, n - 3) : n] if above.strip()]
    return len(line) < LONG and not _DOCUMENT.match(line) and any(_is_dress(above) for above in near)
