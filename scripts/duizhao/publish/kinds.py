"""What a document is called after its kind: a standard, a handbook, rules."""

from __future__ import annotations

import re

from duizhao.publish.plan import Plan
from duizhao.text.remarks import Words

STANDARD, CHAPTERS = ("标准", "Standard"), ("分章文件", "In chapters")
OUTLINE, TEXT = ("提纲", "Outline"), ("文章", "Text")
"""What a document is where its title does not say so."""

# What a title says that its document is, at its end or near it. Examples: "客户服务手册", "读者服务管理制度(试行)".
_NAMED = re.compile("手册|制度|办法|规定|方案|指南")
NAMES: dict[str, Words] = {
    "手册": ("手册", "Handbook"), "制度": ("制度", "Rules"), "办法": ("办法", "Rules"), "规定": ("规定", "Rules"),
    "方案": ("方案", "Plan"), "指南": ("指南", "Guide"),
}  # fmt: skip

DOCUMENT = ("文件", "document")
"""What a document is called whose kind is no word for it."""


def kind(plan: Plan) -> Words:
    """What a document is: a standard where it has a number, else what its title says, else what its form shows."""
    if plan.book.document.number:
        return STANDARD
    named = _NAMED.findall(plan.book.document.title_zh or "")
    if named:
        return NAMES[named[-1]]
    kinds = {entry.node.kind for entry in plan.entries}
    return CHAPTERS if "chapter" in kinds else OUTLINE if kinds & {"section", "clause"} else TEXT


def noun(plan: Plan) -> Words:
    """What running text calls the document: "handbook"."""
    zh, en = kind(plan)
    return (zh, en.lower()) if (zh, en) not in {CHAPTERS, OUTLINE, TEXT} else DOCUMENT
