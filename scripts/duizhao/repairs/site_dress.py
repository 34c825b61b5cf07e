"""What a document-sharing site puts round a document: download buttons, notices, lists of other documents.

A dress is recognised by its shape, not by one site's words: short lines at the start and the end of the copy
that speak of uploading, downloading, rights and pages, or that list other documents. The first and the last
line that read like a document bound it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context

NAME = "site-dress"
WHY = "Words of the web site round the document, not of the document."

# Words by which a site speaks of itself and its wares: 上传人, 下载积分, ICP备, 温馨提示.
_SITE = re.compile(
    "上传|点击|下载|收藏|分销|分享|举报|赏|会员|客服|版权|收益归|评论|文档[编简]|资源描述|相[关似]文档|最新文档|猜你喜|"
    r"本站|网站|网页|备案|备\d|ICP|格式[:：]|页数|AI助手|AI导航|关于我|展开阅读|搜索标签|温馨提示|提交|预览|©|\d+/\d{3}|http"
)
# A caption of a page image: "guide.pdf_第3页", "第3页 / 共22页".
_IMAGE = re.compile(r"第\s?\d+\s?页(?:\s?/\s?共\s?\d+\s?页)?\s*$|\.(?:png|jpe?g|gif|svg)\b")
# A line that only announces the document's text: 资源描述, 文档简介, 正文.
_OPENING = re.compile(r"^\s*(?:资源|文档|内容)?(?:描述|简介|摘要|正文|内容)[:：]?\s*$")
# A list of other documents or of the site's rules: "- 2025年…", "1. 本站所有资源…", "- 1. …".
_LISTED = re.compile(r"^\s*[-•·*]\s")
LONG = 60
"""A line of so many characters is a document's, unless it speaks of the site."""


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes out the header and the footer, whole lines each."""
    if context.format != "txt":
        return
    lines = list(_lines(text))
    first, last = _bounds(lines)
    start = lines[first][0] if lines else 0
    end = lines[last - 1][1] if lines else 0
    if start:
        yield Edit(0, start, text[:start], "", NAME, WHY, "site-header")
    if end < len(text) and text[end:].strip():
        yield Edit(end, len(text), text[end:], "", NAME, WHY, "site-footer")


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line), line
        at += len(line) + 1


def _is_dress(line: str) -> bool:
    if len(line) >= 4 * LONG:
        return False  # a rule of the site is at most a few sentences; a document's line may quote its words
    return bool(_SITE.search(line) or _IMAGE.search(line) or _OPENING.match(line))


def _bounds(lines: list[tuple[int, int, str]]) -> tuple[int, int]:
    """Index of the first line of the document and of the line after its last one."""
    first = _header(lines)
    return first, _footer(lines, first)


def _header(lines: list[tuple[int, int, str]]) -> int:
    """The header runs to the last dress line before the first long line; none unless a line speaks of the site."""
    body = next((n for n, line in enumerate(lines) if len(line[2]) >= LONG and not _is_dress(line[2])), None)
    opening = next((n for n, line in enumerate(lines[:200]) if _OPENING.match(line[2])), None)
    limit = min(x for x in (body, 40, len(lines)) if x is not None)
    dress = [n for n in range(limit) if _is_dress(lines[n][2])]
    if opening is not None and (body is None or opening < body) and any(_SITE.search(l[2]) for l in lines[:opening]):
        return _skip_blank(lines, opening + 1)
    return _skip_blank(lines, dress[-1] + 1) if dress and _is_dense(lines, dress) else 0


def _is_dense(lines: list[tuple[int, int, str]], dress: list[int]) -> bool:
    """Whether most lines up to the last dress line are dress: one mention of a download is no header."""
    filled = [n for n in range(dress[-1] + 1) if lines[n][2].strip()]
    return 2 * len(dress) > len(filled)


def _skip_blank(lines: list[tuple[int, int, str]], n: int) -> int:
    while n < len(lines) and not lines[n][2].strip():
        n += 1
    return min(n, max(len(lines) - 1, 0))


def _footer(lines: list[tuple[int, int, str]], first: int) -> int:
    """The footer runs from the first dress line after which no line reads like the document's."""
    end = len(lines)
    for n in range(len(lines) - 1, first - 1, -1):
        line = lines[n][2]
        if _is_dress(line):
            end = n
        elif line.strip() and not _LISTED.match(line) and not (len(line) < LONG and _lists_others(lines, n)):
            break
    return end


def _lists_others(lines: list[tuple[int, int, str]], n: int) -> bool:
    """Whether a short line stands among a site's own: a dress line within the three before it."""
    near = [line[2] for line in lines[max(0, n - 3) : n] if line[2].strip()]
    return any(_is_dress(line) for line in near)
