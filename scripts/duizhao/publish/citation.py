"""How a provision is cited: after GB/T 7714—2015 in Chinese, after ISO 690:2021 in English.

A citation holds two things that only a reader's browser knows, the day and the address, and one that differs from node
to node. So it is made here as a template, and filled in when somebody copies it.

Forms. GB/T 7714—2015 of a standard on the web: 主要责任者. 标准名称: 标准编号[S/OL]. 出版年: 条款[引用日期]. 获取路径.
Place and publisher may be left out of what stands on the web. The plain edition is a page of this site and not the
standard, so it is cited by its title as such a page (EB/OL). ISO 690:2021: CREATOR. Number, title [medium]. Date, part
[viewed date]. Available from: address. A title of ours in another language stands in square brackets, a parallel title
of the print after the sign =.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from duizhao.model import Document, Edition
from duizhao.publish import wording
from duizhao.publish.escape import one_line
from duizhao.publish.outline import Entry
from duizhao.publish.plan import Plan

Template: TypeAlias = tuple[str, ...]
"""Text and names of what is filled in ("place", "date", "address") in turn; it begins and ends with a text."""

_FENCE = "\ue000"  # of the private use area: parts text from names, and is taken out of the texts
PLACE, DATE, ADDRESS = (f"{_FENCE}{name}{_FENCE}" for name in ("place", "date", "address"))

# A number of the body, with or without a point. Examples: "6", "6.3.2", "A.1.2".
_NUMBER = re.compile(r"(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3}){0,8}")

_ORDINALS = {"paragraph": ("第{}段", "paragraph {}"), "row": ("第{}行", "row {}")}
_INNER = frozenset({"factor", "group", "item", "practice", "row", "note", "example", "paragraph"})
"""Kinds whose place is told from the place above."""


def templates(document: Document, edition: Edition) -> dict[str, Template]:
    """The citations of a node of an edition: ``gb`` (GB/T 7714) and ``iso`` (ISO 690)."""
    make = (_gb_printed, _iso_printed) if edition == "printed" else (_gb_plain, _iso_plain)
    return {name: tuple(one(document).split(_FENCE)) for name, one in zip(("gb", "iso"), make, strict=True)}


def fill(template: Template, **values: str) -> str:
    """A citation with its values; what the browser does, for tests and other tools."""
    return "".join(values[part] if index % 2 else part for index, part in enumerate(template))


def place(plan: Plan, entry: Entry) -> tuple[str, str]:
    """Where in the document an entry stands, in Chinese and in English: "第6.3.2条", "表A.2, 领导和管理, a), 3)"."""
    way = [entry]
    while way[0].node.kind in _INNER and way[0].parent is not None:
        way.insert(0, plan.by_anchor[way[0].parent])
    if any(one.node.kind == "group" for one in way):
        way = [one for one in way if one.node.kind != "factor"]
    steps = [_step(one) for one in way]
    return ", ".join(zh for zh, _ in steps), ", ".join(en for _, en in steps)


def _step(entry: Entry) -> tuple[str, str]:
    node, label = entry.node, one_line(entry.node.label or "")
    if label and node.kind in {"clause", "term"} and _NUMBER.fullmatch(label):
        return f"第{label}{'条' if '.' in label else '章'}", f"clause {label}"
    if label:
        bare = label.rstrip(":：")
        return _table(bare) if node.kind == "table" else (bare, _english(bare))
    titles = entry.title("zh") or entry.title("en"), entry.title("en") or entry.title("zh")
    if titles[0] and titles[1]:
        return one_line(titles[0]), one_line(titles[1])
    last = node.id.rpartition("/")[2]
    chinese, english = _ORDINALS.get(node.kind, ("{}", "{}"))
    return chinese.format(one_line(last)), english.format(one_line(last))


def _table(label: str) -> tuple[str, str]:
    """A table's label with its word, which some records leave out: "A.2" is 表A.2."""
    label = f"表{label}" if _NUMBER.fullmatch(label) else label
    return label, _english(label)


def _english(label: str) -> str:
    return wording.label(label)[1]


def _gb_printed(document: Document) -> str:
    name = ": ".join(_said(_title(document), document.number))
    form = "S" if document.number else "EB"
    year = _said((document.published or "")[:4])
    where = ": ".join([*year, PLACE])
    return ". ".join([*_said(document.issuer), f"{name}[{form}/OL]", f"{where}[{DATE}]", f"{ADDRESS}."])


def _gb_plain(document: Document) -> str:
    number = "".join(f"({text})" for text in _said(document.number))
    name = f"《{_title(document)}》{number}白话版复述(非原文)"
    return f"{name}[EB/OL]. {PLACE}[{DATE}]. {ADDRESS}."


def _iso_printed(document: Document) -> str:
    name = ", ".join(_said(document.number, _titles(document)))
    where = ", ".join([*_said(document.published), PLACE])
    head = "".join(f"{text}. " for text in _said(document.issuer))
    return f"{head}{name} [online]. {where} [viewed {DATE}]. Available from: {ADDRESS}"


def _iso_plain(document: Document) -> str:
    name = ", ".join(_said(document.number, _titles(document)))
    kind = "plain-language restatement, not the text of the document"
    return f"{name}: {kind} [online]. {PLACE} [viewed {DATE}]. Available from: {ADDRESS}"


def _title(document: Document) -> str:
    return next(iter(_said(document.title_zh, document.title_en, document.id)), "")


def _titles(document: Document) -> str:
    """The title in both languages: a translation of ours in brackets, a parallel title of the print after a sign."""
    chinese, english = (next(iter(_said(text)), "") for text in (document.title_zh, document.title_en))
    if not (chinese and english):
        return chinese or english or _title(document)
    return f"{chinese} [{english}]" if "title_en" in document.supplied else f"{chinese} = {english}"


def _said(*texts: str | None) -> list[str]:
    """The texts that there are, each on one line and without the sign that parts a template."""
    lines = (one_line(text or "").replace(_FENCE, "") for text in texts)
    return [line for line in lines if line]
