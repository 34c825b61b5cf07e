"""Markdown signs: in a Markdown copy they say how the text looks, and are no part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import HEADING, SENTENCE_END
from duizhao.text.traced import NEW, Traced, join

NAME = "markdown-syntax"
WHY = "Signs of Markdown, which set headings, emphasis and links, are no words of the document."

Span = tuple[int, int]

LONGEST_HEADING = 120
"""Characters of a heading with its signs: recognised pages have whole paragraphs behind a "#"."""

# A heading, a quotation or an entry of a list, by the sign at the start of its line: "## ", "> ", "- ".
_LEAD = re.compile(r"^ {0,3}(?:(?P<heading>#{1,6})|>|[-*+])(?:[ \t]+|$)", re.MULTILINE)
# The signs about a strong word; inside a word the second kind means itself: "**宜**", "__shall__", not "a__b__c".
_STRONG = re.compile(
    r"(?<!\\)\*\*(?=[^\s*])(?:[^\n*]|\*(?!\*)){1,400}+(?<=[^\s*\\])\*\*"
    r"|(?<![\\\w])__(?=[^\s_])(?:[^\n_]|_(?!_)){1,400}+(?<=[^\s_\\])__(?!\w)"
)
# The signs about an emphasised word, but no product or footnote: "*宜*", "_may_", not "2*3*4", "a * b * c", "注*".
_EMPHASIS = re.compile(
    r"(?<![\\*A-Za-z0-9])\*(?=[^\s*])[^\n*]{1,400}+(?<=[^\s*\\])\*(?![*A-Za-z0-9])"
    r"|(?<![\\\w])_(?=[^\s_])[^\n_]{1,400}+(?<=[^\s_\\])_(?!\w)"
)
# A link or an image, of which the text stays: "[附录A](annex.md)", '![流程图](a.png "图1")'. Square brackets with
# nothing in round ones behind them are the document's own, or mark a title that is ours: "范围 [Scope]".
_LINK = re.compile(r'(?<!\\)!?\[(?P<text>[^\[\]\n]{1,400})(?<!\\)\]\([^()\s]{0,2000}(?:[ \t]+"[^"\n]{0,400}")?\)')
# An image without words: "![](images/a.png)".
_IMAGE = re.compile(r'(?<!\\)!\[\s{0,9}\]\([^()\s]{0,2000}(?:[ \t]+"[^"\n]{0,400}")?\)')
# A line that only draws: a rule, the fence of a block, the line under a heading: "---", "***", "```", "====".
_DRAWN = re.compile(
    r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*|`{3,}[^`\n]{0,40}|~{3,}[^~\n]{0,40})$",
    re.MULTILINE,
)
# The signs before a heading that is one: at the start of a line, before words that end like no sentence.
_HEADING = re.compile(rf" {{0,3}}(?P<level>#{{1,6}})[ \t]+(?=(?P<words>[^\n]{{1,{LONGEST_HEADING}}})(?:\n|$))")
# A sign that a backslash makes an ordinary one: "\*", "\#".
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")

_ENDS = frozenset(f"{SENTENCE_END},，、:：")
"""Signs with which no heading ends: "# 馆方宜公布开放时间。" is a paragraph in large type."""
DEEPEST = 20
"""How many layers of signs about signs are taken off: a quotation of a list of strong links has four."""


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes the signs out of a Markdown copy; the text about which they stand stays."""
    if context.format != "md":
        return
    left = _without_escapes(_without_markup(Traced(text)))
    if len(left) < len(text):
        yield from _gaps(text, left.origin)


def _gaps(text: str, kept: Sequence[int]) -> Iterator[Edit]:
    end = 0
    for at in chain(kept, (len(text),)):
        if at > end:
            mark = HEADING * _level(text, end)
            yield Edit(end, at, text[end:at], mark, NAME, WHY, "markup", tuple([NEW] * len(mark)))
        end = at + 1


def _level(text: str, start: int) -> int:
    """The level of the heading whose signs stand here; 0 where there are none, or words that are no heading."""
    found = _HEADING.match(text, start) if start == 0 or text[start - 1] == "\n" else None
    words = found["words"].strip(" \t#*_") if found else ""
    return len(found["level"]) if found and words and words[-1] not in _ENDS else 0


def _without_markup(text: Traced) -> Traced:
    for _ in range(DEEPEST):
        spans = list(_markup(text.text))
        if not spans:
            break
        text = _cut(text, spans)
    return text


def _without_escapes(text: Traced) -> Traced:
    r"""Takes out backslashes, but not where what is left would read as a sign: "\# 5" must not become a heading.

    So a second run of the repair finds nothing to do.
    """
    if "\\" not in text.text:
        return text
    lines = []
    for raw in text.lines():
        plain = _cut(raw, [found.span() for found in _ESCAPE.finditer(raw.text)])
        lines.append(raw if _reads_as_markup(plain.text, raw.text) else plain)
    return _join_lines(text, lines)


def _join_lines(text: Traced, lines: list[Traced]) -> Traced:
    """The lines with the line ends that stood between them."""
    ends = iter([n for n, char in enumerate(text.text) if char == "\n"])
    parts = [lines[0]]
    for line, end in zip(lines[1:], ends, strict=True):
        parts += (text[end : end + 1], line)
    return join(parts)


def _reads_as_markup(plain: str, raw: str) -> bool:
    new_comment = any(plain.count(sign) != raw.count(sign) for sign in ("<!--", "-->"))
    return new_comment or bool(_ESCAPE.search(plain)) or any(True for _ in _markup(plain))


def _cut(text: Traced, spans: list[Span]) -> Traced:
    """The text without the spans, which stand in ascending order without overlap."""
    bounds = [0, *(at for span in spans for at in span), len(text)]
    return join(text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))


def _markup(text: str) -> Iterator[Span]:
    """One layer of signs, in ascending order without overlap: the comments, or where there are none all others."""
    comments = list(_comments(text))
    found = comments or sorted((*_leads(text), *_pairs(text)))
    end = 0
    for span in found:
        if span[0] >= end:
            yield span
            end = span[1]


def _comments(text: str) -> Iterator[Span]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        if text[start - 1 : start] != "\\":
            yield start, end + 3
        start = text.find("<!--", end + 3)


def _leads(text: str) -> Iterator[Span]:
    for found in _LEAD.finditer(text):
        yield found.span()
        if found["heading"]:
            yield from _closing_hashes(text, found.end())


def _closing_hashes(text: str, start: int) -> Iterator[Span]:
    """The hashes that may close a heading: the last ones of "## 范围 ##", but not that of "## C#"."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    title = line.rstrip(" \t").rstrip("#")
    if title != line.rstrip(" \t") and (not title or title[-1] in " \t"):
        yield start + len(title.rstrip(" \t")), start + len(line)


def _pairs(text: str) -> Iterator[Span]:
    for pattern, width in ((_STRONG, 2), (_EMPHASIS, 1)):
        for found in pattern.finditer(text):
            start, end = found.span()
            yield from ((start, start + width), (end - width, end))
    for found in chain(_IMAGE.finditer(text), _DRAWN.finditer(text)):
        yield found.span()
    for found in _LINK.finditer(text):
        yield from ((found.start(), found.start("text")), (found.end("text"), found.end()))
