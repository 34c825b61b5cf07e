"""The text of a node as HTML: paragraphs, list entries, and both languages level with each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.model import Language, Node
from duizhao.publish.escape import block, clean, one_line
from duizhao.publish.linking import NONE, Link, Links, weave

TONGUE: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
"""The language tag that each part of a page carries."""

COMMENT: dict[Language, str] = {"zh": "解读", "en": "Plain words"}

# The label that opens a list entry within a text, with the space after it.
# Examples: "a) ", "1）", "（2）", "（三）", "①", "——", "• ".
_LABEL = re.compile(
    r"(?:[a-z][)）]|\d{1,2}[)）]|[(（](?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[)）]|[①-⑳]|——|[—–•·▪-](?=\s))\s*"
)

# A label of the first rank, below which numbers stand: "a)".
_LETTER = re.compile(r"[(（]?[a-z][)）]")


@dataclass(frozen=True, slots=True)
class Part:
    """A text in one language: one cell of a node's display. ``comment``: it is marked as the plain edition's."""

    language: Language
    paragraphs: tuple[str, ...]
    comment: bool = False


def parts(node: Node, *, comment: bool = False) -> tuple[Part, ...]:
    """The texts that a node has, Chinese first."""
    texts: dict[Language, str | None] = {"zh": node.text_zh, "en": node.text_en}
    found = (Part(language, paragraphs(text), comment) for language, text in texts.items())
    return tuple(part for part in found if part.paragraphs)


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a text, each on one line as the pages show it, empty ones left out."""
    lines = (one_line(line) for line in clean(text or "").split("\n"))
    return tuple(line for line in lines if line)


def pair(texts: tuple[Part, ...], links: Links = NONE) -> str:
    """The texts of a node as one HTML element: Chinese and English level, the commentary beneath what it explains.

    Where a language has only the commentary, that stands level with the other language's main text. Returns an
    empty string where there is no text.
    """
    if not texts:
        return ""
    main = [part for part in texts if not part.comment]
    cells = "".join(_cell(part, main, links) for part in texts)
    single = " dz-single" if len({part.language for part in texts}) == 1 else ""
    rows = [len(part.paragraphs) for part in main]
    if len(rows) == len(TONGUE) and len(set(rows)) == 1:
        return f'<div class="dz-pair dz-level" style="--dz-rows:{rows[0]}">{cells}</div>'
    return f'<div class="dz-pair{single}">{cells}</div>'


def flow(texts: tuple[str, ...], links: Links = NONE) -> str:
    """Paragraphs as HTML with ``links``; those that open with a list label hang from it, their characters unaltered."""
    ranked = any(_LETTER.match(text) for text in texts)
    return "".join(_paragraph(text, ranked, links.get(text, ())) for text in texts)


def _cell(part: Part, main: list[Part], links: Links) -> str:
    classes = f"dz-part dz-{part.language}"
    text = flow(part.paragraphs, links)
    if not part.comment:
        return f'<div class="{classes} dz-main" lang="{TONGUE[part.language]}">{text}</div>'
    alone = "" if any(other.language == part.language for other in main) else " dz-alone"
    tag = f'<p class="dz-tag">{COMMENT[part.language]}</p>'
    return f'<div class="{classes} dz-comment{alone}" lang="{TONGUE[part.language]}">{tag}{text}</div>'


def _paragraph(text: str, ranked: bool, links: Sequence[Link]) -> str:
    label = _LABEL.match(text)
    if not label or label.end() == len(text):
        return f"<p>{weave(text, links)}</p>"
    mark = label.group().rstrip()
    gap = label.group()[len(mark) :] and " "
    deep = " dz-deep" if ranked and not _LETTER.match(mark) else ""
    rest = weave(text, links, label.end())
    return f'<p class="dz-entry{deep}"><span class="dz-mark">{block(mark)}</span>{gap}{rest}</p>'
