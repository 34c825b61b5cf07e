"""The structure that GB/T 1.1 asks for: order of elements, dangling paragraphs, notes that require."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.checks import editions
from duizhao.checks.check import Check, Material
from duizhao.model import Book, Finding, Language, Node, Severity
from duizhao.text import modals

FIRST_CLAUSES = (("1", "范围"), ("2", "规范性引用文件"), ("3", "术语和定义"))
"""The clauses that every standard begins with, in this order (GB/T 1.1—2020, clause 8)."""

_ORDER = {"前言": 0, "引言": 1, "参考文献": 4, "索引": 5}
_CLAUSE, _ANNEX = 2, 3
_PLACES = ("the foreword", "the introduction", "a clause", "an annex", "the bibliography", "the index")

# The title of the terms clause, which may have words before its terms: "术语和定义", "术语、定义和缩略语".
_TERMS = re.compile(r"术语|符号|缩略语")


def _run(material: Material) -> Iterator[Finding]:
    for book in material.books:
        nodes = editions.nodes(material, book)
        if _suits(nodes):
            for check in (_order, _first_clauses, _dangling, _single, _orphans, _requiring):
                yield from check(book, nodes)


def _suits(nodes: Sequence[Node]) -> bool:
    """Whether a document looks like a standard after GB/T 1.1: two of the clauses that each of them begins with."""
    titles = {_title(node) for node in nodes if node.kind == "clause" and node.parent is None}
    return sum(title in titles for _, title in FIRST_CLAUSES) > 1


def _title(node: Node) -> str:
    return "".join((node.title_zh or "").split())


def _order(book: Book, nodes: Sequence[Node]) -> Iterator[Finding]:
    """Elements in the order foreword, introduction, clauses, annexes, bibliography, index."""
    highest = 0
    for node in nodes:
        if node.parent is not None or node.kind not in {"clause", "annex"}:
            continue
        rank = _ANNEX if node.kind == "annex" else _ORDER.get(_title(node), _CLAUSE)
        if rank < highest:
            message = f"“{_name(node)}” stands after {_PLACES[highest]}; {_PLACES[rank]} comes before it."
            yield _finding(book, node, "warning", message)
        highest = max(rank, highest)


def _first_clauses(book: Book, nodes: Sequence[Node]) -> Iterator[Finding]:
    top = {_title(node): node for node in nodes if node.parent is None}
    numbers = {node.id: node for node in nodes if node.parent is None}
    for number, title in FIRST_CLAUSES:
        found = top.get(title)
        if found is None and not any(node.lost for node in nodes):
            after = numbers.get(number)
            yield _finding(book, after, "info", f"There is no clause {number}, “{title}”.")
        elif found is not None and found.label and found.id != number:
            yield _finding(book, found, "warning", f"“{title}” is clause {found.id}; it should be clause {number}.")


def _dangling(book: Book, nodes: Sequence[Node]) -> Iterator[Finding]:
    """Text between a clause's title and its first subclause: a reference does not tell which of the two it means."""
    parents = {node.parent for node in nodes if node.kind in {"clause", "term"}}
    for node in nodes:
        if node.kind == "clause" and node.id in parents and node.text_zh and not _TERMS.search(_title(node)):
            yield _finding(book, node, "info", f"{node.id} has text of its own and subclauses: a dangling paragraph.")


def _single(book: Book, nodes: Sequence[Node]) -> Iterator[Finding]:
    families: dict[str, list[Node]] = {}
    for node in nodes:
        if node.kind == "clause" and node.parent and node.label:
            families.setdefault(node.parent, []).append(node)
    lost = {node.parent for node in nodes if node.lost} | {node.id for node in nodes if node.lost}
    for parent, children in families.items():
        if len(children) == 1 and parent not in lost:
            message = f"{children[0].id} is the only subclause of {parent}; there should be two or none."
            yield _finding(book, children[0], "info", message)


def _orphans(book: Book, nodes: Sequence[Node]) -> Iterator[Finding]:
    known = {node.id for node in nodes}
    for node in nodes:
        if node.kind in {"note", "example"} and node.parent not in known:
            yield _finding(book, node, "warning", f"The {node.kind} “{_name(node)}” belongs to no clause.")


def _requiring(book: Book, nodes: Sequence[Node]) -> Iterator[Finding]:
    """Notes and examples inform and require nothing (GB/T 1.1—2020, 9.10 and 9.9; ISO/IEC Directives 2, 24 and 25)."""
    for node in nodes:
        texts: tuple[tuple[Language, str | None], ...] = (("zh", node.text_zh), ("en", node.text_en))
        for language, text in texts if node.kind in {"note", "example"} else ():
            verbs = modals.find(text or "", language)
            words = [one.word for one in verbs if one.firm and one.senses == {"requirement"}]
            if words:
                message = f"The {node.kind} says “{words[0]}”; notes and examples contain no requirements."
                yield _finding(book, node, "warning", message, language)


def _name(node: Node) -> str:
    return " ".join(filter(None, (node.label, node.title_zh))) or node.id


def _finding(
    book: Book, node: Node | None, severity: Severity, message: str, language: Language | None = None
) -> Finding:
    return Finding(CHECK.id, severity, message, book.document.id, node.id if node else None, language)


CHECK = Check(
    id="element-order",
    severity="warning",
    name=("要素的次序与结构", "Order of elements"),
    what=(
        (
            "只查按 GB/T 1.1 起草的标准。警告：要素次序不对（前言、引言、各章、附录、参考文献、索引），范围、"
            "规范性引用文件、术语和定义"
            "不是第1、2、3章，注或示例里有要求（应），注或示例不属于任何条。提示：悬置段（有下一层条的章条自"
            "己还有段），只有一个下一层条。"
        ),
        (
            "Only standards after GB/T 1.1. Warnings: elements out of order (foreword, introduction, clauses, annexes, "
            "bibliography, index), scope, normative references and terms that are not clauses 1, 2 and 3, "
            "notes or examples "
            "that require (应) or belong to no clause. Notes: dangling paragraphs (a clause with subclauses "
            "that has text of its "
            "own), a single subclause."
        ),
    ),
    why=(
        "悬置段引用时指不清，注里的要求没有效力；次序不对常常说明导入时放错了地方。",
        (
            "A reference to a dangling paragraph is unclear, a requirement in a note binds nobody, and a "
            "wrong order often "
            "shows that the import put something in the wrong place."
        ),
    ),
    fix=(
        "按 GB/T 1.1 调整；导入造成的，用更正或报告问题。",
        "Put it in order after GB/T 1.1; where the import did it, correct it by hand.",
    ),
    example=None,
    run=_run,
)
